"""Reading on: what to read next, the way through a guide, what changed, paper, large text, strong contrast."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from hub.model.places import LOCALES
from tests.e2e.conftest import PUBLIC, SCHEMES, VIEWPORTS, Open, Site, Tab, reader, settled
from tests.e2e.test_looks import OPEN_ALL, axe

MEASURE = (Path(__file__).parent / "measure.js").read_text(encoding="utf-8")
GUIDE, STEP, REVISED = "guides/ageing-parents", "faq/life/missed-premium", "faq/medicare/part-d"
LISTED = ("article", "faq", "post", "guide")
SHIFTS = """
  window.__shifts = 0;
  new PerformanceObserver((list) => { for (const one of list.getEntries()) window.__shifts += one.value; }).observe({ type: 'layout-shift', buffered: true });
"""  # noqa: E501
CLOSED = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('closed', 'SecurityError'); } });"


def address(locale: str, item: str) -> str:
    return f"{locale}/{item}/"


# --- related ----------------------------------------------------------------------------------------------------------------------------------------


def related(tab: Tab, path: str) -> dict[str, str]:
    """By address, why, as the page says."""
    page = tab.page
    page.goto(tab.site.url + path, wait_until="domcontentloaded")
    rows = page.locator("section:has(> #page-next) li").evaluate_all(
        "rows => rows.map((row) => [row.querySelector('a').href, row.querySelector('small').textContent])"
    )
    return {tab.site.path(href): why for href, why in rows}


@pytest.mark.parametrize("locale", LOCALES)
def test_every_page_leads_to_what_leads_back_and_says_why(tab: Open, site: Site, locale: str) -> None:
    """The whole library, as a reader without scripts gets it."""
    one = tab(width=390, scripts=False, locale=locale)
    leads = {path: related(one, path) for path in (site.path(item["url"]) for item in site.of(locale, *LISTED))}
    assert [(path, other) for path, others in leads.items() for other in others if path not in leads[other]] == []
    assert [path for path, others in leads.items() if not 2 <= len(others) <= 5 or path in others] == []
    assert [(path, why) for path, others in leads.items() for why in others.values() if len(why.split(" · ")[1]) < 3 or "{" in why] == []


def test_every_language_leads_on_alike(site: Site) -> None:
    marks = {}
    for locale in LOCALES:
        for item in site.of(locale, *LISTED):
            text = (site.root / site.path(item["url"]) / "index.html").read_text(encoding="utf-8")
            part = text.split('id="page-next"')[1].split("</section>")[0]
            marks.setdefault(item["id"], []).append([piece.split('"')[0].replace("../", "") for piece in part.split('href="')[1:]])
    assert all(chosen == [chosen[0]] * len(chosen) for chosen in marks.values())


# --- the way through a guide ------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("locale", LOCALES)
def test_steps_lead_through_a_guide_without_scripts(tab: Open, site: Site, locale: str) -> None:
    one = tab(width=390, scripts=False, locale=locale)
    page = one.go(address(locale, GUIDE))
    steps = [site.path(href) for href in page.locator("section:has(> #page-steps) h3 a").evaluate_all("links => links.map((link) => link.href)")]
    title = page.locator("h1").inner_text()
    assert len(steps) > 4
    one.go(steps[0])
    for number, step in enumerate(steps, 1):
        assert one.here() == step
        way = page.locator("nav.path", has_text=title)
        said = site.words(locale)["path_step"].format(number=number, count=len(steps))
        expect(way.locator("p")).to_contain_text(said)
        expect(page.locator(".sheet__head .quiet", has_text=title)).to_contain_text(said)
        expect(way.locator("[rel=prev]")).to_have_count(int(number > 1))
        if number < len(steps):
            way.locator("[rel=next]").click()
            page.wait_for_url(f"**/{steps[number]}")
    expect(page.locator("nav.path", has_text=title).locator("[rel=next]")).to_have_count(0)
    for box in page.locator("[data-read]").all():
        expect(box).to_be_hidden()
    page.locator("nav.path", has_text=title).locator("p a").click()
    page.wait_for_url(f"**/{address(locale, GUIDE)}")
    assert one.watch.faults == []


@pytest.mark.parametrize("locale", LOCALES)
def test_ticks_stay_on_the_device_and_lead_to_the_first_unread_step(tab: Open, site: Site, locale: str) -> None:
    one = tab(width=390, locale=locale)
    page, words = one.go(address(locale, GUIDE)), site.words(locale)
    boxes, on, count = page.locator("[data-read]"), page.locator("#way .btn").first, page.locator("#way b")
    total = boxes.count()
    assert page.evaluate("localStorage.length") == 0, "looking keeps nothing"
    expect(count).to_have_text(words["path_count"].format(read=0, count=total))
    expect(on).to_have_text(words["path_go_on"].format(number=1))
    boxes.nth(0).focus()
    page.keyboard.press("Space")
    expect(count).to_have_text(words["path_count"].format(read=1, count=total))
    expect(on).to_have_text(words["path_go_on"].format(number=2))
    on.click()
    page.wait_for_url("**/faq/**")
    own = page.locator("[data-read]")
    expect(own).not_to_be_checked()
    own.check()
    page.go_back()
    expect(count).to_have_text(words["path_count"].format(read=2, count=total))
    page.reload()
    expect(boxes.nth(1)).to_be_checked()
    expect(count).to_have_text(words["path_count"].format(read=2, count=total))
    kept = page.evaluate("({ ...localStorage })")
    assert set(kept) == {"hub.read"}
    assert set(json.loads(kept["hub.read"])) == {boxes.nth(at).get_attribute("data-read") for at in (0, 1)}, "ids and nothing else"
    for at in range(total):
        boxes.nth(at).check()
    expect(on).to_be_hidden()
    page.locator("#way button").click()
    expect(count).to_have_text(words["path_count"].format(read=0, count=total))
    expect(boxes.nth(0)).not_to_be_checked()
    assert page.evaluate("localStorage.length") == 0
    assert one.faults() == []


def test_a_tick_in_another_tab_is_seen(tab: Open, site: Site) -> None:
    one = tab()
    page = one.go(address("en", GUIDE))
    other = one.context.new_page()
    other.goto(site.url + address("zh-Hant", STEP))
    other.locator("[data-read]").check()
    expect(page.locator(f"[data-read='{STEP}']")).to_be_checked()


@pytest.mark.parametrize("item", [GUIDE, STEP])
def test_no_tick_is_offered_where_nothing_can_be_kept(tab: Open, site: Site, item: str) -> None:
    one = tab(width=390)
    one.page.add_init_script(CLOSED)
    page = one.go(address("en", item))
    expect(page.locator("h1")).to_be_visible()
    for part in page.locator(".tick, .way").all():
        expect(part).to_be_hidden()
    assert one.faults() == []


@pytest.mark.parametrize("item", [GUIDE, STEP])
@pytest.mark.parametrize("width", VIEWPORTS)
def test_nothing_moves_when_progress_is_shown(tab: Open, site: Site, item: str, width: int) -> None:
    one = tab(width=width)
    page = one.go(address("en", GUIDE))
    for box in page.locator("[data-read]").all():
        box.check()
    one.page.add_init_script(SHIFTS)
    page = one.go(address("en", item))
    expect(page.locator("[data-read]").first).to_be_checked()
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    assert page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(window.__shifts))))") == 0


# --- what changed -----------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("locale", LOCALES)
def test_a_revised_page_says_what_changed(tab: Open, site: Site, locale: str) -> None:
    (item,) = [one for one in site.of(locale, "faq") if one["id"] == REVISED]
    latest, *older = item["changes"]
    page = tab(width=390, scripts=False, locale=locale).go(address(locale, REVISED))
    part = page.locator("section:has(> #page-changes)")
    expect(part.locator("> p")).to_contain_text(latest["what"])
    expect(part.locator("> p time")).to_have_attribute("datetime", latest["changed_on"])
    for one in older:
        words = part.locator("p", has_text=one["what"])
        expect(words).to_be_hidden()
        part.locator("summary").click()
        expect(words).to_be_visible()
    page.locator(".record a[href='#page-changes']").click()
    expect(page.locator("#page-changes")).to_be_in_viewport()
    data = [json.loads(text) for text in page.locator("script[type='application/ld+json']").all_inner_texts()]
    assert {one["dateModified"] for one in data if "dateModified" in one} == {latest["changed_on"]}


@pytest.mark.parametrize("locale", LOCALES)
def test_pages_without_a_change_say_nothing_of_changes(tab: Open, site: Site, locale: str) -> None:
    page = tab(locale=locale).go(address(locale, STEP))
    expect(page.locator("#page-changes")).to_have_count(0)


# --- looks ------------------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("item", [GUIDE, STEP, REVISED])
@pytest.mark.parametrize("locale", LOCALES)
def test_they_fit_and_axe_finds_nothing(tab: Open, site: Site, locale: str, item: str) -> None:
    faults = []
    for width in VIEWPORTS:
        one = tab(width=width, locale=locale)
        page = one.go(address(locale, item))
        faults += one.faults()
        page.evaluate(OPEN_ALL)
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            faults += [f"{width}, {scheme}: {fault}" for fault in [*page.evaluate(MEASURE), *axe(page, scheme)]]
    assert faults == []


@pytest.fixture(scope="module", params=["defaultFontSize=32", "minimumFontSize=24"])
def large(request: pytest.FixtureRequest, browser: Browser, chromium: str) -> Iterator[Browser]:
    """A browser whose reader set larger letters. A zoom would be another thing: it makes the window smaller too."""
    one = browser.browser_type.launch(executable_path=chromium, args=[f"--blink-settings={request.param}", "--disable-dev-shm-usage"])
    yield one
    one.close()


@pytest.mark.parametrize("locale", ["en", "zh-Hant"])
def test_large_letters_are_neither_cut_nor_covered(large: Browser, site: Site, locale: str) -> None:
    faults = []
    for width in VIEWPORTS:
        with reader(large, site, width=width, locale=locale) as one:
            for kind in ("home", "article", "guide", "topic", "search", "glossary", "share", "people"):
                page = one.go(site.page(kind, locale))
                settled(page, kind)
                assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('.foot p')).fontSize)") >= 24
                page.evaluate(OPEN_ALL)
                faults += [f"{kind}, {width} px: {fault}" for fault in page.evaluate(MEASURE)]
    assert faults == []


def marked(page: Page, selector: str) -> bool:
    """Whether an element is told from what is around it by a line of some width, whatever the colours."""
    return page.locator(selector).first.evaluate(
        """(one) => { const its = getComputedStyle(one); return parseFloat(its.borderTopWidth) > 0 && its.borderTopStyle !== 'none' || parseFloat(its.outlineWidth) > 0 && its.outlineStyle !== 'none'; }"""  # noqa: E501
    )


@pytest.mark.parametrize("scheme", SCHEMES)
def test_forced_colours_keep_what_colours_say(tab: Open, site: Site, scheme: str) -> None:
    one = tab(scheme=scheme, forced_colors="active")
    page = one.go(address("en", GUIDE))
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    for selector in (".seal", ".record .seal--m", ".btn", "#way", ".theme", ".answer"):
        assert marked(page, selector), selector
    chosen, other = page.locator("[data-theme-choice='']"), page.locator("[data-theme-choice=dark]")
    styles = "(one) => { const its = getComputedStyle(one); return [its.backgroundColor, its.textDecorationLine, its.outlineStyle]; }"
    assert chosen.evaluate(styles) != other.evaluate(styles), "the choice is told by more than a colour that is taken away"
    page.locator("#way a").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    assert marked(page, "#way a:focus-visible")
    assert one.faults() == []


def test_more_contrast_draws_stronger_lines(tab: Open, site: Site) -> None:
    page = tab(contrast="more").go(address("en", GUIDE))
    ink = page.evaluate("getComputedStyle(document.body).color")
    assert page.locator(".stand").evaluate("(one) => getComputedStyle(one).color") == ink
    assert page.locator("#way button").evaluate("(one) => getComputedStyle(one).borderTopColor") == ink


# --- paper ------------------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("item", [GUIDE, STEP, REVISED, "articles/motor/compulsory-motor-insurance"])
@pytest.mark.parametrize("locale", LOCALES)
def test_paper_has_the_words_and_none_of_the_machinery(tab: Open, site: Site, locale: str, item: str) -> None:
    one = tab(locale=locale, scheme="dark")
    page = one.go(address(locale, item))
    page.locator("[data-theme-choice=dark]").click()
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    kept = "h1, .answer p, .record time, #fingerprint, .record details p, .disc p, .paper, .sources li, #page-changes, .asks dl"
    for part in kept.split(", "):
        for shown in page.locator(part).all():
            expect(shown).to_be_visible()  # what was folded away too
    for gone in page.locator("button, select, input, nav, summary:visible svg, .share, .find, [rel=next], .way, .tick").all():
        expect(gone).to_be_hidden()
    for link in page.locator(".sources a, .figures a").all():
        assert link.evaluate("(link) => getComputedStyle(link, '::after').content.includes(link.href)"), "addresses are printed"
    expect(page.locator(".paper")).to_have_text(PUBLIC + one.here())
    whole = page.locator("tr, .disc, .answer, .sources li")
    assert whole.evaluate_all("all => all.every((one) => getComputedStyle(one).breakInside === 'avoid')")
    assert page.locator(".prose h2").first.evaluate("(one) => getComputedStyle(one).breakAfter") == "avoid"
    assert page.evaluate("document.scrollingElement.scrollWidth <= document.scrollingElement.clientWidth")
    for size in ("A4", "Letter"):
        assert page.pdf(format=size).startswith(b"%PDF")
