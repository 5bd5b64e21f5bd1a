"""Files for scheduling tools, read back with the csv module."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from hub.model.data import Scheduler
from hub.outputs import schedules
from hub.outputs.schedules import Refused, Row, to_csv
from tests.conftest import Project
from tests.firm import TOOL, found

DATA = Path(__file__).parents[3] / "content" / "_data" / "schedulers"
RISKY = tuple("=+-@\t\r\n＝＋－＠")


def tool(text: str) -> Scheduler:
    value = yaml.safe_load(text)
    for key in ("name", "note"):
        value[key]["zh-Hans"] = value[key]["zh-Hant"]
    return Scheduler.model_validate(value)


OURS = tool(TOOL)
REAL = {path.stem: tool(path.read_text(encoding="utf-8")) for path in sorted(DATA.glob("*.yml"))}


def read(data: bytes) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf") and data.endswith(b"\r\n")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))


def test_every_cell_is_quoted_and_stands_in_the_tools_order() -> None:
    data = to_csv(OURS, [Row('She said "yes", twice.\nThen left.', date="2026-12-24 09:05", labels=("a", "乙"), link="https://a.example/")])
    assert data.decode("utf-8-sig") == (
        '"When?","Text","Nothing","Labels, all"\r\n"24/12/2026 09:05","She said ""yes"", twice.\nThen left.","","a,乙"\r\n'
    )


def test_line_ends_of_a_text_become_one_kind_and_nothing_else_changes() -> None:
    assert read(to_csv(OURS, [Row("a\r\nb\rc\nd  ")]))[1][1] == "a\nb\nc\nd  "


@pytest.mark.parametrize(
    "text",
    [
        "@hub_demo has news", "@hub.demo", "@王小姐 您好！", "@阿明", "＠hub 您好", "+852 0000 0000 is closed", "+1 (555) 000-0000", "+1",
        "+886-0-0000", "＋1", "A sum: =1+1", "「=1」", "“-5 %” is less",
        "😀 =1", "@a, b: c; d — e! https://hub.example.org/en/?q=1#x", " a", "1-2=3", "a\t=b",
    ],
)  # fmt: skip
def test_what_people_write_is_kept_to_the_letter(text: str) -> None:
    assert read(to_csv(OURS, [Row(text)]))[1][1] == text


@pytest.mark.parametrize(
    "text",
    [
        "=1+1", "=HYPERLINK(\"https://evil.example\",\"x\")", "＝1", "-1", "- a list",
        "－1", "\t=1", "\r=1", "\n=1", " =1", "\u3000=1", "\ufeff=1",
        "\u200b-1", "@SUM(1)", "@SUM (1)", "@a|'calc'!A1", "+cmd|' /C calc'!A0", "+1+cmd|x", "+1-SUM(1)", "@'\\\\evil.example\\[a.xls]s'!A1",
        "+'a'!b", "@a 'x.xls'!b", "＋ＳＵＭ（1）", "@a（1）", "+a", "@", "@ a", "+", "@=1", " @a",
    ],
)  # fmt: skip
def test_what_a_spreadsheet_could_run_is_refused_and_never_changed(text: str) -> None:
    with pytest.raises(Refused) as caught:
        to_csv(OURS, [Row("fine"), Row(text)])
    assert (caught.value.row, caught.value.field, caught.value.reason) == (1, "text", "formula")


@pytest.mark.parametrize(
    ("row", "field", "reason"),
    [
        (Row("a\x00b"), "text", "control"),
        (Row("a\ud83d"), "text", "control"),
        (Row("a\x7f"), "text", "control"),
        (Row("a", date="2026-02-29 10:00"), "date", "date"),
        (Row("a", date="2026-12-24T10:00"), "date", "date"),
        (Row("a", date="2026-12-24 24:00"), "date", "date"),
        (Row("a", date="=1"), "date", "date"),
        (Row("a", date="２０２６-12-24 10:00"), "date", "date"),
        (Row("a", labels=("b,c",)), "labels", "label"),
        (Row("a", labels=("=b",)), "labels", "formula"),
        (Row(""), "text", "empty"),
    ],
)
def test_a_row_that_no_tool_can_take_is_refused_by_name(row: Row, field: str, reason: str) -> None:
    with pytest.raises(Refused) as caught:
        to_csv(OURS, [row])
    assert (caught.value.row, caught.value.field, caught.value.reason) == (0, field, reason)


def test_a_column_that_the_tool_lacks_is_not_judged() -> None:
    assert read(to_csv(OURS, [Row("a", title="=1")]))[1] == ["", "a", "", ""]


@given(st.lists(st.text(alphabet=st.one_of(st.characters(), st.sampled_from(list('=+-@\t\r\n ",|(\'!＝＠')))), min_size=1, max_size=5))
def test_a_file_holds_what_it_was_given_or_is_not_made(texts: list[str]) -> None:
    try:
        data = to_csv(OURS, [Row(text) for text in texts])
    except Refused as error:
        refused = texts[error.row]
        assert refused == "" or re.search("[=+\\-@\t\r\n\x00-\x1f\x7f\ud800-\udfff＝＋－＠﹦﹣﹢﹫]", refused)
        return
    made = [line[1] for line in read(data)[1:]]
    assert made == [re.sub("\r\n?", "\n", text) for text in texts]
    for text in made:
        assert not text.startswith(tuple("=-\t\n＝－"))
        if text.startswith(RISKY):
            assert "|" not in text
            assert "[" not in text


def test_the_real_formats_begin_as_their_tools_want() -> None:
    headings = {name: read(to_csv(one, []))[0] for name, one in REAL.items()}
    assert headings["buffer"] == ["Text", "Image URL", "Tags", "Posting Time"]
    assert len(headings["publer"]) == 12 and headings["publer"][:2] == ["Date - Intl. format or prompt", "Text"]
    assert set(REAL) == {"buffer", "generic", "publer"}, "a format that nobody could verify is not offered"
    row = Row("a", "https://a.example/", "https://a.example/a.png", "A drawing", "T", "2026-12-24 09:05", ("x", "y"))
    assert read(to_csv(REAL["publer"], [row]))[1][:7] == ["2026-12-24 09:05", "a", row.link, row.image, "T", "x,y", "A drawing"]
    assert read(to_csv(REAL["generic"], [row]))[1] == ["2026-12-24 09:05", "a", row.link, row.image, "A drawing", "T", "x,y"]
    for one in REAL.values():
        assert one.source or one.confidence == "own"


def test_the_browser_gets_the_tools_of_each_language(library: Project) -> None:
    site = library.load().site
    assert site is not None
    assert list(schedules.build(site)) == []
    found(library)
    site = library.load().site
    assert site is not None
    files = {artifact.path: json.loads(artifact.data) for artifact in schedules.build(site)}
    assert set(files) == {f"{locale}/share/schedulers.json" for locale in ("en", "zh-Hant", "zh-Hans")}
    (told,) = files["zh-Hans/share/schedulers.json"]["tools"]
    assert (told["id"], told["name"], told["confidence"]) == ("never-later", "从不延后", "reported")
    assert told["columns"][2] == {"heading": "Nothing", "fills": None}
