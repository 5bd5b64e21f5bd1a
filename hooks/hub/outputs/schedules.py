"""Files for scheduling tools: rows of posts as the CSV that a tool imports, and the tools' columns for the browser.

`overrides/assets/share/schedule.js` writes the same bytes and refuses the same rows; a test holds them together. Why a risky cell is refused and
never changed: decision 0016.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from hub.model.data import Fill, Scheduler
from hub.model.places import LOCALES
from hub.model.release import Site
from hub.outputs.artifact import Artifact, as_json

Reason = Literal["formula", "control", "date", "label", "empty"]
_SPACE = "[\t\n \u00a0\u1680\u2000-\u200d\u2028\u2029\u202f\u205f\u2060\u3000\ufeff]*"
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_NEVER_FIRST = re.compile(f"[\t\n]|{_SPACE}[=＝﹦\\-－﹣]")
_MAYBE_FIRST = re.compile(f"{_SPACE}[+＋﹢@＠﹫]")
_PERSON_OR_NUMBER = re.compile("[@＠][A-Za-z0-9_\u00c0-\u024f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]|[+＋][0-9][0-9 ()-]*")
_CALLS = re.compile("[(|\\[\\\\（｜［＼﹙]|['’＇][!！﹗]")
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2}) ([0-9]{2}):([0-9]{2})")


@dataclass(frozen=True)
class Row:
    """One post. `date` is 'YYYY-MM-DD HH:MM' or ''; `link` and `image` are whole addresses or ''."""

    text: str
    link: str = ""
    image: str = ""
    alt: str = ""
    title: str = ""
    date: str = ""
    labels: tuple[str, ...] = ()


class Refused(ValueError):
    """A row that no file may hold. `row` counts from 0; `field` is the name in Row."""

    def __init__(self, row: int, field: str, reason: Reason) -> None:
        super().__init__(f"row {row}: {field}: {reason}")
        self.row, self.field, self.reason = row, field, reason


def _fault(cell: str) -> Reason | None:
    """Why a cell must not stand in a file that a spreadsheet may open; None when it may.

    A handle or a number may come first: alone they name or count something. What could make them act (a call, a pipe, a path) may not follow.
    """
    if _CONTROL.search(cell):
        return "control"
    if _NEVER_FIRST.match(cell):
        return "formula"
    if _MAYBE_FIRST.match(cell):
        known = _PERSON_OR_NUMBER.match(cell)
        if not known or _CALLS.search(cell, known.end()):
            return "formula"
    return None


def _date(value: str, form: str) -> str | None:
    """The date as the tool wants it; None when there is no such minute."""
    found = _DATE.fullmatch(value)
    if not found:
        return None
    parts = found.groups()
    try:
        datetime(*map(int, parts))  # type: ignore[arg-type]
    except ValueError:
        return None
    for token, part in zip(("YYYY", "MM", "DD", "HH", "mm"), parts, strict=True):
        form = form.replace(token, part)
    return form


def _cell(row: Row, fill: Fill, at: int, tool: Scheduler) -> str:
    if fill == "labels":
        if any("," in label for label in row.labels):
            raise Refused(at, fill, "label")
        value = ",".join(row.labels)
    else:
        value = getattr(row, fill)
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    if fill == "date" and value:
        dated = _date(value, tool.date_format)
        if dated is None:
            raise Refused(at, fill, "date")
        return dated
    reason = _fault(value)
    if reason:
        raise Refused(at, fill, reason)
    return value


def to_csv(tool: Scheduler, rows: Iterable[Row]) -> bytes:
    """UTF-8 with a byte order mark, CRLF after each row, every cell quoted. Raises Refused; no cell is ever changed but for its line ends."""
    lines = [[column.heading for column in tool.columns]]
    for at, row in enumerate(rows):
        if not row.text and not row.image:
            raise Refused(at, "text", "empty")
        lines.append([_cell(row, column.fills, at, tool) if column.fills else "" for column in tool.columns])
    quoted = (",".join('"' + cell.replace('"', '""') + '"' for cell in line) for line in lines)
    return ("\ufeff" + "".join(f"{line}\r\n" for line in quoted)).encode()


def build(site: Site) -> Iterator[Artifact]:
    """`<locale>/share/schedulers.json`: {"tools": [...]}, what schedule.js takes as its tool, with what an advisor should know of it."""
    for locale in LOCALES if site.library.schedulers else ():
        tools = []
        for name, tool in site.library.schedulers.items():
            told = {"id": name, "name": tool.name[locale], "note": tool.note[locale]}
            tools.append(tool.model_dump(mode="json", exclude={"name", "note"}) | told)
        yield as_json(f"{locale}/share/schedulers.json", {"tools": tools})
