"""Figures that age, put into a text by name: `{{ us-part-b-premium }}`. One file holds the number, its source and its day; every page follows it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from hub.model.data import Figure
from hub.model.places import Locale
from hub.problems import Problem

_NAMED = re.compile(r"\{\{ ?([a-z0-9-]+) ?\}\}")
DIAGRAM = re.compile(r"^\{\{ ?diagram:[a-z0-9-]+ ?\}\}$")
"""A line that stands for a drawing: composing puts it there."""


def insert(text: str, figures: Mapping[str, Figure], locale: Locale, path: str) -> tuple[str, tuple[str, ...], list[Problem]]:
    """(the text with each figure in its place, their ids in the order of their first use, names that no figure has)."""
    used: dict[str, None] = {}

    def put(match: re.Match[str]) -> str:
        figure = figures.get(match[1])
        if figure is None:
            return match[0]
        used[match[1]] = None
        return figure.value[locale]

    problems: list[Problem] = []
    lines = text.split("\n")
    for at, line in enumerate(lines):
        if "{{" not in line:
            continue
        lines[at] = _NAMED.sub(put, line)
        if "{{" in lines[at] and not DIAGRAM.match(line.strip()):
            name = lines[at][lines[at].index("{{") :][:60]
            message = f"must name a figure of _data/figures, or a diagram on a line of its own: {name}"
            problems.append(Problem(path, at + 1, "HUB231", message, "correct the name, or add the figure"))
    return "\n".join(lines), tuple(used), problems
