"""Shows the exact words that become public, and writes the reviewer's approval of them.

ITEM is an id such as articles/motor/excess (every language), or 'all' for everything that has no approval in force as it stands.
"""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path

from hub.composing.draft import Draft
from hub.model.data import Library
from hub.model.items import Article, Faq, Guide, Post, Term
from hub.model.places import LOCALES, PLACES
from hub.problems import refusing, report
from hub.reading.approvals import path_of
from hub.shell import project
from hub.text.invisible import invisible
from hub.text.plain import plain

CHANNELS = ("page", "feed", "search", "social")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("items", nargs="+", metavar="ITEM")
    parser.add_argument("--reviewer", required=True, metavar="ID", help="a person of _data/people with the role reviewer")
    parser.add_argument(
        "--valid-until", required=True, type=date.fromisoformat, metavar="YYYY-MM-DD", help="the last day on which the approval holds"
    )
    parser.add_argument("--locale", action="append", choices=LOCALES, help="only this language (may be repeated)")
    parser.add_argument("--channel", action="append", choices=CHANNELS, help="only for this channel (may be repeated); otherwise all")
    parser.add_argument("--reason", default="read word for word; facts agree with the sources", help="why it may be public, for the record")
    parser.add_argument("--yes", action="store_true", help="write without asking")


def shown(draft: Draft, library: Library) -> str:
    """Every word that the approval will cover, as plain text."""
    item, matter = draft.item, draft.item.matter
    parts = [f"━━ {item.id} [{item.locale}] {item.path}", matter.title, matter.summary, f"true in: {', '.join(item.jurisdictions or PLACES)}"]
    if isinstance(matter, Term):
        parts += [f"also found as: {', '.join(matter.forms)}"] if matter.forms else []
        parts += [f"{place}: {word}" for place, word in matter.regional]
        return "\n".join(parts)
    parts += [getattr(matter, "short_answer", ""), plain(draft.rendered.html)]
    parts += [f"→ {step.item}: {step.why}" for step in (matter.steps if isinstance(matter, Guide) else ())]
    parts += [f"changed on {change.changed_on}: {change.what}" for change in item.changes]
    parts += [f"source: {source.title} ({source.publisher}) {source.url}" for source in getattr(matter, "sources", ())]
    for disclosure in (library.disclosures[key] for key in getattr(matter, "disclosures", ())):
        parts += [f"disclosure: {disclosure.long[item.locale]}", f"in posts: {disclosure.short[item.locale]}"]
    parts += [f"found by: {phrasing}" for phrasing in getattr(matter, "phrasings", ())]
    parts += [f"picture: {matter.snippets.image_alt}"] if isinstance(matter, (Article, Faq, Post)) else []
    parts += [f"── {made.platform}, {made.variant} ({made.length} of {made.limit} {made.unit})\n{made.text}" for made in draft.snippets]
    return "\n".join(part for part in parts if part)


def record(draft: Draft, digest: str, options: argparse.Namespace, role: str, firm: str, today: date) -> str:
    """The approval as YAML, in which JSON's quoted strings are quoted too. A page without places of its own is approved for all."""
    places = draft.item.jurisdictions or PLACES
    quoted = {key: json.dumps(text, ensure_ascii=False) for key, text in (("role", role), ("firm", firm), ("reason", options.reason))}
    lines = [
        f"item: {draft.item.id}",
        f"locale: {draft.item.locale}",
        f'digest: "{digest}"',
        f"reviewer: {options.reviewer}",
        f"role: {quoted['role']}",
        f"firm: {quoted['firm']}",
        f"jurisdictions: [{', '.join(places)}]",
        f"channels: [{', '.join(options.channel or CHANNELS)}]",
        f"approved_on: {today}",
        f"valid_until: {options.valid_until}",
        f"reason: {quoted['reason']}",
    ]
    return "\n".join(lines) + "\n"


def _answered(question: str) -> str:
    """What the reviewer typed, in small letters; '' where nobody is there to answer."""
    try:
        return input(question).strip().lower()
    except EOFError:
        print()
        return ""


def run(options: argparse.Namespace, start: Path, today: date) -> int:
    one = project.load(start)
    loaded, library = one.loaded, one.loaded.library
    if loaded.site is None or library is None:
        print(report(refusing(loaded.problems)), file=sys.stderr)
        print("These must be mended before anything can be approved.", file=sys.stderr)
        return 1
    reviewer = library.people.get(options.reviewer)
    if reviewer is None or "reviewer" not in reviewer.roles:
        known = ", ".join(sorted(name for name, person in library.people.items() if "reviewer" in person.roles))
        print(f"HUB402 {options.reviewer} is not a reviewer of _data/people\n    to fix: use one of {known}", file=sys.stderr)
        return 1
    if not options.reason.strip() or "\n" in options.reason or invisible(options.reason):
        print("HUB604 the reason must be one line of text that can be read\n    to fix: reword it", file=sys.stderr)
        return 1
    unknown = [item for item in options.items if item != "all" and not any(key[0] == item for key in loaded.drafts)]
    for item in unknown:
        print(f"HUB605 there is no item {item}\n    to fix: write its id as in its path, without language and .md", file=sys.stderr)
    if unknown:
        return 1
    # What waits for its day has its approval; one that ended, or is another's to give, has none.
    lacking = {held.item.key for held in loaded.site.held if held.reason not in ("scheduled", "ended")}
    asked = [(key, draft) for key, draft in loaded.drafts.items() if key[1] in (options.locale or LOCALES)]
    wanted = [(key, draft) for key, draft in asked if key[0] in options.items or ("all" in options.items and key in lacking)]
    authored = [key for key, draft in wanted if draft.item.matter.author == options.reviewer]
    if authored:
        print(
            f"HUB403 {options.reviewer} wrote {', '.join(key[0] for key in authored)} and cannot approve it\n    to fix: ask another reviewer",
            file=sys.stderr,
        )
        return 1
    if options.valid_until < today:
        print("HUB606 --valid-until must not be in the past\n    to fix: give a day to come", file=sys.stderr)
        return 1
    for _, draft in wanted:
        if not options.yes:
            print(shown(draft, library) + "\n")
    if not wanted:
        print("Nothing to approve: every item asked for is approved as it stands.")
        return 0
    question = f"Approve these {len(wanted)} texts, word for word, as {reviewer.name['en']}? [yes/no] "
    if not options.yes and _answered(question) != "yes":
        print("Nothing was written.")
        return 1
    for key, draft in wanted:
        file = one.root / path_of(*key)
        file.parent.mkdir(parents=True, exist_ok=True)
        locale = draft.item.locale
        file.write_text(record(draft, loaded.digests[key], options, reviewer.role[locale], reviewer.employer[locale], today), encoding="utf-8")
    print(f"Wrote {len(wanted)} approvals below content/_approvals/.")
    return 0
