"""Recomputes the fingerprint of an item's words from their source, and says whether it is the approved one."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path

from hub.approving.digest import meaning
from hub.problems import refusing, report
from hub.shell import project


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("items", nargs="+", metavar="ITEM", help="an id such as articles/motor/excess")
    parser.add_argument("--words", action="store_true", help="print what the fingerprint is taken of, as JSON")


def run(options: argparse.Namespace, start: Path, today: date) -> int:
    one = project.load(start)
    loaded = one.loaded
    if loaded.site is None or loaded.library is None:
        print(report(refusing(loaded.problems)), file=sys.stderr)
        return 1
    found = False
    for key, digest in loaded.digests.items():
        if key[0] not in options.items:
            continue
        found = True
        approval = loaded.approvals.get(key)
        state = "not approved" if approval is None else f"approved by {approval.reviewer} on {approval.approved_on}"
        if approval is not None and approval.digest != digest:
            state = f"changed since {approval.reviewer} approved {approval.digest}"
        print(f"{digest}  {key[0]} [{key[1]}]  {state}")
        if options.words:
            print(json.dumps(meaning(loaded.drafts[key], loaded.library, loaded.site.url), ensure_ascii=False, indent=1))
    if not found:
        print("HUB605 there is no such item\n    to fix: write its id as in its path, without language and .md", file=sys.stderr)
    return 0 if found else 1
