"""Drawings made of data: words that fit, shapes in proportion, and nothing that could break a page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from hub.composing.diagrams import WIDTH, advance, draw, wrapped
from hub.model.data import Diagram
from hub.model.places import LOCALES
from hub.text.plain import plain
from tests.conftest import PROJECT, Project

ID = "faq/motor/dragon-fire"
FILE = "_data/diagrams/fire.yml"
BARS = """\
caption: {en: Who pays for a fire., zh-Hant: 火災由誰付。}
alt: {en: Of 100 you pay 25., zh-Hant: 100元裡您付25元。}
drawing:
  kind: bars
  parts: [{id: you, name: {en: You & me, zh-Hant: 您}}, {id: dragon, name: {en: The <dragon>, zh-Hant: 龍}}]
  rows:
    - label: {en: A fire of 100, zh-Hant: 一場100元的火}
      shares: [{part: you, value: 25, label: {en: "25", zh-Hant: 25元}}, {part: dragon, value: 75, label: {en: "75", zh-Hant: 75元}}]
"""


def words(text: str) -> dict[str, str]:
    return {"en": text, "zh-Hant": text, "zh-Hans": text}


def flow(*titles: str) -> Diagram:
    steps = [{"title": words(title), "note": words(title)} for title in titles]
    return Diagram.model_validate({"caption": words("c"), "alt": words("a"), "drawing": {"kind": "flow", "steps": steps}})


LINE = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=60).map(str.strip).filter(bool)


@given(LINE, LINE, st.sampled_from(LOCALES))
def test_any_words_make_a_well_formed_drawing_that_says_them(one: str, two: str, locale: str) -> None:
    drawn = draw(flow(one, two), locale)  # type: ignore[arg-type]
    figure = etree.fromstring(drawn.encode(), etree.XMLParser(recover=False, huge_tree=False))
    said = "".join("".join(text.itertext()) for text in figure.iter("text"))
    assert re.sub(r"\s", "", said) == re.sub(r"\s", "", f"1{one}{one}2{two}{two}")


@given(st.lists(st.text(st.sampled_from("abcdeWM"), min_size=1, max_size=12), min_size=1, max_size=20))
def test_lines_are_as_wide_as_there_is_room(text: list[str]) -> None:
    lines = wrapped(" ".join(text), 200, "en")
    assert " ".join(lines) == " ".join(text)
    assert all(advance(line) <= 200 for line in lines)


def test_a_line_of_chinese_never_begins_with_a_closing_mark() -> None:
    assert all(
        line[0] not in "，。；："
        for size in range(60, 200, 7)
        for line in wrapped("保險公司先看保單，再看事故；結果會寫在信裡。" * 2, size, "zh-Hant")
    )


@pytest.fixture
def drawn(library: Project) -> Project:
    library.write(FILE, BARS)
    for locale in ("en", "zh-Hant"):
        library.write(f"{locale}/{ID}.md", library.read(f"{locale}/{ID}.md").rstrip() + "\n\n{{ diagram:fire }}\n")
    return library


def test_the_page_has_the_drawing_in_its_language_and_its_words(drawn: Project) -> None:
    for locale, name, alt in (("en", "You &amp; me: 25", "Of 100 you pay 25."), ("zh-Hans", "龙：75元", "100元里您付25元。")):
        html = drawn.load().drafts[ID, locale].rendered.html
        assert name in html
        assert f'role="img" aria-label="{alt}"' in html
        assert "{{" not in html
        assert "25" not in plain(html[html.index("<figure") :]), "search reads what is said under a drawing, not its labels"


def test_bars_are_cut_in_proportion(drawn: Project) -> None:
    html = drawn.load().drafts[ID, "en"].rendered.html
    widths = [float(width) for width in re.findall(r'width="([\d.]+)" height="26"', html)]
    assert widths == [WIDTH / 4, WIDTH * 3 / 4]


@pytest.mark.parametrize(("old", "new"), [("You & me", "You"), ("Of 100 you pay 25.", "Of 100 you pay nothing."), ("value: 25", "value: 26")])
def test_another_word_or_line_of_a_drawing_needs_another_approval(drawn: Project, old: str, new: str) -> None:
    """What is said to those who do not see it stands in an attribute, and a bar speaks by its length."""
    before = drawn.digest(ID, "en")
    drawn.edit(FILE, old, new)
    assert drawn.digest(ID, "en") != before


def test_its_words_are_judged_like_any_others(drawn: Project) -> None:
    drawn.edit(FILE, "Who pays for a fire.", "We guarantee you a golden return.")
    assert [problem.path for problem in drawn.problems() if problem.code == "HUB310"] == [f"content/en/{ID}.md"]


@pytest.mark.parametrize("name", ["{{ diagram:no-such }}", "A word {{ diagram:fire }}"])
def test_a_drawing_that_there_is_not_is_refused(drawn: Project, name: str) -> None:
    drawn.edit(f"en/{ID}.md", "{{ diagram:fire }}", name)
    assert {problem.code for problem in drawn.problems() if problem.path == f"content/en/{ID}.md"} & {"HUB231", "HUB232"}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("part: you, value: 25", "part: me, value: 25", "must name in parts what its rows share: me"),
        ("value: 25", "value: -25", "greater than 0"),
        ("kind: bars", "kind: pies", "bars"),
    ],
)
def test_data_that_cannot_be_drawn_are_refused(drawn: Project, old: str, new: str, said: str) -> None:
    drawn.edit(FILE, old, new)
    messages = [problem.message for problem in drawn.problems() if problem.path == f"content/{FILE}"]
    assert messages
    assert said in " ".join(messages)


@pytest.mark.parametrize("file", sorted((PROJECT / "content/_data/diagrams").glob("*.yml")), ids=lambda file: file.stem)
@pytest.mark.parametrize("locale", LOCALES)
def test_every_line_of_the_librarys_drawings_stays_in_view(file: Path, locale: str) -> None:
    raw = yaml.safe_load(file.read_text(encoding="utf-8"))

    def filled(value: object) -> object:
        if isinstance(value, dict):
            more = {"zh-Hans": value["zh-Hant"]} if "zh-Hant" in value and "zh-Hans" not in value else {}
            return {key: filled(child) for key, child in (value | more).items()}
        return [filled(child) for child in value] if isinstance(value, list) else value

    figure = etree.fromstring(draw(Diagram.model_validate(filled(raw)), locale).encode())  # type: ignore[arg-type]
    height = float(figure.find("svg").get("viewBox").split()[3])  # type: ignore[union-attr]
    for text in figure.iter("text"):
        width, x = advance(text.text or ""), float(text.get("x", "0"))
        left = {"middle": x - width / 2, "end": x - width}.get(text.get("text-anchor", ""), x)
        assert left >= -4, text.text
        assert left + width <= WIDTH + 4, text.text
        assert float(text.get("y", "0")) <= height, text.text
