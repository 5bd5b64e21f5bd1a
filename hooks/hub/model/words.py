"""The interface words that the program itself asks for. Templates name theirs as `t.key`; both are checked when `_strings` is read."""

from __future__ import annotations

from typing import get_args

from hub.model.data import Unit
from hub.model.items import ItemType
from hub.model.release import HeldReason
from hub.model.rules import PACKS, SEVERITIES

LISTS = ("topics", "faq", "guides", "posts", "glossary", "feeds", "people", "search", "how-we-check", "sources")
"""Pages that the build makes itself, at <locale>/<name>/. Content links to them as it does to items: ../../glossary.md#deductible."""
VARIANTS = ("question", "fact", "tip")
"""The kinds of a snippet's first line."""

PROGRAM_WORDS: tuple[str, ...] = (
    *(f"type_{name}" for name in get_args(ItemType)),
    *(f"variant_{name}" for name in VARIANTS),
    *(f"unit_{name}" for name in get_args(Unit)),
    *(f"held_{name}" for name in get_args(HeldReason)),
    *(f"title_{name}" for name in (*LISTS, "articles", "topic", "faq_topic", "chooser", "404")),
    *(f"lead_{name}" for name in (*LISTS, "faq_topic", "404")),
    *("nav_home", "nav_topics", "nav_faq", "nav_guides"),
    *("feed_all", "feed_topic", "feed_description", "demo", "demo_note", "card_alt", "card_demonstration"),
    *("date_format", "list_separator", "places_all", "other_letters", "checked_by"),
    *(f"rules_{name}" for name in (*PACKS, *SEVERITIES)),
    *("report_subject", "report_body", "data_items", "data_snippets", "data_released"),
)
