"""Where paragraphs, sentences and clauses begin and end, in Latin and in Han text. All offsets are of the text given."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hub.text.chinese import HAN

Span = tuple[int, int]

_ABBREVIATION = re.compile(
    r"(?:^|\n)\s*\d{1,3}$|(?:^|[\s(])(?:e\.g|i\.e|etc|mr|mrs|ms|dr|st|no|nos|art|arts|vs|inc|ltd|co|approx|para|sec|reg|fig|p\.a|p|u\.s|u\.k|a\.m|p\.m|[a-z])$"
)
_END = re.compile(r"(?<![.!?])[.!?]{1,20}[\"')\]]{0,8}(?=\s|$|[" + HAN + r"])|[。！？!?；…]+[」』”’）)\"']*|\n")
_CLAUSE = re.compile(r"[,;:，；：、]\s*|\s[–—-]{1,2}\s|——|\b(?:but|yet|however|while|whereas|so|because|and then)\b|但是|但|不过|然而|可是|所以|因为")
_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")


def paragraphs(text: str) -> Iterator[Span]:
    """Stretches parted by blank lines, without the space around them."""
    start = 0
    for end, after in [*(match.span() for match in _PARAGRAPH.finditer(text)), (len(text), len(text))]:
        if text[start:end].strip():
            yield start, end
        start = after


def sentences(folded: str) -> list[Span]:
    """Sentences of a folded text, end marks included. A line break ends one; an abbreviation, a decimal point or a list's number does not."""
    found: list[Span] = []
    start = 0
    for match in _END.finditer(folded):
        end = match.end()
        if match[0].startswith(".") and len(match[0]) == 1 and _ABBREVIATION.search(folded, max(0, match.start() - 12), match.start()):
            continue
        if folded[start:end].strip():
            found.append((start, end))
        start = end
    if folded[start:].strip():
        found.append((start, len(folded)))
    return found


def clause_start(folded: str, sentence: Span, at: int) -> int:
    """Where the clause that holds `at` begins."""
    last = sentence[0]
    for match in _CLAUSE.finditer(folded, sentence[0], at):
        last = match.end()
    return last
