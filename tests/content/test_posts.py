"""Every post of the library, as an adviser with the longest names would publish it, counted by other means than the program's own."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from datetime import UTC, datetime

import pytest
import yaml
from tests.build.conftest import URL
from tests.conftest import PROJECT

from hub.model.release import Release, Site, Snippet
from hub.site import linter

INSTANT = datetime(2026, 12, 1, tzinfo=UTC)
SAID = yaml.safe_load((PROJECT / "content/_data/identity.yml").read_text(encoding="utf-8"))
PLATFORMS = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in (PROJECT / "content/_platforms").glob("*.yml")}
DISCLOSURES = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in (PROJECT / "content/_data/disclosures").glob("*.yml")}
OWN = yaml.safe_load((PROJECT / "content/_data/own-words.yml").read_text(encoding="utf-8"))["claims"]
GSM = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"


@pytest.fixture(scope="module")
def posts(site: Site) -> list[tuple[Release, Snippet]]:
    return [(release, snippet) for release in site.releases for snippet in release.composed.snippets]


def _light(letter: str) -> bool:
    point = ord(letter)
    return point <= 0x10FF or 0x2000 <= point <= 0x200D or 0x2010 <= point <= 0x201F or 0x2032 <= point <= 0x2037


def counted(text: str, unit: str) -> int:
    """The library has no emoji but ✓, and no link but the item's own, so a few lines count it."""
    plain, links = re.subn(r"https://\S+", "", text)
    if unit == "weighted":
        return 23 * links + sum(1 if _light(letter) else 2 for letter in plain)
    if unit == "mastodon":
        return 23 * links + len(plain)
    if unit == "half_width":
        return math.ceil(sum(1 if letter <= "\xff" else 2 for letter in text) / 2)
    if unit == "sms":
        if all(letter in GSM for letter in text):
            return 1 if len(text) <= 160 else math.ceil(len(text) / 153)
        return 1 if len(text) <= 70 else math.ceil(len(text) / 67)
    return len(text)


def longest(place: str, locale: str) -> list[str]:
    """The longest line that the place demands, in Latin letters and in Han."""
    told, between = SAID["places"][place], ", " if locale == "en" else "｜"
    lines = []
    for letter, wide in (("M", 1), ("龍", 2)):
        fields = {name: letter * (SAID["limits"][name] // wide) for name in told["demands"]}
        if "licence" in fields:
            fields["licence"] = f"{told['licence']['en' if locale == 'en' else 'zh-Hant']} {'M' * SAID['limits']['licence']}"
        lines.append(between.join(fields[name] for name in ("name", "company", "licence") if name in fields))
    return lines


def test_every_post_fits_with_the_longest_signature_and_the_longest_tag(posts: list[tuple[Release, Snippet]]) -> None:
    tag = f"?utm_source=xiaohongshu&utm_medium=social&utm_campaign={'m' * SAID['limits']['tag']}"
    wrong = []
    for release, post in posts:
        platform, link = PLATFORMS[post.platform], URL + post.link
        tagged = post.text.replace(link, link + tag) if platform.get("takes_tags", True) else post.text
        for place in post.jurisdictions:
            for line in longest(place, release.item.locale):
                whole = f"{tagged}\n\n{line}"
                if counted(whole, platform["unit"]) > platform["limit"] or len(whole.encode()) > platform.get("bytes", 1_000_000):
                    wrong.append((release.item.id, release.item.locale, post.platform, post.variant, place, counted(whole, platform["unit"])))
    assert wrong == []


def test_every_post_carries_every_disclosure_whole_and_the_early_ones_before_the_fold(site: Site, posts: list[tuple[Release, Snippet]]) -> None:
    for release, post in posts:
        fold = PLATFORMS[post.platform].get("fold")
        for name in release.item.matter.disclosures:  # type: ignore[union-attr]
            wording = site.library.disclosures[name].short[release.item.locale]
            assert wording in post.text, (release.item.id, post.platform, post.variant, name)
            if fold and DISCLOSURES[name].get("stands") == "before_fold":
                until = post.text[: post.text.index(wording) + len(wording)]
                assert counted(until, PLATFORMS[post.platform]["unit"]) <= fold, (release.item.id, post.platform)


def test_no_two_posts_of_an_item_on_a_network_are_one(posts: list[tuple[Release, Snippet]]) -> None:
    texts: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for release, post in posts:
        texts[release.item.id, release.item.locale, post.platform].append(post.text)
    assert [key for key, found in texts.items() if len(found) != len(set(found))] == []


def test_every_network_of_an_item_has_at_least_three_versions(posts: list[tuple[Release, Snippet]]) -> None:
    versions: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for release, post in posts:
        versions[release.item.id, release.item.locale, post.platform].add(post.variant)
    assert {key: found for key, found in versions.items() if len(found) < 3} == {}


def test_mainland_networks_get_only_what_is_true_there(posts: list[tuple[Release, Snippet]]) -> None:
    mainland = {name for name, platform in PLATFORMS.items() if platform["markets"] == ["CN"]}
    assert mainland >= {"wechat", "wechat-article", "weibo", "xiaohongshu"}
    assert [release.item.id for release, post in posts if post.platform in mainland and "CN" not in release.item.jurisdictions] == []


def test_links_and_hashtags_stand_free(site: Site, posts: list[tuple[Release, Snippet]]) -> None:
    """Beside Chinese, networks link too much or too little."""
    for release, post in posts:
        link = site.url + post.link
        if PLATFORMS[post.platform].get("is_link_clickable", True):
            if post.variant != "series" and post.parts == 1:
                assert link in post.text, (release.item.id, post.platform)
        else:
            assert "http" not in post.text
        for match in re.finditer(re.escape(link), post.text):
            assert post.text[match.start() - 1 : match.start()] in ("", "\n", " ")
            assert post.text[match.end() : match.end() + 1] in ("", "\n", " ")
        tags = post.text.rpartition("\n")[2]
        if tags.startswith("#"):
            assert all(re.fullmatch(r"#\w+#?", tag) for tag in tags.split(" ")), (release.item.id, tags)


def test_numbered_posts_are_numbered_from_one(posts: list[tuple[Release, Snippet]]) -> None:
    series: dict[tuple[str, str, str, str], list[Snippet]] = defaultdict(list)
    for release, post in posts:
        if post.parts > 1:
            series[release.item.id, release.item.locale, post.platform, post.variant].append(post)
    assert series
    for key, parts in series.items():
        assert [post.part for post in parts] == list(range(1, parts[0].parts + 1)), key
        assert all(post.text.startswith(f"{post.part}/{post.parts}") for post in parts)


def test_what_an_adviser_may_not_add_is_what_the_rules_refuse() -> None:
    judge, problems = linter(PROJECT, INSTANT)
    assert judge is not None, problems
    places = ("TW", "HK", "CN", "SG", "UK", "US")
    for claim in OWN:
        for script, samples in claim["samples"].items():
            for sample in samples:
                assert any(re.search(pattern, sample.lower()) for pattern in claim[script]), sample
                found = judge.lint(sample, "en" if script == "en" else "zh-Hant", places)
                assert any(one.severity == "error" for one in found), sample
