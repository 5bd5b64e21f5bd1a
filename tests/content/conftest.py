"""What the tests of the real library share: it is read once."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.build.conftest import URL
from tests.conftest import PROJECT

from hub.model.release import Site
from hub.site import Loaded, load


@pytest.fixture(scope="session")
def loaded() -> Loaded:
    """The library with its own approvals, early on a day on which nothing is due."""
    return load(PROJECT, datetime(2026, 12, 1, tzinfo=UTC), URL)


@pytest.fixture(scope="session")
def site(loaded: Loaded) -> Site:
    assert loaded.site is not None, [str(problem) for problem in loaded.problems if problem.refuses]
    return loaded.site
