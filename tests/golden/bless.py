"""Writes what the golden library must give: digests.json, and an approval of every item.

Run it only when a digest changed on purpose: `.venv/bin/python -m tests.golden.bless`.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

from tests.conftest import GOLDEN, PROJECT, Project


def _copy(folder: str) -> Project:
    root = Path(folder) / "project"
    shutil.copytree(GOLDEN, root / "content", ignore=shutil.ignore_patterns("_approvals"))
    shutil.copytree(PROJECT / "content" / "_strings", root / "content" / "_strings")
    return Project(root)


def digests() -> dict[str, str]:
    """By 'locale/item id'."""
    with tempfile.TemporaryDirectory() as folder:
        made = _copy(folder).load().digests
    return {f"{locale}/{item_id}": digest for (item_id, locale), digest in sorted(made.items())}


if __name__ == "__main__":
    (GOLDEN.parent / "digests.json").write_text(json.dumps(digests(), indent=1) + "\n", encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        project = _copy(folder)
        project.approve()
        shutil.rmtree(GOLDEN / "_approvals", ignore_errors=True)
        shutil.copytree(project.path("_approvals"), GOLDEN / "_approvals")
