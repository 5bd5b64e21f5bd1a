from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from hub.reading.strict_yaml import MAX_DEPTH, read


def _codes(text: str) -> list[tuple[int, str]]:
    return [(problem.line, problem.code) for problem in read("a.yml", text)[2]]


def test_what_a_reader_sees_is_what_the_program_gets() -> None:
    text = """\
text: plain words, with a comma
quoted: "yes"
yes_and_no: true
whole: -12
decimal: 1.5
day: 2026-12-01
nothing:
list: [a, 1]
block:
  - b: c
folded: >-
  one
  two
"""
    value, lines, problems = read("a.yml", text)
    assert problems == []
    assert value == {
        "text": "plain words, with a comma", "quoted": "yes", "yes_and_no": True, "whole": -12, "decimal": 1.5,
        "day": date(2026, 12, 1), "nothing": None,
        "list": ["a", 1], "block": [{"b": "c"}], "folded": "one two",
    }  # fmt: skip
    assert (lines["text"], lines["list"], lines["list.1"], lines["block.0.b"], lines["folded"]) == (1, 8, 8, 10, 11)


def test_lines_count_from_the_file_when_the_text_begins_further_down() -> None:
    _, lines, problems = read("a.md", "a: 1\nb: on\n", first_line=2)
    assert lines["a"] == 2
    assert (problems[0].path, problems[0].line) == ("a.md", 3)


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        pytest.param("a: 1\nb: [1, 2\nc: 3", 3, "HUB110", id="list not closed"),
        pytest.param("a: 1\nb: c: d", 2, "HUB110", id="colon in plain text"),
        pytest.param("a: 1\n\tb: 2", 2, "HUB110", id="tab"),
        pytest.param('a: "no end', 1, "HUB110", id="quotation not closed"),
        pytest.param("a: 1\nb: yes", 2, "HUB111", id="yes"),
        pytest.param("a: [on, 1]", 1, "HUB111", id="on"),
        pytest.param("a: No", 1, "HUB111", id="No"),
        pytest.param("a: y", 1, "HUB111", id="y"),
        pytest.param("no: 1", 1, "HUB111", id="Norway as a key"),
        pytest.param("true: 1", 1, "HUB111", id="true as a key"),
        pytest.param("a: 1:30", 1, "HUB112", id="time of day"),
        pytest.param("a: 190:20:30", 1, "HUB112", id="base 60"),
        pytest.param("a: 012", 1, "HUB113", id="octal"),
        pytest.param("a: 0o14", 1, "HUB113", id="octal of YAML 1.2"),
        pytest.param("a: 0x1F", 1, "HUB113", id="hexadecimal"),
        pytest.param("a: 0b101", 1, "HUB113", id="binary"),
        pytest.param("a: 1_000", 1, "HUB113", id="underscores"),
        pytest.param("a: 1e3", 1, "HUB113", id="exponent"),
        pytest.param("a: .inf", 1, "HUB113", id="infinity"),
        pytest.param("a: -.NaN", 1, "HUB113", id="not a number, nearly"),
        pytest.param("a: 2026-02-30", 1, "HUB114", id="day that does not exist"),
        pytest.param("a: 2026-13-01", 1, "HUB114", id="month that does not exist"),
        pytest.param("a: &x 1", 1, "HUB115", id="anchor"),
        pytest.param("a: 1\nb: *x", 2, "HUB115", id="alias"),
        pytest.param("<<: {a: 1}", 1, "HUB115", id="merge key"),
        pytest.param("a: !!str 1", 1, "HUB116", id="tag"),
        pytest.param("a: !!python/object/apply:os.system [echo]", 1, "HUB116", id="tag that would run a program"),
        pytest.param("a: !ENV HOME", 1, "HUB116", id="tag that would read the environment"),
        pytest.param("a: 1\n&x b: 2", 2, "HUB119", id="anchor on a key"),
        pytest.param("? [a, b]\n: 1", 1, "HUB119", id="list as a key"),
        pytest.param("a: 1\nb: 2\na: 3", 3, "HUB118", id="key twice"),
        pytest.param("a:\n  b: 1\n  b: 2", 3, "HUB118", id="key twice further down"),
        pytest.param('"a": 1\na: 2', 2, "HUB118", id="key twice, once quoted"),
        pytest.param("a: 1\n---\nb: 2", 2, "HUB120", id="two documents"),
        pytest.param("a: " + "[" * 9 + "]" * 9, 1, "HUB117", id="too deep"),
    ],
)
def test_each_surprise_is_refused_on_its_line(text: str, line: int, code: str) -> None:
    value, _, problems = read("a.yml", text)
    assert value is None
    assert (line, code) in [(problem.line, problem.code) for problem in problems]
    assert all(problem.path == "a.yml" and problem.message and problem.fix and problem.refuses for problem in problems)


@pytest.mark.parametrize("word", ["True", "FALSE", "Null", "NULL", "1.", ".5", "1_000.5", "00.5", "2026-12-01 10:00:00", "1_0:30"])
def test_other_plain_words_that_yaml_changes_are_refused(word: str) -> None:
    assert not isinstance(yaml.safe_load(word), str)
    assert _codes(f"a: {word}") != []


@pytest.mark.parametrize(
    "text",
    [
        'a: "yes"',
        "a: 'no'",
        'a: "012"',
        'a: "1:30"',
        "a: |\n  yes\n",
        "a: off the road",
        "a: 12 months",
        "a: v1.0",
        "a: 3/4",
        "a: 10:75",
        "a: tag #1",
    ],
)
def test_quoted_and_harmless_words_pass(text: str) -> None:
    assert _codes(text) == []
    assert read("a.yml", text)[0] == yaml.safe_load(text)


def test_all_surprises_of_a_document_are_told_at_once() -> None:
    assert _codes("a: yes\nb: 012\nc: 2026-02-30\nd: *x\na: 1\n") == [(1, "HUB111"), (2, "HUB113"), (3, "HUB114"), (4, "HUB115"), (5, "HUB118")]


def test_what_was_found_before_broken_yaml_is_told_too() -> None:
    assert _codes("a: yes\nb: [1\n") == [(1, "HUB111"), (3, "HUB110")]


@pytest.mark.parametrize("text", ["[" * 5_000, "{a: " * 2_000, "- " * 3_000 + "a", "[" * 3_000 + "]" * 3_000])
def test_bottomless_nesting_is_refused_and_not_a_crash(text: str) -> None:
    assert {code for _, code in _codes(text)} <= {"HUB110", "HUB117"} != set()


def test_the_deepest_allowed_level_passes() -> None:
    assert _codes("[" * MAX_DEPTH + "1" + "]" * MAX_DEPTH) == []


def test_a_number_of_five_thousand_digits_is_refused_and_not_a_crash() -> None:
    value, _, problems = read("a.yml", "review_in: " + "1" * 5_000)
    assert value is None
    assert problems


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n", "~"])
def test_an_empty_document_is_nothing(text: str) -> None:
    assert read("a.yml", text)[0] is None


SOUP = st.lists(
    st.sampled_from(
        [
            "a",
            "b: ",
            "- ",
            "? ",
            ": ",
            "[",
            "]",
            "{",
            "}",
            ",",
            "&x ",
            "*x ",
            "!!str ",
            "<<: ",
            "|",
            ">",
            "'",
            '"',
            "#",
            "\n",
            "\n  ",
            "---",
            "...",
            "%YAML 1.1",
            "yes",
            "012",
            "1:2",
            "2026-02-30",
            "\t",
            "\ufeff",
            "\\",
            "\u0085",
        ]
    ),
    max_size=25,
).map("".join)


@given(st.text(max_size=80) | SOUP)
@example("\x00")
@example("a: \ufffe")
@example("%TAG ! tag:a,2000:\n---\n!a b")
def test_no_text_makes_it_crash(text: str) -> None:
    value, lines, problems = read("a.yml", text, first_line=2)
    assert value is None or not problems
    assert all(
        2 <= problem.line <= text.count("\n") + 3 + text.count("\u0085") + text.count("\r") + text.count("\u2028") + text.count("\u2029")
        for problem in problems
    )
    assert all(line >= 2 for line in lines.values())


KEYS = st.text("abcdefg_", min_size=1, max_size=6)
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff\ufffe\uffff\u2028\u2029"), max_size=20)
SAFE: Any = st.recursive(
    TEXTS | st.integers(-(10**6), 10**6) | st.booleans() | st.none() | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(KEYS.filter(lambda key: key not in ("y", "n")), SAFE, max_size=4), st.booleans())
def test_safe_documents_mean_what_plain_yaml_says(value: dict[str, Any], flow: bool) -> None:
    text = yaml.safe_dump(value, allow_unicode=True, default_flow_style=flow)
    read_value, _, problems = read("a.yml", text)
    # `on`, `1:30` and the like are quoted by a good writer; what is left plain and refused would be read otherwise by somebody.
    if not problems:
        assert read_value == yaml.safe_load(text) == value
    else:
        assert {problem.code for problem in problems} <= {"HUB111", "HUB112", "HUB113", "HUB114", "HUB117"}


@given(st.text(st.sampled_from("0123456789-+._:eExXoObaTZ "), min_size=1, max_size=10))
def test_a_plain_word_is_read_as_yaml_reads_it_or_refused(word: str) -> None:
    value, _, problems = read("a.yml", f"- {word}\n")
    if not problems and not isinstance(value[0], dict):  # a key is always text to us: '0:'
        assert value == yaml.safe_load(f"- {word}\n")
