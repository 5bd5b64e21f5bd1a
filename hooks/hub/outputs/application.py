"""The site as an application of the reader's device, per language: its manifest, its icons, and how a browser searches it (OpenSearch 1.1)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from urllib.parse import urlsplit
from xml.sax.saxutils import escape, quoteattr

from PIL import Image

from hub.composing.mark import masks
from hub.model.pages import Page
from hub.model.places import LOCALES, Locale
from hub.model.release import Site
from hub.outputs.artifact import Artifact, as_json, text

PAPER, INK, SEAL = 0xFFFFFF, 0x15201B, 0xA3281C
"""The light tokens of overrides/assets/hub.css."""
ICONS = {"icon-180.png": (180, 0.62), "icon-192.png": (192, 0.72), "icon-512.png": (512, 0.72), "icon-maskable-512.png": (512, 0.5)}
"""Pixels from side to side, and how much of that the mark takes: a device may cut a maskable one down to the circle of four fifths."""
SHORTCUTS = ("search", "ask", "share")
"""Pages that an icon offers by itself, where they exist."""


def _rgb(colour: int) -> tuple[int, int, int]:
    return colour >> 16, colour >> 8 & 255, colour & 255


def icon(size: int, share: float) -> Image.Image:
    """The mark on paper, `size` pixels from side to side."""
    canvas = Image.new("RGB", (size, size), _rgb(PAPER))
    drawn = round(size * share)
    at = (size - drawn) // 2, (size - drawn) // 2
    for mask, colour in zip(masks(drawn), (INK, SEAL), strict=True):
        canvas.paste(_rgb(colour), (*at, at[0] + drawn, at[1] + drawn), mask)
    return canvas.quantize(64, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)


def manifest(site: Site, pages: Iterable[Page], locale: Locale) -> Artifact:
    """`<locale>/app.webmanifest`. Its addresses are relative to it, but for `id`, which names the application and begins at the root of the host."""
    facts = site.library.site
    there = {page.path: page for page in pages if page.locale == locale}
    chosen = [there[path] for name in SHORTCUTS if (path := f"{locale}/{name}/") in there]
    icons = [{"src": "../assets/mark.svg", "sizes": "any", "type": "image/svg+xml", "purpose": "any"}]
    for name, (size, _) in ICONS.items():
        if not name.startswith("icon-180"):
            purpose = "maskable" if "maskable" in name else "any"
            icons.append({"src": f"../assets/{name}", "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose})
    return as_json(
        f"{locale}/app.webmanifest",
        {
            "id": f"{urlsplit(site.url).path}{locale}/",
            "name": facts.name[locale],
            "short_name": facts.short_name[locale],
            "description": facts.description[locale],
            "lang": locale,
            "dir": "ltr",
            "start_url": "./",
            "scope": "../",
            "display": "standalone",
            "display_override": ["standalone", "minimal-ui"],
            "background_color": f"#{PAPER:06x}",
            "theme_color": f"#{PAPER:06x}",
            "categories": ["education", "finance"],
            "icons": icons,
            "shortcuts": [{"name": page.title, "description": page.description, "url": f"../{page.path}"} for page in chosen],
        },
    )


def search_description(site: Site, locale: Locale) -> Artifact:
    """`<locale>/opensearch.xml`, with whole addresses, as the format demands."""
    facts, url = site.library.site, site.url
    lines = (
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">',
        f"<ShortName>{escape(facts.short_name[locale])}</ShortName>",
        f"<LongName>{escape(facts.name[locale])}</LongName>",
        f"<Description>{escape(facts.description[locale])}</Description>",
        f"<Language>{locale}</Language>",
        "<InputEncoding>UTF-8</InputEncoding>",
        "<OutputEncoding>UTF-8</OutputEncoding>",
        f'<Image width="192" height="192" type="image/png">{escape(url)}assets/icon-192.png</Image>',
        f'<Url type="text/html" method="get" template={quoteattr(f"{url}{locale}/search/?q={{searchTerms}}")}/>',
        f'<Url type="application/opensearchdescription+xml" rel="self" template={quoteattr(f"{url}{locale}/opensearch.xml")}/>',
        "</OpenSearchDescription>",
    )
    return text(f"{locale}/opensearch.xml", "\n".join(lines) + "\n")


def build(site: Site, pages: Iterable[Page], as_png: Callable[[Image.Image], bytes]) -> Iterator[Artifact]:
    """All of it. `as_png` makes a file of a picture."""
    every = tuple(pages)
    for name, (size, share) in ICONS.items():
        yield Artifact(f"assets/{name}", as_png(icon(size, share)))
    for locale in LOCALES:
        yield manifest(site, every, locale)
        yield search_description(site, locale)
