"""Every kind of page, in three scripts, on a phone and on a desk, by day and by night: it fits, it is styled, axe finds nothing, it keeps to itself.

Folded parts are opened too, so that the share block and the record are measured. One class for each language, so that test processes share the work.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page

from hub.model.places import Locale
from tests.e2e.conftest import DEVICE, KINDS, QUESTION, SCHEMES, VIEWPORTS, Open, Site, Tab, reader, settled

MEASURE = (Path(__file__).parent / "measure.js").read_text(encoding="utf-8")
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
PAPER = {"light": "rgb(255, 255, 255)", "dark": "rgb(18, 26, 23)"}

OPEN_ALL = "for (const one of document.querySelectorAll('details:not(.menu)')) one.open = true"

# WCAG 2.2, 1.4.12. A constructed sheet, because the page's policy refuses any other.
SPACING = """(except) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`*${except} { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
}"""

FACTS = """() => ({
  lang: document.documentElement.lang, headings: document.querySelectorAll('h1').length, mains: document.querySelectorAll('main').length,
  title: document.title.trim(), width: innerWidth, paper: getComputedStyle(document.body).backgroundColor,
})"""


def axe(page: Page) -> list[str]:
    """What axe-core finds: the rule, and where."""
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(AXE)
    violations = page.evaluate("axe.run({ resultTypes: ['violations'] }).then((found) => found.violations)")
    return [f"{one['id']}: {one['help']} at {', '.join(' '.join(map(str, node['target'])) for node in one['nodes'][:3])}" for one in violations]


class Looks:
    """The tests of one language. `views` are the kind's pages by width, each loaded once and looked at from all sides."""

    locale: Locale

    @pytest.fixture(scope="class", params=KINDS)
    def kind(self, request: pytest.FixtureRequest) -> str:
        return request.param

    @pytest.fixture(scope="class")
    def views(self, request: pytest.FixtureRequest, kind: str, browser: Browser, site: Site) -> Iterator[dict[int, Tab]]:
        with ExitStack() as all_open:
            tabs = {width: all_open.enter_context(reader(browser, site, width=width, locale=request.cls.locale)) for width in VIEWPORTS}
            for one in tabs.values():
                settled(one.go(site.page(kind, request.cls.locale)), kind)
            yield tabs

    def test_it_fits_is_styled_and_keeps_to_itself(self, views: dict[int, Tab], kind: str) -> None:
        faults = []
        for width, one in views.items():
            faults += [f"{width} px: {fault}" for fault in [*one.faults(), *one.page.evaluate(MEASURE)]]
            one.page.evaluate(OPEN_ALL)
            for scheme in SCHEMES:
                one.page.emulate_media(color_scheme=scheme)
                faults += [f"{width} px, {scheme}, unfolded: {fault}" for fault in one.page.evaluate(MEASURE)]
                facts = one.page.evaluate(FACTS)
                assert facts.pop("title")
                expected = "en" if kind in ("404", "chooser") else self.locale
                assert facts == {"lang": expected, "headings": 1, "mains": 1, "width": width, "paper": PAPER[scheme]}
        assert faults == []

    def test_axe_finds_nothing(self, views: dict[int, Tab]) -> None:
        faults = []
        for width, one in views.items():
            one.page.evaluate(OPEN_ALL)
            for scheme in SCHEMES:
                one.page.emulate_media(color_scheme=scheme)
                faults += [f"{width} px, {scheme}: {fault}" for fault in axe(one.page)]
        assert faults == []

    def test_it_holds_wider_text_spacing_on_a_phone(self, views: dict[int, Tab]) -> None:
        page = views[390].page
        page.evaluate(OPEN_ALL)
        page.evaluate(SPACING, ":not(.seal)")  # the seal: test_a_seal_holds_wider_text_spacing
        try:
            assert page.evaluate("getComputedStyle(document.body).letterSpacing") != "normal"
            assert page.evaluate(MEASURE) == []
        finally:
            page.evaluate("document.adoptedStyleSheets = []")

    def test_every_page_fits_a_phone(self, site: Site, browser: Browser) -> None:
        """Not one of each kind, but each: the longest title decides. Widened text spacing makes it harder still."""
        faults = []
        paths = [file["path"].removesuffix("index.html") for file in site.read("api/v1/released.json")["files"] if file["path"].startswith(f"{self.locale}/")]
        assert len(paths) > 60
        with reader(browser, site, width=390, locale=self.locale) as one:
            for path in paths:
                page = one.go(path)
                page.evaluate(OPEN_ALL)
                wide = page.evaluate("document.scrollingElement.scrollWidth")
                page.evaluate(SPACING, "")
                spaced = page.evaluate("document.scrollingElement.scrollWidth")
                heads, lang = page.locator("h1").count(), page.evaluate("document.documentElement.lang")
                if (wide, spaced, heads, lang) != (390, 390, 1, self.locale):
                    faults.append(f"{path}: {wide} px wide, {spaced} with wider spacing, {heads} h1, lang {lang}")
            assert faults + one.faults() == []

    def test_the_open_menu_and_the_search_panel_fit_and_axe_finds_nothing(self, tab: Open, site: Site) -> None:
        faults = []
        for width in VIEWPORTS:
            one = tab(width=width, locale=self.locale)
            page = one.go(site.page("article", self.locale))
            states: list[Any] = []
            if width == 390:
                states.append(("menu", lambda page=page: page.locator(".menu > summary").click()))

            def search(page: Page = page) -> None:
                page.keyboard.press("Escape")
                page.keyboard.press("/")
                page.locator("dialog.seek input").fill(QUESTION[self.locale])
                page.locator("dialog.seek .seek__hits a").first.wait_for()

            def nothing(page: Page = page) -> None:
                page.locator("dialog.seek input").fill("zzzzqqqq")
                page.locator("dialog.seek .seek__none").wait_for()

            states += [("results", search), ("no results", nothing)]
            for name, show in states:
                show()
                faults += one.faults()
                for scheme in SCHEMES:
                    page.emulate_media(color_scheme=scheme)
                    faults += [f"{name}, {width} px, {scheme}: {fault}" for fault in [*page.evaluate(MEASURE), *axe(page)]]
        assert faults == []


class TestEnglish(Looks):
    locale = "en"


class TestTraditional(Looks):
    locale = "zh-Hant"


class TestSimplified(Looks):
    locale = "zh-Hans"


@pytest.mark.xfail(strict=True, reason="hub.css .seal: fixed height, so with WCAG 1.4.12 line spacing the second line leaves the seal; `min-height` would do")
def test_a_seal_holds_wider_text_spacing(tab: Open, site: Site) -> None:
    page = tab(width=390).go(site.page("article", "en"))
    page.evaluate(SPACING, "")
    assert page.evaluate(MEASURE) == []


def test_the_404_page_answers_first_in_the_reader_s_language(tab: Open, site: Site) -> None:
    for locale in DEVICE:
        one = tab(locale=locale)
        answer = one.page.goto(f"{site.url}nowhere/")
        assert answer is not None
        assert answer.status == 404
        assert one.page.locator("main section").first.get_attribute("lang") == locale
