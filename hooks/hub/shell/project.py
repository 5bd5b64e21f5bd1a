"""The project on disk, loaded as a build or a command needs it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from hub import site
from hub.problems import Problem, refusing, report
from hub.shell import memory, settings

Mode = Literal["release", "preview", "serve"]


class Refused(Exception):
    """The project has problems that refuse a build. Its text is for a terminal: every problem, with its cure."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        found = refusing(set(problems))
        super().__init__(f"{len(found)} problem{'s' if len(found) > 1 else ''}; the last good site stays as it was\n{report(found)}")


@dataclass(frozen=True)
class Project:
    """Where everything stands, and what `site.load` made of it at this instant."""

    root: Path
    loaded: site.Loaded


def load(start: Path, mode: Mode = "release") -> Project:
    """The project that `start` is in. Raises settings.SettingsError; problems are in `loaded`."""
    root = settings.project_root(start.resolve())
    judged = memory.recall(root)
    loaded = site.load(root, settings.instant(), settings.site_url(root), shows_held=mode != "release", judged=judged)
    memory.keep(root, judged)
    return Project(root, loaded)


def load_site(start: Path, mode: Mode) -> tuple[site.Site, tuple[Problem, ...]]:
    """The site to build, and advice. Raises Refused or settings.SettingsError."""
    loaded = load(start, mode).loaded
    if loaded.site is None:
        raise Refused(loaded.problems)
    return loaded.site, loaded.problems
