"""What the tests share: a miniature library of impossible things, one build instant, and approvals made by the hub's own digests."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import hypothesis
import pytest
from hypothesis.configuration import set_hypothesis_home_dir

PROJECT = Path(__file__).resolve().parent.parent
if str(PROJECT / "hooks") not in sys.path:
    sys.path.insert(0, str(PROJECT / "hooks"))

from hub.model.places import LOCALES  # noqa: E402 - the line above makes it importable
from hub.problems import Problem, report  # noqa: E402
from hub.site import Loaded  # noqa: E402
from hub.site import load as load_site  # noqa: E402

GOLDEN = Path(__file__).parent / "golden" / "library"
INSTANT = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
"""The build instant of every test that does not choose its own."""
SITE_URL = "https://library.example/hub/"

LONGEST_FIRST = ("tests/build/test_staging", "tests/e2e/test_looks", "tests/e2e/", "tests/build/", "tests/content/", "tests/rules/")

# The same examples on every machine and no files in the tree; `--hypothesis-profile=explore` looks for new ones.
set_hypothesis_home_dir(Path(tempfile.gettempdir()) / "hub-hypothesis")
hypothesis.settings.register_profile("hub", deadline=None, derandomize=True, database=None, print_blob=False)
hypothesis.settings.register_profile("explore", deadline=None, max_examples=2_000, database=None)
hypothesis.settings.load_profile("hub")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest comes first, so that no test process is idle while another ends: `--dist loadscope` hands modules out in this order.

    One long module of builds comes before the browser: while one process builds the library that the browser shows, the other has work of its own.
    """
    size = Counter(_scope(item.nodeid) for item in items)

    def place(item: pytest.Item) -> tuple[int, int]:
        scope = _scope(item.nodeid)
        return next((at for at, start in enumerate(LONGEST_FIRST) if scope.startswith(start)), len(LONGEST_FIRST)), -size[scope]

    items.sort(key=place)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """Modules are handed out whole, for what their tests share; but what shares more is one, and what shares nothing is many."""
    from xdist.scheduler import LoadScopeScheduling

    class Scheduling(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return _scope(nodeid)

    return Scheduling(config, log) if config.getoption("dist") == "loadscope" else None


def _scope(nodeid: str) -> str:
    """What one process runs: all that looks at the library as it was read, one test that opens every page, otherwise a module or class."""
    if nodeid.startswith("tests/content/"):
        return "tests/content/"
    return nodeid if "::test_every_page_" in nodeid else nodeid.rpartition("::")[0]


@pytest.fixture(autouse=True, scope="session")
def _own_memory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What the commands remember between runs stays out of the tester's own cache."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@dataclass(frozen=True)
class Project:
    """A project folder in a test's own temporary directory, with `content/` below it."""

    root: Path

    def path(self, name: str) -> Path:
        """The file of a name relative to content/, such as 'en/about.md'."""
        return self.root / "content" / name

    def read(self, name: str) -> str:
        return self.path(name).read_text(encoding="utf-8")

    def write(self, name: str, text: str | bytes) -> None:
        self.path(name).parent.mkdir(parents=True, exist_ok=True)
        self.path(name).write_bytes(text.encode() if isinstance(text, str) else text)

    def edit(self, name: str, old: str, new: str) -> None:
        """Replaces the first `old`, which must be there: an edit that changes nothing would test nothing."""
        text = self.read(name)
        assert old in text, f"{name} does not hold {old!r}"
        self.write(name, text.replace(old, new, 1))

    def line(self, name: str, words: str) -> int:
        """The number of the first line that holds the words."""
        return next(number for number, line in enumerate(self.read(name).split("\n"), 1) if words in line)

    def load(self, instant: datetime = INSTANT, site_url: str = SITE_URL, *, shows_held: bool = False) -> Loaded:
        return load_site(self.root, instant, site_url, shows_held=shows_held)

    def problems(self) -> list[Problem]:
        return sorted(set(self.load().problems))

    def digest(self, item_id: str, locale: str, site_url: str = SITE_URL) -> str:
        loaded = self.load(site_url=site_url)
        assert loaded.digests, report(loaded.problems)
        return loaded.digests[item_id, locale]

    def approve(
        self,
        *item_ids: str,
        locales: tuple[str, ...] = LOCALES,
        reviewer: str = "rufus-reviewer",
        valid_until: date = date(2027, 12, 31),
        channels: tuple[str, ...] = ("page", "feed", "search", "social"),
        jurisdictions: tuple[str, ...] | None = None,
        digest: str | None = None,
    ) -> None:
        """Writes approvals that match these items as they are now, or all items when none is named. The keywords make them wrong on purpose."""
        loaded = self.load()
        assert loaded.digests, report(loaded.problems)
        for (item_id, locale), right in loaded.digests.items():
            if locale not in locales or (item_ids and item_id not in item_ids):
                continue
            places = loaded.drafts[item_id, locale].item.jurisdictions if jurisdictions is None else jurisdictions
            self.write(
                f"_approvals/{locale}/{item_id}.yml",
                f'item: {item_id}\nlocale: {locale}\ndigest: "{digest or right}"\nreviewer: {reviewer}\nrole: Reviewer of tests\nfirm: No Such Firm Ltd\n'
                f"jurisdictions: [{', '.join(places)}]\nchannels: [{', '.join(channels)}]\napproved_on: 2026-11-15\nvalid_until: {valid_until}\n"
                "reason: Read it, and nothing in it exists.\n",
            )


@pytest.fixture
def library(tmp_path: Path) -> Project:
    """The golden library, nothing approved. Interface words are those of the project: they are part of the program."""
    root = tmp_path / "project"
    shutil.copytree(GOLDEN, root / "content", ignore=shutil.ignore_patterns("_approvals"))
    shutil.copytree(PROJECT / "content" / "_strings", root / "content" / "_strings", dirs_exist_ok=True)
    return Project(root)


@pytest.fixture
def approve(library: Project) -> Callable[..., None]:
    """`approve('faq/motor/dragon-fire', locales=('en',))`: see Project.approve."""
    return library.approve


@pytest.fixture
def approved(library: Project) -> Project:
    """The golden library with every item approved in every language."""
    library.approve()
    return library
