"""An article is light whatever the size of the hub: at most 28 KB over the wire, 5 KB of it scripts, counted from what the page really asks for."""

from __future__ import annotations

import gzip

import pytest
from playwright.sync_api import Browser

from hub.model.places import LOCALES
from tests.e2e.conftest import Site, reader

MOST, MOST_SCRIPT = 28 * 1024, 5_000  # bytes, compressed
HEAVIEST = 8
"""What an article asks for besides itself is the same for all, so the heaviest pages decide."""
PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif")


def packed(data: bytes) -> int:
    """Bytes over the wire, as a plain host compresses."""
    return len(gzip.compress(data, 6, mtime=0))


@pytest.mark.parametrize("locale", LOCALES)
def test_an_article_is_light(browser: Browser, site: Site, locale: str) -> None:
    heavy, seen = [], set()
    pages = {item["id"]: packed((site.root / site.path(item["url"]) / "index.html").read_bytes()) for item in site.of(locale, "article")}
    heaviest = sorted(pages, key=lambda item: -pages[item])[:HEAVIEST]
    for item in (one for one in site.of(locale, "article") if one["id"] in heaviest):
        with reader(browser, site, width=390, locale=locale) as one:
            page = one.go(site.path(item["url"]))
            if not seen:
                page.wait_for_load_state("networkidle")  # whatever one of them asks for later, all do
            asked = {response.url.split("?")[0]: response.body() for response in one.watch.responses}
            assert [response.url for response in one.watch.responses if not response.ok] == []
            for icon in page.locator("link[rel~=icon]").evaluate_all("links => links.map((link) => link.href)"):
                asked.setdefault(icon.split("?")[0], page.request.get(icon).body())  # a headless browser draws no icon
            weights = {url: packed(data) for url, data in asked.items() if not url.endswith(PICTURES)}
            scripts = sum(weight for url, weight in weights.items() if url.endswith((".js", ".mjs")))
            seen |= {url.rsplit(".", 1)[-1] for url in weights}
            if sum(weights.values()) > MOST or scripts > MOST_SCRIPT:
                heavy.append((item["id"], sum(weights.values()), scripts, weights))
    assert {"css", "js", "svg"} <= seen, "style, scripts and icon are counted"
    assert heavy == []
