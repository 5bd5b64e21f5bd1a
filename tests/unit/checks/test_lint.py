"""One text judged by itself: by the law of its places, in its circumstances, without reading what is not the author's."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from hub.checks.lint import ContextError, Linter
from tests.unit.checks.rulebook import RETURN, RISK_FREE, book, linter, rule

LABEL = rule(
    "CORE-SPONSORSHIP-01",
    "sponsorship_label",
    circumstances=[{"sponsored": True, "label": False}, {"sponsored": True, "label": {"unlike": "^#?ad$"}}],
)
TAIWAN = rule("TW-PRINCIPAL-01", "risk_free", pack="TW", judges=["risk_free"])
HONG_KONG = rule("HK-SAFE-01", "risk_free", pack="HK", judges=["risk_free"], verified=False)
LINKED = rule(
    "UK-BALANCE-03",
    "risk_balance",
    pack="UK",
    circumstances=[{"product_line": ["investment_linked"]}],
    match={"en": ["growth"]},
    lacks={"en": ["can … fall"]},
)
IMPLIED = rule("CORE-IMPLIED-CLAIM-01", "implied_claim")
PROMOTION = rule("SG-PROMO-01", "urgency", pack="SG", match={"en": ["last chance"]}, applies_to={"content_type": ["promotion"]})


def said(one: Linter, text: str, places: tuple[str, ...] = (), context: dict[str, object] | None = None, locale: str = "en") -> list[tuple[str, str]]:
    return [(finding.rule, finding.severity) for finding in one.lint(text, locale, places, context)]  # type: ignore[arg-type]


def test_the_law_of_the_place_judges_and_core_where_the_place_has_none() -> None:
    one = linter(RISK_FREE, TAIWAN, HONG_KONG)
    assert said(one, "It is risk-free.", ("TW",)) == [("TW-PRINCIPAL-01", "error")]
    assert said(one, "It is risk-free.", ("SG",)) == [("CORE-RISK-FREE-01", "error")]


def test_what_nobody_read_in_the_law_neither_blocks_nor_excuses() -> None:
    assert said(linter(RISK_FREE, HONG_KONG), "It is risk-free.", ("HK",)) == [("CORE-RISK-FREE-01", "error"), ("HK-SAFE-01", "warning")]
    unread = (RISK_FREE[0], RISK_FREE[1].model_copy(update={"verified": False}))
    assert said(linter(unread, HONG_KONG), "It is risk-free.", ("HK",)) == [("HK-SAFE-01", "warning")]


def test_of_all_places_the_strictest_speaks() -> None:
    assert said(linter(RISK_FREE, TAIWAN, HONG_KONG), "It is risk-free.") == [("TW-PRINCIPAL-01", "error")]


@pytest.mark.parametrize(
    ("context", "speaks"),
    [
        ({"sponsored": True, "label": None}, True),
        ({"sponsored": True, "label": ""}, True),
        ({"sponsored": True, "label": "#collab"}, True),
        ({"sponsored": True, "label": "#AD"}, False),
        ({"sponsored": True}, False),
        ({"sponsored": False, "label": None}, False),
        ({}, False),
    ],
)
def test_what_is_unknown_keeps_a_rule_silent(context: dict[str, object], speaks: bool) -> None:
    assert bool(said(linter(LABEL, levels={"sponsorship_label": "error"}), "A quiet afternoon.", context=context)) is speaks


def test_the_same_words_are_judged_anew_in_other_circumstances() -> None:
    """What a linter keeps of a text that it read before is what the words alone decide."""
    rules = (LABEL, RISK_FREE, TAIWAN, HONG_KONG, LINKED, PROMOTION)
    texts = ("A quiet afternoon.", "It is risk-free.", "Enjoy growth.", "Enjoy growth; its value can also fall.", "Last chance.")
    told = ({}, {"sponsored": True, "label": None}, {"sponsored": True, "label": "#ad"}, {"product_line": "ilp"}, {"content_type": "education"})
    asked = [(text, places, context) for text in texts for places in ((), ("TW",), ("HK",), ("UK", "SG")) for context in told]
    one = linter(*rules)
    fresh = {repr(each): said(linter(*rules), *each) for each in asked}
    assert {repr(each): said(one, *each) for each in [*asked, *reversed(asked)]} == fresh
    assert len({repr(found) for found in fresh.values()}) > 5


def test_a_condition_met_in_the_text_makes_the_rule_silent() -> None:
    one, context = linter(LINKED), {"product_line": "ilp"}
    assert said(one, "Enjoy growth.", ("UK",), context) == [("UK-BALANCE-03", "warning")]
    assert said(one, "Enjoy growth; its value can also fall.", ("UK",), context) == []
    assert said(one, "Enjoy growth.", ("UK",)) == []
    assert said(one, "Enjoy growth.", ("UK",), {"product_line": "motor"}) == []


def test_a_rule_for_promotions_leaves_known_education_alone() -> None:
    one = linter(PROMOTION)
    assert said(one, "Last chance.", ("SG",))
    assert said(one, "Last chance.", ("SG",), {"content_type": "promotion"})
    assert not said(one, "Last chance.", ("SG",), {"content_type": "education"})


def test_unknown_keys_are_refused_and_unknown_channels_are_general() -> None:
    one = linter()
    with pytest.raises(ContextError, match="chanel"):
        one.lint("Hello.", "en", (), {"chanel": "x"})
    assert said(one, "It is risk-free.", (), {"channel": "carrier_pigeon", "product_line": "unicorn"})


@pytest.mark.parametrize(
    "text",
    [
        "See https://a.example/risk-free now.",
        "Write `risk-free` in code.",
        "Read [this](risk-free.md).",
        "Nothing is certain. Our risk-free wording.",
    ],
)
def test_what_is_not_the_authors_claim_is_not_read(text: str) -> None:
    assert said(linter(disclosures=("Our risk-free wording.",)), text) == []


def test_rules_hold_from_their_day_to_their_day() -> None:
    dated = rule("CORE-RISK-FREE-01", "risk_free", match=dict(RISK_FREE[1].match), in_force={"from": date(2026, 1, 1), "until": date(2026, 6, 30)})
    for day, count in ((date(2025, 12, 31), 0), (date(2026, 1, 1), 1), (date(2026, 6, 30), 1), (date(2026, 7, 1), 0)):
        assert len(Linter.of(book(dated), day).lint("It is risk-free.", "en")) == count


def test_severity_stands_in_the_policy_alone() -> None:
    assert said(linter(levels={"risk_free": "note"}), "It is risk-free.") == [("CORE-RISK-FREE-01", "note")]
    assert said(linter(levels={"risk_free": "note"}, rules={"CORE-RISK-FREE-01": "error"}), "It is risk-free.") == [("CORE-RISK-FREE-01", "error")]


def test_a_finding_tells_why_on_what_source_and_what_instead() -> None:
    (finding,) = linter(RISK_FREE, RETURN).lint("It is risk-free.", "en")
    assert (finding.why, finding.suggestion, finding.source) == ("Because.", "Say this.", "Act, s. 1 <https://act.example/>")
    assert "risk-free" in finding.message


def test_the_same_words_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    one, calls = linter(), []
    found = one.lint_once("It is risk-free.", "en", ("TW",), {})
    monkeypatch.setattr(type(one.claims), "find", lambda *_: calls.append(1))
    assert one.lint_once("It is risk-free.", "en", ("TW",), {}) == found
    assert calls == []


@pytest.mark.parametrize("marks", ["!!!", "。。。", "???\n\n---", "1. 2. 3.", "a) b)", "Not always."])
def test_a_sentence_of_next_to_nothing_is_never_a_claim(marks: str) -> None:
    always = {"format": 1, "made_from": "", "ngrams": [1, 1], "bias": 1, "threshold": 0, "quiet": -1, "scale": 1, "weights": {}}
    made = book(IMPLIED)
    one = Linter.of(dataclasses.replace(made, suspicion={"en": always, "zh": always}), date(2026, 12, 1))
    assert said(one, marks) == []
    assert said(one, "Some words that say more.") == [("CORE-IMPLIED-CLAIM-01", "warning")]


def test_a_slogan_is_not_taken_for_an_explanation() -> None:
    calm = {"format": 1, "made_from": "", "ngrams": [1, 1], "bias": 0, "threshold": 9, "quiet": 5, "scale": 1, "weights": {}}
    one = Linter.of(dataclasses.replace(book(RISK_FREE), suspicion={"en": calm, "zh": calm}), date(2026, 12, 1))
    assert said(one, "It is risk-free.") == [("CORE-RISK-FREE-01", "error")]
    lesson = "Over the whole term of the contract the money that was put in is risk-free in each of the years."
    assert said(one, lesson) == [("CORE-RISK-FREE-01", "note")]
