"""The language folders and the glossary into items."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from hub.model.data import Figure
from hub.model.items import FOLDERS, MATTERS, PAGES, SLUG, Item, Model, Term
from hub.model.places import DERIVED_FROM, LOCALES, Locale, Place
from hub.problems import Problem
from hub.reading import data, figures, files, models, strict_yaml

_UNDERSCORED = ("_data", "_rules", "_platforms", "_approvals", "_strings")
_KEPT_AS_PUBLISHED = {"sources", "author", "aliases", "disclosures", "related", "needs", "topic", "audience", "jurisdictions", "content_type", "item"}
"""Keys that a conversion to Simplified leaves alone: ids, addresses, and the titles of sources, which are quoted."""


def _where(path: str) -> tuple[Locale, str, str] | Problem:
    """(locale, item type, item id) of a Markdown file's path, or what is wrong with the path."""

    def refuse(code: str, message: str, fix: str) -> Problem:
        return Problem(path, 1, code, message, fix)

    parts = path.removeprefix("content/").removesuffix(".md").split("/")
    locale, rest = parts[0], parts[1:]
    if locale not in LOCALES:
        return refuse("HUB201", f"must stand in one of the folders {', '.join(LOCALES)}", "move the file")
    for part in rest:
        if not SLUG.fullmatch(part):
            return refuse(
                "HUB202",
                f"the name '{part}' must be ASCII kebab-case (a-z, 0-9, single hyphens)",
                "rename the file or folder; all languages share the name",
            )
    if len(rest) == 1:
        if rest[0] not in PAGES:
            return refuse(
                "HUB203", f"a page at the top of a language must be one of {', '.join(PAGES)}", "move it into articles, faq, posts or guides"
            )
        return locale, "page", rest[0]
    kind = FOLDERS.get(rest[0])
    shape = {"article": 3, "faq": 3, "post": 3, "guide": 2}.get(kind or "", 0)
    if kind is None or len(rest) != shape or rest[-1] == "index":
        return refuse(
            "HUB204",
            "must stand at articles/<topic>/<slug>.md, faq/<topic>/<slug>.md, posts/<yyyy>/<slug>.md or guides/<slug>.md",
            "move the file there",
        )
    if kind == "post" and not (rest[1].isdigit() and len(rest[1]) == 4):
        return refuse("HUB204", f"a post must stand in the folder of its year, not '{rest[1]}'", "move it to posts/<yyyy>/")
    return locale, kind, "/".join(rest)


def _split(path: str, text: str) -> tuple[str, str, int] | Problem:
    """(front matter, body, the body's first line) of a Markdown file."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return Problem(path, 1, "HUB108", "must begin with front matter: a line '---'", "add '---', the keys, and '---' at the top")
    end = next((at for at, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if end is None:
        return Problem(path, 1, "HUB109", "front matter must be closed by a second line '---'", "add '---' below the last key")
    return "\n".join(lines[1:end]) + "\n", "\n".join(lines[end + 1 :]).strip("\n"), end + 2 + _leading_blank(lines[end + 1 :])


def _leading_blank(lines: list[str]) -> int:
    return next((at for at, line in enumerate(lines) if line), 0)


def read_markdown(root: Path, path: str, known: Mapping[str, Figure] | None = None) -> tuple[Item | None, list[Problem]]:
    """One Markdown file into an item, or None and its problems. Where the figures are not `known` their names stay as they stand."""
    where = _where(path)
    text, problems = files.read_text(root, path)
    if isinstance(where, Problem):
        problems = [where, *problems]
    if problems or isinstance(where, Problem):
        return None, problems
    used: tuple[str, ...] = ()
    if known is not None:
        text, used, problems = figures.insert(text, known, where[0], path)
        if problems:
            return None, problems
    split = _split(path, text)
    if isinstance(split, Problem):
        return None, [split]
    front, body, body_line = split
    value, lines, problems = strict_yaml.read_for_faults(path, front, first_line=2)
    locale, kind, item_id = where
    if problems and not isinstance(value, dict):
        return None, problems
    matter, faults = models.build(MATTERS[kind], value, path, lines)
    told = {problem.line for problem in problems}
    problems += [fault for fault in faults if fault.line not in told]
    if problems or matter is None:
        return None, problems
    topic = getattr(matter, "topic", None)
    if kind in ("article", "faq") and topic != item_id.split("/")[1]:
        line = lines.get("topic", 1)
        return None, [
            Problem(path, line, "HUB205", f"topic must be that of the folder, {item_id.split('/')[1]}", "correct the topic or move the file")
        ]
    return Item(item_id, locale, path, matter, body, body_line, lines, figures=used), []


def _simplified(value: Any, simplify: Callable[[str], str], key: str = "") -> Any:
    if key in _KEPT_AS_PUBLISHED:
        return value
    if isinstance(value, str):
        return simplify(value)
    if isinstance(value, tuple):
        return tuple(_simplified(child, simplify) for child in value)
    if isinstance(value, Model):
        return value.model_copy(update={name: _simplified(getattr(value, name), simplify, name) for name in type(value).model_fields})
    return value


def derive(item: Item, locale: Locale, simplify: Callable[[str], str]) -> Item:
    """The item in a language that is converted from its own. Line for line the same, so messages point at the source."""
    return dataclasses.replace(item, locale=locale, matter=_simplified(item.matter, simplify), body=simplify(item.body), is_derived=True)


class _TermFile(Model):
    """_data/glossary/<id>.yml before it is cut into languages."""

    term: dict[Locale, str]
    definition: dict[Locale, str]
    forms: dict[Locale, list[str]] = {}
    not_in: dict[Locale, list[str]] = {}
    regional: dict[Place, dict[Locale, str]] = {}
    topics: list[str] = []
    reviewed_on: Any
    review_in: Any = 12
    author: str


def read_term(root: Path, path: str, simplify: Callable[[str], str]) -> tuple[list[Item], list[Problem]]:
    """One glossary file into one item per language."""
    name = Path(path).stem
    value, lines, problems = data.read_value(root, path)
    if problems:
        return [], problems
    if not path.endswith(".yml") or not SLUG.fullmatch(name):
        return [], [Problem(path, 1, "HUB202", f"the name '{name}' must be ASCII kebab-case, ending in .yml", "rename the file")]
    raw, problems = models.build(_TermFile, data.fill_simplified(value, simplify), path, lines)
    if raw is None:
        return [], problems
    items: list[Item] = []
    for locale in LOCALES:
        regional = tuple(
            (place, words[locale]) for place, words in raw.regional.items() if words.get(locale) and words[locale] != raw.term.get(locale)
        )
        cut = {
            "title": raw.term.get(locale),
            "definition": raw.definition.get(locale),
            "forms": tuple(raw.forms.get(locale, ())),
            "not_in": tuple(raw.not_in.get(locale, ())),
            "regional": regional,
            "topics": tuple(raw.topics),
            "author": raw.author,
            "reviewed_on": raw.reviewed_on,
            "review_in": raw.review_in,
        }
        matter, found = models.build(Term, cut, path, {**lines, "title": lines.get("term", 1)})
        problems += found
        if matter is not None:
            derived = locale in DERIVED_FROM and locale not in (value.get("definition") or {})
            items.append(Item(f"glossary/{name}", locale, path, matter, "", 1, lines, derived))
    return items, problems


def read_items(root: Path, simplify: Callable[[str], str], known: Mapping[str, Figure] | None = None) -> tuple[list[Item], list[Problem]]:
    """Every item of the library, derived ones included, sorted by id and language; and every problem met on the way."""
    problems: list[Problem] = []
    items: dict[tuple[str, str], Item] = {}
    for path in files.walk(root, "content"):
        top = path.split("/")[1]
        if top in _UNDERSCORED and path.count("/") > 1:
            if path.startswith(f"{data.DATA}/glossary/"):
                terms, found = read_term(root, path, simplify)
                items.update({term.key: term for term in terms})
                problems += found
            elif (root / path).is_symlink():
                problems += files.read_text(root, path)[1]
            continue
        if (root / path).is_symlink():
            problems += files.read_text(root, path)[1]
        elif not path.endswith(".md"):
            problems.append(
                Problem(
                    path,
                    1,
                    "HUB206",
                    "content must hold Markdown files (.md) only, besides its folders that begin with '_'",
                    "delete or move the file",
                )
            )
        else:
            item, found = read_markdown(root, path, known)
            problems += found
            if item is not None:
                items[item.key] = item
    for locale, source in DERIVED_FROM.items():
        for item in [item for item in items.values() if item.locale == source and (item.id, locale) not in items]:
            items[item.id, locale] = derive(item, locale, simplify)
    return sorted(items.values(), key=lambda item: (item.id, LOCALES.index(item.locale))), problems
