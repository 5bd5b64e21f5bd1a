"""A text as the rules read it: one script, one case, no disguises; with the way back to every original letter.

Folding is for matching only. What a message quotes is always the original, by `Folded.span`.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from hub.text.chinese import HAN, Simplifier

MASK = "\x1f"
"""Stands for a stretch that no rule may read: a disclosure, code, an address."""
_SIMPLIFY = Simplifier()
_IS_HAN = re.compile(rf"[{HAN}]")
_DECORATION = frozenset(" \t\u3000*_~-–—·•‧・.|/\\=+^`'\"★☆●○◆◇■□▲△※→✨⭐🔥💥✅❤♥")
_PICTURES = {"🆓": " free 免费 ", "💯": "100%", "〇": "零", "’": "'", "‘": "'", "“": '"', "”": '"', "＂": '"'}
_LEET = str.maketrans("013457@$", "oieastas")
_LEET_WORD = re.compile(r"(?<![a-z0-9@$.,])[a-z][a-z0-9@$]*")
_NOT_LEET = re.compile(r"[013457@$]{3}|[2689]|\$\d|[13457]$|\d\d$")
"""Sums, licence numbers, names of plans: digits that are digits."""
_SPARKLES = "★☆●○◆◇■□▲△※→✨⭐🔥💥✅❤♥•·*"
_SPACED_WORD = re.compile(rf"(?<![a-z0-9])[a-z013457@$](?:[ \-_{_SPARKLES}]{{1,3}}[a-z013457@$](?![a-z0-9%])){{2,}}")
_LONGEST_DECORATION = 4


@dataclass(frozen=True)
class Folded:
    """`text` is what rules match; `origins[at]` is the index in the original of the letter that became `text[at]`."""

    text: str
    origins: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original's start and end of the folded stretch text[start:end], which is not empty."""
        return self.origins[start], self.origins[end - 1] + 1


@functools.lru_cache(maxsize=65536)
def _letter(letter: str) -> str:
    """One letter folded: NFKC, lower case, Simplified. Invisible letters and combining marks vanish."""
    if letter in _PICTURES:
        return _PICTURES[letter]
    if letter == "\n":
        return "\n"
    category = unicodedata.category(letter)
    if category in ("Cf", "Cc", "Mn", "Me", "Co", "Cs", "Cn"):
        return " " if letter in "\t\r" else ""
    out = unicodedata.normalize("NFKC", letter).lower()
    if _IS_HAN.match(out):
        out = _SIMPLIFY(out)
    return out if "\n" not in out else " "


def fold_pattern(pattern: str) -> str:
    """A rule's pattern with its Chinese in the script of folded text; nothing else changes."""
    return "".join(_SIMPLIFY(letter) if _IS_HAN.match(letter) else letter for letter in pattern)


def fold(text: str, masked: Iterable[tuple[int, int]] = ()) -> Folded:
    """The folded text. `masked` are (start, end) stretches of the original that become one MASK each."""
    letters: list[str] = []
    origins: list[int] = []
    stretches = sorted(masked)
    at, following = 0, 0
    while at < len(text):
        if following < len(stretches) and at >= stretches[following][0]:
            _, end = stretches[following]
            following += 1
            if end > at:
                letters.append(MASK)
                origins.append(at)
                at = end
            continue
        for one in _letter(text[at]):
            letters.append(one)
            origins.append(at)
        at += 1
    return _without_disguise(letters, origins)


def _without_disguise(letters: list[str], origins: list[int]) -> Folded:
    out: list[str] = []
    kept: list[int] = []
    at, total = 0, len(letters)
    while at < total:
        letter = letters[at]
        if letter in _DECORATION and out and _IS_HAN.match(out[-1]):
            # 保★本 and 零 風 險: what stands between two Han letters, and says nothing, goes.
            end = at
            while end < total and end - at <= _LONGEST_DECORATION and letters[end] in _DECORATION:
                end += 1
            if end < total and end - at <= _LONGEST_DECORATION and _IS_HAN.match(letters[end]):
                at = end
                continue
        if letter == " " and out and out[-1] == " ":
            at += 1
            continue
        out.append(letter)
        kept.append(origins[at])
        at += 1
    text = "".join(out)
    drop: set[int] = set()
    for match in _SPACED_WORD.finditer(text):
        if sum(letter.isalpha() for letter in match[0]) >= 3:
            kept_space = " " if any(letter in _SPARKLES for letter in match[0]) else ""
            drop.update(place for place in range(*match.span()) if not text[place].isalnum() and text[place] != kept_space)
    if drop:
        text = "".join(letter for place, letter in enumerate(text) if place not in drop)
        kept = [origin for place, origin in enumerate(kept) if place not in drop]
    # One digit for one letter, so that the way back stays true.
    return Folded(_LEET_WORD.sub(_spelled, text), tuple(kept))


def _spelled(match: re.Match[str]) -> str:
    return match[0] if _NOT_LEET.search(match[0]) else match[0].translate(_LEET)
