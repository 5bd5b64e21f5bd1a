"""Every kind of page, in three scripts, on a phone and on a desk, by day and by night: it fits, it is styled, axe finds nothing, it keeps to itself.

Folded parts are opened too, so that the share block and the record are measured. One class for each language, so that test processes share the work.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page

from hub.model.places import Locale
from tests.e2e.conftest import KINDS, QUESTION, SCHEMES, VIEWPORTS, Open, Site, Tab, reader, settled

MEASURE = (Path(__file__).parent / "measure.js").read_text(encoding="utf-8")
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
PAPER = {"light": "rgb(255, 255, 255)", "dark": "rgb(18, 26, 23)"}

OPEN_ALL = "() => { for (const one of document.querySelectorAll('details:not(.menu)')) one.open = true; }"

# WCAG 2.2, 1.4.12. A constructed sheet, because the page's policy refuses any other.
SPACING = """(except) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`*${except} { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
}"""  # noqa: E501

WIDE = f"""() => {{
  ({OPEN_ALL})();
  const wide = document.scrollingElement.scrollWidth;
  ({SPACING})('');
  return [wide, document.scrollingElement.scrollWidth, document.querySelectorAll('h1').length, document.documentElement.lang];
}}"""

FACTS = """() => ({
  lang: document.documentElement.lang, headings: document.querySelectorAll('h1').length, mains: document.querySelectorAll('main').length,
  title: document.title.trim(), width: innerWidth, paper: getComputedStyle(document.body).backgroundColor,
})"""


# Colours are all that a colour scheme changes, and of many things of a kind a few are enough: contrast is measured letter by letter.
COLOURS = ["color-contrast", "link-in-text-block"]
ALIKE = [".word:nth-of-type(n+3)", ".qa:nth-of-type(n+4)", ".net:nth-of-type(n+3)", ".seek__hit:nth-of-type(n+4)", ".rule:nth-of-type(n+4)", ".group:has(.cited):nth-of-type(n+9)"]
RUN = """([within, but, rules]) => axe.run(
  { include: [within], exclude: but.filter((one) => document.querySelector(one)).map((one) => [one]) },
  { resultTypes: ['violations'], ...(rules && { runOnly: { type: 'rule', values: rules } }) },
).then((found) => found.violations)"""


def axe(page: Page, scheme: str, within: str = "html") -> list[str]:
    """What axe-core finds: the rule, and where."""
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(AXE)
    violations = page.evaluate(RUN, [within, ALIKE, COLOURS if scheme == "dark" else None])
    return [f"{one['id']}: {one['help']} at {', '.join(' '.join(map(str, node['target'])) for node in one['nodes'][:3])}" for one in violations]


def pages_of(site: Site, locale: Locale) -> list[str]:
    files = [file["path"] for file in site.read("api/v1/released.json")["files"]]
    paths = [path.removesuffix("index.html") for path in files if path.startswith(f"{locale}/") and path.endswith("index.html")]
    assert len(paths) > 60
    return paths


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "kind" in metafunc.fixturenames:
        metafunc.parametrize("kind", metafunc.cls.kinds, scope="class")


@pytest.fixture(scope="class")
def views(request: pytest.FixtureRequest, kind: str, browser: Browser, site: Site) -> Iterator[dict[int, Tab]]:
    with ExitStack() as all_open:
        tabs = {width: all_open.enter_context(reader(browser, site, width=width, locale=request.cls.locale)) for width in VIEWPORTS}
        for one in tabs.values():
            settled(one.go(site.page(kind, request.cls.locale)), kind)
        yield tabs


class Looks:
    """The tests of one language. `views` are the kind's pages by width, each loaded once and looked at from all sides."""

    locale: Locale
    kinds: tuple[str, ...] = KINDS

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
                faults += [f"{width} px, {scheme}: {fault}" for fault in axe(one.page, scheme)]
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

    def test_the_open_menu_fits_and_axe_finds_nothing(self, tab: Open, site: Site) -> None:
        one = tab(width=390, locale=self.locale)
        one.go(site.page("article", self.locale)).locator(".menu > summary").click()
        assert looked_at(one, ".mast") == []

    @pytest.mark.parametrize("width", VIEWPORTS)
    def test_the_search_panel_fits_and_axe_finds_nothing(self, tab: Open, site: Site, width: int) -> None:
        one = tab(width=width, locale=self.locale)
        page = one.go(site.page("page", self.locale))
        page.keyboard.press("/")
        field = page.locator("dialog.seek input")
        field.fill(QUESTION[self.locale])
        page.locator("dialog.seek .seek__hits a").first.wait_for()
        found = looked_at(one, "dialog.seek")
        field.fill("zzzzqqqq")
        page.locator("dialog.seek .seek__none").wait_for()
        assert found + looked_at(one, "dialog.seek") == []


def looked_at(one: Tab, within: str) -> list[str]:
    """What is wrong with what a page shows now, by day and by night."""
    faults = one.faults()
    for scheme in SCHEMES:
        one.page.emulate_media(color_scheme=scheme)
        faults += [f"{scheme}: {fault}" for fault in [*one.page.evaluate(MEASURE), *axe(one.page, scheme, within)]]
    return faults


class TestEnglish(Looks):
    locale = "en"


class TestTraditional(Looks):
    locale = "zh-Hant"
    kinds = tuple(kind for kind in KINDS if kind not in ("rules", "sources"))  # long, and built like the English ones


class TestSimplified(Looks):
    locale = "zh-Hans"
    kinds = ("home", "article", "glossary", "search")  # its pages are those of zh-Hant in other letters


@pytest.mark.parametrize("locale", ["en", "zh-Hant"])
def test_every_page_fits_a_phone(site: Site, browser: Browser, locale: Locale) -> None:
    """Not one of each kind, but each: the longest title decides. zh-Hans has the same letters in other shapes."""
    faults = []
    with reader(browser, site, width=390, locale=locale) as one:
        for path in pages_of(site, locale):
            one.page.goto(site.url + path, wait_until="domcontentloaded")
            found = one.page.evaluate(WIDE)
            if found != [390, 390, 1, locale]:
                faults.append(f"{path}: width, width with wider spacing, h1s, lang are {found}")
        assert faults + one.faults() == []


def test_a_seal_holds_wider_text_spacing(tab: Open, site: Site) -> None:
    page = tab(width=390).go(site.page("article", "en"))
    page.evaluate(SPACING, "")
    assert page.evaluate(MEASURE) == []
