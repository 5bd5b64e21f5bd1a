"""Real questions find their answers: those kept apart from tuning, at the level that was reached. `make bench-search` says more."""

from __future__ import annotations

import re
from typing import Any

import pytest

from hub.model.places import LOCALES
from tests.e2e.conftest import Open, Site
from tests.search import Answer, ask, misspelt, questions, share

FLOORS = {"en": 0.86, "zh-Hant": 0.90, "zh-Hans": 0.80}
"""Answered among the first three results (November 2026: 0.89, 0.93, 0.82). Whoever makes search better raises them; nobody lowers them."""
OF_A_KIND = {"two-char": 0.82, "mixed": 0.72}
"""The same for kinds of Chinese questions, of which there are fewer (November 2026: 0.86, 0.78; on all questions 0.89 and 0.83)."""

FIND = """async ([base, query, options]) => {
  const { find } = await import(base + 'assets/search/search.js');
  const { results, nearest, total, corrected } = await find(query, options);
  return { results, nearest, total, corrected };
}"""


def asked(tab: Open, site: Site, locale: str, **more: Any) -> list[Answer]:
    page = tab().go("en/about/")
    return [answer for answer in ask(page, site.url, locale, site.items, site.path, **more) if answer.question.is_kept_apart]


def find(tab: Open, site: Site, query: str, **options: Any) -> dict[str, Any]:
    return tab().go("en/about/").evaluate(FIND, [site.url, query, options])


@pytest.mark.parametrize("locale", FLOORS)
def test_search_answers_as_many_questions_as_before(tab: Open, site: Site, locale: str) -> None:
    answers = asked(tab, site, locale)
    assert len(answers) >= 80
    missed = [answer.question.text for answer in answers if not 0 < answer.rank <= 3]
    assert share(answers, 3) >= FLOORS[locale], missed
    assert sum(answer.count == 0 for answer in answers) <= len(answers) / 100
    for kind, floor in OF_A_KIND.items():
        own = [answer for answer in answers if answer.question.kind == kind]
        assert locale == "en" or len(own) < 20 or share(own, 3) >= floor, kind


def test_a_wrong_letter_costs_few_answers(tab: Open, site: Site) -> None:
    clean = {answer.question.id: answer for answer in asked(tab, site, "en")}
    wrong = asked(tab, site, "en", change=misspelt)
    assert len(wrong) >= 100
    assert share(wrong, 3) >= share([clean[answer.question.id] for answer in wrong], 3) - 0.03


def test_a_question_finds_the_same_in_both_scripts(tab: Open, site: Site) -> None:
    """Those that were written in Traditional and turned into Simplified letter by letter."""
    ranks = {answer.question.id.removesuffix("-t-question"): answer.rank for answer in asked(tab, site, "zh-Hant", change=lambda question: question)}
    pairs = [(answer.rank, ranks[name]) for answer in ask(tab().go("en/about/"), site.url, "zh-Hans", site.items, site.path)
             if answer.question.kind == "same" and (name := answer.question.id.removesuffix("-s-question")) in ranks]  # fmt: skip
    assert len(pairs) >= 20
    assert sum(one != other for one, other in pairs) <= len(pairs) * 0.03, pairs


@pytest.mark.parametrize("locale", FLOORS)
def test_questions_are_told_apart_by_their_ids_and_words(site: Site, locale: str) -> None:
    needs = frozenset(need for item in site.items for need in item["needs"])
    known = questions(locale, needs)
    assert len({question.id for question in known}) == len({question.text for question in known}) == len(known) >= 150
    assert 0.4 < sum(question.is_kept_apart for question in known) / len(known) < 0.6


@pytest.mark.parametrize(
    ("query", "locale", "meant"), [("重急險", "zh-Hant", "重疾險"), ("重急险", "zh-Hans", "重疾险"), ("deductable", "en", "deductible")]
)
def test_a_mistyped_word_is_put_right_and_said(tab: Open, site: Site, query: str, locale: str, meant: str) -> None:
    found = find(tab, site, query, locale=locale)
    assert found["corrected"] == [meant]
    assert found["results"] and not found["nearest"]


@pytest.mark.parametrize(("query", "locale"), [("zqxjkvbw qqwwrrtt", "en"), ("???", "en"), ("zqxjkvbw", "zh-Hant"), ("龘龘龘", "zh-Hans")])
def test_where_nothing_is_found_the_nearest_topics_and_terms_stand_and_say_so(tab: Open, site: Site, query: str, locale: str) -> None:
    found = find(tab, site, query, locale=locale)
    assert found["nearest"] and found["total"] == 0
    assert {result["type"] for result in found["results"]} <= {"topic", "term"} and len(found["results"]) >= 3
    assert all(result["why"] == [] and result["coverage"] == 0 for result in found["results"])
    page = tab()
    for result in found["results"]:
        assert (page.page.request.get(result["url"] if "://" in result["url"] else site.url.split("/kb/")[0] + result["url"])).ok, result


@pytest.mark.parametrize("locale", LOCALES)
def test_every_result_says_which_words_it_has(tab: Open, site: Site, locale: str) -> None:
    query = {"en": "deductible for my car", "zh-Hant": "車險自負額", "zh-Hans": "车险免赔额"}[locale]
    results = find(tab, site, query, locale=locale)["results"]
    assert all(result["why"] and 0 < result["coverage"] <= 1 for result in results)
    whole = {"en": "deductible", "zh-Hant": "車險自負額", "zh-Hans": "车险免赔额"}[locale]
    assert any(word in whole for word in results[0]["why"]), "in the reader's own script"
    letter = find(tab, site, {"en": "c", "zh-Hant": "車", "zh-Hans": "车"}[locale], locale=locale)["results"]
    assert not any(re.fullmatch(r"z+[0-9a-z]+", word) for result in letter for word in result["why"]), "no token of the index"
    assert find(tab, site, "", locale=locale)["results"] == []


def test_the_audience_is_a_filter(tab: Open, site: Site) -> None:
    audience = {site.path(item["url"]): item["audience"] for item in site.of("en", "article", "faq", "post", "guide")}
    results = find(tab, site, "what may an adviser post", locale="en", filters={"audience": "adviser"})["results"]
    assert results and all("adviser" in audience[site.path(result["url"])] for result in results)
