"""Everything beside the pages: feeds, open data, sitemap. A preview gets none of it, so it cannot be deployed."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from hub.outputs import api, feeds, sitemap
from hub.shell import disk


def on_post_build(config: MkDocsConfig) -> None:
    hub = config.extra["hub"]
    if hub.mode != "release":
        return
    try:
        for artifacts in (feeds.build(hub.site), api.build(hub.site, hub.pages), sitemap.build(hub.site, hub.pages)):
            disk.write(artifacts, Path(config.site_dir))
    except (OSError, ValueError) as error:
        raise PluginError(f"the site could not be written: {error}") from error
