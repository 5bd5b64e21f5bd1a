"""Share cards as they are laid out and drawn: everything inside its box, nothing cut, the same picture every time."""

from __future__ import annotations

import functools
import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFont

from hub.composing.cards import SIZES, TEMPLATE, CardImage, CardWords
from hub.model.fonts import Weight
from hub.model.places import LOCALES, Locale
from hub.outputs.cards import LEVELS, Box, DoesNotFit, draw, lay_out, palette
from hub.reading.fonts import FACE_OF, load_fonts, path_of

WORDS: dict[Locale, CardWords] = {
    "en": CardWords(
        "en",
        "Advice and social media",
        "Public, private or international health cover: which do I have?",
        ("General information, not personal advice.", "Values can fall; you may get back less than you paid."),
        "Insurance Knowledge Hub",
        "Demonstration",
    ),
    "zh-Hant": CardWords(
        "zh-Hant",
        "顧問與社群媒體",
        "客戶在留言區問保單（Part C），怎麼回「才不洩」個資？",
        ("一般資訊，並非個人建議。", "價值可能下跌，取回金額或少於已繳保費。"),
        "保險知識站",
        "示範網站",
    ),
    "zh-Hans": CardWords(
        "zh-Hans",
        "顾问与社交媒体",
        "客户在留言区问保单，怎么回才不泄露个人资料呢？",
        ("一般信息，并非个人建议。", "本站与美国政府及Medicare无关。"),
        "保险知识站",
        "演示网站",
    ),
}
SHORT: dict[Locale, str] = {"en": "Excess", "zh-Hant": "自負額", "zh-Hans": "免赔额"}
every_size = pytest.mark.parametrize("use", SIZES)
every_locale = pytest.mark.parametrize("locale", LOCALES)


@functools.cache
def pens(weight: Weight, locale: Locale, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(path_of(weight)), size, index=FACE_OF[locale], layout_engine=ImageFont.Layout.BASIC)


def card(words: CardWords, use: str) -> CardImage:
    return CardImage("", use, "", *SIZES[use], "", "", words)


def titled(locale: Locale, title: str) -> CardWords:
    words = WORDS[locale]
    return CardWords(locale, words.topic, title, words.disclosures, words.site, words.demonstration)


def drawn(words: CardWords, use: str) -> Image.Image:
    return draw(card(words, use), load_fonts(), pens)


def lines_of(words: CardWords, use: str, colour: tuple[str, str], weight: str = "bold") -> list[str]:
    return [line.text for line in lay_out(words, *SIZES[use], load_fonts()).lines if line.ramp == colour and line.weight == weight]


def pixels(image: Image.Image, box: Box) -> set[int]:
    return set(image.crop(box).tobytes())


@every_size
@every_locale
def test_every_word_stands_on_the_card_whole(use: str, locale: Locale) -> None:
    words = WORDS[locale]
    said = "".join(line.text for line in lay_out(words, *SIZES[use], load_fonts()).lines).replace(" ", "")
    for text in (words.topic, words.title, *words.disclosures, words.site, words.demonstration):
        assert text.replace(" ", "") in said


@every_size
@every_locale
@pytest.mark.parametrize("is_long", [True, False])
def test_text_stands_in_its_box(use: str, locale: Locale, is_long: bool) -> None:
    """Measured on the picture: no letter touches the margins, and none of one part reaches into another."""
    words = WORDS[locale] if is_long else titled(locale, SHORT[locale])
    layout, image = lay_out(words, *SIZES[use], load_fonts()), drawn(words, use)
    left, right = layout.title[0], layout.title[2]
    paper, foot = image.getpixel((0, 0)), image.getpixel((0, layout.height - 1))
    assert pixels(image, (0, 0, left - 2, layout.foot[1])) == {paper}
    assert pixels(image, (right + 2, 0, layout.width, layout.foot[1])) == {paper}
    assert pixels(image, (0, layout.foot[1], left - 2, layout.height)) == {foot}
    assert pixels(image, (right + 2, layout.foot[1], layout.width, layout.height)) == {foot}
    assert pixels(image, (left, layout.foot[1] - 6, right, layout.foot[1])) == {paper}, "the title stays above the foot"
    assert pixels(image, (left, layout.foot[1], right, layout.foot[1] + 6)) == {foot}
    assert pixels(image, (left, layout.height - 8, right, layout.height)) == {foot}
    assert len(pixels(image, layout.title)) > LEVELS // 2, "there is a title"
    assert len(pixels(image, layout.small)) > LEVELS // 2, "there are disclosures"


@every_size
@every_locale
def test_a_short_title_is_set_larger_than_a_long_one(use: str, locale: Locale) -> None:
    def size(words: CardWords) -> int:
        return max(line.size for line in lay_out(words, *SIZES[use], load_fonts()).lines)

    assert size(titled(locale, SHORT[locale])) > size(WORDS[locale])


PIECES = [*"保險理賠自負額，：「」？的10", "Part C", "（", "）"]


@settings(max_examples=60)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=30).map("".join), st.sampled_from(list(SIZES)))
def test_any_title_of_the_allowed_length_fits_or_says_so(title: str, use: str) -> None:
    title = title[:30]
    try:
        layout = lay_out(titled("zh-Hant", title), *SIZES[use], load_fonts())
    except DoesNotFit:
        assert set(title) <= set("，：？」）「（"), "signs alone, which nothing may begin or end with"
        return
    face = load_fonts().faces["bold", "zh-Hant"]
    found = [line for line in layout.lines if line.ramp == ("paper", "ink")]
    assert "".join(line.text for line in found).replace(" ", "") == title.replace(" ", "")
    for line in found:
        assert face.width(line.text, line.size) <= layout.title[2] - layout.title[0]
        assert line.baseline + 0.2 * line.size < layout.foot[1]


def test_a_single_endless_word_is_cut_rather_than_lost() -> None:
    title = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeam"
    assert "".join(lines_of(titled("en", title), "wechat-square", ("paper", "ink"))) == title


@pytest.mark.parametrize(("field", "named"), [("title", "title"), ("site", "name"), ("topic", "topic"), ("disclosures", "disclosures")])
def test_what_cannot_fit_is_refused_and_named(field: str, named: str) -> None:
    long = "very long words " * 80
    values = {name: getattr(WORDS["en"], name) for name in ("locale", "topic", "title", "disclosures", "site", "demonstration")}
    with pytest.raises(DoesNotFit, match=named):
        lay_out(CardWords(**values | {field: (long,) if field == "disclosures" else long}), *SIZES["link"], load_fonts())


@every_size
def test_the_picture_has_its_size_and_the_fixed_palette(use: str) -> None:
    image = drawn(WORDS["zh-Hant"], use)
    assert (image.mode, image.size) == ("P", SIZES[use])
    assert tuple(image.getpalette() or ())[: len(palette())] == palette()
    assert max(image.tobytes()) < len(palette()) // 3


def test_an_apostrophe_in_chinese_keeps_its_word_together() -> None:
    assert lines_of(titled("zh-Hant", "Lloyd’s是什麼？"), "link", ("paper", "ink")) == ["Lloyd's是什麼？"]


LOOK = {
    1: {
        "link": "ad3a61c6161601de",
        "instagram": "acbab823037d16e8",
        "xiaohongshu": "a19df1966835010a",
        "wechat": "028ef831c048b376",
        "wechat-square": "2be9f63b0a4ffa40",
    }
}
"""The pictures of each template, by the SHA-256 of their pixels in three languages."""


@every_size
def test_a_card_that_looks_otherwise_has_another_template(use: str) -> None:
    """An address names words, size and template: a new look needs a new address. Count TEMPLATE up and write the new digests here."""
    seen = hashlib.sha256(b"".join(drawn(WORDS[locale], use).tobytes() for locale in LOCALES)).hexdigest()[:16]
    assert LOOK[TEMPLATE][use] == seen
