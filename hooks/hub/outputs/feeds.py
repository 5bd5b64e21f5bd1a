"""RSS 2.0, Atom 1.0 and JSON Feed 1.1: for each language everything new, and one feed for each topic. All three editions hold the same entries.

feedgen 1.0.0 has traps (tried in November 2026), and this module is the only one that knows them: one generator cannot carry the self links of
two files, RSS takes the last link as the channel's, entries are prepended unless told otherwise, every date that is not set becomes the clock's,
and Atom entry links lose their attributes (https://github.com/lkiesow/python-feedgen/issues/135).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from html import escape

from feedgen.feed import FeedGenerator
from lxml import etree

from hub.composing.rendering import parse, serialise
from hub.composing.wording import checked_by, day
from hub.model.data import TopicEntry
from hub.model.items import Guide
from hub.model.places import Locale
from hub.model.release import Release, Site
from hub.outputs.artifact import Artifact, as_json
from hub.text import links

NEWEST = 50
"""How many entries a feed holds at most."""
TYPES = ("article", "faq", "post", "guide")
RSS, ATOM, HTML = "application/rss+xml", "application/atom+xml", "text/html"
_ATOM_LINKS = "{http://www.w3.org/2005/Atom}entry/{http://www.w3.org/2005/Atom}link"
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Entry:
    """One release as every edition carries it. `content` is HTML, the other texts are plain; `topic` is a name, '' for a guide."""

    id: str
    url: str
    title: str
    summary: str
    content: str
    author: str
    topic: str
    published: datetime
    updated: datetime


@dataclass(frozen=True)
class Feed:
    """What the three editions share; never without entries. `page` is the whole address of the page that the feed follows."""

    id: str
    locale: Locale
    title: str
    description: str
    page: str
    entries: tuple[Entry, ...]

    @property
    def updated(self) -> datetime:
        return max(entry.updated for entry in self.entries)


def build(site: Site) -> Iterator[Artifact]:
    """Every feed in its three editions. A topic, or a language, in which no approval allows the feed channel has none."""
    for locale in site.locales:
        released = [release for release in site.released(locale, *TYPES) if release.allows("feed")]
        made: dict[str, Entry] = {}
        for topic in (None, *site.library.topics):
            newest = [release for release in released if topic is None or release.item.topic == topic.id][:NEWEST]
            for release in newest:
                if release.item.id not in made:
                    made[release.item.id] = _entry(site, release)
            if newest:
                feed = _feed(site, locale, topic, tuple(made[release.item.id] for release in newest))
                rss, atom, json = links.feed_addresses(locale, topic.id if topic else None)
                yield Artifact(rss, _rss(feed, site.url + rss))
                yield Artifact(atom, _atom(feed, site.url + atom))
                yield as_json(json, _json(feed, site.url + json))


def _clean(text: str) -> str:
    """Without control characters and what else XML cannot hold. Reading refuses them; a feed must not fail on one that got through."""
    return _CONTROL.sub("", text)


def _tag(site: Site, name: str, locale: Locale) -> str:
    """A tag URI (RFC 4151): the same for ever, whatever the site's address."""
    return f"tag:{site.library.site.tag_authority}:{name}:{locale}"


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)


def _feed(site: Site, locale: Locale, topic: TopicEntry | None, entries: tuple[Entry, ...]) -> Feed:
    strings = site.library.strings[locale]
    words = strings["feed_topic"].format(topic=topic.name[locale]) if topic else strings["feed_all"]
    return Feed(
        id=_tag(site, f"feeds/{topic.id if topic else 'all'}", locale),
        locale=locale,
        title=_clean(f"{words} — {site.library.site.name[locale]}"),
        description=_clean(strings["feed_description"].format(title=words)),
        page=f"{site.url}{locale}/topics/{topic.id}/" if topic else f"{site.url}{locale}/",
        entries=entries,
    )


def _entry(site: Site, release: Release) -> Entry:
    item, matter, library = release.item, release.item.matter, site.library
    return Entry(
        id=_tag(site, item.id, item.locale),
        url=site.url + item.address,
        title=_clean(matter.title),
        summary=_clean(matter.summary),
        content=_content(site, release),
        author=_clean(library.people[matter.author].name[item.locale]),
        topic=next((_clean(topic.name[item.locale]) for topic in library.topics if topic.id == item.topic), ""),
        published=_midnight(matter.published_on),
        updated=_midnight(max(matter.published_on, matter.reviewed_on)),
    )


def _content(site: Site, release: Release) -> str:
    """The full text with what must stand with it: short answer, body, steps of a guide, the latest change (a reader whose program
    shows an entry again may ask why), disclosures, and who approved it."""
    item, library = release.item, site.library
    strings = library.strings[item.locale]
    lead = getattr(item.matter, "short_answer", "")
    latest = [strings["changed_line"].format(date=day(change.changed_on, item.locale, strings), what=change.what) for change in item.changes[:1]]
    closing = [library.disclosures[key].long[item.locale] for key in getattr(item.matter, "disclosures", ())]
    closing.append(checked_by(release.approval, library, item.locale))
    if library.site.demonstration:
        closing.append(strings["demo"] + strings["demo_note"])
    body = links.absolute(_bare(release.composed.html), site.url, item.address)
    parts = [_paragraph(lead) if lead else "", body, _steps(site, release), *map(_paragraph, latest), "<hr>", *map(_paragraph, closing)]
    return _clean("\n".join(part for part in parts if part))


def _paragraph(text: str) -> str:
    return f"<p>{escape(text, quote=False)}</p>"


def _bare(html: str) -> str:
    """The body without what only our pages use: classes, anchors (its links lead to the page), the data behind glossary links and tables."""
    root = parse(_clean(html))
    for element in root.iter(etree.Element):
        for name in list(element.attrib):
            if name in ("class", "id") or name.startswith("data-"):
                del element.attrib[name]
    return serialise(root).strip()


def _steps(site: Site, release: Release) -> str:
    """A guide's steps. An item that is not released for feeds gives no title and no link; why to read it is the guide's own text."""
    item, matter = release.item, release.item.matter
    if not isinstance(matter, Guide):
        return ""
    rows = []
    for step in matter.steps:
        found = site.release(step.item, item.locale)
        title = ""
        if found and found.allows("feed"):
            title = f'<p><a href="{site.url}{found.item.address}">{escape(found.item.matter.title, quote=False)}</a></p>'
        rows.append(f"<li>{title}{_paragraph(step.why)}</li>")
    heading = escape(site.library.strings[item.locale]["steps"], quote=False)
    return "\n".join([f"<h2>{heading}</h2>", "<ol>", *rows, "</ol>"])


def _generator(feed: Feed, address: str, media_type: str) -> FeedGenerator:
    """What feedgen takes for both of its formats. The self link comes first, or RSS would take it for the channel's page."""
    generator = FeedGenerator()
    generator.id(feed.id)
    generator.title(feed.title)
    generator.description(feed.description)
    generator.language(feed.locale)
    generator.link(href=address, rel="self", type=media_type)
    generator.link(href=feed.page, rel="alternate", type=HTML, hreflang=feed.locale)
    generator.updated(feed.updated)
    if media_type == RSS:
        generator.load_extension("dc", atom=False)
    for entry in feed.entries:
        made = generator.add_entry(order="append")
        made.id(entry.id)
        made.title(entry.title)
        made.link(href=entry.url, rel="alternate")
        made.content(entry.content, type="html")
        made.published(entry.published)
        made.updated(entry.updated)
        if entry.topic:
            made.category(term=entry.topic)
        if media_type == RSS:
            made.summary(escape(entry.summary, quote=False))  # RSS has no plain text: readers take a description for HTML
            made.dc.dc_creator(entry.author)  # <author> must be an e-mail address
        else:
            made.summary(entry.summary)
            made.author(name=entry.author)
    return generator


def _rss(feed: Feed, address: str) -> bytes:
    return _generator(feed, address, RSS).rss_str()


def _atom(feed: Feed, address: str) -> bytes:
    root = etree.fromstring(_generator(feed, address, ATOM).atom_str())
    for link in root.iterfind(_ATOM_LINKS):
        link.set("rel", "alternate")
        link.set("type", HTML)
        link.set("hreflang", feed.locale)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def _json(feed: Feed, address: str) -> dict[str, object]:
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.description,
        "language": feed.locale,
        "home_page_url": feed.page,
        "feed_url": address,
        "items": [
            {
                "id": entry.id,
                "url": entry.url,
                "title": entry.title,
                "summary": entry.summary,
                "content_html": entry.content,
                "authors": [{"name": entry.author}],
                "tags": [entry.topic] if entry.topic else [],
                "language": feed.locale,
                "date_published": entry.published.isoformat(),
                "date_modified": entry.updated.isoformat(),
            }
            for entry in feed.entries
        ],
    }
