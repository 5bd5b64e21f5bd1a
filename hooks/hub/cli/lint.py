"""Says which sentence breaks which compliance rule, why, on what source, and how it could be said instead.

FILE is an item's file of content/, or any other text file, which is read as one text. Without FILE the whole library is judged.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from hub import site
from hub.checks.lint import ContextError, Finding, Linter
from hub.checks.plain_language import plain_language
from hub.model.places import LOCALES
from hub.model.rules import CONTEXT, JURISDICTIONS
from hub.problems import Problem, annotations, refusing, report
from hub.reading import files
from hub.shell import project, settings

_CODES = ("HUB30", "HUB31")
_KEYS = ("id", "text", "locale", "jurisdiction", "context")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    parser.add_argument("--jsonl", action="store_true", help="judge lines of JSON from standard input, answer in lines of JSON")
    parser.add_argument("--contexts", action="store_true", help="print what may be told of a text besides its words")
    parser.add_argument("--format", choices=("text", "github", "sarif"), default="text", help="how to print (text)")
    parser.add_argument("--locale", choices=LOCALES, default="en", help="the language of a FILE outside content/ (en)")
    parser.add_argument("--jurisdiction", action="append", choices=JURISDICTIONS, help="whose law judges a FILE outside content/ (all)")


def run(options: argparse.Namespace, start: Path, today: date) -> int:
    if options.contexts:
        for key, meaning in CONTEXT.items():
            print(f"{key}: {meaning}")
        return 0
    if options.jsonl:
        linter, problems = site.linter(settings.project_root(start.resolve()), settings.instant())
        if linter is None:
            print(report(problems), file=sys.stderr)
            return 1
        return _answer(linter)
    one = project.load(start)
    root = one.root.resolve()
    inside = {file.resolve().relative_to(root).as_posix() for file in options.files if (root / "content") in file.resolve().parents}
    others = [file for file in options.files if (root / "content") not in file.resolve().parents]
    found = [problem for problem in one.loaded.problems if problem.code.startswith(_CODES) and (not options.files or problem.path in inside)]
    if one.loaded.catalogue is not None and (inside or options.format == "github"):
        for draft in one.loaded.drafts.values():
            if not draft.item.is_derived and (draft.item.path in inside or not options.files):
                found += plain_language(draft, one.loaded.catalogue)
    if others:
        linter, problems = site.linter(root, settings.instant())
        if linter is None:
            print(report(problems), file=sys.stderr)
            return 1
        for file in others:
            found += _of_file(linter, file, options)
    print({"text": report, "github": annotations, "sarif": _sarif}[options.format](found))
    if options.format == "text":
        errors = len(refusing(set(found)))
        print(f"{errors} to mend, {len(set(found)) - errors} to consider.")
    return 1 if refusing(found) else 0


def _of_file(linter: Linter, file: Path, options: argparse.Namespace) -> Iterator[Problem]:
    text, problems = files.read_text(file.parent.resolve(), file.name)
    yield from problems
    for finding in linter.lint(text, options.locale, tuple(options.jurisdiction or JURISDICTIONS)):
        if finding.severity != "note":
            yield finding.as_problem(str(file), 1, text)


def _shown(finding: Finding) -> dict[str, Any]:
    keys = ("rule", "family", "severity", "message", "why", "source", "suggestion", "start", "end", "quote")
    return {key: getattr(finding, key) for key in keys}


def _judged(linter: Linter, line: str) -> dict[str, Any]:
    """The answer to one line. Raises ValueError, whose text says what is wrong with it."""
    record = json.loads(line)
    if not isinstance(record, dict):
        raise ValueError("must be an object with id, text and locale")
    if unknown := [key for key in record if key not in _KEYS]:
        raise ValueError(f"unknown key {unknown[0]!r}; known are {', '.join(_KEYS)}")
    text, locale, place, context = record.get("text"), record.get("locale"), record.get("jurisdiction"), record.get("context") or {}
    if not isinstance(text, str):
        raise ValueError("text must be a string")
    if locale not in LOCALES:
        raise ValueError(f"locale must be one of {', '.join(LOCALES)}")
    places = JURISDICTIONS if place is None else tuple(place) if isinstance(place, list) else (place,)
    if any(one not in JURISDICTIONS for one in places):
        raise ValueError(f"jurisdiction must be one of {', '.join(JURISDICTIONS)}")
    if not isinstance(context, dict):
        raise ValueError("context must be an object")
    return {"id": record.get("id"), "problems": [_shown(finding) for finding in linter.lint(text, locale, places, context)]}


def _answer(linter: Linter) -> int:
    """Answers standard input line by line; a line that cannot be judged is told on standard error, and the status is 2."""
    status = 0
    for number, line in enumerate(sys.stdin, 1):
        if not line.strip():
            continue
        try:
            print(json.dumps(_judged(linter, line), ensure_ascii=False))
        except (ValueError, ContextError) as error:
            print(f"line {number}: {error}\n    to fix: scripts/hub lint --contexts prints what is known", file=sys.stderr)
            status = 2
    return status


def _sarif(problems: list[Problem]) -> str:
    """SARIF 2.1.0, for code scanning."""
    results = [
        {
            "ruleId": problem.code,
            "level": "error" if problem.refuses else "warning",
            "message": {"text": f"{problem.message}\nto fix: {problem.fix}"},
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": problem.path}, "region": {"startLine": problem.line}}}],
        }
        for problem in sorted(set(problems))
    ]
    driver = {"name": "hub lint", "rules": [{"id": code} for code in sorted({problem.code for problem in problems})]}
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [{"tool": {"driver": driver}, "results": results}]}
    return json.dumps(log, ensure_ascii=False, indent=1)
