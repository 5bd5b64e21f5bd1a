"""What the ask page may quote: the short answer and the blocks of every release that search may show, word for word, one file per item.

`overrides/assets/search/ask.js` chooses among them and never writes a word of its own, so that an answer is verbatim or absent. Marks that lead to
a page's sources are left out, because they lead nowhere from elsewhere; tables and drawings are, because they say nothing without their shape.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree

from hub.composing.rendering import parse
from hub.model.items import Term
from hub.model.places import LOCALES, is_han
from hub.model.release import Release, Site
from hub.outputs.artifact import Artifact, as_json

FOLDER = "assets/search/{locale}/passages"
SHORT_ANSWER = "short-answer"
"""The anchor of the short answer on an item's page (overrides/item.html)."""
_JOIN = re.compile(r"\s*([,;、，；/]|and|與|和|及|与)?\s*")
"""What stands between two marks, and goes with them."""
_HEADINGS = ("h2", "h3", "h4")


def _is_mark(element: etree._Element) -> bool:
    return element.tag == "a" and (element.get("href") or "").startswith("#source-")


def _pieces(element: etree._Element, but: tuple[str, ...] = ()) -> Iterator[str | None]:
    """The texts of an element in order; None where a source mark stood. `but` are tags whose content is left out."""
    yield element.text or ""
    for child in element:
        if _is_mark(child):
            yield None
        elif child.tag == "br":
            yield " "
        elif isinstance(child.tag, str) and child.tag not in but:
            yield from _pieces(child)
        yield child.tail or ""


def words_of(element: etree._Element, but: tuple[str, ...] = ()) -> str:
    """The text of a block as a page shows it, in one line, without source marks and the space before them."""
    out, between, has_mark = "", "", False
    for piece in _pieces(element, but):
        if piece is not None:
            between += piece
        else:
            out += "" if has_mark and _JOIN.fullmatch(between) else between
            out, between, has_mark = out.rstrip(), "", True
    return " ".join((out + between).split())


def _items(block: etree._Element) -> Iterator[str]:
    """The items of a list, and those of lists in it, each as one line."""
    for child in block:
        if words := words_of(child, but=("ul", "ol")):
            yield words
        for inner in child:
            if inner.tag in ("ul", "ol"):
                yield from _items(inner)


def blocks(html: str) -> Iterator[dict[str, Any]]:
    """The paragraphs and lists of composed HTML, in order: {heading, anchor, text}.

    `anchor` is the id of the heading they stand under, '' before the first one. Lines of `text` are parted by a line feed: a list has one for each
    item, which `items` counts, after the line that announces it; `is_ordered` says whether they are numbered.
    """
    heading, anchor, announced = "", "", ""
    for block in parse(html):
        if block.tag in ("ul", "ol"):
            if not (lines := list(_items(block))):
                continue
            text = "\n".join([announced, *lines] if announced else lines)
            yield {"heading": heading, "anchor": anchor, "text": text, "items": len(lines), "is_ordered": block.tag == "ol"}
            announced = ""
            continue
        if announced:
            yield {"heading": heading, "anchor": anchor, "text": announced}
            announced = ""
        if block.tag in _HEADINGS:
            heading, anchor = words_of(block), block.get("id") or anchor
        else:
            inside = block.get("class") or ""
            paragraphs = [block] if block.tag == "p" else [child for child in block if child.tag == "p"] if "admonition" in inside else []
            title = next((words_of(one) for one in paragraphs if one.get("class") == "admonition-title"), heading)
            for one in paragraphs:
                text = words_of(one)
                if not text or one.get("class") == "admonition-title":
                    continue
                if text.endswith((":", "：")) and one is block:
                    announced = text
                else:
                    yield {"heading": title, "anchor": anchor, "text": text}
    if announced:
        yield {"heading": heading, "anchor": anchor, "text": announced}


def passages(release: Release) -> list[dict[str, Any]]:
    """What may be quoted of an item; first its short answer or definition, if it has one."""
    matter = release.item.matter
    if isinstance(matter, Term):
        return [{"heading": "", "anchor": release.item.id.removeprefix("glossary/"), "text": matter.definition}]
    short = getattr(matter, "short_answer", "")
    first = [{"heading": "", "anchor": SHORT_ANSWER, "text": short}] if short else []
    return [*first, *blocks(release.composed.html)]


def build(site: Site) -> Iterator[Artifact]:
    """One file per release that search may show: {digest, title, reviewed, names, passages}; `names` are what else it is asked as."""
    for release in site.releases:
        if release.allows("search"):
            item = release.item
            yield as_json(
                f"{FOLDER.format(locale=item.locale)}/{item.id}.json",
                {
                    "digest": release.digest,
                    "title": item.matter.title,
                    "names": [item.matter.title, *getattr(item.matter, "phrasings", ()), *getattr(item.matter, "forms", ())],
                    "reviewed": item.matter.reviewed_on.isoformat(),
                    "passages": passages(release),
                },
            )


def urgent(site: Site) -> Iterator[Artifact]:
    """`assets/search/<locale>/urgent.json`: the words of urgent questions, and the released items whose short answers come first then.

    {now, later, groups: [{items: [[id, address]], urgent, when_now, line}]}; a phrase is its parts in order, a part the words that do for it.
    """
    if site.library.urgent is None:
        return
    for locale in LOCALES:
        words = site.library.urgent.zh if is_han(locale) else site.library.urgent.en
        groups = []
        for group in words.groups.values():
            found = [site.release(item_id, locale) for item_id in group.items]
            items = [[release.item.id, release.item.address] for release in found if release and release.allows("search")]
            if items:
                groups.append({"items": items, "urgent": _parts(group.urgent), "when_now": _parts(group.when_now), "line": group.line or ""})
        yield as_json(f"assets/search/{locale}/urgent.json", {"now": words.now, "later": words.later, "groups": groups})


def _parts(phrases: Iterable[str]) -> list[list[list[str]]]:
    return [[part.split("/") for part in phrase.split()] for phrase in phrases]
