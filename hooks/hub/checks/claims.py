"""Claim structures: what a rule says a sentence must hold to be a claim, and what turns it into the opposite of one.

Patterns run on RE2, whose time grows with the length of the text alone; a pattern that needs more than that (lookaround, backreference) is refused.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

import re2

from hub.model.places import Locale
from hub.model.rules import Frames, FrameWords, Like, Rule, Script, script_of
from hub.text.folding import Folded, fold_pattern
from hub.text.sentences import Span, clause_start, paragraphs, sentences

SCRIPTS: tuple[Script, ...] = ("en", "zh")
GAP = {"en": 60, "zh": 16}
"""The most letters between two parts of a structure, folded."""
REACH = {"en": 42, "zh": 9}
"""How far before a claim a negation still governs it: some six words, or nine Han letters."""
LONGEST_SENTENCE = 2_000
"""A longer one is cut: no person wrote it, and what is compared pair by pair must stay short."""
MOST_SPANS = 400
"""Of one part in one text: a text that repeats a word more often than this says nothing new by it."""
_LATIN_WORD = re.compile(r"[a-z]{4,}")
_HAN_LETTER = re.compile(r"[\u4e00-\u9fff]")


class PatternError(ValueError):
    """A pattern is not one; the message says why."""


def _options(megabytes: int) -> re2.Options:
    options = re2.Options()
    options.log_errors = False
    options.max_mem = megabytes << 20
    return options


def _compile(pattern: str, script: Script) -> re2._Regexp:
    # Whole words in Latin script. A part may also begin or end with a sign such as % or $, which no word boundary touches.
    whole = rf"(?:^|\b|\W)(?:{pattern})(?:\b|\W|$)" if script == "en" else f"(?:{pattern})"
    try:
        return re2.compile(whole, _options(16))
    except re2.error as error:
        said = error.args[0] if error.args else error
        raise PatternError(f"must be a pattern that RE2 takes: {said.decode() if isinstance(said, bytes) else said}") from error


@dataclass(frozen=True)
class Structure:
    """Parts of a claim, in the given order with short gaps (`A … B`), or anywhere in one sentence (`A & B`)."""

    parts: tuple[re2._Regexp, ...]
    is_ordered: bool
    gap: int


@functools.cache
def structure(pattern: str, script: Script) -> Structure:
    """Raises PatternError."""
    folded = fold_pattern(pattern.strip())
    if " … " in folded and " & " in folded:
        raise PatternError("must join its parts with ' … ' or with ' & ', not with both")
    parts = re.split(r" (?:…|&) ", folded)
    if not all(part.strip() for part in parts) or folded.endswith((" …", " &")):
        raise PatternError("must have no empty part")
    compiled = tuple(_compile(part.strip(), script) for part in parts)
    if any(part.search(b"") for part in compiled):
        raise PatternError("must not match nothing at all")
    return Structure(compiled, " & " not in folded, GAP[script])


def any_of(patterns: Iterable[str], script: Script) -> re2._Regexp | None:
    """One pattern for all, or None where there is none. Raises PatternError."""
    every = [fold_pattern(pattern.strip()) for pattern in patterns]
    for pattern in every:
        _compile(pattern, script)
    return _compile("|".join(f"(?:{pattern})" for pattern in every), script) if every else None


class Reading:
    """One folded text, cut into sentences once; finds each part of a structure at most once."""

    def __init__(self, folded: Folded) -> None:
        self.folded = folded
        self.text = folded.text
        self.bytes = self.text.encode()
        self.is_ascii = len(self.bytes) == len(self.text)
        self._starts: list[int] | None = None
        self._found: dict[int, list[Span]] = {}
        self.sentences: list[Span] = []
        self.paragraph: list[int] = []
        for number, (start, end) in enumerate(paragraphs(self.text)):
            for first, last in sentences(self.text[start:end]):
                for cut in range(start + first, start + last, LONGEST_SENTENCE):
                    self.sentences.append((cut, min(cut + LONGEST_SENTENCE, start + last)))
                    self.paragraph.append(number)
        self._sentence_starts = [start for start, _ in self.sentences]

    def _letter(self, at: int) -> int:
        """The index of the letter that begins at byte `at`."""
        if self.is_ascii:
            return at
        if self._starts is None:
            self._starts = []
            place = 0
            for letter in self.text:
                self._starts.append(place)
                place += len(letter.encode())
            self._starts.append(place)
        return bisect_right(self._starts, at) - 1

    def spans(self, part: re2._Regexp) -> list[Span]:
        """Where the part stands, trimmed of the space around it; at most MOST_SPANS."""
        found = self._found.get(id(part))
        if found is None:
            found = []
            for match in part.finditer(self.bytes):
                start, end = self._letter(match.start()), self._letter(match.end())
                while start < end and self.text[start].isspace():
                    start += 1
                while end > start and self.text[end - 1].isspace():
                    end -= 1
                if start < end:
                    found.append((start, end))
                if len(found) == MOST_SPANS:
                    break
            self._found[id(part)] = found
        return found

    def sentence_at(self, at: int) -> int:
        """The index of the sentence that holds the letter, -1 where none does."""
        index = bisect_right(self._sentence_starts, at) - 1
        return index if index >= 0 and at < self.sentences[index][1] else -1

    def has(self, pattern: re2._Regexp | None, start: int = 0, end: int | None = None) -> bool:
        return pattern is not None and bool(pattern.search(self.text[start:end].encode()))

    def occurrences(self, one: Structure) -> Iterator[tuple[int, tuple[Span, ...]]]:
        """(sentence, spans of the parts) for each place where the structure stands, one for each start."""
        first = self.spans(one.parts[0])
        if not first:
            return
        others = []
        for part in one.parts[1:]:
            others.append(self.spans(part))
            if not others[-1]:
                return
        for span in first:
            at = self.sentence_at(span[0])
            if at < 0:
                continue
            chosen = [span]
            limits = self.sentences[at]
            for spans in others:
                near = self._next(spans, chosen, one, limits)
                if near is None:
                    break
                chosen.append(near)
            else:
                yield at, tuple(chosen)

    @staticmethod
    def _next(spans: list[Span], chosen: list[Span], one: Structure, limits: Span) -> Span | None:
        if one.is_ordered:
            after = chosen[-1][1]
            index = bisect_right(spans, (after - 1, 1 << 40))
            if index < len(spans) and spans[index][0] - after <= one.gap and spans[index][1] <= limits[1]:
                return spans[index]
            return None
        low = bisect_right(spans, (limits[0] - 1, 1 << 40))
        for span in spans[low : low + 40]:
            if span[0] >= limits[1]:
                return None
            if all(span[1] <= other[0] or span[0] >= other[1] for other in chosen):
                return span
        return None


@functools.cache
def searched(pattern: str) -> re2._Regexp:
    """The pattern of a circumstance, searched anywhere in a folded text. Raises PatternError."""
    return _compile(fold_pattern(pattern), "zh")


def pattern_faults(rule: Rule) -> Iterator[tuple[str, str]]:
    """(dotted key of the rule's file, what is wrong) for each pattern that is not one."""
    for key in ("match", "unless", "lacks"):
        for script, patterns in getattr(rule, key).items():
            for at, pattern in enumerate(patterns):
                try:
                    structure(pattern, script)
                except PatternError as error:
                    yield f"{key}.{script}.{at}", str(error)
    for at, circumstance in enumerate(rule.circumstances):
        for key, wanted in circumstance.items():
            if isinstance(wanted, Like):
                try:
                    searched(wanted.like or wanted.unlike or "")
                except PatternError as error:
                    yield f"circumstances.{at}.{key}", str(error)


@dataclass(frozen=True)
class _Scope:
    negators: re2._Regexp | None
    false_negators: re2._Regexp | None
    after: re2._Regexp | None
    frames: re2._Regexp | None
    openers: re2._Regexp | None
    replies: re2._Regexp | None

    @classmethod
    def of(cls, words: FrameWords, script: Script) -> _Scope:
        return cls(
            any_of(words.negators, script),
            any_of(words.false_negators, script),
            any_of(words.after, script),
            any_of(words.frames, script),
            any_of(words.openers, script),
            any_of([f"^(?:{pattern})" for pattern in words.replies], script),
        )


@dataclass(frozen=True)
class Claim:
    """A structure found, and not taken back by what stands around it. `start` and `end` are of the folded text."""

    rule: Rule
    start: int
    end: int
    sentence: int


@dataclass(frozen=True)
class _Compiled:
    rule: Rule
    unless: tuple[Structure, ...]


_SIEVE = 12
"""How many first parts are looked for at once. More make an automaton that costs more to build than it saves (tried with 8 to 64)."""


class _Sieve:
    """Which structures a text may hold at all, by their first parts: a few passes instead of one for each."""

    def __init__(self, structures: list[Structure]) -> None:
        self.sets: list[re2.Set] = []
        for low in range(0, len(structures), _SIEVE):
            one = re2.Set.SearchSet(_options(64))
            for each in structures[low : low + _SIEVE]:
                one.Add(each.parts[0].pattern)
            one.Compile()
            self.sets.append(one)

    def through(self, text: bytes) -> Iterator[int]:
        """Indices of the structures whose first part stands in the text, in order."""
        for number, one in enumerate(self.sets):
            for index in sorted(one.Match(text) or ()):
                yield number * _SIEVE + index


@dataclass(frozen=True)
class Claims:
    """Every structure of the packs, compiled once for both scripts."""

    by_script: Mapping[Script, tuple[tuple[_Compiled, Structure], ...]]
    sieves: Mapping[Script, _Sieve]
    scopes: Mapping[Script, _Scope]
    lacks: Mapping[tuple[str, Script], tuple[Structure, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, rules: Iterable[Rule], frames: Frames) -> Claims:
        """Raises PatternError; reading has refused such a rule with its line before."""
        compiled: dict[Script, list[tuple[_Compiled, Structure]]] = {"en": [], "zh": []}
        lacks: dict[tuple[str, Script], tuple[Structure, ...]] = {}
        for rule in rules:
            for script, into in compiled.items():
                unless = tuple(structure(pattern, script) for pattern in rule.unless.get(script, ()))
                one = _Compiled(rule, unless)
                into += [(one, structure(pattern, script)) for pattern in rule.match.get(script, ())]
                if rule.lacks:
                    lacks[rule.id, script] = tuple(structure(pattern, script) for pattern in rule.lacks.get(script, ()))
        scopes: dict[Script, _Scope] = {"en": _Scope.of(frames.en, "en"), "zh": _Scope.of(frames.zh, "zh")}
        sieves = {script: _Sieve([each for _, each in pairs]) for script, pairs in compiled.items()}
        return cls({script: tuple(pairs) for script, pairs in compiled.items()}, sieves, scopes, lacks)

    def scripts(self, folded: str, locale: Locale) -> list[Script]:
        """Whose structures to look for: the language's own, and those of words borrowed from the other."""
        own = script_of(locale)
        other: Script = "zh" if own == "en" else "en"
        borrowed = _HAN_LETTER if other == "zh" else _LATIN_WORD
        return [own, other] if borrowed.search(folded) else [own]

    def lacked(self, rule: Rule, reading: Reading) -> bool:
        """Whether the text has none of the words that would make the rule silent."""
        return not any(True for script in SCRIPTS for one in self.lacks.get((rule.id, script), ()) for _ in reading.occurrences(one))

    def find(self, reading: Reading, locale: Locale) -> list[Claim]:
        """Every claim of the text, in its order; of one rule, at most one in a sentence."""
        found: list[Claim] = []
        for script in self.scripts(reading.text, locale):
            scope, taken = self.scopes[script], set[tuple[str, int]]()
            for index in self.sieves[script].through(reading.bytes):
                one, each = self.by_script[script][index]
                for at, spans in reading.occurrences(each):
                    if (one.rule.id, at) in taken or self._taken_back(reading, scope, script, at, spans):
                        continue
                    if any(place == at for other in one.unless for place, _ in reading.occurrences(other)):
                        continue
                    taken.add((one.rule.id, at))
                    found.append(Claim(one.rule, min(span[0] for span in spans), max(span[1] for span in spans), at))
        return sorted(found, key=lambda claim: (claim.start, claim.end, claim.rule.id))

    @staticmethod
    def _taken_back(reading: Reading, scope: _Scope, script: Script, at: int, spans: tuple[Span, ...]) -> bool:
        """Whether negation, a debunking, a warning or the answer that follows makes it no claim."""
        sentence = reading.sentences[at]
        ordered = sorted(spans)
        start, end = ordered[0][0], ordered[-1][1]
        clause = max(clause_start(reading.text, sentence, start), start - REACH[script], sentence[0])
        around = [(clause, start), *((left[1], right[0]) for left, right in pairwise(ordered))]
        for low, high in around:
            if low < high and _negated(reading.text[low:high], scope):
                return True
        if reading.has(scope.after, end, sentence[1]) or reading.has(scope.frames, *sentence):
            return True
        if reading.has(scope.openers, sentence[0], start):
            return True
        number = reading.paragraph[at]
        if at > 0 and reading.paragraph[at - 1] == number and reading.has(scope.openers, *reading.sentences[at - 1]):
            return True
        if at + 1 < len(reading.sentences) and reading.paragraph[at + 1] == number:
            low, high = reading.sentences[at + 1]
            following = reading.text[low:high].lstrip(" \n\"'")
            return scope.replies is not None and bool(scope.replies.search(following.encode()))
        return False


def _negated(stretch: str, scope: _Scope) -> bool:
    if scope.negators is None:
        return False
    data = stretch.encode()
    false = [match.span() for match in scope.false_negators.finditer(data)] if scope.false_negators else []
    return any(not any(low <= match.start() < high for low, high in false) for match in scope.negators.finditer(data))
