"""What item pages say beside the item's own words: what to read next, the way through a guide, what changed."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hub.model.pages import ItemPage, ListPage, Page
from hub.outputs import api, pages
from tests.conftest import INSTANT, Project

ARTICLE, FAQ, GUIDE = "articles/motor/carpet-excess", "faq/motor/dragon-fire", "guides/first-dragon"
CHANGES = """review_in: 12
changes:
  - changed_on: 2026-11-01
    what: "The pebbles are gone."
  - changed_on: 2026-10-01
    what: "Marbles were added."
""".rstrip()


def built(project: Project, instant: datetime = INSTANT) -> dict[str, Page]:
    site = project.load(instant).site
    assert site is not None
    return {page.path: page for page in pages.build(site)}


def item(made: dict[str, Page], item_id: str, locale: str = "en") -> ItemPage:
    content = made[f"{locale}/{item_id}/"].content
    assert isinstance(content, ItemPage)
    return content


def revised(project: Project) -> Project:
    project.edit(f"en/{ARTICLE}.md", "review_in: 12", CHANGES)
    project.approve()
    return project


def test_pages_lead_to_each_other_and_say_why_in_their_own_language(approved: Project) -> None:
    made = built(approved)
    for locale in ("en", "zh-Hant", "zh-Hans"):
        listed = {path: page.content for path, page in made.items() if page.template == "item.html" and page.locale == locale}
        leads = {path: {one.path for one in content.related} for path, content in listed.items() if isinstance(content, ItemPage)}
        assert all(path in leads[other] for path, others in leads.items() for other in others)
        assert any(leads.values())
        assert all(one.why and "{" not in one.why for content in listed.values() for one in content.related)  # type: ignore[union-attr]


def test_what_is_held_back_or_past_is_not_led_to(approved: Project) -> None:
    approved.edit(f"en/{FAQ}.md", "review_in: 12", "review_in: 12\nexpires_on: 2026-11-30")
    approved.approve(FAQ)
    made = built(approved)
    assert f"en/{FAQ}/" not in made and f"zh-Hant/{FAQ}/" in made
    english = [page.content for page in made.values() if page.locale == "en" and isinstance(page.content, ItemPage)]
    assert not any(one.path == f"en/{FAQ}/" for content in english for one in content.related)
    assert item(made, ARTICLE).paths[0].number == 1, "the way goes on without the step that is gone"
    assert [link for path in item(made, ARTICLE).paths for link in (path.before, path.after)] == [None, None]


def test_a_step_knows_its_place_and_its_neighbours(approved: Project) -> None:
    made = built(approved)
    (first,), (last,) = item(made, FAQ).paths, item(made, ARTICLE).paths
    assert (first.number, first.count, first.before, first.guide.path) == (1, 2, None, f"en/{GUIDE}/")
    assert (last.number, last.count, last.after) == (2, 2, None)
    assert first.after is not None and last.before is not None
    assert (first.after.path, last.before.path) == (f"en/{ARTICLE}/", f"en/{FAQ}/")
    assert item(made, GUIDE).paths == ()
    assert item(made, ARTICLE, "zh-Hans").paths[0].guide.path == f"zh-Hans/{GUIDE}/"


def test_a_change_is_told_on_the_page_in_the_data_and_as_news_for_sixty_days(library: Project) -> None:
    made = built(revised(library))
    content = item(made, ARTICLE)
    assert [(one.changed_on, one.what) for one in content.changes] == [
        (date(2026, 11, 1), "The pebbles are gone."),
        (date(2026, 10, 1), "Marbles were added."),
    ]
    described = next(one for one in made[f"en/{ARTICLE}/"].structured if one["@type"] == "Article")
    assert described["dateModified"] == content.card.modified_on.isoformat() == "2026-11-01"
    assert item(made, FAQ).changes == () and item(made, FAQ).card.revised_on is None

    def news(instant: datetime) -> set[date | None]:
        lists = [page.content for page in built(library, instant).values() if page.locale == "en" and isinstance(page.content, ListPage)]
        return {card.revised_on for content in lists for group in content.groups for card in group.cards if card.id == ARTICLE}

    assert news(INSTANT) == {date(2026, 11, 1)}
    assert news(datetime(2026, 12, 30, 23, tzinfo=UTC)) == {date(2026, 11, 1)}
    assert news(datetime(2026, 12, 31, tzinfo=UTC)) == {None}


def test_the_open_data_tells_changes(library: Project) -> None:
    site = revised(library).load().site
    assert site is not None
    found = {release.item.key: api._item(release, site) for release in site.releases}
    latest = found[ARTICLE, "en"].changes[0]
    assert (latest.changed_on, latest.what) == (date(2026, 11, 1), "The pebbles are gone.")
    assert found[FAQ, "en"].changes == ()
