from __future__ import annotations

from hub.problems import Problem, annotations, refusing, report

TYPO = Problem("content/en/b.md", 3, "HUB124", "reviewed_on must be a date", "correct reviewed_on")
LATER = Problem("content/en/b.md", 12, "HUB217", "the link x leads to no item", "correct the path")
ADVICE = Problem("content/en/a.md", 1, "HUB701", "was to be reviewed by 2020-01-01", "read it again", refuses=False)


def test_a_problem_reads_as_place_code_message_and_cure() -> None:
    assert str(TYPO) == "content/en/b.md:3: HUB124 reviewed_on must be a date\n    to fix: correct reviewed_on"


def test_advice_says_that_it_is_advice() -> None:
    assert str(ADVICE).startswith("content/en/a.md:1: HUB701 advice: was to be")


def test_report_is_sorted_by_path_and_by_line_as_a_number_and_names_each_problem_once() -> None:
    assert report([LATER, TYPO, ADVICE, TYPO]).splitlines()[::2] == [str(one).splitlines()[0] for one in (ADVICE, TYPO, LATER)]


def test_report_of_nothing_is_empty() -> None:
    assert report([]) == ""


def test_only_problems_that_refuse_stop_a_build() -> None:
    assert refusing([ADVICE, TYPO]) == [TYPO]


def test_annotations_put_errors_and_warnings_on_their_lines() -> None:
    first, second = annotations([TYPO, ADVICE]).splitlines()
    assert first.startswith("::warning file=content/en/a.md,line=1,title=HUB701::was to be reviewed")
    assert second == "::error file=content/en/b.md,line=3,title=HUB124::reviewed_on must be a date%0Ato fix: correct reviewed_on"


def test_an_annotation_stays_one_workflow_command_whatever_the_message_holds() -> None:
    evil = Problem("a.md", 1, "HUB110", "50% of\r\n::error::words", "none\n::set-env::")
    (line,) = annotations([evil]).splitlines()
    assert "50%25 of%0D%0A::error::words%0Ato fix: none%0A::set-env::" in line


def test_a_file_name_cannot_end_the_path_of_an_annotation() -> None:
    evil = Problem("a,line=99::b.md", 1, "HUB202", "the name must be ASCII kebab-case", "rename it")
    head = annotations([evil]).removeprefix("::error ").split("::")[0]
    assert head.count(",") == 2
    assert "line=1" in head
