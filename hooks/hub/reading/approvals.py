"""The folder `_approvals`, which mirrors the items' paths, into approvals."""

from __future__ import annotations

from pathlib import Path

from hub.model.data import Approval
from hub.problems import Problem
from hub.reading import data, files, models

FOLDER = "content/_approvals"


def path_of(item_id: str, locale: str) -> str:
    return f"{FOLDER}/{locale}/{item_id}.yml"


def read_approvals(root: Path) -> tuple[dict[tuple[str, str], Approval], list[Problem]]:
    """Approvals by (item, locale). A record that does not name the item of its own path is refused: it was copied."""
    approvals: dict[tuple[str, str], Approval] = {}
    problems: list[Problem] = []
    for path in files.walk(root, FOLDER):
        value, lines, found = data.read_value(root, path)
        approval, faults = models.build(Approval, value, path, lines) if not found else (None, found)
        problems += faults
        if approval is None:
            continue
        if path != path_of(approval.item, approval.locale):
            expected = path_of(approval.item, approval.locale)
            problems.append(
                Problem(
                    path,
                    lines.get("item", 1),
                    "HUB601",
                    f"an approval of {approval.item} in {approval.locale} must stand at {expected}",
                    "approve the item anew",
                )
            )
            continue
        approvals[approval.item, approval.locale] = approval
    return approvals, problems
