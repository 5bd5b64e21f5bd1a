from __future__ import annotations

from datetime import date

import pytest

from hub.reading.approvals import path_of, read_approvals
from tests.conftest import Project

ITEM = "faq/motor/dragon-fire"
FILE = f"_approvals/en/{ITEM}.yml"


@pytest.fixture
def one(library: Project) -> Project:
    library.approve(ITEM, locales=("en",))
    return library


def _found(project: Project) -> list[tuple[str, int, str]]:
    return [(problem.path, problem.line, problem.code) for problem in read_approvals(project.root)[1]]


def test_no_folder_is_no_approval(library: Project) -> None:
    assert read_approvals(library.root) == ({}, [])


def test_a_record_is_found_by_item_and_language(one: Project) -> None:
    approvals, problems = read_approvals(one.root)
    assert problems == []
    approval = approvals[ITEM, "en"]
    assert list(approvals) == [(ITEM, "en")]
    assert (approval.reviewer, approval.valid_until, approval.jurisdictions) == ("rufus-reviewer", date(2027, 12, 31), ("TW", "HK", "UK"))
    assert path_of(ITEM, "en") == f"content/{FILE}"


@pytest.mark.parametrize(
    "copy", ["_approvals/zh-Hant/faq/motor/dragon-fire.yml", "_approvals/en/faq/motor/other.yml", "_approvals/en/faq/motor/dragon-fire.txt"]
)
def test_a_copied_record_approves_nothing(one: Project, copy: str) -> None:
    one.write(copy, one.read(FILE))
    one.path(FILE).unlink()
    assert read_approvals(one.root)[0] == {}
    assert _found(one) == [(f"content/{copy}", 1, "HUB601")]


@pytest.mark.parametrize(
    ("old", "new", "words", "code"),
    [
        ("locale: en", "locale: fr", "locale: fr", "HUB124"),
        ('digest: "', 'digest: "0', "digest:", "HUB124"),
        ("channels: [page, feed, search, social]", "channels: []", "channels", "HUB124"),
        ("channels: [page,", "channels: [print,", "channels", "HUB124"),
        ("valid_until: 2027-12-31", "valid_until: 2027-02-30", "valid_until", "HUB114"),
        ("valid_until: 2027-12-31", "valid_until: next year", "valid_until", "HUB124"),
        ("reviewer: rufus-reviewer", "reviewer: Rufus Reviewer", "reviewer:", "HUB124"),
        ("reason:", "reasons:", "reasons", "HUB122"),
        ("firm: No Such Firm Ltd\n", "", "item:", "HUB123"),
        ("jurisdictions: [TW", "jurisdictions: [FR", "jurisdictions", "HUB124"),
    ],
)
def test_a_record_that_is_not_whole_approves_nothing(one: Project, old: str, new: str, words: str, code: str) -> None:
    one.edit(FILE, old, new)
    assert (f"content/{FILE}", one.line(FILE, words), code) in _found(one)
    assert read_approvals(one.root)[0] == {}


@pytest.mark.parametrize("text", ["", "[]", "just words", "a: [", "\ufeffitem: x"])
def test_a_file_that_is_no_record_is_a_problem(one: Project, text: str) -> None:
    one.write(FILE, text)
    assert [(path, code[:4]) for path, _, code in _found(one)] == [(f"content/{FILE}", "HUB1")]


def test_a_linked_record_approves_nothing(one: Project) -> None:
    one.write("elsewhere.yml", one.read(FILE))
    one.path(FILE).unlink()
    one.path(FILE).symlink_to(one.path("elsewhere.yml"))
    assert _found(one) == [(f"content/{FILE}", 1, "HUB101")]
    assert read_approvals(one.root)[0] == {}
