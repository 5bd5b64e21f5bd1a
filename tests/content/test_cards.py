"""The library's own share cards: every word of every item can be drawn, fits, and breaks as it should, in three scripts.

Approved or not: an item that waits for approval must not fail on the day it gets it.
"""

from __future__ import annotations

import pytest

from hub.composing.cards import CARDED, SIZES, card_of_site, words_of
from hub.model.places import LOCALES, Locale
from hub.outputs.cards import lay_out
from hub.reading.fonts import load_fonts
from hub.site import Loaded

CLOSING, OPENING = "、，。；：？！）」』》】”’…%", "（「『《【“‘"


@pytest.mark.parametrize("locale", LOCALES)
def test_no_character_is_missing(loaded: Loaded, locale: Locale) -> None:
    fonts, library = load_fonts(), loaded.library
    assert library is not None
    items = [draft.item for draft in loaded.drafts.values() if draft.item.locale == locale and draft.item.type in CARDED]
    assert len(items) > 150
    for words in [*(words_of(item, library) for item in items), card_of_site(library, locale).words]:
        said = "".join((words.title, words.topic, words.small, words.site, words.demonstration))
        for weight in ("regular", "bold"):
            assert fonts.faces[weight, locale].lacks(said) == [], words.title  # type: ignore[index]


@pytest.mark.parametrize("locale", LOCALES)
def test_every_card_fits_and_breaks_well(loaded: Loaded, locale: Locale) -> None:
    fonts, library = load_fonts(), loaded.library
    assert library is not None
    for draft in loaded.drafts.values():
        item = draft.item
        if item.locale != locale or item.type not in CARDED:
            continue
        for use in SIZES if item.type == "post" else ("link",):
            words = words_of(item, library)
            layout = lay_out(words, *SIZES[use], fonts)
            title = [line for line in layout.lines if line.ramp == ("paper", "ink")]
            where = (item.id, use, [line.text for line in title])
            said = "".join(line.text for line in title).replace(" ", "")
            assert said.replace("’", "'") == words.title.replace(" ", "").replace("’", "'"), where
            assert not [line.text for line in title[1:] if line.text[0] in CLOSING], where
            assert not [line.text for line in title[:-1] if line.text[-1] in OPENING], where
            assert len(title) == 1 or len(title[-1].text.strip(CLOSING)) > 1, where
            if locale == "en":
                assert " ".join(line.text for line in title) == words.title, where
            small = "".join(line.text for line in layout.lines if line.ramp == ("celadon", "ink") and line.weight == "regular")
            assert small.replace(" ", "") == words.small.replace(" ", ""), where
