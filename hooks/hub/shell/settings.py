"""The project's root, its public address from mkdocs.yml, and the build instant: what every command starts from."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import yaml
import yaml_env_tag


class SettingsError(Exception):
    """A setting is missing or cannot be read; the message says which and how to mend it."""


class _Loader(yaml.SafeLoader):
    """mkdocs.yml as MkDocs reads it, with `!ENV`; every other tag is of no interest here."""


_Loader.add_constructor("!ENV", yaml_env_tag.construct_env_tag)
_Loader.add_multi_constructor("", lambda loader, suffix, node: None)


def project_root(start: Path) -> Path:
    """The nearest folder at or above `start` that holds mkdocs.yml."""
    for folder in (start, *start.parents):
        if (folder / "mkdocs.yml").is_file():
            return folder
    raise SettingsError(f"{start}: no mkdocs.yml here or above\n    to fix: run the command inside the project")


def site_url(root: Path) -> str:
    """The public address, ending with '/'. `mkdocs serve` changes its own copy of it; snippets and approvals need this one."""
    value = yaml.load((root / "mkdocs.yml").read_text(encoding="utf-8"), Loader=_Loader).get("site_url")  # noqa: S506 (a SafeLoader)
    if not isinstance(value, str) or not value.startswith(("https://", "http://")):
        raise SettingsError("mkdocs.yml:1: site_url must be a whole web address\n    to fix: site_url: https://hub.example.org/")
    return value.rstrip("/") + "/"


def instant(environment: Mapping[str, str] = os.environ) -> datetime:
    """The build instant, aware: SOURCE_DATE_EPOCH (seconds since 1970) if set, else the clock."""
    given = environment.get("SOURCE_DATE_EPOCH", "")
    if not given:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        return datetime.fromtimestamp(int(given), UTC)
    except (ValueError, OverflowError, OSError) as error:
        fix = "export SOURCE_DATE_EPOCH=$(date +%s), or unset it"
        raise SettingsError(f"SOURCE_DATE_EPOCH must be whole seconds since 1970, is {given[:40]!r}\n    to fix: {fix}") from error
