"""Front matter as lines of text: its keys in the order of the models, with their comments and values untouched."""

from __future__ import annotations

import re
from pathlib import Path

from hub.model.items import KEY_ORDER


def in_order(front: str) -> str:
    """The front matter with its top-level keys in KEY_ORDER; unknown keys come last, comments stay above the key they stand above."""
    blocks: list[tuple[str, list[str]]] = [("", [])]
    for line in front.splitlines(keepends=True):
        key = re.match(r"([A-Za-z_][\w-]*):", line)
        comments: list[str] = []
        if key:
            while blocks[-1][1] and blocks[-1][1][-1].startswith("#"):
                comments.insert(0, blocks[-1][1].pop())
            blocks.append((key[1], comments))
        blocks[-1][1].append(line)
    place = {name: at for at, name in enumerate(KEY_ORDER)}
    head, rest = blocks[0], blocks[1:]
    rest.sort(key=lambda block: place.get(block[0], len(KEY_ORDER)))
    return "".join(line for _, lines in [head, *rest] for line in lines)


def restore_order(file: Path) -> bool:
    """Rewrites the file if its keys are out of order; says whether it did. A file without closed front matter is left alone."""
    text = file.read_text(encoding="utf-8")
    parts = re.match(r"(---\n)(.*?\n)(---\n.*)", text, re.DOTALL)
    if not parts or (ordered := in_order(parts[2])) == parts[2]:
        return False
    file.write_text(parts[1] + ordered + parts[3], encoding="utf-8")
    return True
