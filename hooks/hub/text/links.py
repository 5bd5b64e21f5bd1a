"""Addresses: hub:/path inside composed HTML, and what they become on a page or in a feed."""

from __future__ import annotations

import posixpath
import re

SCHEME = "hub:/"
_HREF = re.compile(r'(href|src)="hub:/([^"]*)"')
_ANCHOR = re.compile(r'href="#')


def relative(path: str, page: str) -> str:
    """From a page to a path of the site, both relative to its root: relative('en/faq/', 'en/about/') is '../faq/'."""
    target, _, anchor = path.partition("#")
    folder = page if page.endswith("/") or not page else posixpath.dirname(page) + "/"
    base = posixpath.relpath("/" + target, "/" + folder)
    if not target or target.endswith("/"):
        base = base.rstrip("/") + "/"
    base = "./" if base == "./" else base
    return base + ("#" + anchor if anchor else "")


def rebase(html: str, page: str) -> str:
    """Composed HTML with links relative to the page it stands on."""
    return _HREF.sub(lambda match: f'{match[1]}="{relative(match[2], page)}"', html)


def absolute(html: str, site_url: str, page: str) -> str:
    """Composed HTML with whole addresses, for feeds. `site_url` ends with '/'."""
    return _ANCHOR.sub(f'href="{site_url}{page}#', _HREF.sub(lambda match: f'{match[1]}="{site_url}{match[2]}"', html))


def feed_addresses(locale: str, topic_id: str | None) -> tuple[str, str, str]:
    """The files of one feed relative to the site's root: RSS, Atom, JSON Feed. No topic is everything new."""
    stem = f"{locale}/feeds/{topic_id or 'all'}"
    return f"{stem}.rss.xml", f"{stem}.atom.xml", f"{stem}.json"
