"""Folding hides no disguise from a rule, and always finds the way back to the words as written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.text.folding import MASK, fold


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Guaranteed", "guaranteed"),
        ("ＦＲＥＥ ｃｏｖｅｒ", "free cover"),
        ("保證獲利", "保证获利"),
        ("保★本 保*息", "保本保息"),
        ("零 風 險", "零风险"),
        ("零\u200b風\u200b險", "零风险"),
        ("R1SK, s@fe, n0", "risk, safe, no"),
        ("R 1 S K", "risk"),
        ("g-u-a-r-a-n-t-e-e-d 8% returns", "guaranteed 8% returns"),
        ("N★O R★I★S★K", "no risk"),
        ("covid19, 401k, 4-3-2", "covid19, 401k, 4-3-2"),
        ("HK$5, US$50,000, FA3157, A1", "hk$5, us$50,000, fa3157, a1"),
        ("first\nsecond", "first\nsecond"),
    ],
)
def test_disguises_are_taken_off(written: str, folded: str) -> None:
    assert fold(written).text == folded


def test_a_masked_stretch_is_one_letter_that_no_word_holds() -> None:
    assert fold("see https://a.example now", [(4, 21)]).text == f"see {MASK} now"


@given(st.text(max_size=200), st.lists(st.tuples(st.integers(0, 200), st.integers(0, 200)), max_size=3))
def test_every_folded_letter_comes_from_one_of_the_text(text: str, stretches: list[tuple[int, int]]) -> None:
    masked = sorted((min(one), min(max(one), len(text))) for one in stretches if min(one) < len(text))
    folded = fold(text, masked)
    assert len(folded.text) == len(folded.origins)
    assert list(folded.origins) == sorted(folded.origins)
    for at in range(len(folded.text)):
        start, end = folded.span(at, at + 1)
        assert 0 <= start < end <= len(text)


@given(st.text(alphabet="ab 保證證本息★ 0", max_size=60))
def test_folding_a_folded_text_changes_nothing_more(text: str) -> None:
    once = fold(text).text
    assert fold(fold(once).text).text == fold(once).text
