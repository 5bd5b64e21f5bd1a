"""Everything an editor wants to know, without a build: what is wrong, what is due, what is held back."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from hub.cli import frontmatter
from hub.model.places import LOCALES
from hub.outputs import summary
from hub.problems import annotations, refusing, report
from hub.reading.files import walk
from hub.shell import project
from hub.shell.settings import project_root


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="show problems of these files only")
    parser.add_argument("--fix", action="store_true", help="put front-matter keys into their order first")
    parser.add_argument("--annotations", action="store_true", help="print workflow commands, which mark the lines of a pull request")


def run(options: argparse.Namespace, start: Path, today: date) -> int:
    root = project_root(start.resolve())
    unknown = [file for file in options.files if not file.resolve().is_relative_to(root) or not file.exists()]
    for file in unknown:
        print(f"{file}: must be a file of this project\n    to fix: give its path as seen from {Path.cwd()}", file=sys.stderr)
    if unknown:
        return 2
    if options.fix:
        for locale in LOCALES:
            for path in walk(root, f"content/{locale}"):
                if path.endswith(".md") and not (root / path).is_symlink() and frontmatter.restore_order(root / path):
                    print(f"{path}: front-matter keys put in order")
    one = project.load(start)
    problems = one.loaded.problems
    if options.files:
        wanted = {file.resolve().relative_to(root).as_posix() for file in options.files}
        problems = tuple(problem for problem in problems if problem.path in wanted)
    if problems:
        print(annotations(problems) if options.annotations else report(problems))
    refused = len(refusing(problems))
    if one.loaded.site and not options.files:
        print(f"{len(one.loaded.site.releases)} items are public, {len(one.loaded.site.held)} held back.")
        print(*summary.held_back(one.loaded.site), sep="\n", end="\n" if one.loaded.site.held else "")
    print(f"{refused} to mend, {len(set(problems)) - refused} to consider.")
    return 1 if refused else 0
