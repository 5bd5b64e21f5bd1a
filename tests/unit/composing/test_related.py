"""Related items: both ways, within bounds, the same whatever the order, and with a reason."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.composing.related import ENOUGH, FULL, Tie, choose, ties
from hub.model.data import Approval
from hub.model.items import Guide, Item, Page, Post, Step
from hub.model.release import Composed, Held, Release
from tests.conftest import Project

WORDS = "carpet dragon ghost moon marble castle broom potion goblin pebble lantern mirror".split()


def entry(name: str, text: str = "", *, locale: str = "en", topic: str = "home", related: tuple[str, ...] = (), steps: tuple[str, ...] = ()) -> Held:
    """An item that nobody approved: what binds items asks for no approval."""
    facts = {"title": "", "summary": "", "related": related, "author": "nora-nobody", "reviewed_on": date(2026, 11, 1)}
    if steps:
        matter: Page = Guide.model_construct(**facts, steps=tuple(Step(item=step, why="So.") for step in steps))
    else:
        matter = Post.model_construct(**facts, topic=topic)
    terms = "".join(f'<a class="term" href="hub:/{locale}/glossary/#{word[1:]}">x</a>' for word in text.split() if word.startswith("#"))
    return Held(Item(name, locale, "", matter, "", 1, {}), Composed(terms, text.replace("#", ""), (), ()), "", "unapproved", "")


def chosen(*entries: Held) -> dict[str, tuple[tuple[str, Tie], ...]]:
    return choose(ties(entries), {one.item.id for one in entries})


def assert_sound(found: dict[str, tuple[tuple[str, Tie], ...]]) -> None:
    for name, its in found.items():
        others = [other for other, _ in its]
        assert name not in others and len(set(others)) == len(others) <= FULL
        for other, tie in its:
            assert (name, tie) in found[other], f"{other} does not lead back to {name}, or for another reason"


@st.composite
def shelves(draw: st.DrawFn) -> list[Held]:
    count = draw(st.integers(1, 40))
    names = [f"posts/2026/p{number:02}" for number in range(count)]
    some = st.lists(st.sampled_from(names), max_size=4, unique=True)
    text = st.lists(st.sampled_from(WORDS), max_size=8)
    return [entry(name, " ".join(draw(text)), topic=draw(st.sampled_from(("home", "motor", "life"))), related=tuple(draw(some))) for name in names]


@given(shelves(), st.randoms(use_true_random=False))
def test_it_leads_both_ways_within_bounds_and_whatever_the_order(entries: list[Held], chance: random.Random) -> None:
    found = chosen(*entries)
    assert_sound(found)
    assert set(found) == {one.item.id for one in entries}
    if len(entries) > 12:
        assert min(len(its) for its in found.values()) >= ENOUGH
    mixed = list(entries)
    chance.shuffle(mixed)
    assert chosen(*mixed) == found


def test_an_item_that_everybody_names_does_not_crowd_the_others_out() -> None:
    crowd = [entry(f"posts/2026/p{number:02}", related=("posts/2026/star",)) for number in range(20)]
    found = chosen(entry("posts/2026/star"), *crowd)
    assert_sound(found)
    assert len(found["posts/2026/star"]) == FULL
    assert min(len(its) for its in found.values()) >= ENOUGH


FILLER = [entry(f"posts/2026/filler-{number}", WORDS[number], topic="travel") for number in range(8)]


@pytest.mark.parametrize(
    ("one", "other", "tie"),
    [
        (entry("a", "#excess marble"), entry("b", "#excess marble"), Tie("terms", ("excess",))),
        (entry("a", "potion broom"), entry("b", "potion broom", topic="motor", related=("a",)), Tie("chosen")),
        (entry("a", "potion broom"), entry("b", "potion broom"), Tie("topic", ("home",))),
        (entry("a", "potion broom"), entry("b", "potion broom", topic="motor"), Tie("words")),
        (entry("a", "#excess potion"), entry("b", "#excess 自負額", locale="zh-Hant", topic="motor", related=("a",)), Tie("terms", ("excess",))),
    ],
)
def test_it_says_why(one: Held, other: Held, tie: Tie) -> None:
    assert dict(chosen(one, other, *FILLER)["a"])["b"] == tie


def test_steps_of_one_guide_say_so_and_a_guide_does_not_repeat_its_steps() -> None:
    guide = entry("guides/g", "potion broom", steps=("a", "b"), related=("a",))
    found = chosen(entry("a", "potion broom", related=("b",)), entry("b", "potion broom", topic="motor"), guide, *FILLER)
    assert dict(found["a"])["b"] == Tie("guide", ("guides/g",))
    assert {"a", "b"}.isdisjoint(dict(found["guides/g"]))


def test_only_what_is_on_the_shelf_is_led_to() -> None:
    entries = [entry("a", "potion", related=("b", "gone")), entry("b", "potion"), entry("c", "potion"), *FILLER]
    here = {one.item.id for one in entries} - {"b"}
    found = choose(ties(entries), here)
    assert set(found) == here
    assert "b" not in {other for its in found.values() for other, _ in its}


def test_every_language_leads_on_alike(approved: Project) -> None:
    site = approved.load().site
    assert site is not None
    listed: list[Release] = [release for release in site.releases if release.item.type not in ("page", "term")]
    every = choose(ties(listed), {release.item.id for release in listed})
    assert_sound(every)
    for locale in site.locales:
        assert choose(ties(listed), {release.item.id for release in site.releases if release.item.locale == locale and release in listed}) == every
    assert all(isinstance(release.approval, Approval) for release in listed)
