"""What the checks look at: every draft of the library, together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from hub.checks.lint import Finding, Linter
from hub.composing.draft import Draft
from hub.model.data import Approval, Library
from hub.model.fonts import Fonts
from hub.model.items import Item
from hub.model.places import DERIVED_FROM
from hub.model.rules import Acceptance


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
    linter: Linter | None = None
    """The compliance rules; None where they could not be read, which is a problem of its own."""
    acceptances: Mapping[str, Acceptance] = field(default_factory=dict)
    """By path."""
    fonts: Fonts | None = None
    """Of share cards; None where they could not be read, which is a problem of its own."""

    def exists(self, item_id: str, locale: str) -> bool:
        """Whether there is such an item, or a file of it that could not be read."""
        paths = [f"content/{folder}/{item_id}.md" for folder in (locale, DERIVED_FROM.get(locale, locale))]
        paths.append(f"content/_data/{item_id}.yml")  # a term's
        return (item_id, locale) in self.drafts or any(path in self.unread for path in paths)

    def written(self) -> list[Draft]:
        """The drafts of files that somebody wrote: a derived page is judged by its source, but for what conversion can change."""
        return [draft for draft in self.drafts.values() if not draft.item.is_derived]

    def accepts(self, item: Item, finding: Finding, text: str) -> bool:
        """Whether a reviewer accepted this very hit, and the words are still those the reviewer read."""
        today = self.instant.date()
        return any(
            one.rule == finding.rule and one.item == item.id and one.locale == item.locale and finding.quote in one.words and one.words in text
            for one in self.acceptances.values()
            if today <= one.valid_until
        )
