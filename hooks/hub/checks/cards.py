"""Checks of what share cards say. Each docstring is the rule."""

from __future__ import annotations

from collections.abc import Iterator

from hub.checks.catalogue import Catalogue
from hub.composing.cards import CARDED, words_of
from hub.model.places import LOCALES
from hub.problems import Problem

FIX = "write it with other characters, or add these to scripts/make-fonts and run `make fonts`"


def check_glyphs(catalogue: Catalogue) -> Iterator[Problem]:
    """Whatever stands on a share card must have only characters of the card's font: others would be boxes.

    Bad: a title with an emoji. Good: letters, Han characters of Big5 and GB 2312, and usual signs.
    """
    if catalogue.fonts is None:
        return
    library, faces = catalogue.library, {locale: catalogue.fonts.faces["bold", locale] for locale in LOCALES}

    def lacking(path: str, line: int, what: str, locale: str, text: str) -> Iterator[Problem]:
        lacks = faces[locale].lacks(text)  # type: ignore[index]
        if lacks:
            named = ", ".join(f"{letter} (U+{ord(letter):04X})" for letter in lacks)
            yield Problem(path, line, "HUB804", f"the card of {what} [{locale}] must have only characters of its font, which lacks {named}", FIX)

    for draft in catalogue.drafts.values():
        item = draft.item
        if item.type in CARDED:
            yield from lacking(item.path, item.line_of("title"), item.id, item.locale, words_of(item, library).title)
    for locale in LOCALES:
        for key, disclosure in library.disclosures.items():
            yield from lacking(f"content/_data/disclosures/{key}.yml", 1, f"items with {key}", locale, disclosure.short[locale])
        for topic in library.topics:
            yield from lacking("content/_data/topics.yml", 1, f"items on {topic.id}", locale, topic.name[locale])
        site = library.site.name[locale] + library.site.description[locale]
        yield from lacking("content/_data/site.yml", 1, "the site", locale, site)
        word = library.strings[locale]["card_demonstration"]
        yield from lacking(f"content/_strings/{locale}.yml", 1, "every item", locale, word)
