"""How plainly an item speaks: advice for the pull request, with the sentence named; never a gate. Disclosures are not its words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hub.checks.catalogue import Catalogue
from hub.checks.compliance import passages
from hub.composing.draft import Draft
from hub.model.items import Term
from hub.model.places import is_han
from hub.problems import Problem
from hub.text.readability import Hard, hard_chinese, hard_english, uncommon
from hub.text.sentences import sentences

CODE = "HUB313"
_MOST_TERMS = 5
"""Of the terms that the glossary lacks, so many are named: the first ones a reader meets."""
_SHORTEST_TERM = 4
"""Shorter entries of the term list are mostly everyday words."""
_MARKUP = re.compile(r"\]\([^()\s]{0,500}\)|[\[\]*`_]|^[#>\s|-]+", re.MULTILINE)
_SHOWN = 80
_WORDS = {
    "words": "has {value:.0f} words; more than {limit:.0f} are hard to hold in mind",
    "ease": "has a reading ease of {value:.0f}; below {limit:.0f} only specialists read on",
    "characters": "has {value:.0f} characters; more than {limit:.0f} are hard to hold in mind",
}


def _told(path: str, line: int, sentence: str, hard: Hard) -> Problem:
    shown = sentence if len(sentence) <= _SHOWN else sentence[:_SHOWN] + "…"
    message = f"“{shown}” {_WORDS[hard.measure].format(value=hard.value, limit=hard.limit)}"
    return Problem(path, line, CODE, message, "make two sentences of it, or use everyday words", refuses=False)


def plain_language(draft: Draft, catalogue: Catalogue) -> Iterator[Problem]:
    """Long or hard sentences of one item, and terms of art that the glossary does not explain (Chinese)."""
    item = draft.item
    hard_in = hard_chinese if is_han(item.locale) else hard_english
    for passage in passages(draft):
        for start, end in sentences(passage.text):
            sentence = " ".join(_MARKUP.sub("", passage.text[start:end]).split())
            if "|" in sentence or not sentence:
                continue  # a table's row is no sentence
            line = passage.line + passage.text[:start].count("\n") if passage.is_source else passage.line
            for hard in hard_in([sentence]):
                yield _told(item.path, line, sentence, hard)
    if item.locale == "zh-Hant" and item.body:
        explained = {
            word
            for other in catalogue.drafts.values()
            if isinstance(other.item.matter, Term) and other.item.locale == item.locale
            for word in (other.item.matter.title, *other.item.matter.forms, *(name for _, name in other.item.matter.regional))
        }
        terms = [word for word, _ in catalogue.library.terms_to_simplified if len(word) >= _SHORTEST_TERM and "（" not in word]
        lines = item.body.split("\n")
        for found in list(uncommon(lines, explained, terms))[:_MOST_TERMS]:
            message, line = f"uses the term {found.term}, which the glossary does not explain", item.body_line + found.index
            yield Problem(item.path, line, CODE, message, "explain it where it stands, or add it to the glossary", refuses=False)
