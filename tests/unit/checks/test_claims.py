"""A claim is found by its structure, in either script and any disguise; what takes it back is seen as far as it reaches."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.checks.claims import PatternError, structure
from tests.unit.checks.rulebook import linter

LINTER = linter()


def found(text: str, locale: str = "en") -> list[str]:
    return [finding.family for finding in LINTER.lint(text, locale)]


@pytest.mark.parametrize(
    "text",
    [
        "Our plan is risk-free.",
        "R1SK-FREE plan",
        "You simply can never lose.",
        "We guarantee you a steady return.",
        "It will double your money in a year.",
        "In a year your money will double.",
        "No risk, cancel any time in the free-look period.",
        "Not only that: it is risk-free.",
        "這張保單零風險。",
        "這張保單零 ★ 風 險。",
        "保證每年都有回報!",
        "本金絕對安全。",
    ],
)
def test_a_claim_is_found(text: str) -> None:
    assert found(text, "en" if text.isascii() else "zh-Hant")


@pytest.mark.parametrize(
    "text",
    [
        "No policy is risk-free.",
        "It is a myth that a policy can be risk-free.",
        "A risk-free policy is a claim that no regulator believes; risk-free is a lie.",
        "Is it risk-free? No.",
        "Myth: it is risk-free.",
        "The insurer does not guarantee any return.",
        "Nothing here guarantees a return.",
        "Guaranteed renewable cover says nothing of your return.",
        "Beware of anyone who says it is risk-free.",
        "The risk of freezing pipes is real.",
        "沒有一張保單是零風險的。",
        "聽到「零風險」三個字,先別簽。",
        "迷思:這張保單零風險。",
        "零風險嗎?不是。",
        "並非保證收益。",
    ],
)
def test_what_is_no_claim_is_left_alone(text: str) -> None:
    assert found(text, "en" if text.isascii() else "zh-Hant") == []


def test_a_frame_ends_with_its_paragraph() -> None:
    """A myth cut off from its debunking is the myth."""
    assert found("Myth: see below.\nIt is risk-free.") == []
    assert found("Myth: see below.\n\nIt is risk-free.") == ["risk_free"]


def test_the_words_stand_where_the_finding_says() -> None:
    text = "First line.\nThis one is  R★I★S★K-FREE, truly."
    (finding,) = LINTER.lint(text, "en")
    assert text[finding.start : finding.end] == finding.quote == "R★I★S★K-FREE"


@pytest.mark.parametrize("pattern", ["a(?=b)", r"(a)\1", "a … ", "(", "x*", "a … b & c"])
def test_a_pattern_that_could_hang_or_means_nothing_is_refused(pattern: str) -> None:
    with pytest.raises(PatternError):
        structure(pattern, "en")


@pytest.mark.parametrize(
    "hostile",
    [
        "guaranteed " * 9_000,
        "you " * 25_000,
        "double money " * 7_000,
        "a" * 100_000,
        "保證" * 50_000,
        "★" * 100_000,
        "1" * 100_000,
        "no risk? " * 11_000,
        "a" + "1" * 99_999,
        "a1" * 50_000,
        "!" * 99_999 + "a",
        "](" * 50_000,
        "<!--" * 25_000,
        ("(" * 50_000) + (")" * 50_000),
        "a.b@" * 25_000,
    ],
)
def test_a_hostile_line_ends_soon(hostile: str) -> None:
    """The bound is ten times what it takes here: it tells linear from quadratic, not fast from slow."""
    started = time.process_time()
    LINTER.lint(hostile[:100_000], "zh-Hant")
    assert time.process_time() - started < 10


@settings(max_examples=300)
@given(
    st.text(max_size=300) | st.text(alphabet="no risk-free guarantee returns 保證收益零風險★ \n.。?", max_size=200),
    st.sampled_from(["en", "zh-Hant", "zh-Hans"]),
)
def test_any_text_at_all_is_judged(text: str, locale: str) -> None:
    for finding in LINTER.lint(text, locale):
        assert 0 <= finding.start < finding.end <= len(text)
        assert text[finding.start : finding.end] == finding.quote
