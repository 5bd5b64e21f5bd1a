"""The library itself: what its readers were promised. Its numbers are those of the issue that asked for it, so that deleting a page is a choice."""

from __future__ import annotations

import importlib.machinery
import importlib.util
from collections import Counter, defaultdict
from pathlib import Path
from statistics import median
from types import ModuleType

import pytest
import yaml

from hub.model.places import LOCALES, Locale
from hub.model.release import Release, Site
from hub.text.readability import chinese, grade

ROOT = Path(__file__).resolve().parents[2]
LEAST = {"article": 45, "faq": 110, "post": 16, "guide": 5, "term": 150}
NEEDS = yaml.safe_load((ROOT / "content/_data/needs.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    """scripts/bench-content, whose measures are those of `make bench-content`."""
    loader = importlib.machinery.SourceFileLoader("bench_content", str(ROOT / "scripts/bench-content"))
    spec = importlib.util.spec_from_loader("bench_content", loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


def of(site: Site, locale: Locale) -> list[Release]:
    return [release for release in site.releases if release.item.locale == locale]


@pytest.mark.parametrize("locale", LOCALES)
def test_it_is_large_enough_to_be_worth_a_visit(site: Site, locale: Locale) -> None:
    counted = Counter(release.item.type for release in of(site, locale))
    assert {kind: counted[kind] for kind in LEAST if counted[kind] < LEAST[kind]} == {}


def test_every_item_is_public_in_every_language(site: Site) -> None:
    assert [held.item.path for held in site.held] == []
    languages = defaultdict(set)
    for release in site.releases:
        languages[release.item.id].add(release.item.locale)
    assert {item: found for item, found in languages.items() if found != set(LOCALES)} == {}


@pytest.mark.parametrize("locale", LOCALES)
def test_the_most_frequent_needs_are_answered(site: Site, locale: Locale) -> None:
    answered = {need for release in of(site, locale) for need in getattr(release.item.matter, "needs", ())}
    assert [need for need in (*NEEDS["english"][:90], *NEEDS["chinese"]) if need not in answered] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_every_item_says_what_it_rests_on_and_how_people_ask_for_it(site: Site, locale: Locale) -> None:
    listed = [release for release in of(site, locale) if release.item.type in ("article", "faq", "post", "guide")]
    assert [release.item.path for release in listed if not release.item.matter.sources] == []  # type: ignore[union-attr]
    assert [release.item.path for release in listed if len(release.item.matter.phrasings) < 8] == []  # type: ignore[union-attr]
    uncited = [
        (release.item.path, number)
        for release in listed
        for number in range(1, len(release.item.matter.sources) + 1)  # type: ignore[union-attr]
        if f'href="#source-{number}"' not in release.composed.html
    ]
    assert uncited == []


@pytest.mark.parametrize("locale", LOCALES)
def test_no_sentence_was_copied_from_item_to_item(site: Site, bench: ModuleType, locale: Locale) -> None:
    listed = [release for release in of(site, locale) if release.item.type in bench.LISTED]
    assert bench.repeated(listed, locale) == {}


def test_it_reads_easily(site: Site, bench: ModuleType) -> None:
    english = [list(bench.spoken(release)) for release in of(site, "en") if release.item.type in bench.LISTED]
    assert median(grade(body) for body in english if body) <= 9
    han = [chinese(list(bench.spoken(release))).mean for release in of(site, "zh-Hant") if release.item.type in bench.LISTED]
    assert median(mean for mean in han if mean) <= 35


def test_nothing_is_past_its_review(site: Site) -> None:
    assert [release.item.path for release in site.releases if release.item.matter.next_review_on <= site.instant.date()] == []
