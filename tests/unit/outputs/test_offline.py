"""sw.js, the lists of what is current, and the search in one file."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from hub.model.pages import Page
from hub.model.places import LOCALES
from hub.model.release import Site
from hub.outputs import offline, pages
from tests.conftest import Project

NAMES = ("tables.json", "index/a.pf_index", "pagefind-ui.js")
FILES = {
    **{f"assets/search/{locale}/{name}": f"{locale} {name}\n".encode() for locale in LOCALES for name in NAMES},
    **{f"{locale}/offline/index.html": f"<p>{locale}".encode() for locale in LOCALES},
    "assets/search/search.js": b"search",
}


def site_of(project: Project) -> tuple[Site, tuple[Page, ...]]:
    site = project.load().site
    assert site is not None
    return site, pages.build(site)


def made(project: Project, files: Mapping[str, bytes] = FILES, version: str = "abcd1234") -> dict[str, bytes]:
    site, every = site_of(project)
    return {artifact.path: artifact.data for artifact in offline.build(site, every, files, version)}


def told(data: bytes) -> dict[str, Any]:
    """What sw.js tells the worker."""
    found = re.fullmatch(rb"self\.HUB = (\{.*\});\nimportScripts\('assets/worker\.js\?v=abcd1234'\);\n", data)
    assert found, data
    return json.loads(found[1])


def test_the_list_names_every_page_of_its_language_that_may_be_kept(approved: Project) -> None:
    _, every = site_of(approved)
    found = made(approved)
    lists = {locale: json.loads(found[f"{locale}/current.json"])["pages"] for locale in LOCALES}
    assert sorted(mark for marks in lists.values() for mark in marks) == sorted(page.mark for page in every if page.mark)
    assert all(marks == sorted(marks) and len(marks) > 20 for marks in lists.values())


def test_what_is_withdrawn_is_on_no_list(approved: Project) -> None:
    _, before = site_of(approved)
    mark = next(page.mark for page in before if page.path == "en/faq/motor/dragon-fire/")
    approved.path("_approvals/en/faq/motor/dragon-fire.yml").unlink()
    assert mark not in json.loads(made(approved)["en/current.json"])["pages"]


def test_the_packed_search_gives_back_every_file_that_search_asks_for(approved: Project) -> None:
    approved.approve("faq/motor/dragon-fire", locales=("en",), valid_until=date(2027, 3, 31))
    found = made(approved)
    head, _, body = found["assets/search/en/pack.bin"].partition(b"\n")
    head = json.loads(head)
    files = {name: body[start : start + length] for name, (start, length) in head["files"].items()}
    assert files == {"tables.json": b"en tables.json\n", "index/a.pf_index": b"en index/a.pf_index\n"}
    assert head["until"] == "2027-03-31", "a search ends with the first text that it can show"


def test_another_index_or_another_last_day_is_another_search(approved: Project) -> None:
    def version() -> str:
        return json.loads(made(approved, files)["en/current.json"])["search"]

    files = dict(FILES)
    first = version()
    files["assets/search/en/tables.json"] = b"other"
    second = version()
    approved.approve("faq/motor/dragon-fire", locales=("en",), valid_until=date(2027, 3, 31))
    assert len({first, second, version()}) == 3


def test_a_search_that_is_too_large_is_left_to_the_connection(approved: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(offline, "LARGEST_SEARCH", 10)
    found = made(approved)
    assert not [path for path in found if path.endswith(".bin")]
    assert json.loads(found["en/current.json"])["search"] is None


def test_the_worker_is_told_its_words_and_what_to_fetch(approved: Project) -> None:
    site, _ = site_of(approved)
    hub = told(made(approved)["sw.js"])
    assert hub["assets"] == "abcd1234"
    assert hub["words"]["zh-Hant"]["again"] == site.library.strings["zh-Hant"]["kept_again"]
    assert {"assets/hub.css?v=abcd1234", "en/offline/", "zh-Hans/offline/"} <= set(hub["shell"])
    assert hub["search"] == ["assets/search/search.js"]


def test_the_worker_is_a_new_one_when_what_it_serves_is(approved: Project) -> None:
    first = told(made(approved)["sw.js"])
    assert told(made(approved)["sw.js"]) == first
    assert told(made(approved, FILES | {"en/offline/index.html": b"other"})["sw.js"])["version"] != first["version"]
    assert told(made(approved, FILES | {"assets/search/en/tables.json": b"other"})["sw.js"]) == first, "the lists tell of that"


def test_the_farewell_takes_everything_away() -> None:
    (found,) = offline.farewell()
    assert found.path == "sw.js"
    assert b"caches.delete" in found.data and b"unregister" in found.data and b"fetch" not in found.data
