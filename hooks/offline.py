"""Reading without a connection, once all else is written. A preview gets nothing of it: what is not approved must not outlive its window."""

import os
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority

from hub.model.places import LOCALES
from hub.outputs import offline
from hub.shell import disk


@event_priority(-60)
def on_post_build(config: MkDocsConfig) -> None:
    """After the search, which is kept too, and before the swap. HUB_OFFLINE=no takes the worker away from readers who have it."""
    hub, folder = config.extra["hub"], Path(config.site_dir)
    if hub.mode != "release":
        return
    try:
        if os.environ.get("HUB_OFFLINE") == "no":
            disk.write(offline.farewell(), folder)
        else:
            files = disk.contents(folder, f"{offline.SEARCH}/", *(f"{locale}/offline/" for locale in LOCALES))
            disk.write(offline.build(hub.site, hub.pages, files, hub.version), folder)
    except (OSError, ValueError) as error:
        raise PluginError(f"reading without a connection could not be prepared: {error}") from error
