"""What the ask page may quote: whole blocks, word for word, of what was released for search, and nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from html import escape

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as some

from hub.model.items import Term
from hub.model.release import Release, Site
from hub.outputs import passages
from tests.conftest import Project

MARK = r"\s*(?:source |來源|来源)\d+"
MARKS = re.compile(rf"{MARK}(?:\s*(?:[,;、，；/]|and|與|和|及|与)?{MARK})*")


def site_of(project: Project) -> Site:
    site = project.load().site
    assert site is not None
    return site


def without_marks(text: str) -> str:
    return re.sub(r"\s+", " ", MARKS.sub("", text))


def files(site: Site) -> dict[str, dict]:
    return {artifact.path: json.loads(artifact.data) for artifact in passages.build(site)}


def quotable(release: Release) -> str:
    """Every word that a reader may be shown of an item, by the plain text that feeds and data have."""
    short = getattr(release.item.matter, "short_answer", "")
    return without_marks(f"{short}\n{release.composed.text}")


def lines_of(release: Release) -> Iterator[str]:
    for passage in passages.passages(release):
        yield from passage["text"].split("\n")


# Verbatim


inline = some.one_of(
    some.text(some.characters(blacklist_categories=("Cs", "Cc", "Co", "Cn")), max_size=12).map(escape),
    some.sampled_from(
        [
            '<a href="#source-1">source 1</a>',
            ' <a href="#source-2">來源2</a>、<a href="#source-3">來源3</a>',
            "<strong>bold</strong>",
            '<a class="term" href="hub:/en/glossary/#x" data-definition="never shown">term</a>',
            "<br>",
            " and ",
        ]
    ),
)
words = some.lists(inline, min_size=1, max_size=6).map("".join)
block = some.one_of(
    words.map("<p>{}</p>".format),
    words.map("<p>{}:</p>".format),
    words.map('<h2 id="here">{}</h2>'.format),
    some.lists(words, min_size=1, max_size=4).map(lambda rows: "<ul>" + "".join(f"<li>{row}</li>" for row in rows) + "</ul>"),
    some.lists(words, min_size=1, max_size=3).map(lambda rows: "<ol>" + "".join(f"<li>{row}<ul><li>inner</li></ul></li>" for row in rows) + "</ol>"),
    words.map('<div class="admonition warning"><p class="admonition-title">Mind</p><p>{}</p></div>'.format),
    words.map("<table><tr><td>{}</td></tr></table>".format),
)


@given(some.lists(block, max_size=6).map("\n".join))
def test_whatever_the_html_nothing_is_added(html: str) -> None:
    """By its own reading of the HTML: marks out, tags out, spaces out. Every line stands there."""
    import html as entities

    bare = re.sub(r'<a href="#source-\d">[^<]*</a>', "\x00", html)
    bare = re.sub(r"\x00(?:\s*(?:[,;、，；/]|and|與|和|及|与)?\s*\x00)*", "", bare)
    bare = re.sub(r"\s+", "", entities.unescape(re.sub(r"<[^>]+>", "\n", bare)))
    for passage in passages.blocks(html):
        assert passage["text"].strip()
        for line in passage["text"].split("\n"):
            assert re.sub(r"\s+", "", line) in bare
            assert "never shown" not in line


# Shape


def test_a_file_says_whose_words_they_are(approved: Project) -> None:
    site = site_of(approved)
    release = site.release("faq/motor/dragon-fire", "en")
    assert release is not None
    file = files(site)["assets/search/en/passages/faq/motor/dragon-fire.json"]
    assert file["digest"] == release.digest
    assert file["title"] == release.item.matter.title
    assert date.fromisoformat(file["reviewed"]) == release.item.matter.reviewed_on
    assert file["passages"][0] == {"heading": "", "anchor": "short-answer", "text": release.item.matter.short_answer}  # type: ignore[union-attr]


def test_a_term_is_quoted_with_its_definition(approved: Project) -> None:
    site = site_of(approved)
    release = next(release for release in site.releases if isinstance(release.item.matter, Term) and release.item.locale == "en")
    term = release.item.id.removeprefix("glossary/")
    (passage,) = files(site)[f"assets/search/en/passages/glossary/{term}.json"]["passages"]
    assert passage == {"heading": "", "anchor": term, "text": release.item.matter.definition}  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>One.</p><p>Two.</p>", [("", "", "One."), ("", "", "Two.")]),
        ('<p>One.</p><h2 id="a">Head</h2><p>Two.</p>', [("", "", "One."), ("Head", "a", "Two.")]),
        ('<h2 id="a">Head</h2><h3 id="b">Sub</h3><p>Two.</p>', [("Sub", "b", "Two.")]),
        ("<p>Bring:</p><ul><li>tea</li><li>cake</li></ul>", [("", "", "Bring:\ntea\ncake")]),
        ("<p>請帶：</p>\n<ol><li>茶</li></ol>", [("", "", "請帶：\n茶")]),
        ('<p>Bring:</p><h2 id="a">Head</h2><p>Two.</p>', [("", "", "Bring:"), ("Head", "a", "Two.")]),
        ("<p>Bring:</p>", [("", "", "Bring:")]),
        ("<ul><li>a<ul><li>b</li></ul></li></ul>", [("", "", "a\nb")]),
        ("<table><tr><td>x</td></tr></table><figure><svg><text>y</text></svg></figure>", []),
        ('<div class="admonition"><p class="admonition-title">Mind</p><p>Dragons.</p></div>', [("Mind", "", "Dragons.")]),
        ('<p>Ten days <a href="#source-1">source 1</a>. Then none.</p>', [("", "", "Ten days. Then none.")]),
        ('<p>十天<a href="#source-1">來源1</a>、<a href="#source-2">來源2</a>。</p>', [("", "", "十天。")]),
        ('<p>See <a href="hub:/en/x/">that\npage</a>.</p>', [("", "", "See that page.")]),
        ('<p><a href="#source-1">source 1</a></p>', []),
    ],
)
def test_blocks_are_whole_and_under_their_headings(html: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(one["heading"], one["anchor"], one["text"]) for one in passages.blocks(html)] == expected


# Only what was released for search


def test_every_release_for_search_has_a_file_and_nothing_else(approved: Project) -> None:
    site = site_of(approved)
    assert set(files(site)) == {f"assets/search/{one.item.locale}/passages/{one.item.id}.json" for one in site.releases}


def test_an_approval_without_search_gives_nothing_to_quote(library: Project) -> None:
    library.approve(channels=("page", "feed", "social"))
    assert files(site_of(library)) == {}


def test_an_unapproved_word_is_in_no_passage(library: Project) -> None:
    library.approve()
    library.edit("en/faq/motor/dragon-fire.md", "phrasings:", "phrasings:\n  - does anything cover zyxwvut")
    assert "zyxwvut" not in json.dumps(files(site_of(library)))
    assert not any("en/passages/faq/motor/dragon-fire" in path for path in files(site_of(library)))


# Urgent words

URGENT = "_data/search/urgent.yml"
WORDS = {
    "en": {"now": ["now"], "later": ["last year"], "groups": {"fire": {"items": ["faq/motor/dragon-fire"], "urgent": ["on/caught fire"]}}},
    "zh": {"now": ["現在"], "groups": {"fire": {"items": ["faq/motor/dragon-fire"], "when_now": ["失火"], "line": "anti_fraud"}}},
}


def urgent(project: Project) -> dict[str, dict]:
    return {artifact.path: json.loads(artifact.data) for artifact in passages.urgent(site_of(project))}


def test_urgent_words_name_released_items(library: Project) -> None:
    library.write(URGENT, yaml.safe_dump(WORDS, allow_unicode=True))
    assert all(table["groups"] == [] for table in urgent(library).values())
    library.approve()
    found = urgent(library)
    assert set(found) == {f"assets/search/{locale}/urgent.json" for locale in ("en", "zh-Hant", "zh-Hans")}
    (group,) = found["assets/search/en/urgent.json"]["groups"]
    assert group["items"] == [["faq/motor/dragon-fire", "en/faq/motor/dragon-fire/"]]
    assert group["urgent"] == [[["on", "caught"], ["fire"]]]
    (group,) = found["assets/search/zh-Hans/urgent.json"]["groups"]
    assert group["items"] == [["faq/motor/dragon-fire", "zh-Hans/faq/motor/dragon-fire/"]]
    assert (group["when_now"], group["line"]) == ([[["失火"]]], "anti_fraud")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("faq/motor/dragon-fire", "faq/motor/no-such-thing", "HUB222"),  # there is no such item
        ("faq/motor/dragon-fire", "posts/2026/count-your-marbles", "HUB222"),  # it has no short answer
        ("when_now:", "when_then:", "HUB122"),
    ],
)
def test_urgent_words_are_checked(library: Project, old: str, new: str, code: str) -> None:
    written = yaml.safe_dump(WORDS, allow_unicode=True)
    assert old in written
    library.write(URGENT, written.replace(old, new))
    found = library.problems()
    assert {(problem.path, problem.code) for problem in found} == {(f"content/{URGENT}", code)}, found


def test_without_urgent_words_there_is_no_table(approved: Project) -> None:
    assert urgent(approved) == {}
