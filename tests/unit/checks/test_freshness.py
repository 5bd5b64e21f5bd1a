from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.conftest import INSTANT, Project

ARTICLE = "en/articles/motor/carpet-excess.md"
ITEM = "articles/motor/carpet-excess"


def _found(project: Project, instant: datetime = INSTANT) -> list[tuple[str, int, str]]:
    problems = sorted(set(project.load(instant).problems))
    assert not any(problem.refuses for problem in problems), "freshness is advice"
    assert all("advice:" in str(problem) and problem.fix for problem in problems)
    return [(problem.path.removeprefix("content/"), problem.line, problem.code) for problem in problems]


@pytest.mark.parametrize(
    ("reviewed_on", "months", "due"),
    [
        ("2026-01-31", 1, datetime(2026, 2, 28, tzinfo=UTC)),
        ("2027-11-30", 3, datetime(2028, 2, 29, tzinfo=UTC)),
        ("2026-11-01", 12, datetime(2027, 11, 1, tzinfo=UTC)),
        ("2026-12-31", 1, datetime(2027, 1, 31, tzinfo=UTC)),
        ("2024-02-29", 12, datetime(2025, 2, 28, tzinfo=UTC)),
    ],
)
def test_a_review_is_due_on_its_day_and_not_before(library: Project, reviewed_on: str, months: int, due: datetime) -> None:
    library.edit(ARTICLE, "reviewed_on: 2026-11-01\nreview_in: 12", f"reviewed_on: {reviewed_on}\nreview_in: {months}")
    expected = (ARTICLE, library.line(ARTICLE, "reviewed_on"), "HUB701")
    assert expected not in _found(library, due - timedelta(seconds=1))
    assert expected in _found(library, due)


def test_a_derived_page_is_not_due_beside_its_source(library: Project) -> None:
    later = datetime(2028, 1, 1, tzinfo=UTC)
    assert len([one for one in _found(library, later) if one[0] == "zh-Hant/about.md"]) == 1


def test_an_approval_is_renewed_before_it_ends(library: Project) -> None:
    library.approve(ITEM, locales=("en",), valid_until=date(2026, 12, 31))
    expected = [(f"_approvals/en/{ITEM}.yml", 1, "HUB603")]
    assert _found(library, datetime(2026, 12, 1, 23, tzinfo=UTC)) == []
    assert _found(library, datetime(2026, 12, 2, tzinfo=UTC)) == expected
    assert _found(library, datetime(2026, 12, 31, 23, tzinfo=UTC)) == expected
    assert _found(library, datetime(2027, 1, 1, tzinfo=UTC)) == []


def test_an_approval_of_an_item_that_is_gone_is_told(library: Project) -> None:
    library.approve("faq/home/haunted-house")
    library.path("en/faq/home/haunted-house.md").unlink()
    library.path("zh-Hant/faq/home/haunted-house.md").unlink()
    library.edit("_data/home.yml", "  - faq/home/haunted-house\n", "")
    assert {code for _, _, code in _found(library)} == {"HUB602"}
    assert len(_found(library)) == 3


@pytest.mark.parametrize("gone", ["zh-Hant", "en"])
def test_an_item_that_a_language_lacks_is_told_once(library: Project, gone: str) -> None:
    library.path(f"{gone}/posts/2026/count-your-marbles.md").unlink()
    left = "en" if gone == "zh-Hant" else "zh-Hant"
    assert _found(library) == [(f"{left}/posts/2026/count-your-marbles.md", 1, "HUB502")]


@pytest.mark.parametrize(
    ("old", "words"),
    [
        ("是誰駕駛飛毯並不重要。", "是谁駕駛飛毯並不重要。"),
        ("title: 飛毯的自負額是什麼？", "title: 飛毯的自负額是什麼？"),
        ("  - 飛毯自負額問法之一", "  - 飞毯自負額問法之一"),
        ("question: 飛毯摔下來，誰付錢？", "question: 飞毯摔下來，誰付錢？"),
    ],
)
def test_stray_letters_are_told(library: Project, old: str, words: str) -> None:
    name = ARTICLE.replace("en/", "zh-Hant/", 1)
    library.edit(name, old, words)
    found = _found(library)
    assert {(path, code) for path, _, code in found} == {(name, "HUB501")}
    if "駕駛" in old:
        assert found[0][1] == library.line(name, "是谁")


def test_english_pages_may_quote_any_script(library: Project) -> None:
    library.edit(ARTICLE, "It does not matter", "Signs say 险 and 險. It does not matter")
    assert _found(library) == []


def test_a_platform_is_checked_every_year(library: Project) -> None:
    expected = ("_platforms/x.yml", 1, "HUB803")
    assert expected not in _found(library, datetime(2027, 11, 22, tzinfo=UTC))
    assert expected in _found(library, datetime(2027, 11, 23, tzinfo=UTC))


@pytest.mark.parametrize(("name", "old", "new"), [("en/faq/motor/dragon-fire.md", "topic: motor", "topic motor"), ("_data/glossary/excess.yml", "term:", "term")])
def test_an_approval_of_a_file_that_cannot_be_read_is_kept(approved: Project, name: str, old: str, new: str) -> None:
    approved.edit(name, old, new)
    assert "HUB602" not in {problem.code for problem in approved.problems()}
