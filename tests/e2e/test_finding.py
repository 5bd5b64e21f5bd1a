"""Search as readers meet it: when it loads, how it opens and closes, what its results lead to. What it finds: test_search.py."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from hub.model.places import LOCALES
from tests.e2e.conftest import KINDS, QUESTION, VIEWPORTS, Open, Site, Tab

PANEL = "dialog.seek[open]"


def asked(page: Page, query: str) -> None:
    page.locator(f"{PANEL} input").fill(query)
    page.locator(f"{PANEL} .seek__hits a").first.wait_for()


def leads_somewhere(one: Tab, links: list[str]) -> None:
    """Every link is inside of the site, below its sub-path, and there."""
    assert links
    for link in links:
        one.site.path(link)
        assert one.page.request.get(link).status == 200, link


@pytest.mark.parametrize("width", VIEWPORTS)
def test_nothing_of_search_is_asked_for_before_it_is_opened(tab: Open, site: Site, width: int) -> None:
    one = tab(width=width)
    pages = []
    for kind in KINDS:
        if kind not in ("ask", "search", "404"):  # they are search, opened by coming here
            pages.append(page := one.context.new_page())
            one.watch.attach(page)
            page.goto(site.url + site.page(kind, "zh-Hant"))
            page.mouse.move(200, 200)
            page.mouse.wheel(0, 4000)
    for page in pages:
        page.wait_for_load_state("networkidle")
    assert len(pages) > 10
    assert one.watch.searches() == []
    assert any("hub.js?" in url for url in one.watch.requests)
    page.goto(site.url + "zh-Hant/about/")
    page.keyboard.press("/")
    page.locator(f"{PANEL} input").wait_for()
    assert one.watch.searches(), "or this test would see nothing"


@pytest.mark.parametrize("key", ["/", "Control+k", "Meta+k"])
def test_a_key_opens_the_panel_and_escape_gives_the_focus_back(tab: Open, site: Site, key: str) -> None:
    page = tab().go(site.page("article", "en"))
    origin = page.locator("main a[href]").nth(3)
    origin.focus()
    page.keyboard.press(key)
    expect(page.locator(f"{PANEL} input")).to_be_focused()
    page.keyboard.type("excess")
    page.keyboard.press("Escape")
    expect(page.locator(PANEL)).to_have_count(0)
    expect(origin).to_be_focused()


def test_a_slash_in_a_field_is_a_letter(tab: Open, site: Site) -> None:
    page = tab().go(site.page("search", "en").split("?")[0])
    field = page.locator("#search-box")
    field.focus()
    page.keyboard.type("and/or")
    expect(field).to_have_value("and/or")
    expect(page.locator(PANEL)).to_have_count(0)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_header_opens_it_on_a_phone_and_its_results_lead_to_pages(tab: Open, site: Site, locale: str) -> None:
    one = tab(width=390, locale=locale, has_touch=True)
    page = one.go(site.page("faq", locale))
    page.locator(".mast a[data-search]").tap()
    asked(page, QUESTION[locale])
    leads_somewhere(one, page.locator(f"{PANEL} .seek__hits a").evaluate_all("links => links.map((link) => link.href)"))
    first = page.locator(f"{PANEL} .seek__hits a").first
    title = first.inner_text()
    box = page.locator(f"{PANEL} .seek__hit").first.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    with page.expect_navigation():
        page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] - 12)  # the whole result is one target
    expect(page.locator("h1")).to_have_text(title)
    assert one.here().startswith(f"{locale}/")
    assert one.faults() == []


@pytest.mark.parametrize("locale", LOCALES)
def test_what_is_typed_in_the_header_is_asked_in_the_panel(tab: Open, site: Site, locale: str) -> None:
    one = tab(locale=locale)
    page = one.go(site.page("article", locale))
    page.locator("#masthead-search").focus()
    page.keyboard.insert_text(QUESTION[locale])
    expect(page.locator(f"{PANEL} input")).to_have_value(QUESTION[locale])
    page.locator(f"{PANEL} .seek__hits a").first.wait_for()
    assert one.faults() == []


@pytest.mark.parametrize("width", VIEWPORTS)
@pytest.mark.parametrize("locale", LOCALES)
def test_a_question_on_the_home_page_is_typed_in_peace_and_leads_to_its_answers(tab: Open, site: Site, locale: str, width: int) -> None:
    one = tab(locale=locale, width=width)
    page = one.go(site.page("home", locale))
    field = page.locator("#home-search")
    field.focus()
    page.keyboard.insert_text(QUESTION[locale])
    page.keyboard.type(" a")
    expect(field).to_be_focused()
    expect(field).to_have_value(f"{QUESTION[locale]} a")
    expect(page.locator(PANEL)).to_have_count(0)
    field.fill(QUESTION[locale])
    field.press("Enter")
    page.wait_for_url("**/ask/?q=*")
    assert one.here() == f"{locale}/ask/"
    page.locator("#ask-passages .said").first.wait_for()
    assert one.faults() == []


def test_the_panel_narrows_by_kind_topic_and_place(tab: Open, site: Site) -> None:
    one = tab()
    page = one.go("en/about/")
    page.keyboard.press("/")
    asked(page, "claim")
    kinds = page.locator(f"{PANEL} .seek__kind b")
    words, topics = site.words("en"), page.locator(f"{PANEL} .seek__kind span:nth-child(2)")
    assert len(set(kinds.all_inner_texts())) > 1
    page.locator(f"{PANEL} [data-choice=typefaq]").click()
    expect(page.locator(f"{PANEL} [data-choice=typefaq]")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(f"{PANEL} [data-choice=typefaq]")).to_be_focused()
    expect(kinds.filter(has_not_text=words["type_faq"])).to_have_count(0)
    assert kinds.count() > 1
    many = set(topics.all_inner_texts())
    assert len(many) > 1
    page.locator(f"{PANEL} [data-choice=topic]").select_option("motor")
    expect(topics.filter(has_not_text="Motor")).to_have_count(0)
    assert topics.count() >= 1
    page.locator(f"{PANEL} [data-choice=topic]").select_option("")
    page.locator(f"{PANEL} [data-choice=type]").click()
    page.locator(f"{PANEL} [data-choice=place]").select_option("HK")
    expect(page.locator(f"{PANEL} [data-choice=place]")).to_have_value("HK")
    elsewhere = [site.path(item["url"]) for item in site.items if item["jurisdictions"] and "HK" not in item["jurisdictions"]]
    assert elsewhere
    # The answer comes a moment after the choice; until then the old one stands there.
    page.wait_for_function(
        """([panel, elsewhere]) => {
            const hits = [...document.querySelectorAll(`${panel} .seek__hits a`)];
            return hits.length && !hits.some((hit) => elsewhere.some((path) => hit.href.endsWith('/' + path)));
        }""",
        arg=[PANEL, elsewhere],
        timeout=10_000,
    )
    assert one.faults() == []


@pytest.mark.parametrize("locale", LOCALES)
def test_the_search_page_answers_in_its_language(tab: Open, site: Site, locale: str) -> None:
    one = tab(width=390, locale=locale)
    page = one.go(site.page("search", locale))
    page.locator("#search-page .seek__hits a").first.wait_for()
    expect(page.locator("#search-box")).to_have_value(QUESTION[locale])
    expect(page.locator("#search-page [role=status]")).to_have_text(re.compile(r"\d"))
    leads_somewhere(one, page.locator("#search-page .seek__hits a").evaluate_all("links => links.map((link) => link.href)"))
    assert one.faults() == []


@pytest.mark.parametrize("locale", LOCALES)
def test_a_lost_address_is_searched_for_its_words(tab: Open, site: Site, locale: str) -> None:
    item = next(item for item in site.of(locale, "faq") if item["id"].startswith("faq/motor/"))
    lost = f"{locale}/faq/motor/{item['id'].split('/')[-1]}-old.html"
    one = tab(locale="en" if locale != "en" else "zh-Hant")  # the address decides before the device does
    answer = one.page.goto(site.url + lost)
    assert answer is not None
    assert answer.status == 404
    links = one.page.locator(f"main section:first-child[lang={locale}] .seek__hits a")
    links.first.wait_for()
    found = links.evaluate_all("links => links.map((link) => link.href)")
    leads_somewhere(one, found)
    assert all(site.path(link).startswith(f"{locale}/") for link in found)
    assert site.path(item["url"]) in [site.path(link) for link in found]
    assert one.faults() == []


def test_the_404_page_greets_in_the_language_of_the_device(tab: Open, site: Site) -> None:
    for locale in LOCALES:
        one = tab(locale=locale)
        answer = one.page.goto(f"{site.url}nowhere/")
        assert answer is not None
        assert answer.status == 404
        assert one.page.locator("main section").first.get_attribute("lang") == locale
