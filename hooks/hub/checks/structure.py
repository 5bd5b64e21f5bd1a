"""Checks of shape: lengths, changes, references, addresses, links. Each docstring is the rule."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hub.checks.catalogue import Catalogue
from hub.model.items import KEY_ORDER, TOPICS, Guide, Term
from hub.model.places import LOCALES, is_han
from hub.model.words import LISTS
from hub.problems import Problem

LIMITS = {"title": (65, 30), "summary": (160, 80), "short_answer": (320, 150)}
"""Longest text in characters: (Latin script, Han script)."""
MIN_PHRASINGS = 8


def check_lengths(catalogue: Catalogue) -> Iterator[Problem]:
    """A title, summary, short answer and change must not be longer than search results and cards can show.

    Bad: a title of 90 characters. Good: 'What is an excess?'
    """
    for draft in catalogue.drafts.values():
        item = draft.item
        if isinstance(item.matter, Term):
            continue
        texts = [(key, getattr(item.matter, key, ""), limits) for key, limits in LIMITS.items()]
        texts += [(f"changes.{at}.what", change.what, LIMITS["summary"]) for at, change in enumerate(item.changes)]
        for key, text, limits in texts:
            limit = limits[is_han(item.locale)]
            if len(text) > limit:
                message = f"{key} must be at most {limit} characters, is {len(text)}" + (" after conversion" if item.is_derived else "")
                yield Problem(item.path, item.line_of(key), "HUB221", message, f"shorten it by {len(text) - limit}")


def check_changes(catalogue: Catalogue) -> Iterator[Problem]:
    """A change must be told newest first, by a day on which the page was public and which its review has not passed over.

    Bad: changed_on: 2026-11-20 with reviewed_on: 2026-11-01. Good: the change of the last review first, the others below.
    """
    for draft in catalogue.written():
        item, before = draft.item, None
        for at, change in enumerate(item.changes):
            line, day = item.line_of(f"changes.{at}.changed_on"), change.changed_on
            if day > item.matter.reviewed_on:
                message = f"the change of {day} must not be later than reviewed_on"
                yield Problem(item.path, line, "HUB704", message, "move reviewed_on, or correct the day")
            if item.matter.publish_on and day < item.matter.publish_on:
                message = f"the change of {day} must not be earlier than publish_on"
                yield Problem(item.path, line, "HUB705", message, "leave it out: nobody saw the old words")
            if before and day > before:
                yield Problem(item.path, line, "HUB706", f"the change of {day} must stand above that of {before}", "put the newest first")
            before = day


def check_references(catalogue: Catalogue) -> Iterator[Problem]:
    """Related items, guide steps, disclosures and needs must exist.

    Bad: related: [faq/motor/no-such]. Good: an id as in the path of a file, without language.
    """
    for draft in catalogue.written():
        item, matter = draft.item, draft.item.matter
        steps = [step.item for step in matter.steps] if isinstance(matter, Guide) else []
        wanted = [(f"related.{at}", related) for at, related in enumerate(getattr(matter, "related", ()))]
        wanted += [(f"steps.{at}.item", step) for at, step in enumerate(steps)]
        for where, target in wanted:
            key = where.split(".")[0]
            if not any(catalogue.exists(target, locale) for locale in LOCALES):
                yield Problem(
                    item.path, item.line_of(where), "HUB222", f"{key} names {target}, which does not exist", "correct the id, or write that item"
                )
            elif target == item.id:
                yield Problem(item.path, item.line_of(key), "HUB222", f"{key} must not name the item itself", "delete it")
        for disclosure in getattr(matter, "disclosures", ()):
            if disclosure not in catalogue.library.disclosures:
                known = ", ".join(sorted(catalogue.library.disclosures))
                yield Problem(item.path, item.line_of("disclosures"), "HUB223", f"the disclosure {disclosure} does not exist", f"use one of {known}")
        for need in getattr(matter, "needs", ()):
            if need not in catalogue.needs:
                yield Problem(item.path, item.line_of("needs"), "HUB224", f"the need {need} does not exist", "use an id of _data/needs.yml")
    home = catalogue.library.home
    for target in (*(event.item for event in home.events), *home.questions):
        if not any(catalogue.exists(target, locale) for locale in LOCALES):
            yield Problem("content/_data/home.yml", 1, "HUB222", f"names {target}, which does not exist", "correct the id")
    urgent = catalogue.library.urgent
    named = [(name, target) for words in (urgent.en, urgent.zh) for name, group in words.groups.items() for target in group.items] if urgent else []
    for name, target in sorted(set(named)):
        found = [draft for draft in catalogue.written() if draft.item.id == target]
        if not any(catalogue.exists(target, locale) for locale in LOCALES):
            yield Problem("content/_data/search/urgent.yml", 1, "HUB222", f"{name} names {target}, which does not exist", "correct the id")
        elif not all(getattr(draft.item.matter, "short_answer", "") for draft in found):
            message = f"{name} names {target}, which has no short answer to show"
            yield Problem("content/_data/search/urgent.yml", 1, "HUB222", message, "name an item that says in its short answer what to do now")


def check_people(catalogue: Catalogue) -> Iterator[Problem]:
    """An author must be a person of _data/people with the role author.

    Bad: author: somebody. Good: author: chan-wing-yan
    """
    for draft in catalogue.written():
        person = catalogue.library.people.get(draft.item.matter.author)
        if person is None or "author" not in person.roles:
            known = ", ".join(sorted(name for name, entry in catalogue.library.people.items() if "author" in entry.roles))
            yield Problem(
                draft.item.path,
                draft.item.line_of("author"),
                "HUB401",
                f"the author {draft.item.matter.author} is not in _data/people",
                f"use one of {known}",
            )


def check_addresses(catalogue: Catalogue) -> Iterator[Problem]:
    """No two pages may have one address, whatever the case of its letters; an alias must not be a page.

    Bad: aliases: [/en/about/]. Good: an address that no page has now.
    """
    taken = {f"/{draft.item.address}".casefold(): draft for draft in catalogue.drafts.values()}
    own = {f"/{locale}/{name}/" for locale in LOCALES for name in LISTS} | {f"/{locale}/" for locale in LOCALES}
    own |= {f"/{locale}/{name}/{topic}/" for locale in LOCALES for name in ("topics", "faq") for topic in TOPICS}
    own = {address.casefold() for address in own}
    folders = ("/api/", "/assets/", *(f"/{locale}/{name}/".casefold() for locale in LOCALES for name in ("feeds", "advisors", "calendar", "share")))
    for draft in catalogue.written():
        for alias in draft.item.matter.aliases:
            owner = taken.get(alias.casefold())
            if owner or alias.casefold() in own or alias.casefold().startswith(folders):
                by = f", which is that of {owner.item.path}" if owner else ", which the hub needs itself"
                yield Problem(
                    draft.item.path, draft.item.line_of("aliases"), "HUB225", f"the alias {alias} must be a free address{by}", "delete the alias"
                )
            taken[alias.casefold()] = draft


def check_uniqueness(catalogue: Catalogue) -> Iterator[Problem]:
    """No two items of a language may share a title or a phrasing: search could not tell them apart.

    Bad: two pages asked for as 'what is an excess'. Good: each phrasing on the page that answers it best.
    """
    seen: dict[tuple[str, str, str], str] = {}
    for draft in catalogue.written():
        item = draft.item
        texts = [("title", "title", item.matter.title)] if not isinstance(item.matter, Term) else []
        texts += [("phrasings", f"phrasings.{at}", phrasing) for at, phrasing in enumerate(getattr(item.matter, "phrasings", ()))]
        for key, where, text in texts:
            plain = re.sub(r"[\W_]+", " ", text).strip().casefold()
            other = seen.setdefault((item.locale, key, plain), item.path)
            if other != item.path:
                yield Problem(
                    item.path,
                    item.line_of(where),
                    "HUB226",
                    f"{key} '{text[:50]}' must not stand on two pages: it is also on {other}",
                    "word one of them differently",
                )


def check_glossary(catalogue: Catalogue) -> Iterator[Problem]:
    """No word may belong to two glossary terms of a language.

    Bad: 'excess' as a form of two terms. Good: one entry that explains it.
    """
    seen: dict[tuple[str, str], str] = {}
    for draft in catalogue.drafts.values():
        item = draft.item
        if not isinstance(item.matter, Term):
            continue
        for word in dict.fromkeys((item.matter.title, *item.matter.forms)):
            other = seen.setdefault((item.locale, word.casefold()), item.id)
            if other != item.id:
                yield Problem(
                    item.path,
                    item.line_of("forms"),
                    "HUB227",
                    f"the word '{word}' ({item.locale}) must not belong to two terms: it is also in {other}",
                    "delete one",
                )


def check_links(catalogue: Catalogue) -> Iterator[Problem]:
    """A link must lead to an item that exists in the same language, and an anchor to a heading of it.

    Bad: [excess](../../faq/motor/no-such.md). Good: [excess](../basics/deductible-and-excess.md#how)
    """
    for draft in catalogue.written():
        item = draft.item
        for target in draft.targets:
            if target.item_id in LISTS and target.anchor and not _is_anchor(target.item_id, target.anchor, item.locale, catalogue):
                yield Problem(
                    item.path, target.line, "HUB218", f"the link {target.href[:80]} leads to nothing on that page", "correct what follows the '#'"
                )
            if target.item_id is None or target.item_id in LISTS:
                continue
            other = catalogue.drafts.get((target.item_id, item.locale))
            if not catalogue.exists(target.item_id, item.locale):
                yield Problem(item.path, target.line, "HUB217", f"the link {target.href[:80]} leads to no item", "correct the path")
            elif other and target.anchor and target.anchor not in other.rendered.ids | _source_anchors(other.item):
                yield Problem(
                    item.path, target.line, "HUB218", f"the link {target.href[:80]} leads to no heading or source", "correct what follows the '#'"
                )


def _is_anchor(page: str, anchor: str, locale: str, catalogue: Catalogue) -> bool:
    """Whether a page that the build makes will have the anchor."""
    match page:
        case "glossary":
            return catalogue.exists(f"glossary/{anchor}", locale)
        case "people":
            return anchor in catalogue.library.people
        case "topics" | "faq":
            return anchor in TOPICS
        case _:
            return False


def _source_anchors(item: object) -> set[str]:
    matter = getattr(item, "matter", None)
    return {f"source-{number}" for number in range(1, len(getattr(matter, "sources", ())) + 1)}


def check_seal_is_explained(catalogue: Catalogue) -> Iterator[Problem]:
    """The page how-we-review must have a heading {#seal}: every seal of the site leads to it.

    Bad: '## The seal'. Good: '## The seal {#seal}'
    """
    for draft in catalogue.written():
        if draft.item.id == "how-we-review" and "seal" not in draft.rendered.ids:
            yield Problem(
                draft.item.path, draft.item.body_line, "HUB230", "must have a heading with the id {#seal}, to which every seal leads", "add it"
            )


def check_key_order(catalogue: Catalogue) -> Iterator[Problem]:
    """The keys of front matter should stand in one order, so that two files can be compared at a glance.

    Bad: topic above title. Good: what `scripts/hub check --fix` writes.
    """
    for draft in catalogue.written():
        if isinstance(draft.item.matter, Term):
            continue
        stands = [key for key in sorted(draft.item.lines, key=draft.item.lines.__getitem__) if key in KEY_ORDER]
        wrong = [key for key, wanted in zip(stands, sorted(stands, key=KEY_ORDER.index), strict=True) if key != wanted]
        if wrong:
            message = f"the key {wrong[0]} stands out of order"
            yield Problem(draft.item.path, draft.item.line_of(wrong[0]), "HUB229", message, "run scripts/hub check --fix", refuses=False)


def check_phrasings(catalogue: Catalogue) -> Iterator[Problem]:
    """An article or question should have at least 8 phrasings: they make real questions find it (measured: 15 points of success@3).

    Bad: none. Good: eight ways that people ask, in their own words.
    """
    for draft in catalogue.written():
        item = draft.item
        if item.type in ("article", "faq") and len(item.matter.phrasings) < MIN_PHRASINGS:  # type: ignore[union-attr]
            count = len(item.matter.phrasings)  # type: ignore[union-attr]
            yield Problem(
                item.path,
                item.line_of("phrasings"),
                "HUB228",
                f"should have {MIN_PHRASINGS} phrasings, has {count}",
                "add how people ask for it",
                refuses=False,
            )
