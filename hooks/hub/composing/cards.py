"""Share cards: which pictures an item has, the words in them, and the words for those who do not see them. Drawing them is `outputs.cards`."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from hub.model.data import Library
from hub.model.items import Item
from hub.model.places import LOCALES, Locale
from hub.model.release import Release
from hub.text.canonical import canonical, digest

TEMPLATE = 1
"""The look. Whoever changes how a card looks counts it up: addresses of pictures are kept by networks and browsers for a long time."""
CARDED = ("article", "faq", "post", "guide")
"""The types of items that have cards of their own."""
LINK = "link"
SIZES: dict[str, tuple[int, int]] = {
    LINK: (1200, 630),
    "instagram": (1080, 1350),
    "xiaohongshu": (1080, 1440),
    "wechat": (900, 383),
    "wechat-square": (500, 500),
}
"""Width and height in pixels by use: the preview of a link anywhere; pictures of posts; the cover of a WeChat article, wide and square."""
SITE = "site"


@dataclass(frozen=True)
class CardWords:
    """Every word of a card. `topic`, `site` and `demonstration` may be ''; `disclosures` stand whole, in the order of the item."""

    locale: Locale
    topic: str
    title: str
    disclosures: tuple[str, ...]
    site: str
    demonstration: str

    @property
    def small(self) -> str:
        """The disclosures as one text."""
        return ("" if self.locale.startswith("zh") else " ").join(self.disclosures)


@dataclass(frozen=True)
class CardImage:
    """One picture. `path` is relative to the site's root and new whenever the picture is; `use` is a key of SIZES; `width`, `height` in pixels;
    `digest` is the SHA-256 of the words, the size and the template, known before anything is drawn. `item` is '' for the card of the site itself.
    """

    item: str
    use: str
    path: str
    width: int
    height: int
    alt: str
    digest: str
    words: CardWords


def _image(words: CardWords, item_id: str, use: str, alt: str) -> CardImage:
    width, height = SIZES[use]
    covered = digest([TEMPLATE, width, height, asdict(words)])
    path = f"{words.locale}/cards/{item_id or SITE}-{width}x{height}-{covered[:12]}.png"
    return CardImage(item_id, use, path, width, height, alt, covered, words)


def _demonstration(library: Library, locale: Locale) -> str:
    return canonical(library.strings[locale]["card_demonstration"]) if library.site.demonstration else ""


def words_of(item: Item, library: Library) -> CardWords:
    """What the cards of an item say."""
    locale = item.locale
    shorts = tuple(canonical(library.disclosures[key].short[locale]) for key in getattr(item.matter, "disclosures", ()) if key in library.disclosures)
    topic = next((canonical(topic.name[locale]) for topic in library.topics if topic.id == item.topic), "")
    return CardWords(locale, topic, canonical(item.matter.title), shorts, canonical(library.site.name[locale]), _demonstration(library, locale))


def cards_of(release: Release, library: Library) -> tuple[CardImage, ...]:
    """The pictures of a release: the one for links first, and for a post those of the networks. None for terms and structural pages, and none
    without approval for page or social.
    """
    item = release.item
    if item.type not in CARDED or not (release.allows("page") or release.allows("social")):
        return ()
    words = words_of(item, library)
    alt = library.strings[item.locale]["card_alt"].format(title=words.title, disclosures=words.small)
    uses = tuple(SIZES) if item.type == "post" else (LINK,)
    return tuple(_image(words, item.id, use, alt) for use in uses)


def card_of_site(library: Library, locale: Locale) -> CardImage:
    """The picture of every page that is no item: the site's name and what it is."""
    name, description = canonical(library.site.name[locale]), canonical(library.site.description[locale])
    words = CardWords(locale, "", name, (description,), "", _demonstration(library, locale))
    return _image(words, "", LINK, library.strings[locale]["card_alt"].format(title=name, disclosures=description))


def all_cards(releases: tuple[Release, ...], library: Library) -> tuple[CardImage, ...]:
    """Every picture of a site, sorted by path."""
    own = [card for release in releases for card in cards_of(release, library)]
    return tuple(sorted([*own, *(card_of_site(library, locale) for locale in LOCALES)], key=lambda card: card.path))
