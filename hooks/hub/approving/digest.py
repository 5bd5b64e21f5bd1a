"""Digest format 1: what a reviewer's signature covers.

SHA-256 over canonical JSON (RFC 8785) of the words as the public gets them. A rewrap, another key order, or an upgrade of the renderer
without visible effect leaves it alone; a changed comma does not. The site's own address is not part of it: the same approvals hold at any address.
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from hub.composing.draft import Draft
from hub.composing.rendering import parse
from hub.model.data import Figure, Library
from hub.model.items import Guide, Term
from hub.model.places import Locale
from hub.text.canonical import digest

FORMAT = 1
_INLINE = {"a", "abbr", "br", "code", "em", "strong", "sub", "sup"}


def _words(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "")


def _meaning(element: etree._Element, links: dict[str, str]) -> list[Any]:
    """[name, target?, children…]: element names, text, link targets; no ids, classes or attribute order, no space between blocks.

    Of a drawing all is covered: its lines say as much as its words, and its description stands in an attribute.

    A box is named for what it says to a reader (warning), and a list that does not begin at 1 says where it begins.
    """
    is_box = element.tag == "div" and "admonition" in (element.get("class") or "").split()
    out: list[Any] = ["warning" if is_box else element.tag]
    if element.get("start") not in (None, "1"):
        out.append({"start": element.get("start")})
    if element.tag == "a":
        out.append({"to": links.get(element.get("href") or "", element.get("href") or "")})
    if element.get("title"):
        out.append({"title": element.get("title")})
    if element.tag == "svg" or next(element.iterancestors("svg"), None) is not None:
        out.append({name: value for name, value in sorted(element.items()) if name != "class"})
    pieces: list[Any] = [_words(element.text)]
    for child in element:
        pieces += [_meaning(child, links), _words(child.tail)]
    is_block = not any(child.tag in _INLINE for child in element) and not "".join(piece for piece in pieces if isinstance(piece, str)).strip()
    return out + [piece for piece in pieces if not isinstance(piece, str) or (piece and not (is_block and not piece.strip()))]


def _figure(figure: Figure, locale: Locale) -> list[str]:
    source = figure.source
    said = [figure.what[locale], figure.value[locale], figure.as_of.isoformat()]
    return [*said, source.title, source.publisher[locale], source.url, source.accessed_on.isoformat()]


def meaning(draft: Draft, library: Library, site_url: str) -> dict[str, Any]:
    """Everything that the digest covers, as a JSON value. Dates are YYYY-MM-DD."""
    item, matter = draft.item, draft.item.matter
    links = {target.href: f"{target.item_id}#{target.anchor}" if target.anchor else target.item_id for target in draft.targets if target.item_id}
    covered: dict[str, Any] = {
        "format": FORMAT,
        "id": item.id,
        "locale": item.locale,
        "type": item.type,
        "title": matter.title,
        "summary": matter.summary,
        "author": matter.author,
        "expires_on": matter.expires_on.isoformat() if matter.expires_on else None,
        "jurisdictions": sorted(item.jurisdictions),
    }
    if isinstance(matter, Term):
        return covered | {"regional": [[place, word] for place, word in matter.regional], "forms": list(matter.forms)}
    covered["body"] = _meaning(parse(draft.rendered.html), links)[1:]
    for key in ("short_answer", "phrasings"):
        if hasattr(matter, key):
            covered[key] = getattr(matter, key)
    if isinstance(matter, Guide):
        covered["steps"] = [[step.item, step.why] for step in matter.steps]
    covered["sources"] = [[source.title, source.publisher, source.url, source.accessed_on.isoformat()] for source in getattr(matter, "sources", ())]
    covered["disclosures"] = [
        [key, library.disclosures[key].long[item.locale], library.disclosures[key].short[item.locale]]
        for key in getattr(matter, "disclosures", ())
        if key in library.disclosures
    ]
    if item.changes:  # absent where there are none: approvals from before this key stay as they are
        covered["changes"] = [[change.changed_on.isoformat(), change.what] for change in item.changes]
    if item.figures:  # what stands beside the page's sources; the numbers themselves are in the words above
        covered["figures"] = [_figure(library.figures[name], item.locale) for name in item.figures]
    covered["snippets"] = [[made.platform, made.variant, made.text.replace(site_url + made.link, "{link}")] for made in draft.snippets]
    if hasattr(matter, "snippets"):
        covered["image_alt"] = matter.snippets.image_alt
    return covered


def digest_of(draft: Draft, library: Library, site_url: str) -> str:
    """64 hexadecimal digits."""
    return digest(meaning(draft, library, site_url))
