"""Everything beside the pages: feeds, open data, sitemap, calendars, the share library's data, advisors' files. A preview gets none of it, so it cannot be deployed."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from hub.outputs import advisors, api, calendars, feeds, schedules, share, sitemap
from hub.shell import disk


def on_post_build(config: MkDocsConfig) -> None:
    hub = config.extra["hub"]
    if hub.mode != "release":
        return
    try:
        for build in (feeds.build, calendars.build, schedules.build, share.build, advisors.files):
            disk.write(build(hub.site), Path(config.site_dir))
        for artifacts in (api.build(hub.site, hub.pages), sitemap.build(hub.site, hub.pages)):
            disk.write(artifacts, Path(config.site_dir))
    except (OSError, ValueError) as error:
        raise PluginError(f"the site could not be written: {error}") from error
