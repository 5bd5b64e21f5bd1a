"""What networks take for a link, a domain and an emoji. The build counts by these tables, and so does the browser, which gets them.

Every pattern is written so that Python's `regex` and JavaScript (with the flag u) read it alike.
"""

from __future__ import annotations

import functools
from collections import defaultdict

import emoji
import regex
import tldextract

_TONES = "\U0001f3fb-\U0001f3ff"
_PICTURE, _JOINER = "\ufe0f", "\u200d"
_FULLY = emoji.STATUS["fully_qualified"]

_SPACES = r"\u0009-\u000d\u0020\u0085\u00a0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_DIRECTION = r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_INVALID = r"\ufffe\ufeff\uffff"
_ACCENTS = (
    r"\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0253\u0254\u0256\u0257\u0259\u025b\u0263\u0268\u026f\u0272\u0289\u028b\u02bb\u0300-\u036f\u1e00-\u1eff"
)
_NO_HOST = rf"\u0000-\u001f\u007f!\u0022#$%&'()*+,/:;<=>?@\[\]\^`{{|}}~{_SPACES}{_DIRECTION}{_INVALID}"
_IN_PATH = rf"A-Za-z0-9\u0400-\u04ff!*';:=+,.$/%#\[\]\-\u2013_~@|&{_ACCENTS}"
_ENDS_PATH = rf"A-Za-z0-9\u0400-\u04ff=_#/+\-{_ACCENTS}"
_IN_LONG_PATH = r"^\s<>()?"
_ENDS_LONG_PATH = r"^\s()?!*\u0022'「」<>;:=,.$%\[\]~&|@"
_WHITE = r"\u0009-\u000d\u0020\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
"""What JavaScript calls white space."""
_UNSEEN = r"\u00ad\u2060\u200a-\u200d\u20e2"
_WORD_ENDS = r"(?:(?<=[A-Za-z0-9_])(?![A-Za-z0-9_])|(?<![A-Za-z0-9_])(?=[A-Za-z0-9_]))"


def _tail(inside: str, ends: str, query: str, ends_query: str) -> str:
    """A port, a path and a query, all of them optional; brackets in a path come in pairs, one inside another at most."""
    brackets = rf"\((?:[{inside}]|\([{inside}]+\))+\)"
    return rf"(?::[0-9]+)?(?:/(?:(?:[{inside}]|{brackets})*(?:[{ends}]|{brackets}))?)?(?:\?[{query}]*[{ends_query}])?"


_ASKS = r"A-Za-z0-9!?*'@();:&=+$/%#\[\]\-_.,~|"
_ENDS_ASKS = r"A-Za-z0-9\-_&=#/"
_BEYOND = r"\u00a0-\ud7ff\ue000-\uffef" + "\U00010000-\U0010fffd"
_CLASSIC = _tail(_IN_PATH, _ENDS_PATH, _ASKS, _ENDS_ASKS)
_LONG = _tail(_IN_LONG_PATH, _ENDS_LONG_PATH, rf"{_ASKS}\^{_BEYOND}", rf"{_ENDS_ASKS}{_BEYOND}")

PATTERNS: dict[str, str] = {
    "light": r"[\u0000-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]",
    "host_run": rf"[^{_NO_HOST}]+",
    "label": rf"[^{_NO_HOST}_.\-](?:[^{_NO_HOST}.]*[^{_NO_HOST}_.\-])?\.",
    "not_before": rf"[A-Za-z0-9@＠$#＃{_INVALID}]",
    "ascii_run": rf"[A-Za-z0-9\-{_ACCENTS}]+",
    "tail": _CLASSIC,
    "long_tail": _LONG,
    "short_link": rf"[Hh][Tt][Tt][Pp][Ss]?://[Tt]\.[Cc][Oo]/([A-Za-z0-9]+)(?:\?[{_ASKS}]*[{_ENDS_ASKS}])?",
    "remote_mention": r"(?<![=/\p{L}\p{M}\p{N}\p{Pc}])@([A-Za-z0-9_]+(?:[.\-]+[A-Za-z0-9_]+)*)"
    r"(?:@([\p{L}\p{M}\p{N}\p{Pc}]+(?:[.\-]+[\p{L}\p{M}\p{N}\p{Pc}]+)*))?",
    "ends_mention": rf"[@＠{_ACCENTS}]|://",
    "mention": rf"(^|[{_WHITE}(])@([A-Za-z0-9.\-]+){_WORD_ENDS}",
    "link": rf"(^|[{_WHITE}(])([Hh][Tt][Tt][Pp][Ss]?://[^{_WHITE}]+|([A-Za-z][A-Za-z0-9]*(?:\.[A-Za-z0-9]+)+)[^{_WHITE}]*)",
    "tag": rf"(^|[{_WHITE}])[#＃](?!\ufe0f)([^{_WHITE}{_UNSEEN}]*[^0-9\p{{P}}{_WHITE}{_UNSEEN}][^{_WHITE}{_UNSEEN}]*)",
    "cashtag": rf"(^|[{_WHITE}(])\$([A-Za-z][A-Za-z0-9]{{0,4}})(?=[{_WHITE}]|$|[.,;:!?)\u0022'\u2019])",
    "ends_in_marks": r"\p{P}+$",
}
"""By name. `label` ends with its dot; `tail` begins where the host ends; `long_tail` is Mastodon's."""

SCHEMES = ("dat", "dweb", "gemini", "gopher", "http", "https", "ipfs", "ipns", "ssb")
"""What Mastodon takes for a link when '://' follows; X knows http and https alone."""

GSM_BASIC = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
GSM_EXTENDED = "^{}\\[~]|€\f"
"""Two septets each."""


@functools.cache
def top_level_domains() -> frozenset[str]:
    """Every top-level domain of the public suffix list that the package carries, in small letters, Unicode and punycode; nothing is fetched."""
    suffixes = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None).tlds
    return frozenset(suffix.rpartition(".")[2].casefold() for suffix in suffixes) | {"onion"}


def _toned(form: str) -> str:
    """A form's pattern: T stands for any tone."""
    return "".join(f"[{_TONES}]" if letter == "T" else regex.escape(letter, special_only=True) for letter in form)


def _one_of(letters: set[str]) -> str:
    """A class of letters, neighbours as ranges."""
    ranges: list[list[int]] = []
    for point in sorted(map(ord, letters)):
        if ranges and ranges[-1][1] == point - 1:
            ranges[-1][1] = point
        else:
            ranges.append([point, point])
    return "[" + "".join(chr(first) + (f"-{chr(last)}" if last > first else "") for first, last in ranges) + "]"


@functools.cache
def emoji_pattern() -> str:
    """Every emoji that Unicode recommends, written in full (with U+FE0F wherever it belongs), longest first."""
    tone = regex.compile(f"[{_TONES}]")
    forms = {tone.sub("T", sequence) for sequence, facts in emoji.EMOJI_DATA.items() if facts["status"] == _FULLY}
    pictures = {form for form in forms if len(form) == 1 and form != "T"}
    asking = {form[0] for form in forms if len(form) == 2 and form[1] == _PICTURE}
    joined = {form for form in forms if len(form) > 2 or (len(form) == 2 and form[1] != _PICTURE)}
    flags = defaultdict(set)
    for form in [each for each in joined if regex.fullmatch(r"[\U0001F1E6-\U0001F1FF]{2}", each)]:
        flags[form[0]].add(form[1])
        joined.discard(form)
    hands = {form[0] for form in joined if len(form) == 2 and form[1] == "T"}
    keys = {form[0] for form in joined if form.endswith("\u20e3")}
    joined = {form for form in joined if not form.endswith("\u20e3") and not (len(form) == 2 and form[1] == "T")}
    parts = [_toned(form) for form in sorted(joined, key=lambda form: (-len(form), form))]
    parts += [f"{first}{_one_of(seconds)}" for first, seconds in sorted(flags.items())]
    parts += [
        f"{_one_of(keys)}{_PICTURE}?\u20e3",
        f"{_one_of(hands)}{_PICTURE}?[{_TONES}]",
        f"{_one_of(asking)}{_PICTURE}",
        _one_of(pictures),
    ]
    return "|".join(parts)
