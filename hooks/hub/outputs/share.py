"""What the share library's script reads: every text and its lines, the tables by which it counts, and a code for each item's address.

The page lists every item with plain links; the script (`assets/share/library.js`) makes it a library. A snippet is the words that were approved,
line by line: the script joins the lines again and puts the adviser's own line beneath, so that no word is composed twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import segno

from hub.composing.cards import cards_of
from hub.composing.signature import separator
from hub.composing.wording import checked_by
from hub.model.places import LOCALES, PLACES, Locale
from hub.model.release import Release, Site
from hub.model.words import FORMS, SHARING
from hub.outputs.artifact import Artifact, as_json, text
from hub.text.counting import tables

KINDS = ("article", "faq", "post")


def shared(site: Site, locale: Locale) -> list[Release]:
    """What may be passed on, newest first."""
    return [release for release in site.released(locale, *KINDS) if release.allows("social") and release.composed.snippets]


def code_path(release: Release) -> str:
    """The code of an item's address: <locale>/share/codes/<item>.svg, the item's slashes as dots."""
    return f"{release.item.locale}/share/codes/{release.item.id.replace('/', '.')}.svg"


def _code(release: Release, site: Site) -> Artifact:
    drawn = segno.make(site.url + release.item.address, error="m", micro=False).svg_inline(border=3, omitsize=True)
    return text(code_path(release), drawn.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def _item(release: Release, site: Site) -> dict[str, Any]:
    item, matter, approval = release.item, release.item.matter, release.approval
    return {
        "id": item.id,
        "title": matter.title,
        "summary": matter.summary,
        "topic": item.topic,
        "type": item.type,
        "audience": matter.audience,  # type: ignore[union-attr]
        "places": item.jurisdictions,
        "path": item.address,
        "published": matter.published_on.isoformat(),
        "digest": release.digest,
        "reviewer": approval.reviewer,
        "checked_by": checked_by(approval, site.library, item.locale),
        "approved_on": approval.approved_on.isoformat(),
        "valid_until": approval.valid_until.isoformat(),
        "disclosures": matter.disclosures,  # type: ignore[union-attr]
        "cards": {f"{card.width}x{card.height}": card.path for card in cards_of(release, site.library)},
        "code": code_path(release),
    }


def _kits(release: Release) -> dict[str, Any]:
    """{lines, kits}: kits[platform] is a list of [form, part, parts, the post's lines as indices of `lines`]."""
    lines: dict[str, int] = {}
    kits: dict[str, list[Any]] = defaultdict(list)
    for made in release.composed.snippets:
        told = [lines.setdefault(line, len(lines)) for line in made.text.split("\n")]
        kits[made.platform].append([FORMS.index(made.variant), made.part, made.parts, told])
    return {"lines": list(lines), "kits": kits}


def _index(site: Site, locale: Locale, releases: list[Release]) -> dict[str, Any]:
    library = site.library
    words = library.strings[locale]
    identity = library.identity
    days = [
        {"name": day.name[locale], "rule": day.rule.model_dump(mode="json"), "topics": day.topics, "places": day.places}
        for _, day in sorted(library.awareness.items())
    ]
    places = {
        place: {
            "name": library.authorities[place].name[locale],
            "demands": identity.places[place].demands,
            "licence": identity.places[place].licence[locale],
            "pattern": identity.places[place].pattern,
        }
        for place in PLACES
        if identity and place in identity.places and place in library.authorities
    }
    platforms = [
        {
            "id": platform_id,
            "name": platform.name[locale],
            **platform.model_dump(include={"limit", "unit", "bytes", "fold", "takes_tags", "share_url", "title", "markets", "is_link_clickable"}),
            "unit_name": words[f"unit_{platform.unit}"],
            "picture": f"{platform.picture.width}x{platform.picture.height}",
        }
        for platform_id, platform in sorted(library.platforms.items(), key=lambda one: not one[1].on_page)
    ]
    return {
        "site": {"name": library.site.name[locale], "url": site.url, "is_demonstration": library.site.demonstration},
        "words": {name: words[f"sharing_{name}"] for name in SHARING} | {name: words[name] for name in ("own_firm", "list_separator")},
        "forms": [[form, words[f"variant_{form}"]] for form in FORMS],
        "separator": separator(locale),
        "platforms": platforms,
        "limits": identity.limits.model_dump() if identity else {},
        "places": places,
        "tagging": library.tagging.model_dump(),
        "topics": [[topic.id, topic.name[locale]] for topic in library.topics if any(release.item.topic == topic.id for release in releases)],
        "disclosures": {name: [one.short[locale], one.stands] for name, one in library.disclosures.items()},
        "own_words": [[claim.why[locale], [*claim.en, *claim.zh]] for claim in library.own_words.claims],
        "days": days,
        "items": [_item(release, site) for release in releases],
    }


def build(site: Site) -> Iterator[Artifact]:
    """<locale>/share/library.json, <locale>/share/<topic>.json, the codes, and assets/share/counting.json."""
    yield as_json("assets/share/counting.json", tables())
    for locale in LOCALES:
        releases = shared(site, locale)
        if not releases:
            continue
        yield as_json(f"{locale}/share/library.json", _index(site, locale, releases))
        topics: dict[str, dict[str, Any]] = defaultdict(dict)
        for release in releases:
            topics[release.item.topic or ""][release.item.id] = _kits(release)
            yield _code(release, site)
        for topic, kits in topics.items():
            yield as_json(f"{locale}/share/{topic}.json", kits)
