"""What to read next: which items belong together, and why.

Symmetric: where A leads to B, B leads to A. So the pairs are chosen, the likeliest first, as long as neither side is full; an item that others crowd
out is served before those that have enough. Everything is computed from the words and data of the items given, in an order that does not depend on
theirs, and in one language for all: the same items give the same choice in every language.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from hub.model.items import Guide, Item
from hub.model.pages import Why
from hub.model.places import LOCALES
from hub.model.release import Held, Release
from hub.text import likeness

MOST, ENOUGH, FULL = 4, 2, 5
"""How many items a page names when all is well; how many it gets before others get more; how many at most, where that serves one with too few."""
NEIGHBOURS = 12
CENTRAL = 6
"""So many of the terms that an item explains are what it is about: the first. Later ones are met in passing."""
_TERM = re.compile(r'href="hub:/[\w-]+/glossary/#([a-z0-9-]+)"')
_SAME_TOPIC, _SAME_GUIDE, _CHOSEN = 0.12, 0.08, 0.3
"""What speaks for a pair besides its words, on the scale of likeness (0 to 1). An editor's choice counts once for each side that makes it."""
_LIKE_QUESTIONS = 0.3
_FEEBLE = 0.2
"""A pair below this is like any other two items of the hub: something else of the topic serves a reader better."""
Pair = tuple[str, str]


@dataclass(frozen=True)
class Tie:
    """Why two items belong together. `names` are the ids of what they share: glossary terms, one guide, one topic; none for the others."""

    why: Why
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ties:
    """What is known of all items at once. `likeness` is of pairs in order, by all their words; `questions` the same by titles alone.

    `terms` are those of the glossary that an item explains early on; `guides` those that it is a step of.
    """

    items: Mapping[str, Item]
    likeness: Mapping[Pair, float]
    questions: Mapping[Pair, float]
    terms: Mapping[str, tuple[str, ...]]
    guides: Mapping[str, tuple[str, ...]]

    def tie(self, pair: Pair) -> Tie:
        """The most telling of what a pair shares."""
        one, other = (self.items[name] for name in pair)
        if one.type == other.type == "faq" and one.topic != other.topic and self.questions.get(pair, 0) >= _LIKE_QUESTIONS:
            return Tie("question")
        places = [{term: at for at, term in enumerate(self.terms[name])} for name in pair]
        both = sorted((places[0][term] + places[1][term], term) for term in places[0].keys() & places[1].keys())
        if both:
            return Tie("terms", tuple(term for _, term in both[:2]))
        guides = [guide for guide in self.guides.get(pair[0], ()) if guide in self.guides.get(pair[1], ())]
        if guides:
            return Tie("guide", (guides[0],))
        if pair[1] in _chosen(one) or pair[0] in _chosen(other):
            return Tie("chosen")
        return Tie("topic", (one.topic,)) if one.topic and one.topic == other.topic else Tie("words")

    def strength(self, pair: Pair) -> float:
        one, other = (self.items[name] for name in pair)
        strength = self.likeness.get(pair, 0.0) + _CHOSEN * ((pair[1] in _chosen(one)) + (pair[0] in _chosen(other)))
        strength += _SAME_TOPIC * (one.topic is not None and one.topic == other.topic)
        return strength + _SAME_GUIDE * bool(set(self.guides.get(pair[0], ())) & set(self.guides.get(pair[1], ())))


def _chosen(item: Item) -> tuple[str, ...]:
    return getattr(item.matter, "related", ())


def _steps(item: Item) -> tuple[str, ...]:
    return tuple(step.item for step in item.matter.steps) if isinstance(item.matter, Guide) else ()


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


def ties(entries: Iterable[Release | Held]) -> Ties:
    """What binds these items. Of an item's languages, the first of LOCALES that it has speaks for it."""
    first = {}
    for entry in sorted(entries, key=lambda entry: (entry.item.id, LOCALES.index(entry.item.locale))):
        first.setdefault(entry.item.id, entry)
    items = {name: entry.item for name, entry in first.items()}
    found = {name: dict.fromkeys(_TERM.findall(entry.composed.html), 1) for name, entry in first.items()}
    rare = likeness.rarity(found)
    terms = {name: tuple([term for term in held if term in rare][:CENTRAL]) for name, held in found.items()}
    words = {}
    for name, entry in first.items():
        matter = entry.item.matter
        words[name] = likeness.words_of(f"{matter.title}\n{matter.title}\n{matter.summary}\n{entry.composed.text}")
        words[name].update({f"#{term}": 2 for term in terms[name]})  # whatever the language, terms are the same
    asked = {name: likeness.words_of(item.matter.title) for name, item in items.items() if item.type == "faq"}
    guides: dict[str, list[str]] = defaultdict(list)
    for name, item in items.items():
        for step in _steps(item):
            guides[step].append(name)
    near = likeness.nearest(likeness.vectors(words), NEIGHBOURS)
    questions = likeness.nearest(likeness.vectors(asked), NEIGHBOURS)
    return Ties(items, near, questions, terms, {name: tuple(its) for name, its in guides.items()})


def _candidates(known: Ties, shelf: frozenset[str]) -> Iterator[Pair]:
    """Pairs worth a look: near in their words, or named by an editor. A guide and its steps name each other anyway."""
    for name in shelf:
        yield from (_pair(name, other) for other in _chosen(known.items[name]) if other in shelf and other != name)
    yield from known.likeness
    yield from known.questions


def choose(known: Ties, shelf: Iterable[str]) -> dict[str, tuple[tuple[str, Tie], ...]]:
    """By item of the shelf, what to read next and why, the strongest first: two at least where the shelf has them, FULL at most."""
    here = frozenset(shelf)
    steps = {_pair(name, step) for name in here for step in _steps(known.items[name])}
    strengths = {pair: known.strength(pair) for pair in set(_candidates(known, here)) - steps if pair[0] in here and pair[1] in here}
    chosen: dict[str, set[str]] = {name: set() for name in here}

    def join(one: str, other: str) -> None:
        chosen[one].add(other)
        chosen[other].add(one)

    ranked = sorted((pair for pair in strengths if strengths[pair] >= _FEEBLE), key=lambda pair: (-round(strengths[pair], 6), pair))
    for one, other in ranked:
        if min(len(chosen[one]), len(chosen[other])) < ENOUGH and max(len(chosen[one]), len(chosen[other])) < FULL:
            join(one, other)
    for one, other in ranked:
        if other not in chosen[one] and max(len(chosen[one]), len(chosen[other])) < MOST:
            join(one, other)
    _serve_the_lonely(known, chosen, steps, join)
    return {
        name: tuple((other, known.tie(_pair(name, other))) for other in sorted(its, key=lambda other: (-known.strength(_pair(name, other)), other)))
        for name, its in chosen.items()
    }


def _serve_the_lonely(known: Ties, chosen: Mapping[str, set[str]], steps: set[Pair], join: Callable[[str, str], None]) -> None:
    """Items without ENOUGH get some of their topic, else any, that are not full."""
    open_ones: dict[str | None, list[str]] = defaultdict(list)
    for name in sorted(chosen, key=lambda name: (-len(chosen[name]), name)):
        open_ones[known.items[name].topic].append(name)
        open_ones["every"].append(name)
    for name in sorted(name for name, its in chosen.items() if len(its) < ENOUGH):
        for pool in (open_ones[known.items[name].topic], open_ones["every"]):
            while pool and len(chosen[pool[-1]]) >= FULL:
                pool.pop()
            for other in reversed(pool):  # those that have fewest first
                if len(chosen[name]) >= ENOUGH:
                    break
                if other != name and other not in chosen[name] and len(chosen[other]) < FULL and _pair(name, other) not in steps:
                    join(name, other)
