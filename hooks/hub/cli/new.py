"""Begins an item: the same file in every language that is written, with every key in its place.

ITEM is the id to be, such as faq/motor/hire-car or posts/2026/check-the-date.
"""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from hub.model.items import FOLDERS, SLUG, TOPICS
from hub.model.places import PLACES
from hub.shell.settings import project_root

WRITTEN = ("en", "zh-Hant")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("item", metavar="ITEM")
    parser.add_argument("--author", required=True, metavar="ID", help="a person of _data/people")
    parser.add_argument("--topic", choices=TOPICS, help="for a post; other items take it from their folder")


def scaffold(kind: str, topic: str, author: str, today: date) -> str:
    """Front matter and headings to fill in. Empty values are refused by the checks, so nothing half-written is published."""
    lines = ["title:", "summary:"]
    lines += ["short_answer:"] if kind != "post" else []
    lines += [f"topic: {topic}"] if kind != "guide" else []
    lines += ["audience: [consumer]", f"jurisdictions: [{', '.join(PLACES)}]", f"author: {author}", f"reviewed_on: {today}", "review_in: 12"]
    lines += [
        "sources:",
        "  - title:",
        "    publisher:",
        "    url:",
        f"    accessed_on: {today}",
        "disclosures: [general-information]",
        "related: []",
    ]
    lines += ["phrasings:", "  -", "needs: []"]
    if kind == "guide":
        lines += ["steps:", "  - item:", "    why:"]
    else:
        lines += [
            "snippets:",
            "  hooks:",
            "    question:",
            "    fact:",
            "    tip:",
            "  key_points:",
            "    -",
            "    -",
            "  hashtags: []",
            "  image_alt:",
        ]
    lines += ["content_type: education", "names_product: false"]
    headings = {"article": ("how", "example", "limits", "where", "mistakes", "ask")}.get(kind, ())
    body = "\n".join(f"\n## {name} {{#{name}}}\n" for name in headings)
    return "---\n" + "\n".join(lines) + f"\n---\n{body}"


def run(options: argparse.Namespace, start: Path, today: date) -> int:
    parts = options.item.split("/")
    kind = FOLDERS.get(parts[0])
    shape = 2 if kind == "guide" else 3
    topic = options.topic or (parts[1] if kind in ("article", "faq") and len(parts) > 1 else "")
    if kind is None or len(parts) != shape or not all(SLUG.fullmatch(part) for part in parts) or (kind != "guide" and topic not in TOPICS):
        print("HUB204 ITEM must be articles/<topic>/<slug>, faq/<topic>/<slug>, posts/<yyyy>/<slug> (with --topic) or guides/<slug>", file=sys.stderr)
        print(f"    to fix: use lower-case ASCII words with hyphens, and one of the topics {', '.join(TOPICS)}", file=sys.stderr)
        return 2
    root = project_root(start.resolve())
    files = [root / "content" / locale / f"{options.item}.md" for locale in WRITTEN]
    for file in files:
        if file.exists():
            print(f"HUB207 {file.relative_to(root)} is there already\n    to fix: choose another slug, or edit that file", file=sys.stderr)
            return 1
    for file in files:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(scaffold(kind, topic, options.author, today), encoding="utf-8")
        print(f"Wrote {file.relative_to(root)}")
    return 0
