"""The font files of share cards, which the program carries: just the tables that layout needs. Drawing them is `shell.drawing`.

Formats: https://learn.microsoft.com/typography/opentype/spec/ (collection header, cmap 12, hmtx, kern 0). `scripts/make-fonts` writes no others.
"""

from __future__ import annotations

import functools
import hashlib
import struct
from pathlib import Path

from hub.model.fonts import Face, Fonts, Weight
from hub.model.places import LOCALES, Locale
from hub.problems import Problem

FOLDER = Path(__file__).resolve().parents[2] / "fonts"
WEIGHTS: tuple[Weight, ...] = ("regular", "bold")
FACE_OF: dict[Locale, int] = {locale: at for at, locale in enumerate(LOCALES)}
"""The face of each language in a collection."""


def path_of(weight: Weight, folder: Path = FOLDER) -> Path:
    return folder / f"{weight}.ttc"


def _unpack(form: str, data: bytes, at: int) -> tuple[int, ...]:
    return struct.unpack_from(f">{form}", data, at)


def _tables(data: bytes, face: int) -> dict[bytes, int]:
    """Where each table of a face begins."""
    (start,) = _unpack("I", data, 12 + 4 * face)
    (count,) = _unpack("H", data, start + 4)
    return {data[at : at + 4]: _unpack("I", data, at + 8)[0] for at in range(start + 12, start + 12 + 16 * count, 16)}


def _characters(data: bytes, cmap: int) -> dict[str, int]:
    """The glyph of each character. Raises ValueError where there is no table of format 12."""
    (count,) = _unpack("H", data, cmap + 2)
    for at in range(cmap + 4, cmap + 4 + 8 * count, 8):
        table = cmap + _unpack("I", data, at + 4)[0]
        if _unpack("H", data, table)[0] == 12:
            groups = struct.iter_unpack(">III", data[table + 16 : table + 16 + 12 * _unpack("I", data, table + 12)[0]])
            return {chr(one): glyph + one - first for first, last, glyph in groups for one in range(first, last + 1)}
    raise ValueError("a font needs a cmap of format 12")


def _widths(data: bytes, tables: dict[bytes, int]) -> list[int]:
    """The advance of each glyph; the last one of the table holds for all that follow."""
    (glyphs,), (long,) = _unpack("H", data, tables[b"maxp"] + 4), _unpack("H", data, tables[b"hhea"] + 34)
    found = [advance for advance, _ in struct.iter_unpack(">Hh", data[tables[b"hmtx"] : tables[b"hmtx"] + 4 * long])]
    return found + found[-1:] * (glyphs - long)


def _kerns(data: bytes, kern: int) -> dict[tuple[int, int], int]:
    (count,) = _unpack("H", data, kern + 10)
    return {(left, right): value for left, right, value in struct.iter_unpack(">HHh", data[kern + 18 : kern + 18 + 6 * count])}


def read_face(data: bytes, face: int) -> Face:
    """One face of a collection. Raises ValueError, KeyError or struct.error where the file is no such font."""
    tables = _tables(data, face)
    glyphs, widths = _characters(data, tables[b"cmap"]), _widths(data, tables)
    letters: dict[int, list[str]] = {}
    for letter, glyph in glyphs.items():
        letters.setdefault(glyph, []).append(letter)
    kerns = {
        one + other: value
        for (left, right), value in _kerns(data, tables[b"kern"]).items()
        for one in letters.get(left, ())
        for other in letters.get(right, ())
    }
    return Face({letter: widths[glyph] for letter, glyph in glyphs.items()}, kerns)


@functools.cache
def load_fonts(folder: Path = FOLDER) -> Fonts:
    """Every face, once a process: the files are the program's own, and do not change under it. Raises OSError, or what `read_face` raises."""
    files = {weight: path_of(weight, folder).read_bytes() for weight in WEIGHTS}
    digest = hashlib.sha256(b"".join(hashlib.sha256(data).digest() for data in files.values())).hexdigest()
    return Fonts({(weight, locale): read_face(data, face) for weight, data in files.items() for locale, face in FACE_OF.items()}, digest)


def read_fonts(folder: Path = FOLDER) -> tuple[Fonts | None, list[Problem]]:
    """Every face, or None and the problem."""
    try:
        return load_fonts(folder), []
    except (OSError, ValueError, LookupError, struct.error) as error:
        fix = "restore hooks/fonts from the repository, or run `make fonts`"
        return None, [Problem("hooks/fonts", 1, "HUB806", f"must hold the fonts of share cards: {type(error).__name__}: {error}", fix)]
