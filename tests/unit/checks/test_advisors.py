from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.conftest import INSTANT, Project
from tests.firm import FILE, found

TOOL = "_data/schedulers/never-later.yml"


@pytest.fixture
def firm(library: Project) -> Project:
    found(library)
    return library


def codes(project: Project, name: str = FILE, instant: datetime = INSTANT) -> list[tuple[str, bool]]:
    return sorted((one.code, one.refuses) for one in set(project.load(instant).problems) if one.path == f"content/{name}")


def test_a_licence_is_told_of_before_and_after_it_ends(firm: Project) -> None:
    ends = datetime(2026, 12, 20, 23, 59, tzinfo=UTC)
    assert codes(firm, instant=ends - timedelta(days=30)) == []
    assert codes(firm, instant=ends - timedelta(days=29)) == [("HUB405", False)]
    assert codes(firm, instant=ends) == [("HUB405", False)]
    assert codes(firm, instant=ends + timedelta(minutes=1)) == [("HUB404", False)]
    (message,) = {one.message for one in firm.load(datetime(2027, 1, 1, tzinfo=UTC)).problems if one.code == "HUB404"}
    assert "0000000000" in message and "2026-12-20" in message


def test_a_channel_is_a_network_that_the_hub_knows(firm: Project) -> None:
    firm.edit(FILE, "  line:", "  orkut:")
    assert ("HUB406", True) in codes(firm)


def test_a_licence_says_where_it_is_checked(firm: Project) -> None:
    firm.edit(FILE, ', check_at: {name: {en: "Fake register", zh-Hant: "假登記冊"}, url: "https://register-hk.example/"}', "")
    assert ("HUB407", True) in codes(firm)
    firm.edit("_data/authorities/HK.yml", "checked_on:", 'licence_register: {name: {en: "x", zh-Hant: "x"}, url: "https://list.example/"}\nchecked_on:')
    assert ("HUB407", True) not in codes(firm)


def test_a_format_is_read_again_within_a_year(firm: Project) -> None:
    assert codes(firm, TOOL, datetime(2027, 11, 2, tzinfo=UTC)) == []
    assert codes(firm, TOOL, datetime(2027, 11, 3, tzinfo=UTC)) == [("HUB807", False)]
    firm.edit(TOOL, "confidence: reported", "confidence: own")
    assert codes(firm, TOOL, datetime(2027, 11, 3, tzinfo=UTC)) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("tag: yue", "tag: Cantonese"),
        ("place: HK", "place: XX"),
        ("valid_until: 2027-06-30", "valid_until: soon"),
        ("hours:", 'phone: "call me"\nhours:'),
        ("hours:", 'email: "nobody"\nhours:'),
        ("url: \"https://line.example/nobody\"", 'url: "javascript:alert(1)"'),
        ("demonstration: true", "demonstration: true\npassword: x"),
    ],
)  # fmt: skip
def test_what_cannot_be_shown_is_refused(firm: Project, old: str, new: str) -> None:
    firm.edit(FILE, old, new)
    assert any(refuses for _, refuses in codes(firm))


@pytest.mark.parametrize("alias", ["/en/advisors/ada/", "/zh-Hant/calendar/", "/en/share/"])
def test_an_old_address_stays_off_what_the_hub_makes(library: Project, alias: str) -> None:
    name = "en/faq/motor/dragon-fire.md"
    library.edit(name, "related:", f"aliases: [{alias}]\nrelated:")
    assert "HUB225" in {one.code for one in library.problems() if one.path == f"content/{name}"}
