"""Sentences end where a reader says they end, in both scripts."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.text.sentences import clause_start, paragraphs, sentences


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("it pays. it does not.", ["it pays.", "it does not."]),
        ("is it safe? no.", ["is it safe?", "no."]),
        ("a rate of 2.5% a year. fine.", ["a rate of 2.5% a year.", "fine."]),
        ("costs, e.g. fees, are real. yes.", ["costs, e.g. fees, are real.", "yes."]),
        ("保證嗎?不。", ["保證嗎?", "不。"]),
        ("「穩賺。」他說。", ["「穩賺。」", "他說。"]),
        ("1. first. it is 2.\n2. second", ["1. first.", "it is 2.", "2. second"]),
        ("one line\nanother", ["one line", "another"]),
    ],
)
def test_where_sentences_end(text: str, parts: list[str]) -> None:
    assert [text[start:end].strip() for start, end in sentences(text)] == parts


def test_a_clause_begins_after_the_comma() -> None:
    text = "we never lie, and you win"
    assert text[clause_start(text, (0, len(text)), text.index("win")) :] == "and you win"


@given(st.text(alphabet="a.?!。？ \n保", max_size=80))
def test_no_letter_is_lost(text: str) -> None:
    spans = sentences(text)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    covered = "".join(text[start:end] for start, end in spans)
    assert "".join(covered.split()) == "".join(text.split())


@given(st.text(alphabet="ab \n", max_size=80))
def test_paragraphs_hold_every_word(text: str) -> None:
    assert "".join("".join(text[start:end].split()) for start, end in paragraphs(text)) == "".join(text.split())
