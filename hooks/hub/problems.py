"""What is wrong, where, and how to mend it: the one message type of the project.

Codes are never reused. HUB1xx reading · 2xx structure · 3xx claims and compliance · 4xx people and licences · 5xx translation · 6xx approval ·
7xx freshness · 8xx platform and snippet · 9xx site output.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One finding. `path` is relative to the project, `line` counts from 1. A problem that does not `refuses` is advice and never stops a build."""

    path: str
    line: int
    code: str
    message: str
    fix: str
    refuses: bool = True

    def __str__(self) -> str:
        word = "" if self.refuses else "advice: "
        return f"{self.path}:{self.line}: {self.code} {word}{self.message}\n    to fix: {self.fix}"


def refusing(problems: Iterable[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.refuses]


def report(problems: Iterable[Problem]) -> str:
    """All problems, sorted and without repeats, for a terminal."""
    return "\n".join(str(problem) for problem in sorted(set(problems)))


def annotations(problems: Iterable[Problem]) -> str:
    """The same as workflow commands, which put each message on its line of a pull request."""

    def escape(text: str, more: str = "") -> str:
        return "".join(f"%{ord(letter):02X}" if letter in "%\r\n" + more else letter for letter in text)

    return "\n".join(
        f"::{'error' if problem.refuses else 'warning'} file={escape(problem.path, ':,')},line={problem.line},title={problem.code}::"
        f"{escape(problem.message)}%0Ato fix: {escape(problem.fix)}"
        for problem in sorted(set(problems))
    )
