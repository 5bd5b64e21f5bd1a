"""Every HTML page of the site, as what its template shows. Only what is released, and in a preview what is held back, has words here."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import Any
from urllib.parse import quote

from hub.composing.cards import card_of_site, cards_of
from hub.composing.lasting import with_lasting
from hub.composing.related import Tie, Ties, choose, ties
from hub.composing.wording import checked_by, day
from hub.model.data import Approval, Authority, ContactEntry
from hub.model.items import PAGES, Guide, Item, Step, Term
from hub.model.pages import (
    Alternate,
    AskPage,
    AuthorityView,
    Card,
    ChangeView,
    CitedSource,
    Contact,
    DisclosureView,
    Event,
    FeedsPage,
    FeedView,
    FigureView,
    GlossaryPage,
    Group,
    HomePage,
    ItemPage,
    Link,
    ListPage,
    Page,
    PathView,
    PeoplePage,
    PersonView,
    Picture,
    PlainPage,
    Record,
    RedirectPage,
    Related,
    RulesPage,
    RuleView,
    Seal,
    SnippetView,
    SourcesPage,
    SourceView,
    StepView,
    TermView,
    TocEntry,
)
from hub.model.places import LOCALES, PLACES, Locale, is_han
from hub.model.release import Held, Release, Site
from hub.model.rules import PACKS, Rule, RuleBook
from hub.model.words import VARIANTS
from hub.text.chinese import language_of
from hub.text.links import feed_addresses, rebase

LANGUAGE_NAMES = {"en": "English", "zh-Hant": "繁體中文", "zh-Hans": "简体中文"}
LISTED = ("article", "faq", "post", "guide")
NEWEST = 6
ASK_IN_PUBLIC = "articles/advice-and-social-media/ask-online-safely"
NEWS_DAYS = 60
"""So long lists say that an item was revised."""
PATHS = 2
"""So many guides a page names that it is a step of."""
Entry = Release | Held


@dataclasses.dataclass(frozen=True)
class Shelf:
    """One language's part of the site, and the words that its pages need."""

    site: Site
    locale: Locale
    entries: Mapping[str, Entry]
    ties: Ties
    """What binds the listed items of all shelves, so that every language leads on alike."""

    @property
    def words(self) -> Mapping[str, str]:
        return self.site.library.strings[self.locale]

    def day(self, value: date) -> str:
        return day(value, self.locale, self.words)

    @cached_property
    def newest_first(self) -> tuple[Entry, ...]:
        return tuple(sorted(self.entries.values(), key=lambda entry: (-entry.item.matter.published_on.toordinal(), entry.item.id)))

    @cached_property
    def by_topic(self) -> dict[str, list[Entry]]:
        """Listed entries of each topic that has any, newest first."""
        filed: dict[str, list[Entry]] = {}
        for entry in self.of(*LISTED):
            if entry.item.topic:
                filed.setdefault(entry.item.topic, []).append(entry)
        return filed

    @cached_property
    def read_next(self) -> dict[str, tuple[tuple[str, Tie], ...]]:
        return choose(self.ties, (entry.item.id for entry in self.of(*LISTED)))

    @cached_property
    def guides(self) -> dict[str, list[tuple[Entry, tuple[Entry, ...]]]]:
        """By item, the guides of this shelf that it is a step of, each with all its steps that are here."""
        found: dict[str, list[tuple[Entry, tuple[Entry, ...]]]] = {}
        for guide in sorted(self.of("guide"), key=lambda entry: entry.item.id):
            steps = tuple(self.entries[step.item] for step in steps_of(guide) if step.item in self.entries)
            for step in dict.fromkeys(entry.item.id for entry in steps):
                found.setdefault(step, []).append((guide, steps))
        return found

    @cached_property
    def fed(self) -> frozenset[str]:
        """The names of the feeds that exist: 'all', and the topics', where something was released for feeds. A preview has none."""
        released = [entry.item for entry in self.of(*LISTED) if isinstance(entry, Release) and entry.allows("feed")]
        return frozenset({"all" for _ in released} | {item.topic for item in released if item.topic}) if not self.site.shows_held else frozenset()

    def of(self, *types: str) -> list[Entry]:
        """Entries of these types, newest first, then by id."""
        return [entry for entry in self.newest_first if entry.item.type in types]


def shelves(site: Site) -> list[Shelf]:
    entries: list[Entry] = [*site.releases, *(site.held if site.shows_held else ())]
    known = ties(entry for entry in entries if entry.item.type in LISTED)
    return [Shelf(site, locale, {entry.item.id: entry for entry in entries if entry.item.locale == locale}, known) for locale in LOCALES]


def steps_of(entry: Entry) -> tuple[Step, ...]:
    return entry.item.matter.steps if isinstance(entry.item.matter, Guide) else ()


def approval_path(approval: Approval) -> str:
    return f"content/_approvals/{approval.locale}/{approval.item}.yml"


# --- parts of pages ---------------------------------------------------------------------------------------------------------------------------------


def seal(shelf: Shelf, entry: Entry) -> Seal:
    if isinstance(entry, Held):
        return Seal(entry.digest[:4].upper(), "draft")
    is_due = shelf.site.instant.date() >= entry.item.matter.next_review_on
    return Seal(entry.digest[:4].upper(), "due" if is_due else "approved")


def topic_name(shelf: Shelf, topic_id: str | None) -> str:
    return next((topic.name[shelf.locale] for topic in shelf.site.library.topics if topic.id == topic_id), "")


def card(shelf: Shelf, entry: Entry) -> Card:
    item, matter = entry.item, entry.item.matter
    is_news = bool(item.changes) and shelf.site.instant.date() - item.changes[0].changed_on < timedelta(days=NEWS_DAYS)
    return Card(
        id=item.id,
        type=item.type,
        type_name=shelf.words[f"type_{item.type}"],
        path=item.address,
        title=matter.title,
        summary=matter.summary,
        short_answer=getattr(matter, "short_answer", ""),
        topic_id=item.topic or "",
        topic_name=topic_name(shelf, item.topic),
        places=shelf.site.library.place_names(item.jurisdictions, shelf.locale),
        place_codes=item.jurisdictions,
        reviewed_on=matter.reviewed_on,
        published_on=matter.published_on,
        seal=seal(shelf, entry),
        modified_on=item.modified_on,
        revised_on=item.changes[0].changed_on if is_news else None,
    )


def cards(shelf: Shelf, entries: Iterable[Entry]) -> tuple[Card, ...]:
    return tuple(card(shelf, entry) for entry in entries)


def person(shelf: Shelf, person_id: str) -> PersonView:
    entry, locale = shelf.site.library.people[person_id], shelf.locale
    return PersonView(
        id=person_id,
        name=entry.name[locale],
        role=entry.role[locale],
        employer=entry.employer[locale],
        licence=entry.licence["text"][locale] if entry.licence else "",
        interests=entry.interests[locale],
        path=f"{locale}/people/#{person_id}",
        demonstration=entry.demonstration,
    )


def record(shelf: Shelf, entry: Entry) -> Record:
    matter, approval = entry.item.matter, entry.approval if isinstance(entry, Release) else None
    return Record(
        seal=seal(shelf, entry),
        digest=entry.digest,
        digest_groups=tuple(entry.digest[at : at + 4].upper() for at in range(0, 64, 4)),
        author=person(shelf, matter.author),
        reviewer=person(shelf, approval.reviewer) if approval else None,
        reviewed_on=matter.reviewed_on,
        next_review_on=matter.next_review_on,
        approved_on=approval.approved_on if approval else None,
        valid_until=approval.valid_until if approval else None,
        places=shelf.site.library.place_names(approval.jurisdictions if approval else entry.item.jurisdictions, shelf.locale),
        checked_by=checked_by(approval, shelf.site.library, shelf.locale) if approval else "",
    )


def _contact(entry: ContactEntry | None, locale: Locale) -> Contact | None:
    return Contact(entry.name[locale], entry.url) if entry else None


def authority(shelf: Shelf, place: str, entry: Authority) -> AuthorityView:
    locale = shelf.locale
    return AuthorityView(
        place=place,
        place_name=entry.name[locale],
        regulator=_contact(entry.regulator, locale),
        licence_register=_contact(entry.licence_register, locale),
        complaint_body=_contact(entry.complaint_body, locale),
        official_source=_contact(entry.official_source, locale),
        hotline_number=entry.hotline.number if entry.hotline else "",
        hotline_name=entry.hotline.name[locale] if entry.hotline else "",
        checked_on=entry.checked_on,
    )


def authorities(shelf: Shelf, places: Iterable[str] = PLACES) -> tuple[AuthorityView, ...]:
    known = shelf.site.library.authorities
    return tuple(authority(shelf, place, known[place]) for place in PLACES if place in known and place in set(places))


def _is_shared(entry: Entry) -> bool:
    return not isinstance(entry, Release) or entry.allows("social")


def snippet_views(shelf: Shelf, entry: Entry) -> tuple[SnippetView, ...]:
    """For the item's own page: the main networks' single posts. All of them are in the share library."""
    if not _is_shared(entry):
        return ()
    views = []
    for made in entry.composed.snippets:
        platform = shelf.site.library.platforms[made.platform]
        if not platform.on_page or made.variant not in VARIANTS or made.parts > 1:
            continue
        link = shelf.site.url + made.link
        views.append(
            SnippetView(
                platform=made.platform,
                platform_name=platform.name[shelf.locale],
                variant=made.variant,
                variant_name=shelf.words[f"variant_{made.variant}"],
                text=made.text,
                length=made.length,
                limit=made.limit,
                unit=made.unit,
                unit_name=shelf.words[f"unit_{made.unit}"],
                share_url=platform.share_url.replace("{text}", quote(made.text, safe="")).replace("{link}", quote(link, safe="")),
            )
        )
    return tuple(views)


def _why_related(shelf: Shelf, tie: Tie, item: Item) -> str:
    """The reason in words, before a link to `item`. A shared term or guide that this shelf does not hold is not named."""
    words, why, named = shelf.words, tie.why, ""
    if tie.why in ("topic", "question"):
        named = topic_name(shelf, item.topic)
    elif tie.names:
        known = [name if tie.why == "guide" else f"glossary/{name}" for name in tie.names]
        named = words["list_separator"].join(shelf.entries[name].item.matter.title for name in known if name in shelf.entries)
        why = tie.why if named else "words"
    return words[f"related_{why}"].format(name=named)


def related(shelf: Shelf, entry: Entry) -> tuple[Related, ...]:
    """What to read next, and why."""
    chosen = [(shelf.entries[item_id].item, tie) for item_id, tie in shelf.read_next[entry.item.id]]
    return tuple(Related(item.address, item.matter.title, shelf.words[f"type_{item.type}"], _why_related(shelf, tie, item)) for item, tie in chosen)


def paths(shelf: Shelf, entry: Entry) -> tuple[PathView, ...]:
    """Where the item stands in the guides that it is a step of."""
    views = []
    for guide, steps in shelf.guides.get(entry.item.id, ())[:PATHS]:
        links = [Link(step.item.address, step.item.matter.title) for step in steps]
        at = [step.item.id for step in steps].index(entry.item.id)
        before, after = links[at - 1] if at else None, links[at + 1] if at + 1 < len(links) else None
        views.append(PathView(Link(guide.item.address, guide.item.matter.title), at + 1, len(links), before, after))
    return tuple(views)


def feed_views(shelf: Shelf, *names: str) -> tuple[FeedView, ...]:
    """Those of the named feeds that exist; 'all' is everything new."""
    views = []
    for name in dict.fromkeys(names):
        if name not in shelf.fed:
            continue
        title = shelf.words["feed_all"] if name == "all" else shelf.words["feed_topic"].format(topic=topic_name(shelf, name))
        views.append(FeedView(title, *feed_addresses(shelf.locale, None if name == "all" else name)))
    return tuple(views)


def report_address(shelf: Shelf, entry: Entry) -> str:
    address = shelf.site.library.site.report_email
    subject = shelf.words["report_subject"].format(title=entry.item.matter.title)
    body = shelf.words["report_body"].format(url=shelf.site.url + entry.item.address)
    return f"mailto:{address}?subject={quote(subject, safe='')}&body={quote(body, safe='')}"


# --- JSON-LD ----------------------------------------------------------------------------------------------------------------------------------------


def _breadcrumbs(site: Site, crumbs: tuple[Link, ...], title: str, path: str) -> dict[str, Any]:
    links = [*crumbs, Link(path, title)]
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": at, "name": link.title, "item": site.url + link.path} for at, link in enumerate(links, 1)
        ],
    }


def _described(shelf: Shelf, entry: Entry) -> dict[str, Any]:
    item, matter = entry.item, entry.item.matter
    about = {
        "@context": "https://schema.org",
        "inLanguage": item.locale,
        "url": shelf.site.url + item.address,
        "datePublished": matter.published_on.isoformat(),
        "dateModified": item.modified_on.isoformat(),
        "author": {"@type": "Person", "name": shelf.site.library.people[matter.author].name[item.locale]},
        "publisher": {"@type": "Organization", "name": shelf.site.library.site.name[item.locale]},
    }
    if item.type == "faq":
        answer = {"@type": "Answer", "text": matter.short_answer + "\n" + entry.composed.text}  # type: ignore[union-attr]
        return about | {"@type": "FAQPage", "mainEntity": [{"@type": "Question", "name": matter.title, "acceptedAnswer": answer}]}
    return about | {"@type": "Article", "headline": matter.title, "description": matter.summary}


# --- pages ------------------------------------------------------------------------------------------------------------------------------------------


def _why(entry: Entry) -> dict[str, str]:
    found = {"item": entry.item.id, "locale": entry.item.locale, "digest": entry.digest}
    return found | ({"approval": approval_path(entry.approval)} if isinstance(entry, Release) else {})


def _home_crumb(shelf: Shelf) -> Link:
    return Link(f"{shelf.locale}/", shelf.words["nav_home"])


def _unseen(entry: Entry) -> tuple[str, ...]:
    matter = entry.item.matter
    pictures = (matter.snippets.image_alt,) if hasattr(matter, "snippets") else ()
    return (*getattr(matter, "phrasings", ()), *pictures)


def _figure_view(shelf: Shelf, name: str) -> FigureView:
    figure, locale = shelf.site.library.figures[name], shelf.locale
    source = figure.source
    said = (figure.what[locale], figure.value[locale], figure.as_of)
    return FigureView(*said, source.title, source.publisher[locale], source.url, language_of(source.title))


def item_page(shelf: Shelf, entry: Entry) -> Page:
    item, matter, words = entry.item, entry.item.matter, shelf.words
    crumbs = [_home_crumb(shelf)]
    section = {"article": "topics", "faq": "faq", "guide": "guides"}.get(item.type, "")
    if item.type == "faq":
        crumbs += [Link(f"{shelf.locale}/faq/", words["nav_faq"]), Link(f"{shelf.locale}/faq/{item.topic}/", topic_name(shelf, item.topic))]
    elif item.topic:
        crumbs += [Link(f"{shelf.locale}/topics/", words["nav_topics"]), Link(f"{shelf.locale}/topics/{item.topic}/", topic_name(shelf, item.topic))]
    elif item.type == "guide":
        crumbs += [Link(f"{shelf.locale}/guides/", words["nav_guides"])]
    library = shelf.site.library
    steps = [step for step in steps_of(entry) if step.item in shelf.entries]
    content = ItemPage(
        card=card(shelf, entry),
        record=record(shelf, entry),
        html=rebase(entry.composed.html, item.address),
        toc=tuple(TocEntry(*pair) for pair in entry.composed.toc),
        sources=tuple(
            SourceView(number, source.title, source.publisher, source.url, language_of(source.title), source.accessed_on)
            for number, source in enumerate(getattr(matter, "sources", ()), 1)
        ),
        figures=tuple(_figure_view(shelf, name) for name in item.figures),
        disclosures=tuple(DisclosureView(key, library.disclosures[key].long[item.locale]) for key in getattr(matter, "disclosures", ())),
        related=related(shelf, entry) if item.type in LISTED else (),
        authorities=authorities(shelf, item.jurisdictions) if item.type in LISTED else (authorities(shelf) if item.id == "complaints" else ()),
        snippets=snippet_views(shelf, entry),
        steps=tuple(StepView(number, step.why, card(shelf, shelf.entries[step.item])) for number, step in enumerate(steps, 1)),
        report_address=report_address(shelf, entry),
        held_back=words[f"held_{entry.reason}"] if isinstance(entry, Held) else "",
        changes=tuple(ChangeView(change.changed_on, change.what) for change in item.changes),
        paths=paths(shelf, entry),
        unseen=_unseen(entry) if shelf.site.shows_held else (),
    )
    structured = [_breadcrumbs(shelf.site, tuple(crumbs), matter.title, item.address)]
    if item.type in LISTED:
        structured.append(_described(shelf, entry))
    return Page(
        path=item.address,
        template="item.html" if item.type in LISTED else "page.html",
        locale=shelf.locale,
        title=matter.title,
        description=matter.summary,
        content=content,
        section=item.id if item.id == "how-we-review" else section,
        crumbs=tuple(crumbs),
        feeds=feed_views(shelf, "all", item.topic or "all"),
        structured=tuple(structured),
        updated_on=max(matter.reviewed_on, matter.published_on),
        why=_why(entry),
    )


def home_page(shelf: Shelf) -> Page:
    home, library, locale = shelf.entries.get("index"), shelf.site.library, shelf.locale
    newest: list[Entry] = []
    for entry in sorted(shelf.of("article", "faq", "post"), key=lambda entry: (-entry.item.matter.published_on.toordinal(), entry.digest)):
        if entry.item.topic not in {other.item.topic for other in newest} and len(newest) < NEWEST:
            newest.append(entry)
    counts = [(topic, sum(entry.item.topic == topic.id for entry in shelf.of("article", "faq", "post"))) for topic in library.topics]
    content = HomePage(
        headline=home.item.matter.title if home else "",
        lead=home.item.matter.summary if home else "",
        promises=rebase(home.composed.html, f"{locale}/") if home else "",
        record=record(shelf, home) if home else None,
        events=tuple(
            Event(event.id, event.title[locale], event.summary[locale], shelf.entries[event.item].item.address)
            for event in library.home.events
            if event.item in shelf.entries
        ),
        topics=tuple(Link(f"{locale}/topics/{topic.id}/", topic.name[locale], count) for topic, count in counts if count),
        newest=cards(shelf, newest),
        tries=cards(shelf, [shelf.entries[item_id] for item_id in library.home.questions if item_id in shelf.entries]),
        places=tuple((place, library.authorities[place].name[locale]) for place in PLACES if place in library.authorities),
        item_count=len(shelf.of(*LISTED)),
        snippet_count=sum(len(entry.composed.snippets) for entry in shelf.of("article", "faq", "post") if _is_shared(entry)),
    )
    return Page(
        path=f"{locale}/",
        template="home.html",
        locale=locale,
        title=library.site.name[locale],
        description=library.site.description[locale],
        content=content,
        feeds=feed_views(shelf, "all"),
        structured=(
            {
                "@context": "https://schema.org",
                "@type": "WebSite",
                "name": library.site.name[locale],
                "url": f"{shelf.site.url}{locale}/",
                "inLanguage": locale,
            },
        ),
        updated_on=_latest(shelf.of(*LISTED)),
        why=_why(home) if home else {},
    )


def _latest(entries: Iterable[Entry]) -> date | None:
    return max((max(entry.item.matter.reviewed_on, entry.item.matter.published_on) for entry in entries), default=None)


def _list(shelf: Shelf, name: str, groups: tuple[Group, ...], entries: list[Entry], **more: Any) -> Page:
    """A list at <locale>/<name>/ whose title and description are the words title_<name> and lead_<name>."""
    words, path = shelf.words, f"{shelf.locale}/{name}/"
    crumbs = more.pop("crumbs", (_home_crumb(shelf),))
    title, lead = more.pop("title", None) or words[f"title_{name}"], more.pop("lead", None) or words[f"lead_{name}"]
    content = more.pop("content", None) or ListPage(lead, groups)
    return Page(
        path=path,
        template=more.pop("template", "list.html"),
        locale=shelf.locale,
        title=title,
        description=lead,
        content=content,
        crumbs=crumbs,
        feeds=more.pop("feeds", feed_views(shelf, "all")),
        structured=(_breadcrumbs(shelf.site, crumbs, title, path), *more.pop("structured", ())),
        updated_on=_latest(entries),
        **more,
    )


def _groups_by_type(shelf: Shelf, entries: list[Entry]) -> tuple[Group, ...]:
    named = {"article": "title_articles", "faq": "title_faq", "guide": "title_guides", "post": "title_posts"}
    groups = []
    for kind, title in named.items():
        chosen = sorted((entry for entry in entries if entry.item.type == kind), key=lambda entry: entry.item.id)
        if chosen:
            groups.append(Group(kind, shelf.words[title], "", "", cards(shelf, chosen)))
    return tuple(groups)


def list_pages(shelf: Shelf) -> Iterator[Page]:
    locale, words, topics = shelf.locale, shelf.words, shelf.site.library.topics
    filed = {topic.id: shelf.by_topic.get(topic.id, []) for topic in topics}
    topic_groups = tuple(
        Group(
            topic.id,
            topic.name[locale],
            topic.summary[locale],
            f"{locale}/topics/{topic.id}/",
            cards(shelf, sorted(filed[topic.id], key=_by_kind)[:3]),
        )
        for topic in topics
        if filed[topic.id]
    )
    yield _list(shelf, "topics", topic_groups, shelf.of(*LISTED), section="topics")
    crumbs = (_home_crumb(shelf), Link(f"{locale}/topics/", words["nav_topics"]))
    for topic in topics:
        if filed[topic.id]:
            name, lead = topic.name[locale], topic.summary[locale]
            content = ListPage(
                lead, _groups_by_type(shelf, filed[topic.id]), feeds=tuple(Link(feed.rss, feed.title) for feed in feed_views(shelf, topic.id))
            )
            title = words["title_topic"].format(topic=name)
            feeds = feed_views(shelf, "all", topic.id)
            yield _list(
                shelf,
                f"topics/{topic.id}",
                (),
                filed[topic.id],
                section="topics",
                crumbs=crumbs,
                title=title,
                lead=lead,
                content=content,
                feeds=feeds,
            )
    asked = {topic.id: [entry for entry in filed[topic.id] if entry.item.type == "faq"] for topic in topics}
    question_groups = tuple(
        Group(topic.id, topic.name[locale], "", f"{locale}/faq/{topic.id}/", cards(shelf, asked[topic.id])) for topic in topics if asked[topic.id]
    )
    yield _list(shelf, "faq", question_groups, shelf.of("faq"), section="faq")
    crumbs = (_home_crumb(shelf), Link(f"{locale}/faq/", words["nav_faq"]))
    for topic in topics:
        if asked[topic.id]:
            name = topic.name[locale]
            title, lead = words["title_faq_topic"].format(topic=name), words["lead_faq_topic"].format(topic=name)
            groups = (Group(topic.id, name, topic.summary[locale], f"{locale}/topics/{topic.id}/", cards(shelf, asked[topic.id])),)
            yield _list(
                shelf,
                f"faq/{topic.id}",
                groups,
                asked[topic.id],
                section="faq",
                crumbs=crumbs,
                title=title,
                lead=lead,
                feeds=feed_views(shelf, "all", topic.id),
            )
    for name, kind in (("guides", "guide"), ("posts", "post")):
        entries = shelf.of(kind)
        yield _list(
            shelf, name, (Group(kind, words[f"title_{name}"], "", "", cards(shelf, entries)),), entries, section=name if name == "guides" else ""
        )


def _by_kind(entry: Entry) -> tuple[int, str]:
    return LISTED.index(entry.item.type), entry.item.id


def glossary_page(shelf: Shelf, all_shelves: list[Shelf]) -> Page:
    locale, words = shelf.locale, shelf.words
    grouped: dict[str, list[TermView]] = {}
    entries = [entry for entry in shelf.entries.values() if isinstance(entry.item.matter, Term)]
    places = {place: entry.name[locale] for place, entry in shelf.site.library.authorities.items()}
    order = [topic.id for topic in shelf.site.library.topics]
    defined = []
    for entry in sorted(entries, key=lambda entry: (entry.item.matter.title.casefold(), entry.item.id)):
        term, term_id = entry.item.matter, entry.item.id.removeprefix("glossary/")
        assert isinstance(term, Term)
        others = [
            (other.locale, other.entries[entry.item.id].item.matter.title)
            for other in all_shelves
            if other is not shelf and entry.item.id in other.entries
        ]
        view = TermView(
            id=term_id,
            term=term.title,
            definition=term.definition,
            regional=tuple((places[place], word) for place, word in term.regional if place in places),
            other_languages=tuple(others),
            topics=tuple(Link(f"{locale}/topics/{topic}/", topic_name(shelf, topic)) for topic in term.topics if topic in shelf.by_topic),
            seal=seal(shelf, entry),
            digest=entry.digest,
            checked_by=checked_by(entry.approval, shelf.site.library, locale) if isinstance(entry, Release) else "",
            held_back=words[f"held_{entry.reason}"] if isinstance(entry, Held) else "",
        )
        first = term.title[0].upper()
        heading = (topic_name(shelf, term.topics[0]) if term.topics else "") if is_han(locale) else (first if first.isalpha() else "")
        grouped.setdefault(heading or words["other_letters"], []).append(view)
        defined.append({"@type": "DefinedTerm", "name": term.title, "description": term.definition, "url": shelf.site.url + entry.item.address})
    names = [topic_name(shelf, topic) for topic in order]
    groups = sorted(grouped.items(), key=lambda group: (names.index(group[0]) if group[0] in names else len(names), group[0]))
    term_set = {
        "@context": "https://schema.org",
        "@type": "DefinedTermSet",
        "name": words["title_glossary"],
        "inLanguage": locale,
        "hasDefinedTerm": defined,
    }
    content = GlossaryPage(tuple((heading, tuple(views)) for heading, views in groups))
    return _list(shelf, "glossary", (), entries, template="glossary.html", content=content, section="glossary", structured=(term_set,))


def other_pages(shelf: Shelf, calendars: tuple[Link, ...]) -> Iterator[Page]:
    words, library = shelf.words, shelf.site.library
    feeds = feed_views(shelf, "all", *(topic.id for topic in library.topics))
    data = (
        Link("api/v1/items.json", words["data_items"]),
        Link("api/v1/snippets.json", words["data_snippets"]),
        Link("api/v1/released.json", words["data_released"]),
    )
    yield _list(shelf, "feeds", (), shelf.of(*LISTED), template="feeds.html", content=FeedsPage(feeds, data, calendars))
    people = PeoplePage(tuple(person(shelf, person_id) for person_id in library.people), authorities(shelf))
    yield _list(shelf, "people", (), shelf.of(*LISTED), template="people.html", content=people)
    lines = [(place, known.anti_fraud) for place, known in library.authorities.items() if known.anti_fraud]
    public = shelf.entries.get(ASK_IN_PUBLIC)
    asking = AskPage(
        authorities=authorities(shelf),
        lines=tuple(("anti_fraud", place, line.number, line.name[shelf.locale]) for place, line in lines),
        public=card(shelf, public) if public else None,
    )
    yield _list(shelf, "ask", (), shelf.of(*LISTED), template="ask.html", content=asking, feeds=())
    yield _list(shelf, "search", (), [], template="search.html", content=PlainPage(), is_indexed=False)
    yield _list(shelf, "offline", (), [], template="offline.html", content=PlainPage(), is_indexed=False, feeds=())


def rules_page(shelf: Shelf, book: RuleBook) -> Page:
    """What is checked, why, and on what source: made from the packs, so that it never says more or less than the program does."""
    locale, words = shelf.locale, shelf.words

    def view(rule: Rule) -> RuleView:
        named = []
        for one in rule.sources:
            source = book.sources[one.ref]
            named.append((f"{source.title}{f', {one.at}' if one.at else ''}", source.url, language_of(source.title)))
        severity = words[f"rules_{book.severity(rule)}"]
        return RuleView(rule.id, rule.title[locale], rule.rationale[locale], rule.suggestion[locale], severity, tuple(named))

    packs = tuple(
        (pack, words[f"rules_{pack}"], tuple(view(rule) for rule in book.rules if book.packs[rule.id] == pack))
        for pack in PACKS
        if any(book.packs[rule.id] == pack for rule in book.rules)
    )
    return _list(shelf, "how-we-check", (), [], template="rules.html", content=RulesPage(packs), feeds=())


def sources_page(shelf: Shelf) -> Page:
    """Every address outside the site that a released item rests on, by publisher, with the items that cite it."""
    locale = shelf.locale
    cited: dict[tuple[str, str, str], dict[str, Link]] = {}
    for entry in shelf.of(*LISTED):
        here = Link(entry.item.address, entry.item.matter.title)
        figures = (shelf.site.library.figures[name].source for name in entry.item.figures)
        named = [(source.publisher, source.title, source.url) for source in getattr(entry.item.matter, "sources", ())]
        for key in (*named, *((source.publisher[locale], source.title, source.url) for source in figures)):
            cited.setdefault(key, {})[here.path] = here
    publishers: dict[str, list[CitedSource]] = {}
    for publisher, title, url in sorted(cited, key=lambda key: (key[0].casefold(), key[1].casefold(), key[2])):
        items = tuple(sorted(cited[publisher, title, url].values(), key=lambda link: link.path))
        publishers.setdefault(publisher, []).append(CitedSource(title, url, language_of(title), items))
    content = SourcesPage(tuple((name, tuple(sources)) for name, sources in publishers.items()), len({key[2] for key in cited}))
    return _list(shelf, "sources", (), shelf.of(*LISTED), template="sources.html", content=content, feeds=())


def share_pages(shelf: Shelf) -> Iterator[Page]:
    """The share library, where anything may be passed on. Without a script it leads to the items, whose own pages hold their main posts."""
    topics = shelf.site.library.topics
    entries = [entry for entry in shelf.of("article", "faq", "post") if entry.composed.snippets and _is_shared(entry)]
    chosen = [(topic, [entry for entry in entries if entry.item.topic == topic.id]) for topic in topics]
    groups = tuple(Group(topic.id, topic.name[shelf.locale], "", "", cards(shelf, filed)) for topic, filed in chosen if filed)
    if groups:
        yield _list(shelf, "share", groups, entries, template="share.html", feeds=())


def chooser_pages(site: Site) -> Iterator[Page]:
    """The root, which offers the three languages, and the page for missing addresses, which speaks all three."""
    rows = PlainPage(tuple((locale, LANGUAGE_NAMES[locale], f"{locale}/") for locale in LOCALES))
    words, library = site.library.strings["en"], site.library
    yield Page("", "chooser.html", "en", words["title_chooser"], library.site.description["en"], rows)
    yield Page("404.html", "404.html", "en", words["title_404"], words["lead_404"], rows, is_indexed=False)


def redirect_pages(site: Site) -> Iterator[Page]:
    for release in site.releases:
        if not release.item.is_derived:
            for alias in release.item.matter.aliases:
                content = RedirectPage(release.item.address, release.item.matter.title)
                title = release.item.matter.title
                yield Page(alias.lstrip("/"), "redirect.html", release.item.locale, title, title, content, is_indexed=False, why=_why(release))


def _with_alternates(pages: list[Page]) -> Iterator[Page]:
    paths = {page.path for page in pages}
    for page in pages:
        if not page.path.startswith(f"{page.locale}/") or isinstance(page.content, RedirectPage):
            home = tuple(Alternate(locale, LANGUAGE_NAMES[locale], f"{locale}/", not page.path, False) for locale in LOCALES)
            yield dataclasses.replace(page, alternates=home)
            continue
        rest = page.path.removeprefix(f"{page.locale}/")
        twins = [(locale, f"{locale}/{rest}" in paths) for locale in LOCALES]
        yield dataclasses.replace(
            page,
            alternates=tuple(
                Alternate(locale, LANGUAGE_NAMES[locale], f"{locale}/{rest}" if exists else f"{locale}/", exists, locale == page.locale)
                for locale, exists in twins
            ),
        )


def _with_pictures(pages: Iterable[Page], site: Site) -> Iterator[Page]:
    """The card of the item where it has one, of the site elsewhere."""
    general = {locale: card_of_site(site.library, locale) for locale in LOCALES}
    for page in pages:
        release = site.release(page.why.get("item", ""), page.locale)  # type: ignore[arg-type]
        own = cards_of(release, site.library) if release else ()
        chosen = own[0] if own else general[page.locale]  # type: ignore[index]
        picture = Picture(chosen.path, chosen.width, chosen.height, chosen.alt)
        yield page if site.shows_held else dataclasses.replace(page, picture=picture)


def build(site: Site, more: Iterable[Page] = (), calendars: Mapping[Locale, tuple[Link, ...]] | None = None) -> tuple[Page, ...]:
    """Every page, sorted by path: those of this module, and `more`. `calendars` are those that the page of feeds names."""
    every = shelves(site)
    pages: list[Page] = [*chooser_pages(site), *redirect_pages(site), *more]
    for shelf in every:
        structural = [entry for entry in shelf.entries.values() if entry.item.type == "page" and entry.item.id != PAGES[0]]
        pages += [home_page(shelf), *list_pages(shelf), glossary_page(shelf, every), *other_pages(shelf, (calendars or {}).get(shelf.locale, ()))]
        pages += [*share_pages(shelf), sources_page(shelf), *([rules_page(shelf, site.rules)] if site.rules else [])]
        pages += [item_page(shelf, entry) for entry in [*shelf.of(*LISTED), *structural]]
    return tuple(sorted(with_lasting(_with_pictures(_with_alternates(pages), site), site), key=lambda page: page.path))
