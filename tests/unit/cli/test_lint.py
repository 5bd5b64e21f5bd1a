"""`scripts/hub lint`, as an editor, a pull request and another program use it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hub.model.rules import CONTEXT
from tests.conftest import Project
from tests.unit.cli.conftest import Hub

FAQ = "en/faq/motor/dragon-fire.md"
CLAIM = "We guarantee you a golden return."


def test_lines_of_json_are_answered_line_by_line(hub: Hub) -> None:
    lines = [{"id": 1, "text": f"Hello. {CLAIM}", "locale": "en"}, {"id": "b", "text": "保證不了任何事。", "locale": "zh-Hant", "jurisdiction": "TW"}]
    status, printed, complained = hub("lint", "--jsonl", stdin="\n".join(map(json.dumps, lines)) + "\n")
    first, second = map(json.loads, printed.splitlines())
    assert (status, complained, first["id"], second) == (0, "", 1, {"id": "b", "problems": []})
    (problem,) = first["problems"]
    assert set(problem) == {"rule", "family", "severity", "message", "why", "source", "suggestion", "start", "end", "quote"}
    assert lines[0]["text"][problem["start"] : problem["end"]] == problem["quote"] == "guarantee you a golden return"  # type: ignore[index]
    assert (problem["rule"], problem["severity"]) == ("CORE-GUARANTEED-RETURN-01", "error")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('{"id": 1, "text": "a", "locale": "en", "context": {"chanel": "x"}}', "chanel"),
        ('{"id": 1, "text": "a", "locale": "en", "loudness": 3}', "loudness"),
        ('{"id": 1, "text": "a", "locale": "zh"}', "locale"),
        ('{"id": 1, "text": "a", "locale": "en", "jurisdiction": "ATLANTIS"}', "jurisdiction"),
        ('{"id": 1, "text": 3, "locale": "en"}', "text"),
        ("[]", "object"),
        ("{", "line 1"),
    ],
)
def test_a_line_that_means_nothing_is_told_and_the_rest_answered(hub: Hub, line: str, words: str) -> None:
    status, printed, complained = hub("lint", "--jsonl", stdin=f'{line}\n{{"id": 2, "text": "fine", "locale": "en"}}\n')
    assert status == 2
    assert words in complained
    assert json.loads(printed) == {"id": 2, "problems": []}


def test_contexts_are_told(hub: Hub) -> None:
    status, printed, _ = hub("lint", "--contexts")
    assert status == 0
    assert all(f"{key}:" in printed for key in CONTEXT)


def test_the_library_a_file_of_it_and_any_other_text(hub: Hub, library: Project, tmp_path: Path) -> None:
    assert hub("lint")[0] == 0
    library.edit(FAQ, "Stand back, then", f"Stand back. {CLAIM} Then")
    assert hub("lint")[0] == 1
    status, printed, _ = hub("lint", str(library.path(FAQ)))
    assert status == 1
    assert f"content/{FAQ}:{library.line(FAQ, CLAIM)}: HUB310 column 16: CORE-GUARANTEED-RETURN-01" in printed
    assert "to fix: say it so: The hoard may grow or shrink." in printed
    assert hub("lint", str(library.path("en/about.md")))[0] == 0
    draft = tmp_path / "draft.txt"
    draft.write_text(f"Hello.\n{CLAIM}\n", encoding="utf-8")
    status, printed, _ = hub("lint", str(draft))
    assert status == 1
    assert "draft.txt:2: HUB310 column 4:" in printed


def test_a_hard_sentence_is_named_as_advice_and_stops_nothing(hub: Hub, library: Project) -> None:
    long = f"Stand back {'and breathe and wait and look ' * 8}before anything else."
    library.edit(FAQ, "Stand back, then", f"{long} Then")
    status, printed, _ = hub("lint", str(library.path(FAQ)))
    assert status == 0
    assert f"content/{FAQ}:{library.line(FAQ, long[:30])}: HUB313 advice: “Stand back and breathe" in printed
    assert "words; more than 30 are hard to hold in mind" in printed
    assert "HUB313" in hub("lint", "--format", "github")[1]


def test_pull_requests_and_code_scanning(hub: Hub, library: Project) -> None:
    library.edit(FAQ, "Stand back, then", f"Stand back. {CLAIM} Then")
    _, printed, _ = hub("lint", "--format", "github")
    assert printed.startswith(f"::error file=content/{FAQ},line={library.line(FAQ, CLAIM)},title=HUB310::")
    _, printed, _ = hub("lint", "--format", "sarif")
    log = json.loads(printed)
    (result,) = log["runs"][0]["results"]
    assert log["version"] == "2.1.0"
    assert result["level"] == "error"
    assert result["locations"][0]["physicalLocation"]["region"]["startLine"] == library.line(FAQ, CLAIM)
