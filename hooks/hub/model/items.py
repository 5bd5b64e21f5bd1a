"""What editors write, as frozen types: one model of front matter per type of item, and the item around it.

The models also give the JSON Schemas that complete front matter in an editor, so every field says what it is for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from html import unescape
from typing import Annotated, ClassVar, Literal, TypeVar, get_args

from pydantic import AfterValidator, AnyHttpUrl, BaseModel, BeforeValidator, ConfigDict, Field

from hub.model.places import Locale, Place

Topic = Literal[
    "basics", "life", "health", "critical-illness", "long-term-care", "disability", "motor", "home", "renters", "travel",
    "retirement", "annuities", "medicare", "claims", "consumer-rights", "advice-and-social-media",
]  # fmt: skip
TOPICS: tuple[Topic, ...] = get_args(Topic)
ItemType = Literal["article", "faq", "post", "guide", "page", "term"]
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
FOLDERS: dict[str, ItemType] = {"articles": "article", "faq": "faq", "posts": "post", "guides": "guide"}
PAGES = ("index", "about", "editorial-policy", "how-we-review", "privacy", "complaints", "accessibility", "contact")
"""The structural pages. Any other Markdown file at the top of a language folder is refused."""


class Model(BaseModel):
    """Frozen, complete, and closed: a key nobody knows is an error, not a surprise."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


def _one_line(text: str) -> str:
    if not text.strip() or text != text.strip() or "\n" in text:
        raise ValueError("must be one line of text without spaces around it")
    return text


def _slug(text: str) -> str:
    if not SLUG.fullmatch(text):
        raise ValueError("must be ASCII kebab-case (a-z, 0-9, single hyphens)")
    return text


def _item_id(text: str) -> str:
    if not all(SLUG.fullmatch(part) for part in text.split("/")):
        raise ValueError("must be an item id such as articles/motor/no-claim-discount (no language, no .md)")
    return text


def _old_address(text: str) -> str:
    if not re.fullmatch(r"/[A-Za-z0-9][A-Za-z0-9/_-]*/", text) or "//" in text:
        raise ValueError("must be an old address within the site that starts and ends with '/', such as /en/motor/ncd/")
    return text


def _web_address(text: str) -> str:
    if not text.isascii() or not text.startswith(("https://", "http://")) or re.search(r"[\s<>\"'`]", text):
        raise ValueError("must be a whole web address in ASCII that starts with https://")
    AnyHttpUrl(text)
    return text


def _hashtag(text: str) -> str:
    if not re.fullmatch(r"\w+", text) or text.isdigit():
        raise ValueError("must be letters, digits or Han characters only, without '#', and not digits alone")
    return text


def _tuple(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


T = TypeVar("T")
Many = Annotated[tuple[T, ...], BeforeValidator(_tuple)]
ReviewDay = Annotated[date, Field(ge=date(2000, 1, 1), lt=date(3000, 1, 1))]
ReviewMonths = Annotated[int, Field(ge=1, le=36)]
Line = Annotated[str, AfterValidator(_one_line)]
Slug = Annotated[str, AfterValidator(_slug)]
ItemId = Annotated[str, AfterValidator(_item_id)]
OldAddress = Annotated[str, AfterValidator(_old_address)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
Hashtag = Annotated[str, AfterValidator(_hashtag)]


class Source(Model):
    """A page or document that was read, and when."""

    title: Line = Field(description="Its title, as published.")
    publisher: Line = Field(description="Who publishes it.")
    url: WebAddress = Field(description="Its whole address.")
    accessed_on: date = Field(description="The day on which it was read, YYYY-MM-DD.")


class Hooks(Model):
    """First lines of social posts: different in kind, each true when it stands alone."""

    question: Line = Field(description="A question a person would stop for.")
    fact: Line = Field(description="A plain fact worth knowing.")
    tip: Line = Field(description="One thing to do today.")


class SnippetWords(Model):
    """The editor's words for social posts. No hashtags, links or emoji in them: the build adds what each network allows."""

    hooks: Hooks
    key_points: Many[Line] = Field(min_length=2, max_length=4, description="Complete sentences, each true when it stands alone.")
    hashtags: Many[Hashtag] = Field(min_length=1, max_length=4, description="Without '#'.")
    image_alt: Line = Field(description="What the card with this title shows, in a sentence.")


class Step(Model):
    """One stage of a guide."""

    item: ItemId
    why: Line = Field(description="Why to read it now, in a sentence.")


class Change(Model):
    """What is different on a page since a day."""

    changed_on: ReviewDay = Field(description="The day of the change, YYYY-MM-DD; not after reviewed_on.")
    what: Line = Field(description="What is different now, in one sentence. At most 160 characters in Latin script, 80 in Han.")


class Page(Model):
    """A structural page: home, about, editorial policy and the like."""

    type: ClassVar[ItemType] = "page"
    title: Line = Field(description="At most 65 characters in Latin script, 30 in Han.")
    summary: Line = Field(description="At most 160 characters in Latin script, 80 in Han.")
    author: Slug = Field(description="A person of _data/people.")
    reviewed_on: ReviewDay = Field(description="The day on which facts and sources were last checked, YYYY-MM-DD.")
    review_in: ReviewMonths = Field(12, description="Months until the next review.")
    aliases: Many[OldAddress] = Field((), description="Old addresses, which become redirect pages.")
    publish_on: date | None = Field(None, description="Not public before this day (UTC).")
    expires_on: date | None = Field(None, description="Not public from this day on (UTC).")

    @property
    def next_review_on(self) -> date:
        months = self.reviewed_on.month - 1 + self.review_in
        first = date(self.reviewed_on.year + months // 12, months % 12 + 1, 1)
        last_day = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        return first.replace(day=min(self.reviewed_on.day, last_day.day))

    @property
    def published_on(self) -> date:
        return self.publish_on or self.reviewed_on


class _Editorial(Page):
    """What articles, questions, posts and guides share."""

    audience: Many[Literal["consumer", "adviser"]] = Field(min_length=1, description="For whom it is written.")
    jurisdictions: Many[Place] = Field(min_length=1, description="Places for which it is true.")
    sources: Many[Source] = Field((), description="Only what was really read.")
    disclosures: Many[Slug] = Field(min_length=1, description="Ids of _data/disclosures.")
    changes: Many[Change] = Field((), description="What was changed since it was first published, newest first.")
    related: Many[ItemId] = Field((), description="Ids of items that belong with it: they count when the build chooses what to read next.")
    phrasings: Many[Line] = Field((), description="How people ask for it, in own words; none may stand on two pages.")
    needs: Many[Slug] = Field((), max_length=3, description="Ids of the needs it answers fully.")
    content_type: Literal["education", "promotion"] = Field("education", description="Which rules judge it.")
    names_product: bool = Field(False, description="Whether it names an insurance product.")


class Article(_Editorial):
    """An explanation: short answer, how it works, an example, where you live, mistakes, questions to ask."""

    type: ClassVar[ItemType] = "article"
    short_answer: Line = Field(description="True when it stands alone. At most 320 characters in Latin script, 150 in Han.")
    topic: Topic
    snippets: SnippetWords


class Faq(_Editorial):
    """One question, which is the title, and its answer."""

    type: ClassVar[ItemType] = "faq"
    short_answer: Line = Field(description="The answer, true when it stands alone. At most 320 characters in Latin script, 150 in Han.")
    topic: Topic
    snippets: SnippetWords


class Post(_Editorial):
    """Short, and made to be shared."""

    type: ClassVar[ItemType] = "post"
    topic: Topic
    snippets: SnippetWords


class Guide(_Editorial):
    """An ordered path through items for a life event."""

    type: ClassVar[ItemType] = "guide"
    short_answer: Line = Field(description="What to settle, and in which order. At most 320 characters in Latin script, 150 in Han.")
    steps: Many[Step] = Field(min_length=2, max_length=10)


class RegionalWord(Model):
    """What a term is called in one place; a language may be missing."""

    en: Line | None = None
    zh_Hant: Line | None = Field(None, alias="zh-Hant")
    zh_Hans: Line | None = Field(None, alias="zh-Hans")


class Term(Model):
    """A glossary entry in one language, cut from the file that holds all three."""

    type: ClassVar[ItemType] = "term"
    title: Line
    definition: Line
    forms: tuple[Line, ...] = ()
    not_in: tuple[Line, ...] = ()
    regional: tuple[tuple[Place, str], ...] = ()
    topics: tuple[Topic, ...] = ()
    author: Slug
    reviewed_on: ReviewDay
    review_in: ReviewMonths = 12

    summary = property(lambda self: self.definition)
    next_review_on = Page.next_review_on
    publish_on: ClassVar[None] = None
    expires_on: ClassVar[None] = None
    published_on = property(lambda self: self.reviewed_on)
    aliases: ClassVar[tuple[str, ...]] = ()


Matter = Article | Faq | Post | Guide | Page | Term
MATTERS: dict[ItemType, type[Page]] = {"article": Article, "faq": Faq, "post": Post, "guide": Guide, "page": Page}
KEY_ORDER = (
    "title", "summary", "short_answer", "topic", "audience", "jurisdictions", "author", "reviewed_on", "review_in", "changes", "sources",
    "disclosures", "related", "aliases", "phrasings", "needs", "steps", "snippets", "publish_on", "expires_on", "content_type", "names_product",
)  # fmt: skip
"""The keys of front matter in the order in which they stand; `hub check --fix` restores it."""
assert set(KEY_ORDER) == {name for model in MATTERS.values() for name in model.model_fields}


@dataclass(frozen=True)
class Item:
    """One item in one language. `id` has no language in it; `body` is Markdown whose first line is line `body_line` of `path`.

    `lines` gives the line of each front-matter key. A derived item (Simplified from Traditional) has the path and lines of the file it comes from.
    """

    id: str
    locale: Locale
    path: str
    matter: Matter
    body: str
    body_line: int
    lines: dict[str, int]
    is_derived: bool = False
    figures: tuple[str, ...] = ()
    """Ids of the figures that stand in it, in the order of their first use."""

    @property
    def key(self) -> tuple[str, Locale]:
        return self.id, self.locale

    @property
    def type(self) -> ItemType:
        return self.matter.type

    @property
    def topic(self) -> Topic | None:
        return getattr(self.matter, "topic", None)

    @property
    def jurisdictions(self) -> tuple[Place, ...]:
        return getattr(self.matter, "jurisdictions", ())

    @property
    def address(self) -> str:
        """Its page relative to the site's root, '' never: 'en/articles/motor/excess/', 'en/' for the home page; a term's with its anchor."""
        if self.type == "term":
            return f"{self.locale}/glossary/#{self.id.removeprefix('glossary/')}"
        return f"{self.locale}/" if self.id == "index" else f"{self.locale}/{self.id}/"

    @property
    def changes(self) -> tuple[Change, ...]:
        """What the editors say they changed, newest first."""
        return getattr(self.matter, "changes", ())

    @property
    def modified_on(self) -> date:
        """The day of the last change that the editors tell of; where they tell of none, that of the review."""
        return max(self.changes[0].changed_on if self.changes else self.matter.reviewed_on, self.matter.published_on)

    def line_of(self, key: str) -> int:
        return self.lines.get(key, 1)

    def line_with(self, text: str, *, is_heading: bool = False) -> int:
        """The first body line (or heading) that holds `text`, character references resolved; the body's first line when none does."""
        for at, line in enumerate(self.body.split("\n")):
            if (text in line or text in unescape(line)) and (not is_heading or line.lstrip().startswith("#")):
                return self.body_line + at
        return self.body_line

    def line_of_link(self, href: str) -> int:
        """The body line of a link to exactly this address, in any of Markdown's spellings."""
        spelled = re.compile(rf"(\(|<|\]:\s*){re.escape(href)}(?=[)>\s\"]|$)")
        lines = self.body.split("\n")
        return next((self.body_line + at for at, line in enumerate(lines) if spelled.search(unescape(line))), self.body_line)
