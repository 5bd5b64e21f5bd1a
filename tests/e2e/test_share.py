"""The share library in a real browser: a post in an adviser's own name, exactly as proven, from nothing but this page."""

from __future__ import annotations

import hashlib
import io
import json
import random
import zipfile
from base64 import urlsafe_b64encode
from typing import Any

import emoji
import pytest
import yaml
from lxml import html
from playwright.sync_api import Page, expect

from hub.composing.signature import signature
from hub.model.data import Identity
from hub.model.places import LOCALES
from hub.reading.data import fill_simplified
from hub.text.chinese import Simplifier
from hub.text.counting import COUNTERS, length
from tests.conftest import PROJECT
from tests.e2e.conftest import Open, Site, Tab

PROFILE = {"name": "Mei Lin", "company": "Harbour Brokers", "licence": "AB1234", "place": "HK", "greeting": "", "tag": ""}
KEEP = "(kept) => { for (const [key, value] of Object.entries(kept)) localStorage[key] = JSON.stringify(value); }"


def library(tab: Open, locale: str = "en", *, platform: str = "x", profile: dict[str, str] | None = None, width: int = 390, **more: Any) -> Tab:
    """The library as somebody opens it who has been there before."""
    opened = tab(locale=locale, width=width, permissions=["clipboard-read", "clipboard-write"], **more)
    kept = {"hub.share": {"platform": platform}} | ({"hub.profile": profile} if profile else {})
    opened.context.add_init_script(f"({KEEP})({json.dumps(kept)})")
    opened.go(f"{locale}/share/")
    opened.page.locator("#library[data-ready]").wait_for()
    return opened


def snippets(site: Site, locale: str, platform: str) -> dict[tuple[str, str, int], dict[str, Any]]:
    found = site.read(f"api/v1/snippets/{locale}/{platform}.json")["snippets"]
    return {(one["item"], one["variant"], one["part"]): one for one in found}


def identity() -> Identity:
    raw = yaml.safe_load((PROJECT / "content/_data/identity.yml").read_text(encoding="utf-8"))
    for place in raw["places"].values():
        place["checked_on"] = str(place["checked_on"])
    return Identity.model_validate_json(json.dumps(fill_simplified(raw, Simplifier())))


def clipboard(page: Page) -> str:
    return page.evaluate("navigator.clipboard.readText()")


# --- counting ---------------------------------------------------------------------------------------------------------------------------------------

PARTS = ["hello ", "自負額，", "https://hub.example.org/kb/en/faq/", "http://t.co/abc?x", " ", "example.com", "hub.tw/", "a.b.co.uk?x=1",
         "@bob@mastodon.social", "@bob ", "#tag", "。", "(https://x.org/a_(b)c)", "\n", "中文.com", "xn--fiqs8s.com", "ü.de", "http://例え.テスト",
         "http://例え.com/道?q=道", "©", "™", "’", "€{}", "…", "한국.com", "e\u0301", "नमस्ते",
         "www.a-b_c.com:80/x", "-.", "_", "://", "https://", "ipfs://abc.com/x", "A.COM/B", "\ufe0f", "\u200d"]  # fmt: skip


def test_the_browser_counts_as_the_build_does(tab: Open, site: Site) -> None:
    """Thousands of texts of links, names, scripts and emoji, in every unit. Emoji newer than the browser are not among them."""
    chance = random.Random(20261123)
    pictures = [one for one, facts in emoji.EMOJI_DATA.items() if facts["E"] <= 15]
    texts = [
        "".join(chance.choice(PARTS) if chance.random() < 0.8 else chance.choice(pictures) for _ in range(chance.randint(1, 9))) for _ in range(4000)
    ]
    page = tab().go("en/about/")
    count = """async ([base, texts, units]) => {
      const { counters } = await import(`${base}assets/share/counting.js`);
      const count = counters(await (await fetch(`${base}assets/share/counting.json`)).json());
      return texts.map((text) => units.map((unit) => count[unit](text)));
    }"""
    counted = page.evaluate(count, [site.url, texts, list(COUNTERS)])
    wrong = [(text, row) for text, row in zip(texts, counted, strict=True) if row != [length(text, unit) for unit in COUNTERS]]
    assert wrong == []


# --- a post -----------------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("platform", ["x", "facebook", "instagram"])
def test_with_a_saved_profile_one_tap_copies_a_proven_post_and_nothing_leaves(tab: Open, site: Site, locale: str, platform: str) -> None:
    opened = library(tab, locale, platform=platform, profile=PROFILE)
    page, before = opened.page, len(opened.watch.requests)
    post = page.locator("article.post").first
    item = post.get_attribute("data-item")
    post.locator("[data-share-copy]").first.click()
    expect(page.locator("#say")).not_to_be_empty()
    line = signature(identity(), locale, "HK", "Mei Lin", "Harbour Brokers", "AB1234")  # type: ignore[arg-type]
    approved = snippets(site, locale, platform)[item, "question", 1]  # type: ignore[index]
    assert clipboard(page) == f"{approved['text']}\n\n{line}"
    assert length(clipboard(page), approved["unit"]) <= approved["limit"]
    assert [url for url in opened.watch.requests[before:] if not url.startswith("data:")] == []
    assert opened.faults() == []


def test_it_works_without_a_network_once_it_is_loaded(tab: Open, site: Site) -> None:
    opened = library(tab, profile=PROFILE)
    opened.context.set_offline(True)
    page = opened.page
    page.get_by_role("button", name="Facebook", exact=True).click()
    page.locator("summary", has_text="Find a text").click()
    page.locator("#by-topic").select_option("motor")
    post = page.locator("article.post").first
    post.get_by_role("button", name="Fact", exact=True).click()
    post.locator("[data-share-copy]").first.click()
    expect(page.locator("#say")).not_to_be_empty()
    item = post.get_attribute("data-item")
    assert clipboard(page).startswith(snippets(site, "en", "facebook")[item, "fact", 1]["text"])  # type: ignore[index]


def test_a_place_that_demands_a_licence_keeps_copying_closed_until_it_is_given(tab: Open) -> None:
    page = library(tab, profile=PROFILE | {"licence": ""}).page
    post = page.locator("article.post").first
    expect(post.locator("[data-share-copy]").first).to_be_disabled()
    expect(post.locator(".closed")).to_contain_text("IA licence")
    page.get_by_role("button", name="Change your details").click()
    page.locator("#sheet-licence").fill("AB1234")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("article.post").first.locator("[data-share-copy]").first).to_be_enabled()
    assert json.loads(page.evaluate("localStorage['hub.profile']"))["licence"] == "AB1234"


@pytest.mark.parametrize(
    ("field", "text", "told"),
    [
        ("greeting", "Guaranteed returns of 6%!", "promises a return"),
        ("greeting", "保證獲利", "promises a return"),
        ("greeting", "See www.example.com", "Letters and spaces only"),
        ("name", "Mei Lin 🔥", "Letters and spaces only"),
        ("company", "B" * 33, "At most 32"),
        ("company", "龍" * 17, "At most 32"),
    ],
)
def test_what_an_adviser_adds_is_read_for_the_gravest_claims(tab: Open, field: str, text: str, told: str) -> None:
    page = library(tab, profile=PROFILE).page
    page.get_by_role("button", name="Change your details").click()
    page.locator(f"#sheet-{field}").fill(text)
    expect(page.locator(f"#sheet-{field}-told")).to_contain_text(told)
    page.get_by_role("button", name="Save").click()
    expect(page.locator("dialog")).to_be_visible()


def test_what_is_the_advisers_own_is_marked_and_what_is_approved_is_whole(tab: Open, site: Site) -> None:
    page = library(tab, platform="facebook", profile=PROFILE | {"greeting": "Three minutes well spent."}).page
    post = page.locator("article.post").first
    item = post.get_attribute("data-item")
    shown = post.locator(".net__text").first
    assert shown.locator(".own").all_text_contents() == ["Three minutes well spent.", "Mei Lin, Harbour Brokers, IA licence AB1234"]
    assert snippets(site, "en", "facebook")[item, "question", 1]["text"] in shown.text_content()  # type: ignore[index,operator]
    assert shown.locator(".d").count() > 0
    assert post.locator(".fold").count() == 1


def test_a_greeting_never_pushes_a_warning_past_the_fold(tab: Open) -> None:
    greeting = "A thought for everybody who reads the small print on a Sunday evening, with tea."
    page = library(tab, platform="linkedin", profile=PROFILE | {"greeting": greeting}).page
    page.locator("summary", has_text="Find a text").click()
    page.locator("#by-topic").select_option("annuities")
    page.locator("article.post:not([aria-busy])").first.wait_for()
    for post in page.locator("article.post").all():
        text = post.locator(".net__text").first.text_content() or ""
        assert "You may get back less than you paid." in text[:140]
        assert greeting in text


def test_a_firm_hands_out_a_profile_in_a_link(tab: Open) -> None:
    packed = urlsafe_b64encode(json.dumps(PROFILE | {"name": "林美"}).encode()).decode().rstrip("=")
    opened = tab(width=390)
    page = opened.go(f"en/share/#profile={packed}")
    page.locator("#library[data-ready]").wait_for()
    expect(page.locator(".me")).to_contain_text("林美")
    assert "#" not in page.url
    assert page.evaluate("JSON.parse(localStorage['hub.profile']).name") == "林美"
    assert [url for url in opened.watch.requests if "profile" in url] == []


def test_numbered_posts_are_copied_one_by_one(tab: Open, site: Site) -> None:
    page = library(tab, platform="x", profile=PROFILE).page
    post = page.locator("article.post", has=page.get_by_role("button", name="Numbered posts")).first
    post.get_by_role("button", name="Numbered posts").click()
    item, approved = post.get_attribute("data-item"), snippets(site, "en", "x")
    buttons = post.locator("[data-share-copy]")
    assert buttons.count() == approved[item, "series", 1]["parts"] > 2  # type: ignore[index]
    buttons.nth(1).click()
    expect(page.locator("#say")).not_to_be_empty()
    assert clipboard(page).startswith(approved[item, "series", 2]["text"])  # type: ignore[index]


def test_what_is_chosen_comes_with_a_proof_sheet(tab: Open, site: Site) -> None:
    page = library(tab, platform="facebook", profile=PROFILE).page
    posts = page.locator("article.post")
    for at in (0, 1):
        posts.nth(at).get_by_label("Choose for download").check()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download with proof sheet").click()
    packed = zipfile.ZipFile(io.BytesIO(waiting.value.path().read_bytes()))
    assert packed.testzip() is None
    sheet = html.fromstring(packed.read("proof-sheet.html"))
    approved = snippets(site, "en", "facebook")
    records = {item["id"]: item for item in site.of("en", "article", "faq", "post")}
    shown = [pre.text_content() for pre in sheet.iter("pre")]
    for at in (0, 1):
        item = posts.nth(at).get_attribute("data-item")
        made = approved[item, "question", 1]  # type: ignore[index]
        assert made["text"] in shown
        assert made["digest"] == hashlib.sha256(made["text"].encode()).hexdigest()
        facts = sheet.text_content()
        assert made["digest"] in facts and records[item]["digest"] in facts  # type: ignore[index]
        name = next(each for each in packed.namelist() if each.startswith(item.replace("/", ".")))  # type: ignore[union-attr]
        assert packed.read(name).decode() == f"{made['text']}\n\nMei Lin, Harbour Brokers, IA licence AB1234"
    assert shown.count("Mei Lin, Harbour Brokers, IA licence AB1234") == 2


def test_an_import_file_holds_what_was_chosen(tab: Open) -> None:
    page = library(tab, platform="linkedin", profile=PROFILE).page
    page.locator("article.post").first.get_by_label("Choose for download").check()
    page.locator("summary", has_text="For a scheduling tool").click()
    with page.expect_download() as waiting:
        page.locator(".tray").get_by_role("button", name="Import file").click()
    data = waiting.value.path().read_bytes().decode("utf-8-sig")
    assert "Mei Lin, Harbour Brokers, IA licence AB1234" in data


def test_it_is_found_by_the_hubs_own_search(tab: Open) -> None:
    page = library(tab, profile=PROFILE).page
    page.locator("summary", has_text="Find a text").click()
    page.locator("#by-words").fill("no claims bonus")
    expect(page.locator("article.post").first).to_have_attribute("data-item", "faq/motor/no-claim-discount")


def test_without_a_script_every_text_is_a_link_away(tab: Open, site: Site) -> None:
    page = tab(scripts=False).go("zh-Hant/share/")
    links = page.locator("#listed a").evaluate_all("(links) => links.map((link) => link.href)")
    assert len(links) == len(site.of("zh-Hant", "article", "faq", "post"))
    assert all(link.endswith("#page-share") for link in links)


def test_the_code_of_a_page_is_there(tab: Open) -> None:
    page = library(tab, profile=PROFILE).page
    post = page.locator("article.post").first
    post.get_by_role("button", name="Other ways").click()
    post.locator("summary", has_text="Code for the page").click()
    code = post.locator(".code img")
    expect(code).to_be_visible()
    expect(code).to_have_js_property("complete", value=True)
    assert code.evaluate("(image) => image.naturalWidth") > 0
