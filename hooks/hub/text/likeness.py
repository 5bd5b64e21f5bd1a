"""How alike texts are: TF-IDF over Latin words and over pairs of Han letters, and the nearest neighbours of each text in near linear time.

A text is known by its most telling words only, and a word that very many texts share leads to none of them: with both bounds the work grows with
the number of texts and not with its square.
"""

from __future__ import annotations

import heapq
import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping

from hub.text import pairs

TELLING = 24
"""By how many of its words a text is known."""
MOST_SHARED = 100
"""A word in more texts than this (or in more than a quarter of them, if that is less) tells none apart."""
_WORD = re.compile(r"[a-z]{3,}")
Pair = tuple[str, str]
Vector = dict[str, float]


def words_of(text: str) -> Counter[str]:
    """The words of a text in either script, with how often each stands in it: 'excess', 自负. One letter alone, and figures, say too little."""
    folded = pairs.folded(text)
    found = Counter(_WORD.findall(folded))
    found.update(pair for run in pairs.runs(folded) if len(run) > 1 for pair in pairs.pairs(run))
    return found


def rarity(words: Mapping[str, Mapping[str, int]]) -> dict[str, float]:
    """The inverse document frequency of every word that stands in two texts at least, and in few enough to tell them apart."""
    counts = Counter(word for found in words.values() for word in found)
    most = min(MOST_SHARED, max(4, len(words) // 4))
    return {word: math.log(len(words) / count) for word, count in counts.items() if 2 <= count <= most}


def vectors(words: Mapping[str, Mapping[str, int]]) -> dict[str, Vector]:
    """By text, its most telling words and their weights, of length 1 (or none). `words` are those of each text, as `words_of` counts them."""
    rare = rarity(words)
    made: dict[str, Vector] = {}
    for name, found in words.items():
        weighed = ((rare[word] * (1 + math.log(count)), word) for word, count in found.items() if word in rare)
        telling = heapq.nlargest(TELLING, weighed)
        length = math.sqrt(sum(weight * weight for weight, _ in telling))
        made[name] = {word: weight / length for weight, word in telling} if length else {}
    return made


def nearest(known: Mapping[str, Vector], most: int) -> dict[Pair, float]:
    """The likeness, above 0 and at most 1, of each text to the `most` texts that are nearest to it. Pairs are in order; each stands once."""
    holders: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for name in sorted(known):
        for word, weight in known[name].items():
            holders[word].append((name, weight))
    found: dict[Pair, float] = {}
    for name, vector in known.items():
        alike: dict[str, float] = defaultdict(float)
        for word, weight in vector.items():
            for other, its in holders[word]:
                alike[other] += weight * its
        alike.pop(name, None)
        for likeness, other in heapq.nlargest(most, ((round(likeness, 6), other) for other, likeness in alike.items())):
            found[(name, other) if name < other else (other, name)] = likeness
    return found
