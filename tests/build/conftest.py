"""What the build tests share: the golden library as a real MkDocs project, approved and built once, and copies of it to spoil.

Every build runs in a process of its own, as `make site` runs it, at an instant of its own; the hooks are those of this clone, copied, so that a test may break them.
"""

from __future__ import annotations

import compileall
import fcntl
import gzip
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import yaml

from hub.model.places import LOCALES
from hub.text import pairs
from hub.text.chinese import has_han
from tests.conftest import GOLDEN, INSTANT, PROJECT, Project

MKDOCS = (sys.executable, "-m", "mkdocs")
URL = "https://hub.example.org/kb/"
"""The address that every site gives itself: below a sub-path, where an address that forgets it leads nowhere."""
_SETTINGS = ("HUB_", "MKDOCS", "PAGEFIND_", "SITE_URL", "SOURCE_DATE_EPOCH", "PYTHON", "LC_", "LANG", "TZ", "GIT_")


@dataclass(frozen=True)
class Ran:
    """How a command ended. `said` is all that it printed."""

    code: int
    said: str


def environment(**more: str) -> dict[str, str]:
    """The environment of a build: nothing of the tests' own settings, one instant, one address. What is set to "" is not set."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_SETTINGS)}
    own = {"SOURCE_DATE_EPOCH": str(int(INSTANT.timestamp())), "SITE_URL": URL, "NO_MKDOCS_2_WARNING": "1", "LC_ALL": "C.UTF-8"}
    return {name: value for name, value in (kept | own | more).items() if value}


@dataclass(frozen=True)
class Folder:
    """A built site as bytes."""

    root: Path

    @cached_property
    def files(self) -> dict[str, bytes]:
        """Every file by its path; what is compressed (Pagefind's index) is inflated."""
        found = {}
        for path in sorted(self.root.rglob("*")):
            if path.is_file():
                data = path.read_bytes()
                found[path.relative_to(self.root).as_posix()] = gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data
        return found

    @cached_property
    def lowered(self) -> dict[str, bytes]:
        return {path: path.lower().encode() + b"\n" + data.lower() for path, data in self.files.items()}

    def holding(self, word: str, *, tokens: bool = True) -> list[str]:
        """The files that hold the word, in their bytes or in their path, in any spelling that a serialiser may give it."""
        wanted = spellings(word, tokens=tokens)
        return [path for path, data in self.lowered.items() if any(spelling in data for spelling in wanted)]

    def text(self, path: str) -> str:
        return self.files[path].decode()

    def json(self, path: str) -> Any:
        return json.loads(self.files[path])

    @cached_property
    def pages(self) -> list[str]:
        return [path for path in self.files if path.endswith(".html")]


def spellings(word: str, *, tokens: bool = True) -> set[bytes]:
    """UTF-8, JSON escapes, percent signs, character references, UTF-16, and the tokens under which search files Han letters; all in lower case."""
    texts = {
        word,
        json.dumps(word)[1:-1],
        quote(word),
        "".join(f"&#{ord(letter)};" for letter in word),
        "".join(f"&#x{ord(letter):x};" for letter in word),
    }
    found = {text.lower().encode() for text in texts} | {word.lower().encode("utf-16-le"), word.lower().encode("utf-16-be")}
    if tokens and has_han(word):
        found.add(" ".join(dict.fromkeys(pairs.tokens(word))).encode())
        found |= {pairs.token(pair).encode() for pair in pairs.pairs(pairs.folded(word))}
    return found


def tree(folder: Path) -> dict[str, str]:
    """Every path below a folder with the hash of its bytes; {} when the folder is not there."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "folder"
        for path in sorted(folder.rglob("*"))
    }


class Hub(Project):
    """A whole project: content, hooks, overrides, mkdocs.yml, and the site that was built of it."""

    @property
    def site(self) -> Path:
        return self.root / "site"

    def run(self, *command: str | Path, cwd: Path | None = None, umask: int = -1, **settings: str) -> Ran:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=cwd or self.root, env=environment(**settings), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, umask=umask, timeout=120, check=False,
        )  # fmt: skip
        return Ran(done.returncode, done.stdout.decode(errors="replace"))

    def build(self, *flags: str, **settings: Any) -> Ran:
        return self.run(*MKDOCS, "build", *(flags or ("-q", "--strict")), **settings)

    def check(self) -> Ran:
        return self.run(sys.executable, "-m", "hub.cli", "check", PYTHONPATH=str(self.root / "hooks"))

    def start(self, **settings: str) -> subprocess.Popen[bytes]:
        """A build that the test does not wait for, with a process group of its own."""
        return subprocess.Popen(
            [*MKDOCS, "build", "-q", "--strict"],
            cwd=self.root,
            env=environment(**settings),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def built(self, *flags: str, **settings: Any) -> Folder:
        ran = self.build(*flags, **settings)
        assert ran.code == 0, ran.said
        return Folder(self.root / "preview" if settings.get("HUB_PREVIEW") else self.site)

    def copy(self, root: Path) -> Hub:
        shutil.copytree(self.root, root, symlinks=True)
        return Hub(root)

    def hook(self, name: str, code: str) -> None:
        """One more MkDocs hook, after the hub's own."""
        (self.root / "hooks" / f"{name}.py").write_text(code, encoding="utf-8")
        config = self.root / "mkdocs.yml"
        config.write_text(f"{config.read_text(encoding='utf-8').rstrip()}\n  - hooks/{name}.py\n", encoding="utf-8")

    def front(self, name: str, change: Callable[[dict[str, Any]], None], body: str = "") -> None:
        """Changes the front matter of a Markdown file, or a YAML file, as a mapping; and adds to the body."""
        text = self.read(name)
        if name.endswith(".yml"):
            values = yaml.safe_load(text)
            change(values)
            self.write(name, yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=10_000))
            return
        _, head, rest = text.split("---\n", 2)
        values = yaml.safe_load(head)
        change(values)
        self.write(name, f"---\n{yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=10_000)}---\n{rest}{body}")

    def disapprove(self, item_id: str, *locales: str) -> None:
        for locale in locales or LOCALES:
            self.path(f"_approvals/{locale}/{item_id}.yml").unlink()


def make(root: Path, content: Path) -> Hub:
    """A project of this clone's program and somebody's content, nothing approved."""
    root.mkdir(parents=True)
    for name in ("hooks", "overrides"):
        shutil.copytree(PROJECT / name, root / name, ignore=shutil.ignore_patterns("__pycache__", "*.ttc"))
    for font in (PROJECT / "hooks" / "fonts").glob("*.ttc"):
        (root / "hooks" / "fonts" / font.name).symlink_to(font)  # eleven megabytes, which no test spoils
    shutil.copy(PROJECT / "mkdocs.yml", root)
    shutil.copytree(content, root / "content", ignore=shutil.ignore_patterns("_approvals"))
    shutil.copytree(PROJECT / "content" / "_strings", root / "content" / "_strings", dirs_exist_ok=True)
    compileall.compile_dir(root / "hooks", quiet=2)
    return Hub(root)


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Callable[[Path], None]], Path]:
    """`once(name, fill)`: a folder that is filled once, whichever of the parallel test processes comes first."""
    shared = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent

    def folder(name: str, fill: Callable[[Path], None]) -> Path:
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (shared / f"{name}.done").exists():
                shutil.rmtree(shared / name, ignore_errors=True)
                fill(shared / name)
                (shared / f"{name}.done").touch()
        return shared / name

    return folder


@pytest.fixture(scope="session")
def golden(once: Callable[[str, Callable[[Path], None]], Path]) -> Hub:
    """The golden library, all approved, built. Shared: copy it before changing anything."""

    def fill(root: Path) -> None:
        hub = make(root, GOLDEN)
        hub.approve()
        hub.built()

    return Hub(once("golden", fill))


@pytest.fixture(scope="session")
def whole(once: Callable[[str, Callable[[Path], None]], Path]) -> Hub:
    """The real library, every item approved by the command line, built. Shared by all tests that look at a site, in files or in a browser: read only."""  # noqa: E501

    def fill(root: Path) -> None:
        hub = make(root, PROJECT / "content")
        people = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in (root / "content" / "_data" / "people").glob("*.yml")}
        reviewer = sorted(name for name, person in people.items() if person["roles"] == ["reviewer"])[0]
        ran = hub.run(
            sys.executable, "-m", "hub.cli", "approve", "all", "--reviewer", reviewer, "--valid-until", "2046-12-31", "--yes",
            PYTHONPATH=str(root / "hooks"), HUB_ROOT=str(root),
        )  # fmt: skip
        assert ran.code == 0, ran.said
        hub.built()

    return Hub(once("whole", fill))


@pytest.fixture
def hub(golden: Hub, tmp_path: Path) -> Iterator[Hub]:
    """A copy of the golden library with its site, to change and to spoil. Whatever a test does, no staging folder may stay behind an exit."""
    yield golden.copy(tmp_path / "project")
