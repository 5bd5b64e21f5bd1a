"""Manifests, icons, and how a browser searches the site."""

from __future__ import annotations

import io
import json
from urllib.parse import urljoin
from xml.etree import ElementTree

import pytest
from PIL import Image

from hub.model.places import LOCALES
from hub.model.release import Site
from hub.outputs import application, pages
from hub.shell.cards import as_png
from tests.conftest import SITE_URL, Project

OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


def site_of(project: Project) -> Site:
    site = project.load().site
    assert site is not None
    return site


def made(project: Project) -> dict[str, bytes]:
    site = site_of(project)
    return {artifact.path: artifact.data for artifact in application.build(site, pages.build(site), as_png)}


@pytest.mark.parametrize("locale", LOCALES)
def test_a_manifest_stands_on_what_is_there(approved: Project, locale: str) -> None:
    found = made(approved)
    base = f"{SITE_URL}{locale}/app.webmanifest"
    manifest = json.loads(found[f"{locale}/app.webmanifest"])
    assert urljoin(base, manifest["start_url"]) == urljoin(base, manifest["id"]) == f"{SITE_URL}{locale}/"
    assert urljoin(base, manifest["scope"]) == SITE_URL
    assert (manifest["lang"], manifest["dir"], manifest["display"]) == (locale, "ltr", "standalone")
    assert manifest["name"] == site_of(approved).library.site.name[locale]  # type: ignore[index]
    for icon in manifest["icons"]:
        path = urljoin(base, icon["src"]).removeprefix(SITE_URL)
        if path.endswith(".png"):
            width, height = Image.open(io.BytesIO(found[path])).size
            assert icon["sizes"] == f"{width}x{height}"
    assert {(icon["sizes"], icon["purpose"]) for icon in manifest["icons"]} >= {("192x192", "any"), ("512x512", "any"), ("512x512", "maskable")}
    paths = {page.path for page in pages.build(site_of(approved))}
    shortcuts = [urljoin(base, shortcut["url"]).removeprefix(SITE_URL) for shortcut in manifest["shortcuts"]]
    assert f"{locale}/search/" in shortcuts
    assert set(shortcuts) <= paths


@pytest.mark.parametrize("locale", LOCALES)
def test_a_browser_is_told_how_to_search(approved: Project, locale: str) -> None:
    data = made(approved)[f"{locale}/opensearch.xml"]
    root = ElementTree.fromstring(data)
    assert root.tag == f"{OPENSEARCH}OpenSearchDescription"
    said = {child.tag.removeprefix(OPENSEARCH): child.text for child in root}
    assert 0 < len(said["ShortName"] or "") <= 16
    assert 0 < len(said["Description"] or "") <= 1024
    assert (said["Language"], said["InputEncoding"]) == (locale, "UTF-8")
    assert (said["Image"] or "").removeprefix(SITE_URL) in made(approved)
    page = next(url for url in root.iter(f"{OPENSEARCH}Url") if url.get("type") == "text/html")
    assert page.get("template") == f"{SITE_URL}{locale}/search/?q={{searchTerms}}"


def test_an_address_with_signs_of_its_own_is_still_one(approved: Project) -> None:
    site = approved.load(site_url="https://library.example/a&b/").site
    assert site is not None
    root = ElementTree.fromstring(application.search_description(site, "en").data)
    assert {url.get("template", "").split("en/")[0] for url in root.iter(f"{OPENSEARCH}Url")} == {"https://library.example/a&b/"}


def test_icons_are_the_same_every_time_and_small() -> None:
    for size, share in application.ICONS.values():
        assert as_png(application.icon(size, share)) == as_png(application.icon(size, share))
        assert len(as_png(application.icon(size, share))) < 6_000


def test_the_mark_of_a_maskable_icon_survives_the_circle() -> None:
    size, share = application.ICONS["icon-maskable-512.png"]
    picture = application.icon(size, share).convert("RGB")
    paper, middle = picture.getpixel((0, 0)), size / 2
    drawn = [(x, y) for x in range(size) for y in range(size) if picture.getpixel((x, y)) != paper]
    assert drawn
    assert max((x - middle) ** 2 + (y - middle) ** 2 for x, y in drawn) ** 0.5 <= 0.4 * size


def test_a_short_name_that_is_too_long_is_refused(library: Project) -> None:
    library.edit("_data/site.yml", "en: Impossible\n", "en: Impossible Insurance\n")
    assert [problem.path for problem in library.load().problems if "16" in problem.message] == ["content/_data/site.yml"]
