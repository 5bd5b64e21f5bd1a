"""Everything beside the pages: share cards, feeds, open data, sitemap. A preview gets none of it, so it cannot be deployed."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from hub.outputs import api, feeds, sitemap
from hub.outputs.cards import artifacts
from hub.shell import cards, disk, project


def on_post_build(config: MkDocsConfig) -> None:
    hub = config.extra["hub"]
    if hub.mode != "release":
        return
    try:
        pictures = cards.build(hub.site)
        data = api.build(hub.site, hub.pages, pictures)
        for files in (artifacts(pictures), feeds.build(hub.site), data, sitemap.build(hub.site, hub.pages)):
            disk.write(files, Path(config.site_dir))
    except project.Refused as error:
        raise PluginError(str(error)) from error
    except (OSError, ValueError) as error:
        raise PluginError(f"the site could not be written: {error}") from error
