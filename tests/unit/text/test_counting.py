"""Cases made by hand from twitter-text 3 (config v3.json: 280, default weight 200, light ranges, emoji as one, links 23)."""

from __future__ import annotations

import emoji
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.text.counting import COUNTERS, codepoint, facets, grapheme, is_valid_on_x, length, mastodon, message, threads, utf16, weighted

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


# --- X, link by link: twitter-text 3 ----------------------------------------------------------------------------------------------------------------

HOST = "あいうえおかきくけこ" * 5


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("A\ufb2c", 4, id="NFC makes three letters of one"),
        pytest.param(f"http://{HOST}あい.com", 23, id="a label of 63 in punycode"),
        pytest.param(f"http://{HOST}あいう.com", 7 + 2 * 53 + 4, id="a label of 64 in punycode is none"),
        pytest.param("m" * 63 + ".com", 23, id="63 letters"),
        pytest.param("m" * 64 + ".com", 68, id="64 letters"),
        pytest.param("https://marble.org/" + "m" * 4069, 23, id="4,096 with the scheme counted twice"),
        pytest.param("https://marble.org/" + "m" * 4070, 19 + 4070, id="one more is too long"),
        pytest.param("詳見https://marble.org/飛毯", 4 + 23 + 4, id="Han before a link, and after it"),
        pytest.param("飛毯marble.com", 4 + 23, id="the Latin end of a mixed host"),
        pytest.param(f"{HOST}あいうmarble.com", 2 * 53 + 10, id="no link where the whole host is too long"),
        pytest.param("marble.tw", 23, id="a bare country domain"),
        pytest.param("飛毯.中国 a.中国", 4 + 1 + 4 + 1 + 23, id="a host needs a Latin name"),
        pytest.param("marble.tw/", 23, id="with a path it is a link"),
        pytest.param("marble.co.uk", 23, id="two labels before it"),
        pytest.param("t.co", 23, id="co is special"),
        pytest.param("https://t.co/abc?d=1#e", 23, id="a short link keeps its question"),
        pytest.param("État.fr/x", 1 + 23, id="a first letter that may stand before a link does"),
        pytest.param("my_shop.marble.com", 3 + 23, id="no underscore in a bare link"),
        pytest.param("\U0001f6b4\u200d\u2642", 5, id="an emoji without its picture sign is its parts"),
        pytest.param("\U0001f947\ufe0f", 4, id="a picture sign too many counts"),
        pytest.param("https://t.co/abc-def", 23 + 4, id="a short link ends with its letters and digits"),
        pytest.param("https://t.co/" + "m" * 41, 13 + 41, id="a short link of 41 is none"),
        pytest.param("count@marble.com", 16, id="not after @"),
        pytest.param("#marble.com", 11, id="not after #"),
        pytest.param("x.marble.com_y", 25, id="an underscore ends the domain"),
        pytest.param("marble.com-y", 12, id="a hyphen does not"),
        pytest.param("marble.com?x=1", 23 + 4, id="a question without a path stays outside a bare link"),
        pytest.param("https://marble.com?x=1", 23, id="but inside a whole one"),
        pytest.param("https://marble.nosuchdomain", 27, id="an unknown domain"),
        pytest.param("http://xn--fiqs8s.com", 23, id="punycode"),
        pytest.param("(https://marble.org/a_(b)c)", 25, id="brackets in pairs belong to a path"),
        pytest.param("ftp://marble.com", 6 + 10, id="another scheme"),
        pytest.param("🫱🏻‍🫲🏿", 2, id="an emoji of Unicode 14"),
        pytest.param("👨🏻\u200d👨🏿\u200d👧", 8, id="joined, but no emoji that Unicode recommends"),
        pytest.param("🇽🇽", 4, id="no flag"),
        pytest.param("\u2000\u2010\u2032", 3, id="light punctuation"),
        pytest.param("\u2020", 2, id="heavy punctuation"),
    ],
)
def test_weighted_knows_what_x_takes_for_a_link(text: str, expected: int) -> None:
    assert weighted(text) == expected


def test_every_emoji_that_is_recommended_weighs_two() -> None:
    recommended = [one for one, facts in emoji.EMOJI_DATA.items() if facts["status"] == emoji.STATUS["fully_qualified"]]
    assert len(recommended) > 3600
    assert [one for one in recommended if weighted(one) != 2] == []


@pytest.mark.parametrize("text", ["", "a\ufffe", "\ufeffa", "a\uffff"])
def test_x_takes_no_empty_text_and_no_forbidden_letter(text: str) -> None:
    assert not is_valid_on_x(text)
    assert is_valid_on_x(text + "a") is (text == "")


# --- Mastodon ---------------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("m" * 475 + " @alice@" + "b" * 30 + ".com", 482),
        ("@alice@" + "b" * 254 + ".com", 7 + 258),
        ("@alice@marble.com@", 18),
        ("post=@alice@marble.com", 22),
        ("a https://marble.com/x b", 2 + 23 + 2),
        ("foo.com/https://marble.com/a/very/long/path/of/its/own", 54),
        ("https://marble.com/?x=1\U0001f600", 23),
        ("   ", 0),
        ("ahttps://marble.com/x", 21),
        ("ipfs://marble.com/x", 23),
        ("marble.com", 10),
        ("https://marble.com/飛毯，大理石 b", 23 + 2),
        ("https://marble.com/x?" + "#y?" * 1500, 21 + 4500),
        ("👩‍👩‍👧‍👦" * 3, 3),
    ],
)
def test_mastodon_counts_as_its_servers_do(text: str, expected: int) -> None:
    assert mastodon(text) == expected


def test_mastodon_counts_the_content_warning() -> None:
    assert mastodon("b" * 251, "a" * 250) == 501


# --- Bluesky's facets -------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no marbles", []),
        ("@a.com b", [(0, 6, "mention", "a.com")]),
        ("not@a.com", []),
        ("(@a.com)", [(1, 7, "mention", "a.com")]),
        ("@a.com_", []),
        ("@flying.test", [(0, 12, "mention", "flying.test")]),
        ("👩‍👩‍👧 https://a.com/x?y=z#w.", [(19, 40, "link", "https://a.com/x?y=z#w")]),
        ("a.com/x", [(0, 7, "link", "https://a.com/x")]),
        ("marble.jpg", []),
        ("A.COM", []),
        ("(https://a.com)", [(1, 14, "link", "https://a.com")]),
        ("https://a.com/x_(y)", [(0, 19, "link", "https://a.com/x_(y)")]),
        ("詳見https://a.com", []),
        ("https://a.com。謝", [(0, 19, "link", "https://a.com。謝")]),
        ("#飛毯！ x", [(0, 7, "tag", "飛毯")]),
        ("＃飛毯", [(0, 9, "tag", "飛毯")]),
        ("飛#毯", []),
        ("#1", []),
        ("#a_b_", [(0, 4, "tag", "a_b")]),
        ("#" + "a" * 64, [(0, 65, "tag", "a" * 64)]),
        ("#" + "a" * 65, []),
        ("#️⃣ one", []),
        ("$abc, ($De) $1", [(0, 4, "tag", "$ABC"), (7, 10, "tag", "$DE")]),
    ],
)
def test_facets_are_those_of_blueskys_own_library(text: str, expected: list[tuple[int, int, str, str]]) -> None:
    assert [(one.byte_start, one.byte_end, one.type, one.value) for one in facets(text)] == expected


@given(st.text(st.sampled_from("a1.@#＃( )飛毯。:/\n😀‍h_-")))
def test_facets_name_whole_letters_of_the_text(text: str) -> None:
    for one in facets(text):
        said = text.encode()[one.byte_start : one.byte_end].decode()
        assert one.value in (said, said[1:], f"https://{said}", said.upper())


# --- text messages, Threads, Weibo ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ("gsm7", 0, 0)),
        ("m" * 160, ("gsm7", 160, 1)),
        ("m" * 161, ("gsm7", 161, 2)),
        ("m" * 306, ("gsm7", 306, 2)),
        ("€" * 80, ("gsm7", 160, 1)),
        ("m" * 152 + "€" + "m" * 20, ("gsm7", 174, 2)),
        ("€" * 153, ("gsm7", 306, 3)),
        ("飛" * 70, ("ucs2", 70, 1)),
        ("飛" * 71, ("ucs2", 71, 2)),
        ("m" * 69 + "’", ("ucs2", 70, 1)),
        ("😀" * 67, ("ucs2", 134, 3)),
        ("ñ" * 160, ("gsm7", 160, 1)),
    ],
)
def test_text_messages_are_packed_as_phones_pack_them(text: str, expected: tuple[str, int, int]) -> None:
    one = message(text)
    assert (one.alphabet, one.units, one.parts) == expected


def test_threads_counts_an_emoji_by_its_bytes() -> None:
    assert [threads(text) for text in ("marble", "飛毯", FAMILY, "a😀b", "©")] == [6, 2, 25, 6, 1]


def test_weibo_counts_two_latin_letters_as_one() -> None:
    assert [length(text, "half_width") for text in ("", "a", "ab", "飛毯", "飛a")] == [0, 1, 1, 2, 2]


@pytest.mark.parametrize("text", ["a." * 50_000, "飛" * 100_000, "飛.毯" * 30_000, "https://a.com/(" * 7_000, "#" * 100_000, "👨‍" * 9_000, "🇹" * 99_999])
def test_hostile_texts_are_counted_too(text: str) -> None:
    assert min(weighted(text), mastodon(text)) > 0
    assert len(facets(text)) <= len(text)


_SCRAPS = ["\n", "\n\n", "\r\n", "\r", " ", "\u0085", "\u2028", "\ufeff", "\u0301", "\u200d", "\ufe0f", "\U0001f1f9", "\U0001f1fc",
           "👩", "#\ufe0f\u20e3", "é", "自負額", "한", "https://",
           "a.com/x_(y)", "http://t.co/a", "b.tw", ".", "@", "@bob@a.example", "_", "/", "://", "ipfs:", "w"]  # fmt: skip


@given(st.lists(st.sampled_from(_SCRAPS), max_size=14).map("".join) | st.text(max_size=20))
@pytest.mark.parametrize("unit", COUNTERS)
def test_a_text_is_as_long_counted_line_by_line(unit: str, text: str) -> None:
    assert length(text, unit) == COUNTERS[unit](text)
