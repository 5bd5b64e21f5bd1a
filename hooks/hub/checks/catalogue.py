"""What the checks look at: every draft of the library, together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from hub.composing.draft import Draft
from hub.model.data import Approval, Library


@dataclass(frozen=True)
class Catalogue:
    """`drafts` and `approvals` are by (item id, locale)."""

    drafts: Mapping[tuple[str, str], Draft]
    library: Library
    approvals: Mapping[tuple[str, str], Approval]
    needs: frozenset[str]
    instant: datetime

    def written(self) -> list[Draft]:
        """The drafts of files that somebody wrote: a derived page is judged by its source, but for what conversion can change."""
        return [draft for draft in self.drafts.values() if not draft.item.is_derived]
