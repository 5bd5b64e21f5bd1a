"""Characters that a reader cannot see and that can change what a text says or break what carries it."""

from __future__ import annotations

import re
import unicodedata
from html import unescape

_BIDIRECTIONAL = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f"
    + _BIDIRECTIONAL
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17))
    + "]"
)


_REFERENCE = re.compile(r"&#(?:([xX])([0-9a-fA-F]{1,8})|([0-9]{1,9}));?")


def invisible(text: str) -> list[str]:
    """Control, bidirectional, tag and no-characters of a text, each once, in order. Tab and line feed are none of them."""
    return list(dict.fromkeys(_INVISIBLE.findall(text)))


def invisible_in_html(html: str) -> list[str]:
    """The same, for HTML in which a character may also stand as a reference: &#8238; or &#x202e;."""

    def resolve(match: re.Match[str]) -> str:
        number = int(match[2], 16) if match[1] else int(match[3])
        return chr(number) if number <= 0x10FFFF else "\uffff"

    return invisible(unescape(_REFERENCE.sub(resolve, html)))


def described(letter: str) -> str:
    """'U+202E (right-to-left override)'."""
    return f"U+{ord(letter):04X} ({unicodedata.name(letter, 'a control character').lower()})"
