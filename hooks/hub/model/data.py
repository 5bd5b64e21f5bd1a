"""What stands in `_data`, `_platforms`, `_strings` and `_approvals`, as frozen types."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from hub.model.items import ItemId, Line, Many, Model, Slug, Topic, WebAddress
from hub.model.places import LOCALES, PLACES, Locale, Place


class LocalText(Model):
    """One text in the three languages. Simplified Chinese is converted from Traditional unless it stands here itself."""

    en: Line
    zh_Hant: Line = Field(alias="zh-Hant")
    zh_Hans: Line = Field("", alias="zh-Hans")

    def __getitem__(self, locale: Locale) -> str:
        return {"en": self.en, "zh-Hant": self.zh_Hant, "zh-Hans": self.zh_Hans}[locale]


def _short(name: LocalText) -> LocalText:
    if too_long := [locale for locale in LOCALES if len(name[locale]) > MOST_OF_A_SHORT_NAME]:
        raise ValueError(f"must have at most {MOST_OF_A_SHORT_NAME} characters in {', '.join(too_long)}")
    return name


MOST_OF_A_SHORT_NAME = 16
"""Characters that OpenSearch 1.1 allows for the name of a search engine."""


class SiteFacts(Model):
    """_data/site.yml: what the site says of itself."""

    name: LocalText
    short_name: Annotated[LocalText, AfterValidator(_short)] = Field(description="Under an icon, and in a browser's list of search engines.")
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
    anti_fraud: Hotline | None = Field(None, description="Whom to ring while a fraud may be going on; shown first on the ask page then.")
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


def _insertable(text: LocalText) -> LocalText:
    for locale in LOCALES:
        if re.search(r"[\"'\\{}\[\]<>`*_|#]|: ", text[locale]):
            raise ValueError("must hold no quotes, brackets or marks of Markdown, because it is put into texts as it stands")
    return text


class FigureSource(Model):
    title: Line
    publisher: LocalText
    url: WebAddress
    accessed_on: date


class Figure(Model):
    """_data/figures/<place>-<what>.yml: a number that ages. Texts name it ({{ place-what }}) and never repeat it."""

    what: LocalText = Field(description="What it counts, for whom and where.")
    value: Annotated[LocalText, AfterValidator(_insertable)] = Field(description="As it stands in a sentence, with its unit.")
    place: Place
    as_of: date = Field(description="The day for which the source gives it.")
    review_on: date = Field(description="From this day somebody must look again.")
    source: FigureSource


class Part(Model):
    id: Slug
    name: LocalText


class Share(Model):
    part: Slug
    value: Annotated[float, Field(gt=0, strict=False)]
    label: LocalText


class Row(Model):
    label: LocalText
    shares: Many[Share] = Field(min_length=1, max_length=4)


class Bars(Model):
    """Rows of one bar each, cut into shares."""

    kind: Literal["bars"]
    parts: Many[Part] = Field(min_length=1, max_length=3)
    rows: Many[Row] = Field(min_length=1, max_length=5)

    @model_validator(mode="after")
    def _names_its_parts(self) -> Bars:
        unknown = {share.part for row in self.rows for share in row.shares} - {part.id for part in self.parts}
        if unknown:
            raise ValueError(f"must name in parts what its rows share: {', '.join(sorted(unknown))}")
        return self


class FlowStep(Model):
    title: LocalText
    note: LocalText | None = None


class Flow(Model):
    """Steps from top to bottom."""

    kind: Literal["flow"]
    steps: Many[FlowStep] = Field(min_length=2, max_length=8)


class Tick(Model):
    at: Annotated[float, Field(strict=False)]
    label: LocalText


class Curve(Model):
    name: LocalText
    points: Many[Many[Annotated[float, Field(strict=False)]]] = Field(min_length=2)

    @model_validator(mode="after")
    def _has_pairs(self) -> Curve:
        if any(len(point) != 2 for point in self.points):
            raise ValueError("must give each point as [along, height]")
        return self


class Curves(Model):
    """Lines over an axis, drawn from height 0."""

    kind: Literal["curves"]
    height: LocalText = Field(description="What the height shows.")
    ticks: Many[Tick] = Field(min_length=2, max_length=6)
    curves: Many[Curve] = Field(min_length=1, max_length=3)

    @model_validator(mode="after")
    def _can_be_drawn(self) -> Curves:
        if not self.ticks[0].at < self.ticks[-1].at or not any(point[1] > 0 for curve in self.curves for point in curve.points):
            raise ValueError("must have ticks from left to right and a height above 0")
        return self


class Diagram(Model):
    """_data/diagrams/<id>.yml: a drawing made of data. An item names it on a line of its own ({{ diagram:id }})."""

    caption: LocalText = Field(description="What to see in it, in a sentence; stands under it.")
    alt: LocalText = Field(description="All that it shows, in words, for those who do not see it.")
    drawing: Annotated[Bars | Flow | Curves, Field(discriminator="kind")]

    def words(self, locale: Locale) -> tuple[str, ...]:
        """Every text of the drawing, in reading order."""
        drawn = self.drawing
        inside: list[LocalText] = []
        if isinstance(drawn, Bars):
            inside = [*(part.name for part in drawn.parts), *(text for row in drawn.rows for text in (row.label, *(one.label for one in row.shares)))]
        elif isinstance(drawn, Flow):
            inside = [text for step in drawn.steps for text in (step.title, step.note) if text]
        else:
            inside = [drawn.height, *(curve.name for curve in drawn.curves)]
        return tuple(text[locale] for text in (self.caption, self.alt, *inside))


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


LicenceState = Literal["valid", "ends-soon", "ended"]
LICENCE_ENDS_SOON = timedelta(days=30)


class UrgentGroup(Model):
    """What may be happening, as people say it, and the items whose short answers say what to do."""

    items: Many[ItemId] = Field(min_length=1)
    urgent: Many[Line] = Field((), description="Urgent as they stand.")
    when_now: Many[Line] = Field((), description="Urgent beside a word of `now`.")
    line: Literal["anti_fraud"] | None = Field(None, description="Which telephone line of the reader's place to show, if its authorities name one.")


class UrgentWords(Model):
    now: Many[Line] = Field(min_length=1)
    later: Many[Line] = Field((), description="Words that take it back, unless one of `now` stands there too.")
    groups: Mapping[Slug, UrgentGroup]


class Urgent(Model):
    """_data/search/urgent.yml: questions behind which something is happening now. Chinese words serve both scripts."""

    en: UrgentWords
    zh: UrgentWords


class Licence(Model):
    """What lets an advisor work in one place."""

    place: Place
    name: LocalText = Field(description="What the licence is called there.")
    number: Line
    valid_until: date = Field(description="The last day on which it holds (UTC).")
    check_at: ContactEntry | None = Field(None, description="Where to check it, where that is not the place's register of _data/authorities.")

    def state(self, today: date) -> LicenceState:
        """Whether it holds on a day (UTC). Its last day is still one of its days."""
        if self.valid_until < today:
            return "ended"
        return "ends-soon" if self.valid_until < today + LICENCE_ENDS_SOON else "valid"


class Channel(Model):
    handle: Line
    url: WebAddress


class Language(Model):
    tag: str = Field(pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$", description="BCP 47, such as yue or zh-Hant.")
    name: LocalText


class Advisor(Model):
    """_data/advisors/<id>.yml: one of the firm's own people who passes texts on. Only what they gave for publication."""

    name: LocalText
    company: LocalText
    about: LocalText = Field(description="Two sentences at most; no promises, no products.")
    licences: Many[Licence] = Field(min_length=1)
    languages: Many[Language] = Field(min_length=1)
    hours: LocalText | None = None
    channels: Mapping[Slug, Channel] = Field({}, description="By the id of a network in _platforms.")
    email: str | None = Field(None, pattern=r"^[^@\s]+@[^@\s]+$", description="Only if they gave it.")
    phone: str | None = Field(None, pattern=r"^\+[0-9][0-9 -]{5,20}$", description="Only if they gave it.")
    demonstration: bool = False


class MonthDay(Model):
    month: int = Field(ge=1, le=12)
    day: int = Field(ge=1, le=31)

    @model_validator(mode="after")
    def _comes_every_year(self) -> MonthDay:
        try:
            self.of(2001)
        except ValueError:
            raise ValueError("must be a day that comes every year") from None
        return self

    def of(self, year: int) -> date:
        return date(year, self.month, self.day)


class SameDay(MonthDay):
    """The same day each year."""

    kind: Literal["day"]

    def in_year(self, year: int) -> tuple[date, date]:
        return self.of(year), self.of(year)


WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class SameWeekday(Model):
    """The first, second, third or fourth such weekday of a month."""

    kind: Literal["weekday"]
    month: int = Field(ge=1, le=12)
    week: int = Field(ge=1, le=4)
    weekday: Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

    def in_year(self, year: int) -> tuple[date, date]:
        first = date(year, self.month, 1)
        found = first + timedelta(days=(WEEKDAYS.index(self.weekday) - first.weekday()) % 7 + 7 * (self.week - 1))
        return found, found


class SamePeriod(Model):
    """From a day to a day, both included; one that ends before it begins ends in the next year."""

    kind: Literal["period"]
    first: MonthDay
    last: MonthDay

    def in_year(self, year: int) -> tuple[date, date]:
        first, last = self.first.of(year), self.last.of(year)
        return first, last if first <= last else self.last.of(year + 1)


class Awareness(Model):
    """_data/awareness/<id>.yml: a day or a period on which more people than usual ask about something."""

    name: LocalText
    rule: Annotated[SameDay | SameWeekday | SamePeriod, Field(discriminator="kind")]
    places: Many[Place] = Field(min_length=1, description="Where it is kept.")
    topics: Many[Topic] = Field(min_length=1)
    source: FigureSource = Field(description="The page of an official body that gives the day, read by an editor.")


Fill = Literal["date", "text", "link", "image", "alt", "title", "labels"]


class Column(Model):
    heading: Line = Field(description="Exactly as the tool wants it.")
    fills: Fill | None = Field(None, description="What stands in it; left out, the column is there and empty.")


class Scheduler(Model):
    """_data/schedulers/<id>.yml: the file that a scheduling tool imports, column by column."""

    name: LocalText
    columns: Many[Column] = Field(min_length=1)
    date_format: str = Field(pattern=r"^[-/. :TYMDHms0]+$", description="With YYYY, MM, DD, HH and mm.")
    note: LocalText = Field(description="What an advisor must know before importing it, in a sentence.")
    source: WebAddress | None = None
    checked_on: date
    confidence: Literal["vendor", "reported", "own"] = Field(description="Read at its maker; told by others who use it; our own format.")


Unit = Literal["weighted", "grapheme", "mastodon", "threads", "utf16", "codepoint", "half_width", "sms"]
"""Ways of counting; `sms` counts text messages."""


class Picture(Model):
    """A share image that a network shows whole, in pixels."""

    width: int = Field(ge=200, le=4096)
    height: int = Field(ge=200, le=4096)


class Platform(Model):
    """_platforms/<id>.yml: what one network allows. How it counts is code (`text/counting.py`); how many it allows is here."""

    name: LocalText
    limit: int = Field(ge=1, description="The longest text it takes, in `unit`.")
    unit: Unit
    bytes: int | None = Field(None, description="The most UTF-8 bytes it takes, where that is a limit of its own.")
    link_length: int | None = Field(None, description="What any link counts, where that is fixed.")
    link_room: int = Field(200, description="Characters kept free for the link where it counts whole: another address or a tag changes no word.")
    takes_tags: bool = Field(True, description="Whether its link may carry the tag that tells an adviser's firm where readers come from.")
    is_link_clickable: bool = Field(True, description="Where it is not, a post says what to look up instead.")
    hashtags: int = Field(ge=0, description="How many hashtags a post carries at most.")
    hashtag_style: Literal["#tag", "#tag#"] = "#tag"
    series: bool = Field(False, description="Whether what one post cannot hold is also offered as numbered posts.")
    title: int | None = Field(None, description="The longest title of its own that it takes, in characters; no number where it has no titles.")
    markets: Many[Place] = Field(min_length=1, description="Places where it is used; an item goes only where it is true.")
    share_url: str = Field(
        "",
        pattern=r"^$|^(https://|mailto:|sms:)[^\s]*\{(text|link)\}",
        description="Its own share link, with {text}, {link} and {title}; '' where it has none.",
    )
    fold: int | None = Field(None, description="Where it hides the rest behind 'more', in `unit`: a warning, never a limit.")
    picture: Picture = Field(Picture(width=1200, height=630), description="The share image that suits it.")
    alt_limit: int | None = Field(None, description="The longest text alternative of an image, in characters.")
    on_page: bool = Field(False, description="Whether an item's own page offers it; all are offered in the share library.")
    confidence: Literal["official", "vendor", "secondary"] = Field(description="Who says so: the network, a tool that works with it, others.")
    source: WebAddress
    checked_on: date


def _pattern(text: str) -> str:
    """What both Python and a browser can compile: there, a broken one would close the whole share library."""
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"must be a pattern: {error}") from error
    if not text or re.search(r"\(\?[^:=!<]|\(\?<[^=!]|\\[AZ]", text):
        raise ValueError("must be a pattern that a browser reads too: no (?P<…>), no flags, no \\A and \\Z")
    return text


Pattern = Annotated[str, AfterValidator(_pattern)]
IdentityField = Literal["name", "company", "licence"]


class IdentityOfPlace(Model):
    """What an adviser who works in a place puts under a post. Without what is demanded, nothing is copied."""

    demands: Many[IdentityField] = Field(min_length=1)
    licence: LocalText = Field(description="What the number is called there, as it stands before it.")
    pattern: Pattern = Field(description="A licence number that looks otherwise is asked about.")
    is_verified: bool = Field(description="Whether the source itself was read; where not, the demand is the hub's own caution.")
    source: WebAddress
    checked_on: date


class IdentityLimits(Model):
    """The longest that each may be: a Han letter counts 2, a Latin one 1."""

    name: int = Field(ge=1)
    company: int = Field(ge=1)
    licence: int = Field(ge=1)
    greeting: int = Field(ge=1)
    tag: int = Field(ge=1)


class Identity(Model):
    """_data/identity.yml: how advisers say who they are in a post. Every snippet keeps room for it."""

    limits: IdentityLimits
    places: Mapping[Place, IdentityOfPlace]


class OwnClaim(Model):
    """One of the gravest claims, as an adviser might write it: patterns of JavaScript for text in lower case, by script."""

    why: LocalText = Field(description="What such words do, as '… promises a return'.")
    en: Many[Pattern] = Field(min_length=1)
    zh: Many[Pattern] = Field(min_length=1)
    samples: Mapping[Literal["en", "zh"], Many[Line]]


class OwnWords(Model):
    """_data/own-words.yml: what the share library refuses in an adviser's own line."""

    claims: Many[OwnClaim] = ()


class Tagging(Model):
    """_data/tagging.yml: the tag by which a firm sees which adviser's post a reader came from. Off unless the firm turns it on."""

    is_on: bool = False
    parameters: str = Field("utm_source={platform}&utm_medium=social&utm_campaign={tag}", pattern=r"^[a-z_]+=[^\s]*\{tag\}[^\s]*$")


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
    figures: Mapping[str, Figure] = field(default_factory=dict)
    diagrams: Mapping[str, Diagram] = field(default_factory=dict)
    identity: Identity | None = None
    own_words: OwnWords = field(default_factory=OwnWords)
    tagging: Tagging = field(default_factory=Tagging)
    advisors: Mapping[str, Advisor] = field(default_factory=dict)
    awareness: Mapping[str, Awareness] = field(default_factory=dict)
    schedulers: Mapping[str, Scheduler] = field(default_factory=dict)
    urgent: Urgent | None = None

    def place_names(self, places: tuple[Place, ...], locale: Locale) -> tuple[str, ...]:
        return tuple(self.authorities[place].name[locale] for place in PLACES if place in places and place in self.authorities)
