"""The gate: loads the site, refuses on any problem, stages the build, and swaps it into place when everything has succeeded."""

import contextlib
import os
import time
from pathlib import Path
from types import SimpleNamespace

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority

from hub.outputs import advisors, calendars, pages, summary
from hub.shell import disk, project, settings

# One run of the mkdocs command, of which on_startup alone is told; `ready` is (staged, final) once the site is whole.
run = SimpleNamespace(command="build", started=0.0, ready=None)


def on_startup(*, command: str, dirty: bool) -> None:
    run.command, run.started = command, time.monotonic()
    if dirty and command != "serve":
        raise PluginError("--dirty builds half a site, which must never be published\n    to fix: leave it out")
    if command == "gh-deploy" and os.environ.get("HUB_PREVIEW"):
        raise PluginError("a preview must never be deployed\n    to fix: unset HUB_PREVIEW")


@event_priority(100)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    root = Path(config.config_file_path).parent
    mode: project.Mode = "serve" if run.command == "serve" else "preview" if os.environ.get("HUB_PREVIEW") else "release"
    try:
        site, problems = project.load_site(root, mode)
    except (project.Refused, settings.SettingsError) as error:
        raise PluginError(str(error)) from error
    every = pages.build(site, advisors.pages(site), calendars.links(site))
    final = (root / "preview" if mode == "preview" else Path(config.site_dir)).resolve()
    config.extra["hub"] = SimpleNamespace(site=site, problems=problems, mode=mode, pages=every, final=final)
    config.site_dir = config.site_dir if mode == "serve" else str(disk.stage(final))
    config.theme.static_templates.discard("sitemap.xml")
    return config


@event_priority(-100)
def on_post_build(config: MkDocsConfig) -> None:
    hub, staged = config.extra["hub"], Path(config.site_dir)
    if hub.mode != "serve":
        run.ready = staged, hub.final
        config.site_dir = str(hub.final)  # for gh-deploy, which asks once all is done
        with contextlib.suppress(BrokenPipeError):  # a reader of the output that went away is no reason to lose the site
            print(summary.of(hub.site, hub.pages, hub.problems, disk.files(staged), hub.final.name, time.monotonic() - run.started), flush=True)


def on_build_error(error: Exception) -> None:
    run.ready = None


def on_shutdown() -> None:
    if run.ready:
        disk.swap(*run.ready)
