"""Search, once all pages are written: one Pagefind bundle and one table per language, and what the ask page may quote."""

import tempfile
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority

from hub.outputs import passages
from hub.outputs.search import FOLDER, documents, names, tables
from hub.shell import disk
from hub.shell.pagefind import PagefindError, index


@event_priority(-50)
def on_post_build(config: MkDocsConfig) -> None:
    """After the pages, before the swap: a failure here must leave the last good site in place."""
    site, target = config.extra["hub"].site, Path(config.site_dir)
    try:
        with tempfile.TemporaryDirectory(prefix="hub-search-") as folder:
            disk.write(documents(site), Path(folder))
            for locale in sorted(Path(folder).iterdir()):
                index(locale, target / FOLDER / locale.name)
        for files in (tables(site), names(site), passages.build(site), passages.urgent(site)):
            disk.write(files, target)
    except (PagefindError, OSError, ValueError) as error:
        raise PluginError(f"search could not be built: {error}") from error
