"""Until when a page may be believed on a device that cannot ask, and by which mark the site knows it again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from hub.model.pages import Page, RedirectPage
from hub.outputs import advisors, calendars, pages
from tests.conftest import Project

ITEM = "faq/motor/dragon-fire"
PATH = f"en/{ITEM}/"
EVERYTHING_ENDS = date(2027, 12, 31)
SOON = date(2027, 3, 31)


def built(project: Project) -> Mapping[str, Page]:
    site = project.load().site
    assert site is not None
    return {page.path: page for page in pages.build(site, advisors.pages(site), calendars.links(site))}


def ends(project: Project, item_id: str, day: date = SOON, locale: str = "en") -> None:
    project.approve(item_id, locales=(locale,), valid_until=day)


def test_a_page_may_be_shown_as_long_as_its_approval_holds(approved: Project) -> None:
    ends(approved, ITEM)
    found = built(approved)
    assert found[PATH].until == SOON
    assert found["zh-Hant/faq/motor/dragon-fire/"].until == EVERYTHING_ENDS


def test_a_page_that_expires_ends_the_day_before(library: Project) -> None:
    library.edit(f"en/{ITEM}.md", "disclosures:", "expires_on: 2027-02-01\ndisclosures:")
    library.approve()
    assert built(library)[PATH].until == date(2027, 1, 31)


def test_a_list_ends_with_the_first_item_on_it(approved: Project) -> None:
    ends(approved, ITEM)
    found = built(approved)
    assert found["en/faq/motor/"].until == SOON
    assert found["zh-Hant/faq/motor/"].until == EVERYTHING_ENDS


def test_the_glossary_ends_with_its_first_term(approved: Project) -> None:
    ends(approved, "glossary/excess")
    assert built(approved)["en/glossary/"].until == SOON


def test_a_page_ends_with_the_explanation_of_a_word_on_it(approved: Project) -> None:
    before = built(approved)
    explaining = [page for page in before.values() if "glossary/#excess" in getattr(page.content, "html", "") and page.locale == "en"]
    assert explaining, "no page explains the word"
    ends(approved, "glossary/excess")
    after = built(approved)
    assert {after[page.path].until for page in explaining} == {SOON}


def test_a_page_without_approved_words_has_no_last_day(approved: Project) -> None:
    found = built(approved)
    assert {found[f"en/{name}/"].until for name in ("search", "feeds", "offline")} == {None}
    assert all(found[f"en/{name}/"].mark for name in ("search", "feeds", "offline"))


def test_marks_differ_and_change_only_with_what_is_shown(approved: Project) -> None:
    before = built(approved)
    marks = [page.mark for page in before.values() if page.mark]
    assert len(set(marks)) == len(marks)
    ends(approved, ITEM)
    after = built(approved)
    changed = {path for path in before if before[path].mark != after[path].mark}
    assert PATH in changed, "a renewed approval must reach devices that keep the page"
    assert "en/faq/motor/" in changed
    assert "en/feeds/" not in changed
    assert not [path for path in changed if path.startswith("zh-")]


def test_changed_words_change_the_mark(approved: Project) -> None:
    before = built(approved)[PATH].mark
    approved.edit(f"en/{ITEM}.md", "\n---\n", "\n---\nOne more sentence.\n\n")
    approved.approve(ITEM)
    assert built(approved)[PATH].mark != before


def test_redirects_and_missing_pages_and_previews_are_never_kept(approved: Project) -> None:
    found = built(approved)
    old = [page for page in found.values() if isinstance(page.content, RedirectPage)]
    assert old
    assert {page.mark for page in (*old, found["404.html"])} == {""}
    preview = approved.load(shows_held=True).site
    assert preview is not None
    assert {(page.mark, page.until) for page in pages.build(preview)} == {("", None)}
