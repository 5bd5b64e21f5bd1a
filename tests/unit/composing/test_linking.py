from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.composing.linking import Glossary, link, targets
from hub.composing.rendering import Rendered, compose, parse
from hub.model.items import Item, Page, Term
from hub.model.places import Locale
from hub.text.plain import plain

MATTER = Page(title="Nothing", summary="Nothing.", author="nora-nobody", reviewed_on=date(2026, 11, 1), review_in=12)
PLACES = {"Taiwan": "TW", "Hong Kong": "HK", "台灣": "TW"}


def page(body: str, locale: Locale = "en", item_id: str = "articles/motor/carpet-excess") -> Item:
    return Item(item_id, locale, f"content/{locale}/{item_id}.md", MATTER, body, 11, {})


def term(title: str, forms: tuple[str, ...] = (), not_in: tuple[str, ...] = (), definition: str = "A word for tests.") -> Term:
    return Term(title=title, definition=definition, forms=forms, not_in=not_in, author="nora-nobody", reviewed_on=date(2026, 11, 1))


ENGLISH = Glossary("en", {"excess": term("Excess", ("excesses",), ("excess baggage",)), "moon-cover": term("Moon cover"), "cover": term("cover")})
HAN = Glossary("zh-Hant", {"excess": term("自負額", ("墊底費", "excess"), ("自負額度",)), "fee": term("墊底"), "moon-cover": term("月球險")})
NONE = Glossary("en", {})


def linked(body: str, glossary: Glossary = NONE, locale: Locale = "en", public: bool = True) -> str:
    item = page(body, locale)
    rendered, problems = compose(item)
    assert problems == []
    return link(item, rendered, glossary, PLACES, lambda item_id: f"{locale}/{item_id}/" if public else None)[0]


# Links


@pytest.mark.parametrize(
    ("href", "item_id", "anchor"),
    [
        ("../../faq/motor/dragon-fire.md", "faq/motor/dragon-fire", ""),
        ("../../faq/motor/dragon-fire.md#first-hour", "faq/motor/dragon-fire", "first-hour"),
        ("moon-trip.md", "articles/motor/moon-trip", ""),
        ("./moon-trip.md", "articles/motor/moon-trip", ""),
        ("../../about.md", "about", ""),
        ("../../glossary.md#excess", "glossary", "excess"),
        ("#how", "articles/motor/carpet-excess", "how"),
        ("https://impossible.example/a.md#b", None, ""),
        ("mailto:nobody@impossible.example", None, ""),
        ("tel:+000", None, ""),
    ],
)
def test_where_a_link_leads(href: str, item_id: str | None, anchor: str) -> None:
    item = page(f"First.\n\n[words]({href})\n")
    resolved, problems = targets(item, compose(item)[0])
    assert problems == []
    assert [(target.item_id, target.anchor, target.line, target.href) for target in resolved] == [(item_id, anchor, 13, href)]


@pytest.mark.parametrize(
    "href",
    ["//evil.example/a", "/en/about/", "../../about/", "about", "../a.html", "ftp://evil.example/", "HTTPS://evil.example/", "?a=b", "about.md?x=1"],
)
def test_a_link_that_is_neither_a_file_nor_an_address_is_refused_on_its_line(href: str) -> None:
    item = page(f"First.\n\n[words]({href})\n")
    rendered, refused = compose(item)
    resolved, problems = targets(item, rendered)
    assert resolved == [] or refused
    assert [(problem.path, problem.line, problem.code) for problem in [*refused, *problems]] in (
        [(item.path, 13, "HUB216")],
        [(item.path, 13, "HUB210")],
    )


@pytest.mark.parametrize("body", ["First.\n\n[a][r]\n\n[r]: /en/about/\n", "First.\n\n[a](</en/about/>)\n"])
def test_a_link_written_another_way_is_refused_on_its_line(body: str) -> None:
    item = page(body)
    (problem,) = targets(item, compose(item)[0])[1]
    assert problem.line > 11


def test_a_public_item_is_linked_by_its_address() -> None:
    assert linked("[a](../../about.md#x) [b](#how) [c](https://impossible.example/)") == (
        '<p><a href="hub:/en/about/#x">a</a> <a href="#how">b</a> <a href="https://impossible.example/">c</a></p>'
    )


def test_a_link_to_what_is_not_public_becomes_plain_words_and_is_named() -> None:
    item = page("First.\n\nSee [the *about* page](../../about.md), then go.")
    rendered, _ = compose(item)
    html, became_plain = link(item, rendered, NONE, {}, lambda item_id: None)
    assert html == "<p>First.</p>\n<p>See the <em>about</em> page, then go.</p>"
    assert [(target.item_id, target.line) for target in became_plain] == [("about", 13)]


# Glossary


def _terms(html: str) -> list[tuple[str, str]]:
    return [(element.get("href") or "", element.text or "") for element in parse(html).iter("a") if element.get("class") == "term"]


def test_the_first_use_of_each_term_is_explained() -> None:
    html = linked("An excess is an excess. Moon cover has excesses.", ENGLISH)
    assert _terms(html) == [("hub:/en/glossary/#excess", "excess"), ("hub:/en/glossary/#moon-cover", "Moon cover")]
    assert 'data-term="Excess" data-definition="A word for tests."' in html


def test_the_longest_term_wins_also_within_chinese() -> None:
    assert _terms(linked("先付墊底費，再買月球險。", HAN, "zh-Hant")) == [
        ("hub:/zh-Hant/glossary/#excess", "墊底費"),
        ("hub:/zh-Hant/glossary/#moon-cover", "月球險"),
    ]


def test_longer_words_that_mean_something_else_are_left_alone() -> None:
    assert _terms(linked("Excess baggage weighs. 10", ENGLISH)) == []
    assert _terms(linked("自負額度不是", HAN, "zh-Hant")) == []


@pytest.mark.parametrize("words", ["excessive", "preexcess", "discover", "covering", "recovered"])
def test_a_term_is_a_whole_word_in_latin_script(words: str) -> None:
    assert _terms(linked(words, ENGLISH)) == []


def test_a_latin_term_within_chinese_is_a_whole_word_too() -> None:
    assert _terms(linked("所謂excessive不算", HAN, "zh-Hant")) == []


@pytest.mark.parametrize("body", ["## Excess {#x}", "[excess](https://impossible.example/)", "`excess`", "    excess", "| excess |\n|---|\n| a |"])
def test_nothing_is_explained_inside_headings_links_and_code(body: str) -> None:
    assert _terms(linked(body, ENGLISH)) == []


def test_terms_inside_and_after_marks_are_found_in_reading_order() -> None:
    html = linked("*An excess* and **moon cover**, cover.\n\n- excess", ENGLISH)
    assert [word for _, word in _terms(html)] == ["excess", "moon cover", "cover"]


def test_a_definition_cannot_break_out_of_its_attribute() -> None:
    evil = Glossary("en", {"excess": term("Excess", definition='"><script>alert(1)</script> href="hub:/x')})
    html = linked("An excess.", evil)
    (element,) = list(parse(html).iter("a"))
    assert element.get("data-definition") == '"><script>alert(1)</script> href="hub:/x'
    assert not list(parse(html).iter("script"))


PIECES = st.sampled_from(
    [
        "excess",
        "Excess",
        "excesses",
        "excess baggage",
        "moon cover",
        "cover",
        "自負額",
        "自負額度",
        "墊底費",
        "墊底",
        "月球險",
        "a",
        " ",
        ", ",
        "\n\n",
        "*",
        "**",
        "`",
        "- ",
        "<",
        "&",
        "é",
        "ß",
        "İ",
        "|",
    ]
)
ANY = st.lists(PIECES, max_size=14).map("".join) | st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=40
)


@given(ANY, st.sampled_from(["en", "zh-Hant"]))
def test_explaining_terms_changes_no_word(text: str, locale: Locale) -> None:
    item = page(text, locale)
    rendered, _ = compose(item)
    html, _ = link(item, rendered, ENGLISH if locale == "en" else HAN, {}, lambda item_id: None)
    bare, _ = link(item, rendered, NONE, {}, lambda item_id: None)
    assert "".join(parse(html).itertext()) == "".join(parse(bare).itertext())
    assert plain(html) == plain(bare)
    assert len(_terms(html)) == len({href for href, _ in _terms(html)})


@given(ANY)
def test_matches_stand_in_order_and_never_overlap(text: str) -> None:
    for glossary in (ENGLISH, HAN):
        end_before = 0
        for start, end, term_id, found in glossary.matches(text):
            assert end_before <= start < end <= len(text)
            assert text[start:end].casefold() in {word.casefold() for word in (found.title, *found.forms)}
            assert term_id
            end_before = end


def test_a_noncharacter_is_refused_before_it_can_crash() -> None:
    assert [problem.code for problem in compose(page("excess \uffff excess"))[1]] == ["HUB107"]


# Tables by place


def test_rows_of_a_place_are_marked_and_headed() -> None:
    html = linked("| Where | What |\n|---|---|\n| Taiwan | a |\n| **Hong Kong** | b |\n| Elsewhere | c |")
    rows = list(parse(html).iterfind(".//tbody/tr"))
    assert [row.get("data-place") for row in rows] == ["TW", "HK", None]
    assert [(cell.tag, cell.get("scope")) for row in rows for cell in row] == [("th", "row"), ("td", None)] * 3
    assert [cell.get("scope") for cell in parse(html).iterfind(".//thead/tr/th")] == ["col", "col"]


def test_a_table_of_several_columns_scrolls_by_itself_and_is_named_after_its_heading() -> None:
    row = "| a | b | c |\n| - | - | - |\n| 1 | 2 | 3 |"
    html = linked(f"## What it *costs* {{#costs}}\n\n{row}\n\nAfter it.")
    assert '<div class="scroll" role="region" tabindex="0" aria-label="What it costs"><table>' in html
    assert html.index("</table></div>") < html.index("After it.")
    assert "scroll" not in linked("| a | b |\n| - | - |\n| 1 | 2 |")


def test_an_empty_body_stays_empty() -> None:
    assert link(page(""), Rendered("", (), frozenset()), ENGLISH, PLACES, lambda item_id: None) == ("", [])
