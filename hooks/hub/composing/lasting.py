"""How long a page may be believed where nobody can ask the site: the last day on which every approved word on it is approved.

A device that keeps a page shows it no later than that, and drops it once its mark is on no list of the site. Both are about everything that the
page shows, not only its own item: a list shows the answers of others, and the explanation of a word is an approved text of its own.
"""

from __future__ import annotations

import dataclasses
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from hub.model.pages import LicenceView, Page, RedirectPage, TermView
from hub.model.release import Release, Site

MARK = 10
"""Characters of a mark. Among ten thousand pages, one in a hundred million withdrawn ones would pass for another."""
_ADDRESSES = frozenset({"path", "target"})
_RENDERED = frozenset({"html", "promises"})
_EXPLAINED = re.compile(r'glossary/#([a-z0-9-]+)"')


def last_day(release: Release) -> date:
    """The last day (UTC) on which the item may be public."""
    expires_on = release.item.matter.expires_on
    return min(release.approval.valid_until, expires_on - timedelta(days=1)) if expires_on else release.approval.valid_until


def _shown(value: object, locale: str) -> Iterator[str | date]:
    """The addresses of items that a page names or shows, and the last days of licences that it calls valid."""
    if isinstance(value, (tuple, list)):
        for part in value:
            yield from _shown(part, locale)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        if isinstance(value, TermView):
            yield f"{locale}/glossary/#{value.id}"
        if isinstance(value, LicenceView) and value.state != "ended":
            yield value.valid_until
        for field in dataclasses.fields(value):
            part = getattr(value, field.name)
            if field.name in _ADDRESSES and isinstance(part, str):
                yield part
            elif field.name in _RENDERED and isinstance(part, str):
                yield from (f"{locale}/glossary/#{term}" for term in _EXPLAINED.findall(part))
            elif not isinstance(part, str):
                yield from _shown(part, locale)


def _lasting(page: Page, by_address: Mapping[str, Release]) -> tuple[date | None, str]:
    found = list(_shown(page.content, page.locale))
    releases = {address: by_address[address] for address in (page.path, *found) if isinstance(address, str) and address in by_address}
    days = [*map(last_day, releases.values()), *(day for day in found if isinstance(day, date))]
    until = min(days, default=None)
    words = [page.path, str(until), *sorted(f"{address} {release.digest}" for address, release in releases.items())]
    return until, hashlib.sha256("\n".join(words).encode()).hexdigest()[:MARK]


def with_lasting(pages: Iterable[Page], site: Site) -> Iterator[Page]:
    """Every page with `until` and `mark`. A preview's pages, redirects and the page for missing addresses get none: nobody may keep those."""
    by_address = {release.item.address: release for release in site.releases}
    for page in pages:
        if site.shows_held or isinstance(page.content, RedirectPage) or page.path.endswith(".html"):
            yield page
        else:
            until, mark = _lasting(page, by_address)
            yield dataclasses.replace(page, until=until, mark=mark)
