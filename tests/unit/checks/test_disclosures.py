"""Disclosures: who must carry them, in every language, and where in a post they stand."""

from __future__ import annotations

import pytest

from hub.composing import snippets
from hub.text.counting import length
from tests.conftest import Project

FAQ = "faq/motor/dragon-fire"
TEST = "_data/disclosures/only-a-test.yml"
NO_PRODUCT = "_data/disclosures/no-such-product.yml"
LINE = "_platforms/line.yml"


def told(library: Project, code: str) -> list[tuple[str, str]]:
    return [(problem.path.removeprefix("content/"), problem.message) for problem in library.problems() if problem.code == code]


def demand(library: Project, text: str) -> None:
    library.edit(NO_PRODUCT, "in_force_from:", f"demanded: {text}\nin_force_from:")


def without(library: Project, locale: str = "en") -> None:
    """The question carries one disclosure fewer."""
    library.edit(f"{locale}/{FAQ}.md", "disclosures: [only-a-test, no-such-product]", "disclosures: [only-a-test]")


@pytest.fixture
def carrying(library: Project) -> Project:
    """The dragon's question carries both disclosures in both languages."""
    for locale in ("en", "zh-Hant"):
        text = library.read(f"{locale}/{FAQ}.md")
        library.write(f"{locale}/{FAQ}.md", text.replace("disclosures: [only-a-test]", "disclosures: [only-a-test, no-such-product]"))
    assert not told(library, "HUB503")
    return library


@pytest.mark.parametrize("demanded", ["{topics: [motor]}", "{words: {en: [DRAGON], zh-Hant: [龍]}}", "{topics: [motor], places: [TW, US]}"])
def test_an_item_that_its_subject_obliges_is_refused_without_the_disclosure(carrying: Project, demanded: str) -> None:
    demand(carrying, demanded)
    assert f"en/{FAQ}.md" not in {path for path, _ in told(carrying, "HUB319")}
    without(carrying)
    without(carrying, "zh-Hant")
    found = dict(told(carrying, "HUB319"))
    assert {f"en/{FAQ}.md", f"zh-Hant/{FAQ}.md"} <= set(found)
    assert "must carry the disclosure no-such-product" in found[f"en/{FAQ}.md"]
    assert carrying.load().site is None


@pytest.mark.parametrize("demanded", ["{topics: [travel]}", "{words: {en: [unicorn]}}", "{topics: [motor], places: [UK]}"])
def test_nobody_else_is(carrying: Project, demanded: str) -> None:
    carrying.edit(f"en/{FAQ}.md", "jurisdictions: [", "jurisdictions: [TW] # ")
    carrying.edit(f"zh-Hant/{FAQ}.md", "jurisdictions: [", "jurisdictions: [TW] # ")
    without(carrying)
    without(carrying, "zh-Hant")
    demand(carrying, demanded)
    assert f"en/{FAQ}.md" not in {path for path, _ in told(carrying, "HUB319")}


def test_one_that_has_ended_must_go_and_is_no_longer_demanded(carrying: Project) -> None:
    carrying.edit(NO_PRODUCT, "in_force_from:", "in_force_until: 2026-11-30\nin_force_from:")
    assert f"en/{FAQ}.md" in {path for path, _ in told(carrying, "HUB320")}
    carrying.edit(NO_PRODUCT, "2026-11-30", "2026-12-01")
    assert not told(carrying, "HUB320"), "it holds on its last day"


def test_a_language_that_lacks_a_disclosure_is_named(carrying: Project) -> None:
    without(carrying, "zh-Hant")
    ((path, message),) = told(carrying, "HUB503")
    assert path == f"zh-Hant/{FAQ}.md"
    assert "no-such-product" in message


def early(library: Project) -> None:
    library.edit(NO_PRODUCT, "in_force_from:", "stands: before_fold\nin_force_from:")


def test_what_must_be_seen_at_once_stands_beside_the_hook(carrying: Project) -> None:
    early(carrying)
    for snippet in carrying.load().drafts[FAQ, "en"].snippets:
        paragraphs = snippet.text.split("\n\n")
        assert paragraphs[1] == "No such product exists."
        assert "Only a test, not advice." in paragraphs[2:]


def test_before_the_hook_where_the_network_would_fold_it_away(carrying: Project) -> None:
    early(carrying)
    carrying.write(LINE, carrying.read(LINE) + "fold: 40\n")
    assert not told(carrying, "HUB809")
    snippets = [snippet for snippet in carrying.load().drafts[FAQ, "en"].snippets if snippet.platform == "line"]
    assert snippets
    for snippet in snippets:
        assert snippet.text.startswith("No such product exists.\n\n")
        assert length("No such product exists.", snippet.unit) <= 40


def test_a_disclosure_too_long_for_the_fold_is_refused(carrying: Project) -> None:
    early(carrying)
    carrying.write(LINE, carrying.read(LINE) + "fold: 10\n")
    found = told(carrying, "HUB809")
    assert found
    assert all("no-such-product must end within the first 10 utf16 units of line" in message for _, message in found)


def test_a_post_that_lost_a_word_of_a_disclosure_is_refused(carrying: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = snippets._Kit._said
    monkeypatch.setattr(snippets._Kit, "_said", lambda self, *stands: whole(self, *stands).replace("not advice", "advice"))
    assert "HUB808" in {problem.code for problem in carrying.problems()}
