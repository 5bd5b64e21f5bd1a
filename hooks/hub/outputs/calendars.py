"""iCalendar files (RFC 5545) to subscribe to: what is planned, and what is due. Every event is a whole day and no longer than its rule says.

UIDs outlive the site's address and each renewal, so that an event moves instead of standing twice.
DTSTAMP is a day of the content, never the clock's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event, vDuration

from hub.composing.wording import checked_by
from hub.model.items import Term
from hub.model.pages import Link
from hub.model.places import LOCALES, PLACES, Locale
from hub.model.release import Release, Site
from hub.outputs.artifact import Artifact

APPROVALS_WITHIN = timedelta(days=548)
"""A year and a half: what ends later is no work for anybody's calendar yet."""
TYPES = ("article", "faq", "post", "guide", "page", "term")


@dataclass(frozen=True)
class Entry:
    """One event: whole days from `first` to `last`, both included. `url` is whole; `stamped_on` is the day of the words it stands for."""

    uid: str
    first: date
    last: date
    summary: str
    description: str
    url: str
    categories: tuple[str, ...]
    stamped_on: date


def build(site: Site) -> Iterator[Artifact]:
    """`<locale>/calendar/plan.ics` and `reviews.ics`; a calendar in which nothing stands is not made, for iCalendar knows no empty ones."""
    for locale in site.locales:
        for name, entries in _calendars(site, locale).items():
            if entries:
                yield Artifact(_path(locale, name), _ics(site, locale, name, entries))


def links(site: Site) -> dict[Locale, tuple[Link, ...]]:
    """The calendars that `build` makes, for the page of feeds. A preview gets none."""
    if site.shows_held:
        return {}
    words = site.library.strings
    return {
        locale: tuple(Link(_path(locale, name), words[locale][f"calendar_{name}"]) for name, entries in _calendars(site, locale).items() if entries)
        for locale in LOCALES
    }


def _path(locale: Locale, name: str) -> str:
    return f"{locale}/calendar/{name}.ics"


def _calendars(site: Site, locale: Locale) -> Mapping[str, list[Entry]]:
    plan = [*_posts(site, locale), *_awareness(site, locale)]
    reviews = [*_reviews(site, locale), *_approvals(site, locale), *_figures(site, locale)]
    return {name: sorted(entries, key=lambda entry: (entry.first, entry.uid)) for name, entries in (("plan", plan), ("reviews", reviews))}


def _uid(site: Site, name: str, locale: Locale) -> str:
    return f"tag:{site.library.site.tag_authority}:calendar/{name}:{locale}"


def _released(site: Site, locale: Locale) -> list[Release]:
    return site.released(locale, *TYPES)


def _topics(site: Site, locale: Locale, *ids: str | None) -> tuple[str, ...]:
    return tuple(topic.name[locale] for topic in site.library.topics if topic.id in ids)


def _posts(site: Site, locale: Locale) -> Iterator[Entry]:
    """Released posts that may be passed on, on the day of their publication. What is scheduled and not yet public has no words here."""
    words = site.library.strings[locale]
    for release in site.released(locale, "post"):
        item, matter = release.item, release.item.matter
        if not release.allows("social"):
            continue
        yield Entry(
            uid=_uid(site, f"plan/{item.id}", locale),
            first=matter.published_on,
            last=matter.published_on,
            summary=matter.title,
            description=f"{matter.summary}\n{checked_by(release.approval, site.library, locale)}",
            url=site.url + item.address,
            categories=(words["type_post"], *_topics(site, locale, item.topic)),
            stamped_on=max(matter.reviewed_on, release.approval.approved_on),
        )


def _awareness(site: Site, locale: Locale) -> Iterator[Entry]:
    """What falls into the twelve months from the build instant on; a period that has begun and is not over stands too."""
    words, library, today = site.library.strings[locale], site.library, site.instant.date()
    until = today + timedelta(days=365)
    for name, known in library.awareness.items():
        for year in range(today.year - 1, today.year + 2):
            first, last = known.rule.in_year(year)
            if last < today or first >= until:
                continue
            places = library.place_names(known.places, locale)
            where = words["calendar_everywhere"] if set(known.places) == set(PLACES) else words["list_separator"].join(places)
            yield Entry(
                uid=_uid(site, f"awareness/{name}/{year}", locale),
                first=first,
                last=last,
                summary=known.name[locale],
                description="\n".join(
                    [words["calendar_places"].format(places=where), words["calendar_source"].format(publisher=known.source.publisher[locale])]
                ),
                url=known.source.url,
                categories=(words["calendar_awareness"], *_topics(site, locale, *known.topics)),
                stamped_on=known.source.accessed_on,
            )


def _reviews(site: Site, locale: Locale) -> Iterator[Entry]:
    words = site.library.strings[locale]
    for release in _released(site, locale):
        matter = release.item.matter
        if isinstance(matter, Term):
            continue  # hundreds of them, reviewed as one
        yield Entry(
            uid=_uid(site, f"reviews/{release.item.id}", locale),
            first=matter.next_review_on,
            last=matter.next_review_on,
            summary=words["calendar_review_due"].format(title=matter.title),
            description=release.item.id,
            url=site.url + release.item.address,
            categories=(words["calendar_review"], words[f"type_{release.item.type}"]),
            stamped_on=matter.reviewed_on,
        )


def _approvals(site: Site, locale: Locale) -> Iterator[Entry]:
    words = site.library.strings[locale]
    for release in _released(site, locale):
        approval = release.approval
        if approval.valid_until > site.instant.date() + APPROVALS_WITHIN:
            continue
        yield Entry(
            uid=_uid(site, f"approvals/{release.item.id}", locale),
            first=approval.valid_until,
            last=approval.valid_until,
            summary=words["calendar_approval_ends"].format(title=release.item.matter.title),
            description=f"{release.item.id}\n{checked_by(approval, site.library, locale)}",
            url=site.url + release.item.address,
            categories=(words["calendar_approval"], words[f"type_{release.item.type}"]),
            stamped_on=approval.approved_on,
        )


def _figures(site: Site, locale: Locale) -> Iterator[Entry]:
    """Figures that stand in a released item. The number itself is on its page, where its approval is."""
    words = site.library.strings[locale]
    named: dict[str, list[str]] = {}
    for release in _released(site, locale):
        for name in release.item.figures:
            named.setdefault(name, []).append(release.item.id)
    for name, items in named.items():
        figure = site.library.figures[name]
        yield Entry(
            uid=_uid(site, f"figures/{name}", locale),
            first=figure.review_on,
            last=figure.review_on,
            summary=words["calendar_figure_due"].format(title=figure.what[locale]),
            description=words["calendar_stands_in"].format(items=words["list_separator"].join(sorted(items))),
            url=figure.source.url,
            categories=(words["calendar_figure"],),
            stamped_on=figure.source.accessed_on,
        )


def _ics(site: Site, locale: Locale, name: str, entries: list[Entry]) -> bytes:
    """The file. The library folds lines at 75 bytes, ends them with CRLF and escapes text."""
    words = site.library.strings[locale]
    title = f"{words[f'calendar_{name}']} — {site.library.site.name[locale]}"
    calendar = Calendar()
    calendar.add("prodid", f"-//{site.library.site.tag_authority}//Insurance Knowledge Hub//{locale}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", title)
    calendar.add("x-wr-calname", title)
    calendar.add("source", site.url + _path(locale, name), parameters={"VALUE": "URI"})
    calendar.add("refresh-interval", vDuration(timedelta(days=1)), parameters={"VALUE": "DURATION"})
    for entry in entries:
        event = Event()
        event.add("uid", entry.uid)
        event.add("dtstamp", datetime.combine(entry.stamped_on, time.min, UTC))
        event.add("dtstart", entry.first)
        event.add("dtend", entry.last + timedelta(days=1))
        event.add("summary", entry.summary)
        event.add("description", entry.description)
        event.add("url", entry.url)
        event.add("categories", list(entry.categories))
        event.add("transp", "TRANSPARENT")
        event.add("class", "PUBLIC")
        calendar.add_component(event)
    return calendar.to_ical()
