"""A small book of rules for the tests of the engine."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import yaml

from hub.checks.lint import Linter
from hub.model.rules import Frames, Policy, Rule, RuleBook, SourceEntry

FRAMES = Frames.model_validate(yaml.safe_load((Path(__file__).parents[3] / "content/_rules/frames.yml").read_text(encoding="utf-8")))
"""Those of the project: what turns a claim round is the same for every rule."""
ON = date(2026, 12, 1)


def words(text: str) -> dict[str, str]:
    return {"en": text, "zh-Hant": text, "zh-Hans": text}


def rule(rule_id: str, family: str, **more: Any) -> tuple[str, Rule]:
    """(pack, rule)"""
    pack = more.pop("pack", "core")
    raw = {
        "id": rule_id,
        "family": family,
        "title": words(f"Title of {rule_id}"),
        "rationale": words("Because."),
        "suggestion": words("Say this."),
        "sources": [{"ref": "ACT", "at": "s. 1"}],
        "verified": True,
        "in_force": {"from": date(2020, 1, 1)},
        **more,
    }
    return pack, Rule.model_validate(raw)


RISK_FREE = rule(
    "CORE-RISK-FREE-01",
    "risk_free",
    match={"en": ["risk[- ]?free|no ?risk", "you … (?:can't|cannot|never) lose"], "zh": ["零风险|不会亏", "本金 … 不会少|安全"]},
)
RETURN = rule(
    "CORE-GUARANTEED-RETURN-01",
    "guaranteed_return",
    match={"en": ["guarantee\\w* … returns?|profits?", "double & money & year"], "zh": ["保证 … 收益|回报"]},
    unless={"en": ["guaranteed renewable"], "zh": ["保证续保"]},
)


def book(*rules: tuple[str, Rule], levels: dict[str, str] | None = None, at_most: str = "warning", **more: Any) -> RuleBook:
    chosen = rules or (RISK_FREE, RETURN)
    source = SourceEntry.model_validate({"title": "Act", "url": "https://act.example/", "read_on": date(2026, 1, 1), "read": "whole"})
    policy = Policy.model_validate({"unverified_at_most": at_most, "levels": levels or {"risk_free": "error", "guaranteed_return": "error"}, **more})
    packs = {one.id: pack for pack, one in chosen}
    return RuleBook(tuple(one for _, one in chosen), packs, {"ACT": source}, policy, FRAMES, {}, {}, {})


def linter(*rules: tuple[str, Rule], **more: Any) -> Linter:
    disclosures, public = more.pop("disclosures", ()), more.pop("public", ())
    return Linter.of(book(*rules, **more), ON, disclosures, public)
