"""What the rules found in unchanged texts, kept between runs on this machine. Deleting it costs time and nothing else.

It lies in the user's own cache folder, never in the project: a file that a pull request could bring would let it acquit itself.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import json
import os
import tempfile
from importlib import metadata
from pathlib import Path

from hub.checks.lint import Finding, Judged

_ENGINE = ("checks", "model", "text")
_PACKAGES = ("google-re2", "phonenumbers", "python-stdnum", "pydantic")


@functools.cache
def engine() -> str:
    """SHA-256 of the code that judges, and the versions of what it leans on: another engine remembers nothing of this one's."""
    folder = Path(__file__).parent.parent
    digest = hashlib.sha256(repr([metadata.version(name) for name in _PACKAGES]).encode())
    for file in sorted(file for name in _ENGINE for file in (folder / name).glob("*.py")):
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def folder() -> Path:
    """The hub's part of the user's cache folder. Raises RuntimeError where there is no user with a home."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "insurance-knowledge-hub"


def place(root: Path) -> Path:
    return folder() / f"judged-{hashlib.sha256(str(root.resolve()).encode()).hexdigest()[:16]}.json"


def recall(root: Path) -> Judged:
    """What an earlier run kept; nothing where it kept none, or what is there cannot be read."""
    try:
        kept = json.loads(place(root).read_bytes())
        if kept["engine"] != engine():
            return Judged()
        return Judged({key: [Finding(**one) for one in found] for key, found in kept["judged"].items()})
    except (OSError, RuntimeError, ValueError, TypeError, KeyError, AttributeError):  # RuntimeError: nobody's home
        return Judged()


def keep(root: Path, judged: Judged) -> None:
    """Keeps what this run asked for, and forgets what it did not. A folder that cannot be written to is no failure."""
    if not judged.now or judged.now.keys() == judged.before.keys():
        return
    found = {key: [dataclasses.asdict(one) for one in findings] for key, findings in judged.now.items()}
    try:
        file = place(root)
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            json.dump({"engine": engine(), "judged": found}, stream, ensure_ascii=False)
        Path(name).replace(file)
    except (OSError, RuntimeError):
        return
