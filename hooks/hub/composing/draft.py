"""An item with everything that is composed from it alone, before anyone asks whether it may be public."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from hub.composing import diagrams, linking, rendering, snippets
from hub.model.data import Library
from hub.model.items import Item, Term
from hub.model.release import Snippet
from hub.problems import Problem


@dataclass(frozen=True)
class Draft:
    item: Item
    rendered: rendering.Rendered
    targets: tuple[linking.Target, ...]
    snippets: tuple[Snippet, ...]
    diagrams: tuple[str, ...] = ()
    """Ids of those drawn in it."""


def draft(item: Item, library: Library, site_url: str) -> tuple[Draft, list[Problem]]:
    """The item's draft and what is wrong with its words. `site_url` ends with '/'."""
    if isinstance(item.matter, Term):
        return Draft(item, rendering.Rendered("", (), frozenset()), (), ()), []
    rendered, problems = rendering.compose(item)
    drawn = tuple(dict.fromkeys(diagrams.named(rendered.html)))
    rendered = dataclasses.replace(rendered, html=diagrams.insert(rendered.html, library.diagrams, item.locale))
    if "{{" in rendered.html:
        line = item.line_with("{{")
        fix = "name a file of _data/diagrams, with an empty line above and below"
        problems = [*problems, Problem(item.path, line, "HUB232", "must name a diagram that there is, on a line of its own", fix)]
    targets, unresolved = linking.targets(item, rendered)
    made, unfit = snippets.compose(item, snippets.setting(library, site_url))
    return Draft(item, rendered, tuple(targets), made, drawn), [*problems, *unresolved, *unfit]
