"""HTML to plain text, and sentences out of it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_BLOCKS = frozenset("p div li ul ol h2 h3 h4 table tr td th dl dt dd blockquote pre br hr figure figcaption".split())


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.is_drawing = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.is_drawing = self.is_drawing or tag == "svg"
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.is_drawing = self.is_drawing and tag != "svg"
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.is_drawing:
            self.parts.append(data.replace("\n", " "))


def plain(html: str) -> str:
    """The text of composed HTML: one line per block, no empty lines. Of a drawing, what is said under it."""
    words = _Words()
    words.feed(html)
    words.close()
    lines = (re.sub(r"\s+", " ", line).strip() for line in "".join(words.parts).split("\n"))
    return "\n".join(line for line in lines if line)


def clip(text: str, limit: int) -> str:
    """At most `limit` characters, cut at a word's end and marked with an ellipsis."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    return (cut[: cut.rfind(" ")] if " " in cut[limit // 2 :] else cut).rstrip(" ,;:，；：、") + "…"
