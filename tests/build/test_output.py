"""What a finished site holds: every page accounted for, every link alive, every snippet within its limit, nothing from anywhere else."""

from __future__ import annotations

import gzip
import hashlib
import json
import posixpath
import re
import struct
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import jsonschema
import pytest
import yaml
from lxml import etree, html

from hub.model.places import LOCALES
from tests.build.conftest import URL, Folder, Hub, make
from tests.conftest import GOLDEN, PROJECT

KINDS = {"golden": "all approved", "partial": "some held back", "nothing": "nothing approved", "real": "the real library"}
ATOM, XHTML, MAP = "{http://www.w3.org/2005/Atom}", "{http://www.w3.org/1999/xhtml}", "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SHARED = ("article", "faq", "post")


@pytest.fixture(scope="session", params=KINDS)
def project(request: pytest.FixtureRequest, golden: Hub, once: Callable[[str, Callable[[Path], None]], Path]) -> Hub:
    """The same must hold of a site from which something, or everything, is held back."""
    if request.param == "real":
        return request.getfixturevalue("whole")

    def partial(root: Path) -> None:
        hub = golden.copy(root)
        hub.disapprove("articles/motor/carpet-excess", "zh-Hans")
        hub.disapprove("faq/motor/dragon-fire", "en")
        hub.disapprove("faq/home/haunted-house")
        hub.disapprove("how-we-review", "zh-Hant")
        hub.disapprove("about", "en")
        hub.disapprove("index", "zh-Hans")
        hub.disapprove("glossary/excess", "en")
        hub.approve("articles/travel/moon-trip", channels=("page",))
        hub.built()

    def nothing(root: Path) -> None:
        hub = make(root, GOLDEN)
        hub.built()

    return golden if request.param == "golden" else Hub(once(request.param, {"partial": partial, "nothing": nothing}[request.param]))


@pytest.fixture(scope="session")
def site(project: Hub) -> Folder:
    return Folder(project.site)


@cache
def _parsed(data: bytes) -> html.HtmlElement:
    return html.document_fromstring(data)


def dom(site: Folder, page: str) -> html.HtmlElement:
    return _parsed(site.files[page])


def address(page: str) -> str:
    return URL + re.sub(r"(^|/)index\.html$", r"\1", page)


def is_redirect(root: html.HtmlElement) -> bool:
    return bool(root.xpath("//meta[@http-equiv='refresh']"))


def file_at(site: Folder, url: str) -> str | None:
    """The file that a web server gives for an address of the site."""
    path = unquote(urlsplit(url).path).removeprefix(urlsplit(URL).path)
    found = f"{path}index.html" if not path or path.endswith("/") else path
    return found if found in site.files else None


def ids(site: Folder, page: str) -> set[str]:
    return set(dom(site, page).xpath("//@id"))


def broken(site: Folder, link: str, page: str) -> str:
    """What is wrong with `link` as it stands on `page`: an address of the site must have a file, and its anchor an element."""
    url = urljoin(address(page), link)
    if not url.startswith(URL) or urlsplit(url).scheme not in ("http", "https"):
        return ""
    found = file_at(site, url)
    if not found:
        return f"{page}: {link} leads nowhere"
    anchor = unquote(urlsplit(url).fragment)
    return f"{page}: {link} leads to no #{anchor}" if anchor and found.endswith(".html") and anchor not in ids(site, found) else ""


def assert_leads_somewhere(site: Folder, link: str, page: str) -> None:
    assert not broken(site, link, page)


# --- accounts -------------------------------------------------------------------------------------------------------------------------------------------


def test_released_accounts_for_every_page_and_no_more(site: Folder, project: Hub) -> None:
    listed = site.json("api/v1/released.json")
    paths = [record["path"] for record in listed["files"]]
    assert sorted(paths) == sorted(site.pages)
    assert len(paths) == len(set(paths))
    assert listed["instant"] == "2026-12-01T12:00:00Z"
    for record in listed["files"]:
        if "item" not in record:
            assert set(record) == {"path"}
            continue
        approval = yaml.safe_load((project.root / record["approval"]).read_text(encoding="utf-8"))
        assert (approval["item"], approval["locale"], approval["digest"]) == (record["item"], record["locale"], record["digest"])


def test_every_released_item_has_its_page_and_every_page_of_an_item_is_released(site: Folder) -> None:
    items = {(item["id"], item["locale"]): item for item in site.json("api/v1/items.json")["items"]}
    for (item_id, locale), item in items.items():
        rest = "glossary/#" + item_id.removeprefix("glossary/") if item["type"] == "term" else "" if item_id == "index" else f"{item_id}/"
        assert item["url"] == f"{URL}{locale}/{rest}"
        assert_leads_somewhere(site, item["url"], "index.html")
    for record in site.json("api/v1/released.json")["files"]:
        if "item" in record:
            assert items[record["item"], record["locale"]]["digest"] == record["digest"]
    for page in site.pages:
        if re.match(r"[^/]+/(articles|faq|posts)/[^/]+/[^/]+/index\.html|[^/]+/guides/[^/]+/index\.html", page):
            assert (page.split("/", 1)[1].removesuffix("/index.html"), page.split("/")[0]) in items


def test_every_item_is_there_in_three_languages(golden: Hub, whole: Hub) -> None:
    for project in (golden, whole):
        found = defaultdict(set)
        for item in Folder(project.site).json("api/v1/items.json")["items"]:
            found[item["id"]].add(item["locale"])
        assert found and {item for item, locales in found.items() if locales != set(LOCALES)} == set()
        written = {path.relative_to(project.root / "content" / "en").as_posix().removesuffix(".md") for path in (project.root / "content" / "en").rglob("*.md")}
        terms = {f"glossary/{path.stem}" for path in (project.root / "content" / "_data" / "glossary").glob("*.yml")}
        assert set(found) == written | terms


def test_open_data_fits_its_schemas(site: Folder) -> None:
    shards = site.json("api/v1/snippets.json")["shards"]
    files = {"items": ["items.json"], "snippets": ["snippets.json"], "released": ["released.json"], "cards": ["cards.json"]}
    files["snippets-shard"] = [shard["url"].removeprefix(f"{URL}api/v1/") for shard in shards]
    listed = {f"api/v1/{name}" for names in files.values() for name in names}
    for schema_name, names in files.items():
        schema = site.json(f"api/v1/{schema_name}.schema.json")
        jsonschema.Draft202012Validator.check_schema(schema)
        validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
        for name in names:
            validator.validate(site.json(f"api/v1/{name}"))
    assert {path for path in site.files if path.startswith("api/v1/") and not path.endswith(".schema.json")} == listed
    for shard in shards:
        snippets = site.json(shard["url"].removeprefix(URL))["snippets"]
        assert len(snippets) == shard["count"] > 0
        assert {(made["locale"], made["platform"]) for made in snippets} == {(shard["locale"], shard["platform"])}


# --- share cards ---------------------------------------------------------------------------------------------------------------------------------------


def size_of(png: bytes) -> tuple[int, int]:
    """Width and height as a PNG file says them."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    return struct.unpack(">II", png[16:24])


def test_every_page_shows_a_card_that_is_there_in_the_size_it_says(site: Folder) -> None:
    cards = {card["url"]: card for card in site.json("api/v1/cards.json")["cards"]}
    items = {item["url"]: item for item in site.json("api/v1/items.json")["items"]}
    for page in site.pages:
        root = dom(site, page)
        if is_redirect(root):
            continue
        said = {name: root.xpath(f"string(//meta[@property='og:image{name}']/@content)") for name in ("", ":type", ":width", ":height", ":alt")}
        file = file_at(site, said[""])
        assert file and said[":type"] == "image/png", page
        assert size_of(site.files[file]) == (1200, 630) == (int(said[":width"]), int(said[":height"])), page
        assert root.xpath("string(//meta[@name='twitter:image']/@content)") == said[""], page
        card, item = cards[said[""]], items.get(address(page))
        assert said[":alt"] == card["alt"] == root.xpath("string(//meta[@name='twitter:image:alt']/@content)"), page
        if item and item["type"] in (*SHARED, "guide"):
            assert (card["item"], card["locale"]) == (item["id"], item["locale"]) and item["title"] in card["alt"], page
        else:
            assert card["item"] == "", page


def test_every_card_is_listed_with_its_bytes_and_its_approval(site: Folder, project: Hub) -> None:
    files = {path: data for path, data in site.files.items() if re.match(r"[^/]+/cards/", path)}
    listed = {record["path"]: record for record in site.json("api/v1/released.json")["pictures"]}
    cards = {card["url"].removeprefix(URL): card for card in site.json("api/v1/cards.json")["cards"]}
    assert files.keys() == listed.keys() == cards.keys() and len(files) >= 3
    items = {(item["id"], item["locale"]): item for item in site.json("api/v1/items.json")["items"]}
    uses = defaultdict(set)
    for path, data in files.items():
        card, record = cards[path], listed[path]
        assert record["sha256"] == card["sha256"] == hashlib.sha256(data).hexdigest()
        assert size_of(data) == (card["width"], card["height"])
        assert len(data) < 300_000
        if card["item"]:
            assert record["digest"] == items[card["item"], card["locale"]]["digest"]
            approval = yaml.safe_load((project.root / record["approval"]).read_text(encoding="utf-8"))
            assert (approval["digest"], approval["item"], approval["locale"]) == (record["digest"], card["item"], card["locale"])
            uses[card["item"], card["locale"]].add((card["width"], card["height"]))
        else:
            assert set(record) == {"path", "sha256"}
    sizes = {(1200, 630), (1080, 1350), (1080, 1440), (900, 383), (500, 500)}
    shared = {key: item for key, item in items.items() if item["type"] in (*SHARED, "guide")}
    assert uses == {key: sizes if item["type"] == "post" else {(1200, 630)} for key, item in shared.items()}


def test_a_site_whose_cards_were_changed_is_not_deployed(hub: Hub) -> None:
    now = json.loads((hub.site / "api/v1/released.json").read_bytes()) | {"instant": datetime.now(UTC).isoformat()}
    (hub.site / "api/v1/released.json").write_text(json.dumps(now), encoding="utf-8")
    verify = (sys.executable, PROJECT / "scripts" / "verify-site", hub.site)
    assert hub.run(*verify).code == 0
    card = next(path for path in sorted(hub.site.glob("en/cards/**/*.png")))
    data = card.read_bytes()
    for spoil, said in (
        (lambda: card.write_bytes(data[:-20] + b"x" + data[-19:]), "must have the bytes"),
        (card.unlink, "must be there"),
        (lambda: card.with_name("other.png").write_bytes(data), "must be listed"),
    ):
        spoil()
        ran = hub.run(*verify)
        assert ran.code == 1 and said in ran.said, ran.said
        card.with_name("other.png").unlink(missing_ok=True)
        card.write_bytes(data)
    assert hub.run(*verify).code == 0


# --- snippets -------------------------------------------------------------------------------------------------------------------------------------------


def counted(text: str, unit: str, limit_of_link: int | None) -> int:
    """Counted again, simply: by what the networks publish, and without the hub's own code."""
    text = unicodedata.normalize("NFC", text)
    if unit == "weighted":
        links = re.findall(r"https?://\S+", text)
        for link in links:
            text = text.replace(link, "", 1)
        one = sum(ord(letter) <= 4351 or 8192 <= ord(letter) <= 8205 or 8208 <= ord(letter) <= 8223 or 8242 <= ord(letter) <= 8247 for letter in text)
        return len(links) * (limit_of_link or 23) + one + 2 * (len(text) - one)
    if unit == "utf16":
        return sum(1 + (ord(letter) > 0xFFFF) for letter in text)
    assert not any(unicodedata.combining(letter) or letter == "\u200d" for letter in text)
    return len(text)


SIMPLE = ("weighted", "grapheme", "utf16", "codepoint")


def test_every_snippet_fits_counted_independently(site: Folder, project: Hub) -> None:
    items = {(item["id"], item["locale"]): item for item in site.json("api/v1/items.json")["items"]}
    disclosures = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in (project.root / "content/_data/disclosures").glob("*.yml")}
    platforms = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in (project.root / "content/_platforms").glob("*.yml")}
    seen = defaultdict(set)
    for shard in site.json("api/v1/snippets.json")["shards"]:
        for made in site.json(shard["url"].removeprefix(URL))["snippets"]:
            platform = platforms[made["platform"]]
            where = f"{made['item']} [{made['locale']}] {made['platform']} {made['variant']}"
            assert (made["limit"], made["unit"]) == (platform["limit"], platform["unit"]), where
            if made["unit"] in SIMPLE:  # the other units have a test of their own: tests/content/test_posts.py
                assert counted(made["text"], made["unit"], platform.get("link_length")) == made["length"], where
            assert made["length"] <= platform["limit"], where
            assert made["url"] == items[made["item"], made["locale"]]["url"], where
            if platform.get("is_link_clickable", True) and made["part"] == made["parts"]:
                assert made["url"] in made["text"], where
            assert made["disclosures"], where
            for disclosure in made["disclosures"]:
                short = disclosures[disclosure]["short"].get(made["locale"])
                assert short is None or short in made["text"], where
            assert made["jurisdictions"] and set(made["jurisdictions"]) <= set(platform["markets"]) & set(items[made["item"], made["locale"]]["jurisdictions"]), where
            assert len(re.findall(r"(?<!\S)#\w", made["text"])) <= platform["hashtags"], where
            seen[made["item"], made["locale"], made["platform"]].add(made["variant"])
    for (item_id, locale), item in items.items():
        if item["type"] in SHARED and seen:
            expected = {name for name, platform in platforms.items() if set(platform["markets"]) & set(item["jurisdictions"])}
            found = {name for name in platforms if seen[item_id, locale, name] >= {"question", "fact", "tip"}}
            assert found in (expected, set()), (item_id, locale)


def test_the_share_block_shows_the_very_words(site: Folder, project: Hub) -> None:
    """Those of the networks that pages offer; all others stand in the share library."""
    platforms = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in (project.root / "content/_platforms").glob("*.yml")}
    shown = 0
    for shard in site.json("api/v1/snippets.json")["shards"]:
        for made in site.json(shard["url"].removeprefix(URL))["snippets"]:
            if not platforms[made["platform"]].get("on_page") or made["variant"] in ("checklist", "series") or made["parts"] > 1:
                continue
            page = file_at(site, made["url"])
            assert page
            texts = [element.text_content() for element in dom(site, page).find_class("net__text")]
            assert made["text"] in texts, (made["item"], made["locale"], made["platform"])
            shown += 1
    assert shown or not site.json("api/v1/snippets.json")["shards"]


# --- feeds ----------------------------------------------------------------------------------------------------------------------------------------------


def rss(data: bytes) -> list[str]:
    return [item.findtext("link") for item in etree.fromstring(data).iter("item")]


def atom(data: bytes) -> list[str]:
    return [entry.find(f"{ATOM}link").get("href") for entry in etree.fromstring(data).iter(f"{ATOM}entry")]


def newest(project: Hub, items: list[dict], locale: str, topic: str | None) -> list[str]:
    """The newest 50 addresses, by the dates in the files themselves."""
    chosen = []
    for item in items:
        if item["locale"] == locale and item["type"] in (*SHARED, "guide") and topic in (None, item["topic"]):
            path = project.root / "content" / locale / f"{item['id']}.md"
            if not path.exists():
                path = project.root / "content" / "zh-Hant" / f"{item['id']}.md"
            front = yaml.safe_load(path.read_text(encoding="utf-8").split("---\n")[1])
            approval = yaml.safe_load((project.root / "content" / "_approvals" / locale / f"{item['id']}.yml").read_text(encoding="utf-8"))
            if "feed" in approval["channels"]:
                day = front.get("publish_on") or front["reviewed_on"]
                chosen.append((-day.toordinal(), item["id"], item["url"]))
    return [url for _, _, url in sorted(chosen)][:50]


def assert_feeds_are_the_newest(site: Folder, project: Hub) -> int:
    items = site.json("api/v1/items.json")["items"]
    expected = {}
    for locale in LOCALES:
        for topic in (None, *sorted({item["topic"] for item in items if item["topic"]})):
            urls = newest(project, items, locale, topic)
            if urls:
                expected[f"{locale}/feeds/{topic or 'all'}"] = urls
    found = {re.sub(r"(\.rss\.xml|\.atom\.xml|\.json)$", "", path) for path in site.files if "/feeds/" in path and not path.endswith(".html")}
    assert found == set(expected)
    for stem, urls in expected.items():
        assert rss(site.files[f"{stem}.rss.xml"]) == urls, stem
        assert atom(site.files[f"{stem}.atom.xml"]) == urls, stem
        assert [item["url"] for item in site.json(f"{stem}.json")["items"]] == urls, stem
    return max(map(len, expected.values()), default=0)


def test_feeds_list_exactly_the_newest_released(site: Folder, project: Hub) -> None:
    assert_feeds_are_the_newest(site, project)


def test_feeds_say_where_they_are_and_lead_back(site: Folder) -> None:
    for path in site.files:
        if "/feeds/" not in path or path.endswith(".html"):
            continue
        locale = path.split("/")[0]
        if path.endswith(".json"):
            feed = site.json(path)
            assert feed["version"] == "https://jsonfeed.org/version/1.1"
            own, home, language = feed["feed_url"], feed["home_page_url"], feed["language"]
            bodies = [item["content_html"] for item in feed["items"]]
            keys = [item["id"] for item in feed["items"]]
        elif path.endswith(".atom.xml"):
            root = etree.fromstring(site.files[path])
            links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
            own, home = links["self"], links["alternate"]
            language = root.get("{http://www.w3.org/XML/1998/namespace}lang")
            bodies = [entry.findtext(f"{ATOM}content") for entry in root.iter(f"{ATOM}entry")]
            keys = [entry.findtext(f"{ATOM}id") for entry in root.iter(f"{ATOM}entry")]
        else:
            root = etree.fromstring(site.files[path])
            own, home, language = root.find(f"channel/{ATOM}link").get("href"), root.findtext("channel/link"), root.findtext("channel/language")
            bodies = [item.findtext("{http://purl.org/rss/1.0/modules/content/}encoded") for item in root.iter("item")]
            keys = [item.findtext("guid") for item in root.iter("item")]
        assert (own, language) == (URL + path, locale), path
        assert_leads_somewhere(site, home, "index.html")
        assert len(keys) == len(set(keys)) and all(key.startswith("tag:") for key in keys), path
        for content in bodies:
            for link in html.fromstring(content).xpath("//@href"):
                assert urlsplit(link).scheme in ("https", "http", "mailto", "tel"), (path, link)
                assert_leads_somewhere(site, link, "index.html")


# --- pages ----------------------------------------------------------------------------------------------------------------------------------------------


def links_of(root: html.HtmlElement) -> Iterator[str]:
    for element in root.iter():
        if isinstance(element.tag, str):
            for name in ("href", "src", "action", "data-base"):
                if element.get(name) is not None and element.get("rel") != "canonical":
                    yield element.get(name)
            if element.tag == "meta" and element.get("http-equiv") == "refresh":
                yield element.get("content").split("url=", 1)[1]
            if element.tag == "meta" and element.get("property") in ("og:url", "og:image"):
                yield element.get("content")


SEAL = "#seal"
"""Templates lead to this heading of an editor's page, and nothing checks that it is there: see test_the_seal_is_explained."""


def test_the_seal_is_explained(golden: Hub) -> None:
    site = Folder(golden.site)
    for page in site.pages:
        for link in links_of(dom(site, page)):
            if link.endswith(SEAL):
                assert_leads_somewhere(site, link, page)


def test_links_and_anchors_lead_somewhere(site: Folder) -> None:
    """Also those of the missing-address page, which is served anywhere and so names the site's root."""
    links = [(link, page) for page in site.pages for link in sorted(set(links_of(dom(site, page))))]
    assert [wrong for link, page in links if (wrong := broken(site, link, page)) and not wrong.endswith("#seal leads to no #seal")] == []
    assert [(link, page) for link, page in links if link.endswith(".md") and not urlsplit(link).scheme] == []
    for path in (path for path in site.files if path.endswith(".css")):
        for link in re.findall(r"url\(['\"]?([^'\")]+)", site.text(path)):
            if not link.startswith(("data:", "#")):
                assert posixpath.normpath(posixpath.join(posixpath.dirname(path), link.split("#")[0])) in site.files, (path, link)


def test_languages_of_a_page_name_each_other(site: Folder) -> None:
    alternates = {}
    for page in site.pages:
        root = dom(site, page)
        alternates[address(page)] = {link.get("hreflang"): link.get("href") for link in root.xpath("//link[@rel='alternate'][@hreflang]")}
        canonical = root.xpath("//link[@rel='canonical']/@href")
        if page != "404.html" and not is_redirect(root):
            assert canonical == [address(page)], page
    for url, named in alternates.items():
        if url in (URL, f"{URL}404.html") or not named:
            continue
        locale = url.removeprefix(URL).split("/")[0]
        assert named[locale] == url
        assert "x-default" in named and file_at(site, named["x-default"]), url
        for language, other in named.items():
            if language != "x-default":
                assert other.startswith(f"{URL}{language}/") and alternates[other] == named, (url, other)
    for locale in LOCALES:
        for page in [page for page in site.pages if page.startswith(f"{locale}/") and not is_redirect(dom(site, page))]:
            twins = {other for other in LOCALES if page.replace(locale, other, 1) in site.files}
            assert set(alternates[address(page)]) - {"x-default"} == twins, page


def test_each_page_says_its_language_and_has_one_title(site: Folder) -> None:
    for page in site.pages:
        root = dom(site, page)
        locale = page.split("/")[0] if page.split("/")[0] in LOCALES and not is_redirect(root) else "en"
        assert root.get("lang") == locale, page
        assert len(root.xpath("//h1")) == 1 and root.xpath("normalize-space(//h1)"), page
        assert len(root.xpath("//title")) == 1 and root.xpath("normalize-space(//title)"), page
        assert len(root.xpath("//@id")) == len(set(root.xpath("//@id"))), page
        assert site.files[page].lower().startswith(b"<!doctype html>"), page


def test_no_page_carries_a_script_or_style_or_loads_from_elsewhere(site: Folder) -> None:
    for page in site.pages:
        root = dom(site, page)
        policy = root.xpath("//meta[@http-equiv='Content-Security-Policy']")
        assert len(policy) == 1 and policy[0].getparent().tag == "head", page
        before = [element for element in policy[0].itersiblings(preceding=True) if isinstance(element.tag, str)]
        assert [element.tag for element in before] == ["meta"] and before[0].get("charset"), page
        rules = dict(rule.strip().split(" ", 1) for rule in policy[0].get("content").split(";") if rule.strip())
        assert rules["default-src"] == "'none'" and rules["object-src"] == "'none'" and rules["base-uri"] == "'none'", page
        assert "'unsafe-inline'" not in policy[0].get("content") and "'unsafe-eval'" not in policy[0].get("content"), page
        assert not re.search(r"https?:|\*", policy[0].get("content")), page
        for script in root.iter("script"):
            assert script.get("src") or script.get("type") == "application/ld+json", page
            assert not (script.get("src") and (script.text or "").strip()), page
        assert not root.xpath("//style | //base | //iframe | //object | //embed | //*[@style] | //*[@srcdoc] | //*[@ping]"), page
        assert not [name for element in root.iter() if isinstance(element.tag, str) for name in element.attrib if name.startswith("on")], page
        assert not [link for link in root.xpath("//@href | //@src | //@action") if link.strip().lower().startswith(("javascript:", "data:", "//"))], page
        loaded = root.xpath("//*/@src | //*/@srcset | //form/@action | //*/@poster | //*/@data")
        loaded += root.xpath("//link[contains(' stylesheet icon preload modulepreload prefetch preconnect dns-prefetch manifest ', concat(' ', @rel, ' '))]/@href")
        assert [link for link in loaded if urlsplit(link).scheme or link.startswith("//")] == [], page
    for path in (path for path in site.files if path.endswith((".css", ".svg"))):
        assert re.findall(r"@import|url\(\s*['\"]?\s*(?:https?:)?//", site.text(path)) == [], path
    for path in (path for path in site.files if path.endswith(".js") and "pagefind" not in path):
        assert re.findall(r"(?:fetch|import|importScripts|open)\s*\(\s*['\"`](?:https?:)?//", site.text(path)) == [], path


def test_the_map_lists_what_may_be_indexed_with_its_day_of_review(site: Folder) -> None:
    root = etree.fromstring(site.files["sitemap.xml"])
    listed = {entry.findtext(f"{MAP}loc"): entry for entry in root.iter(f"{MAP}url")}
    indexed = {address(page) for page in site.pages if not dom(site, page).xpath("//meta[@name='robots'][contains(@content, 'noindex')]")}
    assert set(listed) == indexed
    assert f"{URL}404.html" not in listed and not any(is_redirect(dom(site, page)) for page in site.pages if address(page) in listed)
    for item in site.json("api/v1/items.json")["items"]:
        if item["type"] != "term" and item["id"] != "index":
            assert listed[item["url"]].findtext(f"{MAP}lastmod") == item["reviewed_on"], item["url"]
    for entry in listed.values():
        for link in entry.iter(f"{XHTML}link"):
            assert link.get("href") in listed
    assert f"Sitemap: {URL}sitemap.xml" in site.text("robots.txt")


def test_an_old_address_leads_to_the_new_one(site: Folder, project: Hub) -> None:
    items = {(item["id"], item["locale"]): item["url"] for item in site.json("api/v1/items.json")["items"]}
    expected = {}
    for locale in LOCALES:
        for path in (project.root / "content" / locale).rglob("*.md") if (project.root / "content" / locale).exists() else ():
            front = yaml.safe_load(path.read_text(encoding="utf-8").split("---\n")[1])
            item_id = path.relative_to(project.root / "content" / locale).as_posix().removesuffix(".md")
            for alias in front.get("aliases", ()):
                if (item_id, locale) in items:
                    expected[f"{alias.lstrip('/')}index.html"] = items[item_id, locale]
    found = {page: dom(site, page) for page in site.pages if is_redirect(dom(site, page))}
    assert set(found) == set(expected)
    for page, url in expected.items():
        refresh = found[page].xpath("//meta[@http-equiv='refresh']/@content")[0]
        assert urljoin(address(page), refresh.split("url=", 1)[1]) == url
        assert found[page].xpath("//link[@rel='canonical']/@href") == [url]
        assert url in [urljoin(address(page), link) for link in found[page].xpath("//a/@href")]


def test_each_page_announces_feeds_that_are_there(site: Folder) -> None:
    """A topic whose only items are not approved for feeds has none: no page may promise one."""
    for page in site.pages:
        for feed in dom(site, page).xpath("//link[@rel='alternate'][@type]/@href"):
            assert file_at(site, urljoin(address(page), feed)), (page, feed)


# --- what editors write, as text ------------------------------------------------------------------------------------------------------------------------


def test_front_matter_reaches_pages_and_data_as_text_only(hub: Hub) -> None:
    evil = """</title><script>alert(1)</script>'"&{% 7*7 %}"""
    tag = "<img src=x onerror=alert(1)>"

    def change(front: dict) -> None:
        front.update(title=evil, summary=f"{tag} ]]> {{% raw %}}", short_answer=f"--> {tag}")
        front["phrasings"].append(f"{tag} {evil}")
        front["sources"][0].update(title=tag, publisher=evil)
        front["snippets"]["hooks"].update(fact=f"{tag} {evil}")
        front["snippets"]["image_alt"] = f'" onload="alert(1) {tag}'

    hub.front("en/articles/motor/carpet-excess.md", change)
    hub.front("_data/people/nora-nobody.yml", lambda front: front["name"].update(en=tag))
    hub.front("_data/glossary/excess.yml", lambda front: (front["definition"].update(en=f'"><script>alert(1)</script> {tag}'), front["term"].update(en="Excess")))
    hub.approve()
    site = hub.built()
    for page in site.pages:
        root = dom(site, page)
        assert not root.xpath("//img[@onerror] | //script[contains(text(), 'alert(1)')][not(@type='application/ld+json')]"), page
        assert not [name for element in root.iter() if isinstance(element.tag, str) for name in element.attrib if name.startswith("on")], page
    page = dom(site, "en/articles/motor/carpet-excess/index.html")
    assert page.xpath("string(//h1)") == evil
    assert any(item["title"] == evil for item in site.json("api/v1/items.json")["items"])
    for stem in ("en/feeds/all.rss.xml", "en/feeds/all.atom.xml"):
        assert evil in etree.fromstring(site.files[stem]).xpath("//*[local-name()='title']/text()")
    test_no_page_carries_a_script_or_style_or_loads_from_elsewhere(site)


# --- growth ---------------------------------------------------------------------------------------------------------------------------------------------

STRIPPED = re.compile(r"phrasings:\n(  - .*\n)+")


def _grow(hub: Hub, times: int) -> None:
    """Copies of the golden question, each with a nonsense word of its own in its body and a day of its own; some to come, some over."""
    for locale in ("en", "zh-Hant"):
        seed = STRIPPED.sub("", hub.read(f"{locale}/faq/home/haunted-house.md"))
        for number in range(12 * times):
            word = "qx" + "".join("bdfgkmnprt"[int(digit)] + "u" for digit in f"{number:03}")
            day = date(2026, 8, 1) + timedelta(days=number * 7 % 101)
            text = re.sub(r"^title: .*", f"title: {'Question' if locale == 'en' else '問題'} {number:03}", seed, flags=re.M)
            text = text.replace("reviewed_on: 2026-11-01", f"reviewed_on: {min(day, date(2026, 11, 1))}\npublish_on: {day}")
            text = text.replace("author: dora-double", "author: nora-nobody")
            if number % 17 == 5:
                text = re.sub("publish_on: .*", "publish_on: 2026-12-02", text)
            hub.write(f"{locale}/faq/home/question-{number:03}.md", f"{text}\nThe word is {word}.\n")
    hub.approve()


@pytest.fixture(scope="session")
def small(golden: Hub, once: Callable[[str, Callable[[Path], None]], Path]) -> Hub:
    return Hub(once("small", lambda root: (_grow(golden.copy(root), 1), Hub(root).built()) and None))


@pytest.fixture(scope="session")
def large(golden: Hub, once: Callable[[str, Callable[[Path], None]], Path]) -> Hub:
    return Hub(once("large", lambda root: (_grow(golden.copy(root), 6), Hub(root).built()) and None))


def test_a_page_does_not_grow_with_the_library(small: Hub, large: Hub) -> None:
    one, other = Folder(small.site), Folder(large.site)
    items = [len(site.json("api/v1/items.json")["items"]) for site in (one, other)]
    assert items[1] > 3 * items[0] - 100 and items[1] > 2.5 * items[0]
    for page in ("articles/motor/carpet-excess", "articles/travel/moon-trip", "faq/motor/dragon-fire", "faq/home/question-003", "guides/first-dragon", "about", "search"):
        for locale in LOCALES:
            sizes = [len(gzip.compress(site.files[f"{locale}/{page}/index.html"], 6)) for site in (one, other)]
            plain = [len(site.files[f"{locale}/{page}/index.html"]) for site in (one, other)]
            assert abs(sizes[1] - sizes[0]) <= 0.05 * sizes[0], (locale, page, sizes)
            assert abs(plain[1] - plain[0]) <= 0.05 * plain[0], (locale, page, plain)
    for locale in LOCALES:
        grown = len(other.files[f"{locale}/index.html"]) / len(one.files[f"{locale}/index.html"])
        assert grown <= 1.05, (locale, grown)


def test_no_page_carries_the_text_of_another(large: Hub) -> None:
    site = Folder(large.site)
    for page in site.pages:
        words = set(re.findall(r"\bqx(?:[bdfgkmnprt]u){3}\b", site.text(page)))
        own = re.search(r"/faq/home/question-(\d{3})/", page)
        expected = {"qx" + "".join("bdfgkmnprt"[int(digit)] + "u" for digit in own[1])} if own else set()
        assert words == expected, page


def test_feeds_of_a_large_library_hold_the_newest_fifty(large: Hub) -> None:
    assert assert_feeds_are_the_newest(Folder(large.site), large) == 50


def test_an_article_is_light(whole: Hub) -> None:
    """At most 28 KB over the wire (gzip -6), and at most 5 KB of scripts; none of search's before it is opened."""
    site = Folder(whole.site)
    for page in [page for page in site.pages if "/articles/" in page]:
        root = dom(site, page)
        loaded = [posixpath.normpath(posixpath.join(posixpath.dirname(page), link.split("?")[0])) for link in root.xpath("//script/@src | //link[@rel='stylesheet']/@href")]
        assert not [path for path in loaded if "search" in path], page
        weight = {path: len(gzip.compress(site.files[path], 6)) for path in (page, *loaded)}
        assert sum(weight.values()) <= 28 * 1024, (page, weight)
        assert sum(size for path, size in weight.items() if path.endswith(".js")) <= 5 * 1024, (page, weight)
