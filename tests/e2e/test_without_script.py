"""Where scripts do not run every page can still be read and reached, and nothing is offered that would not work."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from hub.model.places import LOCALES
from tests.e2e.conftest import QUESTION, Open, Site

PLACES_A_SCRIPT_FILLS = ".js, [data-copy], [data-place-select], [data-theme-choice]"


@pytest.mark.parametrize("locale", LOCALES)
def test_the_home_page_and_its_search_box(tab: Open, site: Site, locale: str) -> None:
    one = tab(width=390, scripts=False, locale=locale)
    page = one.go(f"{locale}/")
    expect(page.locator("h1")).to_be_visible()
    for link in ("#page-topics", "#page-newest"):
        expect(page.locator(link)).to_be_visible()
    for element in page.locator(PLACES_A_SCRIPT_FILLS).all():
        expect(element).to_be_hidden()
    page.locator("#home-search").fill(QUESTION[locale])
    page.locator("#home-search").press("Enter")
    page.wait_for_url("**/ask/?q=*")
    assert one.here() == f"{locale}/ask/"
    advice = page.locator("noscript .held, .held")
    expect(advice).to_be_visible()
    expect(advice).to_contain_text(site.words(locale)["ask_without_script"])
    expect(page.locator("#page-ask")).to_be_visible()
    one.go(f"{locale}/search/")
    expect(advice).to_contain_text(site.words(locale)["search_without_script"])
    advice.locator("a").first.click()
    page.wait_for_url("**/topics/")
    assert one.here() == f"{locale}/topics/"
    assert one.watch.searches() == []
    assert one.watch.faults == []


@pytest.mark.parametrize("locale", LOCALES)
def test_an_article(tab: Open, site: Site, locale: str) -> None:
    one = tab(width=390, scripts=False, locale=locale)
    page = one.go(site.page("article", locale))
    for part in ("h1", ".answer", ".record", ".prose table", "#page-sources", "#page-share", ".report a"):
        expect(page.locator(part).first).to_be_visible()
    for element in page.locator(PLACES_A_SCRIPT_FILLS).all():
        expect(element).to_be_hidden()
    text = page.locator(".net__text").first
    expect(text).to_be_hidden()
    page.locator(".share summary").first.click()
    expect(text).to_be_visible()
    page.locator(".menu > summary").click()
    expect(page.locator(".menu nav a").first).to_be_visible()
    page.locator(".menu > summary").click()
    term = page.locator(".prose a.term").first
    name = (term.get_attribute("data-term"), term.get_attribute("data-definition"))
    term.click()
    page.wait_for_url("**/glossary/#*")
    word = page.locator(f"#{page.url.split('#')[1]}")
    expect(word).to_be_in_viewport()
    expect(word).to_contain_text(name[0] or "?")
    expect(word).to_contain_text(name[1] or "?")
    assert one.watch.faults == []


@pytest.mark.parametrize("locale", LOCALES)
def test_the_glossary(tab: Open, site: Site, locale: str) -> None:
    page = tab(width=390, scripts=False, locale=locale).go(f"{locale}/glossary/")
    terms = site.of(locale, "term")
    assert page.locator(".word").count() == len(terms)
    last = page.locator(".toc a").last
    last.click()
    expect(page.locator(f"#{page.url.split('#')[1]}")).to_be_in_viewport()
    page.locator(".word summary").first.click()
    expect(page.locator(".word details p").first).to_be_visible()


def test_the_chooser_leads_home_in_each_language(tab: Open, site: Site) -> None:
    for locale in LOCALES:
        one = tab(width=390, scripts=False)
        page = one.go("")
        page.locator(f"main li[lang={locale}] a").click()
        page.wait_for_url(f"**/{locale}/")
        assert page.locator("html").get_attribute("lang") == locale
        expect(page.locator("h1")).to_be_visible()


@pytest.mark.parametrize("locale", LOCALES)
def test_a_lost_address_offers_a_way_on(tab: Open, site: Site, locale: str) -> None:
    one = tab(width=390, scripts=False)
    page = one.go(site.page("404", locale))
    page.locator(f"section[lang={locale}] input[name=q]").fill("x")
    page.locator(f"section[lang={locale}] input[name=q]").press("Enter")
    page.wait_for_url("**/search/?q=x")
    assert one.here() == f"{locale}/search/"
    one.go(site.page("404", locale)).locator(f"section[lang={locale}] .tries a").first.click()
    page.wait_for_url(f"**/{locale}/")
