from __future__ import annotations

import pytest

from tests.conftest import Project

FAQ = "en/faq/motor/dragon-fire.md"


def _found(project: Project) -> list[tuple[str, int, str]]:
    return [(problem.path.removeprefix("content/"), problem.line, str(problem)) for problem in project.problems() if problem.code == "HUB804"]


def test_every_character_of_the_golden_library_can_be_drawn(library: Project) -> None:
    assert _found(library) == []


@pytest.mark.parametrize(("letter", "named"), [("🐉", "🐉 (U+1F409)"), ("\u0e01", "U+0E01"), ("𠮷", "𠮷 (U+20BB7)")])
def test_a_title_that_would_be_drawn_with_boxes_is_refused(library: Project, letter: str, named: str) -> None:
    line = library.line(FAQ, "title:")
    library.edit(FAQ, library.read(FAQ).split("\n")[line - 1], f'title: "Fire {letter} and you"')
    ((path, at, said),) = _found(library)
    assert (path, at) == (FAQ, line)
    assert named in said and "faq/motor/dragon-fire [en]" in said
    assert library.load().site is None


def test_what_stands_on_every_card_is_looked_at_too(library: Project) -> None:
    library.edit("_strings/en.yml", 'card_demonstration: "', 'card_demonstration: "🐉')
    library.edit("_data/topics.yml", "name:\n      en: ", "name:\n      en: 🐉")
    assert {path for path, _, _ in _found(library)} == {"_strings/en.yml", "_data/topics.yml"}
