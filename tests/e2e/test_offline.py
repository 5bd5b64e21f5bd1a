"""Reading without a connection: what was opened opens again, says that it is a copy, and never stands as current once it has ended or was withdrawn.

Each test has a host of its own, which it changes and stops, and a browser with an empty store.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from hub.model.places import LOCALES
from tests.e2e.conftest import DEVICE, PREFIX, WITHIN, Host, Server, Site
from tests.e2e.test_looks import axe

READY = "async () => { const { active } = await navigator.serviceWorker.ready; return active.state; }"
KEPT = """async (url) => {
  for (const name of await caches.keys()) if (name.endsWith(' pages') && await (await caches.open(name)).match(url)) return true;
  return false;
}"""
LATER = "async () => { for (const name of await caches.keys()) if (name.endsWith(' notes')) await caches.delete(name); }"
"""As if the last check were long ago."""
NOTICE = "#kept"


class OwnHost(Host):
    """It can go down: then it answers nobody, on connections that are open neither."""

    is_down = False

    def do_GET(self) -> None:  # noqa: N802 - so http.server calls it
        if self.is_down:
            self.close_connection = True
        else:
            super().do_GET()


@dataclass
class Away:
    """A host that can be changed and stopped, and a reader of it. See Host.instead."""

    site: Site
    context: BrowserContext
    page: Page
    server: Server
    instead: dict[str, bytes | None] = field(default_factory=dict)

    def stop(self) -> None:
        """From now on there is no connection."""
        self.server.RequestHandlerClass.is_down = True  # type: ignore[attr-defined]
        self.server.shutdown()
        self.server.server_close()
        self.context.set_offline(True)

    def visit(self, path: str) -> str:
        """Opens a page online and waits until the device keeps it. Gives its address."""
        self.page.goto(self.site.url + path)
        self.page.evaluate(READY)
        self.eventually_keeps(path)
        return self.site.url + path

    def keeps(self, path: str) -> bool:
        return self.page.evaluate(KEPT, self.site.url + path)

    def until(self, script: str, wish: object = None, *, wanted: bool = True) -> None:
        """Waits for what an asynchronous script answers; wait_for_function would take its promise for an answer."""
        for _ in range(WITHIN // 100):
            if bool(self.page.evaluate(script, wish)) is wanted:
                return
            self.page.wait_for_timeout(100)
        raise AssertionError(f"still {'not ' if wanted else ''}true: {script} {wish}")

    def eventually_keeps(self, path: str, *, wanted: bool = True) -> None:
        self.until(KEPT, self.site.url + path, wanted=wanted)

    def change(self, path: str, old: str, new: str) -> None:
        text = (self.site.root / path).read_text(encoding="utf-8")
        assert old in text, f"{path} does not hold {old!r}"
        self.instead[path] = text.replace(old, new).encode()

    def withdraw(self, path: str) -> None:
        """As a build without its approval does: no page, and its mark on no list."""
        mark = re.search(r'data-kept="(\w+)', (self.site.root / path / "index.html").read_text(encoding="utf-8"))
        assert mark
        self.instead[f"{path}index.html"] = None
        self.change(f"{path.split('/')[0]}/current.json", f'"{mark[1]}",', "")


Start = Callable[..., Away]


@pytest.fixture
def away(browser: Browser, site: Site) -> Iterator[Start]:
    contexts = []

    def start(locale: str = "en", **more: object) -> Away:
        instead: dict[str, bytes | None] = {}
        server = Server(("127.0.0.1", 0), type("OwnHost", (OwnHost,), {"root": site.root.resolve(), "instead": instead}))
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        context = browser.new_context(locale=DEVICE[locale], reduced_motion="reduce", **more)  # type: ignore[arg-type]
        context.set_default_timeout(WITHIN)
        contexts.append((context, server))
        own = Site(site.root, f"http://127.0.0.1:{server.server_port}{PREFIX}")
        return Away(own, context, context.new_page(), server, instead)

    yield start
    for context, server in contexts:
        context.close()
        server.shutdown()
        server.server_close()


# --- a page again -----------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("locale", LOCALES)
def test_a_page_opens_again_and_says_that_it_is_a_copy(away: Start, locale: str) -> None:
    one = away(locale)
    path, words = one.site.page("faq", locale), one.site.words(locale)
    one.visit(path)
    before = one.page.locator("main").inner_text()
    one.stop()
    one.page.goto(one.site.url + path)
    notice = one.page.locator(NOTICE)
    expect(notice).to_contain_text(words["kept_copy"].split("{date}")[-1])
    expect(notice).to_contain_text(words["kept_copy_note"])
    assert notice.evaluate("(notice) => notice.getBoundingClientRect().bottom <= document.querySelector('h1').getBoundingClientRect().top")
    assert one.page.locator("main").inner_text().replace(notice.inner_text(), "").split() == before.split(), "no word of the page itself is changed"
    paper = one.page.evaluate("getComputedStyle(document.querySelector('.answer')).backgroundColor")
    assert paper != "rgba(0, 0, 0, 0)", "it has its style"
    assert one.page.evaluate("document.documentElement.dataset.js") == "", "and its scripts"
    assert axe(one.page, "light") == []


def test_the_first_page_of_all_is_kept_too(away: Start) -> None:
    """It was opened before there was a worker."""
    one = away()
    one.visit(one.site.page("article", "en"))


def test_online_nothing_says_that_it_is_a_copy(away: Start) -> None:
    one = away()
    path = one.site.page("faq", "en")
    one.visit(path)
    one.page.reload()
    assert one.page.evaluate("Boolean(navigator.serviceWorker.controller)")
    expect(one.page.locator(NOTICE)).to_have_count(0)


def test_a_page_comes_from_the_site_while_there_is_a_connection(away: Start) -> None:
    one = away()
    path = one.site.page("faq", "en")
    one.visit(path)
    one.change(f"{path}index.html", "</h1>", " Anew</h1>")
    one.page.reload()
    expect(one.page.locator("h1")).to_contain_text("Anew")


def test_a_question_in_the_address_finds_the_page_that_was_kept_without_it(away: Start) -> None:
    one = away()
    path = one.site.page("faq", "en")
    one.visit(path)
    one.stop()
    one.page.goto(f"{one.site.url}{path}?utm=1#page-sources")
    expect(one.page.locator(NOTICE)).to_be_visible()


# --- a page that was never opened -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("locale", LOCALES)
def test_a_page_that_was_never_opened_is_said_to_be_missing_in_its_language(away: Start, locale: str) -> None:
    one = away(locale, viewport={"width": 390, "height": 844})
    opened, words = one.site.page("faq", locale), one.site.words(locale)
    one.visit(opened)
    one.stop()
    one.page.goto(one.site.url + one.site.page("article", locale))
    expect(one.page.locator(NOTICE)).to_contain_text(words["kept_missing"])
    assert one.page.evaluate("document.documentElement.lang") == locale
    link = one.page.locator("#kept-pages a")
    expect(link).to_have_count(1)
    assert axe(one.page, "light") == []
    link.click()
    expect(one.page.locator(NOTICE)).to_contain_text(words["kept_copy_note"])
    assert one.page.url == one.site.url + opened


def test_a_page_for_a_missing_address_and_a_redirect_are_not_kept(away: Start) -> None:
    one = away()
    one.visit(one.site.page("faq", "en"))
    lost = one.site.page("404", "en")
    one.page.goto(one.site.url + lost)
    assert one.page.evaluate("document.documentElement.dataset.kept") == "", "only a page without this ends the worker"
    one.page.goto(one.site.url + one.site.page("faq", "en").rstrip("/"))
    assert not one.keeps(lost)
    assert not one.keeps(one.site.page("faq", "en").rstrip("/"))


# --- what has ended or was withdrawn ----------------------------------------------------------------------------------------------------------------


def test_a_page_past_its_last_day_is_not_shown(away: Start) -> None:
    one = away()
    path, words = one.site.page("faq", "en"), one.site.words("en")
    one.change(f"{path}index.html", ' 2046-12-31"', ' 2020-02-29"')
    one.visit(path)
    title = one.page.locator("h1").inner_text()
    one.stop()
    one.page.goto(one.site.url + path)
    expect(one.page.locator(NOTICE)).to_contain_text(words["kept_ended"].split("{date}")[0])
    expect(one.page.locator(NOTICE)).to_contain_text("29 February 2020")
    assert title not in one.page.locator("body").inner_text()
    expect(one.page.locator("#kept-pages a")).to_have_count(0)


def test_on_its_last_day_a_page_is_shown(away: Start) -> None:
    one = away()
    path = one.site.page("faq", "en")
    today = one.page.evaluate("new Date().toISOString().slice(0, 10)")
    one.change(f"{path}index.html", ' 2046-12-31"', f' {today}"')
    one.visit(path)
    one.stop()
    one.page.goto(one.site.url + path)
    expect(one.page.locator(NOTICE)).to_contain_text(one.site.words("en")["kept_copy_note"])


def test_a_withdrawn_page_is_deleted_with_the_next_page_that_is_opened(away: Start) -> None:
    one = away()
    path, other = one.site.page("faq", "en"), one.site.page("article", "en")
    one.visit(path)
    one.withdraw(path)
    one.page.evaluate(LATER)
    one.visit(other)
    one.eventually_keeps(path, wanted=False)
    one.stop()
    one.page.goto(one.site.url + path)
    expect(one.page.locator(NOTICE)).to_contain_text(one.site.words("en")["kept_missing"])


def test_a_missing_page_loses_its_copy_at_once(away: Start) -> None:
    one = away()
    path = one.site.page("faq", "en")
    one.visit(path)
    one.instead[f"{path}index.html"] = None
    one.page.goto(one.site.url + path)
    one.eventually_keeps(path, wanted=False)


def test_a_page_that_was_changed_is_fetched_anew_unasked(away: Start) -> None:
    one = away()
    path, other = one.site.page("faq", "en"), one.site.page("article", "en")
    one.visit(path)
    one.withdraw(path)  # its old mark is gone …
    one.change(f"{path}index.html", "</h1>", " Anew</h1>")  # … and the page has other words
    one.page.evaluate(LATER)
    one.visit(other)
    one.until("async (url) => (await (await caches.match(url))?.text())?.includes(' Anew</h1>')", one.site.url + path)


def test_another_site_at_this_address_is_left_alone(away: Start) -> None:
    one = away()
    path = one.site.page("faq", "en")
    one.visit(path)
    one.instead["en/current.json"] = None
    one.page.evaluate(LATER)
    one.page.reload()
    one.eventually_keeps(path, wanted=False)


# --- versions ---------------------------------------------------------------------------------------------------------------------------------------


def test_a_copy_keeps_the_style_that_it_was_made_for(away: Start) -> None:
    """A new version comes, is visited once elsewhere, and the old copy still finds its own style."""
    one = away()
    path, other = one.site.page("faq", "en"), one.site.page("article", "en")
    one.visit(path)
    version = re.search(r"hub\.css\?v=(\w+)", one.page.content())
    assert version
    for name in ("sw.js", f"{other}index.html", *(f"{locale}/offline/index.html" for locale in LOCALES)):
        one.change(name, version[1], "0new0new")
    one.instead["sw.js"] = (one.instead["sw.js"] or b"").replace(b'"version":"', b'"version":"2')
    one.instead["assets/hub.css"] = b"body { color: rgb(1, 2, 3) }"
    colour = "getComputedStyle(document.body).color"
    before = one.page.evaluate(colour)
    one.page.evaluate("async () => { await (await navigator.serviceWorker.ready).update(); }")
    one.until("async () => /^[^,]* shell 2[^,]*$/.test((await caches.keys()).filter((name) => / shell /.test(name)).join())")
    one.visit(other)
    assert one.page.evaluate(colour) == "rgb(1, 2, 3)"
    one.stop()
    one.page.goto(one.site.url + path)
    expect(one.page.locator(NOTICE)).to_be_visible()
    assert one.page.evaluate(colour) == before
    one.page.goto(one.site.url + other)
    assert one.page.evaluate(colour) == "rgb(1, 2, 3)"


def test_the_farewell_takes_the_worker_and_all_copies_away(away: Start) -> None:
    from hub.outputs.offline import FAREWELL

    one = away()
    one.visit(one.site.page("faq", "en"))
    one.instead["sw.js"] = FAREWELL.encode()
    one.page.evaluate("async () => { await (await navigator.serviceWorker.ready).update(); }")
    one.until("async () => !(await caches.keys()).length && !(await navigator.serviceWorker.getRegistrations()).length")


def test_a_preview_takes_a_leftover_worker_away(away: Start) -> None:
    one = away()
    path = one.site.page("faq", "en")
    one.visit(path)
    one.change(f"{path}index.html", " data-kept=", " data-was=")
    one.page.reload()
    one.until("async () => !(await navigator.serviceWorker.getRegistrations()).length")


# --- search -----------------------------------------------------------------------------------------------------------------------------------------


def searched(one: Away, locale: str) -> list[str]:
    one.page.goto(one.site.url + one.site.page("search", locale))
    one.page.locator(".seek__hits a").first.wait_for()
    return one.page.locator(".seek__hits a").all_inner_texts()


PACKED = "async (url) => Boolean(await caches.match(url))"


@pytest.mark.parametrize("locale", LOCALES)
def test_search_that_was_used_works_without_a_connection(away: Start, locale: str) -> None:
    one = away(locale)
    one.visit(f"{locale}/search/")
    online = searched(one, locale)
    one.until(PACKED, f"{one.site.url}assets/search/{locale}/pack.bin")
    one.stop()
    assert searched(one, locale) == online


def test_search_that_shows_what_has_ended_is_not_to_be_had(away: Start) -> None:
    one = away()
    one.visit("en/search/")
    data = (one.site.root / "assets/search/en/pack.bin").read_bytes()
    assert b'"until":"2046-12-31"' in data
    one.instead["assets/search/en/pack.bin"] = data.replace(b'"until":"2046-12-31"', b'"until":"2020-02-29"', 1)
    searched(one, "en")
    one.until(PACKED, f"{one.site.url}assets/search/en/pack.bin")
    one.stop()
    one.page.goto(one.site.url + one.site.page("search", "en"))
    expect(one.page.locator("#search-page")).to_contain_text(one.site.words("en")["search_failed"])


# --- the reader decides -----------------------------------------------------------------------------------------------------------------------------


def test_the_reader_deletes_everything_and_begins_again(away: Start) -> None:
    one = away()
    words = one.site.words("en")
    one.visit(one.site.page("faq", "en"))
    one.page.goto(f"{one.site.url}en/offline/")
    expect(one.page.locator("#kept-pages a")).to_have_count(1)
    one.page.get_by_role("button", name=words["offline_stop"]).click()
    expect(one.page.locator("#kept-pages")).to_contain_text(words["offline_off"])
    one.page.goto(one.site.url + one.site.page("article", "en"))
    one.page.goto(f"{one.site.url}en/offline/")
    expect(one.page.locator("#kept-pages")).to_contain_text(words["offline_off"])
    assert one.page.evaluate(
        "async () => [(await navigator.serviceWorker.getRegistrations()).length, await caches.has(`hub ${location.href} pages`)]"
    ) == [0, False]
    one.page.get_by_role("button", name=words["offline_start"]).click()
    one.visit(one.site.page("article", "en"))


# --- an application ---------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("locale", LOCALES)
def test_the_site_can_be_installed(away: Start, locale: str) -> None:
    one = away(locale)
    one.visit(f"{locale}/")
    session = one.context.new_cdp_session(one.page)
    found = session.send("Page.getAppManifest")
    assert found["errors"] == []
    assert json.loads(found["data"])["lang"] == locale
    faults = [fault["errorId"] for fault in session.send("Page.getInstallabilityErrors")["installabilityErrors"]]
    assert [fault for fault in faults if fault != "in-incognito"] == [], "a test's own context counts as a private window"
