"""The share library in a real browser: a post in an adviser's own name, exactly as proven, from nothing but this page."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import random
import re
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
    texts += [" \u0085\x1c", "\ufeff", "\u3000", "\u200b", "\x1f\n"]  # blank for one, not for all
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
    opened = tab(width=390)
    page = opened.go(f"en/share/#profile={packed(PROFILE | {'name': '林美'})}")
    page.locator("#library[data-ready]").wait_for()
    expect(page.locator(".me")).to_contain_text("林美")
    assert "#" not in page.url
    assert page.evaluate("JSON.parse(localStorage['hub.profile']).name") == "林美"
    assert [url for url in opened.watch.requests if "profile" in url] == []


def packed(profile: object) -> str:
    return urlsafe_b64encode(json.dumps(profile).encode()).decode().rstrip("=")


def test_a_link_never_takes_the_place_of_what_an_adviser_keeps(tab: Open) -> None:
    opened = tab(width=390)
    opened.context.add_init_script(f"({KEEP})({json.dumps({'hub.profile': PROFILE})})")
    page = opened.go(f"en/share/#profile={packed(PROFILE | {'name': 'Somebody Else', 'licence': 'ZZ0000'})}")
    expect(page.locator("#sheet-name")).to_have_value("Somebody Else")
    page.get_by_role("button", name="Close").click()
    expect(page.locator(".me")).to_contain_text("Mei Lin")
    assert page.evaluate("JSON.parse(localStorage['hub.profile']).licence") == "AB1234"
    assert "#" not in page.url


@pytest.mark.parametrize(
    "changes",
    [
        {"place": "__proto__"},
        {"place": "constructor"},
        {"place": "XX"},
        {"place": ["HK"]},
        {"name": "A" * 100_000},
        {"name": ""},
        {"name": {"toString": "Mei Lin"}},
    ],
    ids=["prototype", "constructor", "no such place", "a list", "too long", "empty", "an object"],
)
def test_a_link_that_no_firm_would_hand_out_is_none(tab: Open, changes: dict[str, Any]) -> None:
    opened = tab(width=390)
    page = opened.go(f"en/share/#profile={packed(PROFILE | changes)}")
    page.locator("#library[data-ready]").wait_for()
    expect(page.get_by_role("button", name="Your name on it")).to_be_visible()
    assert page.evaluate("localStorage['hub.profile']") is None
    assert opened.faults() == []


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("name", "Mei \u202eniL"),
        ("name", "M\u200bei Lin"),
        ("name", "\u3164"),
        ("name", "\ud83d Lin"),
        ("name", "Z\u0301\u0301\u0301\u0301\u0301algo"),
        ("name", "Lin 🇹🇼"),
        ("company", "B;=1+1"),
        ("company", "B｜IA licence AB"),
        ("company", "<b>Bold</b>"),
        ("greeting", "javascript:alert(1)//www.a.example"),
        ("greeting", "Guar\u00adanteed returns"),
        ("greeting", "-1+1"),
    ],
)
def test_what_a_link_brings_is_read_as_if_it_were_typed(tab: Open, field: str, text: str) -> None:
    opened = tab(width=390)
    page = opened.go(f"en/share/#profile={packed(PROFILE | {field: text})}")
    page.locator("#library[data-ready]").wait_for()
    expect(page.locator("[data-share-copy]").first).to_be_disabled()
    expect(page.locator("article.post .closed").first).to_be_visible()
    assert opened.faults() == []


@pytest.mark.parametrize("name", ["Seán Ó Briain", "歐陽陳美玲", "𠮷田", "Nguyễn Thị Hà", "Jean-Luc d’Arc", "नीता", "O'Brien (Partner)"])
def test_honest_names_are_taken(tab: Open, name: str) -> None:
    page = tab(width=390).go(f"en/share/#profile={packed(PROFILE | {'name': name})}")
    expect(page.locator("[data-share-copy]").first).to_be_enabled()


def test_a_licence_that_has_ended_signs_nothing(tab: Open) -> None:
    kept = PROFILE | {"until": "2026-01-31"}
    page = library(tab, profile=kept).page
    expect(page.locator("[data-share-copy]").first).to_be_disabled()
    expect(page.locator("article.post .closed").first).to_contain_text("IA licence")
    page.get_by_role("button", name="Change your details").click()
    page.locator("#sheet-licence").fill("CD5678")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("[data-share-copy]").first).to_be_enabled()


def test_a_licence_holds_on_its_last_day(tab: Open) -> None:
    page = library(tab, profile=PROFILE | {"until": "2999-12-31"}).page
    expect(page.locator("[data-share-copy]").first).to_be_enabled()
    assert json.loads(page.evaluate("localStorage['hub.profile']"))["until"] == "2999-12-31"


LEFT = ["5", "[]", '"x"', "{", '{"name": 5, "place": {}}', '{"__proto__": {"name": "x"}}', '{"platform": 7, "forms": 1, "topic": "no-such"}']


@pytest.mark.parametrize("kept", LEFT)
def test_whatever_an_older_visit_left_behind_the_library_opens(tab: Open, kept: str) -> None:
    opened = tab(width=390)
    opened.context.add_init_script(f"localStorage['hub.profile'] = localStorage['hub.share'] = {json.dumps(kept)}")
    page = opened.go("en/share/")
    page.locator("#library[data-ready]").wait_for()
    expect(page.locator("[data-share-copy]").first).to_be_enabled()
    assert opened.faults() == []


def test_with_a_closed_storage_a_profile_holds_for_the_page(tab: Open) -> None:
    opened = tab(width=390)
    opened.context.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('closed', 'SecurityError'); } })")
    page = opened.go(f"en/share/#profile={packed(PROFILE)}")
    page.locator("#library[data-ready]").wait_for()
    expect(page.locator(".me")).to_contain_text("Mei Lin")
    page.get_by_role("button", name="Change your details").click()
    page.locator("#sheet-name").fill("Lin Mei")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("article.post .own").first).to_contain_text("Lin Mei, Harbour Brokers")


def test_whatever_breaks_the_plain_list_is_there(tab: Open, site: Site) -> None:
    index = site.read("en/share/library.json")
    del index["words"]["find"]
    opened = tab(width=390)
    opened.page.route("**/library.json", lambda route: route.fulfill(json=index))
    page = opened.go("en/share/")
    expect(page.locator("#library")).to_be_empty()
    expect(page.locator("#listed a").first).to_be_visible()


def test_a_text_that_could_not_be_fetched_is_asked_for_again(tab: Open) -> None:
    opened = tab(width=390)
    asked: list[str] = []

    def first_none(route: Any) -> None:
        name = route.request.url.rpartition("/")[2]
        asked.append(name)
        route.abort() if asked.count(name) == 1 and name not in ("library.json", "schedulers.json") else route.continue_()

    opened.page.route("**/en/share/*.json", first_none)
    page = opened.go("en/share/")
    page.locator("article.post .closed").first.wait_for()
    page.get_by_role("button", name="Facebook", exact=True).click()
    expect(page.locator("[data-share-copy]").first).to_be_visible()


def test_a_button_pressed_twice_says_at_last_what_it_does(tab: Open) -> None:
    page = library(tab, profile=PROFILE).page
    page.clock.install()
    page.reload()
    button = page.locator("[data-share-copy]").first
    for _ in range(2):
        button.click()
        expect(button).to_have_text("Copied")
    page.clock.run_for(3000)
    expect(button).to_have_text("Copy text")


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
    archive = zipfile.ZipFile(io.BytesIO(waiting.value.path().read_bytes()))
    assert archive.testzip() is None
    sheet = html.fromstring(archive.read("proof-sheet.html"))
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
        name = next(each for each in archive.namelist() if each.startswith(item.replace("/", ".")))  # type: ignore[union-attr]
        assert archive.read(name).decode() == f"{made['text']}\n\nMei Lin, Harbour Brokers, IA licence AB1234"
    assert shown.count("Mei Lin, Harbour Brokers, IA licence AB1234") == 2


def test_an_import_file_holds_what_was_chosen(tab: Open) -> None:
    page = library(tab, platform="linkedin", profile=PROFILE).page
    page.locator("article.post").first.get_by_label("Choose for download").check()
    page.locator("summary", has_text="For a scheduling tool").click()
    with page.expect_download() as waiting:
        page.locator(".tray").get_by_role("button", name="Import file").click()
    data = waiting.value.path().read_bytes().decode("utf-8-sig")
    assert "Mei Lin, Harbour Brokers, IA licence AB1234" in data


def planned(tab: Open, form: str = "", **more: Any) -> Page:
    """The first text (of a form) chosen, and the part for scheduling tools open."""
    page = library(tab, platform="x", profile=PROFILE, **more).page
    post = page.locator("article.post", has=page.get_by_role("button", name=form or "Question", exact=True)).first
    if form:
        post.get_by_role("button", name=form, exact=True).click()
    post.get_by_label("Choose for download").check()
    page.locator("summary", has_text="For a scheduling tool").click()
    return page


def rows(page: Page) -> list[list[str]]:
    with page.expect_download() as waiting:
        page.locator(".tray").get_by_role("button", name="Import file").click()
    return list(csv.reader(io.StringIO(waiting.value.path().read_bytes().decode("utf-8-sig"), newline="")))


def test_the_parts_of_numbered_posts_come_one_after_the_other(tab: Open) -> None:
    page = planned(tab, "Numbered posts")
    page.locator("#time").fill("23:59")
    _, *told = rows(page)
    days = [cell for row in told for cell in row if re.match(r"\d{4}\D\d\d\D\d\d", cell)]
    assert len(days) == len(told) > 2
    assert days == sorted(set(days))


def test_nothing_is_planned_for_a_day_on_which_its_approval_has_ended(tab: Open) -> None:
    page = planned(tab)
    page.locator("#first").fill("2999-12-31")
    page.locator(".tray").get_by_role("button", name="Import file").click()
    expect(page.locator(".tray [role=status]")).to_contain_text("Approved until")


@pytest.mark.parametrize("field", ["#first", "#time"])
def test_a_plan_without_day_or_time_is_none(tab: Open, field: str) -> None:
    page = planned(tab)
    page.locator(field).fill("")
    page.locator(".tray").get_by_role("button", name="Import file").click()
    expect(page.locator(field)).to_be_focused()


@pytest.mark.parametrize(("zone", "tomorrow"), [("Asia/Taipei", "2026-12-03"), ("America/Los_Angeles", "2026-12-02")])
def test_tomorrow_is_the_advisers_own(tab: Open, zone: str, tomorrow: str) -> None:
    opened = tab(timezone_id=zone, width=390)
    opened.page.clock.install(time="2026-12-01T22:00:00Z")
    page = opened.go("en/share/")
    page.get_by_label("Choose for download").first.check()
    expect(page.locator("#first")).to_have_value(tomorrow)


def test_what_is_closed_for_the_adviser_is_not_counted_among_the_chosen(tab: Open) -> None:
    page = library(tab, platform="x").page
    page.get_by_label("Choose for download").first.check()
    expect(page.locator(".tray b")).to_have_text("1 chosen")
    page.get_by_role("button", name="Your name on it").click()
    page.locator("#sheet-place").select_option("TW")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".tray")).to_have_count(0)


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


def test_an_advisors_page_leads_to_the_library_with_the_profile_filled_in(tab: Open) -> None:
    page = tab(width=390).go("en/advisors/kao-chia-ling/")
    page.locator("a[data-hash]").first.click()
    expect(page.locator(".me")).to_contain_text("Kao Chia-ling")
    assert page.url.endswith("/en/share/"), "the address does not keep it"
