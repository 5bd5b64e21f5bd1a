"""The fonts of share cards as numbers: which characters they have, how wide each is, which pairs move closer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from hub.model.places import Locale

Weight = Literal["regular", "bold"]
UNITS = 1000
"""Units to the em, in which widths are given."""


@dataclass(frozen=True)
class Face:
    """One face: `advances` by character and `kerns` by pair of characters, in units of a thousandth of the size."""

    advances: Mapping[str, int]
    kerns: Mapping[str, int]

    def steps(self, text: str) -> list[int]:
        """How far each character moves the pen, in units. A character that the face lacks counts as a whole em."""
        pairs = [self.kerns.get(text[at : at + 2], 0) for at in range(len(text))]
        return [self.advances.get(letter, UNITS) + kern for letter, kern in zip(text, pairs, strict=True)]

    def width(self, text: str, size: float) -> float:
        """In the unit of `size`."""
        return sum(self.steps(text)) * size / UNITS

    def lacks(self, text: str) -> list[str]:
        """The characters that would be drawn as boxes, each once, in their order."""
        return [letter for letter in dict.fromkeys(text) if letter not in self.advances]


@dataclass(frozen=True)
class Fonts:
    """The faces of each language, and the SHA-256 of the files that they come from."""

    faces: Mapping[tuple[Weight, Locale], Face]
    digest: str
