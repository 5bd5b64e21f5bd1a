"""Compliance rules as data: what stands in `content/_rules`, as frozen types. What a rule finds is never how bad it is: that is the policy's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, Field, model_validator

from hub.model.data import LocalText
from hub.model.items import ItemId, Line, Many, Model, Slug, WebAddress
from hub.model.places import LOCALES, Locale, is_han

Severity = Literal["note", "warning", "error"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
Jurisdiction = Literal["TW", "HK", "CN", "SG", "UK", "EU", "US", "IN"]
JURISDICTIONS: tuple[Jurisdiction, ...] = get_args(Jurisdiction)
PACKS = ("core", *JURISDICTIONS)
Script = Literal["en", "zh"]
"""The writing that patterns and models are made for; folding makes one of both Chinese scripts."""

CHANNELS = (
    "website", "email", "sms", "facebook", "instagram", "instagram_story", "linkedin", "linkedin_profile", "x", "threads", "tiktok", "youtube",
    "line", "whatsapp", "wechat_moments", "wechat_article", "weibo", "xiaohongshu",
)  # fmt: skip
PRODUCT_LINES = (
    "term_life", "whole_life", "universal_life", "savings", "investment_linked", "investment_bond", "annuity", "health", "critical_illness",
    "medicare_advantage", "medigap", "motor", "home", "travel",
)  # fmt: skip
ALIASES = {"ilp": "investment_linked"}
"""Other names of product lines."""
CONTEXT: Mapping[str, str] = {
    "channel": "where it appears: " + ", ".join(CHANNELS),
    "content_type": "education or promotion",
    "product_line": "what it is about: " + ", ".join(PRODUCT_LINES),
    "names_product": "whether it names a product",
    "financial_promotion": "whether it invites to buy a regulated product",
    "sponsored": "whether somebody pays for it",
    "label": "the words that mark it as advertising",
    "label_position": "start or end",
    "author_role": "firm, producer, agent, distributor, appointed_representative or influencer",
    "licensed": "whether the author holds a licence",
    "company_name": "the firm's name as displayed",
    "insurer_name": "the insurer's name as displayed",
    "licence": "the licence number as displayed",
    "approval_id": "the record of the firm's or insurer's approval",
    "s21_approval": "who approved a UK financial promotion",
    "country": "the country within a jurisdiction, such as IE",
    "state": "the state, such as CA",
    "tpmo": "whether a third party markets Medicare plans",
    "sells_all_plans": "whether that party sells every plan of the area",
    "product_advertisement": "whether it advertises a product",
    "is_share": "whether it passes on somebody else's post",
    "licence_field": "whether the text is a field that displays a licence",
}
"""What may be told of a text besides its words. null or false: known to be absent; a key that is missing: unknown."""


class Reference(Model):
    """A source of the register, and the place in it."""

    ref: Line
    at: str = ""


class SourceEntry(Model):
    """_rules/sources.yml: a law, a guideline, or a report of one."""

    title: Line
    publisher: str = ""
    url: WebAddress
    read_on: date
    read: Literal["whole", "part", "secondary", "memory"] = Field(description="How much of it was read; 'secondary': only a report of it.")


class Force(Model):
    """From which day a rule holds, and until which."""

    since: date = Field(alias="from")
    until: date | None = None


class Like(Model):
    """A known text that does, or does not, hold this pattern (RE2, any case, anywhere)."""

    like: str | None = None
    unlike: str | None = None


def _known_keys(value: Mapping[str, object]) -> Mapping[str, object]:
    for key in value:
        if key not in CONTEXT:
            raise ValueError(f"must name known circumstances ({', '.join(CONTEXT)}), not {key}")
    return value


def script_of(locale: Locale) -> Script:
    return "zh" if is_han(locale) else "en"


def worse(one: Severity, other: Severity) -> bool:
    """Whether the first severity is the graver of the two."""
    return SEVERITIES.index(one) > SEVERITIES.index(other)


Circumstance = Annotated[Mapping[str, bool | Many[str] | Like], AfterValidator(_known_keys)]
Patterns = Mapping[Script, Many[str]]


class AppliesTo(Model):
    """Where a rule speaks; what is left out is not limited, and what a context does not tell is taken to fit."""

    content_type: Many[Literal["education", "promotion"]] = ()
    channel: Many[Literal[CHANNELS]] = ()  # type: ignore[valid-type]
    product_line: Many[Literal[PRODUCT_LINES]] = ()  # type: ignore[valid-type]


class Rule(Model):
    """One rule, one file: what it finds, when not, why, on what source, and how it could be said instead."""

    id: str = Field(pattern=r"^(CORE|TW|HK|CN|SG|UK|EU|IE|US|IN)(-[A-Z0-9&]+)+-\d{2}$")
    family: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: LocalText
    rationale: LocalText
    suggestion: LocalText
    sources: Many[Reference] = Field(min_length=1)
    verified: bool
    in_force: Force
    locales: Many[Locale] = LOCALES
    applies_to: AppliesTo = AppliesTo()
    judges: Many[str] = ()
    circumstances: Many[Circumstance] = ()
    lacks: Patterns = {}
    match: Patterns = {}
    unless: Patterns = {}

    @model_validator(mode="after")
    def _finds_something(self) -> Rule:
        if not (self.judges or self.circumstances or self.match or self.id.startswith("CORE-")):
            raise ValueError("must find something: give it match, judges or circumstances")
        return self


class Policy(Model):
    """_rules/policy.yml: how bad each family is, and the rules that differ from their family."""

    unverified_at_most: Severity
    levels: Mapping[str, Severity]
    rules: Mapping[str, Severity] = {}


class FrameWords(Model):
    """_rules/frames.yml, one language: what turns a claim into the opposite of a claim."""

    negators: Many[str] = Field(description="Before the claim, in its clause.")
    false_negators: Many[str] = Field(description="Look like negators, and are none: 'not only'.")
    after: Many[str] = Field(description="After the claim, in its sentence: 'is a myth'.")
    frames: Many[str] = Field(description="Anywhere in the sentence: 'beware of'.")
    openers: Many[str] = Field(description="In the sentence before: 'Myth:'.")
    replies: Many[str] = Field(description="At the start of the sentence after: 'No.'")


class Frames(Model):
    en: FrameWords
    zh: FrameWords


class Acceptance(Model):
    """_rules/accepted/<id>.yml: one hit that a named reviewer lets stand. It ends with its day, and with any change of the words."""

    rule: Line
    item: ItemId
    locale: Locale
    words: Line = Field(description="The whole sentence, exactly as it stands.")
    reviewer: Slug
    reason: Line
    accepted_on: date
    valid_until: date


@dataclass(frozen=True)
class RuleBook:
    """Every rule of the packs, with what they share. `packs` gives each rule's folder; `suspicion` is the raw model of each script;
    `acceptances` are by path."""

    rules: tuple[Rule, ...]
    packs: Mapping[str, str]
    sources: Mapping[str, SourceEntry]
    policy: Policy
    frames: Frames
    suspicion: Mapping[Script, Mapping[str, object]]
    acceptances: Mapping[str, Acceptance]
    lines: Mapping[str, tuple[str, Mapping[str, int]]]
    """Each rule's path, and the line of each key in it."""

    def severity(self, rule: Rule, family: str = "") -> Severity:
        """How bad it is when this rule finds a claim of this family (its own, where none is given)."""
        level = self.policy.rules.get(rule.id) or self.policy.levels.get(family or rule.family, "warning")
        return level if rule.verified else min(level, self.policy.unverified_at_most, key=SEVERITIES.index)
