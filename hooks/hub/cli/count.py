"""Counts texts as a network does: lines of JSON in, {"id", "text"}; lines of JSON out, in the same order.

A line may have "spoiler_text", a content warning that Mastodon counts too. For Bluesky the answer also says which bytes are links, mentions and tags.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from hub.model.data import Platform
from hub.reading import data
from hub.shell import settings
from hub.text import counting


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--platform", required=True, metavar="P", help="a file of content/_platforms, without .yml")
    parser.add_argument("--jsonl", action="store_true", help="read lines of JSON from standard input (else: one text)")


def counted(text: str, platform_id: str, platform: Platform, warning: str = "") -> dict[str, Any]:
    """{length, limit, unit, fits}; for text messages also parts, and length in the letters of their alphabet."""
    if platform.unit == "sms":
        said = counting.message(text)
        return {
            "length": said.units,
            "limit": said.room(platform.limit),
            "unit": said.alphabet,
            "parts": said.parts,
            "fits": 0 < said.parts <= platform.limit,
        }
    size = counting.mastodon(text, warning) if platform.unit == "mastodon" else counting.length(text, platform.unit)
    fits = size <= platform.limit and (platform.bytes is None or len(text.encode()) <= platform.bytes)
    if platform.unit == "weighted":
        fits = fits and counting.is_valid_on_x(text)
    answer: dict[str, Any] = {"length": size, "limit": platform.limit, "unit": platform.unit, "fits": fits}
    if platform_id == "bluesky":
        found = counting.facets(text)
        answer["facets"] = [{"byteStart": one.byte_start, "byteEnd": one.byte_end, "type": one.type, "value": one.value} for one in found]
    return answer


def _is_unicode(text: str) -> bool:
    """Whether it can be written at all: half a letter cannot."""
    return not any("\ud800" <= letter <= "\udfff" for letter in text)


def _refused(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def run(options: argparse.Namespace, start: Path, today: date) -> int:
    platforms, problems = data.read_platforms(settings.project_root(start.resolve()))
    platform = platforms.get(options.platform)
    if platform is None:
        known = ", ".join(sorted(platforms)) or "; ".join(str(problem) for problem in problems)
        print(f"--platform: must be one of {known}, not {options.platform!r}", file=sys.stderr)
        return 2
    if isinstance(sys.stdin, io.TextIOWrapper):  # UTF-8 whatever the terminal speaks; what is none is told of below
        sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape")
    if not options.jsonl:
        text = sys.stdin.read().removesuffix("\n")
        if not _is_unicode(text):
            print("the text must be UTF-8\n    to fix: save it as UTF-8 (it may be Big5, GBK or UTF-16)", file=sys.stderr)
            return 1
        print(json.dumps(counted(text, options.platform, platform), ensure_ascii=False))
        return 0
    for number, line in enumerate(sys.stdin, 1):
        if not line.strip():
            continue
        try:
            asked = json.loads(line, parse_constant=_refused)
            text, warning = asked["text"], asked.get("spoiler_text", "")
            if not isinstance(text, str) or not isinstance(warning, str):
                raise TypeError
            if not all(map(_is_unicode, (text, warning, json.dumps(asked.get("id"), ensure_ascii=False)))):
                raise ValueError
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            print(f'line {number}: must be {{"id": …, "text": "…"}} in UTF-8', file=sys.stderr)
            return 1
        print(json.dumps({"id": asked.get("id"), **counted(text, options.platform, platform, warning)}, ensure_ascii=False))
    return 0
