from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.composing.signature import worst
from hub.composing.snippets import VARIANTS, compose, setting
from hub.model.data import Identity, IdentityLimits, IdentityOfPlace, Library, LocalText, Unit
from hub.model.items import Article, Item
from hub.model.places import Locale
from hub.model.release import Snippet
from hub.problems import Problem
from hub.text.counting import length
from tests.conftest import SITE_URL, Project

ARTICLE = ("articles/motor/carpet-excess", "en")
ROOM = 200  # what a platform keeps free for a link


@pytest.fixture
def carpet(library: Project) -> tuple[Item, Library]:
    loaded = library.load()
    assert loaded.library is not None
    return loaded.drafts[ARTICLE].item, loaded.library


def _with(item: Item, **snippets: Any) -> Item:
    assert isinstance(item.matter, Article)
    return replace(item, matter=item.matter.model_copy(update={"snippets": item.matter.snippets.model_copy(update=snippets)}))


def _hooks(item: Item, **hooks: str) -> Item:
    assert isinstance(item.matter, Article)
    return _with(item, hooks=item.matter.snippets.hooks.model_copy(update=hooks))


def _everything(item: Item, library: Library, site_url: str = SITE_URL, **limits: dict[str, Any]) -> tuple[tuple[Snippet, ...], list[Problem]]:
    platforms = {name: platform.model_copy(update=limits.get(name, {})) for name, platform in library.platforms.items()}
    return compose(item, replace(setting(library, site_url), platforms=platforms))


def _compose(
    item: Item, library: Library, site_url: str = SITE_URL, **limits: dict[str, Any]
) -> tuple[dict[tuple[str, str], Snippet], list[Problem]]:
    """The snippets that begin with a hook. WeChat stands for any network here: its links can be pressed."""
    limits["wechat"] = {"is_link_clickable": True} | limits.get("wechat", {})
    made, problems = _everything(item, library, site_url, **limits)
    return {(snippet.platform, snippet.variant): snippet for snippet in made if snippet.variant in VARIANTS}, problems


def test_every_platform_gets_every_variant(carpet: tuple[Item, Library]) -> None:
    made, problems = _compose(*carpet)
    assert problems == []
    assert set(made) == {(platform, variant) for platform in ("x", "line", "wechat") for variant in VARIANTS}


def test_a_snippet_has_its_hook_disclosures_link_and_hashtags_and_counts_itself(carpet: tuple[Item, Library]) -> None:
    item, library = carpet
    for (platform, variant), snippet in _compose(item, library)[0].items():
        text = snippet.text
        assert text.startswith(getattr(item.matter.snippets.hooks, variant))  # type: ignore[union-attr]
        assert "Only a test, not advice. No such product exists." in text
        assert f"{SITE_URL}en/articles/motor/carpet-excess/" in text
        assert text.count("#") == min(library.platforms[platform].hashtags, 3)
        assert snippet.length == length(text, snippet.unit) <= snippet.limit == library.platforms[platform].limit
        assert (snippet.disclosures, snippet.link) == (("only-a-test", "no-such-product"), "en/articles/motor/carpet-excess/")


def test_the_short_answer_leads_the_question_only(carpet: tuple[Item, Library]) -> None:
    made, _ = _compose(*carpet)
    answer = "The excess is the part of a fall"
    assert [answer in made["line", variant].text for variant in VARIANTS] == [True, False, False]


def test_chinese_disclosures_stand_together_without_a_space(library: Project) -> None:
    loaded = library.load()
    assert loaded.library is not None
    made, _ = _compose(loaded.drafts["articles/motor/carpet-excess", "zh-Hant"].item, loaded.library)
    assert "只是測試，並非建議。世上無此商品。" in made["line", "fact"].text


def test_an_item_goes_only_where_a_platform_is_used(library: Project, carpet: tuple[Item, Library]) -> None:
    made, _ = _compose(*carpet, line={"markets": ("UK", "US")}, wechat={"markets": ("CN",)})
    assert {platform for platform, _ in made} == {"x", "line"}
    assert made["line", "fact"].jurisdictions == ("UK",)
    assert made["x", "fact"].jurisdictions == ("TW", "HK", "UK")


def test_what_is_left_out_is_left_out_whole(carpet: tuple[Item, Library]) -> None:
    item, library = carpet
    words = item.matter.snippets  # type: ignore[union-attr]
    fixed = {"", "Only a test, not advice. No such product exists.", SITE_URL + item.address, words.hooks.question, words.hooks.fact, words.hooks.tip}
    whole = {*words.key_points, item.matter.short_answer}  # type: ignore[union-attr]
    used = set()
    for limit in range(260, 520, 7):
        for snippet in _compose(item, library, wechat={"limit": limit})[0].values():
            lines = {line for line in snippet.text.split("\n") if not line.startswith("#")} - fixed
            assert lines <= whole
            used.add(len(lines))
    assert used == {0, 1, 2, 3}


def test_a_post_keeps_a_hashtag_and_gives_up_a_key_point_for_it(carpet: tuple[Item, Library]) -> None:
    item, library = carpet
    hashtags = item.matter.snippets.hashtags  # type: ignore[union-attr]
    roomy = _compose(item, library, wechat={"limit": 2000, "hashtags": 2})[0]["wechat", "fact"].text
    assert [f"#{tag}" in roomy for tag in hashtags[:2]] == [True, True]
    for limit in range(300, 420, 7):
        made, _ = _compose(item, library, wechat={"limit": limit, "hashtags": 2})
        text = made["wechat", "fact"].text if ("wechat", "fact") in made else ""
        has_points = any(point in text for point in item.matter.snippets.key_points)  # type: ignore[union-attr]
        assert not has_points or f"#{hashtags[0]}" in text


def test_key_points_are_dropped_before_the_hook_disclosure_or_link(carpet: tuple[Item, Library]) -> None:
    item, library = carpet
    made, problems = _compose(item, library, wechat={"limit": ROOM + 110})
    text = made["wechat", "fact"].text
    assert problems == []
    assert made["wechat", "fact"].length < made["line", "fact"].length
    assert text.startswith("A carpet excess is paid in marbles.")
    assert "Only a test, not advice." in text
    assert SITE_URL in text


def test_a_hook_that_cannot_fit_is_refused_with_its_numbers_on_its_line(carpet: tuple[Item, Library]) -> None:
    item, library = carpet
    made, problems = _compose(_hooks(item, tip="Count " + "your marbles " * 30 + "now."), library)
    assert [(problem.code, problem.path) for problem in problems] == [("HUB801", item.path)]
    assert problems[0].line == item.line_of("snippets.hooks.tip") > 1
    assert "the tip hook" in problems[0].message
    assert "280" in problems[0].message
    assert "shorten the hook by" in problems[0].fix
    assert ("x", "tip") not in made
    assert ("x", "fact") in made


def test_the_cure_is_exact(carpet: tuple[Item, Library]) -> None:
    item, library = carpet
    long = "Count your marbles " + "m" * 400
    excess = int(_compose(_hooks(item, tip=long), library)[1][0].fix.split(" by ")[1].split(" ")[0])
    assert _compose(_hooks(item, tip=long[:-excess]), library)[1] == []
    assert _compose(_hooks(item, tip=long[: -excess + 1]), library)[1] != []


def test_two_variants_of_one_text_are_refused(carpet: tuple[Item, Library]) -> None:
    item, library = carpet
    item = _with(_hooks(item, fact="The same.", tip="The same."), key_points=("Only this.", "Only this."))
    problems = _compose(item, library)[1]
    assert {problem.code for problem in problems} == {"HUB802"}
    assert all(problem.line == item.line_of("snippets.hooks.tip") for problem in problems)


def test_short_posts_differ_beyond_their_first_line(carpet: tuple[Item, Library]) -> None:
    item, library = carpet
    order = item.matter.snippets.key_points  # type: ignore[union-attr]
    kept = set()
    for limit in range(260, 700, 5):
        made = _compose(item, library, wechat={"limit": limit})[0]
        for variant in ("fact", "tip"):
            points = [point for point in order if ("wechat", variant) in made and point in made["wechat", variant].text]
            if len(points) == 1:
                kept.add((variant, points[0]))
    assert ("fact", order[1]) in kept
    assert ("tip", order[2 % len(order)]) in kept


def test_an_unknown_disclosure_gives_no_snippet_at_all(carpet: tuple[Item, Library]) -> None:
    item, library = carpet
    item = replace(item, matter=item.matter.model_copy(update={"disclosures": ("none",)}))
    assert _compose(item, library) == ({}, [])


def test_guides_and_pages_have_no_snippets(library: Project) -> None:
    loaded = library.load()
    assert all(not draft.snippets for draft in loaded.drafts.values() if draft.item.type in ("guide", "page", "term"))
    assert all(draft.snippets for draft in loaded.drafts.values() if draft.item.type in ("article", "faq", "post"))


@pytest.mark.parametrize("site_url", ["https://a.example.org/", "https://a-much-longer-host-name.impossible.example.org/and/a/sub/path/of/its/own/"])
def test_a_longer_address_changes_no_word(carpet: tuple[Item, Library], site_url: str) -> None:
    item, library = carpet
    limits = {"wechat": {"limit": 330}, "line": {"limit": 340}}
    usual, other = _compose(item, library, **limits)[0], _compose(item, library, site_url, **limits)[0]
    assert {key: snippet.text.replace(SITE_URL, "") for key, snippet in usual.items()} == {
        key: snippet.text.replace(site_url, "") for key, snippet in other.items()
    }


def test_an_address_longer_than_its_room_is_still_within_the_limit(carpet: tuple[Item, Library]) -> None:
    item, library = carpet
    made, _ = _compose(item, library, "https://a.example.org/" + "b" * 250 + "/", wechat={"limit": 500})
    assert made
    assert all(snippet.length <= snippet.limit for snippet in made.values())


def test_the_hashtag_style_is_the_platforms(carpet: tuple[Item, Library]) -> None:
    made, _ = _compose(*carpet, wechat={"hashtags": 2, "hashtag_style": "#tag#"})
    assert made["wechat", "fact"].text.endswith("#carpets# #marbles#")


SENTENCE = st.text(st.sampled_from("abc 自負額，😀é"), min_size=1, max_size=90).map(str.strip).filter(bool)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(SENTENCE, min_size=3, max_size=3, unique=True),
    st.lists(SENTENCE, min_size=2, max_size=4),
    st.integers(40, 700),
    st.sampled_from(["weighted", "grapheme", "utf16", "codepoint"]),
)
def test_no_words_and_no_limit_make_a_snippet_too_long_or_incomplete(
    carpet: tuple[Item, Library], hooks: list[str], points: list[str], limit: int, unit: str
) -> None:
    item, library = carpet
    item = _with(_hooks(item, question=hooks[0], fact=hooks[1], tip=hooks[2]), key_points=tuple(points))
    address = "https://a.example.org/"  # X shortens no address of a domain that does not exist, such as SITE_URL
    made, problems = _compose(item, library, address, wechat={"limit": limit, "unit": unit})
    for snippet in made.values():
        assert length(snippet.text, snippet.unit) == snippet.length <= snippet.limit
        assert "Only a test, not advice. No such product exists." in snippet.text
        assert address + item.address in snippet.text
        assert snippet.text.startswith(getattr(item.matter.snippets.hooks, snippet.variant))  # type: ignore[union-attr]
    refused = [problem for problem in problems if problem.code == "HUB801"]
    assert len(made) + len(refused) == 9


def test_key_points_stand_in_the_editors_order(carpet: tuple[Item, Library]) -> None:
    item, library = carpet
    order = item.matter.snippets.key_points  # type: ignore[union-attr]
    for limit in range(260, 700, 20):
        for snippet in _compose(item, library, wechat={"limit": limit})[0].values():
            told = [line for line in snippet.text.split("\n") if line in order]
            assert told == sorted(told, key=order.index)


# --- where no link can be pressed, and where one post is too small ----------------------------------------------------------------------------------


def test_where_no_link_can_be_pressed_a_post_says_what_to_look_up(carpet: tuple[Item, Library]) -> None:
    made, _ = _everything(*carpet)
    texts = [snippet.text for snippet in made if snippet.platform == "wechat"]
    assert texts
    for text in texts:
        assert SITE_URL not in text
        assert f"“{carpet[0].matter.title}” ({carpet[1].site.name['en']})" in text


def test_a_checklist_has_every_key_point_or_is_not_there(carpet: tuple[Item, Library]) -> None:
    item, library = carpet
    points = item.matter.snippets.key_points  # type: ignore[union-attr]
    seen = set()
    for limit in range(260, 800, 20):
        made = [one for one in _everything(item, library, wechat={"limit": limit})[0] if (one.platform, one.variant) == ("wechat", "checklist")]
        seen.add(len(made))
        for snippet in made:
            assert snippet.text.startswith(item.matter.title)
            assert all(f"✓ {point}" in snippet.text for point in points)
            assert snippet.length <= limit
    assert seen == {0, 1}


def test_numbered_posts_hold_what_one_post_cannot_and_each_is_lawful_alone(carpet: tuple[Item, Library]) -> None:
    item, library = carpet
    words = item.matter.snippets  # type: ignore[union-attr]
    made = [one for one in _everything(item, library, line={"series": True, "limit": 330})[0] if (one.platform, one.variant) == ("line", "series")]
    assert [(one.part, one.parts) for one in made] == [(at, len(made)) for at in range(1, len(made) + 1)]
    assert len(made) >= len(words.key_points)
    assert len(made) > 1
    for line, snippet in zip((words.hooks.question, *words.key_points), made, strict=False):
        assert snippet.text.startswith(f"{snippet.part}/{snippet.parts} {line}")
    for snippet in made:
        assert "Only a test, not advice. No such product exists." in snippet.text
        assert snippet.length <= 330
    assert [SITE_URL in snippet.text for snippet in made] == [False] * (len(made) - 1) + [True]
    assert not [one for one in _everything(item, library, line={"series": True, "limit": 2400})[0] if one.variant == "series"]


# --- room for the adviser's own line ----------------------------------------------------------------------------------------------------------------

TW = IdentityOfPlace(
    demands=("name", "company", "licence"),
    licence=LocalText.model_validate({"en": "Reg. no.", "zh-Hant": "登錄字號", "zh-Hans": "登录字号"}),
    pattern="^.*$",
    is_verified=False,
    source="https://example.org/",
    checked_on=date(2026, 11, 22),
)
IDENTITY = Identity(limits=IdentityLimits(name=20, company=30, licence=12, greeting=40, tag=20), places={"TW": TW})


@pytest.mark.parametrize("locale", ["en", "zh-Hant", "zh-Hans"])
@pytest.mark.parametrize("unit", get_args(Unit))
def test_the_longest_signature_and_link_still_fit(library: Project, locale: Locale, unit: Unit) -> None:
    loaded = library.load()
    assert loaded.library is not None
    item = loaded.drafts["articles/motor/carpet-excess", locale].item
    signed = replace(loaded.library, identity=IDENTITY)
    line = worst(IDENTITY, locale, ("TW",), is_mixed=unit == "sms")
    link = SITE_URL + item.address
    for limit in (4, 5) if unit == "sms" else range(280, 520, 30):
        limits = {"unit": unit, "limit": limit, "link_length": 23 if unit in ("weighted", "mastodon") else None, "series": True}
        made, _ = _everything(item, signed, "https://hub.example.com/", wechat={"is_link_clickable": True, "markets": ("TW",), **limits})
        for snippet in made:
            if snippet.platform == "wechat":
                tagged = snippet.text.replace("https://hub.example.com/" + item.address, ("https://hub.example.com/" + item.address).ljust(ROOM, "x"))
                assert length(f"{tagged}\n\n{line}", unit) <= limit, (snippet.variant, link)


def test_without_room_for_the_signature_a_shorter_line_takes_the_hooks_place(carpet: tuple[Item, Library]) -> None:
    item, library = carpet
    item = _hooks(item, tip="Count your marbles before the flight, twice, and write the number on a card that you keep at home.")
    limits = {"wechat": {"is_link_clickable": True, "markets": ("TW",), "limit": 380, "hashtags": 0}}
    plain, signed = (_everything(item, replace(library, identity=each), **limits) for each in (None, IDENTITY))
    texts = [next(one.text for one in made if (one.platform, one.variant) == ("wechat", "tip")) for made, _ in (plain, signed)]
    assert "write the number on a card" in texts[0]
    assert "write the number on a card" not in texts[1]
    assert signed[1] == []
