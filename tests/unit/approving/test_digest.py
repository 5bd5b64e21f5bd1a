from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from hub.approving.digest import FORMAT, meaning
from hub.text.canonical import digest
from tests.conftest import GOLDEN, SITE_URL, Project

ITEM = "articles/motor/carpet-excess"
EN = f"en/{ITEM}.md"
ZH = f"zh-Hant/{ITEM}.md"
GUIDE = "en/guides/first-dragon.md"
TERM = "_data/glossary/excess.yml"


def test_a_digest_is_that_of_the_meaning_and_has_64_digits(library: Project) -> None:
    loaded = library.load()
    assert loaded.library is not None
    for key, made in loaded.digests.items():
        covered = meaning(loaded.drafts[key], loaded.library, SITE_URL)
        assert made == digest(covered)
        assert len(made) == 64
        assert covered["format"] == FORMAT == 1
        assert json.loads(json.dumps(covered)) == json.loads(json.dumps(covered, default=str))


def test_every_item_and_language_has_a_digest_of_its_own(library: Project) -> None:
    digests = library.load().digests
    assert len(set(digests.values())) == len(digests) == 48


def _edit(name: str, old: str, new: str) -> Callable[[Project], None]:
    return lambda project: project.edit(name, old, new)


def _in_both(old: str, new: str) -> Callable[[Project], None]:
    """The same edit in both written languages."""

    def edit(project: Project) -> None:
        for name in (EN, EN.replace("en/", "zh-Hant/")):
            project.edit(name, old, new)

    return edit


def _reordered(project: Project) -> None:
    text = project.read(EN)
    front, body = text.removeprefix("---\n").split("---\n", 1)
    blocks: list[str] = []
    for line in front.splitlines(keepends=True):
        if line[0] in " -":
            blocks[-1] += line
        else:
            blocks.append(line)
    project.write(EN, "---\n" + "".join(reversed(blocks)) + "---\n" + body)


SAME: dict[str, Callable[[Project], None]] = {
    "rewrapped": _edit(
        EN,
        "The excess is taken off every claim [source 1](#source-1).\nIt does not matter",
        "The excess is\ntaken off every claim\n[source 1](#source-1). It does not\nmatter",
    ),
    "rewrapped within a list": _edit(EN, "1. Is the carpet *itself* covered?", "1. Is the carpet\n   *itself*\n   covered?"),
    "key order": _reordered,
    "comment": _edit(EN, "review_in: 12", "# a comment\nreview_in: 12  # and another"),
    "quoted": _edit(EN, "title: What is the excess on a flying carpet?", 'title: "What is the excess on a flying carpet?"'),
    "flow style": _edit(EN, "disclosures: [only-a-test, no-such-product]", "disclosures:\n  - only-a-test\n  - no-such-product"),
    "Windows line ends": lambda project: project.write(EN, project.read(EN).replace("\n", "\r\n")),
    "blank lines": _edit(EN, "## How it works", "\n\n\n## How it works"),
    "related": _edit(EN, "related: [faq/motor/dragon-fire, ", "related: ["),
    "needs": _edit(EN, "needs: [carpet-cost]\n", ""),
    "aliases": _edit(EN, "aliases: [/en/old-carpet/]", "aliases: [/en/older-carpet/]"),
    "review date": _edit(EN, "reviewed_on: 2026-11-01", "reviewed_on: 2026-11-20"),
    "anchor of a heading": _edit(EN, "{#ask}", "{#asking}"),
    "a link spelt otherwise": _edit(EN, "(../../about.md)", "(../motor/../../about.md)"),
    "other mark-up for the same": _edit(EN, "*itself*", "_itself_"),
    "table drawn otherwise": _edit(EN, "| Taiwan | 100 marbles |", "| Taiwan     |    100 marbles    |"),
    "order of places": _edit(EN, "jurisdictions: [TW, HK, UK]", "jurisdictions: [UK, TW, HK]"),
    "another item": _edit("en/about.md", "Nobody runs it.", "Somebody runs it."),
}  # fmt: skip


@pytest.mark.parametrize("change", SAME)
def test_what_a_reader_cannot_see_leaves_the_digest_alone(library: Project, change: str) -> None:
    before = library.digest(ITEM, "en")
    SAME[change](library)
    assert library.digest(ITEM, "en") == before


def test_lines_of_chinese_sentences_leave_the_digest_alone(library: Project) -> None:
    before = library.digest(ITEM, "zh-Hant"), library.digest(ITEM, "zh-Hans")
    library.edit(ZH, "摔下來，先付自負額，\n其餘由保險公司付。\n若被火燒", "摔下來，\n先付自負額，其餘\n由保險公司付。若被火燒")
    assert (library.digest(ITEM, "zh-Hant"), library.digest(ITEM, "zh-Hans")) == before


@pytest.mark.parametrize("site_url", ["https://a.example/", "https://elsewhere.impossible.example/under/a/long/sub/path/", "http://127.0.0.1:8000/"])
def test_the_address_of_the_site_leaves_every_digest_alone(library: Project, site_url: str) -> None:
    assert library.load(site_url=site_url).digests == library.load().digests


CHANGE = 'review_in: 12\nchanges:\n  - {changed_on: 2026-10-01, what: "Marbles were added."}'

CHANGED: dict[str, Callable[[Project], None]] = {
    "a change told": _edit(EN, "review_in: 12", CHANGE),
    "title": _edit(EN, "title: What is the excess on", "title: What is an excess on"),
    "summary": _edit(EN, "with a sum in marbles.", "with a sum in pebbles."),
    "short answer": _edit(EN, "makes the carpet cheaper", "may make the carpet cheaper"),
    "a comma": _edit(EN, "You fall, you pay", "You fall you pay"),
    "a word": _edit(EN, "off every claim", "off some claims"),
    "a number": _edit(EN, "100 marbles", "1000 marbles"),
    "case": _edit(EN, "Ask |", "ask |"),
    "emphasis": _edit(EN, "*itself*", "itself"),
    "heading level": _edit(EN, "## What to ask", "### What to ask"),
    "order of sentences": _edit(
        EN,
        "1. Is the carpet *itself* covered?\n2. Is **excess baggage** covered?",
        "1. Is **excess baggage** covered?\n2. Is the carpet *itself* covered?",
    ),
    "a paragraph split": _edit(EN, "(#source-1).\nIt does", "(#source-1).\n\nIt does"),
    "kind of list": _edit(
        EN,
        "1. Is the carpet *itself* covered?\n2. Is **excess baggage** covered?\n3. Read",
        "- Is the carpet *itself* covered?\n- Is **excess baggage** covered?\n- Read",
    ),
    "target of a link": _edit(EN, "(../../about.md)", "(../../privacy.md)"),
    "anchor of a link": _edit(EN, "dragon-fire.md#first-hour", "dragon-fire.md"),
    "address of a link": _edit(EN, "(https://impossible.example/carpets)", "(https://impossible.example/rugs)"),
    "title of a link": _edit(EN, "(https://impossible.example/carpets)", '(https://impossible.example/carpets "Buy now")'),
    "a link to another source": _edit(EN, "[source 1](#source-1)", "[source 1](#source-2)"),
    "a link removed": _edit(EN, "[about us](../../about.md)", "about us"),
    "a sentence added": _edit(EN, "It does not matter", "Buy this carpet.\nIt does not matter"),
    "source title": _edit(EN, "title: The Big Book of Nothing", "title: The Small Book of Nothing"),
    "source publisher": _edit(EN, "publisher: No Such Press", "publisher: Some Such Press"),
    "source address": _edit(EN, "https://nothing.example/book", "https://nothing.example/books"),
    "source date": _edit(EN, "accessed_on: 2026-10-31", "accessed_on: 2026-10-30"),
    "phrasing": _edit(EN, "carpet excess number one", "carpet excess number nine"),
    "places": _edit(EN, "[TW, HK, UK]", "[TW, HK]"),
    "author": _edit(EN, "author: nora-nobody", "author: dora-double"),
    "last day": _edit(EN, "review_in: 12", "review_in: 12\nexpires_on: 2030-01-01"),
    "disclosures": _in_both("[only-a-test, no-such-product]", "[only-a-test]"),
    "order of disclosures": _edit(EN, "[only-a-test, no-such-product]", "[no-such-product, only-a-test]"),
    "long wording of a disclosure": _edit("_data/disclosures/only-a-test.yml", "advice on anything at all", "advice on much"),
    "short wording of a disclosure": _edit("_data/disclosures/only-a-test.yml", "  en: Only a test, not advice.", "  en: Only a test; not advice."),
    "snippet hook": _edit(EN, "Who pays when your carpet falls?", "Who pays if your carpet falls?"),
    "snippet key point": _edit(EN, "Ask before you mend a carpet.", "Ask before you mend it."),
    "snippet hashtag": _edit(EN, "[carpets,", "[rugs,"),
    "picture text": _edit(EN, "a drawing of a carpet", "a drawing of a rug"),
    "what a platform allows": _edit("_platforms/x.yml", "hashtags: 2", "hashtags: 1"),
    "another platform": lambda project: project.write("_platforms/other.yml", project.read("_platforms/line.yml")),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGED)
def test_whatever_a_reader_can_see_changes_the_digest(library: Project, change: str) -> None:
    before = library.digest(ITEM, "en")
    CHANGED[change](library)
    assert library.digest(ITEM, "en") != before


@pytest.mark.parametrize(("old", "new"), [("Marbles were", "Pebbles were"), ("2026-10-01", "2026-10-02")])
def test_another_word_or_day_of_a_change_changes_the_digest(library: Project, old: str, new: str) -> None:
    library.edit(EN, "review_in: 12", CHANGE)
    before = library.digest(ITEM, "en")
    library.edit(EN, old, new)
    assert library.digest(ITEM, "en") != before


def test_no_changes_are_as_if_there_were_no_such_key(library: Project) -> None:
    before = library.digest(ITEM, "en")
    library.edit(EN, "review_in: 12", "review_in: 12\nchanges: []")
    assert library.digest(ITEM, "en") == before


def test_a_change_is_derived_in_simplified_and_has_a_digest_there(library: Project) -> None:
    before = library.digest(ITEM, "zh-Hans")
    library.edit(ZH, "review_in: 12", 'review_in: 12\nchanges:\n  - {changed_on: 2026-10-01, what: "彈珠換成新的。"}')
    loaded = library.load()
    assert loaded.drafts[ITEM, "zh-Hans"].item.changes[0].what == "弹珠换成新的。"
    assert loaded.digests[ITEM, "zh-Hans"] != before


def test_the_numbers_of_a_list_change_the_digest(library: Project) -> None:
    before = library.digest(ITEM, "en")
    library.edit(
        EN,
        "1. Is the carpet *itself* covered?\n2. Is **excess baggage** covered?\n3. Read",
        "7. Is the carpet *itself* covered?\n8. Is **excess baggage** covered?\n9. Read",
    )
    assert library.digest(ITEM, "en") != before


def test_a_warning_that_is_no_longer_one_changes_the_digest(library: Project) -> None:
    name = "en/articles/travel/moon-trip.md"
    library.edit(
        name,
        '!!! warning "Cheese"\n    The moon is not made of it.',
        '<div class="admonition warning"><p class="admonition-title">Cheese</p><p>The moon is not made of it.</p></div>',
    )
    before = library.digest("articles/travel/moon-trip", "en")
    library.edit(name, '<div class="admonition warning"><p class="admonition-title">', "<div><p>")
    assert library.digest("articles/travel/moon-trip", "en") != before


def test_the_steps_of_a_guide_change_its_digest(library: Project) -> None:
    before = library.digest("guides/first-dragon", "en")
    library.edit(GUIDE, "why: Carpets burn next.", "why: Carpets burn second.")
    after = library.digest("guides/first-dragon", "en")
    library.edit(GUIDE, "item: articles/motor/carpet-excess", "item: articles/travel/moon-trip")
    assert len({before, after, library.digest("guides/first-dragon", "en")}) == 3


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The part of a loss", "Part of a loss"),
        ("en: Excess", "en: The excess"),
        ("en: carpet excess", "en: rug excess"),
        ("[excesses]", "[excesses, deductible]"),
    ],
)
def test_the_words_of_a_term_change_its_digest(library: Project, old: str, new: str) -> None:
    before = library.digest("glossary/excess", "en")
    library.edit(TERM, old, new)
    assert library.digest("glossary/excess", "en") != before


def test_a_changed_converter_or_term_list_changes_derived_digests_only(library: Project) -> None:
    before = library.load().digests
    library.edit("_data/zh-Hans-terms.yml", "免赔额", "自付额")
    after = library.load().digests
    assert {locale for (item_id, locale), one in after.items() if before[item_id, locale] != one} == {"zh-Hans"}
    assert after[ITEM, "zh-Hans"] != before[ITEM, "zh-Hans"]


def test_words_in_one_language_leave_the_others_alone(library: Project) -> None:
    before = library.load().digests
    library.edit(EN, "off every claim", "off some claims")
    after = library.load().digests
    assert [key for key in after if after[key] != before[key]] == [(ITEM, "en")]


def test_a_text_cannot_pose_as_the_space_between_elements(library: Project) -> None:
    seen = {library.digest(ITEM, "en")}
    library.edit(EN, "off every claim", "off**every** claim")
    seen.add(library.digest(ITEM, "en"))
    library.edit(EN, "off**every** claim", "off **every** claim")
    seen.add(library.digest(ITEM, "en"))
    library.edit(EN, "off **every** claim", "off **every**claim")
    seen.add(library.digest(ITEM, "en"))
    assert len(seen) == 4


def test_golden_digests_hold() -> None:
    """Format 1 is a promise: whoever changes these digests voids every approval there is.

    If you must, say so in a decision, then run tests/golden/bless.py.
    """
    from tests.golden.bless import digests

    assert digests() == json.loads((GOLDEN.parent / "digests.json").read_text(encoding="utf-8"))
