"""One MkDocs page per page of the hub. MkDocs only runs the templates: no file of content/ reaches it, and nothing is rendered twice."""

from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as MkDocsPage

from hub.composing.wording import day
from hub.model.pages import Page
from hub.shell import disk
from hub.text.links import relative


def on_files(files: Files, config: MkDocsConfig) -> Files:
    hub, looks = config.extra["hub"], Path(config.theme.custom_dir)
    hub.by_source = {f"{page.path.rstrip('/') or 'index'}.md": page for page in hub.pages if page.path != "404.html"}
    hub.version = disk.digest(looks / "assets")[:8]  # in each address: no page ever meets the style or script of another version
    own = [file for file in files if file.abs_src_path and Path(file.abs_src_path).is_relative_to(looks)]
    return Files([*own, *(File.generated(config, source, content="") for source in hub.by_source)])


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    env.autoescape = True  # front matter would reach pages unescaped (mkdocs/mkdocs#3357)
    env.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True}
    return env


def on_page_markdown(markdown: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    view = config.extra["hub"].by_source[page.file.src_uri]
    page.meta = {"template": view.template, "title": view.title}
    return ""


def on_page_context(context: dict, page: MkDocsPage, config: MkDocsConfig, nav: object) -> dict:
    return context | _globals(config, config.extra["hub"].by_source[page.file.src_uri])


def on_template_context(context: dict, template_name: str, config: MkDocsConfig) -> dict:
    view = next((page for page in config.extra["hub"].pages if page.path == template_name), None)
    return context | _globals(config, view) if view else context


def _globals(config: MkDocsConfig, view: Page) -> dict:
    hub = config.extra["hub"]
    library, words = hub.site.library, hub.site.library.strings
    root = urlsplit(config.site_url or "/").path if view.path == "404.html" else None
    link = (lambda path: root + path) if root else (lambda path: relative(path, view.path))
    own = {key: getattr(library.site, key)[view.locale] for key in ("name", "short_name", "description")}
    facts = SimpleNamespace(**own, url=hub.site.url, is_demonstration=library.site.demonstration, mode=hub.mode)
    return {"view": view, "content": view.content, "site": facts, "t": words[view.locale], "words": words, "locales": view.alternates} | {
        "link": link, "asset": lambda name: f"{link(f'assets/{name}')}?v={hub.version}", "absolute": lambda path: hub.site.url + path,
        "day": lambda value: day(value, view.locale, words[view.locale]), "iso": lambda value: value.isoformat() if value else "",
        "exists": lambda path: f"{path.rstrip('/')}.md" in hub.by_source,
        "target": getattr(view.content, "target", ""), "title": getattr(view.content, "title", "")}  # fmt: skip
