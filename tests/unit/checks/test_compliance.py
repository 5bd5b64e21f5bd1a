"""The packs over a library: the true line and column, snippets by themselves, and hits that a reviewer lets stand."""

from __future__ import annotations

import pytest

from tests.conftest import Project

FAQ = "en/faq/motor/dragon-fire.md"
CLAIM = "We guarantee you a golden return."
ACCEPTED = "_rules/accepted/dragon.yml"


def told(library: Project, code: str = "HUB31") -> list[tuple[str, int, str]]:
    return [(problem.path.removeprefix("content/"), problem.line, problem.message) for problem in library.problems() if problem.code.startswith(code)]


def accept(
    library: Project, words: str = CLAIM, until: str = "2027-01-31", reviewer: str = "rufus-reviewer", rule: str = "CORE-GUARANTEED-RETURN-01"
) -> None:
    library.write(
        ACCEPTED,
        f'rule: {rule}\nitem: faq/motor/dragon-fire\nlocale: en\nwords: "{words}"\nreviewer: {reviewer}\n'
        f"reason: The dragon signed for it.\naccepted_on: 2026-11-20\nvalid_until: {until}\n",
    )


def test_an_error_keeps_the_site_from_being_made_and_names_line_and_column(library: Project) -> None:
    library.edit(FAQ, "Stand back, then", f"Stand back. {CLAIM} Then")
    ((path, line, message),) = told(library)
    assert (path, line) == (FAQ, library.line(FAQ, CLAIM))
    assert message.startswith("column 16: CORE-GUARANTEED-RETURN-01 Promised return: “guarantee you a golden return")
    assert "Nobody can promise" in message
    assert "Act on the Promises of Dragons, s. 1 <https://realm.example/act>" in message
    assert library.load().site is None


@pytest.mark.parametrize("key", ["title: ", "summary: ", "short_answer: ", "fact: ", "- Put", "image_alt: "])
def test_every_public_text_is_read(library: Project, key: str) -> None:
    text = library.read(FAQ)
    start = text.index(key) + (0 if key.startswith("-") else len(key))
    end = text.index("\n", start)
    library.write(FAQ, text[:start] + ("- " if key.startswith("-") else "") + "We guarantee a return." + text[end:])
    assert {path for path, _, _ in told(library)} == {FAQ}


def test_a_definition_is_read_too(library: Project) -> None:
    library.edit("_data/glossary/excess.yml", "definition:\n  en: ", "definition:\n  en: We guarantee a return. ")
    assert told(library)


def test_a_disclosure_is_judged_though_it_is_passed_over_elsewhere(library: Project) -> None:
    name = "_data/disclosures/only-a-test.yml"
    text = library.read(name)
    at = text.index("en: ") + 4
    library.write(name, text[:at] + '"We guarantee a return."' + text[text.index("\n", at) :])
    assert {path for path, _, _ in told(library)} == {name}


def test_half_of_a_myth_cannot_be_cut_off_into_a_snippet(library: Project) -> None:
    """On the page the next sentence takes it back; in a post made of this hook alone, nothing does."""
    library.edit(FAQ, "Stand back, then", f"Stand back. {CLAIM} That is false. Then")
    assert told(library) == []
    library.edit(FAQ, "fact: Dragon fire counts as fire.", f"fact: {CLAIM}")
    ((path, line, _),) = told(library)
    assert (path, line) == (FAQ, library.line(FAQ, "fact:"))


def test_simplified_pages_are_told_once_on_their_source(library: Project) -> None:
    name = "zh-Hant/faq/motor/dragon-fire.md"
    library.write(name, library.read(name).rstrip("\n") + "\n\n我們保證您每年都有收益。\n")
    ((path, line, _),) = told(library)
    assert (path, line) == (name, library.line(name, "我們保證您每年"))


def test_a_reviewer_may_let_one_hit_stand(library: Project) -> None:
    library.edit(FAQ, "Stand back, then", f"Stand back. {CLAIM} Then")
    accept(library)
    ((path, _, message),) = told(library)
    assert path == ACCEPTED
    assert "rufus-reviewer accepts a hit of CORE-GUARANTEED-RETURN-01 until 2027-01-31: The dragon signed for it." in message
    assert library.load().site is not None


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"words": "We guarantee you a golden return, always."}, "HUB317"),
        ({"until": "2026-11-30"}, "HUB316"),
        ({"reviewer": "nora-nobody"}, "HUB314"),
        ({"rule": "CORE-NO-SUCH-01"}, "HUB315"),
    ],
)
def test_an_acceptance_ends_with_its_day_and_with_its_words(library: Project, change: dict[str, str], code: str) -> None:
    library.edit(FAQ, "Stand back, then", f"Stand back. {CLAIM} Then")
    accept(library, **change)  # type: ignore[arg-type]
    problems = library.problems()
    assert code in {problem.code for problem in problems}
    if code != "HUB314":
        assert any(problem.refuses and problem.code == "HUB310" for problem in problems)
