"""What a firm adds, through MkDocs: advisors, calendars, formats of scheduling tools."""

from __future__ import annotations

import re
from urllib.parse import urljoin

import pytest
import vobject
from lxml import html

from hub.model.places import LOCALES
from hub.outputs.schedules import Row, to_csv
from tests.build.conftest import URL, Folder, Hub, environment
from tests.build.test_output import test_links_and_anchors_lead_somewhere as links_lead_somewhere
from tests.build.test_output import test_no_page_carries_a_script_or_style_or_loads_from_elsewhere as pages_keep_to_themselves
from tests.build.test_output import test_released_accounts_for_every_page_and_no_more as pages_are_accounted_for
from tests.firm import FILE, NAME, found
from tests.unit.outputs.test_schedules import REAL, read

PAGE, LICENCE = f"en/advisors/{NAME}/index.html", f"en/advisors/{NAME}/licence/index.html"
# A page of the share library, so far as links go: pages ask whether it is there.
SHARES = """
def on_env(env, config, files):
    for locale in ("en", "zh-Hant", "zh-Hans"):
        config.extra["hub"].by_source.setdefault(f"{locale}/share.md", None)
    return env
"""
ENDED = {"SOURCE_DATE_EPOCH": "1799000000"}  # January 2027: the licence for Taiwan has ended, that for Hong Kong has not


@pytest.fixture
def firm(hub: Hub) -> Hub:
    found(hub)
    return hub


def page(site: Folder, path: str) -> html.HtmlElement:
    return html.document_fromstring(site.files[path])


def test_without_a_firms_data_there_is_nothing_of_it(golden: Hub) -> None:
    site = Folder(golden.site)
    assert not [path for path in site.files if "/advisors" in path and not path.startswith("assets/")]
    assert not [path for path in site.files if path.endswith("schedulers.json")]
    assert "advisors/" not in site.text("en/index.html")


def test_pages_and_files_are_there_accounted_for_and_linked(firm: Hub) -> None:
    site = firm.built()
    for locale in LOCALES:
        for rest in (f"{NAME}.vcf", f"{NAME}.svg", f"{NAME}/index.html", f"{NAME}/licence/index.html", "index.html"):
            assert f"{locale}/advisors/{rest}" in site.files
        links = {urljoin(f"{URL}{locale}/feeds/", link) for link in page(site, f"{locale}/feeds/index.html").xpath("//@href")}
        assert {f"{URL}{locale}/calendar/{name}.ics" for name in ("plan", "reviews")} <= links
        vobject.readOne(site.text(f"{locale}/calendar/plan.ics"))
        assert site.json(f"{locale}/share/schedulers.json")["tools"]
        assert page(site, f"{locale}/index.html").xpath("//footer//a[contains(@href, 'advisors/')]")
    pages_are_accounted_for(site, firm)
    links_lead_somewhere(site)
    pages_keep_to_themselves(site)
    assert f"{URL}en/advisors/{NAME}/licence/" in site.text("sitemap.xml")


def test_an_ended_licence_is_said_first_and_closes_its_share_kit(firm: Hub) -> None:
    firm.hook("shares", SHARES)
    before = firm.built()
    assert before.files  # read before the next build takes their place
    after = firm.built(**ENDED)
    for path in (PAGE, LICENCE, "en/advisors/index.html"):
        assert not page(before, path).find_class("ended")
        (band,) = page(after, path).find_class("ended")
        words = " ".join(band.text_content().split())
        assert words.startswith("Licence ended Carpet solicitor (Taiwan): ended on 20 December 2026.")
        assert "http" not in re.sub(r"\s", "", words)
    assert page(before, PAGE).xpath("//*[@data-licence]/@data-licence") == ["valid", "ends-soon"]
    assert page(after, PAGE).xpath("//*[@data-licence]/@data-licence") == ["valid", "ended"]
    assert len(page(before, PAGE).xpath("//a[starts-with(@data-hash, 'profile=')]")) == 2
    (link,) = page(after, PAGE).xpath("//a[starts-with(@data-hash, 'profile=')]/@href")
    assert urljoin(f"{URL}en/advisors/{NAME}/", link) == f"{URL}en/share/"
    assert page(after, LICENCE).xpath("//*[@data-licence='ended']//s")[0].text == "0000000000"
    firm.edit(FILE, "valid_until: 2027-06-30", "valid_until: 2026-12-01")
    closed = page(firm.built(**ENDED), PAGE)
    assert closed.xpath("//@data-share-kit") == ["closed"] and not closed.xpath("//main//a[contains(@href, '/share/')]")


def test_a_preview_has_the_pages_and_promises_no_files(firm: Hub) -> None:
    site = firm.built(HUB_PREVIEW="1")
    assert PAGE in site.files
    assert not [path for path in site.files if path.endswith((".vcf", ".ics", f"{NAME}.svg", "schedulers.json"))]
    for path in (PAGE, "en/feeds/index.html"):
        assert not [link for link in page(site, path).xpath("//@href") if link.endswith((".vcf", ".ics", f"{NAME}.svg"))]


def test_the_same_bytes_in_another_folder_and_zone(firm: Hub) -> None:
    once = {path: data for path, data in firm.built().files.items() if "pagefind" not in path}
    again = {path: data for path, data in firm.built(TZ="Asia/Taipei").files.items() if "pagefind" not in path}
    assert once == again
    assert environment()["SOURCE_DATE_EPOCH"]


def test_an_advisors_words_are_text_only(firm: Hub) -> None:
    evil = '<img src=x onerror=alert(1)>"&'

    def change(values: dict) -> None:
        values["name"]["en"] = values["company"]["en"] = values["about"]["en"] = evil
        values["licences"][0]["number"] = evil
        values["channels"]["line"]["handle"] = evil

    firm.front(FILE, change)
    site = firm.built()
    assert page(site, PAGE).xpath("string(//h1)") == evil
    for path in (PAGE, LICENCE, "en/advisors/index.html"):
        assert not page(site, path).xpath("//img | //@onerror")


def test_every_ready_post_of_the_library_may_stand_in_every_file(whole: Hub) -> None:
    """None begins with what a spreadsheet takes for a formula, or it would be refused."""
    site = Folder(whole.site)
    texts = [
        made["text"]
        for shard in site.json("api/v1/snippets.json")["shards"]
        for made in site.json(shard["url"].removeprefix(URL))["snippets"]
    ]
    assert len(texts) > 1000
    for tool in REAL.values():
        rows = read(to_csv(tool, [Row(text, date="2027-01-04 09:00") for text in texts]))
        at = [column.fills for column in tool.columns].index("text")
        assert [row[at] for row in rows[1:]] == texts
