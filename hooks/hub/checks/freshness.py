"""Checks of time, language and order: what is due, missing, stray or left over. All of it is advice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from hub.checks.catalogue import Catalogue
from hub.model.items import Term
from hub.model.places import LOCALES
from hub.problems import Problem
from hub.text.chinese import stray_letters
from hub.text.plain import plain

WARN_DAYS = 30
PLATFORM_DAYS = 365


def check_review_dates(catalogue: Catalogue) -> Iterator[Problem]:
    """An item should be reviewed before its review date passes.

    Bad: reviewed_on: 2024-01-01 with review_in: 12, today. Good: sources read again, and reviewed_on moved.
    """
    for draft in catalogue.written():
        item = draft.item
        due = item.matter.next_review_on
        if catalogue.instant.date() >= due:
            yield Problem(
                item.path,
                item.line_of("reviewed_on"),
                "HUB701",
                f"was to be reviewed by {due}",
                "read its sources again and move reviewed_on",
                refuses=False,
            )


def check_figures(catalogue: Catalogue) -> Iterator[Problem]:
    """A figure should be looked at again by its day, and a figure or a diagram should stand in some item.

    Bad: review_on: 2025-01-31, today. Good: this year's number, its source, and the next day to look.
    """
    library = catalogue.library
    named = {"figures": {name for draft in catalogue.written() for name in draft.item.figures}}
    named["diagrams"] = {name for draft in catalogue.written() for name in draft.diagrams}
    for name, figure in library.figures.items():
        if catalogue.instant.date() >= figure.review_on:
            stands = sorted({draft.item.id for draft in catalogue.written() if name in draft.item.figures})
            message = f"was to be looked at again by {figure.review_on}; it stands in {', '.join(stands) or 'no item'}"
            fix = "read its source, give the number and as_of anew, and move review_on"
            yield Problem(f"content/_data/figures/{name}.yml", 1, "HUB702", message, fix, refuses=False)
    for kind, known in (("figures", library.figures), ("diagrams", library.diagrams)):
        for name in sorted(known.keys() - named[kind]):
            yield Problem(f"content/_data/{kind}/{name}.yml", 1, "HUB703", "stands in no item", "name it in one, or delete it", refuses=False)


def check_approvals(catalogue: Catalogue) -> Iterator[Problem]:
    """An approval should belong to an item, and be renewed before it ends.

    Bad: an approval of an item that was renamed. Good: delete it, and approve the item under its new id.
    """
    soon = catalogue.instant.date() + timedelta(days=WARN_DAYS)
    for (item_id, locale), approval in catalogue.approvals.items():
        path = f"content/_approvals/{locale}/{item_id}.yml"
        if not catalogue.exists(item_id, locale):
            yield Problem(path, 1, "HUB602", "approves an item that does not exist", "delete the record", refuses=False)
        elif catalogue.instant.date() <= approval.valid_until < soon:
            yield Problem(path, 1, "HUB603", f"ends on {approval.valid_until}", "ask the reviewer to approve it again", refuses=False)


def check_translations(catalogue: Catalogue) -> Iterator[Problem]:
    """An item should exist in every language, and no language should lack a page that another has.

    Bad: an English article alone. Good: the same relative path in zh-Hant.
    """
    for draft in catalogue.written():
        missing = [locale for locale in LOCALES if not catalogue.exists(draft.item.id, locale)]
        if missing and draft.item.locale == next(locale for locale in LOCALES if (draft.item.id, locale) in catalogue.drafts):
            yield Problem(draft.item.path, 1, "HUB502", f"is not there in {', '.join(missing)}", "write it in that language", refuses=False)


def check_scripts(catalogue: Catalogue) -> Iterator[Problem]:
    """A page in one Chinese script should not hold letters of the other.

    Bad: 个 on a Traditional page. Good: 個
    """
    for draft in catalogue.drafts.values():
        item, matter = draft.item, draft.item.matter
        words = [matter.title, matter.summary, getattr(matter, "short_answer", ""), plain(draft.rendered.html), *getattr(matter, "phrasings", ())]
        words += [change.what for change in item.changes]
        if isinstance(matter, Term):
            words = [matter.title, matter.definition, *matter.forms]
        words += [made.text for made in draft.snippets]
        for letter in stray_letters("\n".join(words), item.locale):
            where = item.line_with(letter) if letter in item.body else item.line_of("title")
            other = "Simplified" if item.locale == "zh-Hant" else "Traditional"
            fix = f"write it in {item.locale}" if not item.is_derived else "add the word to _data/zh-Hans-terms.yml"
            yield Problem(item.path, where, "HUB501", f"the {item.locale} page holds the {other} letter {letter}", fix, refuses=False)


def check_platforms(catalogue: Catalogue) -> Iterator[Problem]:
    """What a network allows should have been checked within a year.

    Bad: checked_on: 2024-01-01. Good: the source read again, and checked_on moved.
    """
    for name, platform in catalogue.library.platforms.items():
        if catalogue.instant.date() - platform.checked_on > timedelta(days=PLATFORM_DAYS):
            yield Problem(
                f"content/_platforms/{name}.yml", 1, "HUB803", f"was last checked on {platform.checked_on}", "read its source again", refuses=False
            )
