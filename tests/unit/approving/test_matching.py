from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from hub.approving.matching import held_because
from hub.composing.draft import Draft
from hub.model.data import Approval, Library
from tests.conftest import INSTANT, Project

DIGEST = "0" * 63 + "1"
APPROVAL = Approval(
    item="faq/home/haunted-house", locale="en", digest=DIGEST, reviewer="rufus-reviewer", role="Reviewer", firm="No Such Firm Ltd",
    jurisdictions=("UK",),
    channels=("page", "feed", "search", "social"), approved_on=date(2026, 11, 15), valid_until=date(2026, 12, 31), reason="Test.",
)  # fmt: skip


@pytest.fixture
def house(library: Project) -> tuple[Draft, Library]:
    """Written by dora-double, who is author and reviewer, and true for the UK only."""
    loaded = library.load()
    assert loaded.library is not None
    return loaded.drafts["faq/home/haunted-house", "en"], loaded.library


def _reason(house: tuple[Draft, Library], approval: Approval | None, instant: datetime = INSTANT, **matter: Any) -> str | None:
    draft, library = house
    if matter:
        draft = replace(draft, item=replace(draft.item, matter=draft.item.matter.model_copy(update=matter)))
    because = held_because(draft, DIGEST, approval, library, instant)
    if because is None:
        return None
    assert because[1]
    assert because[1][0].islower() | because[1][0].isalnum()
    return because[0]


def _approval(**changes: Any) -> Approval:
    return APPROVAL.model_copy(update=changes)


def test_a_matching_approval_lets_the_item_out(house: tuple[Draft, Library]) -> None:
    assert _reason(house, APPROVAL) is None


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"digest": "0" * 64}, "changed"),
        ({"reviewer": "dora-double"}, "author"),
        ({"reviewer": "nora-nobody"}, "reviewer"),
        ({"reviewer": "someone-who-left"}, "reviewer"),
        ({"channels": ("feed", "search", "social")}, "reviewer"),
        ({"jurisdictions": ()}, "places"),
        ({"jurisdictions": ("TW", "HK")}, "places"),
        ({"valid_until": date(2026, 11, 30)}, "expired"),
    ],
)
def test_an_approval_that_does_not_fit_holds_the_item_back(house: tuple[Draft, Library], changes: dict[str, Any], reason: str) -> None:
    assert _reason(house, _approval(**changes)) == reason


def test_no_approval_holds_the_item_back(house: tuple[Draft, Library]) -> None:
    assert _reason(house, None) == "unapproved"


def test_more_places_than_needed_do_no_harm(house: tuple[Draft, Library]) -> None:
    assert _reason(house, _approval(jurisdictions=("TW", "UK", "US"))) is None


def test_an_approval_holds_through_its_last_day(house: tuple[Draft, Library]) -> None:
    assert _reason(house, APPROVAL, datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC)) is None
    assert _reason(house, APPROVAL, datetime(2027, 1, 1, tzinfo=UTC)) == "expired"


def test_an_item_comes_out_on_its_day(house: tuple[Draft, Library]) -> None:
    day = date(2026, 12, 5)
    assert _reason(house, APPROVAL, datetime(2026, 12, 4, 23, 59, 59, tzinfo=UTC), publish_on=day) == "scheduled"
    assert _reason(house, APPROVAL, datetime(2026, 12, 5, tzinfo=UTC), publish_on=day) is None


def test_an_item_ends_on_its_day(house: tuple[Draft, Library]) -> None:
    day = date(2026, 12, 5)
    assert _reason(house, APPROVAL, datetime(2026, 12, 4, 23, 59, 59, tzinfo=UTC), expires_on=day) is None
    assert _reason(house, APPROVAL, datetime(2026, 12, 5, tzinfo=UTC), expires_on=day) == "ended"


@pytest.mark.parametrize("hours", [8, 14, -5, -12])
def test_days_are_utc_whatever_the_zone_of_the_instant(house: tuple[Draft, Library], hours: int) -> None:
    zone = timezone(timedelta(hours=hours))
    for instant in (datetime(2026, 12, 31, 23, 59, tzinfo=UTC), datetime(2027, 1, 1, 0, 1, tzinfo=UTC)):
        assert _reason(house, APPROVAL, instant.astimezone(zone)) == _reason(house, APPROVAL, instant)


def test_the_sentence_names_reviewer_and_day(house: tuple[Draft, Library]) -> None:
    draft, library = house
    because = held_because(draft, DIGEST, _approval(digest="f" * 64), library, INSTANT)
    assert because is not None
    assert all(word in because[1] for word in ("rufus-reviewer", "2026-11-15"))
