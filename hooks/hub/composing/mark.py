"""The site's mark as masks: a sheet with lines of text and a small square. The same shape as overrides/assets/mark.svg."""

from __future__ import annotations

import functools

from PIL import Image, ImageDraw


@functools.cache
def masks(size: int) -> tuple[Image.Image, Image.Image]:
    """The sheet and the square, `size` pixels wide and high."""
    fine = 16
    scale = size * fine / 34
    sheet, square = (Image.new("L", (size * fine, size * fine)) for _ in range(2))
    pen = ImageDraw.Draw(sheet)
    thick = round(2.5 * scale)

    def stroke(*points: tuple[float, float]) -> None:
        placed = [((x + 3) * scale, y * scale) for x, y in points]
        pen.line(placed, fill=255, width=thick, joint="curve")
        for x, y in placed:
            pen.ellipse((x - thick / 2, y - thick / 2, x + thick / 2, y + thick / 2), fill=255)

    stroke((2, 2), (19, 2), (26, 9), (26, 32), (2, 32), (2, 2))
    for line in (((7.5, 11), (16.5, 11)), ((7.5, 16.5), (20.5, 16.5)), ((7.5, 22), (11.5, 22))):
        stroke(*line)
    corner = (17 * scale, 20.5 * scale, 26 * scale, 29.5 * scale)
    pen.rectangle(corner, fill=0)
    ImageDraw.Draw(square).rectangle(corner, fill=255)
    return sheet.reduce(fine), square.reduce(fine)
