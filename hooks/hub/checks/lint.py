"""One public text judged by itself: what it claims, in what circumstances it stands, whose data it gives away.

Pure: a text, its language, the places whose law applies, and what is known of its circumstances in; findings out, in the order of the text.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from hub.checks.claims import Claim, Claims, Reading, searched
from hub.model.places import Locale
from hub.model.rules import (
    ALIASES,
    CHANNELS,
    CONTEXT,
    JURISDICTIONS,
    PRODUCT_LINES,
    SEVERITIES,
    Jurisdiction,
    Like,
    Rule,
    RuleBook,
    Script,
    Severity,
    script_of,
    worse,
)
from hub.problems import Problem
from hub.text import personal_data
from hub.text.folding import fold
from hub.text.sentences import Span
from hub.text.suspicion import Suspicion, readied

Context = Mapping[str, object]
SUSPECTED = "CORE-IMPLIED-CLAIM-01"
PERSONAL = "CORE-PERSONAL-DATA-01"
QUESTION = "HUB311"
"""Asks a reviewer about a claim made by implication."""
_CODES = {"personal_data": "HUB312", "implied_claim": QUESTION}
_MASKED = re.compile(
    r"`[^`\n]{1,500}`|https?://[^\s<>)\]]+|www\.[^\s<>)\]]+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}|<!--[^<]{0,2000}?-->"
)
_LINK_TARGET = re.compile(r"\]\([^()\s]{0,500}\)")
_REGIONS = {"UK": ("GB",), "EU": ("IE",)}
_FEWEST_LETTERS = {"en": 12, "zh": 5}
"""A sentence of fewer says too little to imply anything: "Not always." """
_SLOGAN = {"en": 60, "zh": 20}
"""A text of fewer letters, folded, says a claim and no more: to explain one takes room."""
_SHORT = 3
"""Of a text with at most so many sentences, each speaks for the others."""
_NEAR = 4096
"""How many texts, and how many sentences, are kept at hand: those of some items, so that a large library takes no more memory."""


class ContextError(ValueError):
    """The circumstances told of a text are not known ones; the message says which."""


@dataclass(frozen=True, order=True)
class Finding:
    """What one rule says of one stretch of a text: text[start:end] is `quote`."""

    start: int
    end: int
    rule: str
    family: str
    severity: Severity
    message: str
    why: str
    source: str
    suggestion: str
    quote: str

    def as_problem(self, path: str, line: int, text: str | None = None) -> Problem:
        """For an editor: with the `text` that it was found in, whose first letter stands on `line`, line and column of its own."""
        where = ""
        if text is not None:
            before = text[: self.start]
            line += before.count("\n")
            where = f"column {self.start - before.rfind(chr(10))}: "
        message = f"{where}{self.rule} {self.message} ({self.why} Source: {self.source})"
        return Problem(path, line, _CODES.get(self.family, "HUB310"), message, f"say it so: {self.suggestion}", self.severity == "error")


@dataclass
class Judged:
    """What was found in texts, by what was asked of them: `before` in earlier runs, `now` in this one."""

    before: Mapping[str, list[Finding]] = field(default_factory=dict)
    now: dict[str, list[Finding]] = field(default_factory=dict)


def checked_context(context: Mapping[str, object]) -> dict[str, object]:
    """The circumstances with aliases resolved; an unknown channel or product line becomes a general one. Raises ContextError for unknown keys."""
    known = dict(context)
    for key in known:
        if key not in CONTEXT:
            raise ContextError(f"unknown context key {key!r}; known are {', '.join(CONTEXT)}")
    line = known.get("product_line")
    if isinstance(line, str):
        known["product_line"] = ALIASES.get(line, line)
    for key, names in (("product_line", PRODUCT_LINES), ("channel", CHANNELS)):
        if isinstance(known.get(key), str) and known[key] not in names:
            del known[key]
    return known


def _holds(wanted: object, context: Context, key: str) -> bool:
    """Whether a known circumstance is as wanted; an unknown one never is."""
    if key not in context:
        return False
    value = context[key]
    absent = value is None or value is False or value == ""
    if isinstance(wanted, bool):
        return absent is not wanted
    if isinstance(wanted, Like):
        if absent:
            return False
        text = fold(str(value)).text
        if wanted.like is not None:
            return searched(wanted.like).search(text) is not None
        return searched(wanted.unlike or "").search(text) is None
    return isinstance(wanted, tuple) and str(value) in wanted


@dataclass(frozen=True)
class _Case:
    """A text before the packs. `reading` passes over what is masked."""

    text: str
    reading: Reading
    locale: Locale
    places: tuple[Jurisdiction, ...]
    context: Context

    @cached_property
    def whole(self) -> Reading:
        """The text with what is masked: what must not be missing may well stand in a disclosure. A licence field is read with its number."""
        licence = self.context.get("licence") if self.context.get("licence_field") else ""
        return Reading(fold(f"{self.text}\n{licence}" if licence else self.text))


@dataclass(frozen=True)
class Linter:
    """The packs in force, ready to judge.

    `judged` remembers what was found in a text, and `read` which claims its folded words hold, so that the same words, in whichever script,
    are read once; `called` remembers which rules circumstances alone call for.
    """

    book: RuleBook
    rules: Mapping[str, Rule]
    judges: Mapping[str, tuple[Rule, ...]]
    contextual: tuple[tuple[Rule, tuple[frozenset[str], ...]], ...]
    claims: Claims
    suspicions: Mapping[str, Suspicion]
    disclosures: tuple[str, ...]
    public: frozenset[str]
    read: MutableMapping[object, list[Claim]]
    called: MutableMapping[object, list[Rule]]
    judged: Judged

    @classmethod
    def of(
        cls, book: RuleBook, on: date, disclosures: Iterable[str] = (), public: Iterable[str] = (), judged: Judged | None = None
    ) -> Linter:
        """`disclosures` are approved wordings, which no rule reads; `public` are numbers and addresses that anybody may print."""
        in_force = [rule for rule in book.rules if rule.in_force.since <= on and (rule.in_force.until is None or on <= rule.in_force.until)]
        judges: dict[str, tuple[Rule, ...]] = {}
        for rule in in_force:
            for family in rule.judges:
                judges[family] = (*judges.get(family, ()), rule)
        return cls(
            book=book,
            rules={rule.id: rule for rule in in_force},
            judges=judges,
            contextual=tuple(
                (rule, tuple(frozenset(one) for one in rule.circumstances))
                for rule in in_force
                if rule.circumstances and not rule.match and not rule.judges
            ),
            claims=Claims.of(in_force, book.frames),
            suspicions={script: Suspicion.of(raw) for script, raw in book.suspicion.items()},
            disclosures=tuple(sorted({text for text in disclosures if text}, key=lambda text: (-len(text), text))),
            public=frozenset(public),
            read={},
            called={},
            judged=judged or Judged(),
        )

    def without_disclosures(self) -> Linter:
        """The same linter, to which approved disclosures are words like any others."""
        return dataclasses.replace(self, disclosures=(), read={})

    def lint(self, text: str, locale: Locale, jurisdictions: Iterable[Jurisdiction] = JURISDICTIONS, context: Context | None = None) -> list[Finding]:
        """Everything the packs say of the text, in its order. Raises ContextError."""
        wanted = set(jurisdictions)
        places = tuple(place for place in JURISDICTIONS if place in wanted) or JURISDICTIONS
        case = _Case(text, self._reading(text), locale, places, checked_context(context or {}))
        found = [*self._claimed(case), *self._circumstantial(case)]
        if not found:
            found += self._suspected(case)
        return sorted({*found, *self._personal(case)})

    def lint_once(self, text: str, locale: Locale, jurisdictions: tuple[Jurisdiction, ...], context: Context) -> list[Finding]:
        """The same, for a library that says the same words in many places and on many days: unchanged text is not read twice."""
        asked = json.dumps([self.fingerprint, text, locale, jurisdictions, sorted(context.items())])
        key = hashlib.sha256(asked.encode()).hexdigest()
        found = self.judged.now.get(key)
        if found is None:
            found = self.judged.before.get(key)
            self.judged.now[key] = found = self.lint(text, locale, jurisdictions, context) if found is None else found
        return found

    @cached_property
    def fingerprint(self) -> str:
        """Of all the data that a judgement rests on: another one, and every text is read again."""
        book = self.book
        data = (sorted(self.rules.items()), sorted(book.sources.items()), book.policy, book.frames, sorted(book.suspicion.items()))
        return hashlib.sha256(repr((data, self.disclosures, sorted(self.public))).encode()).hexdigest()

    # A library says a paragraph in many places at once: on its page, and word for word in the posts for each network.
    # What the words alone decide is found out once for all of them.

    @cached_property
    def _reading(self) -> Callable[[str], Reading]:
        """A text as the rules read it, without what is masked."""
        return functools.lru_cache(maxsize=_NEAR)(lambda text: Reading(fold(text, self._masked(text))))

    @cached_property
    def _suspicious(self) -> Callable[[str, Script], bool]:
        """Whether the model of a script would ask a reviewer about a folded sentence."""

        def suspicious(sentence: str, script: Script) -> bool:
            letters = sum(map(str.isalpha, sentence))
            return letters >= _FEWEST_LETTERS[script] and self.suspicions[script].is_suspicious(readied(sentence, script))

        return functools.lru_cache(maxsize=_NEAR)(suspicious)

    def _masked(self, text: str) -> list[Span]:
        """Stretches that are not the author's words: approved disclosures, addresses, code, link targets. They do not overlap."""
        found = [match.span() for match in _MASKED.finditer(text)]
        found += [(match.start() + 1, match.end()) for match in _LINK_TARGET.finditer(text)]
        for wording in self.disclosures:
            at = text.find(wording)
            while at >= 0:
                found.append((at, at + len(wording)))
                at = text.find(wording, at + len(wording))
        merged: list[Span] = []
        for start, end in sorted(found):
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        return merged

    def _finding(self, case: _Case, rule: Rule, span: Span, claimed: Rule | None = None) -> Finding:
        """What `rule` says of a stretch of the original; `claimed` is the core rule that found the claim which `rule` judges."""
        found, (start, end), locale = claimed or rule, span, case.locale
        named = []
        for one in dict.fromkeys((rule.id, found.id)):
            for reference in self.rules[one].sources:
                source = self.book.sources[reference.ref]
                named.append(f"{source.title}{f', {reference.at}' if reference.at else ''} <{source.url}>")
        return Finding(
            start=start,
            end=end,
            rule=rule.id,
            family=found.family,
            severity=self.book.severity(rule, found.family),
            message=f"{found.title[locale]}: “{case.text[start:end]}”" if found.match or found.id == SUSPECTED else rule.title[locale],
            why=rule.rationale[locale],
            source="; ".join(dict.fromkeys(named)),
            suggestion=found.suggestion[locale],
            quote=case.text[start:end],
        )

    def _speaks(self, rule: Rule, case: _Case) -> bool:
        """Whether the rule is for this language, these places, and what is known of the text; what is unknown is taken to fit."""
        pack = self.book.packs[rule.id]
        if case.locale not in rule.locales or (pack != "core" and pack not in case.places):
            return False
        for key, allowed in rule.applies_to:
            if allowed and case.context.get(key) and str(case.context[key]) not in allowed:
                return False
        return not rule.id.startswith("IE-") or case.context.get("country", "IE") in ("IE", None)

    def _fits(self, rule: Rule, case: _Case) -> bool:
        """Whether it speaks in these circumstances, and the text lacks what would make it silent."""
        return self._is_called_for(rule, case) and self._is_lacking(rule, case)

    @staticmethod
    def _is_called_for(rule: Rule, case: _Case) -> bool:
        circumstances = rule.circumstances
        return not circumstances or any(all(_holds(wanted, case.context, key) for key, wanted in one.items()) for one in circumstances)

    def _is_lacking(self, rule: Rule, case: _Case) -> bool:
        return not rule.lacks or self.claims.lacked(rule, case.whole)

    def _claimed(self, case: _Case) -> Iterator[Finding]:
        """Claims, each in the words of the strictest law of the places; of one family, one in a sentence for each of core and places."""
        found: dict[tuple[int, str, bool], Finding] = {}
        told = (case.reading.text, case.locale == "en")
        claims = self.read.get(told)
        if claims is None:
            claims = self.read[told] = self.claims.find(case.reading, case.locale)
        for claim in claims:
            rule = claim.rule
            if not self._speaks(rule, case) or not self._fits(rule, case):
                continue
            judging = [rule]
            if self.book.packs[rule.id] == "core":
                judging = [each for each in self.judges.get(rule.family, ()) if self._speaks(each, case) and self._fits(each, case)] or judging
            worst = max(judging, key=lambda each: (SEVERITIES.index(self.book.severity(each, rule.family)), -len(each.judges)))
            speaks = [worst]
            if not worst.verified and worse(self.book.severity(rule), self.book.severity(worst, rule.family)):
                speaks.append(rule)  # what was not verified neither blocks nor excuses
            for speaking in speaks:
                finding = self._finding(case, speaking, case.reading.folded.span(claim.start, claim.end), rule)
                if self.book.packs[rule.id] == "core" and self._is_quiet(case, claim.sentence):
                    finding = dataclasses.replace(finding, severity="note")
                key = (claim.sentence, rule.family, self.book.packs[speaking.id] == "core")
                if key not in found or worse(finding.severity, found[key].severity):
                    found[key] = finding
        yield from found.values()

    def _circumstantial(self, case: _Case) -> Iterator[Finding]:
        """Rules that speak because of the circumstances alone, and point at the first sentence. A place's own rule stands for core's."""
        if not case.context or not case.reading.sentences:
            return
        told = (case.locale, case.places, repr(sorted(case.context.items())))
        called = self.called.get(told)
        if called is None:
            known = case.context.keys()
            able = (rule for rule, keys in self.contextual if any(one <= known for one in keys))
            called = self.called[told] = [rule for rule in able if self._speaks(rule, case) and self._is_called_for(rule, case)]
        spoken = [rule for rule in called if self._is_lacking(rule, case)]
        local = {rule.family for rule in spoken if self.book.packs[rule.id] != "core"}
        for rule in spoken:
            if self.book.packs[rule.id] != "core" or rule.family not in local:
                yield self._finding(case, rule, self._trimmed(case.reading, case.reading.sentences[0]))

    def _suspected(self, case: _Case) -> Iterator[Finding]:
        """A claim made by implication, as the trained model sees it: never more than a question to a reviewer."""
        script = script_of(case.locale)
        rule = self.rules.get(SUSPECTED)
        if rule is None or script not in self.suspicions:
            return
        for start, end in case.reading.sentences:
            if self._suspicious(case.reading.text[start:end], script):
                yield self._finding(case, rule, self._trimmed(case.reading, (start, end)))

    def _is_quiet(self, case: _Case, sentence: int) -> bool:
        """Whether the claim stands in a text that explains and does not sell: the whole of a short one, else its own sentence."""
        script = script_of(case.locale)
        model = self.suspicions.get(script)
        if model is None or len(case.reading.text.strip()) < _SLOGAN[script]:
            return False
        stretches = case.reading.sentences if len(case.reading.sentences) <= _SHORT else [case.reading.sentences[sentence]]
        return all(model.is_quiet(readied(case.reading.text[start:end], script)) for start, end in stretches)

    def _personal(self, case: _Case) -> Iterator[Finding]:
        """Identifiers of persons. Of what is found, a message shows the last two characters at most."""
        rule = self.rules.get(PERSONAL)
        if rule is None or case.context.get("licence_field"):
            return
        regions = tuple(region for place in case.places for region in _REGIONS.get(place, (place,)))
        for one in personal_data.find(case.text, regions, self.public):
            finding = self._finding(case, rule, (max(one.start, one.end - 2), one.end))
            yield dataclasses.replace(finding, message=f"{rule.title[case.locale]} ({one.masked})")

    @staticmethod
    def _trimmed(reading: Reading, span: Span) -> Span:
        """The original's stretch, without the space that ends it."""
        start, end = span
        while end - 1 > start and reading.text[end - 1].isspace():
            end -= 1
        return reading.folded.span(start, end)
