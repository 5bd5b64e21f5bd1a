"""What stands in `_data`, `_platforms`, `_strings` and `_approvals`, as frozen types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from pydantic import Field

from hub.model.items import ItemId, Line, Many, Model, Slug, Topic, WebAddress
from hub.model.places import PLACES, Locale, Place


class LocalText(Model):
    """One text in the three languages. Simplified Chinese is converted from Traditional unless it stands here itself."""

    en: Line
    zh_Hant: Line = Field(alias="zh-Hant")
    zh_Hans: Line = Field("", alias="zh-Hans")

    def __getitem__(self, locale: Locale) -> str:
        return {"en": self.en, "zh-Hant": self.zh_Hant, "zh-Hans": self.zh_Hans}[locale]


class SiteFacts(Model):
    """_data/site.yml: what the site says of itself."""

    name: LocalText
    description: LocalText
    demonstration: bool = Field(description="Whether every page says that firm, people and approvals are fictional.")
    report_email: str = Field(pattern=r"^[^@\s]+@[^@\s]+$", description="Where errors are reported.")
    tag_authority: str = Field(pattern=r"^[a-z0-9.-]+,\d{4}(-\d{2}(-\d{2})?)?$", description="Names feed ids for ever: 'domain,year' of RFC 4151.")


class TopicEntry(Model):
    id: Topic
    name: LocalText
    summary: LocalText


class Person(Model):
    """_data/people/<id>.yml: an author or a reviewer, as the pages show them."""

    name: LocalText
    roles: Many[Literal["author", "reviewer"]] = Field(min_length=1)
    role: LocalText = Field(description="Job title.")
    employer: LocalText
    licence: Mapping[Literal["text"], LocalText] | None = None
    interests: LocalText = Field(description="Who pays them, and for what, in a sentence.")
    demonstration: bool = False


class ContactEntry(Model):
    name: LocalText
    url: WebAddress


class Hotline(Model):
    number: Line
    name: LocalText


class Authority(Model):
    """_data/authorities/<PLACE>.yml: whom to ask in one place. What was not read is left out."""

    name: LocalText
    regulator: ContactEntry | None = None
    licence_register: ContactEntry | None = None
    complaint_body: ContactEntry | None = None
    hotline: Hotline | None = None
    official_source: ContactEntry | None = None
    checked_on: date


class Demand(Model):
    """Which items must carry a disclosure: those of the topics, or whose title or summary speaks of the words, that are for one of the places."""

    topics: Many[Topic] = ()
    words: Mapping[Locale, Many[Line]] = {}
    places: Many[Place] = PLACES


class Disclosure(Model):
    """_data/disclosures/<id>.yml: words that must stand with a text; the short form goes into social posts."""

    long: LocalText
    short: LocalText
    in_force_from: date
    in_force_until: date | None = None
    stands: Literal["anywhere", "before_fold"] = Field(
        "anywhere", description="before_fold: in a social post, what the network shows before 'more' holds it whole."
    )
    demanded: Demand | None = None
    rationale: Mapping[Literal["en"], Line] | None = None


class PublicNumber(Model):
    number: Line = Field(description="As it is written; a small x at the end stands for any digit.")
    name: LocalText
    place: Place


class TestNumber(Model):
    number: Line
    why: Mapping[Literal["en"], Line]


class PublicNumbers(Model):
    """_data/public-numbers.yml: numbers that may stand in any text, because they belong to the public or to nobody."""

    hotlines: Many[PublicNumber] = ()
    test_numbers: Many[TestNumber] = ()


class LifeEvent(Model):
    """Something that happened, and the item to begin with."""

    id: Literal["baby", "home", "job", "care", "diagnosis", "accident", "abroad", "retire"]
    title: LocalText
    summary: LocalText
    item: ItemId


class Home(Model):
    """_data/home.yml: what the home page offers first."""

    events: Many[LifeEvent]
    questions: Many[ItemId] = Field(description="Offered below the search box.")


Unit = Literal["weighted", "grapheme", "utf16", "codepoint"]


class Platform(Model):
    """_platforms/<id>.yml: what one social network allows. How it counts is code (`text/counting.py`); how many it allows is here."""

    name: Line
    limit: int = Field(ge=1, description="The longest text it takes, in `unit`.")
    unit: Unit
    link_length: int | None = Field(None, description="What any link counts, where that is fixed.")
    is_link_clickable: bool = True
    hashtags: int = Field(ge=0, description="How many hashtags a post carries at most.")
    hashtag_style: Literal["#tag", "#tag#"] = "#tag"
    markets: Many[Place] = Field(min_length=1, description="Places where it is used; an item goes only where it is true.")
    share_url: str = Field(
        "", pattern=r"^$|^https://[^\s]*\{(text|link)\}", description="Its own share link, with {text} and/or {link}; '' where it has none."
    )
    fold: int | None = Field(None, description="Where it hides the rest behind 'more', in `unit`: a warning, never a limit.")
    source: WebAddress
    checked_on: date


class Approval(Model):
    """_approvals/<locale>/<item>.yml: who approved which words, for which places, until when."""

    item: str
    locale: Locale
    digest: str = Field(pattern=r"^[0-9a-f]{64}$", description="SHA-256 of the item's words, format 1.")
    reviewer: Slug
    role: Line
    firm: Line
    jurisdictions: Many[Place] = ()
    channels: Many[Literal["page", "feed", "search", "social"]] = Field(min_length=1)
    approved_on: date
    valid_until: date = Field(description="The last day on which it holds (UTC).")
    reason: Line


@dataclass(frozen=True)
class Library:
    """All reference data of one build."""

    site: SiteFacts
    topics: tuple[TopicEntry, ...]
    people: Mapping[str, Person]
    authorities: Mapping[Place, Authority]
    disclosures: Mapping[str, Disclosure]
    home: Home
    platforms: Mapping[str, Platform]
    strings: Mapping[Locale, Mapping[str, str]]
    terms_to_simplified: tuple[tuple[str, str], ...]
    search: Mapping[str, Mapping[str, object]]
    public_numbers: PublicNumbers = field(default_factory=PublicNumbers)

    def place_names(self, places: tuple[Place, ...], locale: Locale) -> tuple[str, ...]:
        return tuple(self.authorities[place].name[locale] for place in PLACES if place in places and place in self.authorities)
