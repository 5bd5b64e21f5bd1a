"""Search, once all pages are written: one Pagefind bundle and one table per language."""

from __future__ import annotations

import tempfile
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority, get_plugin_logger

from hub.outputs.artifact import Artifact
from hub.outputs.search import FOLDER, documents, tables
from hub.shell.pagefind import PagefindError, index

log = get_plugin_logger("search")


def _write(folder: Path, artifact: Artifact) -> None:
    path = folder / artifact.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(artifact.data)


@event_priority(-50)
def on_post_build(config: MkDocsConfig) -> None:
    """After the pages, before the swap: a failure here must leave the last good site in place."""
    site = config.extra["hub"].site
    target = Path(config.site_dir)
    try:
        with tempfile.TemporaryDirectory(prefix="hub-search-") as folder:
            for document in documents(site):
                _write(Path(folder), document)
            for locale in sorted(Path(folder).iterdir()):
                count = index(locale, target / FOLDER / locale.name)
                log.debug("%s: %d entries", locale.name, count)
        for table in tables(site):
            _write(target, table)
    except (PagefindError, OSError) as error:
        raise PluginError(f"search could not be built: {error}") from error
