"""Questions as people ask them, written by people who had not seen the library, before the search was tuned on any; and what is measured with them.

A line is {id, question, needs, kind}. Of kind `same` are questions of zh-Hant turned letter by letter into Simplified, with the same id but for its
ending. A question is answered when one of the first results is an item that answers one of its needs. Only questions whose needs the library answers
are counted. Every second one, by its id, is kept apart: nothing may be tuned on those, and CI's floors are theirs.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent / "questions"
OFF_TOPIC = FOLDER.parent / "off-topic.jsonl"
"""Questions about other things, which the ask page must not answer: {id, locale, question}. Only those with an even crc32 of their id were tuned on."""

FIND = """async ([base, locale, questions]) => {
  const { search } = await import(base + 'assets/search/search.js');
  const found = [];
  for (const question of questions) {
    const start = performance.now();
    const hits = await search(question, { locale, limit: 10 });
    found.push([performance.now() - start, hits.filter((hit) => hit.coverage > 0).map((hit) => hit.url)]); // the others are only nearest
  }
  return found;
}"""


@dataclass(frozen=True)
class Question:
    id: str
    text: str
    needs: frozenset[str]
    kind: str

    @property
    def is_kept_apart(self) -> bool:
        return zlib.crc32(self.id.encode()) % 2 == 1


@dataclass(frozen=True)
class Answer:
    """`rank` counts from 1; 0 where none of the first ten results answers. `ms` is the time of the query."""

    question: Question
    rank: int
    count: int
    ms: float


def questions(locale: str, covered: frozenset[str]) -> list[Question]:
    """Those whose needs the library answers."""
    lines = (FOLDER / f"{locale}.jsonl").read_text(encoding="utf-8").splitlines()
    read = [Question(one["id"], one["question"], frozenset(one["needs"]), one["kind"]) for one in map(json.loads, lines)]
    return [question for question in read if question.needs & covered]


def other_subjects() -> list[tuple[str, str]]:
    """(locale, question) of those about other things."""
    return [(one["locale"], one["question"]) for one in map(json.loads, OFF_TOPIC.read_text(encoding="utf-8").splitlines())]


def misspelt(question: Question) -> Question | None:
    """The question with one letter of a longer Latin word left out, doubled, changed or swapped, always the same; None where it has no such word."""
    words = question.text.split()
    long = [at for at, word in enumerate(words) if len(word) > 4 and word.isalpha() and word.isascii()]
    if not long:
        return None
    number = zlib.crc32(question.text.encode())
    at = long[number % len(long)]
    word, step = words[at], 1 + number // 7 % (len(words[at]) - 2)
    ways = (word[step + 1 :], word[step] + word[step:], "aeioustrn"[number % 9] + word[step + 1 :], word[step + 1] + word[step] + word[step + 2 :])
    words[at] = word[:step] + ways[number // 3 % len(ways)]
    return Question(question.id, " ".join(words), question.needs, "misspelt")


def ask(
    page: Any,
    base: str,
    locale: str,
    items: Sequence[Mapping[str, Any]],
    path_of: Callable[[str], str],
    change: Callable[[Question], Question | None] = lambda question: question,
) -> list[Answer]:
    """Asks `search()` in the browser's page every question of a locale. `items` are those of items.json, `path_of` makes a path of an address.

    Asked is what `change` makes of a question; where it makes nothing, it is left out.
    """
    own = [item for item in items if item["locale"] == locale]
    needs = {path_of(item["url"]): frozenset(item["needs"]) for item in own}
    covered = frozenset().union(*needs.values())
    asked = [changed for question in questions(locale, covered) if (changed := change(question))]
    found = page.evaluate(FIND, [base, locale, [question.text for question in asked]])
    answers = []
    for question, (ms, urls) in zip(asked, found, strict=True):
        ranks = [at for at, url in enumerate(urls, 1) if needs.get(path_of(url), frozenset()) & question.needs]
        answers.append(Answer(question, ranks[0] if ranks else 0, len(urls), ms))
    return answers


def share(answers: Sequence[Answer], within: int) -> float:
    """How many of them found an answer among the first `within` results, from 0 to 1."""
    return sum(0 < answer.rank <= within for answer in answers) / len(answers) if answers else 0.0
