"""What search knows: one small document per release for Pagefind to index, and one table per language for `search.js` to ask it well.

The public pages are not indexed. A document holds the approved words of one item and nothing of the page around them, so that a result can only
show what was approved for search. `overrides/assets/search/search.js` asks for every word or pair by itself, sums what a page has and weighs it
by how much of the question it covers: asked whole, Pagefind wants every word on the page and finds nothing for four questions in five (measured
in November 2026). Facets are tokens among the metadata (`zqtypefaq`): Pagefind's own filters with several values differ from build to build.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from html.parser import HTMLParser

from hub.model.data import LocalText
from hub.model.items import Item
from hub.model.places import LOCALES, PLACES, Locale, is_han
from hub.model.release import Release, Site
from hub.outputs.artifact import Artifact, as_json, text
from hub.text import pairs
from hub.text.chinese import Simplifier

FOLDER = "assets/search"
"""Where the bundles and tables of all languages stand in the site, one folder per locale."""
TYPES = ("article", "faq", "guide", "post", "term", "page")
COMMON = 0.4
"""A word in more than this share of the documents tells them apart too little to be worth a look-up."""
_IN_SHARD = 64
"""So many items' names stand in one file on average: whoever searches loads a few such files, whatever the size of the hub."""
_FEWEST = 20
"""Below this many documents no word counts as common: shares of a handful mean nothing."""
_JOINED = re.compile(r"(\d+)\s*\(\s*([a-z])\s*\)")
_PART = re.compile(r"\bpart ([a-d])\b")
_WORD = re.compile(r"[a-z0-9]+")
_LINK = re.compile(r'href="hub:/([^"#]+)')


class _Blocks(HTMLParser):
    """Composed HTML as (heading or paragraph, text), without the marks that lead to the sources."""

    _BREAKS = frozenset("p div li td th dt dd blockquote pre h2 h3 h4 h5 h6".split())

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[tuple[str, str]] = []
        self._tag, self._text, self._skips = "p", "", False

    def _end(self, tag: str) -> None:
        if words := " ".join(self._text.split()):
            self.blocks.append((self._tag, words))
        self._tag, self._text = tag, ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self._BREAKS:
            self._end("h2" if tag[0] == "h" else "p")
        elif tag == "a":
            self._skips = (dict(attrs).get("href") or "").startswith("#source-")
        elif tag == "br":
            self._text += " "

    def handle_endtag(self, tag: str) -> None:
        if tag in self._BREAKS:
            self._end("p")
        elif tag == "a":
            self._skips = False

    def handle_data(self, data: str) -> None:
        if not self._skips:
            self._text += data

    def close(self) -> None:
        super().close()
        self._end("p")


def blocks(html: str) -> list[tuple[str, str]]:
    parser = _Blocks()
    parser.feed(html)
    parser.close()
    return parser.blocks


def latin_words(words: str) -> list[str]:
    """Latin words and figures as `search.js` cuts a query: 401(k) is 401k, co-pay is copay, insurer's is insurer.

    Part D is xpartd, or every lettered part would answer to "part".
    """
    plain = unicodedata.normalize("NFKC", words).lower().replace("’", "'")
    plain = re.sub(r"'s\b|'", "", _PART.sub(r"xpart\1", _JOINED.sub(r"\1\2", plain)))
    return _WORD.findall(re.sub(r"(?<=[a-z])-(?=[a-z])", "", plain))


def facet(kind: str, value: str) -> str:
    """The token that finds all documents of one type, topic or place: letters only, or Pagefind would cut it."""
    return f"zq{kind}{value.replace('-', '').lower()}"


def fnv(name: str) -> int:
    """FNV-1a (32 bits) over the letters of a name, as `search.js` counts it."""
    number = 0x811C9DC5
    for letter in name:
        number = (number ^ ord(letter)) * 0x01000193 & 0xFFFFFFFF
    return number


def exact(name: str) -> str:
    """The token that finds a page by its whole name, whatever its words weigh: over its letters and figures. `search.js` makes the same."""
    return f"zx{fnv(''.join(re.findall('[a-z0-9]+|' + pairs.HAN, pairs.folded(name)))):08x}"


def is_searchable(release: Release) -> bool:
    """Whether its approval allows search."""
    return release.allows("search")


def searched(site: Site, locale: Locale) -> list[Release]:
    """The releases of one language that search may show, by id."""
    return sorted(
        (release for release in site.releases if release.item.locale == locale and is_searchable(release)), key=lambda release: release.item.id
    )


def summary_of(item: Item) -> str:
    """What a result shows: the short answer, or the summary or definition where there is none."""
    return getattr(item.matter, "short_answer", "") or item.matter.summary


def topics_of(item: Item) -> tuple[str, ...]:
    return getattr(item.matter, "topics", ()) or ((item.topic,) if item.topic else ())


def names_of(item: Item) -> list[str]:
    """Its title and what else people call it: phrasings, forms of a term, words of other places."""
    matter = item.matter
    regional = [word for _, word in getattr(matter, "regional", ())]
    return list(dict.fromkeys([matter.title, *getattr(matter, "phrasings", ()), *getattr(matter, "forms", ()), *regional]))


def _once(tokens: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(tokens))


def _tokens(words: str, with_letters: bool = False) -> list[str]:
    return [*pairs.tokens(words, with_letters), *latin_words(words)]


def _siblings(site: Site, release: Release) -> list[Release]:
    """The Chinese releases of an item, Traditional first: both bundles hold the words of both scripts, so that both find the same."""
    found = (site.release(release.item.id, locale) for locale in LOCALES if is_han(locale))
    return [sibling for sibling in found if sibling and is_searchable(sibling)]


def _latin_content(release: Release) -> tuple[dict[str, str], list[tuple[str, str]]]:
    item = release.item
    body = [("p", item.matter.summary), ("p", summary_of(item)), *blocks(release.composed.html)]
    every = " ".join(words for _, words in [("", " ".join(names_of(item))), *body])
    joined = (word for word in latin_words(every) if not word.isalpha() or word.startswith("xpart"))
    return {"phrasings": " · ".join(names_of(item)[1:]), "joined": _once(joined)}, [("h1", item.matter.title), *dict.fromkeys(body)]


def _han_content(site: Site, release: Release) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Encoded: kt what the item is called, kb its leads, and of its text the pairs that occur twice.

    The others are mostly accidents of two words that meet: without them the index is half as large, and of 153 questions kept apart as many are
    answered among the first three (.86 against .85), though fewer at once (.60 against .64; November 2026).
    """
    siblings = _siblings(site, release)
    english = site.release(release.item.id, "en")
    names = [name for sibling in siblings for name in names_of(sibling.item)]
    leads = [lead for sibling in siblings for lead in (summary_of(sibling.item), sibling.item.matter.summary)]
    latin = names_of(english.item)[:1] if english and is_searchable(english) else []
    bodies = [blocks(sibling.composed.html) for sibling in siblings]
    headings = [words for tag, words in bodies[0] if tag == "h2"]
    counts = [Counter(token for _, words in body for token in _tokens(words)) for body in bodies]
    often = counts[0] + Counter({token: count for other in counts[1:] for token, count in other.items() if token not in counts[0]})
    body = [("p", " ".join(token for token in often.elements() if often[token] > 1))]
    title = [sibling.item.matter.title for sibling in siblings]
    meta = {
        "kt": _once(
            [*(token for name in names for token in _tokens(name, with_letters=True)), *(token for words in headings for token in _tokens(words))]
        ),
        "kb": _once(token for words in leads for token in _tokens(words)),
        "en": _once(word for words in [*latin, *names] for word in latin_words(words)),
    }
    return meta, [("h1", _once(token for words in title for token in _tokens(words))), *body]


def _document(site: Site, release: Release) -> str:
    item = release.item
    found, body = _han_content(site, release) if is_han(item.locale) else _latin_content(release)
    topics = topics_of(item)
    siblings = _siblings(site, release) if is_han(item.locale) else [release]
    whole = [exact(name) for sibling in siblings for name in (sibling.item.matter.title, *getattr(sibling.item.matter, "forms", ()))]
    audience = getattr(item.matter, "audience", ())
    kinds = {"type": (item.type,), "audience": audience, "topic": topics, "place": item.jurisdictions}
    facets = [facet(kind, value) for kind, values in kinds.items() for value in values]
    meta = {
        "title": item.matter.title,
        "summary": summary_of(item),
        "url": item.address,
        "type": item.type,
        "topic": next(iter(topics), ""),
        "places": " ".join(item.jurisdictions),
        "reviewed": item.matter.reviewed_on.isoformat(),
        "facet": _once([*facets, *whole]),
        **found,
    }
    kept = {name: value for name, value in meta.items() if value}
    fields = ", ".join(f"{name}[data-{name}]" for name in kept)
    values = " ".join(f'data-{name}="{escape(value)}"' for name, value in kept.items())
    content = "\n".join(f"<{tag}>{escape(words)}</{tag}>" for tag, words in body if words)
    return (
        f'<!doctype html><html lang="{item.locale}"><head><meta charset="utf-8"><title>{escape(item.matter.title)}</title></head>'
        f'<body data-pagefind-body><div data-pagefind-meta="{fields}" {values}></div>\n{content}\n</body></html>\n'
    )


def documents(site: Site) -> Iterator[Artifact]:
    """One HTML file per release that search may show, at '<locale>/<item id>/index.html'. They are indexed and thrown away, never published."""
    for locale in LOCALES:
        for release in searched(site, locale):
            yield text(f"{locale}/{release.item.id}/index.html", _document(site, release))


def _words_by_documents(site: Site, releases: list[Release]) -> tuple[Counter[str], Counter[str]]:
    """In how many documents each Latin word and each Han pair occurs. Both Chinese languages count the Traditional text, so that both rank alike."""
    latin: Counter[str] = Counter()
    han: Counter[str] = Counter()
    for release in releases:
        if is_han(release.item.locale):
            english = site.release(release.item.id, "en")
            latin_titles = [english.item.matter.title] if english and is_searchable(english) else []
            shown = _siblings(site, release)[0]
        else:
            latin_titles, shown = [], release
        item = shown.item
        words = "\n".join(
            [*latin_titles, *names_of(item), item.matter.summary, summary_of(item), *(words for _, words in blocks(shown.composed.html))]
        )
        latin.update(set(latin_words(words)))
        if is_han(item.locale):
            han.update({pair for run in pairs.runs(pairs.folded(words)) for pair in pairs.pairs(run)})
    return latin, han


def _shards(releases: list[Release]) -> int:
    return -(-len(releases) // _IN_SHARD) or 1


def _links(releases: list[Release]) -> Counter[str]:
    """How many other items lead to each item, in their text, steps or related items: what many lead to is what a short question means."""
    leading = ((release, _LINK.findall(release.composed.html)) for release in releases)
    count: Counter[str] = Counter()
    for release, addresses in leading:
        matter, locale = release.item.matter, release.item.locale
        steps = (step.item for step in getattr(matter, "steps", ()))
        to = {f"{locale}/{item}/" for item in (*steps, *getattr(matter, "related", ()))} | {address.rstrip("/") + "/" for address in addresses}
        count.update(to - {release.item.address})
    return count


def names(site: Site) -> Iterator[Artifact]:
    """`assets/search/<locale>/names/<shard>.json`: by its address, how many items lead to each item and what it is called, for the last order of what
    was found.

    Chinese names are those of both scripts, each once, and links are counted in the Traditional text, so that both find the same in the same order.
    """
    for locale in LOCALES:
        releases = searched(site, locale)
        links = _links([_siblings(site, release)[0] for release in releases] if is_han(locale) else releases)
        shards: list[dict[str, list[object]]] = [{} for _ in range(_shards(releases))]
        for release in releases:
            address = release.item.address
            siblings = _siblings(site, release) if is_han(locale) else [release]
            called = {pairs.folded(name): name for sibling in reversed(siblings) for name in names_of(sibling.item)}
            shards[fnv(address) % len(shards)][address] = [links[siblings[0].item.address], *called.values()]
        for number, shard in enumerate(shards):
            yield as_json(f"{FOLDER}/{locale}/names/{number}.json", shard)


def _han_words(groups: Iterable[Iterable[str]], releases: list[Release]) -> list[str]:
    """Words of three Han letters or more that a mistyped question may mean, as they are shown: names of terms, synonyms, words of products."""
    terms = (name for release in releases if release.item.type == "term" for name in names_of(release.item))
    words = {pairs.folded(word): word for group in [*groups, terms] for word in (each.split("\t")[-1] for each in group)}
    return [words[plain] for plain in sorted(words) if 3 <= len(plain) <= 8 and pairs.runs(plain) == [plain]]


def _list(site: Site, name: str, language: str) -> object:
    """One part of `_data/search/<name>.yml`, for 'en' or 'zh'."""
    return site.library.search.get(name, {}).get(language, ())


def _bridges(site: Site, locale: Locale) -> list[list[str]]:
    """What a topic, and a term that is public in this language, are called in English and in Traditional: many questions mix the two."""
    groups = [[topic.name["zh-Hant"], topic.name["en"]] for topic in site.library.topics]
    for term in (release for release in searched(site, locale) if release.item.type == "term"):
        english = site.release(term.item.id, "en")
        if english and is_searchable(english):
            groups.append([*_called(_siblings(site, term)[0]), *_called(english)])
    return [list(dict.fromkeys(group)) for group in groups]


def _called(release: Release) -> list[str]:
    return [release.item.matter.title, *getattr(release.item.matter, "forms", ())]


def _shown(locale: Locale, simplified: Simplifier, name: LocalText) -> str:
    return name[locale] or simplified(name["zh-Hant"])


def tables(site: Site) -> Iterator[Artifact]:
    """`assets/search/<locale>/tables.json`: what `search.js` and `panel.js` need besides the index.

    vocabulary: words of the site in three strings, from the commonest to the rarest, for spelling; common: words and pairs too frequent to look up;
    letters: [Traditional, Simplified] letter by letter, for Chinese only.
    """
    simplified = Simplifier(site.library.terms_to_simplified)
    for locale in LOCALES:
        releases = searched(site, locale)
        latin, han = _words_by_documents(site, releases)

        def local(word: object, locale: Locale = locale) -> str:
            """The word as shown; where the term list says it otherwise, also the word that is looked for, after a tab."""
            shown = simplified(str(word)) if locale == "zh-Hans" else str(word)
            return shown if pairs.folded(shown) == pairs.folded(str(word)) else f"{shown}\t{word}"

        languages = ("zh", "en") if is_han(locale) else ("en",)  # questions in Chinese have English words among them
        synonyms = [*_list(site, "synonyms", languages[0]), *(_bridges(site, locale) if is_han(locale) else ())]  # type: ignore[misc]
        groups = [list(dict.fromkeys(map(local, group))) for group in synonyms]
        clues: dict[str, list[str]] = {}
        for products in (_list(site, "products", language) for language in languages):
            for topic, words in products.items() if isinstance(products, Mapping) else ():
                clues.setdefault(topic, []).extend(map(str, words))
        known = latin + Counter(word for words in [*groups, *clues.values()] for phrase in words for word in latin_words(phrase))
        spelled = sorted(word for word in known if len(word) > 1 and not word.isdigit())
        steps = ((10, 1 << 30), (3, 10), (0, 3))
        often = COMMON * len(releases) if len(releases) >= _FEWEST else len(releases)
        used = {release.item.topic for release in releases}
        letters = pairs.simpler_letters()
        authorities = site.library.authorities
        yield as_json(
            f"{FOLDER}/{locale}/tables.json",
            {
                "count": len(releases),
                "stop": [str(word) for language in languages for word in _list(site, "stopwords", language)],  # type: ignore[attr-defined]
                "common": sorted(word for word, count in (latin + han).items() if count > often),
                "names": _shards(releases),
                "han": _han_words([*groups, *(map(local, words) for words in clues.values())], releases) if is_han(locale) else [],
                "synonyms": groups,
                "products": clues,
                "vocabulary": [" ".join(word for word in spelled if low <= known[word] < high) for low, high in steps],
                "letters": ["".join(letters), "".join(letters.values())] if is_han(locale) else [],
                "strings": {key: words for key, words in site.library.strings.get(locale, {}).items() if key.startswith(("search_", "type_"))},
                "types": [kind for kind in TYPES if any(release.item.type == kind for release in releases)],
                "audiences": sorted({value for release in releases for value in getattr(release.item.matter, "audience", ())}, reverse=True),
                "topics": [
                    [topic.id, _shown(locale, simplified, topic.name), _shown(locale, simplified, topic.summary)]
                    for topic in site.library.topics
                    if topic.id in used
                ],
                "terms": [[release.item.id, release.item.matter.title] for release in releases if release.item.type == "term"],
                "places": [[place, _shown(locale, simplified, authorities[place].name)] for place in PLACES if place in authorities],
            },
        )
