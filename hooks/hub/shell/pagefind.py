"""Pagefind at the command line: documents in, a search bundle out."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pagefind_bin

UNUSED = ("pagefind-ui.*", "pagefind-modular-ui.*", "pagefind-component-ui.*", "pagefind-highlight.*")
"""Its own interfaces, half a megabyte in every bundle. Ours is `overrides/assets/search/panel.js`."""


class PagefindError(Exception):
    """Pagefind could not index. Its text is what Pagefind printed."""


def index(documents: Path, bundle: Path) -> int:
    """Indexes the HTML files under `documents` into the folder `bundle`, whose older content is deleted, and says how many there were.

    The binary is the one of the package, never one that happens to stand in PATH; settings of the environment are kept from it, because a build
    must be the same anywhere. Raises PagefindError when it cannot start, fails, takes over five minutes or leaves no bundle.
    """
    shutil.rmtree(bundle, ignore_errors=True)
    settings = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
    try:
        command = [str(pagefind_bin.get_executable().absolute()), "--site", str(documents.absolute()), "--output-path", str(bundle.absolute())]
        done = subprocess.run(command, cwd=documents, env=settings, capture_output=True, text=True, errors="replace", timeout=300, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise PagefindError(str(error)) from error
    entry = bundle / "pagefind-entry.json"
    if done.returncode or not entry.is_file():
        raise PagefindError(f"pagefind ended with {done.returncode}:\n{done.stdout}{done.stderr}".strip())
    for pattern in UNUSED:
        for path in sorted(bundle.glob(pattern)):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    return sum(language["page_count"] for language in json.loads(entry.read_text(encoding="utf-8"))["languages"].values())
