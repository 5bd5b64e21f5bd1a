"""What may be public. A `Release` exists only where an approval matches; feeds, snippets, search and data take nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from hub.model.data import Approval, Library, Unit
from hub.model.items import Item
from hub.model.places import LOCALES, Locale, Place
from hub.model.rules import RuleBook


@dataclass(frozen=True)
class Snippet:
    """One ready social post. `length` and `limit` are in `unit`; `link` is relative to the site's root."""

    platform: str
    variant: str
    text: str
    length: int
    limit: int
    unit: Unit
    link: str
    disclosures: tuple[str, ...]
    jurisdictions: tuple[Place, ...]
    part: int = 1
    parts: int = 1
    """Of numbered posts, each of which is a snippet of its own."""
    worst_length: int = 0
    """With the longest address and the longest line that an adviser can put under it."""


@dataclass(frozen=True)
class Composed:
    """What the public sees of an item. `html` has links of the form hub:/path, which `text.links.rebase` turns into real ones."""

    html: str
    text: str
    toc: tuple[tuple[str, str], ...]
    snippets: tuple[Snippet, ...]


HeldReason = Literal["unapproved", "changed", "expired", "scheduled", "ended", "author", "reviewer", "places"]


@dataclass(frozen=True)
class Release:
    """An item whose exact words a named reviewer approved, for this build instant."""

    item: Item
    composed: Composed
    digest: str
    approval: Approval

    def allows(self, channel: str) -> bool:
        """Whether the reviewer approved the words for page, feed, search or social."""
        return channel in self.approval.channels


@dataclass(frozen=True)
class Held:
    """An item that is not public, and why. Its words reach a preview and nothing else."""

    item: Item
    composed: Composed
    digest: str
    reason: HeldReason
    detail: str


@dataclass(frozen=True)
class Site:
    """One build: everything that outputs may see. `url` is the public address and ends with '/'; `instant` is aware."""

    url: str
    instant: datetime
    library: Library
    releases: tuple[Release, ...]
    held: tuple[Held, ...]
    plain_links: tuple[tuple[str, int, str], ...] = ()
    """Links to held-back items that became plain words: (path, line, target)."""
    rules: RuleBook | None = None
    """What every public text was judged by."""
    shows_held: bool = False
    """A preview: pages of held-back items are built too, with a banner."""

    _by_key: dict[tuple[str, str], Release] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._by_key.update({release.item.key: release for release in self.releases})

    def release(self, item_id: str, locale: Locale) -> Release | None:
        return self._by_key.get((item_id, locale))

    def released(self, locale: Locale, *types: str) -> list[Release]:
        """The locale's releases of these types, newest first, then by id."""
        chosen = [release for release in self.releases if release.item.locale == locale and release.item.type in types]
        return sorted(chosen, key=lambda release: (-release.item.matter.published_on.toordinal(), release.item.id))

    @property
    def locales(self) -> tuple[Locale, ...]:
        return LOCALES
