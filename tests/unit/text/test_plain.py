from __future__ import annotations

import html as html_module

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.text.plain import clip, plain


def test_each_block_is_a_line_and_inline_marks_vanish() -> None:
    html = "<p>One <strong>bold</strong><a href='x'>link</a>.</p>\n<ul><li>two</li><li><p>three</p><p>four</p></li></ul>"
    html += "<table><tr><th>a</th><td>b</td></tr></table>"
    assert plain(html) == "One boldlink.\ntwo\nthree\nfour\na\nb"


def test_wrapped_english_is_one_line() -> None:
    assert plain("<p>one\ntwo</p>") == "one two"


def test_entities_are_letters() -> None:
    assert plain("<p>a &amp; b &lt; c &#8212; d&nbsp;e</p>") == "a & b < c — d e"


def test_chinese_gets_no_spaces() -> None:
    assert plain("<p>先付<em>自負額</em>，再看。</p>") == "先付自負額，再看。"


def test_nothing_is_nothing() -> None:
    assert plain("") == plain("<p> \n </p>") == ""


@given(st.text(st.sampled_from("ab<>&;\"' 自，"), max_size=40))
def test_escaped_text_comes_back(text: str) -> None:
    assert plain(f"<p>{html_module.escape(text)}</p>") == " ".join(text.split())


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("short", 10, "short"),
        ("exactly", 7, "exactly"),
        ("one two three four", 12, "one two…"),
        ("one, two three", 8, "one…"),
        ("自負額是自己先付的錢", 6, "自負額是自…"),
        ("自負額，自己先付", 5, "自負額…"),
    ],
)
def test_clip_cuts_at_a_words_end(text: str, limit: int, expected: str) -> None:
    assert clip(text, limit) == expected


@given(st.text(max_size=80), st.integers(1, 60))
def test_clip_never_exceeds_the_limit_and_says_when_it_cut(text: str, limit: int) -> None:
    cut = clip(text, limit)
    assert len(cut) <= limit
    assert cut == text if len(text) <= limit else cut.endswith("…") and text.startswith(cut[:-1])
