"""One file from disk, or the problem that keeps it out."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from hub.problems import Problem
from hub.text.canonical import canonical
from hub.text.invisible import described, invisible

MAX_BYTES = 256 * 1024
MAX_LINE = 10_000


def read_text(root: Path, path: str) -> tuple[str, list[Problem]]:
    """The file's canonical text (NFC, LF), or '' and every reason to refuse it. `path` is relative to `root`, with '/'."""
    file = root / path

    def refuse(code: str, message: str, fix: str, line: int = 1) -> tuple[str, list[Problem]]:
        return "", [Problem(path, line, code, message, fix)]

    if any((root / Path(*Path(path).parts[:depth])).is_symlink() for depth in range(1, len(Path(path).parts) + 1)):
        return refuse("HUB101", "must be a real file, not a symbolic link", "replace the link by the file it points at")
    try:
        if file.exists() and not file.is_file():  # a pipe would keep the build waiting for ever
            return refuse("HUB103", "must be an ordinary file", "replace it by a text file")
        if file.stat().st_size > MAX_BYTES:
            return refuse(
                "HUB102", f"must be at most {MAX_BYTES // 1024} KB, is {file.stat().st_size // 1024} KB", "split the text into several items"
            )
        data = file.read_bytes()
    except OSError as error:
        return refuse("HUB103", f"must be readable: {error.strerror}", "check the file and its permissions")
    if data.startswith(b"\xef\xbb\xbf"):
        return refuse("HUB104", "must not begin with a byte order mark", "save the file as 'UTF-8' (without BOM)")
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return refuse("HUB105", f"must be UTF-8; byte {error.start} is not", "save the file as UTF-8 (it may be Big5, GBK or UTF-16)", line)
    text = canonical(text)
    problems: list[Problem] = []
    for number, line_text in enumerate(text.split("\n"), 1):
        if len(line_text) > MAX_LINE:
            problems.append(
                Problem(
                    path, number, "HUB106", f"a line must be at most {MAX_LINE:,} characters, is {len(line_text):,}", "write one sentence per line"
                )
            )
        for letter in invisible(line_text):
            problems.append(
                Problem(path, number, "HUB107", f"must not hold the invisible character {described(letter)}", "delete it; retype the word")
            )
    return ("" if problems else text), problems


def walk(root: Path, folder: str) -> Iterator[str]:
    """Every file below a folder, sorted, relative to `root`; links are named, never followed; names that begin with a dot are left alone."""
    for parent, folders, files in os.walk(root / folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        links = [name for name in folders if (Path(parent) / name).is_symlink()]
        for name in sorted([*files, *links]):
            if not name.startswith("."):
                yield (Path(parent) / name).relative_to(root).as_posix()
