"""An item's own words into social posts: the best complete combination that fits, never a cut sentence, never a lost disclosure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations

from hub.composing.signature import worst
from hub.model.data import Disclosure, Identity, Library, Platform
from hub.model.items import Article, Faq, Item, Post, SnippetWords
from hub.model.places import LOCALES, Locale, Place, is_han
from hub.model.release import Snippet
from hub.model.words import VARIANTS
from hub.problems import Problem
from hub.text.counting import length

_FEWEST_POINTS = 2
"""A checklist of fewer is none."""


@dataclass(frozen=True)
class Setting:
    """What all snippets of a build share. `url` is the site's address and ends with '/'; `look_up` has {title} and {site}."""

    platforms: Mapping[str, Platform]
    disclosures: Mapping[str, Disclosure]
    url: str
    identity: Identity | None = None
    look_up: Mapping[Locale, str] = field(default_factory=dict)
    """How a post says what to look up where no link can be pressed; where it is missing, the address stands there all the same."""
    site_name: Mapping[Locale, str] = field(default_factory=dict)


def setting(library: Library, site_url: str) -> Setting:
    """What a library says of its snippets."""
    look_up = {locale: library.strings[locale]["look_up"] for locale in LOCALES}
    names = {locale: library.site.name[locale] for locale in LOCALES}
    return Setting(library.platforms, library.disclosures, site_url, library.identity, look_up, names)


def _blocks(*blocks: str) -> str:
    return "\n\n".join(block for block in blocks if block)


@dataclass(frozen=True)
class _Kit:
    """One item on one network."""

    item: Item
    platform_id: str
    platform: Platform
    setting: Setting

    @cached_property
    def words(self) -> SnippetWords:
        return self.item.matter.snippets  # type: ignore[union-attr]

    @cached_property
    def places(self) -> tuple[Place, ...]:
        return tuple(place for place in self.item.jurisdictions if place in self.platform.markets)

    def _said(self, *stands: str) -> str:
        """The short disclosures that stand there."""
        between = "" if is_han(self.item.locale) else " "
        named = [self.setting.disclosures[key] for key in self.item.matter.disclosures]  # type: ignore[union-attr]
        return between.join(one.short[self.item.locale] for one in named if one.stands in stands)

    @cached_property
    def said(self) -> str:
        return self._said("before_fold", "anywhere")

    @cached_property
    def early(self) -> str:
        """What must be seen at once."""
        return self._said("before_fold")

    @cached_property
    def late(self) -> str:
        return self._said("anywhere")

    @cached_property
    def url(self) -> str:
        return self.setting.url + self.item.address

    @cached_property
    def way(self) -> str:
        """What leads to the page: its address, or what to look up."""
        look_up, locale = self.setting.look_up, self.item.locale
        if self.platform.is_link_clickable or locale not in look_up:
            return self.url
        return look_up[locale].format(title=self.item.matter.title, site=self.setting.site_name[locale])

    @cached_property
    def signature(self) -> str:
        longest = worst(self.setting.identity, self.item.locale, self.places, is_mixed=self.platform.unit == "sms")
        return f"\n\n{longest}" if longest else ""

    @cached_property
    def url_length(self) -> int:
        return length(self.url, self.platform.unit)

    @cached_property
    def signature_length(self) -> int:
        return length(self.signature, self.platform.unit) if self.signature else 0

    def hashtags(self, count: int) -> str:
        return " ".join(self.platform.hashtag_style.replace("tag", tag) for tag in self.words.hashtags[:count])

    def budgeted(self, text: str, *, is_signed: bool = True) -> int:
        """The text's length in the worst case: the longest signature under it, the longest address in it."""
        platform = self.platform
        if platform.link_length is not None:
            shorter = self.url_length - platform.link_length if self.url in text else 0
            return length(text, platform.unit) - shorter + (self.signature_length if is_signed else 0)
        whole = text.replace(self.url, self.url.ljust(platform.link_room, "x")) + (self.signature if is_signed else "")
        return length(whole, platform.unit)

    def fits(self, text: str) -> bool:
        platform = self.platform
        return self.budgeted(text) <= platform.limit and (platform.bytes is None or len((text + self.signature).encode()) <= platform.bytes)

    def made(self, variant: str, text: str, part: int = 1, parts: int = 1) -> Snippet:
        platform, disclosures = self.platform, self.item.matter.disclosures  # type: ignore[union-attr]
        counted = length(text, platform.unit)
        return Snippet(
            platform=self.platform_id,
            variant=variant,
            text=text,
            length=counted,
            limit=platform.limit,
            unit=platform.unit,
            link=self.item.address,
            disclosures=disclosures,
            jurisdictions=self.places,
            part=part,
            parts=parts,
            worst_length=self.budgeted(text),
        )

    def whole(self, hook: str, rest: str, tags: int) -> str:
        """A complete post. What must be seen at once stands beside the hook; before it, where the network would fold it away."""
        fold = self.platform.fold
        folds_away = fold is not None and length(_blocks(hook, self.early), self.platform.unit) > fold
        first = (self.early, hook) if folds_away else (hook, self.early)
        return _blocks(*first, rest, self.late, self.way, self.hashtags(tags))

    def best(self, hook: str, rests: list[str]) -> str | None:
        """The first that fits, richest first. A post keeps one hashtag and gives up a key point for it; all of them go before the hook does."""
        most = min(self.platform.hashtags, len(self.words.hashtags))
        attempts = (self.whole(hook, rest, tags) for least in (min(1, most), 0) for rest in rests for tags in range(most, least - 1, -1))
        return next((text for text in attempts if self.fits(text)), None)


def _rests(points: tuple[str, ...], turn: int, answer: str) -> Iterator[str]:
    """What may follow a hook, richest first: the short answer, else as many key points as there is room for, in the editor's order.

    `turn` is the key point that is kept longest.
    """
    if answer:
        yield answer
    for size in range(len(points), 0, -1):
        for chosen in combinations((*range(turn, len(points)), *range(turn)), size):
            yield "\n".join(points[at] for at in sorted(chosen))
    yield ""


def _alone(kit: _Kit, lines: Iterable[str], taken: set[str]) -> str | None:
    """The first of the editor's lines that is a post with all that must stand beside it, and that is not taken."""
    texts = (kit.best(line, [""]) for line in lines)
    return next((text for text in texts if text is not None and text not in taken), None)


def _numbered(kit: _Kit, variant: str, lines: list[str], last: Iterable[str], taken: set[str]) -> list[Snippet]:
    """Numbered posts, each lawful alone: a line with the disclosures each, and the way to the page under the first of `last` that leaves room for it.

    A line of `last` that is none of the lines before it becomes a post of its own. [] where nothing fits.
    """
    for line in last:
        told = lines if line in lines else [*lines, line]
        texts = [_blocks(f"{at}/{len(told)} {each}".strip(), kit.said, kit.way if at == len(told) else "") for at, each in enumerate(told, 1)]
        if told[-1] == line and all(kit.fits(text) and text not in taken for text in texts):
            return [kit.made(variant, text, at, len(texts)) for at, text in enumerate(texts, 1)]
    return []


def _variant(kit: _Kit, variant: str, taken: set[str]) -> list[Snippet] | Problem:
    """One post; or two numbered ones, or a shorter line, where a network is too narrow for the adviser's own line too.

    `taken` are the texts of the variants before it.
    """
    item, matter, words = kit.item, kit.item.matter, kit.words
    hook = getattr(words.hooks, variant)
    answer = matter.short_answer if isinstance(matter, (Article, Faq)) and variant == "question" else ""
    # Each variant holds on to another key point, so that short posts differ beyond their first line.
    turn = VARIANTS.index(variant) % len(words.key_points)
    text = kit.best(hook, list(_rests(words.key_points, turn, answer)))
    if text is not None:
        return [kit.made(variant, text)]
    bare, limit, unit = kit.whole(hook, "", 0), kit.platform.limit, kit.platform.unit
    if kit.budgeted(bare, is_signed=False) <= limit:  # only the adviser's own line is too much
        others = [*words.key_points[turn:], *words.key_points[:turn], matter.title]
        if kit.platform.series and (pair := _numbered(kit, variant, [hook], [*others, ""], taken)):
            return pair
        if (text := _alone(kit, others, taken)) is not None:
            return [kit.made(variant, text)]
    shortest = kit.budgeted(bare)
    message = f"the {variant} hook with its disclosures and link must fit {kit.platform.name['en']}: {shortest} of {limit} ({unit})"
    fix = f"shorten the hook by {shortest - limit} {unit} units"
    return Problem(item.path, item.line_of(f"snippets.hooks.{variant}"), "HUB801", message, fix)


def _checklist(kit: _Kit) -> list[Snippet]:
    """The title and all key points, where they fit."""
    points = kit.words.key_points
    text = kit.best(kit.item.matter.title, ["\n".join(f"✓ {point}" for point in points)]) if len(points) >= _FEWEST_POINTS else None
    return [kit.made("checklist", text)] if text is not None else []


def _series(kit: _Kit, taken: set[str]) -> list[Snippet]:
    """The hook and every key point, where one post cannot hold them."""
    points = list(kit.words.key_points)
    return _numbered(kit, "series", [kit.words.hooks.question, *points], [points[-1], kit.item.matter.title], taken)


def compose(item: Item, setting: Setting) -> tuple[tuple[Snippet, ...], list[Problem]]:
    """Every snippet of an article, question or post, by platform and variant; and the ones refused because they do not fit.

    A platform takes an item only when it is used in a place where the item is true.
    """
    if not isinstance(item.matter, (Article, Faq, Post)) or any(key not in setting.disclosures for key in item.matter.disclosures):
        return (), []
    snippets: list[Snippet] = []
    problems: list[Problem] = []
    for platform_id, platform in setting.platforms.items():
        kit = _Kit(item, platform_id, platform, setting)
        if not kit.places:
            continue
        taken: set[str] = set()
        for variant in VARIANTS:
            made = _variant(kit, variant, taken)
            if isinstance(made, Problem):
                problems.append(made)
            else:
                snippets += made
                taken |= {each.text for each in made}
        listed = _checklist(kit)
        snippets += listed or (_series(kit, taken) if platform.series else [])
    texts: dict[tuple[str, str], Snippet] = {}
    for snippet in snippets:
        twin = texts.setdefault((snippet.platform, snippet.text), snippet)
        if twin is not snippet:
            line = item.line_of(f"snippets.hooks.{snippet.variant}")
            message = f"the {twin.variant} and {snippet.variant} snippets for {snippet.platform} must differ"
            problems.append(Problem(item.path, line, "HUB802", message, "write another hook"))
    return tuple(snippets), problems
