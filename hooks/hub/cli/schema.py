"""Writes the JSON Schemas that complete front matter and data in an editor."""

from __future__ import annotations

import argparse
import json
from datetime import date
from pathlib import Path

from hub.model import data
from hub.model.items import MATTERS

SCHEMAS = {
    **dict(MATTERS.items()),
    "person": data.Person,
    "authority": data.Authority,
    "disclosure": data.Disclosure,
    "platform": data.Platform,
    "advisor": data.Advisor,
    "awareness": data.Awareness,
    "scheduler": data.Scheduler,
    "approval": data.Approval,
    "site": data.SiteFacts,
    "home": data.Home,
}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", nargs="?", type=Path, default=Path(".schemas"), help="where to write them (.schemas)")


def run(options: argparse.Namespace, start: Path, today: date) -> int:
    options.folder.mkdir(parents=True, exist_ok=True)
    for name, model in SCHEMAS.items():
        schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **model.model_json_schema(by_alias=True)}
        (options.folder / f"{name}.json").write_text(json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    print(f"Wrote {len(SCHEMAS)} schemas into {options.folder}/.")
    return 0
