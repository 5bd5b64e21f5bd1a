from __future__ import annotations

from datetime import date

import pytest

from hub.model.items import Article, Term
from hub.reading.content import derive, read_items, read_markdown
from hub.text.chinese import Simplifier
from tests.conftest import Project

ARTICLE = "en/articles/motor/carpet-excess.md"
CHINESE = "zh-Hant/articles/motor/carpet-excess.md"
TERM = "_data/glossary/excess.yml"
SIMPLIFY = Simplifier([("自負額", "免赔额"), ("「", "“")])


def _found(project: Project, name: str) -> list[tuple[str, int, str]]:
    item, problems = read_markdown(project.root, f"content/{name}")
    assert (item is None) == bool(problems)
    assert all(problem.fix and problem.message and problem.refuses for problem in problems)
    return [(problem.path, problem.line, problem.code) for problem in problems]


def test_a_file_becomes_an_item_that_knows_its_lines(library: Project) -> None:
    item, problems = read_markdown(library.root, f"content/{ARTICLE}")
    assert problems == []
    assert item is not None
    assert isinstance(item.matter, Article)
    assert (item.id, item.locale, item.type, item.topic) == ("articles/motor/carpet-excess", "en", "article", "motor")
    assert item.address == "en/articles/motor/carpet-excess/"
    assert item.matter.next_review_on == date(2027, 11, 1)
    for key in ("title", "jurisdictions", "snippets", "names_product"):
        assert item.line_of(key) == library.line(ARTICLE, f"{key}:")
    assert item.line_of("sources.1.title") == library.line(ARTICLE, "Carpets and Other Hazards")
    assert item.body.startswith("The excess is taken")
    assert item.body_line == library.line(ARTICLE, "The excess is taken")
    assert item.line_with("Ask |") == library.line(ARTICLE, "Anywhere else")


def test_blank_lines_before_the_body_do_not_move_its_lines(library: Project) -> None:
    library.edit(ARTICLE, "---\nThe excess", "---\n\n\n\nThe excess")
    item, _ = read_markdown(library.root, f"content/{ARTICLE}")
    assert item is not None
    assert item.body_line == library.line(ARTICLE, "The excess is taken")


def test_windows_line_ends_make_the_same_item(library: Project) -> None:
    before, _ = read_markdown(library.root, f"content/{ARTICLE}")
    library.write(ARTICLE, library.read(ARTICLE).replace("\n", "\r\n"))
    assert read_markdown(library.root, f"content/{ARTICLE}") == (before, [])


def test_a_rule_in_the_body_is_not_the_end_of_the_front_matter(library: Project) -> None:
    library.edit(ARTICLE, "It does not matter", "***\n\n---\n\nIt does not matter")
    item, problems = read_markdown(library.root, f"content/{ARTICLE}")
    assert problems == []
    assert item is not None
    assert "\n---\n" in item.body


@pytest.mark.parametrize(
    ("old", "new", "words", "code"),
    [
        pytest.param("title: What", "title: [What", "summary", "HUB110", id="broken YAML"),
        pytest.param("title: What", "title: Cover: what", "title", "HUB110", id="colon in a title"),
        pytest.param("names_product: false\n---\n", "names_product: false\n", "---", "HUB109", id="front matter not closed"),
        pytest.param("---\ntitle", "title", "title", "HUB108", id="front matter not opened"),
        pytest.param("reviewed_on: 2026-11-01", "reviewed_on: 2026-02-30", "reviewed_on", "HUB114", id="impossible date"),
        pytest.param("accessed_on: 2026-10-31", "accessed_on: 2026-13-31", "accessed_on", "HUB114", id="impossible date within a list"),
        pytest.param("reviewed_on: 2026-11-01", "reviewed_on: last week", "reviewed_on", "HUB124", id="no date"),
        pytest.param("reviewed_on: 2026-11-01", "reviewed_on: 20261101", "reviewed_on", "HUB124", id="number for a date"),
        pytest.param("review_in: 12", 'review_in: "12"', "review_in", "HUB124", id="text for a number"),
        pytest.param("review_in: 12", "review_in: 0", "review_in", "HUB124", id="review at once"),
        pytest.param("review_in: 12", "review_in: 1.5", "review_in", "HUB124", id="decimal for a whole number"),
        pytest.param("title: What is the excess on a flying carpet?", "title: 5", "title", "HUB124", id="number for text"),
        pytest.param("title: What is the excess on a flying carpet?", "title:", "title", "HUB124", id="nothing for text"),
        pytest.param("title: What is the excess on a flying carpet?", 'title: " x"', "title", "HUB124", id="space around text"),
        pytest.param("title: What is the excess on a flying carpet?", 'title: "a\\nb"', "title", "HUB124", id="line break in a title"),
        pytest.param("audience: [consumer]", "audience: consumer", "audience", "HUB124", id="text for a list"),
        pytest.param("audience: [consumer]", "audience: [king]", "audience", "HUB124", id="unknown audience"),
        pytest.param("jurisdictions: [TW, HK, UK]", "jurisdictions: [TW, FR]", "jurisdictions", "HUB124", id="unknown place"),
        pytest.param("jurisdictions: [TW, HK, UK]", "jurisdictions: []", "jurisdictions", "HUB124", id="no place"),
        pytest.param("topic: motor", "topic: carpets", "topic", "HUB124", id="unknown topic"),
        pytest.param("topic: motor", "topic: travel", "topic", "HUB205", id="topic of another folder"),
        pytest.param("names_product: false", "names_product: no", "names_product", "HUB111", id="implicit boolean"),
        pytest.param("names_product: false", 'names_product: "false"', "names_product", "HUB124", id="text for true or false"),
        pytest.param("title: What is", "title: &t What is", "title", "HUB115", id="anchor"),
        pytest.param("topic: motor", "topic: *t", "topic", "HUB115", id="alias of YAML"),
        pytest.param("topic: motor", "topic: !!str motor", "topic", "HUB116", id="tag"),
        pytest.param("topic: motor", "topic: motor\nTOPIC: motor", "TOPIC", "HUB122", id="unknown key"),
        pytest.param("review_in: 12", "review_in: 12\ntitle: again", "title: again", "HUB118", id="duplicate key"),
        pytest.param("review_in: 12", "review_in: 0:12", "review_in", "HUB112", id="sexagesimal"),
        pytest.param("aliases: [/en/old-carpet/]", "aliases: [en/old]", "aliases", "HUB124", id="old address without slashes"),
        pytest.param("aliases: [/en/old-carpet/]", "aliases: [//evil.example/]", "aliases", "HUB124", id="old address on another host"),
        pytest.param("aliases: [/en/old-carpet/]", "aliases: [/en/../x/]", "aliases", "HUB124", id="old address that climbs"),
        pytest.param("related: [faq", "related: [/faq", "related", "HUB124", id="id with a slash before it"),
        pytest.param("related: [faq", "related: [../faq", "related", "HUB124", id="id that climbs"),
        pytest.param("url: https://nothing.example/book", "url: javascript:alert(1)", "url", "HUB124", id="javascript source"),
        pytest.param("url: https://nothing.example/book", "url: //nothing.example/book", "url", "HUB124", id="source without scheme"),
        pytest.param("url: https://nothing.example/book", "url: https://nothing.example/自", "url", "HUB124", id="source that is not ASCII"),
        pytest.param("hashtags: [carpets,", 'hashtags: ["#carpets",', "hashtags", "HUB124", id="hashtag with its mark"),
        pytest.param("needs: [carpet-cost]", "needs: [a, b, c, d]", "needs", "HUB124", id="four needs"),
    ],
)
def test_each_hostile_input_is_refused_on_its_line(library: Project, old: str, new: str, words: str, code: str) -> None:
    library.edit(ARTICLE, old, new)
    assert (f"content/{ARTICLE}", library.line(ARTICLE, words), code) in _found(library, ARTICLE)


def test_a_missing_key_is_named(library: Project) -> None:
    library.edit(ARTICLE, "author: nora-nobody\n", "")
    (problem,) = read_markdown(library.root, f"content/{ARTICLE}")[1]
    assert problem.code == "HUB123"
    assert "author" in problem.message
    assert "author:" in problem.fix


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("en/articles/motor/Carpet.md", "HUB202"),
        ("en/articles/motor/carpet_excess.md", "HUB202"),
        ("en/articles/motor/carpet--excess.md", "HUB202"),
        ("en/articles/motor/-carpet.md", "HUB202"),
        ("en/articles/motor/飛毯.md", "HUB202"),
        ("en/articles/motor/cafe\u0301.md", "HUB202"),
        ("en/articles/motor/a b.md", "HUB202"),
        ("en/articles/Motor/carpet.md", "HUB202"),
        ("en/articles/motor/.md.md", "HUB202"),
        ("fr/about.md", "HUB201"),
        ("EN/about.md", "HUB201"),
        ("about.md", "HUB201"),
        ("en/carpets.md", "HUB203"),
        ("en/articles/carpet.md", "HUB204"),
        ("en/articles/motor/old/carpet.md", "HUB204"),
        ("en/articles/motor/index.md", "HUB204"),
        ("en/carpets/motor/carpet.md", "HUB204"),
        ("en/guides/motor/carpet.md", "HUB204"),
        ("en/posts/26/carpet.md", "HUB204"),
        ("en/posts/year/carpet.md", "HUB204"),
        ("en/articles/carpets/carpet.md", "HUB205"),
    ],
)
def test_each_place_that_cannot_be_is_refused(library: Project, name: str, code: str) -> None:
    library.write(name, library.read(ARTICLE))
    found = _found(library, name)
    assert [(path, code) for path, _, code in found] == [(f"content/{name}", code)]


def test_front_matter_alone_is_an_item_without_a_body(library: Project) -> None:
    library.write("en/about.md", "---\ntitle: About\nsummary: About.\nauthor: nora-nobody\nreviewed_on: 2026-11-01\n---")
    item, problems = read_markdown(library.root, "content/en/about.md")
    assert problems == []
    assert item is not None
    assert item.body == ""


@pytest.mark.parametrize("text", ["", "\n", "---\n---\n", "---\n- a\n---\n", "---\nwords\n---\n", "---\n"])
def test_an_empty_or_shapeless_file_is_a_problem(library: Project, text: str) -> None:
    library.write(ARTICLE, text)
    assert [path for path, _, _ in _found(library, ARTICLE)] == [f"content/{ARTICLE}"]


def test_the_files_own_faults_and_its_places_are_told_together(library: Project) -> None:
    library.write("fr/About.md", b"\xff")
    assert {code for _, _, code in _found(library, "fr/About.md")} == {"HUB201", "HUB105"}


@pytest.mark.parametrize("escape", ["\\u202e", "\\0", "\\x07", "\\u2066", "\\ufeff", "\\N", "\\L"])
def test_control_and_bidirectional_characters_cannot_come_in_as_escapes(library: Project, escape: str) -> None:
    library.edit(ARTICLE, "title: What is the excess on a flying carpet?", f'title: "What is{escape} the excess?"')
    assert _found(library, ARTICLE) != []


def test_the_last_day_that_exists_is_no_crash(library: Project) -> None:
    library.edit(ARTICLE, "reviewed_on: 2026-11-01", "reviewed_on: 9999-12-31")
    library.load()


# Glossary


def _terms(project: Project) -> dict[str, Term]:
    items, problems = read_items(project.root, SIMPLIFY)
    assert problems == []
    return {item.locale: item.matter for item in items if item.id == "glossary/excess" and isinstance(item.matter, Term)}


def test_a_term_is_cut_into_its_languages(library: Project) -> None:
    terms = _terms(library)
    assert {locale: term.title for locale, term in terms.items()} == {"en": "Excess", "zh-Hant": "自負額", "zh-Hans": "免赔额"}
    assert terms["en"].forms == ("excesses",)
    assert terms["zh-Hans"].definition == "出事时自己先付的那一段，以弹珠计。"


def test_a_regional_word_that_is_the_term_itself_is_left_out(library: Project) -> None:
    library.edit(TERM, "    zh-Hant: 墊底費\n", "    zh-Hant: 自負額\n")
    terms = _terms(library)
    assert terms["en"].regional == (("HK", "carpet excess"),)
    assert terms["zh-Hant"].regional == ()


@pytest.mark.parametrize(
    ("old", "new", "words", "code"),
    [
        ("  zh-Hant: 自負額\n", "", "term:", "HUB124"),
        ("definition:", "meaning:", "meaning", "HUB122"),
        ("  HK:", "  FR:", "regional", "HUB124"),
        ("topics: [motor]", "topics: [carpets]", "topics", "HUB124"),
        ("reviewed_on: 2026-11-01", "reviewed_on: 2026-11-31", "reviewed_on", "HUB114"),
        ("author: nora-nobody", "author: Nora Nobody", "author", "HUB124"),
        ("en: [excesses]", "en: excesses", "excesses", "HUB124"),
    ],
)
def test_each_fault_of_a_term_is_told_on_its_line(library: Project, old: str, new: str, words: str, code: str) -> None:
    library.edit(TERM, old, new)
    problems = read_items(library.root, SIMPLIFY)[1]
    found = {(problem.path, problem.code): problem.line for problem in reversed(problems)}
    assert (f"content/{TERM}", code) in found
    if words not in ("regional", "term:"):
        assert found[f"content/{TERM}", code] == library.line(TERM, words)


def test_a_term_file_with_a_bad_name_is_refused(library: Project) -> None:
    library.write("_data/glossary/Flying Carpet.yml", library.read(TERM))
    assert [(problem.path, problem.code) for problem in read_items(library.root, SIMPLIFY)[1]] == [
        ("content/_data/glossary/Flying Carpet.yml", "HUB202")
    ]


@pytest.mark.parametrize("old", ["  zh-Hant: [墊底費]", "    zh-Hant: 墊底費"])
def test_a_misspelt_language_of_a_term_is_refused(library: Project, old: str) -> None:
    library.edit(TERM, old, old.replace("zh-Hant", "zh-Hnat"))
    assert read_items(library.root, SIMPLIFY)[1] != []


def test_a_number_among_chinese_forms_is_a_problem_and_not_a_crash(library: Project) -> None:
    library.edit(TERM, "zh-Hant: [墊底費]", "zh-Hant: [5]")
    assert read_items(library.root, SIMPLIFY)[1] != []


@pytest.mark.parametrize("months", ["1000000", "-500000", "0"])
def test_the_review_interval_of_a_term_is_bounded_as_a_pages_is(library: Project, months: str) -> None:
    library.edit(TERM, "author:", f"review_in: {months}\nauthor:")
    assert any(problem.refuses for problem in library.load().problems)


# The whole library


def test_every_item_is_there_in_three_languages_in_order(library: Project) -> None:
    items, problems = read_items(library.root, SIMPLIFY)
    assert problems == []
    assert len(items) == 48
    assert [item.key for item in items] == sorted((item.key for item in items), key=lambda key: (key[0], ["en", "zh-Hant", "zh-Hans"].index(key[1])))
    assert {item.locale for item in items if item.is_derived} == {"zh-Hans"}


def test_simplified_is_derived_word_for_word_but_for_what_is_quoted(library: Project) -> None:
    source, _ = read_markdown(library.root, f"content/{CHINESE}")
    assert source is not None
    derived = derive(source, "zh-Hans", SIMPLIFY)
    assert isinstance(derived.matter, Article)
    assert isinstance(source.matter, Article)
    assert derived.matter.title == "飞毯的免赔额是什么？"
    assert derived.matter.snippets.hooks.question == "飞毯摔下来，谁付钱？"
    assert derived.matter.phrasings[0] == "飞毯免赔额问法之一"
    assert "先扣免赔额" in derived.body
    assert derived.matter.sources == source.matter.sources
    assert (derived.path, derived.body_line, derived.lines, derived.id) == (source.path, source.body_line, source.lines, source.id)
    assert derived.body.count("\n") == source.body.count("\n")
    assert (derived.is_derived, derived.locale, derived.address) == (True, "zh-Hans", "zh-Hans/articles/motor/carpet-excess/")


def test_a_simplified_file_of_its_own_overrides(library: Project) -> None:
    library.write(CHINESE.replace("zh-Hant", "zh-Hans"), library.read(CHINESE).replace("飛毯的自負額是什麼？", "飞毯要先付多少？"))
    (item,) = [item for item in read_items(library.root, SIMPLIFY)[0] if item.key == ("articles/motor/carpet-excess", "zh-Hans")]
    assert (item.matter.title, item.is_derived) == ("飞毯要先付多少？", False)
    assert item.path.startswith("content/zh-Hans/")


def test_an_english_page_alone_derives_nothing(library: Project) -> None:
    library.path(CHINESE).unlink()
    assert [item.locale for item in read_items(library.root, SIMPLIFY)[0] if item.id == "articles/motor/carpet-excess"] == ["en"]


@pytest.mark.parametrize(
    "name", ["en/articles/motor/photo.jpg", "en/notes.txt", "README", "_notes/x.md", "en/articles/motor/carpet.MD", "en/articles/motor/carpet.md~"]
)
def test_a_stray_file_is_refused(library: Project, name: str) -> None:
    library.write(name, "x")
    problems = read_items(library.root, SIMPLIFY)[1]
    assert [(problem.path, problem.code[:4]) for problem in problems] == [(f"content/{name}", "HUB2")]


def test_hidden_files_of_editors_are_left_alone(library: Project) -> None:
    library.write("en/.DS_Store", b"\x00\xff")
    library.write("en/.obsidian/app.json", "{}")
    assert read_items(library.root, SIMPLIFY)[1] == []


@pytest.mark.parametrize("name", ["en/faq/motor/linked.md", "en/faq/linked", "linked", "_data/people/linked.yml", "_data/linked"])
def test_links_are_refused_whether_file_or_folder(library: Project, name: str) -> None:
    target = library.path("en/faq/motor") if "." not in name else library.path("en/about.md")
    library.path(name).symlink_to(target)
    problems = library.load().problems
    assert {(problem.path, problem.code) for problem in problems} >= {(f"content/{name}", "HUB101")}
    assert library.load().site is None


def test_all_faults_of_all_files_are_told_at_once(library: Project) -> None:
    library.edit(ARTICLE, "reviewed_on: 2026-11-01", "reviewed_on: 2026-02-30")
    library.edit("en/about.md", "author:", "auhtor:")
    library.write("en/contact.md", b"\xef\xbb\xbf---\n")
    library.write("en/guides/First.md", "x")
    library.edit("zh-Hant/about.md", "title:", "title: yes #")
    library.edit(TERM, "topics: [motor]", "topics: [x]")
    found = {(problem.path.removeprefix("content/"), problem.code) for problem in read_items(library.root, SIMPLIFY)[1]}
    assert found >= {
        (ARTICLE, "HUB114"), ("en/about.md", "HUB122"), ("en/about.md", "HUB123"), ("en/contact.md", "HUB104"), ("en/guides/First.md", "HUB202"),
        ("zh-Hant/about.md", "HUB111"), (TERM, "HUB124"),
    }  # fmt: skip


def test_every_fault_of_a_front_matter_is_told_at_once_and_each_line_once(library: Project) -> None:
    library.edit(ARTICLE, "topic: motor", "topic: dragons")
    day = next(line for line in library.read(ARTICLE).splitlines() if line.startswith("reviewed_on:"))
    library.edit(ARTICLE, day, "reviewed_on: 2026-02-30")
    library.edit(ARTICLE, "names_product: false", "names_product: no")
    found = [(problem.line, problem.code) for problem in read_markdown(library.root, f"content/{ARTICLE}")[1]]
    lines = [library.line(ARTICLE, words) for words in ("reviewed_on: 2026-02-30", "names_product: no", "topic: dragons")]
    assert found == list(zip(lines, ("HUB114", "HUB111", "HUB124"), strict=True))
