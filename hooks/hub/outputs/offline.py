"""What lets a page be read again without a connection: sw.js, and per language the list of what is current and the search in one file.

The pages say themselves until when they may be shown, and by which mark the list knows them (composing/lasting.py). The worker's program is
overrides/assets/worker.js; sw.js only tells it what it serves, so that a browser notices each change of that.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from hub.composing.lasting import last_day
from hub.model.pages import Page
from hub.model.places import LOCALES, Locale
from hub.model.release import Site
from hub.model.words import KEPT
from hub.outputs.artifact import Artifact, as_json, text

WORKER = "sw.js"
SHELL = ("hub.css", "hub.js", "theme.js", "offline.js", "mark.svg")
"""What the page shown without a connection is made of, below assets/."""
SEARCH = "assets/search"
LARGEST_SEARCH = 8 * 1024 * 1024
"""Bytes. A language whose search is larger is not kept: nobody asked for so much."""
_UNUSED = ("pagefind-ui", "pagefind-modular-ui", "pagefind-component-ui", "pagefind-highlight")
FAREWELL = """\
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith(`hub ${self.registration.scope} `)) await caches.delete(name);
  await self.registration.unregister();
})()));
"""
"""sw.js of a site that no longer wants to be kept: takes everything away, itself included."""
Files = Mapping[str, bytes]
"""Files of the built site by path."""


def _digest(files: Files) -> str:
    found = hashlib.sha256()
    for path, data in sorted(files.items()):
        found.update(f"{path}\0{len(data)}\0".encode() + data)
    return found.hexdigest()[:10]


def _of_search(files: Files, locale: str) -> dict[str, bytes]:
    """The files of one language's search by their name below its folder."""
    folder = f"{SEARCH}/{locale}/"
    own = {path.removeprefix(folder): data for path, data in files.items() if path.startswith(folder)}
    return {name: data for name, data in own.items() if not name.startswith(_UNUSED)}


def _search_until(site: Site, locale: Locale) -> date | None:
    """The last day on which every text that the search can show is approved."""
    return min((last_day(release) for release in site.releases if release.item.locale == locale and release.allows("search")), default=None)


def pack(files: Files, until: date | None) -> bytes:
    """Files in one: a line of JSON with {until, files: {name: [start, length]}}, then their bytes, which `start` counts from the line's end."""
    at, places = 0, {}
    for name, data in sorted(files.items()):
        places[name] = [at, len(data)]
        at += len(data)
    head = json.dumps({"until": until.isoformat() if until else None, "files": places}, sort_keys=True, separators=(",", ":"))
    return head.encode() + b"\n" + b"".join(data for _, data in sorted(files.items()))


def current(pages: Iterable[Page], locale: Locale, search: str | None) -> Artifact:
    """`<locale>/current.json`: the marks of the pages that are public now, and the version of the search, null where it is not to be kept."""
    marks = sorted(page.mark for page in pages if page.mark and page.locale == locale)
    return as_json(f"{locale}/current.json", {"pages": marks, "search": search})


def worker(site: Site, files: Files, version: str) -> Artifact:
    """sw.js. `version` is that of the files below assets/, which stands in their addresses."""
    shell = [*(f"assets/{name}?v={version}" for name in SHELL), *(f"{locale}/offline/" for locale in LOCALES)]
    words = {locale: {name: site.library.strings[locale][f"kept_{name}"] for name in KEPT} for locale in LOCALES}
    search = sorted(path for path in files if path.startswith(f"{SEARCH}/") and path.count("/") == SEARCH.count("/") + 1)
    of_pages = {path: data for path, data in files.items() if path.endswith("/offline/index.html")}
    hub = {"version": _digest({**of_pages, "": f"{version} {words}".encode()}), "assets": version, "words": words, "shell": shell, "search": search}
    made = json.dumps(hub, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text(WORKER, f"self.HUB = {made};\nimportScripts('assets/worker.js?v={version}');\n")


def build(site: Site, pages: Iterable[Page], files: Files, version: str) -> Iterator[Artifact]:
    """All of it. `files` are those below assets/search/, and the pages <locale>/offline/index.html, as they were written."""
    every = tuple(pages)
    for locale in LOCALES:
        found = _of_search(files, locale)
        until = _search_until(site, locale)
        is_kept = bool(found) and sum(map(len, found.values())) <= LARGEST_SEARCH
        if is_kept:
            yield Artifact(f"{SEARCH}/{locale}/pack.bin", pack(found, until))
        yield current(every, locale, _digest({**found, "": str(until).encode()}) if is_kept else None)
    yield worker(site, files, version)


def farewell() -> Iterator[Artifact]:
    yield text(WORKER, FAREWELL)
