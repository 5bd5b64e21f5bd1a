"""Asking: passages of reviewed items, word for word, or the plain word that there is none. What search finds: test_answers.py."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote, unquote

import lxml.html
import pytest
from playwright.sync_api import Page, expect

from hub.model.places import LOCALES
from tests.e2e.conftest import QUESTION, SCHEMES, VIEWPORTS, Open, Site, Tab
from tests.e2e.test_looks import axe
from tests.search import FOLDER, OFF_TOPIC, other_subjects, questions

ASK = """async ([base, locale, questions]) => {
  const { ask } = await import(base + 'assets/search/ask.js');
  const answers = [];
  for (const question of questions) answers.push(await ask(question, { locale }));
  return answers;
}"""
ODD = [
    "", "   ", "?", "。", "a", "保", "😀", "👨‍👩‍👧‍👦 insurance 🚗💥", "<img src=x onerror=alert(1)> claim", "</script><script>alert(1)</script>",
    "insurance " * 300, "保險" * 2_000, "claim' OR 1=1 --", "{{ claim }} ${claim}", "%3Cb%3Eclaim%3C/b%3E", "\u202eclaim\u202c refused",
    "claim\u0000refused", "\ud83d claim", "CLAIM REFUSED", "理賠 claim 被拒 refused", "\\n\\r claim", "constructor __proto__ toString",
    "zxh27 zqtypefaq zx00000000", "1234567890",
]  # fmt: skip
"""What nobody should be able to break anything with."""
NONE_OF_OURS = {"en": "how to bake sourdough bread", "zh-Hant": "怎麼做麵包", "zh-Hans": "红烧肉怎么做"}
HAPPENING = {
    "en": ("I just had a car accident", "faq/motor/after-an-accident"),
    "zh-Hant": ("剛剛發生車禍，怎麼辦", "faq/motor/after-an-accident"),
    "zh-Hans": ("刚刚发生车祸，怎么办", "faq/motor/after-an-accident"),
}


def ask(page: Page, site: Site, locale: str, asked: list[str]) -> list[dict[str, Any]]:
    return page.evaluate(ASK, [site.url, locale, asked])


def bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


class Pages:
    """The words of each page as its textContent, without the marks that lead to its sources and without spaces."""

    def __init__(self, site: Site) -> None:
        self.site, self.read = site, dict[str, str]()

    def __getitem__(self, url: str) -> str:
        path = self.site.path(self.site.url + url.split("/", 2)[2] if url.startswith("/") else url).split("#")[0]
        if path not in self.read:
            root = lxml.html.fromstring((self.site.root / path / "index.html").read_bytes())
            for mark in root.xpath("//main//a[starts-with(@href, '#source-')]"):
                mark.text = "§§"
            text = bare("".join(root.xpath("//main")[0].itertext()))
            self.read[path] = re.sub("§§(?:(?:[,;、，；/]|and|與|和|及|与)?§§)*", "", text)
        return self.read[path]


def shown(page: Page) -> list[tuple[str, str, str]]:
    """(address, title, text line) of everything that the page quotes."""
    rows = page.locator(".said").evaluate_all(
        """figures => figures.flatMap((figure) => [...figure.querySelectorAll('blockquote p, blockquote li')].map((line) =>
             [figure.querySelector('figcaption a').pathname, figure.querySelector('figcaption a').textContent, line.textContent]))"""
    )
    return [tuple(row) for row in rows]


def asked_of(locale: str) -> list[str]:
    """Real questions, and nonsense made of their letters: the same each time."""
    chance = random.Random(locale)
    lines = [json.loads(line)["question"] for line in (FOLDER / f"{locale}.jsonl").read_text(encoding="utf-8").splitlines()]
    letters = "".join(lines)
    made = ["".join(chance.choices(letters, k=chance.randint(1, 60))) for _ in range(40)]
    mixed = [" ".join(chance.sample(chance.choice(lines).split() + chance.choice(lines).split(), 2)) for _ in range(20) if locale == "en"]
    return [*chance.sample(lines, 60), *made, *mixed, *ODD, *(question for language, question in other_subjects() if language == locale)]


# --- verbatim ---------------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("locale", LOCALES)
def test_whatever_is_asked_each_text_stands_verbatim_on_the_page_it_names(tab: Open, site: Site, locale: str) -> None:
    one = tab(locale=locale)
    answers = ask(one.go("en/about/"), site, locale, asked_of(locale))
    pages, digests = Pages(site), {(item["locale"], site.path(item["url"])): item for item in site.items}
    count = 0
    for answer in answers:
        for passage in [*answer["urgent"], *answer["passages"]]:
            for line in passage["text"].split("\n"):
                assert bare(line) in pages[passage["url"]], (passage["url"], line)
                count += 1
            assert bare(passage["title"]) in pages[passage["url"]]
            assert bare(passage["heading"]) in pages[passage["url"]]
            item = digests.get((passage["locale"], unquote(passage["url"]).split("/", 2)[2]))
            assert item is None or (item["digest"], item["title"]) == (passage["digest"], passage["title"])
        assert len(answer["passages"]) <= 3
        assert answer["isSure"] or not answer["passages"]
        assert answer["passages"] or answer["urgent"] or not answer["isSure"]
        texts = [passage["text"] for passage in [*answer["urgent"], *answer["passages"]]]
        assert len(texts) == len(set(texts)), "the same passage twice"
    assert count > 100, "or this test saw nothing"
    assert one.faults() == []


@pytest.mark.parametrize("locale", LOCALES)
def test_the_page_shows_those_words_and_no_others(tab: Open, site: Site, locale: str) -> None:
    """Through the page itself: what a reader sees under a title stands on that page, and the question is nowhere but in its field."""
    one, pages = tab(locale=locale), Pages(site)
    page = one.go(f"{locale}/ask/")
    count = 0
    for question in [QUESTION[locale], HAPPENING[locale][0], *ODD[6:12], *random.Random(7).sample(asked_of(locale)[:60], 8)]:
        page.locator("#search-box").fill(question)
        page.locator("#search-box").press("Enter")
        expect(page.locator("#ask-page")).not_to_have_attribute("aria-busy", "true")
        for path, title, line in shown(page):
            assert bare(line) in pages[path], (path, line)
            assert bare(title) in pages[path]
            count += 1
        assert page.locator("main img, main script, #ask-page iframe").count() == 0
    assert count > 15
    assert one.faults() == []


# --- sure and unsure --------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("locale", LOCALES)
def test_it_says_so_when_there_is_no_reviewed_answer(tab: Open, site: Site, locale: str) -> None:
    one = tab(width=390, locale=locale)
    page, words = one.go(f"{locale}/ask/?q={quote(NONE_OF_OURS[locale])}"), site.words(locale)
    expect(page.locator("#ask-none")).to_be_visible()
    expect(page.locator("#ask-said")).to_have_text(words["ask_none"])
    expect(page.locator("#ask-passages")).to_be_hidden()
    expect(page.locator("#ask-urgent")).to_be_hidden()
    assert page.locator(".said").count() == 0
    expect(page.locator("#page-ask")).to_be_visible()
    expect(page.locator(".asks details").first).to_be_visible()
    expect(page.locator("#page-public")).to_be_visible()
    assert page.locator("#ask-nearby li").count() == 0 or page.locator("#ask-nearby").is_visible()
    assert one.faults() == []


SURE_OF_OURS, SURE_OF_OTHERS = 0.85, 0.12
"""How often passages are shown for questions that the library answers, at least, and for questions about other things, at most."""


@pytest.mark.parametrize("locale", LOCALES)
def test_it_is_sure_of_what_it_knows_and_not_of_what_it_does_not(tab: Open, site: Site, locale: str) -> None:
    """On the questions that were kept apart from tuning, and on all about other things."""
    page = tab(locale=locale).go("en/about/")
    needs = frozenset(need for item in site.items if item["locale"] == locale for need in item["needs"])
    ours = [question.text for question in questions(locale, needs) if question.is_kept_apart]
    others = [question for language, question in other_subjects() if language == locale]
    assert len(ours) >= 80
    assert len(others) >= 25

    def sure(asked: Iterable[str]) -> list[str]:
        return [question for question, answer in zip(asked, ask(page, site, locale, list(asked)), strict=True) if answer["isSure"]]

    assert len(sure(ours)) / len(ours) >= SURE_OF_OURS, sorted(set(ours) - set(sure(ours)))
    assert len(sure(others)) / len(others) <= SURE_OF_OTHERS, sure(others)


@pytest.mark.parametrize("locale", LOCALES)
def test_a_question_of_the_library_gets_its_short_answer_first(tab: Open, site: Site, locale: str) -> None:
    page = tab(locale=locale).go("en/about/")
    items = random.Random(3).sample(site.of(locale, "faq"), 25)
    answers = ask(page, site, locale, [item["title"] for item in items])
    wrong = [
        item["title"]
        for item, answer in zip(items, answers, strict=True)
        if not any(
            passage["anchor"] == "short-answer" and site.path(item["url"]) in passage["url"]
            for passage in [*answer["urgent"], *answer["passages"][:1]]
        )
    ]
    assert len(wrong) <= 1, wrong


# --- urgent -----------------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", VIEWPORTS)
@pytest.mark.parametrize("locale", LOCALES)
def test_what_to_do_now_comes_first(tab: Open, site: Site, locale: str, width: int) -> None:
    question, item = HAPPENING[locale]
    one = tab(locale=locale, width=width)
    page = one.go(f"{locale}/ask/?q={quote(question)}")
    first = page.locator("#ask-page .said").first
    expect(first.locator("figcaption a")).to_have_attribute("href", re.compile(f"/{locale}/{item}/#short-answer"))
    expect(first).to_be_visible()
    expect(page.locator("#ask-urgent h2")).to_have_text(site.words(locale)["ask_urgent"])
    expect(page.locator("#ask-none")).to_be_hidden()
    assert one.faults() == []


URGENT = {
    "en": {
        "faq/motor/after-an-accident": [
            "I've just been rear ended",
            "someone hit my car and drove off",
            "we crashed on the motorway",
            "car accident, what do I do",
            "I had a small accident this morning",
        ],
        "faq/claims/making-a-death-claim": ["my dad died", "my husband has passed away", "Mum died on Sunday, what do I do about her policies"],
        "faq/advice-and-social-media/scam-call": [
            "someone on the phone is asking me for a code",
            "I think I'm being scammed",
            "I sent money to a fake agent just now",
            "caller wants me to install an app",
        ],
        "faq/health/check-ups-prescriptions-and-emergencies": ["my wife is in the emergency room", "we called an ambulance"],
        "faq/travel/medical-bills-abroad": ["I'm ill abroad and need a hospital", "broke my leg on holiday, in hospital now"],
        "faq/home/making-a-home-claim": ["my house is on fire", "a pipe has just burst in the kitchen"],
    },
    "zh-Hant": {
        "faq/motor/after-an-accident": ["我剛剛撞車了", "出車禍了", "被追尾怎麼辦", "啱啱俾人撞車點算"],
        "faq/claims/making-a-death-claim": ["爸爸過世了", "我先生剛走", "老豆過身咗，點算"],
        "faq/advice-and-social-media/scam-call": ["有人打電話叫我匯款", "我被騙了", "對方要我提供驗證碼"],
        "faq/health/check-ups-prescriptions-and-emergencies": ["媽媽送急診了", "叫救護車"],
        "faq/travel/medical-bills-abroad": ["在日本受傷住院"],
        "faq/home/making-a-home-claim": ["家裡淹水了", "廚房失火"],
    },
    "zh-Hans": {
        "faq/motor/after-an-accident": ["我刚刚撞车了", "出车祸了", "被追尾怎么办"],
        "faq/claims/making-a-death-claim": ["爸爸去世了"],
        "faq/advice-and-social-media/scam-call": ["有人打电话叫我转账", "我被骗了"],
        "faq/home/making-a-home-claim": ["家里着火了", "水管爆了"],
    },
}
CALM = {
    "en": [
        "I had an accident last year, does my premium rise",
        "what does accident insurance cover",
        "how does life insurance work",
        "does home insurance cover fire",
        "why did my car insurance go up when I haven't had an accident",
    ],
    "zh-Hant": ["去年出過車禍，保費會漲嗎", "意外險保什麼", "壽險是什麼", "火險保什麼"],
    "zh-Hans": ["去年出过车祸，保费会涨吗", "意外险保什么", "寿险是什么"],
}


@pytest.mark.parametrize("locale", LOCALES)
def test_what_is_happening_is_told_from_what_is_asked_in_peace(tab: Open, site: Site, locale: str) -> None:
    page = tab(locale=locale).go("en/about/")
    wanted = [(question, item) for item, asked in URGENT[locale].items() for question in asked]
    answers = ask(page, site, locale, [question for question, _ in wanted])
    missed = [
        question for (question, item), answer in zip(wanted, answers, strict=True) if not any(f"/{item}/" in one["url"] for one in answer["urgent"])
    ]
    assert missed == []
    assert [question for question, answer in zip(CALM[locale], ask(page, site, locale, CALM[locale]), strict=True) if answer["urgent"]] == []


def test_the_line_of_the_reader_s_place_stands_by_a_scam(tab: Open, site: Site) -> None:
    one = tab(locale="zh-Hant")
    page = one.go(f"zh-Hant/ask/?q={quote('我被騙了')}")
    expect(page.locator("#ask-urgent .said")).to_have_count(1)
    expect(page.locator("[data-line]:visible")).to_have_count(0)
    page.locator("#your-place").select_option("HK")
    expect(page.locator("[data-line]:visible")).to_have_count(1)
    expect(page.locator("[data-line]:visible a")).to_have_attribute("href", "tel:18222")
    page.locator("#your-place").select_option("UK")  # none is on record
    expect(page.locator("[data-line]:visible")).to_have_count(0)
    assert one.faults() == []


# --- the page ---------------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("locale", LOCALES)
def test_a_link_to_a_question_opens_with_its_answers_and_keeps_the_next_one(tab: Open, site: Site, locale: str) -> None:
    one = tab(locale=locale)
    page, words = one.go(site.page("ask", locale)), site.words(locale)
    expect(page.locator("#search-box")).to_have_value(QUESTION[locale])
    page.locator("#ask-passages .said").first.wait_for()
    expect(page.locator("#ask-said")).to_have_attribute("role", "status")
    expect(page.locator("#ask-said")).to_have_text(
        re.compile(re.escape(words["ask_found"]).replace(r"\{count\}", r"\d+") + "|" + re.escape(words["ask_found_one"]))
    )
    expect(page.locator("#ask-more a")).to_have_attribute("href", re.compile(rf"/{locale}/search/\?q="))
    entries = page.evaluate("history.length")
    page.locator("#search-box").fill(NONE_OF_OURS[locale])
    page.locator("#search-box").press("Enter")
    expect(page.locator("#ask-none")).to_be_visible()
    assert unquote(page.url).replace("+", " ").endswith(f"?q={NONE_OF_OURS[locale]}")
    assert page.evaluate("history.length") == entries
    page.reload()
    expect(page.locator("#ask-none")).to_be_visible()
    page.locator("#search-box").fill("")
    page.locator("#search-box").press("Enter")
    expect(page.locator("#ask-none")).to_be_hidden()
    assert "?" not in page.url
    assert one.faults() == []


@pytest.mark.parametrize("locale", LOCALES)
def test_each_passage_says_whose_it_is_and_leads_to_its_place(tab: Open, site: Site, locale: str) -> None:
    one = tab(locale=locale)
    page = one.go(site.page("ask", locale))
    page.locator("#ask-passages .said").first.wait_for()
    for said in page.locator("#ask-passages .said").all():
        expect(said.locator("blockquote")).not_to_be_empty()
        expect(said.locator("[data-day]")).to_have_text(re.compile("20[0-9]{2}"))
        expect(said.locator("[data-kind]")).not_to_be_empty()
        code = "".join(said.locator(".seal").inner_text().split())
        assert re.fullmatch("[0-9A-F]{4}", code)
        path = site.path(said.locator("figcaption a").evaluate("link => link.href").split("#")[0])
        assert (
            any(
                site.path(item["url"]).split("#")[0] == path and item["digest"][:4].upper() == code for item in site.items if item["locale"] == locale
            )
            or "glossary" in path
        )
    link = page.locator("#ask-passages .said figcaption a").first
    title, quoted = link.inner_text(), page.locator("#ask-passages blockquote").first.locator("p, li").last.inner_text()
    assert ":~:text=" in (link.get_attribute("href") or "")
    link.click()
    expect(page.locator("h1")).to_have_text(title)
    expect(page.get_by_text(quoted[-6:]).first).to_be_in_viewport()
    assert one.faults() == []


def test_a_browser_finds_every_passage_that_a_link_names(tab: Open, site: Site) -> None:
    """The first and the last words of a link stand on the page as a browser reads it, one after the other."""
    for locale, question in QUESTION.items():
        one = tab(locale=locale)
        answers = ask(one.go(f"{locale}/ask/"), site, locale, [question, *(item["title"] for item in site.of(locale, "faq")[:16])])
        links = one.page.evaluate(
            "async ([base, passages]) => { const { addressOf } = await import(base + 'assets/search/ask-page.js'); return passages.map(addressOf); }",
            [site.url, [passage for answer in answers for passage in answer["passages"]]],
        )
        assert len(links) >= 12
        for link in links:
            address, _, directive = link.partition(":~:text=")
            assert not re.search(r"[^\w.~!*'()%,]", directive), "percent-encoded"
            root = lxml.html.fromstring((site.root / site.path(site.url + address.split("/", 2)[2]).split("#")[0] / "index.html").read_bytes())
            text, at = " ".join("".join(root.xpath("//main")[0].itertext()).split()), 0
            for words in directive.split(","):
                at = text.find(unquote(words), at)
                assert at >= 0, link
                at += len(unquote(words))


@pytest.mark.parametrize("width", VIEWPORTS)
def test_by_keyboard_alone(tab: Open, site: Site, width: int) -> None:
    one = tab(width=width)
    page = one.go("en/ask/")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "search-box":
            break
    expect(page.locator("#search-box")).to_be_focused()
    page.keyboard.type("can I cancel a new policy")
    page.keyboard.press("Enter")
    page.locator("#ask-passages .said").first.wait_for()
    expect(page.locator("#search-box")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator(".said figcaption a").first).to_be_focused()
    title = page.locator(".said figcaption a").first.inner_text()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(title)
    assert one.faults() == []


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("kind", ["answered", "urgent", "none"])
def test_axe_finds_nothing_whatever_the_answer(tab: Open, site: Site, locale: str, kind: str) -> None:
    question = {"answered": QUESTION, "urgent": {language: one[0] for language, one in HAPPENING.items()}, "none": NONE_OF_OURS}[kind][locale]
    for width in VIEWPORTS:
        one = tab(width=width, locale=locale)
        page = one.go(f"{locale}/ask/?q={quote(question)}")
        page.locator({"answered": "#ask-passages .said", "urgent": "#ask-urgent .said", "none": "#ask-none h2"}[kind]).first.wait_for()
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            assert axe(page, scheme) == []


def told(one: Tab, secret: str) -> list[str]:
    """The requests that carry what was typed, but for the page's own address."""
    return [url for url in one.watch.requests if secret in unquote(url) and "/ask/?q=" not in url]


def test_nothing_typed_leaves_the_browser(tab: Open, site: Site) -> None:
    one = tab()
    page = one.go("en/ask/")
    page.wait_for_load_state("networkidle")
    page.locator("#search-box").fill("my policy number is qzx74411 and my claim was refused")
    page.locator("#search-box").press("Enter")
    page.wait_for_selector(".said, #ask-none:not([hidden])")
    page.wait_for_load_state("networkidle")
    assert told(one, "qzx74411") == []
    assert [url for url in one.watch.requests if "?q=" in url] == [], "asking navigates nowhere"
    assert any("/passages/" in url for url in one.watch.requests), "or this test would see nothing"
    assert page.evaluate("Object.keys(localStorage).concat(Object.keys(sessionStorage), document.cookie || [])") == []


def test_without_its_files_it_says_so(tab: Open, site: Site) -> None:
    one = tab()
    one.context.route("**/tables.json", lambda route: route.abort())
    page = one.go(site.page("ask", "en"))
    expect(page.locator("#ask-said")).to_have_text(site.words("en")["ask_failed"])
    expect(page.locator("#ask-none")).to_be_hidden()
    expect(page.locator("#ask-more a")).to_be_visible()


def test_the_questions_about_other_things_are_many_and_different() -> None:
    asked = [json.loads(line) for line in OFF_TOPIC.read_text(encoding="utf-8").splitlines()]
    assert len({one["id"] for one in asked}) == len({one["question"] for one in asked}) == len(asked) >= 60
    assert {one["locale"] for one in asked} == set(LOCALES)
