"""Lines as W3C's Requirements for Chinese Text Layout want them; the rules are said again here, apart from the program's own lists."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hub.text.breaking import break_lines

CLOSING, OPENING = "、，。；：？！）」』》】”’%", "（「『《【“‘"
HAN = "保險理賠自負額的等待期買了可以反悔嗎什麼怎看錢先後次序保险"
WORDS = ["deductible", "Part", "B", "MPF", "10", "1,000", "US$202.90", "no-claim", "(excess)", "NCD?"]
texts = st.lists(st.sampled_from([*HAN, *CLOSING, *OPENING, *WORDS, " ", " "]), min_size=1, max_size=40).map("".join)


def measure(line: str) -> float:
    """Han and full width 2, everything else 1."""
    return float(sum(1 if letter.isascii() else 2 for letter in line))


def lines(text: str, width: float, most: int = 99) -> tuple[str, ...]:
    broken = break_lines(text, width, measure, most)
    assert broken, f"{text!r} does not fit"
    return broken.lines


@given(texts, st.integers(12, 60))
def test_lines_keep_the_rules_and_lose_nothing(text: str, width: int) -> None:
    text = " ".join(text.split())
    broken = break_lines(text, width, measure, 99)
    assume(broken is not None)
    assert broken is not None
    assert "".join(broken.lines).replace(" ", "") == text.replace(" ", "")
    at = 0
    for number, line in enumerate(broken.lines):
        assert line == line.strip(" ") and line
        assert measure(line) <= width
        begins = text.index(line, at)
        assert text[at:begins].strip(" ") == "", "only spaces are lost"
        at = begins + len(line)
        if number:
            assert line[0] not in CLOSING, line
            before = text[begins - 1]
            assert not (line[0].isascii() and before.isascii() and before != " "), f"{text!r} is cut at {line!r}"
        if number < len(broken.lines) - 1:
            assert line[-1] not in OPENING, line
    if len(broken.lines) > 1:
        assert sum(letter not in CLOSING + OPENING + " ,.?)(%" for letter in broken.lines[-1]) > 1, "an orphan"


@given(st.lists(st.sampled_from(HAN + "，。？"), min_size=2, max_size=40).map("".join), st.integers(12, 60))
def test_plain_chinese_always_fits(text: str, width: int) -> None:
    assume(not any(one in CLOSING and other in CLOSING for one, other in pairwise(text)) and text[0] not in CLOSING)
    assert break_lines(text, width, measure, 99)


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("買保險的管道比較：業務員、保經、銀行、網路", 26, ("買保險的管道比較：", "業務員、保經、銀行、網路")),
        ("為什麼每一則保險貼文單獨看都要公平？", 22, ("為什麼每一則保險貼文", "單獨看都要公平？")),
        ("为什么每一则保险贴文单独看都要公平？", 22, ("为什么每一则保险贴文", "单独看都要公平？")),
        ("收到保單後有10天可以考慮", 14, ("收到保單後有", "10天可以考慮")),
        ("他說「等一下」就走了，門也沒關", 16, ("他說「等一下」", "就走了，門也沒關")),
        ("等等——再看……好嗎", 12, ("等等——", "再看……好嗎")),
        ("How insurance works and how your premium is set", 30, ("How insurance works and how", "your premium is set")),
        ("What does Medicare Part B cover and cost?", 24, ("What does Medicare", "Part B cover and cost?")),
        ("Short", 30, ("Short",)),
    ],
)
def test_titles_break_where_a_typesetter_would(text: str, width: int, expected: tuple[str, ...]) -> None:
    assert lines(text, width) == expected


@pytest.mark.parametrize("width", range(8, 40))
def test_no_letter_stands_alone_on_the_last_line(width: int) -> None:
    for text in ("冷靜期與契約撤銷權買了保險可以反悔", "冷靜期與契約撤銷權買了保險可以反悔嗎？"):
        last = lines(text, width)[-1]
        assert len(last.rstrip("？")) > 1, last


def test_what_does_not_fit_is_not_squeezed() -> None:
    assert break_lines("deductible", 5, measure, 99) is None
    assert break_lines("一二三四五六", 4, measure, 2) is None
    assert break_lines("", 5, measure, 2) is None


def test_a_word_is_cut_only_when_it_may_be() -> None:
    broken = break_lines("Donaudampfschiffahrt", 8, measure, 9, cuts_words=True)
    assert broken
    assert "".join(broken.lines) == "Donaudampfschiffahrt"
    assert max(map(measure, broken.lines)) <= 8
    assert broken.harm > 0


def test_harm_tells_pretty_breaks_from_allowed_ones() -> None:
    after_sign, between, inside = (break_lines(text, 8, measure, 2) for text in ("保單：不要貼", "一二三四五六", "一二保險公司"))
    assert after_sign and between and inside
    assert after_sign.harm == 0 < between.harm == inside.harm
    cut = break_lines("一二三保險四五", 8, measure, 2)
    assert cut
    assert cut.lines == ("一二三", "保險四五")
