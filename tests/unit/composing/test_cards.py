from __future__ import annotations

import dataclasses
import re

from hub.composing.cards import CARDED, LINK, SIZES, all_cards, card_of_site, cards_of
from hub.model.places import LOCALES
from hub.model.release import Release, Site
from tests.conftest import Project


def _site(project: Project) -> Site:
    site = project.load().site
    assert site is not None
    return site


def _of(site: Site, item_id: str, locale: str = "en") -> Release:
    release = site.release(item_id, locale)  # type: ignore[arg-type]
    assert release is not None
    return release


def test_every_item_that_is_shared_has_a_card_and_a_post_has_five(approved: Project) -> None:
    site = _site(approved)
    for release in site.releases:
        uses = [card.use for card in cards_of(release, site.library)]
        expected = list(SIZES) if release.item.type == "post" else [LINK] if release.item.type in CARDED else []
        assert uses == expected, release.item.id
    assert {release.item.type for release in site.releases} >= {*CARDED, "page", "term"}


def test_a_card_says_title_topic_disclosures_and_that_this_is_a_demonstration(approved: Project) -> None:
    site = _site(approved)
    for locale in LOCALES:
        release = _of(site, "faq/motor/dragon-fire", locale)
        (card,) = cards_of(release, site.library)
        shorts = tuple(site.library.disclosures[key].short[locale] for key in release.item.matter.disclosures)  # type: ignore[union-attr]
        assert (card.words.title, card.words.disclosures, card.words.site) == (release.item.matter.title, shorts, site.library.site.name[locale])
        assert card.words.topic and card.words.demonstration == site.library.strings[locale]["card_demonstration"]
        assert release.item.matter.title in card.alt
        assert all(short in card.alt for short in shorts) and shorts
        assert (card.width, card.height) == (1200, 630)
        assert re.fullmatch(rf"{locale}/cards/faq/motor/dragon-fire-1200x630-[0-9a-f]{{12}}\.png", card.path)


def test_no_card_without_approval_for_page_or_social(approved: Project) -> None:
    site = _site(approved)
    release = _of(site, "faq/motor/dragon-fire")
    for channels, count in ((("feed", "search"), 0), (("page",), 1), (("social",), 1)):
        approval = release.approval.model_copy(update={"channels": channels})
        assert len(cards_of(dataclasses.replace(release, approval=approval), site.library)) == count


def test_the_address_is_new_when_a_word_is_and_only_then(approved: Project) -> None:
    site = _site(approved)
    before = {card.path for card in all_cards(site.releases, site.library)}
    approved.edit("en/faq/motor/dragon-fire.md", "Stand back, then", "Stand far back, then")
    approved.approve()
    site = _site(approved)
    assert {card.path for card in all_cards(site.releases, site.library)} == before, "the body stands on no card"
    title = _of(site, "faq/motor/dragon-fire").item.matter.title
    approved.edit("en/faq/motor/dragon-fire.md", title, f"Now {title[0].lower()}{title[1:]}")
    approved.approve()
    site = _site(approved)
    changed = {card.path for card in all_cards(site.releases, site.library)} ^ before
    assert len(changed) == 2 and all(path.startswith("en/cards/faq/motor/dragon-fire-") for path in changed)


def test_no_two_cards_share_an_address_and_the_site_has_its_own(approved: Project) -> None:
    site = _site(approved)
    cards = all_cards(site.releases, site.library)
    assert len({card.path for card in cards}) == len(cards) > 20
    assert [card.path for card in cards] == sorted(card.path for card in cards)
    assert {card_of_site(site.library, locale) for locale in LOCALES} <= set(cards)
