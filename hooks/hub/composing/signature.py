"""What an adviser puts under a post: name, company, licence number. The browser writes it; the build keeps room for the longest."""

from __future__ import annotations

from collections.abc import Iterable

from hub.model.data import Identity
from hub.model.places import Locale, Place, is_han


def separator(locale: str) -> str:
    return "｜" if is_han(locale) else ", "


def width(text: str) -> int:
    """Half-widths: a letter up to U+10FF is 1, any other 2."""
    return sum(1 if letter <= "\u10ff" else 2 for letter in text)


def signature(identity: Identity, locale: Locale, place: Place, name: str = "", company: str = "", licence: str = "") -> str:
    """One line: 'Mei Lin, Harbour Brokers, IA licence AB1234'. What is empty is left out."""
    number = f"{identity.places[place].licence[locale]} {licence}" if licence else ""
    return separator(locale).join(part for part in (name, company, number) if part)


def _longest(most: int, *, is_mixed: bool) -> str:
    return "中" + "W" * (most - 2) if is_mixed else "W" * most


def worst(identity: Identity | None, locale: Locale, places: Iterable[Place], *, is_mixed: bool = False) -> str:
    """The longest line that any of the places can demand; '' where none demands one.

    Of letters that no unit counts shorter than others of their width; `is_mixed` has a Han letter in each field, which makes a text message longer.
    """
    if identity is None:
        return ""
    lines = []
    for place in places:
        if place in identity.places:
            limits = identity.limits.model_dump()
            demanded = {field: _longest(limits[field], is_mixed=is_mixed) for field in identity.places[place].demands}
            lines.append(signature(identity, locale, place, **demanded))
    return max(lines, key=width, default="")
