"""Share cards: where each word stands, and the picture. Measured first and drawn after, so that what does not fit is known before it is seen.

The look is that of the pages: paper, ink rules, pine for the topic, celadon behind what must be read with the title. The only red is in the site's
mark. No seal: a picture travels for years, and a seal on it would go on saying "approved" after the approval has ended.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont

from hub.composing.cards import SIZES, CardImage, CardWords
from hub.composing.mark import masks
from hub.model.fonts import UNITS, Face, Fonts, Weight
from hub.model.places import Locale, is_han
from hub.outputs.artifact import Artifact
from hub.text.breaking import Broken, break_lines

Pens = Callable[[Weight, Locale, int], ImageFont.FreeTypeFont]
"""A face at a size in pixels, ready to draw."""
Box = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels; right and bottom are just outside."""

_COLOURS = {"paper": 0xFFFFFF, "ink": 0x15201B, "ink-2": 0x44524A, "celadon": 0xDDE8E0, "pine": 0x0C4A43, "seal": 0xA3281C}
"""The light tokens of overrides/assets/hub.css."""
_RAMPS = (("paper", "ink"), ("paper", "ink-2"), ("paper", "pine"), ("celadon", "ink"), ("celadon", "ink-2"), ("celadon", "seal"))
"""Every pair of ground and colour that is drawn, each in LEVELS steps: the whole palette, the same for every card."""
LEVELS = 16
_LATIN_APOSTROPHE = re.compile(r"(?<=[A-Za-z])’(?=[A-Za-z])")
_INDENTED = frozenset("「『《〈（【〔")
"""Signs whose left half is empty: at the start of a line they move out by that half."""


class DoesNotFit(Exception):
    """The words are too long for the card even in its smallest letters. Its text says which."""


@dataclass(frozen=True)
class _Template:
    """Measures in pixels: outer margin, space above the rule, sizes of letters (largest first), most lines of the title, padding of the foot."""

    margin: int
    top: int
    bar: int
    topic: int
    titles: tuple[int, ...]
    most: int
    smalls: tuple[int, ...]
    name: int
    padding: int


_TEMPLATES: dict[tuple[int, int], _Template] = {
    SIZES["link"]: _Template(72, 56, 9, 32, (112, 100, 90, 82, 74, 68, 62, 56, 50, 44), 3, (31, 28, 26), 30, 34),
    SIZES["instagram"]: _Template(84, 84, 11, 42, (168, 150, 132, 120, 108, 98, 88, 80, 72, 64, 56), 7, (42, 38, 34), 38, 52),
    SIZES["xiaohongshu"]: _Template(84, 84, 11, 42, (168, 150, 132, 120, 108, 98, 88, 80, 72, 64, 56), 7, (42, 38, 34), 38, 52),
    SIZES["wechat"]: _Template(48, 36, 7, 23, (70, 62, 56, 51, 47, 43, 39, 35, 31), 2, (22, 20, 18), 21, 20),
    SIZES["wechat-square"]: _Template(40, 36, 7, 25, (74, 68, 62, 56, 51, 47, 43, 39, 35, 31), 5, (22, 20, 18), 21, 22),
}


@dataclass(frozen=True)
class Line:
    """One line of letters. `x` is where it begins, `baseline` what its letters stand on; `ramp` is (ground, colour)."""

    text: str
    x: float
    baseline: int
    weight: Weight
    size: int
    ramp: tuple[str, str]


@dataclass(frozen=True)
class Layout:
    """A card before it is drawn. `foot` is the tinted part with the disclosures, `mark` the site's mark; `title` and `small` hold their lines."""

    width: int
    height: int
    rule: Box
    bar: Box
    foot: Box
    mark: Box
    title: Box
    small: Box
    lines: tuple[Line, ...]


def _leading(locale: Locale, size: int, *, is_title: bool) -> int:
    """From one baseline to the next."""
    return round(size * ((1.34 if is_han(locale) else 1.16) if is_title else (1.55 if is_han(locale) else 1.36)))


def _fit(
    text: str, face: Face, locale: Locale, sizes: tuple[int, ...], box: tuple[int, int], most: int, *, is_title: bool
) -> tuple[int, Broken] | None:
    """The size, and its lines, that fit into (width, height) and read best: the largest, unless a smaller one breaks better."""
    width, height = box
    found: list[tuple[float, int, Broken]] = []
    for cuts_words in (False, True):
        for size in sizes:
            if found and size < 0.7 * found[0][1]:
                break
            room = min(most, 1 + (height - size) // _leading(locale, size, is_title=is_title)) if height >= size else 0
            broken = break_lines(text, width, lambda line, size=size: face.width(line, size), room, cuts_words=cuts_words)  # type: ignore[misc]
            if broken:
                found.append((size * (1 - 0.12 * broken.harm) * (1 - 0.08 * len(broken.lines)), size, broken))
        if found:
            _, size, broken = max(found, key=lambda one: one[0])
            return size, broken
    return None


def _lines(
    broken: Broken, locale: Locale, size: int, at: tuple[int, int], weight: Weight, ramp: tuple[str, str], *, is_title: bool
) -> Iterator[Line]:
    """The lines from a top left corner on: the first stands 0.88 of its size below it."""
    left, top = at
    for number, text in enumerate(broken.lines):
        hang = size * 0.45 if text[0] in _INDENTED else 0
        yield Line(text, left - hang, top + round(size * 0.88) + number * _leading(locale, size, is_title=is_title), weight, size, ramp)


def _height(broken: Broken, locale: Locale, size: int, *, is_title: bool) -> int:
    return size + (len(broken.lines) - 1) * _leading(locale, size, is_title=is_title)


def lay_out(words: CardWords, width: int, height: int, fonts: Fonts) -> Layout:
    """Where everything stands. The foot takes what its words need, the title the rest. Raises DoesNotFit."""
    form, locale = _TEMPLATES[width, height], words.locale
    bold, regular = fonts.faces["bold", locale], fonts.faces["regular", locale]
    words_of = _LATIN_APOSTROPHE.sub("'", words.title), _LATIN_APOSTROPHE.sub("'", words.small)
    left, inner = form.margin, width - 2 * form.margin
    lines: list[Line] = []

    # The foot, from below: the site's name beside its mark, and above it the disclosures.
    mark = round(form.name * 1.35)
    name_x = left + round(mark * 1.2)
    shown = regular.width(words.demonstration, form.name)
    is_beside = name_x + bold.width(words.site, form.name) + form.name + shown <= left + inner
    row = round(form.name * 1.5)
    rows = 2 if words.demonstration and not is_beside else 1
    foot_rows = height - form.padding - rows * row
    base = foot_rows + round(row * 0.5 + form.name * 0.36)
    if words.site:
        if name_x + bold.width(words.site, form.name) > left + inner:
            raise DoesNotFit(f"the site's name {words.site!r}")
        lines.append(Line(words.site, name_x, base, "bold", form.name, ("celadon", "ink")))
    if words.demonstration:
        x = left + inner - shown if is_beside else name_x
        lines.append(Line(words.demonstration, x, base + (0 if is_beside else row), "regular", form.name, ("celadon", "ink-2")))
    small = _fit(words_of[1], regular, locale, form.smalls, (inner, height // 3), 6, is_title=False) if words_of[1] else None
    if words_of[1] and not small:
        raise DoesNotFit(f"the disclosures {words.small!r}")
    tall = _height(small[1], locale, small[0], is_title=False) + round(form.padding * 0.8) if small else 0
    foot_top = foot_rows - tall - form.padding
    if small:
        lines += _lines(small[1], locale, small[0], (left, foot_top + form.padding), "regular", ("celadon", "ink"), is_title=False)

    # The head: a rule with a short bar, and the topic.
    rule_y = form.top
    title_top = rule_y + round(form.topic * 1.35)
    if words.topic:
        if bold.width(words.topic, form.topic) > inner:
            raise DoesNotFit(f"the topic {words.topic!r}")
        lines.append(Line(words.topic, left, title_top + round(form.topic * 0.62), "bold", form.topic, ("paper", "pine")))
        title_top += round(form.topic * 1.6)
    room = foot_top - round(form.padding * 0.8) - title_top
    title = _fit(words_of[0], bold, locale, form.titles, (inner, room), form.most, is_title=True)
    if not title:
        raise DoesNotFit(f"the title {words.title!r}")
    lines += _lines(title[1], locale, title[0], (left, title_top), "bold", ("paper", "ink"), is_title=True)
    return Layout(
        width,
        height,
        rule=(left, rule_y, left + inner, rule_y + 2),
        bar=(left, rule_y, left + round(inner * 0.11), rule_y + form.bar),
        foot=(0, foot_top, width, height),
        mark=(left, foot_rows + (row - mark) // 2, left + mark, foot_rows + (row - mark) // 2 + mark),
        title=(left, title_top, left + inner, foot_top),
        small=(left, foot_top, left + inner, foot_rows),
        lines=tuple(lines),
    )


# --- drawing ----------------------------------------------------------------------------------------------------------------------------------------


def _channels(colour: int) -> tuple[int, int, int]:
    return colour >> 16, colour >> 8 & 255, colour & 255


@functools.cache
def palette() -> tuple[int, ...]:
    """Red, green and blue of each index: of every ramp, from its ground to its colour."""
    found: list[int] = []
    for ground, colour in _RAMPS:
        pairs = list(zip(_channels(_COLOURS[ground]), _channels(_COLOURS[colour]), strict=True))
        found += [round(low + (high - low) * step / (LEVELS - 1)) for step in range(LEVELS) for low, high in pairs]
    return tuple(found)


def _index(ground: str, colour: str, level: int = LEVELS - 1) -> int:
    return _RAMPS.index((ground, colour)) * LEVELS + level


def _put(canvas: Image.Image, mask: Image.Image, at: tuple[int, int], ramp: tuple[str, str]) -> None:
    """Lays a mask of coverage (0 to 255) onto the canvas, in the steps of a ramp."""
    steps = [round(cover * (LEVELS - 1) / 255) for cover in range(256)]
    first = _index(*ramp, level=0)
    canvas.paste(mask.point([first + step for step in steps]), at, mask.point([255 if step else 0 for step in steps]))


def _draw_line(canvas: Image.Image, line: Line, face: Face, locale: Locale, pens: Pens) -> None:
    """Letter by letter where the measures say: Pillow without a shaping engine rounds widths and knows no kerning."""
    font = pens(line.weight, locale, line.size)
    left, top = int(line.x) - line.size, line.baseline - round(line.size * 1.1)
    mask = Image.new("L", (round(face.width(line.text, line.size)) + 3 * line.size, round(line.size * 1.5)))
    pen = ImageDraw.Draw(mask)
    x = line.x - left
    for letter, step in zip(line.text, face.steps(line.text), strict=True):
        if letter != " ":
            pen.text((x, line.baseline - top), letter, fill=255, font=font, anchor="ls")
        x += step * line.size / UNITS
    _put(canvas, mask, (left, top), line.ramp)


def artifacts(pictures: Iterable[tuple[CardImage, bytes]]) -> Iterator[Artifact]:
    """The files of the site."""
    return (Artifact(card.path, data) for card, data in pictures)


def draw(card: CardImage, fonts: Fonts, pens: Pens) -> Image.Image:
    """The picture, in the fixed palette. Raises DoesNotFit."""
    layout = lay_out(card.words, card.width, card.height, fonts)
    canvas = Image.new("L", (card.width, card.height), _index("paper", "ink", 0))
    pen = ImageDraw.Draw(canvas)

    def fill(box: Box, index: int) -> None:
        pen.rectangle((box[0], box[1], box[2] - 1, box[3] - 1), fill=index)

    fill(layout.rule, _index("paper", "ink"))
    fill(layout.bar, _index("paper", "ink"))
    fill(layout.foot, _index("celadon", "ink", 0))
    sheet, square = masks(layout.mark[3] - layout.mark[1])
    _put(canvas, sheet, layout.mark[:2], ("celadon", "ink"))
    _put(canvas, square, layout.mark[:2], ("celadon", "seal"))
    for line in layout.lines:
        _draw_line(canvas, line, fonts.faces[line.weight, card.words.locale], card.words.locale, pens)
    canvas.putpalette(palette())
    return canvas
