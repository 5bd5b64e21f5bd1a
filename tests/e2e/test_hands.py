"""What a reader's hands do: keys, pointer and finger, on what a page gains from its script. And what stays when the page is left, or printed."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from hub.model.places import LOCALES
from tests.e2e.conftest import PUBLIC, Open, Site

PAPER = {"light": "rgb(255, 255, 255)", "dark": "rgb(18, 26, 23)"}


def paper(page: Page) -> str:
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


# --- moving about -----------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("locale", LOCALES)
def test_the_first_tab_skips_to_the_text(tab: Open, site: Site, locale: str) -> None:
    page = tab(locale=locale).go(site.page("article", locale))
    skip = page.locator(".skip")
    expect(skip).not_to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    expect(skip).to_have_text(site.words(locale)["skip"])
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
    page.keyboard.press("Tab")
    assert page.evaluate("document.getElementById('main').contains(document.activeElement)")


def test_every_stop_of_the_tab_key_can_be_seen(tab: Open, site: Site) -> None:
    page = tab().go(site.page("article", "en"))
    stops = []
    for _ in range(200):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            """() => { const at = document.activeElement; if (at === document.body) return null; const box = at.getBoundingClientRect(), its = getComputedStyle(at);
            return [at.outerHTML.slice(0, 80), box.width > 0 && box.bottom > 0 && box.top < innerHeight && at.checkVisibility(), its.outlineStyle !== 'none' || its.boxShadow !== 'none']; }"""  # noqa: E501
        )
        if stop is None:
            break
        stops.append(stop)
    assert len(stops) > 30
    assert [name for name, in_sight, _ in stops if not in_sight] == []
    assert [name for name, _, marked in stops if not marked] == []


def test_the_menu_on_a_phone(tab: Open, site: Site) -> None:
    one = tab(width=390)
    page = one.go("zh-Hant/about/")
    button, menu = page.locator(".menu > summary"), page.locator(".menu nav")
    expect(menu).to_be_hidden()
    button.focus()
    page.keyboard.press("Enter")
    expect(menu).to_be_visible()
    expect(menu).to_be_in_viewport(ratio=1)
    page.keyboard.press("Tab")
    expect(menu.locator("a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(button).to_be_focused()
    button.click()
    page.mouse.click(195, 830)  # below the menu
    expect(menu).to_be_hidden()
    button.click()
    menu.locator("a", has_text=site.words("zh-Hant")["nav_glossary"]).click()
    page.wait_for_url("**/zh-Hant/glossary/")
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(button).to_be_hidden()
    expect(page.locator(".mast__nav nav a[aria-current=page]")).to_have_text(site.words("zh-Hant")["nav_glossary"])


@pytest.mark.parametrize("kind", ["home", "article", "faq", "post", "guide", "page", "topic", "questions", "glossary", "people", "feeds", "search"])
def test_the_language_switch_leads_to_the_same_item(tab: Open, site: Site, kind: str) -> None:
    one = tab(width=390)
    page = one.go(site.page(kind, "en"))
    rest = one.here().removeprefix("en/")
    for locale in ("zh-Hant", "zh-Hans", "en"):
        link = page.locator(f".langs a[hreflang={locale}]")
        expect(link).to_be_visible()
        link.focus()
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/{locale}/{rest}")
        assert page.locator("html").get_attribute("lang") == locale
        expect(page.locator(".langs [aria-current=true]")).to_have_attribute("hreflang", locale)
    assert one.faults() == []


# --- what is kept on the device ---------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("device", "choice"), [("light", "dark"), ("dark", "light")])
def test_the_choice_of_colours_stays(tab: Open, site: Site, device: str, choice: str) -> None:
    one = tab(scheme=device)
    page = one.go("en/about/")
    assert paper(page) == PAPER[device]
    page.locator(f"[data-theme-choice={choice}]").focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"[data-theme-choice={choice}]")).to_have_attribute("aria-pressed", "true")
    for step in ("now", "reloaded", "elsewhere", "in another language", "at the chooser"):
        if step == "reloaded":
            page.reload()
        elif step != "now":
            one.go({"elsewhere": "en/glossary/", "in another language": "zh-Hans/", "at the chooser": ""}[step])
        assert paper(page) == PAPER[choice], step
        shown = page.evaluate("[...document.querySelectorAll('meta[name=theme-color]')].filter((bar) => matchMedia(bar.media).matches).map((bar) => bar.content)")  # noqa: E501
        assert shown == ["#ffffff" if choice == "light" else "#121a17"], step
    page = one.go("en/about/")
    page.locator("[data-theme-choice='']").click()
    page.reload()
    assert paper(page) == PAPER[device]
    assert one.faults() == []


@pytest.mark.parametrize("locale", LOCALES)
def test_the_reader_s_place_comes_first(tab: Open, site: Site, locale: str) -> None:
    one = tab(width=390, locale=locale)
    page = one.go(f"{locale}/")
    page.locator("#your-place").select_option("HK")
    page = one.go(site.page("article", locale))
    words, rows = site.words(locale)["your_place"], page.locator(".prose tr[data-place]")
    expect(page.locator("[data-place-select]")).to_have_value("HK")
    expect(rows.first).to_have_attribute("data-place", "HK")
    expect(rows.first.locator(".mine")).to_have_text(words)
    whom = page.locator(".asks details")
    expect(whom.first).to_have_attribute("data-place", "HK")
    expect(whom.first).to_have_attribute("open", "")
    expect(whom.first.locator("dl")).to_be_visible()
    expect(page.locator(".asks details[open]")).to_have_count(1)
    page.locator("[data-place-select]").select_option("SG")
    expect(rows.first).to_have_attribute("data-place", "SG")
    expect(page.locator(".prose tr .mine")).to_have_count(1)
    page.reload()
    expect(rows.first).to_have_attribute("data-place", "SG")
    page.locator("[data-place-select]").select_option("")
    expect(page.locator(".mine")).to_have_count(0)
    sent = re.findall(r'<tr[^>]*data-place="(\w+)"', page.request.get(page.url).text())
    assert sorted(rows.evaluate_all("rows => rows.map((row) => row.dataset.place)")) == sorted(sent)
    assert one.faults() == []


# --- words of the glossary --------------------------------------------------------------------------------------------------------------------------


def in_han_text(page: Page) -> str:
    """A selector of a term that stands inside of a Chinese sentence: Han letters on both sides, no space between."""
    at = page.evaluate(
        r"""() => { const han = /\p{Script=Han}/u, letter = (node, at) => [...(node?.textContent || '')].at(at) || '';
        return [...document.querySelectorAll('.prose .term')].findIndex((term) => han.test(letter(term.previousSibling, -1)) && han.test(letter(term.nextSibling, 0))); }"""  # noqa: E501
    )
    assert at >= 0, "no term inside of a Chinese sentence"
    return f".prose .term >> nth={at}"


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("width", [390, 1280])
def test_a_term_explains_itself_to_pointer_and_keys(tab: Open, site: Site, locale: str, width: int) -> None:
    one = tab(locale=locale, width=width)
    page = one.go("".join([locale, "/articles/claims/claim-refused/"]))
    term = page.locator(".prose .term").first if locale == "en" else page.locator(in_han_text(page))
    said = f"{term.get_attribute('data-term')}{term.get_attribute('data-definition')}"
    tip = page.locator("#tip")
    expect(tip).to_be_hidden()
    term.scroll_into_view_if_needed()
    term.hover()
    expect(tip).to_be_visible()
    expect(tip).to_have_text(said)
    expect(tip).to_be_in_viewport(ratio=1)
    expect(term).to_have_attribute("aria-describedby", "tip")
    tip.hover()  # one may go over to it
    expect(tip).to_be_visible()
    page.mouse.move(1, 1)
    expect(tip).to_be_hidden()
    term.focus()
    expect(tip).to_be_visible()
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    expect(term).to_be_focused()
    assert term.get_attribute("aria-describedby") is None
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    expect(term).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/glossary/#*")
    expect(page.locator(f"#{page.url.split('#')[1]}")).to_be_in_viewport()
    assert one.faults() == []


def test_a_term_that_focus_scrolls_to_explains_itself(tab: Open, site: Site) -> None:
    page = tab(width=390).go("en/articles/claims/claim-refused/")
    scrolled = "() => new Promise((done) => { addEventListener('scroll', () => requestAnimationFrame(() => requestAnimationFrame(done)), { once: true }); [...document.querySelectorAll('.prose .term')].at(-1).focus(); })"  # noqa: E501
    page.evaluate(scrolled)
    assert page.evaluate("scrollY") > 0
    expect(page.locator("#tip")).to_be_visible(timeout=2_000)


@pytest.mark.parametrize("locale", LOCALES)
def test_a_first_tap_explains_and_a_second_leads_on(tab: Open, site: Site, locale: str) -> None:
    one = tab(width=390, locale=locale, has_touch=True, is_mobile=True)
    page = one.go(f"{locale}/articles/claims/claim-refused/")
    term = page.locator(".prose .term").first if locale == "en" else page.locator(in_han_text(page))
    tip = page.locator("#tip")
    term.tap()
    expect(tip).to_be_visible()
    expect(tip).to_be_in_viewport(ratio=1)
    assert one.here() == f"{locale}/articles/claims/claim-refused/"
    page.locator("h2").first.tap()
    expect(tip).to_be_hidden()
    term.tap()
    expect(tip).to_be_visible()
    term.tap()
    page.wait_for_url("**/glossary/#*")
    assert one.faults() == []


# --- reporting, printing ----------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("locale", LOCALES)
def test_a_report_names_the_page_and_nobody(tab: Open, site: Site, locale: str) -> None:
    one = tab(locale=locale)
    page = one.go(f"{locale}/")
    page.locator("#your-place").select_option("TW")
    for kind in ("article", "faq", "post", "guide", "page"):
        address = site.page(kind, locale)
        page = one.go(address)
        (item,) = [item for item in site.items if item["url"] == PUBLIC + address]
        links = page.locator("a[href^='mailto:']", has_text=site.words(locale)["report_error"])
        assert links.count() >= 1
        for href in set(links.evaluate_all("links => links.map((link) => link.getAttribute('href'))")):
            parts = urlsplit(href)
            fields = parse_qs(parts.query, strict_parsing=True)
            assert re.fullmatch(r"[\w.-]+@[\w.-]+", parts.path)
            assert set(fields) == {"subject", "body"}
            assert fields["subject"] == [site.words(locale)["report_subject"].format(title=item["title"])]
            assert fields["body"] == [site.words(locale)["report_body"].format(url=item["url"])]  # the page, two questions, and "no personal data"
            assert "TW" not in fields["body"][0]


@pytest.mark.parametrize("locale", LOCALES)
def test_paper_keeps_dates_sources_and_disclosures(tab: Open, site: Site, locale: str) -> None:
    one = tab(locale=locale, scheme="dark")
    page = one.go(site.page("article", locale))
    page.locator("[data-theme-choice=dark]").click()
    shares = page.locator("#page-share")
    expect(shares).to_be_visible()
    page.emulate_media(media="print")
    assert paper(page) == PAPER["light"], "ink on paper, whatever the screen shows"
    dates = page.locator(".record time")
    assert dates.count() >= 3
    for part in [*dates.all(), *page.locator(".record dd").all(), *page.locator(".sources li").all(), *page.locator(".disc p").all()]:
        expect(part).to_be_visible()
    for part in ("h1", ".answer", ".disc", ".sources li", "#fingerprint", ".paper", ".prose table"):
        expect(page.locator(part).first).to_be_visible()  # the fingerprint is folded away on a screen
    written = page.locator(".sources a").first.evaluate("link => [link.href, getComputedStyle(link, '::after').content]")
    assert written[0] in written[1], "the address of a source is printed"
    expect(page.locator(".paper")).to_have_text(PUBLIC + one.here())
    for part in (".mast__nav", ".langs", ".toc", "#page-share", ".theme", ".skip", ".report"):
        expect(page.locator(part).first).to_be_hidden()
    assert page.evaluate("document.scrollingElement.scrollWidth <= document.scrollingElement.clientWidth")
    assert page.pdf(format="A4").startswith(b"%PDF")
