"""What a page shows. Templates read these and decide nothing; every `path` is relative to the site's root ('en/articles/motor/excess/').

`html` fields are finished and safe (rendered and validated by the hub, links already relative to the page);
every other text must be escaped, which the template environment does by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from hub.model.data import LicenceState


@dataclass(frozen=True)
class Link:
    path: str
    title: str
    count: int | None = None


@dataclass(frozen=True)
class Alternate:
    """The same page in one of the three languages; `exists` is false when it is not published, and `path` then leads to that language's home."""

    locale: str
    name: str
    path: str
    exists: bool
    is_current: bool


SealState = Literal["approved", "due", "draft"]


@dataclass(frozen=True)
class Seal:
    """The first four characters of the digest. 'due': past its review date; 'draft': not approved (preview only)."""

    characters: str
    state: SealState


@dataclass(frozen=True)
class PersonView:
    id: str
    name: str
    role: str
    employer: str
    licence: str
    interests: str
    path: str
    demonstration: bool


@dataclass(frozen=True)
class Record:
    """Who wrote and who approved the words, and for where and how long. Approval fields are None on a draft."""

    seal: Seal
    digest: str
    digest_groups: tuple[str, ...]
    author: PersonView
    reviewer: PersonView | None
    reviewed_on: date
    next_review_on: date
    approved_on: date | None
    valid_until: date | None
    places: tuple[str, ...]
    checked_by: str
    """'Checked by {name, role, firm} on {date} for {places}.', '' on a draft."""


@dataclass(frozen=True)
class Card:
    """One item in a list."""

    id: str
    type: str
    type_name: str
    path: str
    title: str
    summary: str
    short_answer: str
    topic_id: str
    topic_name: str
    places: tuple[str, ...]
    place_codes: tuple[str, ...]
    reviewed_on: date
    published_on: date
    seal: Seal
    modified_on: date
    revised_on: date | None = None
    """The day of its last change, while that is news."""


@dataclass(frozen=True)
class TocEntry:
    id: str
    title: str


@dataclass(frozen=True)
class SourceView:
    number: int
    title: str
    publisher: str
    url: str
    lang: str
    accessed_on: date


@dataclass(frozen=True)
class FigureView:
    """A number that ages, with its own source."""

    what: str
    value: str
    as_of: date
    title: str
    publisher: str
    url: str
    lang: str


@dataclass(frozen=True)
class Contact:
    name: str
    url: str


@dataclass(frozen=True)
class AuthorityView:
    """Whom to ask in one place. Any contact may be None: what was not read is not claimed."""

    place: str
    place_name: str
    regulator: Contact | None
    licence_register: Contact | None
    complaint_body: Contact | None
    official_source: Contact | None
    hotline_number: str
    hotline_name: str
    checked_on: date


@dataclass(frozen=True)
class DisclosureView:
    id: str
    text: str


@dataclass(frozen=True)
class SnippetView:
    platform: str
    platform_name: str
    variant: str
    variant_name: str
    text: str
    length: int
    limit: int
    unit: str
    unit_name: str
    share_url: str
    """The network's own share link with the text filled in, '' where it has none."""


@dataclass(frozen=True)
class StepView:
    number: int
    why: str
    card: Card


Why = Literal["question", "terms", "guide", "chosen", "topic", "words"]
"""Why two items belong together: a like question, shared glossary terms, a shared guide, an editor's choice, the topic, like words."""


@dataclass(frozen=True)
class Related:
    """An item to read next, and why in the words of the interface."""

    path: str
    title: str
    type_name: str
    why: str


@dataclass(frozen=True)
class PathView:
    """The place of an item among a guide's steps. `number` counts from 1; there is no `before` the first and no `after` the last."""

    guide: Link
    number: int
    count: int
    before: Link | None
    after: Link | None


@dataclass(frozen=True)
class ChangeView:
    changed_on: date
    what: str


@dataclass(frozen=True)
class ItemPage:
    """An article, question, post, guide or structural page (`template` item.html or page.html)."""

    card: Card
    record: Record
    html: str
    toc: tuple[TocEntry, ...]
    sources: tuple[SourceView, ...]
    disclosures: tuple[DisclosureView, ...]
    related: tuple[Related, ...]
    authorities: tuple[AuthorityView, ...]
    snippets: tuple[SnippetView, ...]
    steps: tuple[StepView, ...]
    report_address: str
    """A mailto: link that asks for no personal data, '' when the site has no address."""
    held_back: str
    """Why the item is not public; '' for a released one. Shown as the banner of a preview."""
    figures: tuple[FigureView, ...] = ()
    changes: tuple[ChangeView, ...] = ()
    paths: tuple[PathView, ...] = ()
    """The guides that the item is a step of: two at most."""
    unseen: tuple[str, ...] = ()
    """Words that reach search or pictures and stand on no page: shown in a preview to those who approve them."""


@dataclass(frozen=True)
class Event:
    """Something that happened in a life, and where to begin."""

    id: str
    """Also the name of its pictogram: baby home job care diagnosis accident abroad retire."""
    title: str
    summary: str
    path: str


@dataclass(frozen=True)
class HomePage:
    """`promises` is the released body of the home page, '' when it is held back; so are headline and lead."""

    headline: str
    lead: str
    promises: str
    record: Record | None
    events: tuple[Event, ...]
    topics: tuple[Link, ...]
    newest: tuple[Card, ...]
    tries: tuple[Card, ...]
    places: tuple[tuple[str, str], ...]
    """(code, name) of every place a reader may choose."""
    item_count: int
    snippet_count: int


@dataclass(frozen=True)
class Group:
    """A titled part of a list page. `id` is its anchor."""

    id: str
    title: str
    summary: str
    path: str
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class ListPage:
    """Topics, one topic, questions, guides, posts (`template` list.html)."""

    lead: str
    groups: tuple[Group, ...]
    authorities: tuple[AuthorityView, ...] = ()
    feeds: tuple[Link, ...] = ()


@dataclass(frozen=True)
class TermView:
    id: str
    term: str
    definition: str
    regional: tuple[tuple[str, str], ...]
    """(place name, word used there)."""
    other_languages: tuple[tuple[str, str], ...]
    """(locale, word), of the other two languages."""
    topics: tuple[Link, ...]
    seal: Seal
    digest: str
    checked_by: str
    held_back: str


@dataclass(frozen=True)
class GlossaryPage:
    """`groups` are (letter or stroke heading, terms), in the order of the language."""

    groups: tuple[tuple[str, tuple[TermView, ...]], ...]


@dataclass(frozen=True)
class FeedView:
    title: str
    rss: str
    atom: str
    json: str


@dataclass(frozen=True)
class FeedsPage:
    feeds: tuple[FeedView, ...]
    data: tuple[Link, ...]
    calendars: tuple[Link, ...] = ()


@dataclass(frozen=True)
class PeoplePage:
    people: tuple[PersonView, ...]
    authorities: tuple[AuthorityView, ...]


@dataclass(frozen=True)
class RuleView:
    """One compliance rule as the public reads it. `sources` are (words, address, language of the words)."""

    id: str
    title: str
    why: str
    instead: str
    severity: str
    sources: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class RulesPage:
    """Every rule of the packs: (pack, its name, its rules)."""

    packs: tuple[tuple[str, str, tuple[RuleView, ...]], ...]


@dataclass(frozen=True)
class CitedSource:
    """An address outside the site, and the items that cite it."""

    title: str
    url: str
    lang: str
    items: tuple[Link, ...]


@dataclass(frozen=True)
class SourcesPage:
    """Every source of the released items: (publisher, its sources), and how many there are."""

    publishers: tuple[tuple[str, tuple[CitedSource, ...]], ...]
    count: int


@dataclass(frozen=True)
class LicenceView:
    """What an advisor is licensed for in one place, at the build instant."""

    place: str
    place_name: str
    name: str
    number: str
    valid_until: date
    state: LicenceState
    register: Contact | None
    share: str
    """The share library with the advisor's profile in the fragment; '' when the licence has ended."""


@dataclass(frozen=True)
class ChannelView:
    platform_name: str
    handle: str
    url: str


@dataclass(frozen=True)
class AdvisorPage:
    """An advisor (`template` advisor.html), and the licences alone (licence.html)."""

    id: str
    path: str
    name: str
    company: str
    about: str
    licences: tuple[LicenceView, ...]
    languages: tuple[tuple[str, str], ...]
    """(BCP 47 tag, name)."""
    hours: str
    channels: tuple[ChannelView, ...]
    email: str
    phone: str
    demonstration: bool
    vcard: str
    """The paths of the files that a release has beside the page; '' in a preview."""
    qr_file: str
    qr: tuple[int, str]
    """(modules from side to side with the quiet zone, path of the dark ones)."""

    @property
    def is_licensed(self) -> bool:
        """Whether any licence is in force."""
        return any(licence.state != "ended" for licence in self.licences)

    @property
    def ended(self) -> tuple[LicenceView, ...]:
        return tuple(licence for licence in self.licences if licence.state == "ended")


@dataclass(frozen=True)
class AdvisorsPage:
    advisors: tuple[AdvisorPage, ...]


@dataclass(frozen=True)
class PlainPage:
    """A page of interface words only: the search page, the 404 page, the language chooser. `rows` is (locale, name, home path)."""

    rows: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True)
class AskPage:
    """Where a question gets passages (`template` ask.html), and what stands below them: whom to ask, and how to ask in public."""

    authorities: tuple[AuthorityView, ...]
    lines: tuple[tuple[str, str, str, str], ...]
    """Telephone lines for urgent questions: (kind, place code, number, name)."""
    public: Card | None
    """The released item about asking in public; None while there is none."""


@dataclass(frozen=True)
class RedirectPage:
    """An old address. `target` is the path it leads to."""

    target: str
    title: str


Content = (
    ItemPage
    | HomePage
    | ListPage
    | GlossaryPage
    | FeedsPage
    | PeoplePage
    | RulesPage
    | AdvisorPage
    | AdvisorsPage
    | PlainPage
    | AskPage
    | RedirectPage
)


@dataclass(frozen=True)
class Picture:
    """A share card; `width` and `height` are in pixels."""

    path: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True)
class Page:
    """One HTML page. `path` ends with '/' (or is '404.html'); `template` is its file in overrides/."""

    path: str
    template: str
    locale: str
    title: str
    description: str
    content: Content
    section: str = ""
    """The entry of the main navigation it belongs to: topics, faq, guides, glossary, how-we-review."""
    alternates: tuple[Alternate, ...] = ()
    crumbs: tuple[Link, ...] = ()
    feeds: tuple[FeedView, ...] = ()
    """The feeds that the page announces in its head."""
    structured: tuple[Mapping[str, Any], ...] = ()
    """JSON-LD objects."""
    updated_on: date | None = None
    is_indexed: bool = True
    picture: Picture | None = None
    """What networks show beside a link to the page; None in a preview, which has no pictures."""
    until: date | None = None
    """The last day (UTC) on which all that the page shows is approved; None when nothing on it needs an approval."""
    mark: str = ""
    """Ten characters that change with the approved words the page shows, and with `until`. '' on a page that no device may keep."""
    why: Mapping[str, str] = field(default_factory=dict)
    """Why the page exists, for released.json: item, locale, digest, approval; empty for a page of interface words and lists."""
