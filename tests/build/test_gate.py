"""Nothing unapproved is public: a nonsense word in a text that nobody approved as it stands is in no file of the site, and in the preview."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from hub.model.places import LOCALES
from hub.text.chinese import Simplifier
from tests.build.conftest import MKDOCS, Folder, Hub

ITEMS = {
    "article": "articles/motor/carpet-excess",
    "faq": "faq/motor/dragon-fire",
    "post": "posts/2026/count-your-marbles",
    "guide": "guides/first-dragon",
    "page": "about",
    "home": "index",
    "term": "glossary/excess",
}
WRITTEN = ("en", "zh-Hant")
LETTERS = "鑷鑽鱉鯨鷹驢騾鱷囈戀巒鑾"
"""Traditional letters that all change in Simplified, and that no other text of the golden library has."""
simplified = Simplifier()


class Words:
    """Nonsense words that occur nowhere else, a new one each time: Latin for English, a pair of Han letters otherwise (search files pairs)."""

    def __init__(self) -> None:
        self._next = count(1)

    def __call__(self, locale: str) -> str:
        number = next(self._next)
        if locale == "en":
            return "zylqv" + "".join("bdfgkmnprt"[int(digit)] + "o" for digit in str(number)) + "rn"
        one, two = divmod(number, len(LETTERS))
        return LETTERS[one] + LETTERS[two]


def said(words: str, locale: str) -> str:
    """The word in a sentence, so that languages cut it as they cut real text."""
    return f"Beware of {words} here." if locale == "en" else f"此處小心{words}出沒。"


def file_of(kind: str, locale: str, item: str = "") -> str:
    item = item or ITEMS[kind]
    return f"_data/{item}.yml" if kind == "term" else f"{locale}/{item}.md"


# --- where the word is put: (kind, locale) -> change of the front matter, text added to the body ---------------------------------------------------------


def _in_body(kind: str, locale: str, word: str) -> tuple[Callable[[dict[str, Any]], None], str]:
    if kind == "term":
        return lambda front: front["definition"].update({locale: said(word, locale)}), ""
    return lambda front: None, f"\n{said(word, locale)}\n"


def _in_title(kind: str, locale: str, word: str) -> tuple[Callable[[dict[str, Any]], None], str]:
    if kind == "term":
        return lambda front: front["term"].update({locale: word}), ""
    return lambda front: front.update(title=said(word, locale)), ""


def _in_summary(kind: str, locale: str, word: str) -> tuple[Callable[[dict[str, Any]], None], str]:
    if kind == "term":
        return lambda front: front["regional"].setdefault("UK", {}).update({locale: word}), ""
    return lambda front: front.update(summary=said(word, locale)), ""


def _in_phrasing(kind: str, locale: str, word: str) -> tuple[Callable[[dict[str, Any]], None], str]:
    if kind == "term":
        return lambda front: front["forms"][locale].append(word), ""
    return lambda front: front["phrasings"].append(said(word, locale)), ""


def _in_hook(kind: str, locale: str, word: str) -> tuple[Callable[[dict[str, Any]], None], str]:
    return lambda front: front["snippets"]["hooks"].update(fact=said(word, locale)), ""


def _in_key_point(kind: str, locale: str, word: str) -> tuple[Callable[[dict[str, Any]], None], str]:
    return lambda front: front["snippets"]["key_points"].insert(0, said(word, locale)), ""


def _in_hashtag(kind: str, locale: str, word: str) -> tuple[Callable[[dict[str, Any]], None], str]:
    return lambda front: front["snippets"]["hashtags"].insert(0, word), ""


def _in_image_alt(kind: str, locale: str, word: str) -> tuple[Callable[[dict[str, Any]], None], str]:
    return lambda front: front["snippets"].update(image_alt=said(word, locale)), ""


def _in_answer(kind: str, locale: str, word: str) -> tuple[Callable[[dict[str, Any]], None], str]:
    return lambda front: front.update(short_answer=said(word, locale)), ""


def _in_source(kind: str, locale: str, word: str) -> tuple[Callable[[dict[str, Any]], None], str]:
    source = {"title": said(word, locale), "publisher": word, "url": "https://nothing.example/new", "accessed_on": date(2026, 10, 31)}
    return lambda front: front.setdefault("sources", []).append(source), ""


def _in_step(kind: str, locale: str, word: str) -> tuple[Callable[[dict[str, Any]], None], str]:
    return lambda front: front["steps"][0].update(why=said(word, locale)), ""


def _in_link(kind: str, locale: str, word: str) -> tuple[Callable[[dict[str, Any]], None], str]:
    return lambda front: None, f'\n[x](https://nothing.example/new "{word}")\n'


EVERY, SHARED, ANSWERED = tuple(ITEMS), ("article", "faq", "post"), ("article", "faq", "guide")
ASKED = ("article", "faq", "post", "guide", "term")
PLACES: dict[str, tuple[Callable[..., Any], tuple[str, ...]]] = {
    "body": (_in_body, EVERY),
    "title": (_in_title, EVERY),
    "summary": (_in_summary, EVERY),
    "phrasing": (_in_phrasing, ASKED),
    "hook": (_in_hook, SHARED),
    "key point": (_in_key_point, SHARED),
    "hashtag": (_in_hashtag, SHARED),
    "image alt": (_in_image_alt, SHARED),
    "short answer": (_in_answer, ANSWERED),
    "source": (_in_source, ("article", "faq", "post", "guide")),
    "step": (_in_step, ("guide",)),
    "link title": (_in_link, ("article", "faq", "post", "guide", "page", "home")),
}
Spoiled = dict[tuple[str, str], str]
"""The nonsense words by (item, locale)."""


def spoil(hub: Hub, place: str, word_for: Words, kinds: tuple[str, ...] | None = None, locales: tuple[str, ...] = WRITTEN) -> Spoiled:
    """Puts a word of its own into each of the items, and into what is derived of them."""
    put, possible = PLACES[place]
    words: Spoiled = {}
    for kind in possible if kinds is None else [kind for kind in possible if kind in kinds]:
        for locale in locales:
            word = word_for(locale)
            hub.front(file_of(kind, locale), *put(kind, locale, word))
            words[ITEMS[kind], locale] = word
            if locale == "zh-Hant":
                words[ITEMS[kind], "zh-Hans"] = word if place == "source" else simplified(word)  # titles of sources are quoted, not converted
    assert words
    return words


def assert_held(hub: Hub, words: Spoiled, *, tokens: bool = True, preview: bool = True) -> None:
    """Builds, and finds the words listed, in no file of the site, and in the preview."""
    ran = hub.build()
    assert ran.code == 0, ran.said
    site = Folder(hub.site)
    more = hub.check().said if "`scripts/hub check` lists them all" in ran.said else ""
    for (item, locale), word in words.items():
        listed = [line for line in ran.said.splitlines() if line.strip().startswith(f"{item}: ")]
        is_listed = any(locale in line.rpartition("[")[2].rstrip("]").split(", ") for line in listed) or f"held back: {item} [{locale}]: " in more
        assert is_listed, f"{item} [{locale}] is not listed:\n{ran.said}"
        assert site.holding(word, tokens=tokens) == [], f"{item} [{locale}]: {word}"
        assert not any(record["item"] == item for record in _released(site) if record.get("locale") == locale and "item" in record)
    if preview:
        shown = hub.built(HUB_PREVIEW="1")
        for (item, locale), word in words.items():
            assert any(path.startswith(f"{locale}/") for path in shown.holding(word, tokens=False)), (
                f"{item} [{locale}]: {word} is not in the preview"
            )


def _released(site: Folder) -> list[dict[str, str]]:
    return site.json("api/v1/released.json")["files"]


# --- tests ----------------------------------------------------------------------------------------------------------------------------------------------


def test_the_words_are_found_when_they_are_approved(hub: Hub) -> None:
    """The control of all tests below: approved, each word is on a page, in feeds, in snippets, in search's inflated fragments and index."""
    word_for = Words()
    places = ("body", "title", "phrasing", "hook")
    words = {place: spoil(hub, place, word_for) for place in places}
    hub.approve()
    site = hub.built()
    for place in places:
        for (item, locale), word in words[place].items():
            held_by = site.holding(word)
            if place != "phrasing":
                assert any(path.endswith(".html") for path in held_by), (place, item, locale)
            if item not in ("index",) and place in ("body", "title", "phrasing") and (locale == "en" or place != "body"):
                assert any(path.startswith(f"assets/search/{locale}/index/") for path in held_by), (place, item, locale, held_by)
            if place == "title" and item != "index":
                assert any(path.startswith(f"assets/search/{locale}/fragment/") for path in held_by), (item, locale)
            if place == "title" and not item.startswith(("glossary", "about", "index")):
                assert {f"{locale}/feeds/all.rss.xml", f"{locale}/feeds/all.atom.xml", f"{locale}/feeds/all.json", "api/v1/items.json"} <= set(
                    held_by
                )
            if place == "hook":
                assert f"api/v1/snippets/{locale}/x.json" in held_by


@pytest.mark.parametrize("place", PLACES)
def test_an_edit_of_an_approved_item_holds_it_back(hub: Hub, place: str) -> None:
    """Phrasings and the alt text of a card that is not made yet stand on no page, so a preview cannot show them."""
    assert_held(hub, spoil(hub, place, Words()), preview=place not in ("phrasing", "image alt"))


def test_the_preview_shows_edited_phrasings(hub: Hub) -> None:
    assert_held(hub, spoil(hub, "phrasing", Words(), ("article", "faq")))


@pytest.mark.parametrize("locale", WRITTEN)
@pytest.mark.parametrize("kind", ITEMS)
def test_an_edit_alone_among_approved_items_holds_it_back(hub: Hub, kind: str, locale: str) -> None:
    words = spoil(hub, "body", Words(), (kind,), (locale,))
    hub.front(file_of(kind, locale), *_in_title(kind, locale, words[ITEMS[kind], locale]))
    assert_held(hub, words, preview=False)


@pytest.mark.parametrize("kind", ITEMS)
def test_a_derived_page_needs_an_approval_of_its_own(hub: Hub, kind: str) -> None:
    """Traditional is approved and public, Simplified is not: its letters are nowhere, whatever was approved of the other."""
    word_for, words = Words(), {}
    for place in ("body", "title"):
        words[place] = spoil(hub, place, word_for, (kind,), ("zh-Hant",))
    hub.approve(ITEMS[kind], locales=("zh-Hant",))
    for place in words:
        key = (ITEMS[kind], "zh-Hans")
        assert_held(hub, {key: words[place][key]}, tokens=False, preview=place == "title")
        assert Folder(hub.site).holding(words[place][ITEMS[kind], "zh-Hant"], tokens=False)


def _new(hub: Hub, kind: str, locale: str, word: str, slug: str) -> str:
    """A new item, like one that is there, with the word in every text and in its address."""
    item = ITEMS[kind]
    if kind in ("page", "home"):
        hub.front(file_of(kind, locale), *_in_title(kind, locale, word))
        for language in (locale, *(["zh-Hans"] if locale == "zh-Hant" else [])):
            hub.disapprove(item, language)
        return item
    name = item.rpartition("/")[0] + "/" + slug
    if not hub.path(file_of(kind, locale, name)).exists():
        hub.write(file_of(kind, locale, name), hub.read(file_of(kind, locale)))
    if kind == "term":
        hub.front(file_of(kind, locale, name), lambda front: front.update(forms={}, not_in={}, regional={}))
        for put in (_in_title, _in_body, _in_summary):
            hub.front(file_of(kind, locale, name), *put(kind, locale, word))
        return name
    hub.front(file_of(kind, locale, name), lambda front: (front.pop("aliases", None), front.update(phrasings=[])))
    for put, possible in PLACES.values():
        if kind in possible:
            hub.front(file_of(kind, locale, name), *put(kind, locale, word))
    return name


def test_a_new_item_is_held_back(hub: Hub) -> None:
    """In an item that has never been approved, even the address is not public."""
    word_for, words = Words(), {}
    slugs = {}
    for kind in ITEMS:
        slugs[kind] = word_for("en")
        for locale in WRITTEN:
            word = word_for(locale)
            item = _new(hub, kind, locale, word, slugs[kind])
            words[item, locale] = word
            if locale == "zh-Hant":
                words[item, "zh-Hans"] = simplified(word)
    assert_held(hub, words)
    site = Folder(hub.site)
    assert [slug for slug in slugs.values() if site.holding(slug)] == []


def test_an_expired_approval_publishes_nothing(hub: Hub) -> None:
    words = spoil(hub, "title", Words())
    hub.approve(valid_until=date(2026, 11, 30))
    assert_held(hub, words)


def test_an_approval_holds_on_its_last_day(hub: Hub) -> None:
    words = spoil(hub, "title", Words())
    hub.approve(valid_until=date(2026, 12, 1))
    site = hub.built()
    assert all(site.holding(word) for word in words.values())


def test_an_approval_copied_from_another_item_publishes_nothing(hub: Hub) -> None:
    """The record names the right item, its digest is that of another one, or of the same item in another language."""
    words = spoil(hub, "title", Words())
    digests = hub.load().digests
    for kind, item in ITEMS.items():
        for locale in LOCALES:
            other = digests["articles/travel/moon-trip", locale] if kind != "faq" else digests[item, "en" if locale != "en" else "zh-Hant"]
            hub.approve(item, locales=(locale,), digest=other)
    assert_held(hub, words)


def test_a_record_at_the_wrong_address_is_refused(hub: Hub) -> None:
    """Copied byte for byte to another item: the build refuses, and names the record."""
    words = spoil(hub, "title", Words(), ("faq",), ("en",))
    hub.write("_approvals/en/faq/motor/dragon-fire.yml", hub.read("_approvals/en/articles/motor/carpet-excess.yml"))
    ran = hub.build()
    assert ran.code != 0
    assert "content/_approvals/en/faq/motor/dragon-fire.yml:1: HUB601" in ran.said
    assert Folder(hub.site).holding(words["faq/motor/dragon-fire", "en"]) == []


def test_nobody_approves_their_own_words(hub: Hub) -> None:
    words = spoil(hub, "title", Words())
    for kind in ITEMS:
        for locale in WRITTEN:
            hub.front(file_of(kind, locale), lambda front: front.update(author="dora-double"))
    hub.approve(reviewer="dora-double")
    assert_held(hub, words)


@pytest.mark.parametrize(
    "wrong",
    [
        {"reviewer": "nora-nobody"},
        {"reviewer": "some-stranger"},
        {"jurisdictions": ("TW",)},
        {"channels": ("feed", "search", "social")},
        {"digest": "0" * 64},
    ],
    ids=["author by trade", "stranger", "fewer places", "not as a page", "no digest"],
)
def test_an_approval_that_does_not_fit_publishes_nothing(hub: Hub, wrong: dict[str, Any]) -> None:
    kinds = ("article", "faq", "post", "guide") if "jurisdictions" in wrong else tuple(ITEMS)
    words = spoil(hub, "title", Words(), kinds)
    for kind in ITEMS if wrong.get("reviewer") == "nora-nobody" else ():
        for locale in WRITTEN:
            hub.front(file_of(kind, locale), lambda front: front.update(author="dora-double"))
    hub.approve(**wrong)
    assert_held(hub, words)


@pytest.mark.parametrize("dates", [{"publish_on": date(2026, 12, 2)}, {"expires_on": date(2026, 12, 1)}], ids=["to come", "over"])
def test_an_approved_item_is_public_between_its_days_only(hub: Hub, dates: dict[str, date]) -> None:
    kinds = tuple(kind for kind in ITEMS if kind != "term")
    words = spoil(hub, "title", Words(), kinds)
    for kind in kinds:
        for locale in WRITTEN:
            hub.front(file_of(kind, locale), lambda front: front.update(dates))
    hub.approve()
    assert_held(hub, words)


def test_an_edited_disclosure_holds_back_all_that_carry_it(hub: Hub) -> None:
    """Its words stand on pages and in snippets, so they are part of what was approved."""
    for form in ("long", "short"):
        hub.front("_data/disclosures/only-a-test.yml", lambda front, form=form: front[form].update(en=f"Beware of zylqvdisclosed{form}."))
    ran = hub.build()
    assert ran.code == 0, ran.said
    site = Folder(hub.site)
    assert site.holding("zylqvdisclosedlong") == [] == site.holding("zylqvdisclosedshort")
    assert "en/faq/motor/dragon-fire/index.html" not in site.files


def test_an_edited_list_number_holds_the_item_back(hub: Hub) -> None:
    """A reader sees the number a list begins with: 'step 7' is other words than 'step 1'."""
    hub.write("en/about.md", hub.read("en/about.md") + "\n1. Count them.\n2. Count again.\n")
    hub.approve()
    hub.edit("en/about.md", "1. Count them.\n2.", "7431. Count them.\n7432.")
    assert_held(hub, {("about", "en"): "7431"}, preview=False)


@pytest.mark.parametrize("channel", ["feed", "search", "social"])
def test_each_channel_needs_its_own_approval(hub: Hub, channel: str) -> None:
    """Approved as pages, without one channel: the words are on pages, and in no file of that channel."""
    word_for = Words()
    words, hooks = spoil(hub, "title", word_for), spoil(hub, "hook", word_for)
    hub.approve(channels=tuple({"page", "feed", "search", "social"} - {channel}))
    site = hub.built()
    files = {
        "feed": [path for path in site.files if "/feeds/" in path and not path.endswith(".html")],
        "search": [path for path in site.files if path.startswith("assets/search/")],
        "social": [path for path in site.files if path.startswith("api/v1/snippets/")],
    }[channel]
    for (item, locale), word in words.items():
        held_by = site.holding(word)
        assert any(path.endswith(".html") for path in held_by), (item, locale)
        assert not set(held_by) & set(files), (item, locale)
    if channel == "social":
        assert [word for word in hooks.values() if site.holding(word)] == []
    if channel == "feed":
        assert files == []


def test_the_preview_can_be_told_from_the_site_and_not_be_deployed(hub: Hub) -> None:
    hub.disapprove("faq/motor/dragon-fire")
    before = {path: data for path, data in Folder(hub.site).files.items()}
    shown = hub.built(HUB_PREVIEW="1")
    assert Folder(hub.site).files == before
    assert "en/faq/motor/dragon-fire/index.html" in shown.files
    for page in shown.pages:
        html = shown.text(page)
        assert '<meta name="robots" content="noindex">' in html, page
        if 'http-equiv="refresh"' not in html:
            assert '<p class="preview"><b>' in html, page
    assert '<p class="held">' in shown.text("en/faq/motor/dragon-fire/index.html")
    assert '<p class="held">' not in shown.text("en/articles/travel/moon-trip/index.html")
    assert not [
        path
        for path in shown.files
        if path.startswith("api/") or path.endswith((".rss.xml", ".atom.xml")) or ("/feeds/" in path and path.endswith(".json"))
    ]
    assert not {"sitemap.xml", "sitemap.xml.gz"} & set(shown.files)
    assert [path for path in Folder(hub.site).pages if 'class="preview"' in Folder(hub.site).text(path)] == []


def test_a_preview_cannot_be_deployed_by_mkdocs(hub: Hub, tmp_path: Path) -> None:
    """`mkdocs gh-deploy` pushes whatever was built: a preview must never get so far."""
    words = spoil(hub, "body", Words(), ("faq",), ("en",))
    git = ("git", "-c", "user.name=t", "-c", "user.email=t@example.org")
    remote = tmp_path / "remote.git"
    assert hub.run("git", "init", "-q", "--bare", remote).code == 0
    for command in (("init", "-q", "-b", "main"), ("add", "mkdocs.yml"), ("commit", "-q", "-m", "x"), ("remote", "add", "origin", str(remote))):
        assert hub.run(*git, *command).code == 0
    named = {"GIT_AUTHOR_NAME": "t", "GIT_AUTHOR_EMAIL": "t@example.org", "GIT_COMMITTER_NAME": "t", "GIT_COMMITTER_EMAIL": "t@example.org"}
    ran = hub.run(*MKDOCS, "gh-deploy", "-q", HUB_PREVIEW="1", **named)
    pushed = hub.run("git", "--git-dir", remote, "grep", "-l", next(iter(words.values())), "gh-pages")
    assert ran.code != 0, ran.said
    assert pushed.code != 0, pushed.said
