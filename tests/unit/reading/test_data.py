from __future__ import annotations

import pytest

from hub.problems import Problem
from hub.reading.data import fill_simplified, read_library, read_strings, read_term_list
from hub.text.chinese import Simplifier
from tests.conftest import Project

PERSON = "_data/people/nora-nobody.yml"


def _library(project: Project) -> list[Problem]:
    pairs, problems = read_term_list(project.root)
    assert not problems
    return read_library(project.root, Simplifier(pairs), pairs)[1]


def _found(project: Project) -> list[tuple[str, int, str]]:
    problems = _library(project)
    assert all(problem.fix and problem.refuses for problem in problems)
    return [(problem.path, problem.line, problem.code) for problem in problems]


def test_the_golden_data_is_whole_and_simplified_where_nobody_wrote_it(library: Project) -> None:
    pairs, _ = read_term_list(library.root)
    made, problems = read_library(library.root, Simplifier(pairs), pairs)
    assert problems == []
    assert made is not None
    assert made.people["nora-nobody"].employer["zh-Hans"] == "不存在公司"
    assert made.people["nora-nobody"].licence is not None
    assert made.people["nora-nobody"].licence["text"]["zh-Hans"] == "假牌照号码0000-TEST"
    assert made.place_names(("HK", "TW"), "en") == ("Taiwan", "Hong Kong")
    assert dict(made.terms_to_simplified)["自負額"] == "免赔额"
    assert set(made.platforms) == {"x", "line", "wechat"}


def test_a_written_simplified_text_is_kept() -> None:
    assert fill_simplified({"zh-Hant": "自負額", "zh-Hans": "自付的钱"}, Simplifier())["zh-Hans"] == "自付的钱"


def test_simplified_is_filled_in_at_any_depth_and_in_lists() -> None:
    raw = {
        "a": [{"b": {"en": "x", "zh-Hant": "險"}}],
        "forms": {"zh-Hant": ["險", "費"]},
        "other": {"zh-Hant": "險", "note": "no text in three languages"},
    }
    filled = fill_simplified(raw, Simplifier())
    assert filled["a"][0]["b"]["zh-Hans"] == "险"
    assert filled["forms"]["zh-Hans"] == ["险", "费"]
    assert "zh-Hans" not in filled["other"]


@pytest.mark.parametrize(
    ("name", "old", "new", "words", "code"),
    [
        (PERSON, "roles: [author]", "roles: author", "roles", "HUB124"),
        (PERSON, "roles: [author]", "roles: [king]", "roles", "HUB124"),
        (PERSON, "roles: [author]", "roles: []", "roles", "HUB124"),
        (PERSON, "demonstration: true", "demonstration: yes", "demonstration", "HUB111"),
        (PERSON, "employer:", "employers:", "employers", "HUB122"),
        (PERSON, "  zh-Hant: 沒有人付彈珠。\n", "", "interests", "HUB123"),
        ("_platforms/x.yml", "limit: 280", "limit: 0", "limit", "HUB124"),
        ("_platforms/x.yml", "limit: 280", 'limit: "280"', "limit", "HUB124"),
        ("_platforms/x.yml", "unit: weighted", "unit: letters", "unit", "HUB124"),
        ("_platforms/x.yml", "https://x.com/intent", "javascript:alert(1)//intent", "share_url", "HUB124"),
        ("_platforms/x.yml", "checked_on: 2026-11-22", "checked_on: 2026-11-31", "checked_on", "HUB114"),
        ("_data/site.yml", "nobody@impossible.example", "nobody", "report_email", "HUB124"),
        ("_data/site.yml", "demonstration: true\n", "", "name:", "HUB123"),
        ("_data/authorities/TW.yml", "https://regulator-tw.example/", "//regulator-tw.example/", "url", "HUB124"),
        ("_data/topics.yml", "id: basics", "id: carpets", "id: carpets", "HUB124"),
        ("_data/disclosures/only-a-test.yml", "in_force_from: 2001-01-01", "in_force_from: soon", "in_force_from", "HUB124"),
        ("_data/home.yml", "id: accident", "id: flying", "id: flying", "HUB124"),
    ],
)
def test_each_fault_is_told_on_its_line(library: Project, name: str, old: str, new: str, words: str, code: str) -> None:
    library.edit(name, old, new)
    found = _found(library)
    assert (f"content/{name}", library.line(name, words), code) in found
    assert {path for path, _, _ in found} == {f"content/{name}"}


def test_a_wrong_entry_of_a_list_is_one_fault(library: Project) -> None:
    library.edit(PERSON, "roles: [author]", "roles: [king]")
    assert len(_found(library)) == 1


def test_a_misspelt_key_is_answered_with_the_right_one(library: Project) -> None:
    library.edit(PERSON, "employer:", "employers:")
    assert any("did you mean employer?" in problem.fix for problem in _library(library))


@pytest.mark.parametrize(
    ("name", "like"),
    [
        ("_data/people/Nora Nobody.yml", PERSON),
        ("_data/people/ñora.yml", PERSON),
        ("_data/people/nora.yaml", PERSON),
        ("_data/authorities/FR.yml", "_data/authorities/TW.yml"),
        ("_data/people/team/nora.yml", PERSON),
    ],
)
def test_a_file_name_that_cannot_be_is_refused(library: Project, name: str, like: str) -> None:
    library.write(name, library.read(like))
    assert _found(library) == [(f"content/{name}", 1, "HUB130")]


def test_a_topic_without_a_name_is_missed(library: Project) -> None:
    text = library.read("_data/topics.yml")
    library.write("_data/topics.yml", "topics:\n  - id: life" + text.split("  - id: life")[1])
    assert _found(library) == [("content/_data/topics.yml", 1, "HUB131")]


@pytest.mark.parametrize("name", ["_data/site.yml", "_data/topics.yml", "_data/home.yml"])
def test_a_missing_file_is_a_problem_and_not_a_crash(library: Project, name: str) -> None:
    library.path(name).unlink()
    assert (f"content/{name}", 1, "HUB103") in _found(library)


@pytest.mark.parametrize("name", ["_data/site.yml", "_data/topics.yml", "_data/home.yml", PERSON, "_platforms/x.yml"])
@pytest.mark.parametrize("text", ["", "- a\n", "words\n", "5\n"])
def test_a_file_of_another_shape_is_a_problem_and_not_a_crash(library: Project, name: str, text: str) -> None:
    library.write(name, text)
    assert (f"content/{name}", 1, "HUB121") in _found(library)


def test_all_faults_of_all_files_are_told_at_once(library: Project) -> None:
    library.edit(PERSON, "roles: [author]", "roles: [king]")
    library.edit("_platforms/x.yml", "limit: 280", "limit: many")
    library.edit("_strings/en.yml", "menu:", "menus:")
    assert {path for path, _, _ in _found(library)} >= {f"content/{PERSON}", "content/_platforms/x.yml", "content/_strings/en.yml"}


# Interface words


def _strings(project: Project) -> list[tuple[str, int, str]]:
    return [(problem.path, problem.line, problem.code) for problem in read_strings(project.root)[1]]


def test_every_interface_word_is_there_in_three_languages(library: Project) -> None:
    strings, problems = read_strings(library.root)
    assert problems == []
    assert set(strings["en"]) == set(strings["zh-Hant"]) == set(strings["zh-Hans"]) != set()


@pytest.mark.parametrize("locale", ["en", "zh-Hant", "zh-Hans"])
def test_a_word_that_one_language_lacks_is_named(library: Project, locale: str) -> None:
    name = f"_strings/{locale}.yml"
    library.write(name, "\n".join(line for line in library.read(name).split("\n") if not line.startswith("menu:")))
    assert _strings(library) == [(f"content/{name}", 1, "HUB128")]


def test_a_placeholder_that_one_language_lacks_is_named(library: Project) -> None:
    name = "_strings/zh-Hant.yml"
    line = library.line(name, "read_on:")
    library.write(name, library.read(name).replace(library.read(name).split("\n")[line - 1], 'read_on: "已閱"'))
    assert _strings(library) == [(f"content/{name}", line, "HUB129")]


@pytest.mark.parametrize("word", ["", '""', "5", "[a]", "true"])
def test_a_word_that_is_no_text_is_named(library: Project, word: str) -> None:
    name = "_strings/en.yml"
    line = library.line(name, "menu:")
    library.write(name, library.read(name).replace(library.read(name).split("\n")[line - 1], f"menu: {word}"))
    assert _strings(library) == [(f"content/{name}", line, "HUB127")]


# The Simplified term list

TERM_LIST = "_data/zh-Hans-terms.yml"


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("{from: 甲}", "HUB123"),
        ("{from: 甲, to: 5}", "HUB124"),
        ("{from: 甲, to: 乙, why: x}", "HUB122"),
        ("words", "HUB124"),
        ("{from: 自負額, to: 乙}", "HUB126"),
    ],
)
def test_each_faulty_row_of_the_term_list_is_told_on_its_line(library: Project, row: str, code: str) -> None:
    library.write(TERM_LIST, library.read(TERM_LIST) + f"  - {row}\n")
    _, problems = read_term_list(library.root)
    assert [(problem.path, problem.line, problem.code) for problem in problems] == [(f"content/{TERM_LIST}", library.line(TERM_LIST, row), code)]


def test_a_row_from_nothing_is_refused(library: Project) -> None:
    library.write(TERM_LIST, library.read(TERM_LIST) + '  - {from: "", to: 乙}\n')
    assert read_term_list(library.root)[1] != []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (TERM_LIST, "- a\n"),
        (TERM_LIST, "words\n"),
        (TERM_LIST, "terms: 5\n"),
        (TERM_LIST, "term: []\n"),
        ("_strings/en.yml", "- a\n"),
        ("_strings/en.yml", "words\n"),
        ("_data/needs.yml", "- a\n"),
        ("_data/needs.yml", "english: 5\n"),
        ("_data/needs.yml", "english:\n"),
        ("_data/search/products.yml", "- a\n"),
        ("_data/glossary/excess.yml", "term: {en: Excess, zh-Hant: [5]}\n"),
    ],
)
def test_any_other_shape_of_any_data_file_is_a_problem_and_not_a_crash(library: Project, name: str, text: str) -> None:
    library.write(name, text)
    assert f"content/{name}" in {problem.path for problem in library.load().problems if problem.refuses}


@pytest.mark.parametrize("pattern", ["^[A-Z", "(a", "", "(?P<n>a)", "(?i)a", "a\\\\Z"])
def test_a_pattern_that_no_browser_could_read_is_refused(library: Project, pattern: str) -> None:
    """In a browser it would close the share library for everybody."""
    own = f'claims:\n  - why: {{en: "lies", zh-Hant: "說謊"}}\n    en: ["{pattern}"]\n    zh: ["謊"]\n    samples: {{en: [lie], zh: [謊]}}\n'
    library.write("_data/own-words.yml", own)
    assert [(one.line, one.code) for one in library.problems() if one.path == "content/_data/own-words.yml"] == [(3, "HUB124")]
    library.write("_data/own-words.yml", own.replace(f'"{pattern}"', '"li(?:e|ar)s?"'))
    assert not [one for one in library.problems() if one.path == "content/_data/own-words.yml"]
