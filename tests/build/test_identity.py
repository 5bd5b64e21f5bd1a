"""One instant, one site: the same bytes from any folder, time zone, locale, umask and hash seed, and all items at any address."""

from __future__ import annotations

import os
import random
import re
import shutil
from pathlib import Path

import pytest
from lxml import html

from tests.build.conftest import URL, Folder, Hub, tree

ELSEWHERE = {
    "time zone": {"TZ": "Pacific/Kiritimati"},
    "another time zone": {"TZ": "Etc/GMT+12"},
    "plain locale": {"LC_ALL": "C"},
    "Latin locale": {"LC_ALL": "en_US.ISO-8859-1", "LANG": "en_US.ISO-8859-1"},
    "Chinese locale": {"LC_ALL": "zh_TW.Big5", "LANGUAGE": "zh_TW"},
    "ASCII only": {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    "hash seed": {"PYTHONHASHSEED": "0"},
    "another hash seed": {"PYTHONHASHSEED": "4242"},
    "settings of Pagefind": {"PAGEFIND_SITE": "/nowhere", "PAGEFIND_FORCE_LANGUAGE": "fr", "PAGEFIND_EXCLUDE_SELECTORS": "p"},
    "optimised": {"PYTHONOPTIMIZE": "1"},
    "not written down": {"PYTHONDONTWRITEBYTECODE": "1", "HOME": "/nonexistent"},
}


def listing(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def assert_same(one: dict[str, bytes], other: dict[str, bytes]) -> None:
    assert one.keys() == other.keys(), sorted(one.keys() ^ other.keys())[:20]
    assert [path for path in one if one[path] != other[path]] == []


@pytest.mark.parametrize("name", ELSEWHERE)
def test_the_site_is_the_same_in_another_environment(golden: Hub, hub: Hub, name: str) -> None:
    shutil.rmtree(hub.site)
    ran = hub.build(**ELSEWHERE[name])
    assert ran.code == 0, ran.said
    assert_same(listing(golden.site), listing(hub.site))


@pytest.mark.parametrize("umask", [0o077, 0o002, 0o000])
def test_the_site_is_the_same_under_another_umask(golden: Hub, hub: Hub, umask: int) -> None:
    shutil.rmtree(hub.site)
    hub.built(umask=umask)
    assert_same(listing(golden.site), listing(hub.site))


def test_the_site_is_the_same_from_another_folder_all_at_once(golden: Hub, tmp_path: Path) -> None:
    """A deep folder with odd letters, files written in another order with other times, another program folder in PATH, started from elsewhere."""
    root = tmp_path / "a folder" / "第二個" / "p'q&r" / "deep" / "deeper"
    files = sorted(
        path for path in golden.root.rglob("*") if path.is_file() and "site" not in path.relative_to(golden.root).parts and path.suffix != ".pyc"
    )
    random.Random(7).shuffle(files)
    for number, path in enumerate(files):
        copy = root / path.relative_to(golden.root)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
        os.utime(copy, (10**9 + number, 10**9 - number))
    fake = tmp_path / "bin"
    fake.mkdir()
    (fake / "pagefind").write_text("#!/bin/sh\nexit 9\n", encoding="utf-8")
    (fake / "pagefind").chmod(0o755)
    hub = Hub(root)
    ran = hub.build(
        "-q", "--strict", "-f", str(root / "mkdocs.yml"), cwd=tmp_path,
        TZ="Asia/Taipei", LC_ALL="C", PYTHONHASHSEED="99", PATH=f"{fake}:{os.environ['PATH']}", TMPDIR=str(tmp_path),
    )  # fmt: skip
    assert ran.code == 0, ran.said
    assert_same(listing(golden.site), listing(hub.site))
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("hub-search-")] == []


def test_quiet_and_plain_builds_give_the_same_site(golden: Hub, hub: Hub) -> None:
    for flags in (("--strict",), ("-q",), ("--no-strict",), ("--clean",), ("-v", "--strict")):
        ran = hub.build(*flags)
        assert ran.code == 0, ran.said[-2000:]
        assert_same(listing(golden.site), listing(hub.site))


def test_building_again_changes_nothing(golden: Hub, hub: Hub) -> None:
    for _ in range(2):
        hub.built()
    assert_same(listing(golden.site), listing(hub.site))


def test_a_build_writes_nothing_beside_its_site(hub: Hub) -> None:
    """`git status` stays clean: only site/ (ignored) and compiled Python change."""
    before = {path: mark for path, mark in tree(hub.root).items() if "__pycache__" not in path}
    hub.built()
    hub.built(HUB_PREVIEW="1")
    assert {path: mark for path, mark in tree(hub.root).items() if "__pycache__" not in path and not path.startswith("preview")} == before


def test_another_instant_is_written_down_and_changes_no_page(golden: Hub, hub: Hub) -> None:
    """A day later nothing is due: released.json alone says another instant."""
    later = int(hub.load().site.instant.timestamp()) + 86_400  # type: ignore[union-attr]
    hub.built(SOURCE_DATE_EPOCH=str(later))
    one, other = listing(golden.site), listing(hub.site)
    assert one.keys() == other.keys()
    assert [path for path in one if one[path] != other[path]] == ["api/v1/released.json"]


def test_no_file_tells_where_or_when_it_was_built(golden: Hub) -> None:
    site = Folder(golden.site)
    for trace in (str(golden.root), "/tmp/", "hub-search-", os.uname().nodename if len(os.uname().nodename) > 5 else "hub-search-"):
        assert [path for path in site.holding(trace) if "pagefind" not in path] == [], trace


@pytest.mark.parametrize(
    "address",
    ["", "https://host.example.org/kb/", "https://host.example.org/kb", "http://127.0.0.1:8000/", "https://a.very.long.example.org/" + "path/" * 30],
)
def test_all_items_are_public_at_another_address(golden: Hub, hub: Hub, address: str) -> None:
    """And at the one that mkdocs.yml gives it."""
    site, first, url = hub.built(SITE_URL=address), Folder(golden.site), (address or "https://hub.example.org").rstrip("/") + "/"
    assert {path for path in site.files if "/fragment/" not in path and "/index/" not in path and ".pf_meta" not in path} == {
        path for path in first.files if "/fragment/" not in path and "/index/" not in path and ".pf_meta" not in path
    }
    assert len(site.json("api/v1/items.json")["items"]) == len(first.json("api/v1/items.json")["items"]) == len(hub.load().digests)
    for here, there in zip(site.json("api/v1/items.json")["items"], first.json("api/v1/items.json")["items"], strict=True):
        assert here == there | {"url": there["url"].replace(URL, url)}
    for shard in site.json("api/v1/snippets.json")["shards"]:
        path = shard["url"].removeprefix(url)
        for here, there in zip(site.json(path)["snippets"], first.json(path)["snippets"], strict=True):
            assert here["text"] == there["text"].replace(URL, url)
    assert [path for path in site.files if URL.encode() in site.files[path]] == []
    for page in site.pages:
        root = html.fromstring(site.files[page])
        links = [
            element.get(name) for element in root.iter() for name in ("href", "src", "action") if isinstance(element.tag, str) and element.get(name)
        ]
        stray = [link for link in links if link.startswith("/") and not link.startswith(re.sub(r"^https?://[^/]+", "", url))]
        assert stray == [], page
        if page != "404.html":
            assert [link for link in links if link.startswith("/")] == [], page
