"""The browser writes the same import files as the program, and ZIP files that another program reads."""

from __future__ import annotations

import io
import random
import zipfile
from base64 import b64decode, b64encode
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from hub.outputs.schedules import Refused, Row, to_csv
from tests.conftest import PROJECT
from tests.e2e.conftest import Open, Site
from tests.unit.outputs.test_schedules import OURS, REAL

SHARE = PROJECT / "overrides" / "assets" / "share"
TOOLS = {**REAL, "never-later": OURS}
STARTS = ["@a＇！b", "@a’!b", *"=+-@\t\r\n ＝＋－＠﹦﹢﹣﹫\u3000\ufeff\u200b\x00", "",
          "@hub", "@保險", "＠a", "+852 ", "+1 (555) ", "A", "保險", "😀", "「", "“", "#", "1"]  # fmt: skip
PARTS = [*"=+-@|(!'\\[（｜！\"”, \t\n\r;:", "\r\n", "cmd", "|", "'!", "保險", "é",
         "e\u0301", "👨‍👩‍👧", "\u2028", "\u0085", "\x07", "https://a.example/",
         "\ud83d", "\U0002000b"]  # fmt: skip
DATES = ["",
         "2026-12-24 09:05", "2028-02-29 00:00", "2027-02-29 00:00", "2100-02-29 12:00", "0000-01-01 00:00", "0001-01-01 23:59", "2026-13-01 00:00",
         "2026-12-24 24:00", "2026-12-24 09:60", "2026-12-24T09:05", "2026-12-24 09:05\n", "=1"]  # fmt: skip

# Each table by itself: its bytes, or what was refused.
WRITE = """async ([source, jobs]) => {
  const { toCsv, Refused } = await import(source);
  const base64 = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  return jobs.map(([tool, rows]) => {
    try { return { data: base64(toCsv(tool, rows)) }; } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return { row: error.row, field: error.field, reason: error.reason };
    }
  });
}"""
PACK = """async ([source, files, day]) => {
  const { zip } = await import(source);
  const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  try {
    const made = zip(files.map(([name, data]) => ({ name, bytes: bytes(data) })), day);
    return btoa(Array.from(made, (byte) => String.fromCharCode(byte)).join(''));
  } catch (error) { return `${error.name}: ${error.message}`; }
}"""


def module(name: str) -> str:
    return "data:text/javascript;base64," + b64encode((SHARE / name).read_bytes()).decode()


@pytest.fixture(scope="module")
def page(browser: Browser) -> Any:
    page = browser.new_page()
    yield page
    page.close()


def generated(count: int) -> list[dict[str, Any]]:
    """The same rows on every machine, many of them at the edge of what is refused."""
    chance = random.Random(16)

    def text() -> str:
        return chance.choice(STARTS) + "".join(chance.choice(PARTS) if chance.random() < 0.5 else "words " for _ in range(chance.randrange(5)))

    def field() -> str:
        return text() if chance.random() < 0.15 else chance.choice(["", "plain words", "https://a.example/一"])

    return [
        {
            "text": text(), "link": field(), "image": field(), "alt": field(), "title": field(),
            "date": chance.choice(DATES) if chance.random() < 0.3 else "2026-12-24 09:05",
            "labels": [chance.choice(["a", "b,c", "=d", "標籤", "@e", "+1"]) for _ in range(chance.randrange(3))],
        }
        for _ in range(count)
    ]  # fmt: skip


def wanted(tool: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    try:
        return {"data": b64encode(to_csv(TOOLS[tool], [Row(**{**row, "labels": tuple(row["labels"])}) for row in rows])).decode()}
    except Refused as refused:
        return {"row": refused.row, "field": refused.field, "reason": refused.reason}


def test_browser_and_program_write_the_same_bytes_and_refuse_the_same_rows(page: Page) -> None:
    rows = generated(800)
    jobs = [(tool, [row]) for row in rows for tool in TOOLS] + [(tool, rows[at : at + 5]) for at in range(0, 200, 5) for tool in TOOLS]
    as_json = {name: tool.model_dump(mode="json") for name, tool in TOOLS.items()}
    expected = [wanted(tool, some) for tool, some in jobs]
    reasons = [one.get("reason") for one in expected]
    assert {None, "formula", "control", "date", "label"} <= set(reasons) and reasons.count(None) > 500
    found = page.evaluate(WRITE, [module("schedule.js"), [[as_json[tool], some] for tool, some in jobs]])
    wrong = [(job, want, got) for job, want, got in zip(jobs, expected, found, strict=True) if want != got]
    assert wrong == []


def test_what_is_left_out_of_a_row_is_empty(page: Page) -> None:
    tool = REAL["publer"]
    (found,) = page.evaluate(WRITE, [module("schedule.js"), [[tool.model_dump(mode="json"), [{"text": "a"}]]]])
    assert b64decode(found["data"]) == to_csv(tool, [Row("a")])


def test_python_reads_the_zip_that_the_browser_wrote(page: Page) -> None:
    files = {"posts.csv": b"\xef\xbb\xbf\"a\"\r\n", "圖/保險 1.png": bytes(range(256)) * 300, "empty.txt": b"", "a/b/é.txt": "é".encode()}
    made = page.evaluate(PACK, [module("zip.js"), [[name, b64encode(data).decode()] for name, data in files.items()], "2026-12-01"])
    with zipfile.ZipFile(io.BytesIO(b64decode(made))) as archive:
        assert archive.testzip() is None
        assert {entry.filename: archive.read(entry) for entry in archive.infolist()} == files
        assert [entry.filename for entry in archive.infolist()] == list(files)
        facts = {(entry.date_time, entry.compress_type, entry.flag_bits) for entry in archive.infolist()}
        assert facts == {((2026, 12, 1, 0, 0, 0), zipfile.ZIP_STORED, 0x800)}
    again = page.evaluate(PACK, [module("zip.js"), [[name, b64encode(data).decode()] for name, data in files.items()], "2026-12-01"])
    assert made == again
    empty = page.evaluate(PACK, [module("zip.js"), [], "1980-01-01"])
    assert zipfile.ZipFile(io.BytesIO(b64decode(empty))).namelist() == []


@pytest.mark.parametrize(
    "names", [["/a"], ["../a"], ["a/../b"], ["a\\b"], ["C:/a"], [""], ["a/"], ["./a"], ["a", "A"], ["a\x00"], ["a//b"], ["\ud83d"]]
)
def test_a_name_that_leads_elsewhere_is_refused(page: Page, names: list[str]) -> None:
    assert page.evaluate(PACK, [module("zip.js"), [[name, ""] for name in names], "2026-12-01"]).startswith("RangeError")


@pytest.mark.parametrize("day", ["1979-12-31", "2026-13-01", "2026-12-32", "today", ""])
def test_a_day_that_a_zip_cannot_hold_is_refused(page: Page, day: str) -> None:
    assert page.evaluate(PACK, [module("zip.js"), [], day]).startswith("RangeError")


def test_both_run_on_a_real_page_under_its_policy(tab: Open, site: Site) -> None:
    one = tab()
    page = one.go("en/posts/")
    (tool, *_) = (tool for tool in site.read("en/share/schedulers.json")["tools"] if tool["id"] == "publer")
    (found,) = page.evaluate(WRITE, [f"{site.url}assets/share/schedule.js", [[tool, [{"text": "保險, “yes”"}]]]])
    assert b64decode(found["data"]) == to_csv(REAL["publer"], [Row("保險, “yes”")])
    assert page.evaluate(PACK, [f"{site.url}assets/share/zip.js", [["a.txt", ""]], "2026-12-01"]).startswith("UEsDB")
    assert one.faults() == []
