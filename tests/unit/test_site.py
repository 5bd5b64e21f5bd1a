from __future__ import annotations

from dataclasses import FrozenInstanceError
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from hub.model.release import Site
from hub.problems import refusing
from tests.conftest import INSTANT, SITE_URL, Project

ITEM = "faq/motor/dragon-fire"
EN = f"en/{ITEM}.md"
ARTICLE = "en/articles/motor/carpet-excess.md"
NONSENSE = "flibbertyglorp"


def _site(project: Project, instant: datetime = INSTANT, *, shows_held: bool = False) -> Site:
    loaded = project.load(instant, shows_held=shows_held)
    assert loaded.site is not None, [str(problem) for problem in loaded.problems]
    return loaded.site


def _held(site: Site) -> dict[tuple[str, str], str]:
    return {held.item.key: held.reason for held in site.held}


def _public_words(site: Site) -> str:
    return "\n".join(
        f"{release.item.matter!r} {release.composed.html} {release.composed.text} {release.composed.toc} {release.composed.snippets}"
        for release in site.releases
    )


def test_without_approvals_nothing_is_public_and_nothing_is_wrong(library: Project) -> None:
    loaded = library.load()
    assert loaded.site is not None
    assert loaded.problems == ()
    assert loaded.site.releases == ()
    assert set(_held(loaded.site).values()) == {"unapproved"}
    assert len(loaded.site.held) == 48


def test_approved_as_it_is_everything_is_public(approved: Project) -> None:
    site = _site(approved)
    assert site.held == ()
    assert len(site.releases) == 48
    assert site.plain_links == ()
    assert (site.url, site.instant, site.shows_held) == (SITE_URL, INSTANT, False)
    for release in site.releases:
        assert release.digest == release.approval.digest
        assert release.item.key == (release.approval.item, release.approval.locale)
        assert site.release(*release.item.key) is release


def test_one_approval_lets_out_one_item_in_one_language(library: Project) -> None:
    library.approve(ITEM, locales=("zh-Hans",))
    assert [release.item.key for release in _site(library).releases] == [(ITEM, "zh-Hans")]


def test_an_edited_item_is_held_back_in_its_language_only_and_its_words_with_it(approved: Project) -> None:
    approved.edit(EN, "Dragon fire is a fire", f"{NONSENSE} Dragon fire is a fire")
    site = _site(approved)
    assert _held(site) == {(ITEM, "en"): "changed"}
    assert NONSENSE not in _public_words(site)
    (held,) = site.held
    assert NONSENSE in held.composed.text
    assert "rufus-reviewer" in held.detail


def test_an_edited_traditional_page_holds_its_simplified_one_back_too(approved: Project) -> None:
    approved.edit(f"zh-Hant/{ITEM}.md", "先退後", "先跑開")
    assert _held(_site(approved)) == {(ITEM, "zh-Hant"): "changed", (ITEM, "zh-Hans"): "changed"}


def test_a_changed_term_list_holds_derived_pages_back(approved: Project) -> None:
    approved.edit("_data/zh-Hans-terms.yml", "免赔额", "自付额")
    assert {locale for _, locale in _held(_site(approved))} == {"zh-Hans"}


@pytest.mark.parametrize("key", ["title", "summary", "short_answer"])
def test_a_new_item_with_a_nonsense_word_anywhere_stays_inside(approved: Project, key: str) -> None:
    line = approved.read(EN).split("\n")[approved.line(EN, f"{key}:") - 1]
    text = approved.read(EN).replace(line, f"{key}: A {NONSENSE} thing.").replace("dragon fire form", "new dragon form")
    approved.write("en/faq/motor/new-dragon.md", text if key == "title" else text.replace("title: Does", "title: Whether"))
    site = _site(approved)
    assert _held(site) == {("faq/motor/new-dragon", "en"): "unapproved"}
    assert NONSENSE not in _public_words(site)


def test_an_approval_that_ended_holds_back_at_that_instant_only(library: Project) -> None:
    library.approve(valid_until=date(2026, 12, 31))
    assert _site(library, datetime(2026, 12, 31, 23, 59, tzinfo=UTC)).held == ()
    assert set(_held(_site(library, datetime(2027, 1, 1, tzinfo=UTC))).values()) == {"expired"}


def test_an_author_cannot_approve_what_she_wrote(library: Project) -> None:
    library.approve(reviewer="dora-double")
    held = _held(_site(library))
    assert held
    assert set(held.values()) == {"author"}
    assert {item_id for item_id, _ in held} == {"faq/home/haunted-house"}


def test_an_approval_for_too_few_places_holds_back(library: Project) -> None:
    library.approve(ITEM, jurisdictions=("TW", "HK"))
    assert _held(_site(library))[ITEM, "en"] == "places"


def test_an_approval_copied_from_another_item_lets_nothing_out(approved: Project) -> None:
    approved.write("_approvals/en/about.yml", approved.read(f"_approvals/en/{ITEM}.yml").replace(f"item: {ITEM}", "item: about"))
    assert _held(_site(approved)) == {("about", "en"): "changed"}


def test_publish_and_end_days_follow_the_instant(library: Project) -> None:
    library.edit(EN, "review_in: 12", "review_in: 12\npublish_on: 2026-12-10\nexpires_on: 2026-12-20")
    library.approve()
    reasons = [_held(_site(library, datetime(2026, 12, day, tzinfo=UTC))).get((ITEM, "en")) for day in (9, 10, 19, 20)]
    assert reasons == ["scheduled", None, None, "ended"]


# Links between what is public and what is not


def test_a_link_to_a_held_item_is_plain_words_and_listed(approved: Project) -> None:
    approved.path(f"_approvals/en/{ITEM}.yml").unlink()
    site = _site(approved)
    article = site.release("articles/motor/carpet-excess", "en")
    assert article is not None
    assert "See dragon fire if it burns." in article.composed.html
    assert site.plain_links == ((f"content/{ARTICLE}", approved.line(ARTICLE, "[dragon fire]"), f"en {ITEM}"),)


def test_a_link_to_a_public_item_leads_to_its_page_in_that_language(approved: Project) -> None:
    for locale in ("en", "zh-Hant", "zh-Hans"):
        article = _site(approved).release("articles/motor/carpet-excess", locale)
        assert article is not None
        assert f'href="hub:/{locale}/{ITEM}/#first-hour"' in article.composed.html


def test_an_unapproved_term_is_explained_nowhere(approved: Project) -> None:
    assert 'class="term"' in _public_words(_site(approved))
    approved.edit("_data/glossary/excess.yml", "The part of a loss", f"{NONSENSE} The part of a loss")
    site = _site(approved)
    assert NONSENSE not in _public_words(site)
    assert [held.item.key for held in site.held] == [("glossary/excess", "en")]


def test_links_and_terms_do_not_change_digests(approved: Project) -> None:
    before = approved.load().digests
    for path in approved.path("_approvals").rglob("dragon-fire.yml"):
        path.unlink()
    approved.path("_approvals/en/glossary/excess.yml").unlink()
    assert approved.load().digests == before


def test_a_preview_shows_held_items_linked_but_never_as_releases(approved: Project) -> None:
    approved.path(f"_approvals/en/{ITEM}.yml").unlink()
    site = _site(approved, shows_held=True)
    assert site.shows_held
    assert site.release(ITEM, "en") is None
    assert _held(site) == {(ITEM, "en"): "unapproved"}
    article = site.release("articles/motor/carpet-excess", "en")
    assert article is not None
    assert f'href="hub:/en/{ITEM}/#first-hour"' in article.composed.html


# Refusal


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (EN, "title:", "title: ["),
        (EN, "Dragon fire is", "<script>x</script> Dragon fire is"),
        (EN, "(../../articles/motor/carpet-excess.md)", "(../../articles/motor/no-such.md)"),
        ("_data/site.yml", "demonstration: true", "demonstration: maybe"),
        ("_strings/en.yml", "menu:", "menus:"),
        ("_data/zh-Hans-terms.yml", "to:", "too:"),
        (f"_approvals/en/{ITEM}.yml", "item:", "itme:"),
        ("_platforms/x.yml", "limit: 280", "limit: 40"),
    ],
)
def test_any_fault_refuses_the_whole_site(approved: Project, name: str, old: str, new: str) -> None:
    approved.edit(name, old, new)
    loaded = approved.load()
    assert loaded.site is None
    assert refusing(loaded.problems)
    assert all(
        problem.path.startswith("content/") and problem.line >= 1 and problem.fix and problem.code.startswith("HUB") for problem in loaded.problems
    )


def test_advice_refuses_nothing(approved: Project) -> None:
    approved.path("en/posts/2026/count-your-marbles.md").unlink()
    loaded = approved.load()
    assert loaded.site is not None
    assert loaded.problems
    assert not refusing(loaded.problems)


HOSTILE = {
    (EN, "HUB114"): (EN, "reviewed_on: 2026-11-01", "reviewed_on: 2026-02-30"),
    ("en/about.md", "HUB109"): ("en/about.md", "---\nNobody", "Nobody"),
    ("en/privacy.md", "HUB110"): ("en/privacy.md", "title: ", "title: ["),
    ("en/contact.md", "HUB111"): ("en/contact.md", "review_in: 12", "review_in: yes"),
    (ARTICLE, "HUB210"): (ARTICLE, "It does not matter", "<script>x</script> [a](javascript:x) It does not matter"),
    (ARTICLE, "HUB217"): (ARTICLE, "You fall", "[You](no-such.md) fall"),
    ("en/articles/travel/moon-trip.md", "HUB218"): ("en/articles/travel/moon-trip.md", "Moon cover is", "[Moon](#no-such) cover is"),
    ("zh-Hant/articles/travel/moon-trip.md", "HUB124"): ("zh-Hant/articles/travel/moon-trip.md", "topic: travel", "topic: carpets"),
    ("zh-Hant/faq/motor/dragon-fire.md", "HUB107"): ("zh-Hant/faq/motor/dragon-fire.md", "先退後", "先\u202e退後"),
    ("zh-Hant/about.md", "HUB225"): ("zh-Hant/about.md", "author:", "aliases: [/EN/]\nauthor:"),
    ("_data/glossary/excess.yml", "HUB118"): ("_data/glossary/excess.yml", "topics:", "topics: [home]\ntopics:"),
}


def test_all_trouble_is_told_at_once(approved: Project) -> None:
    for name, old, new in HOSTILE.values():
        approved.edit(name, old, new)
    approved.write("en/faq/motor/Bad_Slug.md", approved.read(EN))
    approved.path("en/faq/motor/linked.md").symlink_to("dragon-fire.md")
    approved.path("en/faq/linked").symlink_to("motor")
    approved.write("en/accessibility.md", b"\xef\xbb\xbf" + approved.path("en/accessibility.md").read_bytes())
    approved.write("en/complaints.md", "自負額".encode("big5"))
    approved.write("en/editorial-policy.md", b"x\n" * 140_000)
    approved.write("en/how-we-review.md", "x" * 10_001)
    expected = set(HOSTILE) | {
        ("en/faq/motor/Bad_Slug.md", "HUB202"), ("en/faq/motor/linked.md", "HUB101"), ("en/faq/linked", "HUB101"), ("en/accessibility.md", "HUB104"),
        ("en/complaints.md", "HUB105"), ("en/editorial-policy.md", "HUB102"), ("en/how-we-review.md", "HUB106"),
    }  # fmt: skip
    loaded = approved.load()
    assert loaded.site is None
    assert {(problem.path.removeprefix("content/"), problem.code) for problem in loaded.problems} >= expected


def test_a_broken_data_file_does_not_hide_faults_in_articles(approved: Project) -> None:
    approved.edit("_data/people/nora-nobody.yml", "roles: [author]", "roles: [king]")
    approved.edit(ARTICLE, "It does not matter", "<script>x</script> It does not matter")
    assert {problem.path for problem in approved.load().problems} >= {"content/_data/people/nora-nobody.yml", f"content/{ARTICLE}"}


def test_a_fault_of_a_derived_page_is_told_once_and_at_its_source(library: Project) -> None:
    library.edit(f"zh-Hant/{ITEM}.md", "龍火也是火", "<script>x</script>龍火也是火")
    problems = [problem for problem in library.load().problems if problem.refuses]
    assert {problem.path for problem in problems} == {f"content/zh-Hant/{ITEM}.md"}
    assert len(problems) == len(set(problems))


def test_what_conversion_alone_breaks_is_told(library: Project) -> None:
    library.edit("_data/zh-Hans-terms.yml", "免赔额", "免" + "赔" * 40)
    problems = [problem for problem in library.load().problems if problem.refuses]
    assert any(problem.code == "HUB221" and "after conversion" in problem.message for problem in problems)


# The same everywhere


def test_two_loads_are_the_same(approved: Project) -> None:
    first, second = approved.load(), approved.load()
    assert first == second


def test_nothing_depends_on_the_folder(approved: Project, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("elsewhere") / "deep" / "er"
    before = _site(approved)
    other.parent.mkdir(parents=True)
    approved.root.rename(other)
    assert _site(Project(other)) == before


def test_a_release_cannot_be_changed(approved: Project) -> None:
    release = _site(approved).releases[0]
    with pytest.raises(FrozenInstanceError):
        release.digest = "0" * 64  # type: ignore[misc]


def test_releases_come_newest_first_and_then_by_id(library: Project) -> None:
    library.edit("en/faq/home/haunted-house.md", "reviewed_on: 2026-11-01", "reviewed_on: 2026-11-20")
    library.edit("en/articles/travel/moon-trip.md", "review_in: 12", "review_in: 12\npublish_on: 2026-11-25")
    library.approve()
    keys = [release.item.id for release in _site(library).released("en", "article", "faq", "post")]
    assert keys == [
        "articles/travel/moon-trip",
        "faq/home/haunted-house",
        "articles/motor/carpet-excess",
        "faq/motor/dragon-fire",
        "posts/2026/count-your-marbles",
    ]


def test_an_empty_project_is_refused_and_not_a_crash(tmp_path: Path) -> None:

    loaded = Project(tmp_path).load()
    assert loaded.site is None
    assert refusing(loaded.problems)
