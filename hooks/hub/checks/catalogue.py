"""What the checks look at: every draft of the library, together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from hub.composing.draft import Draft
from hub.model.data import Approval, Library
from hub.model.places import DERIVED_FROM


@dataclass(frozen=True)
class Catalogue:
    """`drafts` and `approvals` are by (item id, locale)."""

    drafts: Mapping[tuple[str, str], Draft]
    library: Library
    approvals: Mapping[tuple[str, str], Approval]
    needs: frozenset[str]
    instant: datetime
    unread: frozenset[str] = frozenset()
    """Paths of files that could not be read: what points at them is not at fault."""

    def exists(self, item_id: str, locale: str) -> bool:
        """Whether there is such an item, or a file of it that could not be read."""
        paths = (f"content/{folder}/{item_id}.md" for folder in (locale, DERIVED_FROM.get(locale, locale)))
        return (item_id, locale) in self.drafts or any(path in self.unread for path in paths)

    def written(self) -> list[Draft]:
        """The drafts of files that somebody wrote: a derived page is judged by its source, but for what conversion can change."""
        return [draft for draft in self.drafts.values() if not draft.item.is_derived]
