"""How social networks count a post. How many they allow is data (`_platforms`); how they count is here."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Callable

import emoji
import regex
import tldextract

_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?"
_IN_PATH = r"[\p{Cyrillic}\p{Latin}0-9!*';:=+,.$/%#\[\]\-\u2013_~@|&]"
_ENDS_PATH = r"[\p{Cyrillic}\p{Latin}0-9=_#/+\-]"
_BRACKETS = r"\([^()\s\p{Han}]*\)"
_PATH = rf"(?:/(?:(?:{_IN_PATH}|{_BRACKETS})*(?:{_ENDS_PATH}|{_BRACKETS}))?)?"
_QUERY = r"(?:\?[A-Za-z0-9!?*'@();:&=+$/%#\[\]\-_.,~|]*[A-Za-z0-9\-_&=#/])?"
_LINK = regex.compile(rf"https?://(?:{_LABEL}\.)+[A-Za-z]{{2,63}}(?::\d+)?{_PATH}{_QUERY}", regex.IGNORECASE)
_BARE_LINK = regex.compile(rf"(?<![A-Za-z0-9@＠$#＃_./-])((?:{_LABEL}\.)+([A-Za-z]{{2,63}}))(?![A-Za-z0-9@_-])({_PATH}{_QUERY})", regex.IGNORECASE)
_HEAVY = regex.compile(r"[^\u0000-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]")
_MAYBE_EMOJI = regex.compile(r"[\u20e3\u2190-\u2bff\u3030\u303d\u3297\u3299\ufe0f\U0001f000-\U0001ffff]")
X_LINK_LENGTH = 23


@functools.cache
def _top_level_domains() -> frozenset[str]:
    """Every top-level domain of the public suffix list that the package carries; nothing is fetched."""
    suffixes = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None).tlds
    return frozenset(suffix.rpartition(".")[2] for suffix in suffixes)


def _without_bare_links(text: str) -> tuple[str, int]:
    """The text without addresses that lack https://, and how many there were. X knows them by their top-level domain.

    One label and a country's domain, with no path (`hub.tw`), is no link to X; .co and .tv are.
    """
    kept, at, found = [], 0, 0
    for match in _BARE_LINK.finditer(text):
        host, domain, rest = match[1], match[2].lower(), match[3]
        is_short = host.count(".") == 1 and len(domain) == 2 and domain not in ("co", "tv") and not rest
        if domain in _top_level_domains() and not is_short:
            kept.append(text[at : match.start()])
            at, found = match.end(), found + 1
    return "".join(kept) + text[at:], found


def weighted(text: str) -> int:
    """X's weighted length: twitter-text v3 (2018, still in force).

    NFC first; a link is 23, an emoji sequence 2, most Latin characters 1, all others 2.
    """
    letters, links = _LINK.subn("", unicodedata.normalize("NFC", text))
    if "." in letters:
        letters, bare = _without_bare_links(letters)
        links += bare
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
