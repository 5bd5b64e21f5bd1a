"""An item's own words into social posts: the best complete combination that fits, never a cut sentence, never a lost disclosure."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from hub.model.data import Disclosure, Platform
from hub.model.items import Article, Faq, Item, Post
from hub.model.places import is_han
from hub.model.release import Snippet
from hub.model.words import VARIANTS
from hub.problems import Problem
from hub.text.counting import length

LINK_ROOM = 200
"""Characters kept free for a link where the network counts it whole, so that a longer site address never changes the words that were approved."""


def _blocks(*blocks: str) -> str:
    return "\n\n".join(block for block in blocks if block)


def _hashtags(platform: Platform, item: Item, count: int) -> str:
    snippets = item.matter.snippets  # type: ignore[union-attr]
    style = platform.hashtag_style
    return " ".join(style.replace("tag", tag) for tag in snippets.hashtags[:count])


def _candidates(hook: str, points: tuple[str, ...], turn: int, answer: str) -> Iterator[str]:
    """Words that make a whole post, richest first: the hook with the short answer, else with as many key points as there is room for.

    `turn` is the key point that is kept longest. Those that are kept stand in the editor's order: first things first.
    """
    if answer:
        yield _blocks(hook, answer)
    for size in range(len(points), 0, -1):
        for chosen in combinations((*range(turn, len(points)), *range(turn)), size):
            yield _blocks(hook, "\n".join(points[at] for at in sorted(chosen)))
    yield hook


def _compose(item: Item, platform_id: str, platform: Platform, variant: str, disclosures: dict[str, Disclosure], site_url: str) -> Snippet | Problem:
    matter = item.matter
    assert isinstance(matter, (Article, Faq, Post))
    words = matter.snippets
    hook = getattr(words.hooks, variant)
    between = "" if is_han(item.locale) else " "
    early, late = (
        between.join(disclosures[key].short[item.locale] for key in matter.disclosures if disclosures[key].stands == stands)
        for stands in ("before_fold", "anywhere")
    )
    # What must be seen at once stands beside the hook; before it, where the network would fold it away.
    folds_away = platform.fold is not None and length(_blocks(hook, early), platform.unit) > platform.fold
    url = site_url + item.address
    room = platform.link_length if platform.link_length is not None else max(LINK_ROOM, length(url, platform.unit))
    answer = matter.short_answer if isinstance(matter, (Article, Faq)) and variant == "question" else ""
    # Each variant holds on to another key point, so that short posts differ beyond their first line.
    turn = VARIANTS.index(variant) % len(words.key_points)
    most = min(platform.hashtags, len(words.hashtags))

    def whole(text: str, tags: int) -> str:
        rest = text.removeprefix(hook).lstrip("\n")
        first = (early, hook) if folds_away else (hook, early)
        return _blocks(*first, rest, late, url, _hashtags(platform, item, tags))

    def budgeted(text: str) -> int:
        return length(text, platform.unit) - length(url, platform.unit) + room

    # Where the network knows hashtags a post keeps one, and gives up a key point for it; all of them go before the hook does.
    texts = list(_candidates(hook, words.key_points, turn, answer))
    attempts = (whole(text, tags) for least in (min(1, most), 0) for text in texts for tags in range(most, least - 1, -1))
    fitting = next((text for text in attempts if budgeted(text) <= platform.limit), None)
    if fitting is None:
        shortest = budgeted(whole(hook, 0))
        line = item.line_of(f"snippets.hooks.{variant}")
        message = f"the {variant} hook with its disclosures and link must fit {platform.name}: {shortest} of {platform.limit} ({platform.unit})"
        return Problem(item.path, line, "HUB801", message, f"shorten the hook by {shortest - platform.limit} {platform.unit} units")
    places = tuple(place for place in item.jurisdictions if place in platform.markets)
    counted = length(fitting, platform.unit)
    return Snippet(platform_id, variant, fitting, counted, platform.limit, platform.unit, item.address, matter.disclosures, places)


def compose(
    item: Item, platforms: dict[str, Platform], disclosures: dict[str, Disclosure], site_url: str
) -> tuple[tuple[Snippet, ...], list[Problem]]:
    """Every snippet of an article, question or post, by platform and variant; and the ones refused because they do not fit.

    A platform takes an item only when it is used in a place where the item is true.
    """
    if not isinstance(item.matter, (Article, Faq, Post)) or any(key not in disclosures for key in item.matter.disclosures):
        return (), []
    snippets: list[Snippet] = []
    problems: list[Problem] = []
    for platform_id, platform in platforms.items():
        if not set(platform.markets) & set(item.jurisdictions):
            continue
        for variant in VARIANTS:
            made = _compose(item, platform_id, platform, variant, disclosures, site_url)
            if isinstance(made, Problem):
                problems.append(made)
            else:
                snippets.append(made)
    texts: dict[tuple[str, str], Snippet] = {}
    for snippet in snippets:
        twin = texts.setdefault((snippet.platform, snippet.text), snippet)
        if twin is not snippet:
            line = item.line_of(f"snippets.hooks.{snippet.variant}")
            message = f"the {twin.variant} and {snippet.variant} snippets for {snippet.platform} must differ"
            problems.append(Problem(item.path, line, "HUB802", message, "write another hook"))
    return tuple(snippets), problems
