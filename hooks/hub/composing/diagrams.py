"""Drawings made of data: inline SVG that takes its colours from the page, its words from the library, and needs no picture file.

Lengths are units of a view 360 wide, the width of a phone: text drawn at 14 is then never smaller than 13 on a screen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from html import escape

from hub.model.data import Bars, Curves, Diagram, Flow
from hub.model.places import Locale, is_han

WIDTH = 360
_TEXT, _LINE = 14, 19
_PLACE = re.compile(r"<p>\{\{ ?diagram:([a-z0-9-]+) ?\}\}</p>")


def advance(text: str) -> float:
    """About how wide a text is drawn: a Han letter is square; Latin letters of common system fonts are 0.56 of their size on average."""
    return sum(1.0 if letter >= "\u2e80" else 0.68 if letter.isupper() else 0.56 for letter in text) * _TEXT


def wrapped(text: str, width: float, locale: Locale) -> list[str]:
    """The text in lines that fit: between words, or between Han letters but never before a closing mark."""
    pieces = re.findall(r"[!-\u2e7f]+|.[，。；：、！？）」]*", text) if is_han(locale) else [f"{word} " for word in text.split()]
    lines = [""]
    for piece in pieces:
        if lines[-1] and advance((lines[-1] + piece).rstrip()) > width:
            lines.append("")
        lines[-1] += piece
    return [line.strip() for line in lines]


def _text(x: float, y: float, words: str, kind: str = "", anchor: str = "") -> str:
    more = (f' class="{kind}"' if kind else "") + (f' text-anchor="{anchor}"' if anchor else "")
    return f'<text x="{x:g}" y="{y:g}"{more}>{escape(words)}</text>'


def _lines(x: float, y: float, lines: list[str], kind: str = "", anchor: str = "") -> str:
    return "".join(_text(x, y + at * _LINE, line, kind, anchor) for at, line in enumerate(lines))


def _rect(x: float, y: float, width: float, height: float, kind: str) -> str:
    return f'<rect x="{x:g}" y="{y:g}" width="{width:.1f}" height="{height:g}" class="{kind}"/>'


def _bars(drawing: Bars, locale: Locale) -> tuple[list[str], float]:
    """Each row its label, then a bar cut into shares, and under it what each share is, in the order of the bar."""
    out: list[str] = []
    y = 0.0
    names = {part.id: part.name[locale] for part in drawing.parts}
    kinds = {part.id: f"d{number}" for number, part in enumerate(drawing.parts, 1)}
    longest = max(sum(share.value for share in row.shares) for row in drawing.rows)
    for row in drawing.rows:
        label = wrapped(row.label[locale], WIDTH, locale)
        out.append(_lines(0, y + _TEXT, label, "db"))
        y += len(label) * _LINE + 4
        x = 0.0
        for share in row.shares:
            width = share.value / longest * WIDTH
            out.append(_rect(x, y, width, 26, kinds[share.part]))
            x += width
        y += 26
        for share in row.shares:
            said = wrapped(f"{names[share.part]}{'：' if is_han(locale) else ': '}{share.label[locale]}", WIDTH - 22, locale)
            out.append(_rect(0, y + 8, 12, 12, kinds[share.part]) + _lines(20, y + 19, said))
            y += len(said) * _LINE + 3
        y += 20
    return out, y - 14


def _flow(drawing: Flow, locale: Locale) -> tuple[list[str], float]:
    """Steps from top to bottom, each a numbered box, joined by lines."""
    out: list[str] = []
    y = 1.0
    for number, step in enumerate(drawing.steps, 1):
        title = wrapped(step.title[locale], WIDTH - 64, locale)
        note = wrapped(step.note[locale], WIDTH - 64, locale) if step.note else []
        height = (len(title) + len(note)) * _LINE + 18
        if number > 1:
            out.append(f'<path class="dl" d="M22 {y - 16:g}v16"/>')
        out.append(_rect(1, y, WIDTH - 2, height, "d0") + _text(22, y + 23, str(number), "db", "middle"))
        out.append(_lines(46, y + 23, title, "db") + _lines(46, y + 23 + len(title) * _LINE, note))
        y += height + 16
    return out, y - 15


def _curves(drawing: Curves, locale: Locale) -> tuple[list[str], float]:
    """Lines over an axis. Each is named under the picture beside a sample of its stroke, so that colour is never the only sign."""
    left, right, top, bottom = 8.0, WIDTH - 14.0, 30.0, 200.0
    first, last = drawing.ticks[0].at, drawing.ticks[-1].at
    highest = max(point[1] for curve in drawing.curves for point in curve.points)

    def place(x: float, y: float) -> str:
        return f"{left + (x - first) / (last - first) * (right - left):.1f} {bottom - y / highest * (bottom - top):.1f}"

    out = [_text(0, _TEXT, drawing.height[locale]), f'<path class="dl" d="M{left:g} {top:g}V{bottom:g}H{right:g}"/>']
    for tick in drawing.ticks:
        x = left + (tick.at - first) / (last - first) * (right - left)
        anchor = "start" if tick.at == first else "end" if tick.at == last else "middle"
        out.append(f'<path class="dl" d="M{x:.1f} {bottom:g}v5"/>' + _text(round(x, 1), bottom + 20, tick.label[locale], "", anchor))
    y = bottom + 34
    for number, curve in enumerate(drawing.curves, 1):
        out.append(f'<path class="dc dc{number}" d="M{"L".join(place(*point) for point in curve.points)}"/>')
        name = wrapped(curve.name[locale], WIDTH - 52, locale)
        out.append(f'<path class="dc dc{number}" d="M0 {y + 9:g}h36"/>' + _lines(46, y + _TEXT, name))
        y += len(name) * _LINE + 4
    return out, y + 2


_DRAWN: dict[str, Callable[..., tuple[list[str], float]]] = {"bars": _bars, "flow": _flow, "curves": _curves}


def draw(diagram: Diagram, locale: Locale) -> str:
    """The drawing as a figure: what it shows stands in words beside it, for those who do not see it."""
    shapes, height = _DRAWN[diagram.drawing.kind](diagram.drawing, locale)
    alt = escape(diagram.alt[locale])
    picture = f'<svg viewBox="0 0 {WIDTH} {height:g}" role="img" aria-label="{alt}">{"".join(shapes)}</svg>'
    return f'<figure class="diagram">{picture}<figcaption>{escape(diagram.caption[locale])}</figcaption></figure>'


def named(html: str) -> Iterator[str]:
    """Ids of the diagrams that the HTML asks for, in order."""
    return (match[1] for match in _PLACE.finditer(html))


def insert(html: str, diagrams: Mapping[str, Diagram], locale: Locale) -> str:
    """The HTML with each drawing in its place; the name of one that there is not stays."""
    return _PLACE.sub(lambda match: draw(diagrams[match[1]], locale) if match[1] in diagrams else match[0], html)
