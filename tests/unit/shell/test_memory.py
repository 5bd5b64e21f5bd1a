"""What was judged is not judged again; and nothing that could acquit a text is believed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from hub.checks.lint import Linter
from hub.problems import Problem
from hub.shell import memory, project
from tests.conftest import SITE_URL, Project

FAQ = "en/faq/motor/dragon-fire.md"
CLAIM = "We guarantee you a golden return."


@pytest.fixture
def judged(library: Project, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that the rules really read, in order."""
    (library.root / "mkdocs.yml").write_text(f"site_url: {SITE_URL}\n", encoding="utf-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796126400")
    texts: list[str] = []
    read = Linter.lint

    def lint(self: Linter, text: str, *others: object, **more: object) -> object:
        texts.append(text)
        return read(self, text, *others, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Linter, "lint", lint)
    return texts


def claims(library: Project) -> list[Problem]:
    return [problem for problem in project.load(library.root).loaded.problems if problem.code == "HUB310"]


def test_a_second_run_reads_nothing_again_and_says_the_same(library: Project, judged: list[str]) -> None:
    library.edit(FAQ, "Stand back, then", f"{CLAIM} Stand back, then")
    first = claims(library)
    assert len(first) == 1
    assert len(judged) > 10
    again = len(judged)
    assert claims(library) == first
    assert judged[again:] == []


def test_a_changed_text_is_read_again_and_its_neighbours_are_not(library: Project, judged: list[str]) -> None:
    assert not claims(library)
    judged.clear()
    library.edit(FAQ, "Stand back, then", f"{CLAIM} Stand back, then")
    assert claims(library)
    assert len(judged) == 1
    assert CLAIM in judged[0]


def test_other_rules_read_every_text_again(library: Project, judged: list[str]) -> None:
    claims(library)
    every = len(judged)
    judged.clear()
    library.edit("_rules/core/guaranteed-return.yml", "suggestion:", "# another day\nsuggestion:")
    claims(library)
    assert judged == [], "a comment is no other rule"
    judged.clear()
    library.edit("_rules/core/guaranteed-return.yml", "Nobody can promise", "Nobody at all can promise")
    claims(library)
    assert len(judged) == every


@pytest.mark.parametrize("spoilt", [b"", b"[]", b"{}", b"\xff", b'{"engine": "x", "judged": {}}', b'{"engine": 1, "judged": {"a": [{"start": 0}]}}'])
def test_a_spoilt_memory_is_none(library: Project, judged: list[str], spoilt: bytes) -> None:
    claims(library)
    every = len(judged)
    judged.clear()
    (kept,) = [file for file in Path(os.environ["XDG_CACHE_HOME"], "insurance-knowledge-hub").iterdir() if file == memory.place(library.root)]
    kept.write_bytes(spoilt)
    claims(library)
    assert len(judged) == every


def test_another_engine_believes_nothing_of_this_ones(library: Project, judged: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    claims(library)
    every = len(judged)
    judged.clear()
    monkeypatch.setattr(memory, "engine", lambda: "another")
    claims(library)
    assert len(judged) == every


def test_it_lies_where_no_pull_request_can_put_it(library: Project, judged: list[str]) -> None:
    claims(library)
    assert not memory.place(library.root).resolve().is_relative_to(library.root.resolve())
    assert not (library.root / ".cache").exists()


def test_without_a_place_to_keep_it_all_works(library: Project, judged: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    library.edit(FAQ, "Stand back, then", f"{CLAIM} Stand back, then")
    assert len(claims(library)) == 1
