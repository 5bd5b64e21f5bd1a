from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.text.chinese import Simplifier, has_han, join_han_lines, language_of, stray_letters

PIECES = [
    "自負額",
    "飛毯",
    "a carpet",
    "。",
    "，",
    "：",
    "（",
    "**重點**",
    "*",
    "- ",
    "1. ",
    "## ",
    "# 標題",
    "| 甲 | 乙 |",
    "|---|",
    "> ",
    "    ",
    "  ",
    "\n",
    "\n\n",
    '!!! warning "甲"',
    "```",
    "「",
    "a",
    "1",
    "\u3000",
    "---",
    "***",
]
MARKDOWN = st.lists(st.sampled_from(PIECES), max_size=14).map("".join) | st.text(max_size=60)


@pytest.mark.parametrize(
    ("written", "joined"),
    [
        ("先付自負額。\n其餘由保險公司付。", "先付自負額。其餘由保險公司付。"),
        ("先付自負額，\n其餘\n由保險公司付。", "先付自負額，其餘由保險公司付。"),
        ("**先付自負額。**\n其餘另計。", "**先付自負額。**其餘另計。"),
        ("見下文：\nA 項。", "見下文：A 項。"),
        ("- 先付自負額，\n  其餘另計。", "- 先付自負額，其餘另計。"),
    ],
)
def test_chinese_lines_of_one_paragraph_are_joined_without_a_space(written: str, joined: str) -> None:
    assert join_han_lines(written) == joined


@pytest.mark.parametrize(
    "text",
    [
        "One sentence.\nAnother sentence.",
        "保險 insurance\nmore words",
        "一段。\n\n另一段。",
        "## 標題\n內文。",
        "內文。\n## 標題",
        "- 甲。\n- 乙。",
        "* 甲。\n* 乙。",
        "1. 甲。\n2. 乙。",
        "1) 甲。\n2) 乙。",
        "內文：\n- 甲。",
        "| 甲。 | 乙 |\n|---|---|\n| 丙 | 丁。 |",
        "內文。\n| 甲 | 乙 |",
        "> 甲。\n> 乙。",
        '!!! warning "甲。"\n    乙。',
        "甲。  \n乙。",
        "```\n甲\n```",
    ],
)
def test_every_other_line_break_is_kept(text: str) -> None:
    assert join_han_lines(text) == text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("標題：\n---", id="setext heading"),
        pytest.param("甲。\n***", id="rule"),
        pytest.param("甲。\n-\t乙", id="list item after a tab"),
        pytest.param("地方 | 說明：\n--- | ---\n台灣 | 要付。\n香港 | 不付。", id="table without outer bars"),
        pytest.param("見[甲][1]。\n[1]: https://impossible.example/", id="link definition"),
    ],
)
def test_blocks_without_the_usual_marks_are_kept_too(text: str) -> None:
    assert join_han_lines(text) == text


@given(MARKDOWN)
def test_joining_loses_no_letter(text: str) -> None:
    assert re.sub(r"\s", "", join_han_lines(text)) == re.sub(r"\s", "", text)


@given(MARKDOWN)
def test_joining_never_moves_a_heading_list_item_quotation_or_table_row(text: str) -> None:
    block = re.compile(r"\s*([-*+] |\d+[.)] |#|>|\||!!! |```)")
    kept = [line for line in text.split("\n") if block.match(line)]
    assert [line for line in join_han_lines(text).split("\n") if block.match(line)] == [
        # A sentence that goes on may be joined to the end of a list item or quotation, never to a heading or row.
        line
        for line in join_han_lines(text).split("\n")
        if block.match(line) and any(line.startswith(begin) for begin in kept)
    ]
    assert len([line for line in join_han_lines(text).split("\n") if block.match(line)]) == len(kept)


@given(MARKDOWN)
def test_joining_twice_is_joining_once(text: str) -> None:
    assert join_han_lines(join_han_lines(text)) == join_han_lines(text)


TERMS = [("自負額", "免赔额"), ("自負額度", "自付上限"), ("「", "“"), ("」", "”"), ("要保人", "投保人")]


def test_letters_are_converted_and_reviewed_terms_win_longest_first() -> None:
    simplify = Simplifier(TERMS)
    assert simplify("要保人先付「自負額」，再看自負額度與保險費。") == "投保人先付“免赔额”，再看自付上限与保险费。"


def test_without_terms_only_letters_change() -> None:
    assert Simplifier()("自負額與宣告利率") == "自负额与宣告利率"


def test_the_result_of_a_term_is_never_converted_again() -> None:
    assert Simplifier([("甲", "乾著")])("甲。乾") == "乾著。干"


def test_terms_match_as_text_and_not_as_patterns() -> None:
    assert Simplifier([("a.c", "點")])("abc a.c") == "abc 點"


def test_line_breaks_and_latin_letters_stay() -> None:
    assert Simplifier(TERMS)("Excess\n  自負額\n\n[a](b.md#c)") == "Excess\n  免赔额\n\n[a](b.md#c)"


HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), max_size=30)
MIXED = st.lists(st.sampled_from(["自負額", "度", "「", "」", "要保人", "保險", "經", "乾", "坤", "後", "裡", "a", "\n", "。"]), max_size=12).map(
    "".join
)


@given(HAN | MIXED)
def test_simplifying_twice_is_simplifying_once(text: str) -> None:
    simplify = Simplifier(TERMS)
    assert simplify(simplify(text)) == simplify(text)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="".join(before for before, _ in TERMS) + "\ue000"), max_size=60))
def test_simplifying_keeps_the_number_of_letters_and_every_line(text: str) -> None:
    assert Simplifier(TERMS)(text).count("\n") == text.count("\n")


@pytest.mark.parametrize(
    ("text", "locale", "stray"),
    [
        ("這个保險", "zh-Hant", ["个"]),
        ("这個保险", "zh-Hans", ["個"]),
        ("个个险", "zh-Hant", ["个", "险"]),
        ("台灣的保險、吃飯、里程、干擾、后土、只有", "zh-Hant", []),
        ("台湾的保险、里程、干扰、后来", "zh-Hans", []),
        ("个 English page may quote 險", "en", []),
        ("", "zh-Hant", []),
    ],
)
def test_letters_of_the_other_script_are_found(text: str, locale: str, stray: list[str]) -> None:
    assert stray_letters(text, locale) == stray


def test_hong_kong_letters_are_no_strays() -> None:
    assert stray_letters("裏面、衞生、着數、嘅", "zh-Hant") == []


@pytest.mark.parametrize(("title", "language"), [("Deductible", "en"), ("保險法", "zh-Hant"), ("保险法", "zh-Hans"), ("Act 保險", "zh-Hant")])
def test_the_language_of_a_title_is_told(title: str, language: str) -> None:
    assert language_of(title) == language


@pytest.mark.parametrize(("text", "expected"), [("a", False), ("，。", False), ("あ", False), ("a險", True), ("\U00020000", True), ("〇", True)])
def test_han_letters_are_told_from_marks_and_kana(text: str, expected: bool) -> None:
    assert has_han(text) is expected
