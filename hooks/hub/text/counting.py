"""How social networks count a post. How many they allow is data (`_platforms`); how they count is here."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import emoji
import regex

_LINK = regex.compile(r"https?://[^\s]+")
_LIGHT = ((0x0, 0x10FF), (0x2000, 0x200D), (0x2010, 0x201F), (0x2032, 0x2037))
X_LINK_LENGTH = 23


def weighted(text: str) -> int:
    """X's weighted length: twitter-text v3 (2018, still in force).

    NFC first; a link is 23, an emoji sequence 2, most Latin characters 1, all others 2.
    """
    text = unicodedata.normalize("NFC", text)
    without_links, links = _LINK.subn("", text)
    without_emoji, sequences = "", 0
    for token in emoji.analyze(without_links, non_emoji=True, join_emoji=True):
        is_emoji = not isinstance(token.value, str)
        # Text-presentation characters such as © count as letters, unless U+FE0F asks for the picture.
        if is_emoji and not (len(token.chars) == 1 and ord(token.chars) < 0x2190):
            sequences += 1
        else:
            without_emoji += token.chars
    letters = sum(1 if any(low <= ord(letter) <= high for low, high in _LIGHT) else 2 for letter in without_emoji)
    return X_LINK_LENGTH * links + 2 * sequences + letters


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
