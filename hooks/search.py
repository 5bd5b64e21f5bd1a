"""Search, once all pages are written: one Pagefind bundle and one table per language."""

import tempfile
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority

from hub.outputs import search
from hub.shell import disk
from hub.shell.pagefind import PagefindError, index


@event_priority(-50)
def on_post_build(config: MkDocsConfig) -> None:
    """Last, but before the site is put in place: a failure here must leave the last good one whole."""
    site = config.extra["hub"].site
    target = Path(config.site_dir)
    try:
        with tempfile.TemporaryDirectory(prefix="hub-search-") as folder:
            disk.write(search.documents(site), Path(folder))
            for locale in sorted(Path(folder).iterdir()):
                index(locale, target / search.FOLDER / locale.name)
        disk.write(search.tables(site), target)
    except (PagefindError, OSError, ValueError) as error:
        raise PluginError(f"search could not be built: {error}") from error
