"""Figures that age: one file holds the number, and every text that names it follows."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.model.data import Figure
from hub.outputs import pages
from hub.outputs.pages import FigureView
from hub.reading.figures import insert
from tests.conftest import Project

ID, NAME = "faq/motor/dragon-fire", "{{ us-dragon-tax }}"
EN, FILE = f"en/{ID}.md", "_data/figures/us-dragon-tax.yml"
FIGURE = """\
what: {en: The tax on a dragon, zh-Hant: 一條龍的稅}
value: {en: "US$1,234.50", zh-Hant: "1,234.50美元"}
place: US
as_of: 2026-01-01
review_on: 2027-01-31
source: {title: The Dragon Gazette, publisher: {en: The Court, zh-Hant: 朝廷}, url: "https://realm.example/tax", accessed_on: 2026-11-20}
"""


@pytest.fixture
def taxed(library: Project) -> Project:
    """The dragon's question names the figure in its body and in its short answer, in both written languages."""
    library.write(FILE, FIGURE)
    for locale in ("en", "zh-Hant"):
        text = library.read(f"{locale}/{ID}.md")
        front, body = text.removeprefix("---\n").split("---\n", 1)
        front = re.sub(r"(?m)^(summary: .*)$", rf"\1 {NAME}", front)
        library.write(f"{locale}/{ID}.md", f"---\n{front}---\n{body.rstrip()} {NAME}\n")
    return library


def test_a_text_says_the_number_of_its_language_everywhere(taxed: Project) -> None:
    drafts = taxed.load().drafts
    for locale, value in (("en", "US$1,234.50"), ("zh-Hant", "1,234.50美元"), ("zh-Hans", "1,234.50美元")):
        draft = drafts[ID, locale]
        assert value in draft.rendered.html
        assert draft.item.matter.summary.endswith(value)
        assert "{{" not in draft.rendered.html
        assert draft.item.figures == ("us-dragon-tax",)


def test_the_page_gives_its_source_and_its_day(taxed: Project) -> None:
    taxed.approve()
    site = taxed.load().site
    assert site is not None
    made = {page.path: page.content for page in pages.build(site)}
    (view,) = made[f"en/{ID}/"].figures  # type: ignore[union-attr]
    assert view == FigureView("The tax on a dragon", "US$1,234.50", view.as_of, "The Dragon Gazette", "The Court", "https://realm.example/tax", "en")
    assert view.as_of.isoformat() == "2026-01-01"
    cited = dict(made["zh-Hant/sources/"].publishers)["朝廷"]  # type: ignore[union-attr]
    assert [(source.url, [link.path for link in source.items]) for source in cited] == [("https://realm.example/tax", [f"zh-Hant/{ID}/"])]


CHANGES = [
    ("1,234.50", "1,234.60"),
    ("The tax on", "A tax on"),
    ("as_of: 2026-01-01", "as_of: 2026-01-02"),
    ("/tax", "/tax2"),
]


@pytest.mark.parametrize(("old", "new"), CHANGES)
def test_another_number_or_source_needs_another_approval(taxed: Project, old: str, new: str) -> None:
    before = taxed.digest(ID, "en")
    taxed.edit(FILE, old, new)
    assert taxed.digest(ID, "en") != before


def test_a_text_without_figures_keeps_its_digest(library: Project) -> None:
    before = library.digest(ID, "en")
    library.write(FILE, FIGURE)
    assert library.digest(ID, "en") == before


@pytest.mark.parametrize("wrong", ["{{ us-dragon-fee }}", "{{us dragon}}", "{{", "a {{ diagram:fire }} in a line"])
def test_a_name_that_no_figure_has_is_refused_on_its_line(taxed: Project, wrong: str) -> None:
    taxed.edit(EN, NAME + "\n", f"{NAME}\nAnd {wrong}.\n")
    problems = [problem for problem in taxed.problems() if problem.code == "HUB231"]
    assert [(problem.path, problem.line) for problem in problems] == [
        (f"content/{EN}", taxed.line(EN, "And {{") if wrong[0] == "{" else taxed.line(EN, "And a"))
    ]


@pytest.mark.parametrize("value", ['"', "a: b", "[1]", "*5*", "<b>", "{{ us-dragon-tax }}", "a_b", "#1"])
def test_a_value_that_would_change_its_text_is_refused(taxed: Project, value: str) -> None:
    taxed.edit(FILE, '"US$1,234.50"', "'" + value + "'")
    assert any(problem.path == f"content/{FILE}" and problem.refuses for problem in taxed.problems())


def test_a_figure_past_its_day_asks_to_be_looked_at_and_names_its_items(taxed: Project) -> None:
    taxed.edit(FILE, "2027-01-31", "2026-12-01")
    ((message, refuses),) = [(problem.message, problem.refuses) for problem in taxed.problems() if problem.code == "HUB702"]
    assert message.endswith(f"it stands in {ID}")
    assert not refuses
    taxed.edit(FILE, "2026-12-01", "2026-12-02")
    assert not [problem for problem in taxed.problems() if problem.code == "HUB702"]


def test_a_figure_that_nobody_names_is_told(library: Project) -> None:
    library.write(FILE, FIGURE)
    assert [problem.code for problem in library.problems() if problem.path == f"content/{FILE}"] == ["HUB703"]


@given(st.text(alphabet=st.sampled_from(list("{} abc-1\n:")), max_size=80))
def test_no_text_crashes_it_and_lines_stay_lines(text: str) -> None:
    figure = Figure.model_validate(
        {
            "what": {"en": "x", "zh-Hant": "x"},
            "value": {"en": "7", "zh-Hant": "7"},
            "place": "US",
            "as_of": "2026-01-01",
            "review_on": "2026-01-01",
            "source": {"title": "x", "publisher": {"en": "x", "zh-Hant": "x"}, "url": "https://a.example/", "accessed_on": "2026-01-01"},
        },
        strict=False,
    )
    made, used, problems = insert(text, {"a": figure}, "en", "x.md")
    assert made.count("\n") == text.count("\n")
    assert set(used) <= {"a"}
    for problem in problems:
        assert "{{" in text.split("\n")[problem.line - 1]
