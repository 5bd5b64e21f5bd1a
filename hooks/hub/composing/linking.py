"""What a rendered body becomes once the public part of the library is known: real links, glossary links, places in tables."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

from hub.composing.rendering import Rendered, parse, serialise
from hub.model.items import Item, Term
from hub.model.places import is_han
from hub.problems import Problem
from hub.text.links import SCHEME

_NEVER_INSIDE = {"a", "code", "pre", "h2", "h3", "h4", "th", "svg"}


@dataclass(frozen=True)
class Target:
    """Where an editor's link leads. `item_id` is None for an address outside the library, which stays as it is."""

    item_id: str | None
    anchor: str
    line: int
    href: str


def _target(item: Item, href: str) -> Target | Problem:
    line = item.line_of_link(href)
    if re.match(r"(https?|mailto|tel):", href):
        return Target(None, "", line, href)
    path, _, anchor = unquote(href).partition("#")
    if not path:
        return Target(item.id, anchor, line, href)
    if path.startswith("/") or ":" in path or not path.endswith(".md"):
        fix = "link to the file, such as ../../faq/motor/no-claim-discount.md, or to a whole https:// address"
        return Problem(item.path, line, "HUB216", f"the link {href[:80]} must be a relative path to a Markdown file, or a web address", fix)
    return Target(posixpath.normpath(posixpath.join(posixpath.dirname(item.id), path.removesuffix(".md"))), anchor, line, href)


def targets(item: Item, rendered: Rendered) -> tuple[list[Target], list[Problem]]:
    """Every link of the body, resolved; and the ones that cannot be."""
    resolved = [_target(item, link.get("href") or "") for link in parse(rendered.html).iter("a")] if "<a" in rendered.html else []
    return [target for target in resolved if isinstance(target, Target)], [problem for problem in resolved if isinstance(problem, Problem)]


class Glossary:
    """The terms that one language explains, and the pattern that finds them.

    Longest first, whole words in Latin script, never inside a longer listed word.
    """

    def __init__(self, locale: str, terms: Mapping[str, Term]) -> None:
        self._ids: dict[str, str] = {}
        self._terms = dict(terms)
        longer: set[str] = set()
        for term_id in sorted(terms):
            term = terms[term_id]
            for word in (term.title, *term.forms):
                self._ids.setdefault(word.casefold(), term_id)
            longer.update(word.casefold() for word in term.not_in)
        words = sorted({*self._ids, *longer}, key=lambda word: (-len(word), word))
        edge = "" if is_han(locale) else r"\b"
        joined = "|".join(f"{_edge(word, edge)}{re.escape(word)}{_edge(word, edge)}" for word in words)
        self._pattern = re.compile(joined, re.IGNORECASE) if words else None

    def matches(self, text: str) -> Iterator[tuple[int, int, str, Term]]:
        """(start, end, term id, term) of every term in a text, from left to right."""
        for match in self._pattern.finditer(text) if self._pattern else ():
            term_id = self._ids.get(match[0].casefold())
            if term_id is not None:
                yield match.start(), match.end(), term_id, self._terms[term_id]


def _edge(word: str, edge: str) -> str:
    return edge or (r"\b" if word.isascii() else "")


def _explain(root: etree._Element, glossary: Glossary, locale: str) -> None:
    """Turns the first use of each term into a link to the glossary that carries the definition. The plain text stays the same."""
    used: set[str] = set()

    def link(term_id: str, term: Term, word: str) -> etree._Element:
        element = etree.Element("a")
        element.set("class", "term")
        element.set("href", f"{SCHEME}{locale}/glossary/#{term_id}")
        element.set("data-term", term.title)
        element.set("data-definition", term.definition)
        element.text = word
        return element

    def cut(text: str) -> tuple[str, list[etree._Element]]:
        links: list[etree._Element] = []
        head, at = text, 0
        for start, end, term_id, term in glossary.matches(text):
            if term_id in used:
                continue
            used.add(term_id)
            if links:
                links[-1].tail = text[at:start]
            else:
                head = text[:start]
            links.append(link(term_id, term, text[start:end]))
            at = end
        if links:
            links[-1].tail = text[at:]
        return head, links

    def walk(element: etree._Element) -> None:
        for child in list(element):
            if child.tag not in _NEVER_INSIDE:
                walk_text(child)
                walk(child)
            if child.tail:
                child.tail, links = cut(child.tail)
                for at, new in enumerate(links):
                    element.insert(element.index(child) + 1 + at, new)

    def walk_text(element: etree._Element) -> None:
        if element.text:
            element.text, links = cut(element.text)
            for at, new in enumerate(links):
                element.insert(at, new)

    walk_text(root)
    walk(root)


def _place_rows(root: etree._Element, places: Mapping[str, str]) -> None:
    """Makes the first cell of each body row its heading, and marks rows that speak of a place, so that a reader's own can stand first."""
    for row in root.iterfind(".//tbody/tr"):
        cells = row.findall("td")
        if not cells:
            continue
        first = cells[0]
        first.tag = "th"
        first.set("scope", "row")
        place = places.get("".join(first.itertext()).strip())
        if place:
            row.set("data-place", place)
    for head in root.iterfind(".//thead/tr/th"):
        head.set("scope", "col")


def _scrolls(root: etree._Element, most: int = 2) -> None:
    """Puts a table of several columns into a box that scrolls by itself, by keyboard too, named after the heading above it.

    A table of places needs none: on a phone its rows are stacked.
    """
    for table in list(root.iter("table")):
        columns = max((len(row) for row in table.iter("tr")), default=0)
        parent = table.getparent()
        if parent is None or columns <= most or table.find(".//tr[@data-place]") is not None:
            continue
        heading = next((before for before in table.itersiblings(preceding=True) if before.tag in ("h2", "h3", "h4")), None)
        named = heading if heading is not None else table
        label = " ".join(" ".join(named.itertext()).split())[:100]
        box = etree.Element("div", {"class": "scroll", "role": "region", "tabindex": "0", "aria-label": label})
        parent.replace(table, box)
        box.tail, table.tail = table.tail, None
        box.append(table)


def link(
    item: Item, rendered: Rendered, glossary: Glossary, places: Mapping[str, str], address_of: Callable[[str], str | None]
) -> tuple[str, list[Target]]:
    """The finished HTML, and the links that became plain words because `address_of` knows no public page for them.

    `places` maps the names used in tables to place codes. Internal links have the form hub:/path.
    """
    root = parse(rendered.html)
    plain: list[Target] = []
    for anchor in list(root.iter("a")):
        target = _target(item, anchor.get("href") or "")
        if isinstance(target, Problem) or target.item_id is None or not target.href.partition("#")[0]:
            continue
        address = address_of(target.item_id)
        if address is None:
            plain.append(target)
            anchor.drop_tag()
        else:
            anchor.set("href", SCHEME + address + (f"#{target.anchor}" if target.anchor else ""))
    _explain(root, glossary, item.locale)
    _place_rows(root, places)
    _scrolls(root)
    return serialise(root), plain
