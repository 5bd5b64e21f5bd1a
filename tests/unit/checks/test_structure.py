from __future__ import annotations

import pytest

from hub import checks
from hub.checks import advisors, cards, compliance, disclosures, freshness, structure
from hub.cli import frontmatter
from tests.conftest import Project

ARTICLE = "en/articles/motor/carpet-excess.md"
CHINESE = "zh-Hant/articles/motor/carpet-excess.md"
FAQ = "en/faq/motor/dragon-fire.md"
GUIDE = "en/guides/first-dragon.md"
TERM = "_data/glossary/excess.yml"


def _found(project: Project) -> list[tuple[str, int, str]]:
    """Everything that refuses, as (path below content/, line, code)."""
    problems = [problem for problem in project.problems() if problem.refuses]
    assert all(problem.fix and problem.message for problem in problems)
    return [(problem.path.removeprefix("content/"), problem.line, problem.code) for problem in problems]


def test_the_golden_library_has_no_fault_and_no_advice(library: Project) -> None:
    assert library.problems() == []


def test_every_check_is_in_the_table_and_says_its_rule() -> None:
    modules = (structure, freshness, advisors, compliance, disclosures, cards)
    written = {one for module in modules for name, one in vars(module).items() if name.startswith("check_")}
    assert written == set(checks.CHECKS)
    for one in checks.CHECKS:
        rule = one.__doc__ or ""
        assert {"must", "should", "may"} & set(rule.split("\n")[0].split())
        assert "Bad:" in rule
        assert "Good:" in rule


# Lengths


@pytest.mark.parametrize(
    ("name", "key", "letter", "limit"),
    [
        (ARTICLE, "title", "x", 65), (ARTICLE, "summary", "x", 160), (ARTICLE, "short_answer", "x", 320),
        (CHINESE, "title", "彈", 30), (CHINESE, "summary", "彈", 80), (CHINESE, "short_answer", "彈", 150),
    ],
)  # fmt: skip
def test_lengths_are_bounded_by_script(library: Project, name: str, key: str, letter: str, limit: int) -> None:
    line = library.line(name, f"{key}:")
    old = library.read(name).split("\n")[line - 1]
    library.edit(name, old, f"{key}: {letter * limit}")
    assert _found(library) == []
    library.edit(name, letter * limit, letter * (limit + 1))
    assert (name, line, "HUB221") in _found(library)


# Changes


def _told(*days: str) -> str:
    return "review_in: 12\nchanges:\n" + "\n".join(f'  - changed_on: {day}\n    what: "Marbles."' for day in days)


@pytest.mark.parametrize(
    ("days", "publish_on", "code", "at"),
    [
        (("2026-11-01", "2026-10-01"), "2026-09-01", "", 0),
        (("2026-10-01", "2026-10-01"), "2026-10-01", "", 0),
        (("2026-11-02",), "2026-09-01", "HUB704", 0),
        (("2026-11-01", "2026-08-31"), "2026-09-01", "HUB705", 1),
        (("2026-10-01", "2026-10-02"), "2026-09-01", "HUB706", 1),
    ],
)
def test_changes_stand_newest_first_within_the_life_of_the_page(library: Project, days: tuple[str, ...], publish_on: str, code: str, at: int) -> None:
    library.edit(ARTICLE, "review_in: 12", _told(*days))
    library.edit(ARTICLE, "content_type:", f"publish_on: {publish_on}\ncontent_type:")
    line = library.line(ARTICLE, f"changed_on: {days[at]}")
    assert _found(library) == ([(ARTICLE, line, code)] if code else [])


def test_a_change_is_one_short_line(library: Project) -> None:
    library.edit(ARTICLE, "review_in: 12", _told("2026-11-01"))
    library.edit(ARTICLE, '"Marbles."', '"' + "x" * 160 + '"')
    assert _found(library) == []
    library.edit(ARTICLE, "x" * 160, "x" * 161)
    assert (ARTICLE, library.line(ARTICLE, "xxxx"), "HUB221") in _found(library)


def test_the_rules_read_a_change(library: Project) -> None:
    library.edit(ARTICLE, "review_in: 12", _told("2026-11-01"))
    library.edit(ARTICLE, '"Marbles."', '"Guaranteed returns of 8% a year, no risk."')
    found = [problem for problem in library.problems() if problem.line == library.line(ARTICLE, "Guaranteed returns")]
    assert any(problem.code.startswith("HUB3") for problem in found)


# References


@pytest.mark.parametrize(
    ("name", "old", "new", "words", "code"),
    [
        pytest.param(ARTICLE, "related: [faq/motor/dragon-fire", "related: [faq/motor/no-such", "related", "HUB222", id="related to nothing"),
        pytest.param(
            ARTICLE, "related: [faq/motor/dragon-fire", "related: [articles/motor/carpet-excess", "related", "HUB222", id="related to itself"
        ),
        pytest.param(GUIDE, "item: faq/motor/dragon-fire", "item: faq/motor/no-such", "item: faq/motor/no-such", "HUB222", id="step to nothing"),
        pytest.param(ARTICLE, "[only-a-test, ", "[no-such, ", "disclosures", "HUB223", id="unknown disclosure"),
        pytest.param(ARTICLE, "needs: [carpet-cost]", "needs: [no-such]", "needs", "HUB224", id="unknown need"),
        pytest.param(ARTICLE, "author: nora-nobody", "author: somebody-else", "author", "HUB401", id="unknown author"),
        pytest.param(ARTICLE, "author: nora-nobody", "author: rufus-reviewer", "author", "HUB401", id="author who only reviews"),
        pytest.param(TERM, "author: nora-nobody", "author: somebody-else", "author", "HUB401", id="unknown author of a term"),
    ],
)
def test_what_is_named_exists(library: Project, name: str, old: str, new: str, words: str, code: str) -> None:
    library.edit(name, old, new)
    assert (name, library.line(name, words), code) in _found(library)


@pytest.mark.parametrize("old", ["item: articles/travel/moon-trip", "- faq/home/haunted-house"])
def test_the_home_page_names_what_exists(library: Project, old: str) -> None:
    library.edit("_data/home.yml", old, old.split("/")[0] + "/no/such")
    assert [(path, code) for path, _, code in _found(library)] == [("_data/home.yml", "HUB222")]


def test_messages_name_what_may_be_used(library: Project) -> None:
    library.edit(ARTICLE, "author: nora-nobody", "author: somebody-else")
    (problem,) = [problem for problem in library.problems() if problem.code == "HUB401"]
    assert "somebody-else" in problem.message
    assert problem.fix == "use one of dora-double, nora-nobody"


# Addresses


@pytest.mark.parametrize(
    "alias",
    [
        "/en/about/",
        "/en/About/",
        "/EN/ABOUT/",
        "/en/articles/motor/carpet-excess/",
        "/zh-Hant/about/",
        "/ZH-HANS/about/",
        "/en/",
        "/zh-Hans/",
        "/en/glossary/",
        "/en/Search/",
        "/api/v1/",
        "/assets/x/",
    ],
)
def test_an_alias_must_be_free_whatever_the_case_of_its_letters(library: Project, alias: str) -> None:
    library.edit(ARTICLE, "/en/old-carpet/", alias)
    assert (ARTICLE, library.line(ARTICLE, "aliases"), "HUB225") in _found(library)


@pytest.mark.parametrize(
    "alias", ["/zh-Hant/glossary/", "/zh-Hans/topics/", "/en/topics/motor/", "/en/faq/motor/", "/en/feeds/all/", "/API/v1/", "/Assets/"]
)
def test_an_alias_must_not_take_a_page_that_the_hub_makes(library: Project, alias: str) -> None:
    library.edit(ARTICLE, "/en/old-carpet/", alias)
    assert (ARTICLE, library.line(ARTICLE, "aliases"), "HUB225") in _found(library)


def test_two_items_must_not_share_an_alias_that_differs_in_case_only(library: Project) -> None:
    library.edit("zh-Hant/about.md", "author:", "aliases: [/EN/Old-Carpet/]\nauthor:")
    assert _found(library) == [(ARTICLE, library.line(ARTICLE, "aliases"), "HUB225")]


def test_one_item_must_not_name_an_alias_twice(library: Project) -> None:
    library.edit(ARTICLE, "[/en/old-carpet/]", "[/en/old-carpet/, /en/OLD-carpet/]")
    assert _found(library) == [(ARTICLE, library.line(ARTICLE, "aliases"), "HUB225")]


# Uniqueness


def test_a_title_stands_on_one_page(library: Project) -> None:
    library.edit(FAQ, "Does insurance pay for dragon fire?", "What is the EXCESS, on a flying carpet")
    assert _found(library) == [(FAQ, library.line(FAQ, "title:"), "HUB226")]


def test_a_phrasing_stands_on_one_page_whatever_its_marks_and_case(library: Project) -> None:
    library.edit(FAQ, "who pays for dragon fire form three", "What is a carpet-excess, number two?")
    assert _found(library) == [(FAQ, library.line(FAQ, "carpet-excess, number two"), "HUB226")]


def test_languages_may_share_a_title(library: Project) -> None:
    library.edit("zh-Hant/about.md", "關於這個不可能的書庫", "About this impossible library")
    assert "HUB226" not in [code for _, _, code in _found(library)]


@pytest.mark.parametrize(
    ("old", "new"), [("title", "term:\n  en: excesses\n"), ("form", "forms:\n  zh-Hant: [墊底費]\n"), ("case", "forms:\n  en: [EXCESS]\n")]
)
def test_a_word_belongs_to_one_term(library: Project, old: str, new: str) -> None:
    name = "_data/glossary/moon-cover.yml"
    if old == "title":
        library.edit(name, "term:\n  en: Moon cover\n", new)
    else:
        library.edit(name, "topics:", new + "topics:")
    assert {(path, code) for path, _, code in _found(library)} == {(name, "HUB227")}


# Links


@pytest.mark.parametrize(
    ("href", "code"),
    [
        ("../../faq/motor/no-such.md", "HUB217"),
        ("../../faq/motor/Dragon-Fire.md", "HUB217"),
        ("../../../zh-Hant/about.md", "HUB217"),
        ("../../../../../etc/passwd.md", "HUB217"),
        ("../../faq.md/x.md", "HUB217"),
        ("../../faq/保險.md", "HUB217"),
        ("../../faq/motor/dragon-fire.md#no-such", "HUB218"),
        ("../../faq/motor/dragon-fire.md#source-2", "HUB218"),
        ("#no-such", "HUB218"),
        ("#source-3", "HUB218"),
        ("#source-0", "HUB218"),
        ("/en/about/", "HUB216"),
        ("//evil.example/", "HUB216"),
        ("javascript:alert(1)", "HUB210"),
        ("data:text/html,x", "HUB210"),
    ],
)
def test_a_broken_link_is_refused_on_its_line(library: Project, href: str, code: str) -> None:
    library.edit(ARTICLE, "It does not matter who flew the carpet.", f"It does not [matter]({href}).")
    assert _found(library) == [(ARTICLE, library.line(ARTICLE, "[matter]"), code)]


@pytest.mark.parametrize(
    "href",
    [
        "../../faq/motor/dragon-fire.md#first-hour",
        "../../faq/motor/dragon-fire.md#source-1",
        "#source-2",
        "#how",
        "../../topics.md",
        "../../glossary.md#excess",
        "../../search.md",
        "../../index.md",
        "../../glossary/excess.md",
    ],
)
def test_a_good_link_passes(library: Project, href: str) -> None:
    library.edit(ARTICLE, "It does not matter who flew the carpet.", f"It does not [matter]({href}).")
    assert _found(library) == []


def test_a_link_to_a_term_that_does_not_exist_is_refused(library: Project) -> None:
    library.edit(ARTICLE, "It does not matter who flew the carpet.", "It does not [matter](../../glossary.md#no-such).")
    assert _found(library) == [(ARTICLE, library.line(ARTICLE, "[matter]"), "HUB218")]


def test_a_broken_link_whose_address_begins_a_good_one_is_found_on_its_own_line(library: Project) -> None:
    library.edit(ARTICLE, "It does not matter", "See [how](#how).\nIt does [not](#ho) matter")
    assert _found(library) == [(ARTICLE, library.line(ARTICLE, "[not]"), "HUB218")]


def test_a_link_written_twice_is_told_once(library: Project) -> None:
    library.edit(ARTICLE, "It does not matter", "[a](#no-such) [b](#no-such)")
    assert len(_found(library)) == 1


def test_an_item_missing_in_one_language_breaks_only_that_languages_links(library: Project) -> None:
    library.path("zh-Hant/faq/motor/dragon-fire.md").unlink()
    assert {path.split("/")[0] for path, _, code in _found(library) if code == "HUB217"} == {"zh-Hant"}


def test_a_refused_file_brings_no_blame_on_pages_that_link_to_it(library: Project) -> None:
    library.edit(ARTICLE, "reviewed_on: 2026-11-01", "reviewed_on: 2026-02-30")
    assert _found(library) == [(ARTICLE, library.line(ARTICLE, "reviewed_on"), "HUB114")]


# Phrasings


def test_an_article_should_have_eight_phrasings(library: Project) -> None:
    library.edit(ARTICLE, "  - what is a carpet excess number eight\n", "")
    (problem,) = library.problems()
    assert (problem.path, problem.line, problem.code, problem.refuses) == (f"content/{ARTICLE}", library.line(ARTICLE, "phrasings"), "HUB228", False)


def test_keys_out_of_order_are_advised_and_put_in_order(library: Project) -> None:
    path = "en/faq/motor/dragon-fire.md"
    text = library.read(path)
    title = next(line for line in text.splitlines() if line.startswith("title:"))
    library.write(path, text.replace(f"{title}\n", "", 1).replace("names_product:", f"{title}\nnames_product:", 1))
    found = [problem for problem in library.load().problems if problem.code == "HUB229"]
    assert [(problem.path, problem.refuses) for problem in found] == [(f"content/{path}", False)]
    assert frontmatter.restore_order(library.path(path))
    assert library.read(path) == text
    assert not frontmatter.restore_order(library.path(path))
