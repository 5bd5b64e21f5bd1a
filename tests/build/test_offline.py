"""What a built site says to a device that keeps its pages."""

from __future__ import annotations

import json
import re

from hub.model.places import LOCALES
from hub.outputs.offline import FAREWELL
from tests.build.conftest import Folder, Hub

KEPT = re.compile(r'^<!doctype html>\s*<html[^>]* data-kept="(\w*) ?([\d-]*)"', re.I)


def told(site: Folder) -> dict[str, object]:
    found = re.search(r"self\.HUB = (\{.*\});\n", site.text("sw.js"))
    assert found
    return json.loads(found[1])


def test_each_page_of_an_item_says_its_last_day_and_is_on_the_list(golden: Hub) -> None:
    site = Folder(golden.site)
    lists = {locale: set(site.json(f"{locale}/current.json")["pages"]) for locale in LOCALES}
    listed = set()
    for file in site.json("api/v1/released.json")["files"]:
        found = KEPT.match(site.text(file["path"]))
        locale = file["path"].split("/")[0]
        if found and found[1]:
            assert found[1] in lists[locale if locale in LOCALES else "en"], file
            listed.add(found[1])
        if "item" in file and found:
            assert found[2] == "2027-12-31", file
    assert listed == set().union(*lists.values())
    assert not KEPT.match(site.text("404.html"))[1]  # type: ignore[index]


def test_all_that_the_worker_fetches_is_there(golden: Hub) -> None:
    site = Folder(golden.site)
    hub = told(site)
    paths = [path.split("?")[0] for path in (*hub["shell"], *hub["search"], "assets/worker.js")]  # type: ignore[misc]
    assert [path for path in paths if (f"{path}index.html" if path.endswith("/") else path) not in site.files] == []
    assert f"assets/hub.css?v={hub['assets']}" in site.text("en/index.html")
    for locale in LOCALES:
        assert f"assets/search/{locale}/pack.bin" in site.files


def test_a_changed_style_has_another_address_and_another_worker(golden: Hub, hub: Hub) -> None:
    style = hub.root / "overrides" / "assets" / "hub.css"
    style.write_text(style.read_text(encoding="utf-8") + "\np { margin: 0; }\n", encoding="utf-8")
    before, after = told(Folder(golden.site)), told(hub.built())
    assert before["assets"] != after["assets"]
    assert before["version"] != after["version"]


def test_a_preview_has_nothing_of_it(hub: Hub) -> None:
    site = hub.built(HUB_PREVIEW="1")
    assert not [path for path in site.files if path in ("sw.js", "en/current.json", "en/app.webmanifest") or path.endswith("pack.bin")]
    assert not [path for path in site.pages if "data-kept=" in site.text(path) or "app.webmanifest" in site.text(path)]


def test_the_operator_takes_it_back(hub: Hub) -> None:
    site = hub.built(HUB_OFFLINE="no")
    assert site.text("sw.js") == FAREWELL
    assert "en/current.json" not in site.files
