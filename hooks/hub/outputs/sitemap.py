"""sitemap.xml with every language of a page, and robots.txt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import quoteattr

from hub.model.pages import Page
from hub.model.release import Site
from hub.outputs.artifact import Artifact, text


def _entry(page: Page, site: Site) -> str:
    lines = [f"<loc>{site.url}{page.path}</loc>"]
    if page.updated_on:
        lines.append(f"<lastmod>{page.updated_on.isoformat()}</lastmod>")
    twins = [alternate for alternate in page.alternates if alternate.exists]
    for alternate in twins if page.path else ():
        lines.append(f'<xhtml:link rel="alternate" hreflang={quoteattr(alternate.locale)} href={quoteattr(site.url + alternate.path)}/>')
    return "<url>" + "".join(lines) + "</url>"


def build(site: Site, pages: Iterable[Page]) -> Iterator[Artifact]:
    """Indexed pages only; `lastmod` is the day of the last review. No compressed copy: it would carry the time of the build."""
    entries = "\n".join(_entry(page, site) for page in pages if page.is_indexed)
    namespaces = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
    yield text("sitemap.xml", f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {namespaces}>\n{entries}\n</urlset>\n')
    yield text("robots.txt", f"User-agent: *\nAllow: /\nSitemap: {site.url}sitemap.xml\n")
