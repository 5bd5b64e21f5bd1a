"""The words to pass on: all of them, exactly as approved, and copied exactly."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

import pytest
import yaml
from playwright.sync_api import expect

from hub.model.places import LOCALES
from hub.model.words import VARIANTS
from tests.conftest import PROJECT
from tests.e2e.conftest import Open, Site

# All share blocks of a language, read from the pages as a browser reads them.
READ = """async (urls) => Promise.all(urls.map(async (url) => {
  const page = new DOMParser().parseFromString(await (await fetch(url)).text(), 'text/html');
  return [...page.querySelectorAll('.share details')].map((network) => ({
    name: network.querySelector('summary').textContent,
    texts: [...network.querySelectorAll('.net')].map((one) => ({
      text: one.querySelector('.net__text').textContent, count: one.querySelector('.num').textContent,
      links: [...one.querySelectorAll('.acts a')].map((link) => link.href), buttons: one.querySelectorAll('[data-copy]').length })),
    note: page.querySelector('.share').textContent }));
}))"""


# What a screen reader would be told, one entry for each time, however briefly it stands there.
LISTEN = """() => {
  window.__heard = [];
  new MutationObserver((changes) => {
    for (const change of changes) for (const node of change.addedNodes) window.__heard.push(node.textContent);
  }).observe(document.getElementById('say'), { childList: true });
}"""
HEARD = "(count) => window.__heard.length >= count"


ON_PAGE = {
    path.stem for path in (PROJECT / "content/_platforms").glob("*.yml") if yaml.safe_load(path.read_text(encoding="utf-8")).get("on_page")
}


def approved(site: Site, locale: str) -> dict[str, list[dict[str, Any]]]:
    """The snippets of the open data that an item's own page offers, by item."""
    found = defaultdict(list)
    for shard in site.read("api/v1/snippets.json")["shards"]:
        if shard["locale"] == locale and shard["platform"] in ON_PAGE:
            for snippet in site.read(site.path(shard["url"]))["snippets"]:
                if snippet["variant"] in VARIANTS and snippet["parts"] == 1:
                    found[snippet["item"]].append(snippet)
    assert found
    return found


@pytest.mark.parametrize("locale", LOCALES)
def test_every_share_block_is_complete(tab: Open, site: Site, locale: str) -> None:
    page = tab(locale=locale).go(f"{locale}/about/")
    snippets, items, words = approved(site, locale), site.of(locale, "article", "faq", "post"), site.words(locale)
    blocks = page.evaluate(READ, [site.local(item["url"]) for item in items])
    names: dict[str, set[str]] = defaultdict(set)
    for item, networks in zip(items, blocks, strict=True):
        expected, where = snippets[item["id"]], item["id"]
        assert expected, where
        shown = [one for network in networks for one in network["texts"]]
        assert Counter(one["text"] for one in shown) == Counter(one["text"] for one in expected), where
        assert len(networks) == len({one["platform"] for one in expected}), where
        by_text = defaultdict(set)
        for one in expected:
            by_text[one["text"]].add((one["platform"], one["length"], one["limit"]))
        for network in networks:
            platforms = {platform for platform, *_ in set.intersection(*({(p,) for p, *_ in by_text[one["text"]]} for one in network["texts"]))}
            names[network["name"]] |= platforms
            for one in network["texts"]:
                assert one["buttons"] == 1, where
                assert any(one["count"].startswith(f"{length:,} / {limit:,} ") for _, length, limit in by_text[one["text"]]), (where, one["count"])
                assert all(link.startswith("https://") for link in one["links"]), where
            assert words["own_firm"] in network["note"], where
            assert item["reviewed_on"][:4] in network["note"], where
    assert len(names) == len({one["platform"] for each in snippets.values() for one in each}) >= 5


@pytest.mark.parametrize(("width", "locale"), [(1280, "en"), (390, "zh-Hant"), (390, "zh-Hans")])
def test_copy_gives_exactly_the_approved_text_and_says_so(tab: Open, site: Site, locale: str, width: int) -> None:
    one = tab(locale=locale, width=width, permissions=["clipboard-read", "clipboard-write"])
    page = one.go(site.page("article", locale))
    (item,) = [item for item in site.of(locale, "article") if site.path(item["url"]) == one.here()]
    wanted, words = approved(site, locale)[item["id"]], site.words(locale)
    page.evaluate(LISTEN)
    copied = []
    for network in page.locator(".share details").all():
        network.locator("summary").click()
        for block in network.locator(".net").all():
            button = block.locator("[data-copy]")
            expect(button).to_have_text(words["copy_text"])
            button.focus()
            page.keyboard.press("Enter")
            page.wait_for_function(HEARD, arg=len(copied) + 1)
            copied.append(page.evaluate("navigator.clipboard.readText()"))
    assert page.locator("#say").get_attribute("role") == "status"
    assert page.evaluate("window.__heard") == [words["copied"]] * len(wanted)
    assert Counter(copied) == Counter(snippet["text"] for snippet in wanted)
    expect(page.locator("[data-copy]").last).to_have_text(words["copy_text"])  # and is ready again
    assert one.faults() == []


def test_where_the_clipboard_is_closed_the_text_is_selected(tab: Open, site: Site) -> None:
    one = tab(width=390)
    one.page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new DOMException('closed', 'NotAllowedError'))")
    page = one.go(site.page("post", "zh-Hant"))
    block = page.locator(".net").first
    block.locator("[data-copy]").click()
    expect(page.locator("#say")).to_have_text(site.words("zh-Hant")["copy_by_hand"])
    assert page.evaluate("getSelection().toString()").strip() == block.locator(".net__text").inner_text().strip()
    assert one.faults() == []


def test_a_button_pressed_twice_is_ready_again(tab: Open, site: Site) -> None:
    one = tab(permissions=["clipboard-read", "clipboard-write"])
    page = one.go(site.page("post", "en"))
    # Time is the browser's, and the test's hand turns it.
    page.clock.install()
    page.reload()
    page.evaluate(LISTEN)
    button, words = page.locator("[data-copy]").first, site.words("en")
    for times in (1, 2):
        button.click()
        # The clipboard answers in its own time, and only then does the button's begin.
        page.wait_for_function(HEARD, arg=times, polling=50)
        expect(button).to_have_text(words["copied"])
    page.clock.run_for(10_000)
    expect(button).to_have_text(words["copy_text"], timeout=2_000)
