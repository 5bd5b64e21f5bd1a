"""One file of the site, before it is written."""

from __future__ import annotations

import json
from dataclasses import dataclass


@dataclass(frozen=True)
class Artifact:
    """`path` is relative to the site's root, with '/' between its parts; `data` is the whole file."""

    path: str
    data: bytes


def text(path: str, content: str) -> Artifact:
    return Artifact(path, content.encode())


def as_json(path: str, value: object) -> Artifact:
    """Keys sorted and Han letters kept, so that the bytes are the same everywhere and stay small."""
    return Artifact(path, (json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n").encode())
