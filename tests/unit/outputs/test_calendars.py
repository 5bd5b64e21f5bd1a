"""Calendars, read back by a parser that did not write them: vobject."""

from __future__ import annotations

import calendar
from datetime import UTC, date, datetime
from typing import Any

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from hub.model.data import SamePeriod, SameWeekday
from hub.outputs import calendars
from tests.conftest import INSTANT, Project
from tests.firm import found

PLAN, REVIEWS = "en/calendar/plan.ics", "en/calendar/reviews.ics"


@pytest.fixture
def firm(approved: Project) -> Project:
    found(approved)
    return approved


def built(project: Project, instant: datetime = INSTANT) -> dict[str, bytes]:
    site = project.load(instant).site
    assert site is not None
    return {artifact.path: artifact.data for artifact in calendars.build(site)}


def events(data: bytes) -> dict[str, Any]:
    """By the part of the UID that says what it is."""
    read = vobject.readOne(data.decode())
    assert read.version.value == "2.0" and read.prodid.value
    found = {event.uid.value.split(":calendar/")[1]: event for event in read.vevent_list}
    assert len(found) == len(read.vevent_list)
    return found


def days(event: Any) -> tuple[date, date]:
    return event.dtstart.value, event.dtend.value


def test_posts_stand_on_their_day_with_words_that_were_approved(firm: Project) -> None:
    event = events(built(firm)[PLAN])["plan/posts/2026/count-your-marbles:en"]
    assert event.uid.value.startswith("tag:impossible.example,2026:calendar/")
    assert days(event) == (date(2026, 11, 1), date(2026, 11, 2))
    assert event.summary.value == "Count your marbles tonight"
    assert event.description.value.startswith("One small thing to do before you fly a carpet.\nChecked by ")
    assert event.url.value == "https://library.example/hub/en/posts/2026/count-your-marbles/"
    assert event.categories.value[0] == "Post" and len(event.categories.value) == 2
    assert event.dtstamp.value == datetime(2026, 11, 15, tzinfo=UTC), "the day of the approval, not of the build"


def test_awareness_days_of_the_next_twelve_months(firm: Project) -> None:
    found = {name: days(event) for name, event in events(built(firm)[PLAN]).items() if name.startswith("awareness/")}
    assert found == {
        "awareness/carpet-day/2027:en": (date(2027, 4, 7), date(2027, 4, 8)),
        "awareness/marble-sunday/2027:en": (date(2027, 11, 21), date(2027, 11, 22)),
        "awareness/moon-season/2026:en": (date(2026, 11, 15), date(2027, 1, 16)),
        "awareness/moon-season/2027:en": (date(2027, 11, 15), date(2028, 1, 16)),
    }
    later = events(built(firm, datetime(2027, 1, 16, tzinfo=UTC))[PLAN])
    assert "awareness/moon-season/2026:en" not in later, "it is over"
    assert "awareness/moon-season/2026:en" in events(built(firm, datetime(2027, 1, 15, 23, tzinfo=UTC))[PLAN])
    event = later["awareness/carpet-day/2027:en"]
    assert event.description.value == "Places: everywhere\nSource: Nobody"
    assert event.url.value == "https://days.example/"
    assert event.dtstamp.value == datetime(2026, 11, 2, tzinfo=UTC)
    assert later["awareness/marble-sunday/2027:en"].description.value.startswith("Places: Hong Kong\n")


def test_what_is_due_stands_on_its_day(firm: Project) -> None:
    firm.approve("faq/motor/dragon-fire", locales=("en",), valid_until=date(2028, 6, 1))
    firm.approve("faq/home/haunted-house", locales=("en",), valid_until=date(2028, 6, 2))
    found = events(built(firm)[REVIEWS])
    assert days(found["reviews/articles/motor/carpet-excess:en"]) == (date(2027, 11, 1), date(2027, 11, 2))
    assert found["reviews/articles/motor/carpet-excess:en"].summary.value.startswith("Review due: ")
    assert days(found["approvals/faq/motor/dragon-fire:en"])[0] == date(2028, 6, 1), "548 days after the build"
    assert "approvals/faq/home/haunted-house:en" not in found
    assert not [name for name in found if name.startswith("reviews/glossary")]
    assert [name for name in found if name.startswith("approvals/glossary")]


def test_figures_stand_where_a_released_item_names_them(firm: Project) -> None:
    source = '{title: "x", publisher: {en: "x", zh-Hant: "x"}, url: "https://a.example/", accessed_on: 2026-11-03}'
    firm.write(
        "_data/figures/hk-dragon-tax.yml",
        'what: {en: "Dragon tax", zh-Hant: "龍稅"}\nvalue: {en: "7 scales", zh-Hant: "7片鱗"}\nplace: HK\nas_of: 2026-01-01\nreview_on: 2027-02-03\n'
        f"source: {source}\n",
    )
    assert "figures/hk-dragon-tax:en" not in events(built(firm)[REVIEWS])
    firm.edit("en/faq/motor/dragon-fire.md", "names_product: false\n---\n", "names_product: false\n---\nThe tax is {{ hk-dragon-tax }}.\n")
    assert "figures/hk-dragon-tax:en" not in events(built(firm)[REVIEWS]), "the item is held back now"
    firm.approve("faq/motor/dragon-fire", locales=("en",))
    event = events(built(firm)[REVIEWS])["figures/hk-dragon-tax:en"]
    assert days(event)[0] == date(2027, 2, 3) and event.description.value == "Stands in: faq/motor/dragon-fire"
    assert b"7 scales" not in built(firm)[REVIEWS]


def test_nothing_that_is_held_back_has_words_here(firm: Project) -> None:
    post = "en/posts/2026/count-your-marbles.md"
    firm.edit(post, "title: Count your marbles tonight", "title: Xyzzy tonight")
    assert not any(b"Xyzzy" in data for data in built(firm).values())
    firm.approve("posts/2026/count-your-marbles", locales=("en",))
    assert b"Xyzzy" in built(firm)[PLAN]
    firm.approve("posts/2026/count-your-marbles", locales=("en",), channels=("page",))
    assert b"Xyzzy" not in built(firm)[PLAN], "not approved for passing on"
    firm.edit(post, "title: Xyzzy", "publish_on: 2026-12-24\ntitle: Xyzzy")
    firm.approve("posts/2026/count-your-marbles", locales=("en",))
    assert not any(b"Xyzzy" in data for data in built(firm).values()), "its day has not come"


def test_the_same_bytes_twice_and_lines_that_fit(firm: Project) -> None:
    once, again = built(firm), built(firm, INSTANT.replace(hour=3))
    assert once == again
    assert set(once) == {f"{locale}/calendar/{name}.ics" for locale in ("en", "zh-Hant", "zh-Hans") for name in ("plan", "reviews")}
    for path, data in once.items():
        lines = data.split(b"\r\n")
        assert lines[-1] == b"" and b"\n" not in b"".join(lines), path
        assert max(map(len, lines)) <= 75, path
        data.decode()
    assert "飛毯日" in once["zh-Hant/calendar/plan.ics"].decode() and "飞毯日" in once["zh-Hans/calendar/plan.ics"].decode()


def test_an_empty_calendar_is_not_made_and_a_preview_promises_none(library: Project) -> None:
    site = library.load().site
    assert site is not None
    assert list(calendars.build(site)) == []
    assert set(calendars.links(site).values()) == {()}
    preview = library.load(shows_held=True).site
    assert preview is not None
    assert calendars.links(preview) == {}


def test_the_page_of_feeds_names_what_is_built(firm: Project) -> None:
    site = firm.load().site
    assert site is not None
    assert {link.path for links in calendars.links(site).values() for link in links} == set(built(firm))


@given(st.integers(1990, 2100), st.integers(1, 12), st.integers(1, 4), st.integers(0, 6))
def test_a_weekday_of_a_month_is_the_one_that_a_wall_calendar_shows(year: int, month: int, week: int, weekday: int) -> None:
    name = calendar.day_name[weekday].lower()
    expected = [each for each in calendar.Calendar().itermonthdates(year, month) if each.month == month and each.weekday() == weekday][week - 1]
    assert SameWeekday(kind="weekday", month=month, week=week, weekday=name).in_year(year) == (expected, expected)


def test_a_period_may_pass_the_new_year() -> None:
    rule = SamePeriod.model_validate({"kind": "period", "first": {"month": 12, "day": 1}, "last": {"month": 1, "day": 31}})
    assert rule.in_year(2026) == (date(2026, 12, 1), date(2027, 1, 31))


@pytest.mark.parametrize(
    "rule", ["{kind: day, month: 2, day: 29}", "{kind: day, month: 4, day: 31}", "{kind: weekday, month: 4, week: 5, weekday: sunday}"]
)
def test_a_day_that_does_not_come_every_year_is_refused(library: Project, rule: str) -> None:
    found(library)
    library.edit("_data/awareness/carpet-day.yml", "{kind: day, month: 4, day: 7}", rule)
    problems = [problem for problem in library.problems() if problem.path == "content/_data/awareness/carpet-day.yml"]
    assert [(problem.code, problem.line, problem.refuses) for problem in problems] == [("HUB124", 2, True)]
