"""What the browser tests share: the whole real library, approved, built once below a sub-path and served as a static host would serve it; and real Chromium.

The site stands at https://hub.example.org/kb/ in its own words and at http://127.0.0.1:<port>/kb/ for the browser. Nothing else can be reached.
"""  # noqa: E501

from __future__ import annotations

import json
import mimetypes
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import pytest
import yaml
from playwright.sync_api import Browser, BrowserContext, Page, Response, expect, sync_playwright

from tests.build.conftest import URL, Hub, once, whole
from tests.conftest import PROJECT

__all__ = ["once", "whole"]  # fixtures: what fills a folder once for all test processes, and the site that was built so

PUBLIC = URL
"""The address that the site gives itself. The browser finds it under /kb/ of a local port."""
PREFIX = urlsplit(PUBLIC).path
PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
VIEWPORTS = {390: PHONE, 1280: DESKTOP}
SCHEMES = ("light", "dark")
WITHIN = 15_000  # ms until a browser that still does nothing is at fault; no test measures time
expect.set_options(timeout=WITHIN)


# --- the site ---------------------------------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def built(whole: Hub) -> Path:
    """The folder of the site."""
    return whole.site


class Host(BaseHTTPRequestHandler):
    """A static host: folders get their slash and their index.html, and what is missing gets 404.html with status 404. Nothing exists above /kb/."""

    protocol_version = "HTTP/1.1"
    root: Path
    instead: Mapping[str, bytes | None] = MappingProxyType({})
    """Files that a test puts in the place of the site's, by path; None for one that it took away."""

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        inside = path.removeprefix(PREFIX) if path.startswith(PREFIX) else None
        file = (self.root / inside).resolve() if inside is not None else None
        if path == PREFIX.rstrip("/") or (file and file.is_dir() and file.is_relative_to(self.root) and not path.endswith("/")):
            self.send_response(HTTPStatus.MOVED_PERMANENTLY)
            self.send_header("Location", f"{urlsplit(self.path).path}/")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        if file and file.is_dir():
            file /= "index.html"
        name = file.relative_to(self.root).as_posix() if file and file.is_relative_to(self.root) else ""
        if name in self.instead:
            self.answer(HTTPStatus.NOT_FOUND if self.instead[name] is None else HTTPStatus.OK, self.root / name, self.instead[name] or b"Gone.")
        elif file and file.is_file() and name:
            self.answer(HTTPStatus.OK, file)
        elif file:
            self.answer(HTTPStatus.NOT_FOUND, self.root / "404.html")
        else:
            self.answer(HTTPStatus.NOT_FOUND, None)

    do_HEAD = do_GET

    def answer(self, status: HTTPStatus, file: Path | None, instead: bytes = b"") -> None:
        data = instead or (file.read_bytes() if file else b"Outside the site.")
        kind = (mimetypes.guess_type(file.name)[0] or "application/octet-stream") if file else "text/plain"
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.send_header("Content-Length", str(len(data)))
        if "?v=" in self.path:  # an address with a version is never that of other bytes
            self.send_header("Cache-Control", "max-age=31536000, immutable")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def log_message(self, *_: Any) -> None:
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: Any) -> None:
        """A browser that leaves a page drops its connections: no news."""


@dataclass(frozen=True)
class Site:
    """The site as files, and where it is served. `url` ends with a slash."""

    root: Path
    url: str

    def read(self, path: str) -> Any:
        """A JSON file of the site."""
        return json.loads((self.root / path).read_text(encoding="utf-8"))

    def local(self, public: str) -> str:
        """Where the browser finds an address that the site gives itself."""
        assert public.startswith(PUBLIC), public
        return self.url + public.removeprefix(PUBLIC)

    def path(self, url: str) -> str:
        """'en/faq/' of an address of either kind, with its fragment."""
        for base in (self.url, PUBLIC, PREFIX):
            if url.startswith(base):
                return url.removeprefix(base)
        raise AssertionError(f"{url} is outside of the site")

    @cached_property
    def items(self) -> list[dict[str, Any]]:
        return self.read("api/v1/items.json")["items"]

    def of(self, locale: str, *types: str) -> list[dict[str, Any]]:
        """The released items of a language and these types."""
        found = [item for item in self.items if item["locale"] == locale and item["type"] in types]
        assert found, f"no {types} in {locale}"
        return found

    def words(self, locale: str) -> dict[str, str]:
        """The words of the interface."""
        return yaml.safe_load((PROJECT / "content" / "_strings" / f"{locale}.yml").read_text(encoding="utf-8"))

    def page(self, kind: str, locale: str) -> str:
        """The path of one page of a kind. See KINDS."""
        if kind == "chooser":
            return ""
        if kind == "404":
            return f"{locale}/articles/motor/there-is-no-such-claim/"
        if kind in KINDS_OF_ITEM:
            items = self.of(locale, kind)
            return self.path(next((item for item in items if item["id"] == PREFERRED.get(kind)), items[0])["url"])
        return f"{locale}/{SHELVES[kind]}" + (f"?q={quote(QUESTION[locale])}" if kind in ("search", "ask") else "")


KINDS_OF_ITEM = ("article", "faq", "guide", "post", "page")
PREFERRED = {"article": "articles/motor/compulsory-motor-insurance", "page": "how-we-review"}  # one with a long where-you-live table, if it is there
QUESTION = {"en": "my claim was refused", "zh-Hant": "拒賠怎麼辦", "zh-Hans": "拒赔怎么办"}
SHELVES = {"home": "", "topic": "topics/motor/", "questions": "faq/", "glossary": "glossary/", "people": "people/", "feeds": "feeds/", "ask": "ask/", "search": "search/", "rules": "how-we-check/", "sources": "sources/", "offline": "offline/", "share": "share/", "advisors": "advisors/", "advisor": "advisors/kao-chia-ling/", "licence": "advisors/kao-chia-ling/licence/"}  # noqa: E501
KINDS = (*SHELVES, *KINDS_OF_ITEM, "404", "chooser")
"""Every kind of page."""
DEVICE = {"en": "en-GB", "zh-Hant": "zh-TW", "zh-Hans": "zh-CN"}
"""What the device of a reader of each locale speaks."""


@pytest.fixture(scope="session")
def site(built: Path) -> Iterator[Site]:
    server = Server(("127.0.0.1", 0), type("Host", (Host,), {"root": built.resolve()}))
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield Site(built, f"http://127.0.0.1:{server.server_port}{PREFIX}")
    server.shutdown()
    server.server_close()


# --- the browser ------------------------------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def chromium(once: Callable[[str, Callable[[Path], None]], Path]) -> str:
    """The path of Chromium, which `scripts/chromium` finds or installs. Where it cannot, every test fails and says what to do."""

    def fill(folder: Path) -> None:
        ran = subprocess.run([PROJECT / "scripts" / "chromium"], capture_output=True, text=True, timeout=900, check=False)
        assert ran.returncode == 0 and ran.stdout.strip(), ran.stderr
        folder.mkdir()
        (folder / "path").write_text(ran.stdout.strip().splitlines()[-1])

    return (once("chromium", fill) / "path").read_text()


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=chromium, args=["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()


@dataclass
class Watch:
    """What a page did that it must not do, and what it asked for."""

    site: Site
    requests: list[str] = field(default_factory=list)
    responses: list[Response] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def attach(self, page: Page) -> None:
        page.on("request", self.asked)
        page.on("response", lambda response: self.responses.append(response))
        page.on(
            "requestfailed",
            lambda request: "ERR_ABORTED" in (request.failure or "") or self.faults.append(f"failed: {request.url} {request.failure}"),
        )
        page.on("pageerror", lambda error: self.faults.append(f"script error: {error}"))
        page.on("console", self.said)

    def asked(self, request: Any) -> None:
        self.requests.append(request.url)
        if not request.url.startswith((self.site.url, "data:", "blob:", "about:")):
            self.faults.append(f"request outside of the site: {request.url}")

    def said(self, message: Any) -> None:
        # A missing page is itself an error to the console; nothing else that is missing is.
        is_page = any(response.url == message.location.get("url") and response.request.is_navigation_request() for response in self.responses)
        is_missing_page = is_page and "Failed to load resource" in message.text and "404" in message.text
        is_no_worker = "Service Worker registration blocked by Playwright" in message.text  # what reader() asks for
        if message.type in ("error", "warning") and not is_missing_page and not is_no_worker:
            self.faults.append(f"console {message.type}: {message.text} {message.location.get('url', '')}")

    def searches(self) -> list[str]:
        """What was asked of the search."""
        return [url for url in self.requests if "/assets/search/" in url]


# Kept by the page itself, from before its first script.
VIOLATIONS = """
  window.__violations = [];
  document.addEventListener('securitypolicyviolation', (event) => window.__violations.push(`${event.effectiveDirective}: ${event.blockedURI} ${event.sample}`));
"""  # noqa: E501


@dataclass
class Tab:
    """A page of the browser, the watch that is kept over it, and the site it shows."""

    page: Page
    context: BrowserContext
    watch: Watch
    site: Site

    def go(self, path: str) -> Page:
        self.page.goto(self.site.url + path)
        return self.page

    def here(self) -> str:
        """The path of the page that is shown, without query and fragment."""
        return self.site.path(self.page.url.split("?")[0].split("#")[0])

    def faults(self) -> list[str]:
        """Everything that went wrong; to be read before a test adds scripts of its own."""
        return self.watch.faults + [f"policy: {violation}" for violation in self.page.evaluate("window.__violations || []")]


@contextmanager
def reader(browser: Browser, site: Site, *, width: int = 1280, scheme: str = "light", locale: str = "en", scripts: bool = True, **more: Any) -> Iterator[Tab]:  # noqa: E501
    """A page of its own context, as a reader with an empty browser opens it."""
    context = browser.new_context(
        viewport=VIEWPORTS[width], color_scheme=scheme, locale=DEVICE.get(locale, locale), java_script_enabled=scripts, reduced_motion="reduce", service_workers="block", **more  # noqa: E501
    )  # fmt: skip
    try:
        context.set_default_timeout(WITHIN)
        context.add_init_script(VIOLATIONS)
        watch, page = Watch(site), context.new_page()
        watch.attach(page)
        yield Tab(page, context, watch, site)
    finally:
        context.close()


Open = Callable[..., Tab]


@pytest.fixture
def tab(browser: Browser, site: Site) -> Iterator[Open]:
    """`tab(width=390, scheme='dark', …)`: see reader(). All are closed after the test."""
    with ExitStack() as open_ones:
        yield lambda **wishes: open_ones.enter_context(reader(browser, site, **wishes))


def settled(page: Page, kind: str) -> Page:
    """A page with what its script adds to it."""
    if kind in ("404", "search"):
        page.locator(".seek__hits a").first.wait_for()
    if kind == "ask":
        page.locator(".said a").first.wait_for()
    return page
