"""A build is all or nothing: whatever ends it, the last good site stays whole, and the next build tidies up and succeeds."""

from __future__ import annotations

import os
import shutil
import signal
import time
from pathlib import Path

import pytest

from tests.build.conftest import Hub, tree

KILLER = """
import os, shutil, signal, subprocess, sys
from pathlib import Path
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from hub.shell import disk, pagefind

WHEN, SIGNAL = os.environ.get("STOP_AT", ""), os.environ.get("STOP_BY", "SIGKILL")
pages = 0

def stop(now):
    if not WHEN or WHEN != now:
        return
    if SIGNAL == "error":
        raise RuntimeError("made to fail")
    if SIGNAL == "refusal":
        raise PluginError("made to refuse")
    os.kill(os.getpid(), getattr(signal, SIGNAL))

def wrapped(module, name, now, after=False):
    real = getattr(module, name)
    def call(*args, **kwargs):
        if not after:
            stop(now)
        result = real(*args, **kwargs)
        if after:
            stop(now)
        return result
    setattr(module, name, call)

def on_startup(command, dirty):
    if WHEN == "half removed":
        real = shutil.rmtree
        def remove(path, *args, **kwargs):
            if ".new" in Path(path).name and (Path(path) / "index.html").exists():
                (Path(path) / "index.html").unlink()
                stop(WHEN)
            return real(path, *args, **kwargs)
        shutil.rmtree = remove
    wrapped(disk, "swap", "before the swap")
    wrapped(disk, "_exchange", "after the swap", after=True)
    wrapped(subprocess, "run", "during Pagefind")
    if WHEN == "no such step":
        disk._exchange = lambda one, other: False

@event_priority(-90)
def on_config(config):
    stop("staged")

def on_files(files, config):
    stop("files")

def on_env(env, config, files):
    stop("env")

def on_page_context(context, page, config, nav):
    global pages
    pages += 1
    stop("page 1" if pages == 1 else "page 20" if pages == 20 else "")

def on_post_page(output, page, config):
    stop("written")

@event_priority(50)
def on_post_build(config):
    stop("pages written")

"""
LAST = """
import os, signal
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority

@event_priority(-100)
def on_post_build(config):
    how = os.environ.get("STOP_BY", "SIGKILL") if os.environ.get("STOP_AT") == "all written" else ""
    if how == "error":
        raise RuntimeError("made to fail")
    if how == "refusal":
        raise PluginError("made to refuse")
    if how:
        os.kill(os.getpid(), getattr(signal, how))

@event_priority(100)
def on_shutdown():
    if os.environ.get("STOP_AT") == "shutdown":
        os.kill(os.getpid(), getattr(signal, os.environ.get("STOP_BY", "SIGKILL")))
"""
MOMENTS = (
    "staged", "files", "env", "page 1", "page 20", "written", "pages written", "during Pagefind", "all written", "shutdown", "before the swap", "after the swap",
    "half removed",
)  # fmt: skip
LEFTOVERS = ("site.new", "site.old")


def assert_tidy(hub: Hub) -> None:
    assert [path.name for path in hub.root.iterdir() if path.name.startswith(LEFTOVERS)] == []


@pytest.fixture
def changed(hub: Hub) -> Hub:
    """A project with a last good site, and a text that has been withdrawn since: the next site differs from it."""
    hub.hook("stopping", KILLER)
    hub.hook("stopping_last", LAST)
    hub.disapprove("faq/home/haunted-house")
    return hub


@pytest.fixture(scope="session")
def following(golden: Hub, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The whole site that follows, as a tree."""
    hub = golden.copy(tmp_path_factory.mktemp("following") / "project")
    hub.disapprove("faq/home/haunted-house")
    hub.built()
    return tree(hub.site)


def assert_whole_then_next(hub: Hub, old: dict[str, str], new: dict[str, str]) -> None:
    assert tree(hub.site) in (old, new)
    ran = hub.build()
    assert ran.code == 0, ran.said
    assert tree(hub.site) == new
    assert_tidy(hub)


@pytest.mark.parametrize(
    ("moment", "how"),
    [*((moment, "SIGKILL") for moment in MOMENTS), *((moment, how) for how in ("SIGTERM", "SIGINT") for moment in ("page 20", "during Pagefind", "all written", "after the swap"))],
)
def test_a_build_stopped_at_a_moment_leaves_a_whole_site(changed: Hub, following: dict[str, str], moment: str, how: str) -> None:
    old = tree(changed.site)
    ran = changed.build(STOP_AT=moment, STOP_BY=how)
    assert ran.code != 0, ran.said
    assert_whole_then_next(changed, old, following)


@pytest.mark.parametrize(
    ("moment", "how"),
    [*((moment, "error") for moment in ("staged", "files", "env", "page 20", "written", "pages written", "during Pagefind", "all written")), ("page 1", "refusal"), ("all written", "refusal")],
)
def test_an_error_at_a_moment_leaves_the_last_good_site(changed: Hub, following: dict[str, str], moment: str, how: str) -> None:
    old = tree(changed.site)
    ran = changed.build(STOP_AT=moment, STOP_BY=how)
    assert ran.code != 0, ran.said
    assert tree(changed.site) == old
    assert_whole_then_next(changed, old, following)


@pytest.fixture(scope="session")
def took(golden: Hub, tmp_path_factory: pytest.TempPathFactory) -> float:
    """Seconds that one build takes here and now; only to spread the delays below."""
    hub = golden.copy(tmp_path_factory.mktemp("timed") / "project")
    begun = time.monotonic()
    hub.start().wait()
    return time.monotonic() - begun


@pytest.mark.parametrize("part", range(12))
def test_a_build_killed_at_any_time_leaves_a_whole_site(changed: Hub, following: dict[str, str], took: float, part: int) -> None:
    """Twelve delays, most of them in the part of a build that writes. With Pagefind (the whole process group) or without."""
    old = tree(changed.site)
    build = changed.start()
    time.sleep(took * (0.35 + 0.7 * part / 12))
    if part % 2:
        os.killpg(build.pid, signal.SIGKILL)
    else:
        build.kill()
    build.wait()
    assert_whole_then_next(changed, old, following)


def test_pagefind_that_fails_leaves_the_last_good_site(hub: Hub, tmp_path: Path) -> None:
    """Its package's executable is put in the way of the hook; the message says what it printed."""
    old = tree(hub.site)
    fake = tmp_path / "pagefind"
    fake.write_text("#!/bin/sh\necho no index today >&2\nexit 3\n", encoding="utf-8")
    fake.chmod(0o755)
    hub.hook("faking", f"from pathlib import Path\nimport pagefind_bin\npagefind_bin.get_executable = lambda: Path({str(fake)!r})\n")
    for flags in (("-q", "--strict"), ("-q",), ()):
        ran = hub.build(*flags)
        assert ran.code != 0
        assert "search could not be built: pagefind ended with 3" in ran.said and "no index today" in ran.said
        assert tree(hub.site) == old
    fake.unlink()
    ran = hub.build()
    assert ran.code != 0 and "search could not be built" in ran.said
    fake.write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
    fake.chmod(0o755)
    assert hub.build().code != 0
    assert tree(hub.site) == old


@pytest.mark.parametrize("template", ["item.html", "redirect.html", "404.html", "partials/share.html"])
def test_a_template_error_leaves_the_last_good_site(hub: Hub, template: str) -> None:
    old = tree(hub.site)
    path = hub.root / "overrides" / template
    path.write_text(path.read_text(encoding="utf-8") + "{{ 1 // 0 }}{% block main %}{{ 1 // 0 }}{% endblock %}", encoding="utf-8")
    for flags in (("-q", "--strict"), ("-q",)):
        ran = hub.build(*flags)
        assert ran.code != 0, ran.said
        assert tree(hub.site) == old


def test_a_warning_of_mkdocs_leaves_the_last_good_site(hub: Hub) -> None:
    """Under --strict MkDocs gives up after the last event: what was written must not be put in place."""
    hub.hook(
        "warning",
        "import logging\ndef on_page_markdown(markdown, page, config, files):\n    logging.getLogger('mkdocs.hub').warning('something is odd')\n",
    )
    hub.disapprove("faq/home/haunted-house")
    old = tree(hub.site)
    assert hub.build("--strict").code != 0
    assert tree(hub.site) == old


def test_another_output_folder_can_be_named(hub: Hub, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere" / "public"
    old = tree(hub.site)
    for _ in range(2):
        ran = hub.build("-q", "-d", str(other))
        assert ran.code == 0, ran.said
        assert tree(other) == old == tree(hub.site)
    assert [path.name for path in other.parent.iterdir()] == ["public"]
    ran = hub.build("-q", "-d", "public/")
    assert ran.code == 0 and tree(hub.root / "public") == old


def test_a_folder_that_exists_is_replaced_whole(hub: Hub) -> None:
    """What an older site or a person left in it goes, or a withdrawn page would stay public."""
    new = tree(hub.site)
    (hub.site / "en" / "withdrawn").mkdir()
    (hub.site / "en" / "withdrawn" / "index.html").write_text("withdrawn", encoding="utf-8")
    assert hub.build().code == 0
    assert tree(hub.site) == new
    assert_tidy(hub)


def test_an_empty_folder_and_none_are_both_filled(hub: Hub) -> None:
    new = tree(hub.site)
    shutil.rmtree(hub.site)
    hub.site.mkdir()
    assert hub.build().code == 0 and tree(hub.site) == new
    shutil.rmtree(hub.site)
    assert hub.build().code == 0 and tree(hub.site) == new
    assert_tidy(hub)


def test_leftovers_of_killed_builds_are_cleared(hub: Hub) -> None:
    new = tree(hub.site)
    for name in LEFTOVERS:
        (hub.root / name / "en").mkdir(parents=True)
        (hub.root / name / "en" / "stale.html").write_text("stale", encoding="utf-8")
    assert hub.build().code == 0
    assert tree(hub.site) == new
    assert_tidy(hub)


def test_a_site_is_put_in_place_without_the_exchange_of_linux(changed: Hub, following: dict[str, str]) -> None:
    ran = changed.build(STOP_AT="no such step")
    assert ran.code == 0, ran.said
    assert tree(changed.site) == following
    assert_tidy(changed)


def test_a_site_folder_that_is_a_link_holds_the_new_site(changed: Hub, following: dict[str, str], tmp_path: Path) -> None:
    """As servers have it: site -> /srv/www. Whatever becomes of the link, site/ is the new site, and nothing stale is mixed in."""
    served = tmp_path / "served"
    changed.site.rename(served)
    changed.site.symlink_to(served, target_is_directory=True)
    for _ in range(2):
        ran = changed.build()
        assert ran.code == 0, ran.said
        assert tree(changed.site) == following
    assert_tidy(changed)


def test_two_builds_at_once_leave_a_whole_site(hub: Hub, following: dict[str, str], tmp_path: Path) -> None:
    """One waits after its pages; another comes and goes; the first goes on. At no time is the site half, or gone."""
    arrived, go = tmp_path / "arrived", tmp_path / "go"
    code = f"""
import os, time
from pathlib import Path
from mkdocs.plugins import event_priority

@event_priority(-40)
def on_post_build(config):
    if os.environ.get("WAITS"):
        Path({str(arrived)!r}).touch()
        while not Path({str(go)!r}).exists():
            time.sleep(0.01)
"""
    hub.hook("waiting", code)
    hub.disapprove("faq/home/haunted-house")
    old = tree(hub.site)
    first = hub.start(WAITS="1")
    while not arrived.exists():
        assert first.poll() is None
        time.sleep(0.01)
    hub.build()
    between = tree(hub.site)
    go.touch()
    first.wait()
    assert between in (old, following)
    assert tree(hub.site) in (old, following)
    assert hub.build().code == 0
    assert tree(hub.site) == following
