"""Han text: joined lines, Simplified from Traditional, letters of the wrong script."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

import opencc

HAN = r"\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
HAN_MARKS = r"\u3001-\u3003\u3008-\u3011\u3014-\u301b\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
_ENDS_HAN = re.compile(rf"[{HAN}{HAN_MARKS}]\**$")
_ENDS_MARK = re.compile(rf"[{HAN_MARKS}]\**$")
_STARTS_HAN = re.compile(rf"\**[{HAN}{HAN_MARKS}]")
_STARTS_BLOCK = re.compile(r"([-*+]\s|\d+[.)]\s|#|>|!!! |```|~~~|:\s|\[[^\]]+\]:|([-=*_]\s*){3,}$|=+\s*$|-+\s*$)")
_NEVER_JOINED = re.compile(r"(#|!!! |```|~~~|\[[^\]]+\]:)")
_ANY_HAN = re.compile(rf"[{HAN}]")


def has_han(text: str) -> bool:
    return bool(_ANY_HAN.search(text))


def join_han_lines(markdown: str) -> str:
    """Removes the line breaks that Markdown would draw as spaces inside Chinese sentences.

    Editors write one sentence per line; browsers, feeds and snippets would show each break as a space (measured in Chromium: 64.5 px against 60).
    Headings, tables, list items and blocks keep their lines.
    """
    out: list[str] = []
    for line in markdown.split("\n"):
        start = line.lstrip()
        previous = out[-1] if out else ""
        joins = (
            start
            and previous.strip()
            and not _STARTS_BLOCK.match(start)
            and not _NEVER_JOINED.match(previous.lstrip())
            and not previous.endswith("  ")
            and "|" not in previous + start
            and (_ENDS_MARK.search(previous) or (_ENDS_HAN.search(previous) and _STARTS_HAN.match(start)))
        )
        if joins:
            out[-1] = previous + start
        else:
            out.append(line)
    return "\n".join(out)


@functools.cache
def _converter(name: str) -> opencc.OpenCC:
    return opencc.OpenCC(name)


class Simplifier:
    """Traditional to Simplified: characters by OpenCC `t2s`, after the reviewed term list, longest term first.

    OpenCC's phrase conversions are never used: they change regulated words (宣告利率 became 声明利率 when tried in November 2026).
    """

    def __init__(self, terms: Iterable[tuple[str, str]] = ()) -> None:
        self._terms = dict(terms)
        longest_first = sorted(self._terms, key=lambda term: (-len(term), term))
        self._pattern = re.compile("|".join(map(re.escape, longest_first))) if longest_first else None
        self._characters = functools.lru_cache(maxsize=4096)(_converter("t2s").convert)

    def __call__(self, text: str) -> str:
        if self._pattern is None:
            return self._characters(text)
        found: list[str] = []

        def keep(match: re.Match[str]) -> str:
            found.append(self._terms[match[0]])
            return "\ue000"

        kept = self._pattern.sub(keep, text.replace("\ue000", ""))
        pieces = self._characters(kept).split("\ue000")
        return "".join(piece + term for piece, term in zip(pieces, [*found, ""], strict=True))


@functools.cache
def _encodes(letter: str, codec: str) -> bytes:
    try:
        return letter.encode(codec)
    except UnicodeEncodeError:
        return b""


@functools.cache
def _is_stray(letter: str, locale: str) -> bool:
    """Whether a letter belongs to the other script only. Big5's first plane and GB 2312 say which letters each script uses every day."""
    if locale == "zh-Hant":
        big5 = _encodes(letter, "big5")
        everyday = len(big5) == 2 and b"\xa4\x40" <= big5 <= b"\xc6\x7e"
        return not everyday and _converter("s2t").convert(letter) != letter and _converter("t2s").convert(letter) == letter
    return not _encodes(letter, "gb2312") and _converter("t2s").convert(letter) != letter


def stray_letters(text: str, locale: str) -> list[str]:
    """Letters of the other Chinese script, in order, each once. Empty for any other language."""
    if locale not in ("zh-Hant", "zh-Hans"):
        return []
    return [letter for letter in dict.fromkeys(_ANY_HAN.findall(text)) if _is_stray(letter, locale)]


def language_of(text: str) -> str:
    """The `lang` of a title of unknown language: zh-Hant, zh-Hans or en."""
    if not has_han(text):
        return "en"
    simplified = any(_is_stray(letter, "zh-Hant") for letter in _ANY_HAN.findall(text))
    return "zh-Hans" if simplified else "zh-Hant"
