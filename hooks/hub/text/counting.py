"""How social networks count a post. How many they allow is data (`_platforms`); how they count is here."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import emoji
import regex

_LINK = regex.compile(r"https?://[^\s]+")
_HEAVY = regex.compile(r"[^\u0000-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]")
_MAYBE_EMOJI = regex.compile(r"[\u20e3\u2190-\u2bff\u3030\u303d\u3297\u3299\ufe0f\U0001f000-\U0001ffff]")
X_LINK_LENGTH = 23


def weighted(text: str) -> int:
    """X's weighted length: twitter-text v3 (2018, still in force).

    NFC first; a link is 23, an emoji sequence 2, most Latin characters 1, all others 2.
    """
    letters, links = _LINK.subn("", unicodedata.normalize("NFC", text))
    sequences = 0
    if _MAYBE_EMOJI.search(letters):
        kept = []
        for token in emoji.analyze(letters, non_emoji=True, join_emoji=True):
            # A lone character such as © counts as a letter unless U+FE0F asks for its picture.
            is_letter = isinstance(token.value, str) or (len(token.chars) == 1 and ord(token.chars) < 0x2190)
            kept.append(token.chars if is_letter else "")
            sequences += not is_letter
        letters = "".join(kept)
    return X_LINK_LENGTH * links + 2 * sequences + len(letters) + len(_HEAVY.findall(letters))


def grapheme(text: str) -> int:
    """Extended grapheme clusters (UAX #29): what a reader calls characters. Bluesky, Mastodon."""
    return len(regex.findall(r"\X", text))


def utf16(text: str) -> int:
    """UTF-16 code units: an emoji is 2. LinkedIn's tools, LINE, Telegram, JavaScript's own length."""
    return len(text.encode("utf-16-le")) // 2


def codepoint(text: str) -> int:
    """Unicode code points."""
    return len(text)


COUNTERS: dict[str, Callable[[str], int]] = {"weighted": weighted, "grapheme": grapheme, "utf16": utf16, "codepoint": codepoint}


def length(text: str, unit: str) -> int:
    """The text's length in one of COUNTERS' units. Raises KeyError for another unit."""
    return COUNTERS[unit](text)
