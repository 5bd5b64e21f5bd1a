"""How social networks count a post. How many they allow is data (`_platforms`); how they count is here, and in `assets/share/counting.js` again.

X: twitter-text 3 (weights of 2018, still in force). Bluesky: facets of its own library. Mastodon: its server's length validator.
"""

from __future__ import annotations

import functools
import math
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

import regex

from hub.text.counting_tables import GSM_BASIC, GSM_EXTENDED, PATTERNS, SCHEMES, emoji_pattern, top_level_domains

LINK = 23
"""What X and Mastodon count for any link."""
_LONGEST_LINK, _LONGEST_LABEL, _LONGEST_SLUG, _LONGEST_DOMAIN, _LONGEST_TAG = 4096, 63, 40, 253, 64


@functools.cache
def _pattern(name: str) -> regex.Pattern[str]:
    return regex.compile(emoji_pattern() if name == "emoji" else PATTERNS[name])


def utf16(text: str) -> int:
    """UTF-16 code units: an emoji is 2. LinkedIn's tools, LINE, Telegram, JavaScript's own length."""
    return len(text) + sum(letter > "\uffff" for letter in text) if not text.isascii() else len(text)


def codepoint(text: str) -> int:
    """Unicode code points."""
    return len(text)


def grapheme(text: str) -> int:
    """Extended grapheme clusters (UAX #29): what a reader calls characters. Bluesky."""
    if text.isascii():
        return len(text) - text.count("\r\n")
    # Two regional letters are one flag; a hundred thousand of them would keep the engine busy for half a minute.
    return len(regex.findall(r"\X", regex.sub("[\U0001f1e6-\U0001f1ff]{2}", "x", text)))


def _top_level(text: str, at: int) -> int:
    """Where the top-level domain that begins at `at` ends; -1 where none begins."""
    run = at
    while run < len(text) and text[run].isascii() and text[run].isalnum():
        run += 1
    if text[at : at + 4].lower() == "xn--":
        run = at + 4
        while run < len(text) and text[run].isascii() and text[run].isalnum():
            run += 1
        return run if run > at + 4 else -1
    if run > at:
        return run if text[at:run].lower() in top_level_domains() and text[run : run + 1] not in ("@", "+", "-") else -1
    for end in range(min(len(text), at + 24), at, -1):
        after = text[end : end + 1]
        if text[at:end] in top_level_domains() and not (after in ("@", "+", "-") or (after.isascii() and after.isalnum())):
            return end
    return -1


def _host(text: str, at: int, until: int) -> int:
    """Where the longest host name that begins at `at` ends; -1 where none begins."""
    dots = []
    label = _pattern("label").match(text, at, until)
    while label:
        dots.append((label.start(), label.end()))
        label = _pattern("label").match(text, label.end(), until)
    for start, end in reversed(dots):
        if "_" not in text[start:end] and (found := _top_level(text, end)) >= 0:
            return found
    return -1


def _is_link(url: str, scheme: str, host: str) -> bool:
    """Whether the networks take it: labels of 1 to 63 in punycode, 4,096 in all."""
    if host.startswith("xn--") and not host.isascii():
        return False
    for label in host.split("."):
        encoded = len(label) if label.isascii() else len(label.encode("punycode")) + 4
        if not 1 <= encoded <= _LONGEST_LABEL:
            return False
    return len(scheme) + utf16(url) <= _LONGEST_LINK


def _ascii_hosts(host: str) -> Iterator[tuple[int, int]]:
    """Stretches of a host that X links where no scheme stands before it."""
    at = 0
    for run in _pattern("ascii_run").finditer(host):
        if run.start() < at or host[run.end() : run.end() + 1] != ".":
            continue
        ends, end = [], run.end()
        while host[end : end + 1] == ".":
            ends.append(end + 1)
            following = _pattern("ascii_run").match(host, end + 1)
            end = following.end() if following else end + 1
            if not following:
                break
        found = next((top for dot in reversed(ends) if (top := _top_level(host, dot)) >= 0), -1)
        if found >= 0:
            yield run.start(), found
            at = found


def _links(text: str, schemes: tuple[str, ...], tail: str, *, bare: bool) -> Iterator[tuple[int, int]]:
    """(start, end) of each link. With `bare`, also of addresses without a scheme; without it they only hide what stands in their paths."""
    at = 0
    for run in _pattern("host_run").finditer(text):
        if run.end() <= at or "." not in run[0] or len(run[0]) > _LONGEST_LINK:
            continue
        starts: list[tuple[int, int]] = []
        if text[max(0, run.start() - 3) : run.start()] == "://":
            before = text[max(0, run.start() - 11) : run.start() - 3]
            # The longest scheme is tried first, as an engine reading from the left would.
            starts += [(run.start() - 3 - len(name), run.start()) for name in sorted(schemes, key=len, reverse=True) if before.lower().endswith(name)]
        places = list(range(run.start(), run.end()))
        if not run.start() and len(places) > 1 and not _pattern("not_before").match(text):
            places[:2] = [1, 0]  # a first letter that may stand before a link is taken to stand before one
        starts += [(place, place) for place in places]
        for start, host_at in starts:
            if start < at or host_at < at or (start and (start == at or _pattern("not_before").match(text, start - 1))):
                continue
            host_end = _host(text, host_at, run.end())
            if host_end < 0:
                continue
            end = _pattern(tail).match(text, host_end).end()
            at = end
            host, scheme = text[host_at:host_end], text[start:host_at]
            if not _is_link(text[start:end], scheme or "https://", host):
                break
            if scheme:
                short = _pattern("short_link").match(text, start, end)
                if not short:
                    yield start, end
                elif len(short[1]) <= _LONGEST_SLUG:
                    yield start, short.end()
                break
            if not bare or (start and text[start - 1] in "-_./"):
                break
            has_path = text[host_end:end].lstrip(":0123456789").startswith("/")
            hosts = list(_ascii_hosts(host))
            for number, (first, last) in enumerate(hosts, 1):
                yield host_at + first, end if has_path and number == len(hosts) else host_at + last
            break


def weighted(text: str) -> int:
    """X's weighted length: NFC first; a link is 23, an emoji 2, most Latin characters 1, all others 2."""
    text = unicodedata.normalize("NFC", text)
    total, rest, at = 0, [], 0
    for start, end in _links(text, ("http", "https"), "tail", bare=True) if "." in text else ():
        total += LINK
        rest.append(text[at:start])
        at = end
    for piece in (*rest, text[at:]):
        letters, pictures = (piece, 0) if piece.isascii() else _pattern("emoji").subn("", piece)
        total += 2 * pictures + 2 * len(letters) - len(_pattern("light").findall(letters))
    return total


def is_valid_on_x(text: str) -> bool:
    """Whether X takes its characters at all: not empty, no U+FFFE, U+FEFF or U+FFFF."""
    return bool(text) and not any(letter in text for letter in "\ufffe\ufeff\uffff")


def mastodon(text: str, warning: str = "") -> int:
    """Grapheme clusters of content warning and text; a link with its scheme is 23, of @name@server only @name counts, of blank text nothing."""
    return _mastodon(text, warning) if text.strip() else grapheme(warning)


def _mastodon(text: str, warning: str = "") -> int:
    found = [(start, end, "x" * LINK) for start, end in (_links(text, SCHEMES, "long_tail", bare=False) if "://" in text else ())]
    for match in _pattern("remote_mention").finditer(text) if "@" in text else ():
        if not _pattern("ends_mention").match(text, match.end()) and len(match[2] or "") <= _LONGEST_DOMAIN:
            found.append((match.start(), match.end(), f"@{match[1]}"))
    counted, at = warning, 0
    for start, end, said in sorted(found):
        if start >= at:
            counted, at = counted + text[at:start] + said, end
    return grapheme(counted + text[at:])


def threads(text: str) -> int:
    """Characters, but an emoji is as many as its UTF-8 bytes."""
    found = _pattern("emoji").findall(text) if not text.isascii() else ()
    return len(text) + sum(len(picture.encode()) - len(picture) for picture in found)


def _halves(text: str) -> int:
    return len(text) if text.isascii() else sum(1 if letter <= "\u00ff" else 2 for letter in text)


def half_width(text: str) -> int:
    """Weibo: two characters up to U+00FF are one, rounded up."""
    return math.ceil(_halves(text) / 2)


@dataclass(frozen=True)
class Message:
    """A text message. `units` are septets (gsm7) or UTF-16 units (ucs2); `parts` are what the sender pays for."""

    alphabet: Literal["gsm7", "ucs2"]
    units: int
    parts: int

    def room(self, parts: int) -> int:
        """How many units that many parts hold."""
        single, each = (160, 153) if self.alphabet == "gsm7" else (70, 67)
        return single if parts == 1 else each * parts


_GSM = frozenset(GSM_BASIC + GSM_EXTENDED)


def message(text: str) -> Message:
    """As GSM 03.38 packs it: a character beyond its alphabet turns the whole text into UCS-2, and none is cut in two between parts."""
    is_gsm = not set(text) - _GSM
    alphabet: Literal["gsm7", "ucs2"] = "gsm7" if is_gsm else "ucs2"
    doubled = GSM_EXTENDED if is_gsm else frozenset(letter for letter in set(text) if letter > "\uffff")
    single, each = (160, 153) if is_gsm else (70, 67)
    units = len(text) + sum(text.count(letter) for letter in doubled)
    if units <= single:
        return Message(alphabet, units, 1 if text else 0)
    if units == len(text):
        return Message(alphabet, units, math.ceil(units / each))
    parts, used = 1, 0
    for letter in text:
        size = 2 if letter in doubled else 1
        if used + size > each:
            parts, used = parts + 1, 0
        used += size
    return Message(alphabet, units, parts)


def sms_parts(text: str) -> int:
    """How many text messages it takes."""
    return message(text).parts


@dataclass(frozen=True)
class Facet:
    """A stretch of a Bluesky post that is more than letters: UTF-8 bytes, the end not among them."""

    byte_start: int
    byte_end: int
    type: Literal["link", "mention", "tag"]
    value: str


def _is_domain(text: str) -> bool:
    return "." in text and text.rpartition(".")[2] in top_level_domains()


def facets(text: str) -> list[Facet]:
    """What Bluesky's own library finds: mentions, links, hashtags, cashtags, in this order."""
    found: list[tuple[int, int, Literal["link", "mention", "tag"], str]] = []
    for match in _pattern("mention").finditer(text):
        if _is_domain(match[2]) or match[2].endswith(".test"):
            found.append((match.start(2) - 1, match.end(2), "mention", match[2]))
    for match in _pattern("link").finditer(text):
        written, end = match[2], match.end(2)
        if not written.startswith("http") and not (match[3] and _is_domain(match[3])):
            continue
        uri = written if written.startswith("http") else f"https://{written}"
        if uri[-1] in ".,;:!?":
            uri, end = uri[:-1], end - 1
        if uri[-1] == ")" and "(" not in uri:
            uri, end = uri[:-1], end - 1
        found.append((match.start(2), end, "link", uri))
    for match in _pattern("tag").finditer(text):
        tag = _pattern("ends_in_marks").sub("", match[2])
        if 0 < utf16(tag) <= _LONGEST_TAG:
            found.append((match.start(2) - 1, match.start(2) + len(tag), "tag", tag))
    for match in _pattern("cashtag").finditer(text):
        found.append((match.start(2) - 1, match.end(2), "tag", f"${match[2].upper()}"))
    return [Facet(len(text[:start].encode()), len(text[:end].encode()), kind, value) for start, end, kind, value in found]


COUNTERS: dict[str, Callable[[str], int]] = {
    "weighted": weighted,
    "grapheme": grapheme,
    "mastodon": mastodon,
    "threads": threads,
    "utf16": utf16,
    "codepoint": codepoint,
    "half_width": half_width,
    "sms": sms_parts,
}


_OF_LINES: dict[str, Callable[[str], int]] = {
    **{unit: COUNTERS[unit] for unit in ("weighted", "grapheme", "threads", "utf16", "codepoint")},
    "mastodon": _mastodon,
    "half_width": _halves,
}
"""Units in which a text is as long as its lines together: a line break ends links, names, emoji and clusters. Text messages are not among them."""


@functools.lru_cache(maxsize=4096)
def _line_length(line: str, unit: str) -> int:
    return _OF_LINES[unit](line)


def length(text: str, unit: str) -> int:
    """The text's length in one of COUNTERS' units. Raises KeyError for another unit.

    The posts of an item have most lines in common, so each line is counted once and remembered.
    """
    if unit not in _OF_LINES or "\r" in text:
        return COUNTERS[unit](text)
    if unit == "mastodon" and not text.strip():
        return 0
    first, *others = text.split("\n")
    total = _line_length(first, unit) + sum(_line_length("\n" + line, unit) for line in others)
    return math.ceil(total / 2) if unit == "half_width" else total


def tables() -> dict[str, Any]:
    """What the browser counts by: {patterns, domains, schemes, gsm_basic, gsm_extended}."""
    return {
        "patterns": {**PATTERNS, "emoji": emoji_pattern()},
        "domains": sorted(top_level_domains()),
        "schemes": sorted(SCHEMES, key=lambda name: (-len(name), name)),
        "gsm_basic": GSM_BASIC,
        "gsm_extended": GSM_EXTENDED,
    }
