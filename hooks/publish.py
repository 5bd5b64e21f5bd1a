"""Everything beside the pages: cards, feeds, open data, sitemap, calendars, share library, advisors. A preview gets none: it cannot be deployed."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from hub.outputs import advisors, api, application, calendars, feeds, schedules, share, sitemap
from hub.outputs.cards import artifacts
from hub.shell import cards, disk, project


def on_post_build(config: MkDocsConfig) -> None:
    hub = config.extra["hub"]
    if hub.mode != "release":
        return
    try:
        pictures = cards.build(hub.site)
        data = api.build(hub.site, hub.pages, pictures)
        for files in (artifacts(pictures), data, sitemap.build(hub.site, hub.pages)):
            disk.write(files, Path(config.site_dir))
        disk.write(application.build(hub.site, hub.pages, cards.as_png), Path(config.site_dir))
        for build in (feeds.build, calendars.build, schedules.build, share.build, advisors.files):
            disk.write(build(hub.site), Path(config.site_dir))
    except project.Refused as error:
        raise PluginError(str(error)) from error
    except (OSError, ValueError) as error:
        raise PluginError(f"the site could not be written: {error}") from error
