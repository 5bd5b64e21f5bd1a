"""How hard a text is to read, in English and in Chinese. Reported to the editor, never a reason to block.

English is measured by Flesch's reading ease (Flesch 1948): 206.835 - 1.015 words per sentence - 84.6 syllables per word. The states that bind
policy forms ask for 40 to 50 (Florida 627.4145: 45; Virginia 14VAC5-101-70: 50), and let words that the law prescribes score lower: the caller
leaves disclosures and product names out. For Chinese no law gives a figure; the characters of a sentence stand for it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from hub.text.chinese import HAN, has_han

MOST_WORDS = 30
LEAST_EASE = 20.0
EASE_FROM_WORDS = 15
"""Flesch's figure says little of a shorter sentence."""
MOST_CHARACTERS = 60
_LONGEST_SHOWN = 3

_WORD = re.compile(r"[0-9]+(?:[.,:/-][0-9]+)*[A-Za-z%]*|[A-Za-zÀ-ɏ]+(?:['’][A-Za-z]+)*")
_CHARACTER = re.compile(rf"[{HAN}0-9０-９]")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(
    r"(?:[^aeiouyl]|[aeiouy]l|ll)e$|(?:[^aeiouytdl]|[aeiouy]l|ll)ed$|(?:[^aeiouyscxzghl]|[aeiouy]l|ll)es$|[^aeiouyl]e(?=(?:ment|ly|less|ful)s?$)"
)
"""An e that is written and not spoken: insure, insured, times, retirement; but table, dated, pages."""
_PARTED = re.compile(
    r"(?<![tscg])i(?:[ao](?!ge)|u)|(?<=c)ia(?=r[yi]|t)|[aeiouy]ing$|[ng]ui(?=t[yi])|[tdn]ua|iet[yi]|lie(?=nt)|lue(?=n)|crea(?=t)|ism$"
)
"""Two vowels side by side that are spoken apart: premium, beneficiary, paying, annuity, annual, society, client."""
_KNOWN = {
    "the": 1,
    "people": 2,
    "someone": 2,
    "something": 2,
    "everyone": 3,
    "business": 2,
    "every": 2,
    "area": 3,
    "idea": 3,
    "being": 2,
    "science": 2,
}


@dataclass(frozen=True)
class English:
    """`ease` is Flesch's figure, usually 0 (hard) to 100 (easy), None without a word; `longest` has (index, words), the longest first."""

    sentences: int
    words: int
    syllables: int
    ease: float | None
    longest: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Chinese:
    """`mean` is characters (Han letters and digits) per sentence; `long_share` how many of 1 have over 60; `longest` has (index, characters)."""

    sentences: int
    characters: int
    mean: float | None
    long_share: float
    longest: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Hard:
    """Sentence `index` is over (or, for ease, under) the limit. `measure` is words, ease or characters, and the unit of both figures."""

    index: int
    measure: str
    value: float
    limit: float


@dataclass(frozen=True)
class Uncommon:
    """The first use of a term of art that the glossary does not have: sentences[index][start:end]."""

    term: str
    index: int
    start: int
    end: int


def words(sentence: str) -> list[str]:
    """Words and figures; a hyphen parts two words, an apostrophe does not."""
    return _WORD.findall(sentence)


def syllables(word: str) -> int:
    """About how many syllables an English word has, by its spelling; at least 1. A figure counts as one, capitals without vowels by letters."""
    if word[:1].isdigit():
        return 1
    if word.isupper() and len(word) > 1 and not re.search("[AEIOU]", word):
        return len(word)
    lower = re.sub(r"['’]s$|['’]", "", word.lower())
    if lower in _KNOWN:
        return _KNOWN[lower]
    return max(1, len(_VOWELS.findall(lower)) - len(_SILENT.findall(lower)) + len(_PARTED.findall(lower)))


def _ease(of: Sequence[str], sentences: int) -> float:
    return 206.835 - 1.015 * len(of) / sentences - 84.6 * sum(map(syllables, of)) / len(of)


def grade(sentences: Sequence[str]) -> float:
    """Flesch-Kincaid: about how many years of school an English text wants (Kincaid and others, 1975); 0 without a word."""
    of = [word for sentence in sentences for word in words(sentence)]
    spoken = sum(1 for sentence in sentences if words(sentence))
    return 0.39 * len(of) / spoken + 11.8 * sum(map(syllables, of)) / len(of) - 15.59 if of else 0.0


def _longest(lengths: Sequence[int]) -> tuple[tuple[int, int], ...]:
    ordered = sorted(enumerate(lengths), key=lambda one: (-one[1], one[0]))
    return tuple(one for one in ordered[:_LONGEST_SHOWN] if one[1])


def english(sentences: Sequence[str]) -> English:
    """The measures of English sentences. One without a word does not count as a sentence."""
    parted = [words(sentence) for sentence in sentences]
    every = [word for one in parted for word in one]
    count = sum(map(bool, parted))
    ease = round(_ease(every, count), 1) if every else None
    return English(count, len(every), sum(map(syllables, every)), ease, _longest([len(one) for one in parted]))


def characters(sentence: str) -> int:
    """Han letters and digits; marks, spaces and Latin letters do not count."""
    return len(_CHARACTER.findall(sentence))


def chinese(sentences: Sequence[str]) -> Chinese:
    """The measures of Chinese sentences. One without a character does not count as a sentence."""
    lengths = [characters(sentence) for sentence in sentences]
    count, total = sum(map(bool, lengths)), sum(lengths)
    over = sum(length > MOST_CHARACTERS for length in lengths)
    return Chinese(count, total, round(total / count, 1) if count else None, round(over / count, 3) if count else 0.0, _longest(lengths))


def hard_english(sentences: Sequence[str]) -> list[Hard]:
    """English sentences over 30 words, and those of at least 15 words with an ease under 20. One sentence may be both."""
    found = []
    for index, sentence in enumerate(sentences):
        parts = words(sentence)
        if len(parts) > MOST_WORDS:
            found.append(Hard(index, "words", len(parts), MOST_WORDS))
        if len(parts) >= EASE_FROM_WORDS and (ease := _ease(parts, 1)) < LEAST_EASE:
            found.append(Hard(index, "ease", round(ease, 1), LEAST_EASE))
    return found


def hard_chinese(sentences: Sequence[str]) -> list[Hard]:
    """Chinese sentences over 60 characters."""
    lengths = ((index, characters(sentence)) for index, sentence in enumerate(sentences))
    return [Hard(index, "characters", length, MOST_CHARACTERS) for index, length in lengths if length > MOST_CHARACTERS]


def _spans(term: str, sentence: str) -> list[tuple[int, int]]:
    """Where a term stands: a Latin one as whole words, its plural too, in any case; a Han one anywhere."""
    if has_han(term):
        return [match.span() for match in re.finditer(re.escape(term), sentence)]
    pattern = rf"(?<![A-Za-z0-9]){re.escape(term)}(?:s|es)?(?![A-Za-z0-9])"
    return [match.span() for match in re.finditer(pattern, sentence, re.IGNORECASE)]


def uncommon(sentences: Sequence[str], known: Collection[str], terms: Collection[str]) -> list[Uncommon]:
    """The terms of art (`terms`) that stand in the sentences and not in the glossary (`known`), each at its first use, in reading order.

    A part of a longer term is no use of the shorter one, whether the longer is known or not.
    """
    whole = "\n".join(sentences).lower()
    familiar = {term.lower() for term in known}
    present = sorted(
        {term.lower(): term for term in (*known, *terms) if term and term.lower() in whole}.values(), key=lambda term: (-len(term), term)
    )
    found: dict[str, Uncommon] = {}
    for index, sentence in enumerate(sentences):
        lower = sentence.lower()
        taken: list[tuple[int, int]] = []
        for term in present:
            if term.lower() not in lower:
                continue
            free = [span for span in _spans(term, sentence) if not any(span[0] < end and start < span[1] for start, end in taken)]
            taken += free
            if free and term.lower() not in familiar and term not in found:
                found[term] = Uncommon(term, index, *free[0])
    return sorted(found.values(), key=lambda one: (one.index, one.start))
