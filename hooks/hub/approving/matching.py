"""Whether an item may be public at the build instant: an approval of exactly these words, by the right person, still valid."""

from __future__ import annotations

from datetime import UTC, datetime

from hub.composing.draft import Draft
from hub.model.data import Approval, Library
from hub.model.release import HeldReason


def held_because(draft: Draft, digest: str, approval: Approval | None, library: Library, instant: datetime) -> tuple[HeldReason, str] | None:
    """Why the item is held back, with a sentence for the editor; None when it may be public. Days are UTC."""
    matter, today = draft.item.matter, instant.astimezone(UTC).date()
    if approval is None:
        return "unapproved", "no reviewer has approved it yet"
    reviewer = library.people.get(approval.reviewer)
    if approval.digest != digest:
        return (
            "changed",
            f"its words are not those that {approval.reviewer} approved on {approval.approved_on}",
        )
    if approval.reviewer == matter.author:
        return "author", f"{approval.reviewer} wrote it and cannot approve it"
    if reviewer is None or "reviewer" not in reviewer.roles or "page" not in approval.channels:
        return "reviewer", f"{approval.reviewer} is not a reviewer of this hub, or did not approve it as a page"
    if not set(draft.item.jurisdictions) <= set(approval.jurisdictions):
        missing = ", ".join(sorted(set(draft.item.jurisdictions) - set(approval.jurisdictions)))
        return "places", f"the approval does not hold for {missing}"
    if today > approval.valid_until:
        return "expired", f"the approval ended on {approval.valid_until}"
    if matter.publish_on and today < matter.publish_on:
        return "scheduled", f"it is to be published on {matter.publish_on}"
    if matter.expires_on and today >= matter.expires_on:
        return "ended", f"it ended on {matter.expires_on}"
    return None
