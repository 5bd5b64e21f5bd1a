"""Writing a site: files into a staging folder, then the whole folder into place at once."""

from __future__ import annotations

import ctypes
import fcntl
import hashlib
import os
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

from hub.outputs.artifact import Artifact

_AT_FDCWD, _RENAME_EXCHANGE, _RENAME_SWAP = -100, 2, 2


def write(artifacts: Iterable[Artifact], folder: Path) -> int:
    """Writes each artifact below `folder`, which none may leave, and none may overwrite. Returns how many there were."""
    count = 0
    top = folder.resolve()
    for artifact in artifacts:
        file = (top / artifact.path).resolve()
        if not file.is_relative_to(top):
            raise ValueError(f"the output {artifact.path} would be written outside the site")
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("xb") as stream:
            stream.write(artifact.data)
        count += 1
    return count


def _exchange(one: Path, other: Path) -> bool:
    """Swaps two folders in one step of the operating system; False where it knows no such step."""
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "darwin":
            return libc.renamex_np(os.fsencode(one), os.fsencode(other), _RENAME_SWAP) == 0
        return libc.renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0
    except (AttributeError, OSError):
        return False


def swap(staged: Path, final: Path) -> None:
    """Puts a finished folder in the place of the last good one.

    On Linux and macOS both change places in one step: a kill at any moment leaves one of them whole at `final`. Elsewhere it takes two renames,
    and a kill between them leaves the last good site at `final`.old.
    """
    if final.exists():
        if not _exchange(staged, final):
            old = final.with_name(final.name + ".old")
            shutil.rmtree(old, ignore_errors=True)
            final.rename(old)
            staged.rename(final)
            shutil.rmtree(old)
            return
        shutil.rmtree(staged)
    else:
        staged.rename(final)


def _is_in_use(folder: Path) -> bool:
    """Whether a running build holds the folder. What it held is free as soon as it ends, however it ends."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(handle)
    return False


def stage(final: Path) -> Path:
    """A new folder beside `final` in which a site is built, this process's own. What killed builds left there is deleted."""
    old = final.with_name(final.name + ".old")
    if old.is_dir() and not final.exists():
        old.rename(final)
    for leftover in [old, *final.parent.glob(f"{final.name}.new*")]:
        if leftover.is_dir() and not _is_in_use(leftover):
            shutil.rmtree(leftover)
    staged = final.with_name(f"{final.name}.new-{os.getpid()}")
    staged.mkdir(parents=True)
    fcntl.flock(os.open(staged, os.O_RDONLY), fcntl.LOCK_EX)  # held until the process ends
    return staged


def contents(folder: Path, *tops: str) -> dict[str, bytes]:
    """The bytes of every file at or below `tops`, which are relative to `folder`, by path relative to it, sorted."""
    return {path: (folder / path).read_bytes() for path in files(folder) if path.startswith(tops)}


def digest(folder: Path) -> str:
    """SHA-256 (hexadecimal) of every path below a folder and its bytes."""
    found = hashlib.sha256()
    for path in files(folder):
        data = (folder / path).read_bytes()
        found.update(f"{path}\0{len(data)}\0".encode() + data)
    return found.hexdigest()


def files(folder: Path) -> list[str]:
    """Every file below a folder, relative to it, sorted."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
