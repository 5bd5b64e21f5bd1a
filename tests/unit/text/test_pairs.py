"""Chinese text as pairs of letters: what a reader types in either script must come out as what was indexed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.text import pairs

HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), max_size=12)


def test_pairs_overlap() -> None:
    assert pairs.pairs("自负额") == ["自负", "负额"]


def test_one_letter_stands_for_itself() -> None:
    assert pairs.tokens("癌") == [pairs.token("癌")] and pairs.token("癌").startswith("zz")


@pytest.mark.parametrize(
    ("traditional", "simplified"), [("自負額", "自负额"), ("醫療險", "医疗险"), ("衞生", "卫生"), ("臺灣", "台湾"), ("枱風", "台风")]
)
def test_both_scripts_give_the_same_tokens(traditional: str, simplified: str) -> None:
    assert pairs.tokens(traditional) == pairs.tokens(simplified)


def test_full_width_letters_are_plain_letters() -> None:
    assert pairs.folded("ＭＰＦ（強積金）") == "mpf(强积金)"


def test_punctuation_and_latin_words_part_the_runs() -> None:
    assert pairs.tokens("保險，Part D理賠") == [*pairs.tokens("保险"), *pairs.tokens("理赔")]


def test_letters_too_when_asked() -> None:
    assert pairs.tokens("理賠", with_letters=True) == [pairs.token("理赔"), pairs.token("理"), pairs.token("赔")]


def test_no_letter_of_the_table_is_left_in_a_folded_text() -> None:
    letters = pairs.simpler_letters()
    once = pairs.folded("".join(letters))
    assert pairs.folded(once) == pairs.folded(pairs.folded(once))
    assert all(len(simple) == 1 for simple in letters.values())


@given(HAN)
def test_tokens_are_ascii_words_of_fixed_length(text: str) -> None:
    for token in pairs.tokens(text, with_letters=True):
        assert token.isascii() and token.isalnum() and token.islower()
        assert len(token) == (5 if token.startswith("zz") else 7)


@given(HAN, HAN)
def test_different_letters_have_different_tokens(one: str, other: str) -> None:
    one, other = pairs.folded(one), pairs.folded(other)
    assert (pairs.tokens(one) == pairs.tokens(other)) == (pairs.runs(one) == pairs.runs(other))
