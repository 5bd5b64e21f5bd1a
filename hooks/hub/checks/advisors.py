"""Checks of the firm's own advisors and of the files that they import elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from hub.checks.catalogue import Catalogue
from hub.problems import Problem

SCHEDULER_DAYS = 365


def _path(name: str) -> str:
    return f"content/_data/advisors/{name}.yml"


def check_licences(catalogue: Catalogue) -> Iterator[Problem]:
    """A licence should be renewed before it ends, and what is no longer held should not stay.

    Bad: valid_until: 2025-06-30, today. Good: the renewed licence's last day, read from the register.
    """
    today = catalogue.instant.date()
    for name, advisor in catalogue.library.advisors.items():
        for licence in advisor.licences:
            said = f"the licence {licence.number} ({licence.place})"
            fix = "read the register and give the new last day, or delete the licence"
            state = licence.state(today)
            if state == "ended":
                message = f"{said} ended on {licence.valid_until}: the page says so, and the share library no longer takes its number"
                yield Problem(_path(name), 1, "HUB404", message, fix, refuses=False)
            elif state == "ends-soon":
                yield Problem(_path(name), 1, "HUB405", f"{said} ends on {licence.valid_until}", fix, refuses=False)


def check_advisors(catalogue: Catalogue) -> Iterator[Problem]:
    """An advisor's channels must be networks of _platforms, and each licence must say where it is checked.

    Bad: channels: {orkut: …}. Good: channels: {line: …}, and a licence in a place whose register stands in _data/authorities.
    """
    library = catalogue.library
    for name, advisor in library.advisors.items():
        for channel in sorted(advisor.channels.keys() - library.platforms.keys()):
            fix = f"use one of {', '.join(sorted(library.platforms))}, or write content/_platforms/{channel}.yml"
            yield Problem(_path(name), 1, "HUB406", f"the channel {channel} must be a network of _platforms", fix)
        for licence in advisor.licences:
            authority = library.authorities.get(licence.place)
            if not licence.check_at and not (authority and authority.licence_register):
                message = f"the licence {licence.number} must say where it is checked: {licence.place} has no licence_register in _data/authorities"
                yield Problem(_path(name), 1, "HUB407", message, "add check_at with name and url, or the place's register")


def check_schedulers(catalogue: Catalogue) -> Iterator[Problem]:
    """What a scheduling tool imports should have been checked within a year.

    Bad: checked_on: 2024-01-01. Good: the source read again, and checked_on moved.
    """
    for name, tool in catalogue.library.schedulers.items():
        if tool.confidence != "own" and catalogue.instant.date() - tool.checked_on > timedelta(days=SCHEDULER_DAYS):
            message = f"was last checked on {tool.checked_on}"
            yield Problem(f"content/_data/schedulers/{name}.yml", 1, "HUB807", message, "read its source again", refuses=False)
