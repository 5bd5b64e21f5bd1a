"""The three languages, and the places whose rules the hub speaks of."""

from __future__ import annotations

from typing import Literal, get_args

Locale = Literal["en", "zh-Hant", "zh-Hans"]
Place = Literal["TW", "HK", "CN", "SG", "UK", "US"]

LOCALES: tuple[Locale, ...] = get_args(Locale)
PLACES: tuple[Place, ...] = get_args(Place)
DERIVED_FROM: dict[Locale, Locale] = {"zh-Hans": "zh-Hant"}
"""A locale whose texts are converted from another one's, unless a file of its own stands in the way."""


def is_han(locale: str) -> bool:
    return locale.startswith("zh")
