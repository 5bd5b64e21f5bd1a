"""The search panel and the search page as instruments: for the ear, for keys, for a thumb; what they show of an answer, and that one can go back."""

from __future__ import annotations

import base64
import re
from typing import Any
from urllib.parse import quote, unquote

import pytest
from playwright.sync_api import Page, expect

from hub.model.places import LOCALES
from tests.e2e.conftest import QUESTION, VIEWPORTS, Open, Site
from tests.e2e.test_looks import looked_at

PANEL = "dialog.seek[open]"
FIELD, ROWS, SAID = f"{PANEL} input", f"{PANEL} .seek__hit", f"{PANEL} [role=status]"
ACTIVE = "[role=gridcell][aria-selected=true] .seek__title a"

# What find() says is changed on its way: a test of what is shown of an answer needs no question that has this answer in today's library.
FIND = """import * as real from './search.js?real';
export * from './search.js?real';
export async function find(query, wishes) { const answer = await real.find(query, wishes); %s; return answer; }"""


def changed(page: Page, code: str) -> None:
    page.route("**/assets/search/search.js", lambda route: route.fulfill(body=FIND % code, content_type="text/javascript"))


def opened(page: Page, query: str = "") -> None:
    page.keyboard.press("/")
    expect(page.locator(FIELD)).to_be_focused()
    if query:
        page.keyboard.insert_text(query)
        page.locator(ROWS).first.wait_for()


def settled(page: Page, within: str = PANEL) -> None:
    """Until the first result leads to its passage."""
    expect(page.locator(f"{within} .seek__title a").first).to_have_attribute("href", re.compile("#"))


# --- for the ear ------------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("locale", LOCALES)
def test_a_screen_reader_meets_a_combobox_with_a_grid_of_links(tab: Open, site: Site, locale: str) -> None:
    page, words = tab(locale=locale).go(f"{locale}/about/"), site.words(locale)
    opened(page)
    expect(page.locator(FIELD)).to_have_attribute("aria-expanded", "false")
    page.keyboard.insert_text(QUESTION[locale])
    page.locator(ROWS).first.wait_for()
    title = page.locator(f"{ROWS} .seek__title").first.inner_text()
    kind = page.locator(f"{ROWS} .seek__kind").first.inner_text()
    page.keyboard.press("ArrowDown")
    heard = page.locator(PANEL).aria_snapshot()
    assert f'- dialog "{words["search_label"]}"' in heard
    assert re.search(rf'- combobox "{words["search_label"]}" \[expanded\]', heard), heard
    assert f'- grid "{words["search_results"]}"' in heard
    (name,) = re.findall(r'gridcell "(.*)" \[selected\]', heard)
    assert name.split() == f"{title} {kind}".split()
    assert f'heading "{title}" [level=2]' in heard
    assert f'link "{title}"' in heard
    assert page.locator(FIELD).evaluate("field => document.getElementById(field.getAttribute('aria-controls')).getAttribute('role')") == "grid"


@pytest.mark.parametrize("width", VIEWPORTS)
@pytest.mark.parametrize("locale", LOCALES)
def test_with_an_active_result_it_fits_and_axe_finds_nothing(tab: Open, site: Site, locale: str, width: int) -> None:
    one = tab(width=width, locale=locale)
    page = one.go(f"{locale}/about/")
    opened(page, QUESTION[locale])
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    settled(page)
    assert looked_at(one, "dialog.seek") == []


def test_results_are_announced_once_when_one_has_typed(tab: Open, site: Site) -> None:
    page = tab().go("en/about/")
    opened(page)
    page.locator(SAID).wait_for(state="attached")
    page.evaluate(
        """() => { window.heard = []; const said = document.querySelector('dialog.seek [role=status]');
        new MutationObserver(() => said.textContent && heard.push(said.textContent)).observe(said, { childList: true, characterData: true, subtree: true }); }"""  # noqa: E501
    )
    page.keyboard.type("my claim was refused")
    expect(page.locator(SAID)).to_have_text(re.compile(r"\d"))
    first = page.locator(f"{ROWS} .seek__title").first.inner_text()
    count = page.locator(f"{PANEL} [data-choice=type] span").inner_text()
    words = site.words("en")
    said = f"{words['search_count'].format(count=count)} {words['search_first'].format(title=first)}"
    slow = words["search_loading"]  # said where an answer takes long
    assert [heard for heard in page.evaluate("window.heard") if heard != slow] == [said]


# --- for keys ---------------------------------------------------------------------------------------------------------------------------------------


def test_control_and_enter_open_another_tab(tab: Open, site: Site) -> None:
    one = tab()
    page = one.go("en/about/")
    opened(page, "claim refused")
    page.keyboard.press("ArrowDown")
    title = page.locator(ACTIVE).inner_text()
    with one.context.expect_page() as another:
        page.keyboard.press("Control+Enter")
    expect(another.value.locator("h1")).to_have_text(title)
    expect(page.locator(PANEL)).to_be_visible()


def test_enter_opens_the_first_result_when_none_was_chosen(tab: Open, site: Site) -> None:
    page = tab().go("en/about/")
    opened(page, "claim refused")
    title = page.locator(f"{ROWS} .seek__title").first.inner_text()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(title)


def test_typing_goes_on_with_an_active_result_and_puts_it_off(tab: Open, site: Site) -> None:
    page = tab().go("en/about/")
    opened(page, "excess")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Home")
    page.keyboard.type("motor ")
    expect(page.locator(FIELD)).to_have_value("motor excess")
    assert page.locator(FIELD).get_attribute("aria-activedescendant") is None


def test_the_arrows_go_beyond_the_first_ten(tab: Open, site: Site) -> None:
    page = tab().go("en/about/")
    opened(page, "insurance")
    expect(page.locator(ROWS)).to_have_count(10)
    for _ in range(11):
        page.keyboard.press("ArrowDown")
    expect(page.locator(ROWS)).to_have_count(20)
    eleventh = page.locator(f"{ROWS} .seek__title").nth(10)
    expect(page.locator(ACTIVE)).to_have_text(eleventh.inner_text())
    expect(eleventh).to_be_in_viewport()
    expect(page.locator(FIELD)).to_be_focused()


def test_on_the_search_page_the_same_keys_hold_and_escape_keeps_the_question(tab: Open, site: Site) -> None:
    page = tab().go("en/search/?q=claim+refused")
    page.locator("#search-page .seek__hit").first.wait_for()
    field = page.locator("#search-box")
    field.focus()
    page.keyboard.press("ArrowDown")
    title = page.locator(ACTIVE).inner_text()
    page.keyboard.press("Escape")
    expect(page.locator(ACTIVE)).to_have_count(0)
    expect(field).to_have_value("claim refused")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(title)


def test_one_can_type_before_anything_else_is_there(tab: Open, site: Site) -> None:
    page = tab().go("en/about/")
    held = []
    page.route("**/tables.json", lambda route: held.append(route))
    with page.expect_request("**/tables.json"):
        opened(page)
        page.keyboard.type("claim refused")
    expect(page.locator(FIELD)).to_have_value("claim refused")
    assert page.locator(ROWS).count() == 0
    for route in held:
        route.continue_()
    page.locator(ROWS).first.wait_for()
    expect(page.locator(FIELD)).to_have_value("claim refused")


# --- for a thumb ------------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("locale", LOCALES)
def test_on_a_phone_field_closing_and_choices_are_within_reach(tab: Open, site: Site, locale: str) -> None:
    one = tab(width=390, locale=locale, has_touch=True, is_mobile=True)
    page = one.go(f"{locale}/about/")
    page.locator(".mast a[data-search]").tap()
    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.insert_text(QUESTION[locale])
    page.locator(ROWS).first.wait_for()
    high = page.viewport_size["height"]
    for part in (FIELD, f"{PANEL} .seek__tool", f"{PANEL} .seek__chip >> nth=0"):
        box = page.locator(part).bounding_box()
        assert box and box["y"] > high * 2 / 3 and box["y"] + box["height"] <= high, part
    small = page.locator(f"{PANEL} :is(button, select, input, .seek__hit):visible").evaluate_all(
        "all => all.filter((one) => !one.classList.contains('vh') && Math.min(one.offsetWidth, one.offsetHeight) < 44).map((one) => one.outerHTML)"
    )
    assert small == []
    tops = set(page.locator(f"{PANEL} .seek__chip").evaluate_all("all => all.map((one) => one.offsetTop)"))
    assert len(tops) == 1, "one row"
    place = page.locator(f"{PANEL} [data-choice=place]")
    place.scroll_into_view_if_needed()
    expect(place).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")  # the phone's own key only puts its keyboard away
    expect(page.locator(FIELD)).not_to_be_focused()
    expect(page.locator(PANEL)).to_be_visible()
    page.locator(f"{PANEL} .seek__tool").tap()
    expect(page.locator(PANEL)).to_have_count(0)
    assert one.faults() == []


def test_a_keyboard_on_the_screen_hides_no_result(tab: Open, site: Site) -> None:
    page = tab(width=390, has_touch=True, is_mobile=True).go("en/about/")
    page.locator(".mast a[data-search]").tap()
    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.insert_text("claim")
    page.locator(ROWS).first.wait_for()
    page.evaluate(
        """() => { Object.defineProperties(visualViewport, { height: { get: () => 440, configurable: true }, offsetTop: { get: () => 30, configurable: true } });
        visualViewport.dispatchEvent(new Event('resize')); }"""  # noqa: E501
    )
    panel, field = page.locator(PANEL).bounding_box(), page.locator(FIELD).bounding_box()
    assert panel and field
    assert (panel["y"], panel["height"]) == (30, 440)
    assert field["y"] + field["height"] <= 470
    for _ in range(6):
        page.keyboard.press("ArrowDown")
    row, chips = page.locator(f"{PANEL} .seek__hit:has([aria-selected=true])").bounding_box(), page.locator(f"{PANEL} .seek__chips").bounding_box()
    assert row and chips
    assert row["y"] >= 30
    assert row["y"] + row["height"] <= chips["y"] + 1
    page.evaluate("() => { delete visualViewport.height; delete visualViewport.offsetTop; visualViewport.dispatchEvent(new Event('resize')); }")
    assert page.locator(PANEL).bounding_box()["height"] == page.viewport_size["height"]


# --- what is shown ----------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("locale", LOCALES)
def test_the_first_question_shows_its_short_answer_whole(tab: Open, site: Site, locale: str) -> None:
    page = tab(width=390, locale=locale).go(f"{locale}/about/")
    question = site.of(locale, "faq")[0]
    opened(page, question["title"])
    first = page.locator(f"{ROWS} >> nth=0")
    expect(first.locator(".seek__title")).to_have_text(question["title"])
    answer = first.locator(".seek__text")
    expect(answer).to_have_text(site.read(f"assets/search/{locale}/passages/{question['id']}.json")["passages"][0]["text"])
    assert answer.evaluate("text => text.scrollHeight <= text.clientHeight"), "nothing of it is cut off"
    lines = page.locator(".seek__hit:not(:first-child) .seek__text").evaluate_all(
        "all => all.map((text) => text.clientHeight / parseFloat(getComputedStyle(text).lineHeight))"
    )
    assert lines and max(lines) < 3.5


def test_words_that_stand_only_on_the_page_are_named(tab: Open, site: Site) -> None:
    one = tab()
    page = one.go("en/about/")
    changed(page, "for (const one of answer.results) one.why = ['claim', 'zebra']")
    opened(page, "claim refused")
    expect(page.locator(f"{ROWS} .seek__why").first).to_have_text(site.words("en")["search_why"].format(words="zebra"))
    assert one.faults() == []


def test_words_that_are_in_sight_are_not_named_again(tab: Open, site: Site) -> None:
    page = tab(locale="zh-Hant").go("zh-Hant/about/")
    changed(page, "for (const one of answer.results) { one.title = '車'; one.excerpt = '理賠'; one.why = ['自負額', '理賠']; }")
    opened(page, "自負額理賠")
    expect(page.locator(f"{ROWS} .seek__why").first).to_have_text(site.words("zh-Hant")["search_why"].format(words="自負額"))


def test_the_panel_narrows_by_reader(tab: Open, site: Site) -> None:
    page = tab().go("en/about/")
    changed(
        page,
        "answer.counts.audience = {'': answer.total, consumer: 2, adviser: 1}; if (wishes.filters.audience === 'adviser') answer.results.splice(1)",
    )
    opened(page, "claim")
    assert page.locator(ROWS).count() > 1
    page.locator(f"{PANEL} [data-choice=audience]").select_option("adviser")
    expect(page.locator(ROWS)).to_have_count(1)
    expect(page.locator(f"{PANEL} [data-choice=audience]")).to_have_value("adviser")
    expect(page.locator(f"{PANEL} [data-choice=audience] option:checked")).to_have_text(re.compile(r" \(1\)$"))


@pytest.mark.parametrize("locale", LOCALES)
def test_what_stands_nearest_is_not_called_a_result(tab: Open, site: Site, locale: str) -> None:
    one, words = tab(width=390, locale=locale), site.words(locale)
    page = one.go(f"{locale}/about/")
    topic = f"/kb/{locale}/topics/motor/"
    changed(
        page,
        f"""answer.nearest = true; answer.total = 0; answer.results = [
          {{url: '{topic}', title: 'Motor', type: 'topic', locale: '{locale}', excerpt: 'Cars.', why: []}},
          {{url: '/kb/{locale}/glossary/#deductible', title: 'Word', type: 'term', locale: '{locale}', excerpt: 'It means.', why: []}}]""",
    )
    opened(page, "qqqq")
    none = words["search_none"].format(query="qqqq")
    expect(page.locator(f"{PANEL} .seek__none")).to_have_text(none)
    expect(page.locator(f"{PANEL} .seek__head")).to_have_text(words["search_nearest"])
    expect(page.locator(SAID)).to_have_text(f"{none} {words['search_nearest']}")
    expect(page.locator(f"{PANEL} .seek__kind b")).to_have_text([words["search_topic"], words["type_term"]])
    expect(page.locator(f"{PANEL} .seek__chips")).to_be_hidden()
    page.keyboard.press("Enter")  # opens none of them by itself
    expect(page.locator(PANEL)).to_be_visible()
    assert looked_at(one, "dialog.seek") == []
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{topic}")


# --- where a result leads ---------------------------------------------------------------------------------------------------------------------------

# The range of some words on a page, whatever elements they are in.
FOUND = """(words) => { const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT), nodes = []; let all = '';
  while (walker.nextNode()) { nodes.push([walker.currentNode, all.length]); all += walker.currentNode.data; }
  const from = all.indexOf(words), [node, at] = nodes.findLast(([, begins]) => begins <= from), range = document.createRange();
  range.setStart(node, from - at); range.setEnd(node, Math.min(node.length, from - at + words.length)); return range; }"""

COLOURS = """async ([shot, box]) => { const bytes = Uint8Array.from(atob(shot), (one) => one.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  const paper = new OffscreenCanvas(image.width, image.height).getContext('2d'); paper.drawImage(image, 0, 0);
  const { data } = paper.getImageData(box.x, box.y, Math.max(1, box.width), Math.max(1, box.height)), seen = new Map();
  for (let at = 0; at < data.length; at += 4) { const key = [...data.slice(at, at + 3)].join(); seen.set(key, (seen.get(key) || 0) + 1); }
  return [...seen].sort((a, b) => b[1] - a[1]).slice(0, 3).map(([key]) => key.split(',').map(Number)); }"""


def page_shot(page: Page) -> str:
    return base64.b64encode(page.screenshot()).decode()


@pytest.mark.parametrize("width", VIEWPORTS)
@pytest.mark.parametrize(
    ("locale", "query"), [("en", "how long may an insurer take to answer a claim"), ("zh-Hant", "拒賠怎麼辦"), ("zh-Hans", "拒赔怎么办")]
)
def test_a_result_leads_to_the_passage_that_answers(tab: Open, site: Site, locale: str, query: str, width: int) -> None:
    """The passage is in sight and lit in the colour of marks, and the words of the page are as they were sent."""
    one = tab(width=width, locale=locale)
    page = one.go(f"{locale}/about/")
    opened(page, query)
    page.keyboard.press("ArrowDown")
    settled(page)
    link = page.locator(ACTIVE)
    href = link.get_attribute("href") or ""
    fragment = href.split(":~:text=")[1]
    assert "-" not in fragment
    first, _, last = (unquote(part) for part in fragment.partition(","))
    passages = site.read(f"assets/search/{locale}/passages/{site.path(href.split('#')[0]).split('/', 1)[1].rstrip('/')}.json")["passages"]
    passage = next(one["text"] for one in passages if one["text"].startswith(first) or first in one["text"].split("\n")[0])
    assert last in passage
    page.keyboard.press("Enter")
    page.locator("h1").wait_for()
    page.wait_for_url(lambda url: "/about/" not in url)
    at = page.evaluate_handle(FOUND, first)
    page.wait_for_function("(at) => { const box = at.getBoundingClientRect(); return box.top >= 0 && box.top < innerHeight; }", arg=at)
    page.mouse.move(1, 1)
    box = page.evaluate("(at) => at.getBoundingClientRect().toJSON()", at)
    colours = page.evaluate(COLOURS, [page_shot(page), box])
    assert [255, 235, 156] in colours, "lit in --mark"
    sent = page.request.get(page.url).text()
    assert page.locator("main mark").count() == sent.count("<mark")
    assert one.faults() == []


def test_without_a_file_of_passages_the_link_leads_to_the_page(tab: Open, site: Site) -> None:
    page = tab().go("en/about/")
    page.route("**/passages/**", lambda route: route.fulfill(status=404))
    opened(page, "claim refused")
    title = page.locator(f"{ROWS} .seek__title").first.inner_text()
    expect(page.locator(SAID)).to_have_text(re.compile(r"\d"))
    assert "#" not in (page.locator(f"{ROWS} .seek__title a").first.get_attribute("href") or "#")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(title)


# --- there and back ---------------------------------------------------------------------------------------------------------------------------------


def test_going_back_from_a_result_finds_the_panel_as_it_was(tab: Open, site: Site) -> None:
    one = tab()
    page = one.go("en/about/")
    opened(page, "claim")
    page.locator(f"{PANEL} [data-choice=typefaq]").click()
    expect(page.locator(f"{PANEL} [data-choice=typefaq]")).to_have_attribute("aria-pressed", "true")
    page.locator(FIELD).focus()
    for _ in range(6):
        page.keyboard.press("ArrowDown")
    title, scrolled = page.locator(ACTIVE).inner_text(), page.locator(f"{PANEL} .seek__scroll").evaluate("one => one.scrollTop")
    assert scrolled > 0
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(title)
    page.go_back()
    page.locator(ROWS).first.wait_for()
    expect(page.locator(FIELD)).to_have_value("claim")
    expect(page.locator(f"{PANEL} [data-choice=typefaq]")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(ACTIVE)).to_have_text(title)
    page.wait_for_function("(top) => document.querySelector('dialog.seek .seek__scroll').scrollTop === top", arg=scrolled)
    page.keyboard.press("Escape")
    page.reload()
    page.wait_for_load_state("networkidle")
    expect(page.locator(PANEL)).to_have_count(0)
    assert one.faults() == []


def test_going_back_to_the_search_page_finds_the_same_place(tab: Open, site: Site) -> None:
    one = tab(width=390)
    page = one.go("en/search/?q=insurance")
    page.locator(".seek__more").click()
    expect(page.locator("#search-page .seek__hit")).to_have_count(20)
    link = page.locator("#search-page .seek__title a").nth(14)
    link.scroll_into_view_if_needed()
    title, scrolled = link.inner_text(), page.evaluate("scrollY")
    link.click()
    expect(page.locator("h1, .word:target h3")).to_have_text(title)
    page.go_back()
    expect(page.locator("#search-page .seek__hit")).to_have_count(20)
    page.wait_for_function("(top) => Math.abs(scrollY - top) < 3", arg=scrolled)
    expect(page.locator(ACTIVE)).to_have_text(title)
    assert one.faults() == []


@pytest.mark.parametrize("query", ["zebra crossing", "斑馬線"])
def test_no_request_carries_the_question(tab: Open, site: Site, query: str) -> None:
    one = tab()
    page = one.go("en/about/")
    opened(page)
    page.keyboard.insert_text(query)
    page.locator(f"{ROWS}, {PANEL} .seek__none").first.wait_for()
    expect(page.locator(SAID)).not_to_have_text("")
    page.keyboard.press("Enter")
    page.wait_for_load_state("networkidle")
    words: list[Any] = [*query.split(), quote(query), query]
    assert [url for url in one.watch.requests if any(word in url or word in unquote(url) for word in words)] == []
