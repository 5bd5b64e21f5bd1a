"""Sentences that the build composes from data and interface words: one form for pages and feeds alike.

All of it is plain text; whoever puts it into markup escapes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from hub.model.data import Approval, Library
from hub.model.places import Locale


def day(value: date, locale: Locale, strings: Mapping[str, str]) -> str:
    """A date as people of the language write it: 23 November 2026, 2026年11月23日. `strings` are the interface words of `locale`."""
    return strings["date_format"].format(day=value.day, month=strings[f"month_{value.month}"], year=value.year)


def checked_by(approval: Approval, library: Library, locale: Locale) -> str:
    """Who approved, in what role, for which firm, when, and for which places. An approval that names no place holds for all places listed."""
    strings = library.strings[locale]
    return strings["checked_by"].format(
        name=library.people[approval.reviewer].name[locale],
        role=approval.role,
        firm=approval.firm,
        date=day(approval.approved_on, locale, strings),
        places=strings["list_separator"].join(library.place_names(approval.jurisdictions, locale)) or strings["places_all"],
    )
