"""How much a sentence reads like an advertisement that says by implication what it may not say. It asks for a reviewer and never decides.

A linear model over the n-grams of letters, trained by `scripts/train-suspicion`. It reads one sentence at a time (`hub.text.sentences`), `readied`:
folded by `hub.text.folding.fold` (NFKC, lower case, Simplified letter by letter), then without any space for Chinese, with single ones for English.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

FORMAT = 1
_KEYS = frozenset({"format", "made_from", "ngrams", "bias", "threshold", "quiet", "scale", "weights"})
_LONGEST = 8
_MARKS = re.compile(r"^[\s#>*|-]+(?:\d{1,2}\.\s)?|[*_|]+")
"""What Markdown puts before and into a sentence."""


def readied(folded: str, language: str) -> str:
    """Folded text as the model of a language ("en" or "zh", for both scripts) reads it. A masked stretch counts as a space."""
    return ("" if language == "zh" else " ").join(_MARKS.sub("", folded).split())


def ngrams(text: str, shortest: int, longest: int) -> set[str]:
    """Every stretch of `shortest` to `longest` letters, each once."""
    return {text[at : at + size] for size in range(shortest, longest + 1) for at in range(len(text) - size + 1)}


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


@dataclass(frozen=True)
class Suspicion:
    """A trained model. `scale` times the natural logarithm of the odds is the unit of every number in it."""

    shortest: int
    longest: int
    bias: int
    threshold: int
    quiet: int
    scale: int
    weights: Mapping[str, int]

    @classmethod
    def of(cls, parsed: Mapping[str, Any]) -> Suspicion:
        """The model of a parsed file. ValueError says what is wrong with another shape."""
        if not isinstance(parsed, Mapping) or parsed.keys() != _KEYS:
            raise ValueError(f"the keys must be {', '.join(sorted(_KEYS))}")
        if not _is_whole(parsed["format"]) or parsed["format"] != FORMAT:
            raise ValueError(f"format must be {FORMAT}")
        for name in ("bias", "threshold", "quiet", "scale"):
            if not _is_whole(parsed[name]):
                raise ValueError(f"{name} must be a whole number")
        if parsed["scale"] < 1:
            raise ValueError("scale must be positive")
        sizes = parsed["ngrams"]
        if not isinstance(sizes, list) or len(sizes) != 2 or not all(map(_is_whole, sizes)) or not 1 <= sizes[0] <= sizes[1] <= _LONGEST:
            raise ValueError(f"ngrams must be two whole numbers from 1 to {_LONGEST}, the smaller first")
        weights = parsed["weights"]
        if not isinstance(weights, Mapping):
            raise ValueError("weights must map n-grams to whole numbers")
        for gram, weight in weights.items():
            if not isinstance(gram, str) or not sizes[0] <= len(gram) <= sizes[1] or not _is_whole(weight):
                raise ValueError(f"weights must map n-grams of {sizes[0]} to {sizes[1]} letters to whole numbers: {gram!r}")
        return cls(sizes[0], sizes[1], parsed["bias"], parsed["threshold"], parsed["quiet"], parsed["scale"], dict(weights))

    def score(self, readied: str) -> int:
        """The bias, and the sum of the weights of the n-grams that occur, over the root of how many known ones do."""
        get = self.weights.get
        found = [weight for gram in ngrams(readied, self.shortest, self.longest) if (weight := get(gram)) is not None]
        return self.bias + round(sum(found) / math.sqrt(len(found))) if found else self.bias

    def is_quiet(self, readied: str) -> bool:
        """Whether it reads like explanation, so that a claim structure found in it is most likely talked about and not made."""
        return self.score(readied) < self.quiet

    def is_suspicious(self, readied: str) -> bool:
        """Whether a reviewer should be asked."""
        return self.score(readied) >= self.threshold
