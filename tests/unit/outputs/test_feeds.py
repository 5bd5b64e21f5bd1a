"""Feeds, read back with parsers that know nothing of the hub: feedparser, lxml and json."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from html import escape

import feedparser
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree, html

from hub.composing.wording import checked_by, day
from hub.model.data import Approval, Authority, Disclosure, Library, LocalText, Person, SiteFacts, TopicEntry
from hub.model.items import Article, Change, Guide, Hooks, Item, Page, Post, SnippetWords, Source, Step, Term
from hub.model.places import LOCALES
from hub.model.release import Composed, Held, Release, Site
from hub.outputs import feeds
from hub.text.links import feed_addresses

URL = "https://hub.example.org/base/"
ATOM = "{http://www.w3.org/2005/Atom}"
ENCODED = "{http://purl.org/rss/1.0/modules/content/}encoded"
HOSTILE = [
    "</title><script>alert(1)</script>",
    "Q&A: fire & theft",
    "a ]]> b",
    "1 < 2 > 0",
    "&lt;b&gt; &amp;amp;",
    "\"quoted\" 'title'",
    "保險 & <理賠>",
]


def three(en: str, hant: str = "", hans: str = "") -> LocalText:
    return LocalText.model_validate({"en": en, "zh-Hant": hant or en, "zh-Hans": hans or hant or en})


def person(name: LocalText, role: str) -> Person:
    return Person(name=name, roles=(role,), role=three("Tester"), employer=three("Example"), interests=three("None."))


MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
ENGLISH = {
    "list_separator": ", ",
    "places_all": "all places listed",
    "date_format": "{day} {month} {year}",
    "checked_by": "Checked by {name}, {role}, {firm}, on {date} for {places}.",
    "changed_line": "Changed on {date}: {what}",
    "feed_all": "Everything new",
    "feed_topic": "{topic}",
    "feed_description": "Approved: {title}",
    "steps": "Step by step",
    "demo": "Demonstration:",
    "demo_note": " all of it is fictional.",
    **{f"month_{number}": name for number, name in enumerate(MONTHS, 1)},
}
CHINESE = ENGLISH | {
    "list_separator": "、",
    "date_format": "{year}年{month}月{day}日",
    "checked_by": "由{firm}{name}（{role}）於{date}查核，適用地區：{places}。",
    **{f"month_{number}": str(number) for number in range(1, 13)},
}
EVERYTHING_ELSE = {field.name: () for field in fields(Library)}
OURS = dict(
    site=SiteFacts(
        short_name=LocalText(**{"en": "Test", "zh-Hant": "測試", "zh-Hans": "测试"}),
        name=three("The Hub", "知識站", "知识站"),
        description=three("About"),
        demonstration=False,
        report_email="a@example.org",
        tag_authority="hub.example.org,2026",
    ),
    topics=(
        TopicEntry(id="motor", name=three("Motor & more", "汽車", "汽车"), summary=three("Cars")),
        TopicEntry(id="home", name=three("Home", "住宅", "住宅"), summary=three("Houses")),
    ),
    people={
        "ann-author": person(three("Ann <Author>", "安作者", "安作者"), "author"),
        "rob-reviewer": person(three("Rob Reviewer", "羅審閱", "罗审阅"), "reviewer"),
    },
    authorities={
        "HK": Authority(name=three("Hong Kong", "香港"), checked_on=date(2026, 1, 1)),
        "TW": Authority(name=three("Taiwan", "台灣"), checked_on=date(2026, 1, 1)),
    },
    disclosures={"general": Disclosure(long=three("General & <plain>.", "一般資訊。"), short=three("General."), in_force_from=date(2026, 1, 1))},
    strings={"en": ENGLISH, "zh-Hant": CHINESE, "zh-Hans": CHINESE},
)
LIBRARY = Library(**EVERYTHING_ELSE | OURS)
EDITORIAL = {
    "summary": "A summary.",
    "author": "ann-author",
    "audience": ("consumer",),
    "jurisdictions": ("TW", "HK"),
    "sources": (Source(title="Law", publisher="State", url="https://law.example/", accessed_on=date(2026, 1, 1)),),
    "disclosures": ("general",),
}
WORDS = SnippetWords(hooks=Hooks(question="Why?", fact="So.", tip="Do."), key_points=("One.", "Two."), hashtags=("tag",), image_alt="A card.")


def release(
    slug: str,
    *,
    locale: str = "en",
    title: str = "A title",
    topic: str = "motor",
    body: str = "<p>The body.</p>",
    short_answer: str = "The short answer.",
    published: date = date(2026, 3, 1),
    reviewed: date = date(2026, 3, 1),
    channels: tuple[str, ...] = ("page", "feed"),
    matter: object = None,
    folder: str = "articles/motor",
    **more: object,
) -> Release:
    item_id = f"{folder}/{slug}"
    if matter is None:
        facts = EDITORIAL | {"title": title, "topic": topic, "short_answer": short_answer, "publish_on": published, "reviewed_on": reviewed} | more
        matter = Article.model_construct(**facts, snippets=WORDS)  # unchecked: a title that no editor could write must not hurt either
    approval = Approval(
        item=item_id,
        locale=locale,
        digest="0" * 64,
        reviewer="rob-reviewer",
        role="Compliance officer",
        firm="Example & Co",
        jurisdictions=("HK", "TW"),
        channels=channels,
        approved_on=date(2026, 3, 2),
        valid_until=date(2036, 3, 2),
        reason="Tested.",
    )
    return Release(Item(item_id, locale, f"content/{locale}/{item_id}.md", matter, "", 1, {}), Composed(body, "", (), ()), "0" * 64, approval)


def post(slug: str, **more: object) -> Release:
    matter = Post(**EDITORIAL, title="A post", topic="home", reviewed_on=date(2026, 3, 1), snippets=WORDS)
    return release(slug, matter=matter, folder="posts/2026", **more)


def guide(slug: str, *steps: str, **more: object) -> Release:
    made = tuple(Step(item=item, why=f"Because & {number}.") for number, item in enumerate(steps, 1))
    matter = Guide(**EDITORIAL, title="A guide", short_answer="First this.", reviewed_on=date(2026, 3, 1), steps=made)
    return release(slug, matter=matter, folder="guides", **more)


def site(*releases: Release, held: tuple[Held, ...] = (), library: Library = LIBRARY, url: str = URL) -> Site:
    return Site(url, datetime(2026, 6, 1, tzinfo=UTC), library, releases, held)


def files(built: Site) -> dict[str, bytes]:
    made = list(feeds.build(built))
    assert len({artifact.path for artifact in made}) == len(made)
    return {artifact.path: artifact.data for artifact in made}


class Editions:
    """One feed in its three editions, each through its own parser."""

    def __init__(self, built: Site, name: str = "all", locale: str = "en") -> None:
        made = files(built)
        self.raw_rss, self.raw_atom = made[f"{locale}/feeds/{name}.rss.xml"], made[f"{locale}/feeds/{name}.atom.xml"]
        self.rss, self.atom = etree.fromstring(self.raw_rss), etree.fromstring(self.raw_atom)
        self.json = json.loads(made[f"{locale}/feeds/{name}.json"])

    def ids(self) -> list[list[str]]:
        return [
            [item.findtext("guid") for item in self.rss.iter("item")],
            [entry.findtext(ATOM + "id") for entry in self.atom.iter(ATOM + "entry")],
            [item["id"] for item in self.json["items"]],
        ]

    def titles(self) -> list[list[str]]:
        return [
            [item.findtext("title") for item in self.rss.iter("item")],
            [entry.findtext(ATOM + "title") for entry in self.atom.iter(ATOM + "entry")],
            [item["title"] for item in self.json["items"]],
        ]

    def contents(self) -> list[str]:
        """The content of the first entry in each edition."""
        return [self.rss.findtext(f".//{ENCODED}"), self.atom.findtext(f".//{ATOM}content"), self.json["items"][0]["content_html"]]

    def content(self) -> str:
        first, *others = self.contents()
        assert others == [first, first]
        return first


def test_each_feed_stands_at_its_fixed_address_in_three_editions() -> None:
    assert feed_addresses("zh-Hant", "motor") == ("zh-Hant/feeds/motor.rss.xml", "zh-Hant/feeds/motor.atom.xml", "zh-Hant/feeds/motor.json")
    assert feed_addresses("en", None) == ("en/feeds/all.rss.xml", "en/feeds/all.atom.xml", "en/feeds/all.json")
    made = files(site(release("excess"), post("storm", locale="zh-Hans")))
    expected = [*feed_addresses("en", None), *feed_addresses("en", "motor"), *feed_addresses("zh-Hans", None), *feed_addresses("zh-Hans", "home")]
    assert sorted(made) == sorted(expected)


def test_a_topic_has_its_own_items_and_all_has_them_all_with_guides() -> None:
    built = site(release("excess"), post("storm"), guide("baby", "articles/motor/excess", "articles/motor/gone"))
    everything = [f"tag:hub.example.org,2026:{name}:en" for name in ("articles/motor/excess", "guides/baby", "posts/2026/storm")]
    assert Editions(built).ids() == [everything] * 3
    assert Editions(built, "motor").ids() == [everything[:1]] * 3
    assert Editions(built, "home").ids() == [everything[2:]] * 3


def test_pages_and_terms_are_in_no_feed() -> None:
    page = Page(title="About", summary="About us.", author="ann-author", reviewed_on=date(2026, 1, 1))
    term = Term(title="Excess", definition="What you pay.", topics=("motor",), author="ann-author", reviewed_on=date(2026, 1, 1))
    assert files(site(release("about", matter=page, folder="x"), release("excess", matter=term, folder="glossary"))) == {}


def test_only_what_was_approved_for_feeds_is_in_them() -> None:
    secret = release("secret", title="zxqvword", channels=("page", "search", "social"))
    assert files(site(secret)) == {}
    held = Held(release("held", title="zxqvword", body="zxqvword").item, Composed("zxqvword", "", (), ()), "1" * 64, "unapproved", "")
    path = guide("baby", "articles/motor/secret", "articles/motor/held")
    made = files(replace(site(release("excess"), secret, path, held=(held,)), shows_held=True))
    assert made and not any(b"zxqvword" in data or b"articles/motor/secret" in data for data in made.values())


def test_the_newest_fifty_newest_first_then_by_id() -> None:
    first_day = date(2026, 1, 1)
    releases = [release(f"item-{number:02}", published=first_day + timedelta(days=number // 2), reviewed=first_day) for number in range(60)]
    expected = [f"tag:hub.example.org,2026:articles/motor/item-{first + second:02}:en" for first in range(58, -1, -2) for second in (0, 1)][:50]
    for name in ("all", "motor"):
        assert Editions(site(*releases[::-1]), name).ids() == [expected] * 3


def test_a_topic_reaches_beyond_the_newest_fifty_of_all() -> None:
    old = post("old", locale="en")
    built = site(old, *(release(f"item-{number}", published=date(2026, 5, 1)) for number in range(50)))
    assert not any("old" in entry for entry in Editions(built).ids()[0])
    assert [len(ids) for ids in Editions(built, "home").ids()] == [1, 1, 1]


@given(st.lists(st.tuples(st.integers(0, 90), st.integers(0, 120)), min_size=1, max_size=70))
@settings(max_examples=20, deadline=None)
def test_any_library_gives_equal_ids_in_true_order(days: list[tuple[int, int]]) -> None:
    start = date(2026, 1, 1)
    made = [release(f"n{at}", published=start + timedelta(days=a), reviewed=start + timedelta(days=b)) for at, (a, b) in enumerate(days)]
    editions = Editions(site(*made))
    rss, atom, feed = editions.ids()
    assert rss == atom == feed and len(set(rss)) == len(rss) == min(50, len(made))
    dates = [item["date_published"] for item in editions.json["items"]]
    assert dates == sorted(dates, reverse=True)
    in_feed = [f"tag:hub.example.org,2026:articles/motor/n{at}:en" in rss for at in range(len(days))]
    assert all((start + timedelta(days=a)).isoformat() <= dates[-1][:10] for (a, _), is_in in zip(days, in_feed, strict=True) if not is_in)
    shown = [max(a, b) for (a, b), is_in in zip(days, in_feed, strict=True) if is_in]
    assert editions.atom.findtext(ATOM + "updated") == f"{start + timedelta(days=max(shown))}T00:00:00+00:00"


def test_dates_are_those_of_the_item_and_never_the_clock() -> None:
    old = release("old", published=date(2026, 1, 5), reviewed=date(2026, 2, 7))
    new = release("new", published=date(2026, 3, 9), reviewed=date(2026, 1, 1))
    editions = Editions(site(old, new))
    entries = list(editions.atom.iter(ATOM + "entry"))
    assert [entry.findtext(ATOM + "published") for entry in entries] == ["2026-03-09T00:00:00+00:00", "2026-01-05T00:00:00+00:00"]
    assert [entry.findtext(ATOM + "updated") for entry in entries] == ["2026-03-09T00:00:00+00:00", "2026-02-07T00:00:00+00:00"]
    assert [item["date_published"] for item in editions.json["items"]] == [entry.findtext(ATOM + "published") for entry in entries]
    assert [item["date_modified"] for item in editions.json["items"]] == [entry.findtext(ATOM + "updated") for entry in entries]
    assert [item.findtext("pubDate") for item in editions.rss.iter("item")] == ["Mon, 09 Mar 2026 00:00:00 +0000", "Mon, 05 Jan 2026 00:00:00 +0000"]
    assert editions.rss.findtext("channel/lastBuildDate") == "Mon, 09 Mar 2026 00:00:00 +0000"
    assert editions.atom.findtext(ATOM + "updated") == "2026-03-09T00:00:00+00:00"
    assert set(re.findall(rb"20\d\d-\d\d-\d\d", editions.raw_atom)) == {b"2026-01-05", b"2026-02-07", b"2026-03-09"}
    assert set(re.findall(rb"\d\d \w\w\w \d{4} \d\d:", editions.raw_rss)) == {b"05 Jan 2026 00:", b"09 Mar 2026 00:"}


@pytest.mark.parametrize("locale", LOCALES)
def test_feedparser_reads_what_was_written(locale: str) -> None:
    editions = Editions(site(release("excess", locale=locale, title="自負額是什麼？")), "motor", locale)
    name = {"en": "Motor & more — The Hub", "zh-Hant": "汽車 — 知識站", "zh-Hans": "汽车 — 知识站"}[locale]
    for raw, file in ((editions.raw_rss, "motor.rss.xml"), (editions.raw_atom, "motor.atom.xml")):
        read = feedparser.parse(raw)
        assert not read.bozo
        assert read.feed.language == locale
        assert feedparser.parse(raw, sanitize_html=False).feed.title.replace("&amp;", "&") == name
        assert read.feed.link == f"{URL}{locale}/topics/motor/"
        assert [link.href for link in read.feed.links if link.rel == "self"] == [f"{URL}{locale}/feeds/{file}"]
        (entry,) = read.entries
        assert entry.id == f"tag:hub.example.org,2026:articles/motor/excess:{locale}"
        assert entry.link == f"{URL}{locale}/articles/motor/excess/"
        assert entry.title == "自負額是什麼？"
        assert entry.summary == "A summary."
        assert "The body." in entry.content[0].value
        assert entry.content[0].type == "text/html"
        assert entry.author.replace("&lt;", "<").replace("&gt;", ">") == ("Ann <Author>" if locale == "en" else "安作者")
        assert [tag.term.replace("&amp;", "&") for tag in entry.tags] == [name.split(" — ")[0]]
    feed = editions.json
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert (feed["title"], feed["language"], feed["feed_url"]) == (name, locale, f"{URL}{locale}/feeds/motor.json")
    assert feed["home_page_url"] == f"{URL}{locale}/topics/motor/"
    assert feed["items"][0]["authors"] == [{"name": "Ann <Author>" if locale == "en" else "安作者"}]


def test_the_feed_of_everything_follows_the_home_page() -> None:
    editions = Editions(site(release("excess")))
    assert editions.rss.findtext("channel/link") == editions.json["home_page_url"] == f"{URL}en/"
    assert editions.json["title"] == "Everything new — The Hub"
    assert editions.rss.findtext("channel/description") == editions.json["description"] == "Approved: Everything new"
    assert editions.atom.findtext(ATOM + "id") == "tag:hub.example.org,2026:feeds/all:en"
    assert Editions(site(release("excess")), "motor").atom.findtext(ATOM + "id") == "tag:hub.example.org,2026:feeds/motor:en"


def test_links_in_atom_say_what_they_are() -> None:
    editions = Editions(site(release("excess")))
    link = editions.atom.find(f"{ATOM}entry/{ATOM}link")
    assert dict(link.attrib) == {"href": f"{URL}en/articles/motor/excess/", "rel": "alternate", "type": "text/html", "hreflang": "en"}
    content = editions.atom.find(f"{ATOM}entry/{ATOM}content")
    assert dict(content.attrib) == {"type": "html"}
    own = [dict(link.attrib) for link in editions.atom.findall(ATOM + "link")]
    assert own[0] == {"href": f"{URL}en/feeds/all.atom.xml", "rel": "self", "type": "application/atom+xml"}
    assert own[1]["rel"] == "alternate" and own[1]["href"] == f"{URL}en/"


def test_guids_are_no_permalinks() -> None:
    assert [guid.get("isPermaLink") for guid in Editions(site(release("excess"))).rss.iter("guid")] == ["false"]


def test_every_address_in_a_body_is_absolute() -> None:
    body = (
        '<p><a href="hub:/en/faq/motor/ncd/">question</a> <a href="#source-1">source 1</a> <a href="https://other.example/?a=1&amp;b=2">other</a> '
        '<a href="hub:/en/articles/motor/excess/#car">car</a> <a href="mailto:a@example.org">mail</a></p>'
    )
    content = html.fragment_fromstring(Editions(site(release("excess", body=body))).content(), create_parent=True)
    assert [anchor.get("href") for anchor in content.iter("a")] == [
        f"{URL}en/faq/motor/ncd/",
        f"{URL}en/articles/motor/excess/#source-1",
        "https://other.example/?a=1&b=2",
        f"{URL}en/articles/motor/excess/#car",
        "mailto:a@example.org",
    ]


def test_a_body_leaves_behind_what_only_our_pages_use() -> None:
    body = (
        '<h2 id="how">How</h2><p>An <a class="term" href="hub:/en/glossary/#excess" data-term="Excess" data-definition="zxqv">excess</a>.</p>'
        '<div class="admonition warning"><p class="admonition-title">Mind</p></div>'
        '<table><thead><tr><th scope="col" class="right">A</th></tr></thead>'
        '<tbody><tr data-place="TW"><th scope="row">Taiwan</th></tr></tbody></table>'
    )
    content = Editions(site(release("excess", body=body))).content()
    assert not re.search(r"class=|data-|\sid=|zxqv", content)
    assert f'<p>An <a href="{URL}en/glossary/#excess">excess</a>.</p>' in content
    assert '<th scope="col">A</th>' in content and '<th scope="row">Taiwan</th>' in content and "<h2>How</h2>" in content


def test_the_full_text_with_what_must_stand_with_it() -> None:
    content = Editions(site(release("excess", short_answer="You pay < 5 & wait.", body="<p>First &amp; last.</p>\n<p>More.</p>"))).content()
    assert content.split("\n") == [
        "<p>You pay &lt; 5 &amp; wait.</p>",
        "<p>First &amp; last.</p>",
        "<p>More.</p>",
        "<hr>",
        "<p>General &amp; &lt;plain&gt;.</p>",
        "<p>Checked by Rob Reviewer, Compliance officer, Example &amp; Co, on 2 March 2026 for Taiwan, Hong Kong.</p>",
    ]


def test_a_post_begins_with_its_body_and_chinese_is_chinese_throughout() -> None:
    content = Editions(site(post("storm", locale="zh-Hant", body="<p>颱風前拍照。</p>")), locale="zh-Hant").content()
    checked = "<p>由Example &amp; Co羅審閱（Compliance officer）於2026年3月2日查核，適用地區：台灣、香港。</p>"
    assert content.split("\n") == ["<p>颱風前拍照。</p>", "<hr>", "<p>一般資訊。</p>", checked]


def test_a_demonstration_says_so_wherever_its_approvals_go() -> None:
    library = replace(LIBRARY, site=LIBRARY.site.model_copy(update={"demonstration": True}))
    assert Editions(site(release("excess"), library=library)).content().endswith("\n<p>Demonstration: all of it is fictional.</p>")


def test_a_guide_has_its_steps_with_links_to_what_is_released() -> None:
    excess = release("excess", title="Excess & <more>", published=date(2020, 1, 1))
    content = Editions(site(excess, guide("baby", "articles/motor/excess", "articles/motor/gone"))).content()
    steps = content.split("<h2>Step by step</h2>\n")[1].split("\n<hr>")[0]
    title = f'<p><a href="{URL}en/articles/motor/excess/">Excess &amp; &lt;more&gt;</a></p>'
    assert steps == f"<ol>\n<li>{title}<p>Because &amp; 1.</p></li>\n<li><p>Because &amp; 2.</p></li>\n</ol>"


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_titles_come_back_as_they_were_and_break_nothing(title: str) -> None:
    editions = Editions(site(release("excess", title=title, summary=title, short_answer=title, body=f"<p>{escape(title)}</p>")))
    assert editions.titles() == [[title]] * 3
    assert editions.atom.findtext(f"{ATOM}entry/{ATOM}summary") == editions.json["items"][0]["summary"] == title
    for markup in (editions.rss.findtext("channel/item/description"), editions.content()):
        fragment = html.fragment_fromstring(markup, create_parent=True)
        assert title in fragment.text_content()
        assert not list(fragment.iter("script", "b", "title"))
    for raw in (editions.raw_rss, editions.raw_atom):
        assert b"<script" not in raw and not feedparser.parse(raw).bozo


@given(st.text(st.characters(codec=None), min_size=1))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_characters_give_well_formed_feeds_without_control_characters(words: str) -> None:
    words = f"x{words}"
    escaped = words.replace("&", "&amp;").replace("<", "&lt;")
    editions = Editions(site(release("excess", title=words, summary=words, short_answer=words, body=f"<p>{escaped}</p>")))
    dropped = {letter for letter in words if unicodedata.category(letter) in ("Cc", "Cs") or letter in "\ufffe\uffff"} - set("\t\n\r")
    kept = "".join(letter for letter in words if letter not in dropped)
    assert editions.titles() == [[kept]] * 3
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]", editions.content())


def test_a_control_character_in_a_body_is_dropped() -> None:
    editions = Editions(site(release("excess", title="a\x00b\x1bc\ud800d\ufffee\uffff", body="<p>o\x00ne\x0btwo\x85three&#1;\ud800four\ufffe</p>")))
    assert editions.titles() == [["abcde"]] * 3
    assert "<p>onetwothreefour</p>" in editions.content()


def test_ids_do_not_know_the_address_of_the_site() -> None:
    made = [release("excess"), post("storm")]
    assert Editions(site(*made)).ids() == Editions(site(*made, url="https://elsewhere.example/")).ids()


def test_the_same_site_gives_the_same_bytes() -> None:
    made = [release("excess", locale=locale) for locale in LOCALES] + [post("storm"), guide("baby", "articles/motor/excess", "posts/2026/storm")]
    first = files(site(*made))
    assert first == files(replace(site(*made[::-1]), instant=datetime(2031, 1, 1, tzinfo=UTC)))
    assert len(first) == 3 * (2 + 2 + 2 + 1)


def test_a_day_is_written_as_people_write_it() -> None:
    assert day(date(2026, 11, 3), "en", ENGLISH) == "3 November 2026"
    assert day(date(2026, 11, 3), "zh-Hant", CHINESE) == "2026年11月3日"


def test_an_approval_that_names_no_place_holds_for_all_places_listed() -> None:
    approval = release("excess").approval
    assert checked_by(approval, LIBRARY, "en") == "Checked by Rob Reviewer, Compliance officer, Example & Co, on 2 March 2026 for Taiwan, Hong Kong."
    assert checked_by(approval.model_copy(update={"jurisdictions": ()}), LIBRARY, "en").endswith(" on 2 March 2026 for all places listed.")


def test_a_name_with_braces_is_only_a_name() -> None:
    approval = release("excess").approval.model_copy(update={"role": "{firm} {0}", "firm": "{"})
    assert "Rob Reviewer, {firm} {0}, {, on" in checked_by(approval, LIBRARY, "en")


def test_an_entry_tells_its_latest_change_and_no_older_one() -> None:
    changes = (Change(changed_on=date(2026, 2, 3), what="Rates & limits are new."), Change(changed_on=date(2026, 1, 3), what="An older one."))
    changed, same = (Editions(site(release("a", **more))).json["items"][0]["content_html"] for more in ({"changes": changes}, {}))
    assert changed == same.replace("<hr>", "<p>Changed on 3 February 2026: Rates &amp; limits are new.</p>\n<hr>", 1) != same
