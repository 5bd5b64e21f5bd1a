"""The interface words that the program itself asks for. Templates name theirs as `t.key`; both are checked when `_strings` is read."""

from __future__ import annotations

from typing import get_args

from hub.model.data import Unit
from hub.model.items import ItemType
from hub.model.pages import Why
from hub.model.release import HeldReason
from hub.model.rules import PACKS, SEVERITIES

LISTS = ("topics", "faq", "guides", "posts", "glossary", "feeds", "people", "ask", "search", "how-we-check", "sources", "share", "offline")
"""Pages that the build makes itself, at <locale>/<name>/. Content links to them as it does to items: ../../glossary.md#deductible."""
VARIANTS = ("question", "fact", "tip")
"""The kinds of a snippet's first line."""
FORMS = (*VARIANTS, "checklist", "series")
"""The kinds of snippets: three that begin with a line of the editor's, the key points under the title, and numbered posts."""

SHARING = tuple(
    """
    network version topic all_topics place all_places for_whom everyone consumer adviser order newest new_only in_season find found none more me
    me_change local name company licence work_place choose greeting greeting_note tag tag_note save clear close needed closed not_there
    odd_licence too_long no_marks refused yours fold left over has_disclosure before_fold rules_passed approved_until ended part copy copy_part
    copied select ways share open code code_note picture copy_picture download_text choose_post chosen download schedule first_day time
    import_file refused_row proof proof_note item fingerprint text_fingerprint approved_text your_text made_on failed read_page subject
    title_line
    """.split()
)
"""The words of the share library, as its script asks for them; in `_strings` they are sharing_<word>."""

KEPT = ("copy", "copy_note", "missing", "missing_note", "ended", "ended_note", "again")
"""What a page says of itself that was kept for reading without a connection; in `_strings` they are kept_<word>."""

PROGRAM_WORDS: tuple[str, ...] = (
    *(f"type_{name}" for name in get_args(ItemType)),
    *(f"variant_{name}" for name in FORMS),
    *(f"unit_{name}" for name in get_args(Unit)),
    *(f"held_{name}" for name in get_args(HeldReason)),
    *(f"title_{name}" for name in (*LISTS, "articles", "topic", "faq_topic", "chooser", "404")),
    *(f"lead_{name}" for name in (*LISTS, "faq_topic", "404")),
    *("nav_home", "nav_topics", "nav_faq", "nav_guides"),
    *("feed_all", "feed_topic", "feed_description", "demo", "demo_note", "card_alt", "card_demonstration"),
    *(f"kept_{name}" for name in KEPT),
    *("date_format", "list_separator", "places_all", "other_letters", "checked_by", "changed_line", "look_up", "own_firm"),
    *(f"rules_{name}" for name in (*PACKS, *SEVERITIES)),
    *(f"related_{why}" for why in get_args(Why)),
    *("report_subject", "report_body", "data_items", "data_snippets", "data_released"),
    *(f"{part}_{page}" for part in ("title", "lead") for page in ("advisors", "advisor_licence")),
    *(f"sharing_{name}" for name in SHARING),
    *("lead_advisor", "demo_person", "advisor_licence_line", "advisor_ended_on", "advisor_valid_until_day"),
    *(f"calendar_{name}" for name in ("plan", "reviews", "awareness", "places", "everywhere", "source", "review", "review_due")),
    *(f"calendar_{name}" for name in ("approval", "approval_ends", "figure", "figure_due", "stands_in")),
)
