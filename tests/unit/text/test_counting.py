"""Cases made by hand from twitter-text 3 (config v3.json: 280, default weight 200, light ranges, emoji as one, links 23)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.text.counting import COUNTERS, codepoint, grapheme, length, utf16, weighted

FAMILY = "👩‍👩‍👧‍👦"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0),
        ("carpet", 6),
        ("a\nb c", 5),
        ("é", 1),
        ("e\u0301", 1),
        ("Ж", 1),
        ("א", 1),
        ("—", 1),
        ("–", 1),
        ("“”‘’", 4),
        ("…", 2),
        ("•", 2),
        ("€", 2),
        ("→", 2),
        ("™", 2),
        ("©", 1),
        ("®", 1),
        ("自負額", 6),
        ("，。「」", 8),
        ("ｱ", 2),
        ("あ", 2),
        ("한", 2),
        ("\U00020000", 2),
        ("😀", 2),
        ("❤️", 2),
        ("👍🏽", 2),
        (FAMILY, 2),
        ("👩🏽‍⚕️", 2),
        ("🏳️‍🌈", 2),
        ("🇹🇼", 2),
        ("🇹🇼🇭🇰", 4),
        ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", 2),
        ("1️⃣", 2),
        ("#️⃣", 2),
        ("©️", 2),
        ("123#*", 5),
        ("😀😀", 4),
        ("a😀b", 4),
        ("https://example.com/", 23),
        ("http://example.com/a/very/long/address/that/goes/on/and/on?and=on#and-on", 23),
        ("See https://example.com/ and https://example.org/ too", 4 + 23 + 5 + 23 + 4),
        ("看 https://example.com/ 吧", 2 + 1 + 23 + 1 + 2),
    ],
)
def test_weighted_counts_as_x_does(text: str, expected: int) -> None:
    assert weighted(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("https://example.com/x。自負額", 23 + 2 * 4, id="a link ends before Chinese marks"),
        pytest.param("https://example.com/自負額", 23 + 6, id="Han is no part of a link's path"),
        pytest.param("(https://example.com/x)", 25, id="a bracket after a link"),
        pytest.param("https://example.com/x!", 24, id="an exclamation mark after a link"),
        pytest.param("See https://example.com.", 4 + 23 + 1, id="a full stop after a link"),
        pytest.param("example.com", 23, id="an address without https:// is a link too"),
        pytest.param("ia.org.hk/a", 23, id="and with a path"),
    ],
)
def test_weighted_finds_links_where_x_finds_them(text: str, expected: int) -> None:
    """A text that counts less here than on X is published as fitting, and X refuses it."""
    assert weighted(text) == expected


SAFE = st.text(st.sampled_from("abc xyz,\n“—’é"), max_size=40)


@given(SAFE)
def test_light_text_weighs_its_length(text: str) -> None:
    assert weighted(text) == len(text)


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), max_size=40))
def test_han_weighs_two_each(text: str) -> None:
    assert weighted(text) == 2 * len(text)


@given(st.lists(st.sampled_from(["😀", "👍🏽", FAMILY, "🇹🇼", "1️⃣", "🏳️‍🌈"]), max_size=8), SAFE)
def test_each_emoji_weighs_two_wherever_it_stands(emoji: list[str], words: str) -> None:
    assert weighted(" ".join([words, *emoji])) == len(words) + 3 * len(emoji)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_every_counter_takes_any_text(text: str) -> None:
    assert 0 <= grapheme(text) <= codepoint(text) <= utf16(text) <= 2 * codepoint(text)
    assert weighted(text) >= 0


@pytest.mark.parametrize(
    ("text", "graphemes", "units", "points"),
    [
        ("carpet", 6, 6, 6),
        ("自負額", 3, 3, 3),
        ("😀", 1, 2, 1),
        (FAMILY, 1, 11, 7),
        ("🇹🇼", 1, 4, 2),
        ("e\u0301", 1, 2, 2),
        ("\r\n", 1, 2, 2),
        ("\U00020000", 1, 2, 1),
    ],
)
def test_the_other_units(text: str, graphemes: int, units: int, points: int) -> None:
    assert (grapheme(text), utf16(text), codepoint(text)) == (graphemes, units, points)


def test_every_unit_of_the_platform_model_can_be_counted() -> None:
    from typing import get_args

    from hub.model.data import Unit

    assert set(get_args(Unit)) == set(COUNTERS)


def test_length_counts_in_the_unit_asked_for() -> None:
    assert [length("😀", unit) for unit in ("weighted", "grapheme", "utf16", "codepoint")] == [2, 1, 2, 1]
    with pytest.raises(KeyError):
        length("a", "bytes")
