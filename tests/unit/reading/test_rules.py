"""A pack with a mistake is refused on its line, and then nothing is judged by half a book."""

from __future__ import annotations

import pytest

from tests.conftest import Project

FILE = "_rules/core/guaranteed-return.yml"


def refusals(library: Project) -> list[tuple[str, int, str]]:
    return [(problem.path, problem.line, problem.code) for problem in library.problems() if problem.refuses]


def test_the_golden_packs_are_read(library: Project) -> None:
    site = library.load().site
    assert site is not None and site.rules is not None
    assert [rule.id for rule in site.rules.rules] == ["CORE-GUARANTEED-RETURN-01"]


@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [
        ("ref: DRAGON1", "ref: DRAGON2", "HUB306", "ref: DRAGON2"),
        ("id: CORE-", "id: TW-", "HUB304", "id:"),
        ("id: CORE-GUARANTEED-RETURN-01", "id: lower", "HUB124", "id:"),
        ("verified: true", "verified: maybe", "HUB124", "verified:"),
        ("verified: true", "verified: true\njudges: [unicorns]", "HUB308", "judges:"),
        ("verified: true", "verified: true\nseverity: error", "HUB122", "severity:"),
        ("verified: true", "verified: true\ncircumstances: [{moon: true}]", "HUB124", "circumstances:"),
        ("guarantee\\\\w* …", "(?=guarantee) …", "HUB309", "(?=guarantee)"),
    ],
)
def test_a_mistake_is_told_on_its_line(library: Project, old: str, new: str, code: str, words: str) -> None:
    library.edit(FILE, old, new)
    assert refusals(library) == [(f"content/{FILE}", library.line(FILE, words), code)]
    assert library.load().site is None


def test_verified_means_that_somebody_read_the_law(library: Project) -> None:
    library.edit("_rules/sources.yml", "read: whole", "read: secondary")
    assert refusals(library) == [(f"content/{FILE}", library.line(FILE, "verified"), "HUB307")]


def test_an_id_is_used_once(library: Project) -> None:
    library.write("_rules/core/other.yml", library.read(FILE))
    assert refusals(library) == [("content/_rules/core/other.yml", 1, "HUB305")]


@pytest.mark.parametrize("name", ["sources", "policy", "frames"])
def test_without_its_shared_files_nothing_is_judged(library: Project, name: str) -> None:
    library.path(f"_rules/{name}.yml").unlink()
    assert (f"content/_rules/{name}.yml", 1, "HUB302") in refusals(library)


def test_a_stray_file_is_refused(library: Project) -> None:
    library.write("_rules/moon/tides.yml", "id: X\n")
    assert refusals(library) == [("content/_rules/moon/tides.yml", 1, "HUB301")]
