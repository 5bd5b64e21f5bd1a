"""Search in a real browser: what it finds, in both Chinese scripts, by keyboard alone, and what it never does."""

from __future__ import annotations

from typing import Any

import opencc
import pytest
from playwright.sync_api import Page, expect

from hub.model.places import LOCALES
from tests.e2e.conftest import Open, Site

FIND = """async ([base, queries]) => {
  const { search } = await import(base + 'assets/search/search.js');
  const found = [];
  for (const [query, options] of queries) found.push((await search(query, options)).map((hit) => hit.url));
  return found;
}"""
PANEL = "dialog.seek[open]"


def find(page: Any, site: Site, queries: list[tuple[Any, dict[str, Any]]]) -> list[list[str]]:
    """The paths that `search` gives for each query, without the language folder."""
    found = page.evaluate(FIND, [site.url, queries])
    return [[site.path(url).split("/", 1)[1] for url in urls] for urls in found]


def active(page: Page) -> str | None:
    """The title of the row that the field points at, as a screen reader is told."""
    return page.evaluate(
        """() => { const field = document.querySelector('[role=combobox]:focus');
        const row = document.getElementById(field?.getAttribute('aria-activedescendant'));
        return row && document.getElementById(row.getAttribute('aria-labelledby').split(' ')[0]).innerText; }"""
    )


def items(site: Site, locale: str) -> list[dict[str, Any]]:
    return [item for item in site.items if item["locale"] == locale and item["id"] != "index"]


@pytest.mark.parametrize("locale", LOCALES)
def test_every_title_finds_its_item_among_the_first_three(tab: Open, site: Site, locale: str) -> None:
    """From a page in another language, too: each bundle holds one language and nothing asks which page is open."""
    page = tab().go("en/")
    wanted = items(site, locale)
    found = find(page, site, [(item["title"], {"locale": locale}) for item in wanted])
    missed = [item["title"] for item, paths in zip(wanted, found, strict=True) if site.path(item["url"]).split("/", 1)[1] not in paths[:3]]
    assert missed == []


def test_both_scripts_find_the_same_in_both_chinese_languages(tab: Open, site: Site) -> None:
    page = tab().go("zh-Hant/")
    titles = [item["title"] for item in items(site, "zh-Hant")]
    asked = ["墊底費點計", "強積金", "車禍後要做什麼", "衞生", *titles]
    simplified = opencc.OpenCC("t2s").convert
    ways = [(locale, script) for locale in ("zh-Hant", "zh-Hans") for script in (str, simplified)]
    results = [find(page, site, [(script(query), {"locale": locale}) for query in asked]) for locale, script in ways]
    assert all(paths for paths in results[0][:3])
    assert results[1:] == [results[0]] * 3


@pytest.mark.parametrize(
    "query",
    ["", "   ", None, 7, {}, "😀", "\u0000", '"', "<img src=x onerror=alert(1)>", "x" * 10_000, "保" * 10_000, "\ud83d",
     "a b c d e f g " * 30, "((([[[***"],
    ids=lambda query: repr(query)[:12],
)
def test_no_query_is_too_odd(tab: Open, site: Site, query: Any) -> None:
    opened = tab()
    page = opened.go("en/")
    for locale in ("en", "zh-Hant", "xx"):
        assert len(find(page, site, [(query, {"locale": locale, "limit": 5})])[0]) <= 5
    assert opened.faults() == []


def test_gibberish_finds_nothing(tab: Open, site: Site) -> None:
    page = tab().go("en/")
    assert find(page, site, [("zqxjkvbw qqwwrrtt", {"locale": "en"})]) == [[]]


def test_filters_keep_only_what_has_them(tab: Open, site: Site) -> None:
    page = tab().go("en/")
    (paths,) = find(page, site, [("insurance", {"locale": "en", "filters": {"type": "faq", "topic": "motor"}})])
    assert paths and all(path.startswith("faq/motor/") for path in paths)


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize(("locale", "query"), [("en", "insurance"), ("zh-Hant", "保險"), ("zh-Hans", "保险")])
def test_by_keyboard_alone(tab: Open, site: Site, width: int, locale: str, query: str) -> None:
    opened = tab(width=width)
    page = opened.go(f"{locale}/about/")
    assert opened.watch.searches() == [], "nothing of search loads before it is opened"
    page.keyboard.press("/")
    page.wait_for_selector(PANEL)
    page.keyboard.type(query)
    page.wait_for_selector(f"{PANEL} .seek__hit")
    field = page.locator(f"{PANEL} input")
    expect(field).to_have_attribute("aria-expanded", "true")
    assert active(page) is None
    titles = page.locator(f"{PANEL} .seek__title").all_inner_texts()
    for key, title in (("ArrowDown", titles[0]), ("ArrowDown", titles[1]), ("ArrowUp", titles[0]), ("End", titles[0]), ("ArrowUp", None)):
        page.keyboard.press(key)
        assert active(page) == title, key
        expect(field).to_be_focused()
    assert page.evaluate(f"document.querySelector('{PANEL} .seek__body').scrollWidth <= document.querySelector('{PANEL}').clientWidth")
    page.keyboard.press("Escape")
    assert page.locator(PANEL).count() == 0
    page.keyboard.press("Control+k")
    page.wait_for_selector(f"{PANEL} .seek__hit")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(titles[1])
    assert opened.here().startswith(f"{locale}/") and opened.here() != f"{locale}/about/"
    assert opened.faults() == []


def test_nothing_is_searched_in_the_middle_of_a_han_syllable(tab: Open, site: Site) -> None:
    page = tab().go("zh-Hant/about/")
    page.keyboard.press("/")
    page.wait_for_selector(PANEL)
    page.evaluate(
        """() => { const field = document.querySelector('dialog.seek input');
        field.dispatchEvent(new CompositionEvent('compositionstart')); field.value = '保ㄒ'; field.dispatchEvent(new InputEvent('input')); }"""
    )
    page.wait_for_timeout(600)
    assert page.locator(".seek__hit, .seek__none").count() == 0
    page.evaluate(
        """() => { const field = document.querySelector('dialog.seek input');
        field.value = '保險'; field.dispatchEvent(new CompositionEvent('compositionend')); }"""
    )
    page.wait_for_selector(".seek__hit")


def test_the_search_page_keeps_the_question_in_its_address(tab: Open, site: Site) -> None:
    opened = tab(width=390)
    page = opened.go("en/search/?q=insurance&type=faq")
    page.wait_for_selector(".seek__hit")
    assert page.locator(".seek__chip[aria-pressed=true]").inner_text().startswith(site.words("en")["type_faq"])
    page.locator("#search-page .seek__chip").first.click()
    page.wait_for_url(lambda url: "type=" not in url)
    assert "q=insurance" in page.url
    assert opened.faults() == []


def test_a_question_in_chinese_on_an_english_page_is_answered_in_chinese(tab: Open, site: Site) -> None:
    page = tab().go("en/search/?q=%E8%87%AA%E8%B2%A0%E9%A1%8D")
    page.wait_for_selector(".seek__hit")
    assert page.locator(".seek__title").first.get_attribute("lang") == "zh-Hant"
