"""Chinese text as words that any search engine keeps apart: overlapping pairs of characters, in one script.

Pagefind's segmenters cut an index and a query differently and know no bridge between the scripts (98 % of Traditional questions found nothing,
measured in November 2026), so both sides send it Latin tokens instead. `overrides/assets/search/search.js` does the same to what a reader types:
change both or none.
"""

from __future__ import annotations

import functools
import re
import unicodedata

import opencc

_LETTERS = "".join(map(chr, range(0x4E00, 0xA000)))
HAN = "[\u3005\u3007\u3400-\u9fff\U00020000-\U0003ffff]+"
"""A pattern for an unbroken stretch of Han letters."""
_RUN = re.compile(HAN)
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_ALIKE = dict(zip("畫画帳帐諮谘著菸妳祇衹汙", "划划账账咨咨着烟你只只污", strict=True))
"""Letters that one script, or one place, writes as another in a word: 計畫, 計劃 and 计划; 帳戶, 賬戶 and 账户."""


@functools.cache
def simpler_letters() -> dict[str, str]:
    """Every Traditional letter that is written otherwise in Simplified when it stands alone, as used in Taiwan or Hong Kong: about 3,000 of them.

    Letter by letter and not phrase by phrase, because a browser can do the same with this table and nothing else. Rare letters outside the everyday
    block are left as they are: they would double the table's weight.
    """
    lines = "\n".join(_LETTERS)
    columns = (opencc.OpenCC(name).convert(lines).split("\n") for name in ("t2s", "hk2s"))
    simple = {letter: general if general != letter else local for letter, general, local in zip(_LETTERS, *columns, strict=True)}
    return {letter: to for letter, to in simple.items() if to != letter and len(to) == 1 and ord(to) < 0x10000} | _ALIKE


@functools.cache
def _table() -> dict[int, str]:
    return str.maketrans(simpler_letters())


def folded(text: str) -> str:
    """One form for what a reader takes as the same: NFKC (full width, compatibility forms), lower case, Simplified letters."""
    return unicodedata.normalize("NFKC", text).lower().translate(_table())


def runs(text: str) -> list[str]:
    """The unbroken stretches of Han letters of a folded text."""
    return _RUN.findall(text)


def _code(letter: str) -> str:
    number = (ord(letter) - 0x2E80) % 36**3
    return _DIGITS[number // 1296] + _DIGITS[number // 36 % 36] + _DIGITS[number % 36]


def token(letters: str) -> str:
    """The token of one letter ('zz' and three digits to the base of 36) or of two ('z' and six): no token begins with another."""
    return ("z" if len(letters) == 2 else "zz") + "".join(map(_code, letters))


def pairs(run: str) -> list[str]:
    """Overlapping pairs of a run, in order: 自负额 gives 自负 and 负额. A run of one letter gives itself."""
    return [run[at : at + 2] for at in range(len(run) - 1)] or [run]


def tokens(text: str, with_letters: bool = False) -> list[str]:
    """The tokens of all Han letters of a text, in order: its pairs, and `with_letters` each letter too, for queries of one letter."""
    found = runs(folded(text))
    singles = [token(letter) for run in found for letter in run] if with_letters else []
    return [token(pair) for run in found for pair in pairs(run)] + singles
