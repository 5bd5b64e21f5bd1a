"""The folders `_data`, `_platforms` and `_strings` into one Library."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pydantic import Field

from hub.model.data import (
    Advisor,
    Authority,
    Awareness,
    Diagram,
    Disclosure,
    Figure,
    Home,
    Identity,
    Library,
    OwnWords,
    Person,
    Platform,
    PublicNumbers,
    Scheduler,
    SiteFacts,
    Tagging,
    TopicEntry,
    Urgent,
)
from hub.model.items import SLUG, TOPICS, Line, Many, Model, Slug
from hub.model.places import LOCALES, PLACES
from hub.model.words import PROGRAM_WORDS
from hub.problems import Problem
from hub.reading import files, models, strict_yaml

DATA, PLATFORMS = "content/_data", "content/_platforms"
URGENT = f"{DATA}/search/urgent.yml"
_TEMPLATE_WORD = re.compile(r"\bt\.([a-z]\w*)")
_PLACEHOLDER = re.compile(r"\{([a-z_]*)\}")


class _Topics(Model):
    topics: list[TopicEntry]


class _TermRow(Model):
    traditional: Line = Field(alias="from")
    to: Line
    note: str = ""


class _TermList(Model):
    terms: Many[_TermRow] = Field(min_length=1)


class _Needs(Model):
    english: Many[Slug] = Field(min_length=1)
    chinese: Many[Slug] = Field(min_length=1)


def fill_simplified(value: Any, simplify: Callable[[str], str]) -> Any:
    """A raw value whose texts in three languages have Simplified Chinese everywhere, converted where it is missing."""
    if isinstance(value, list):
        return [fill_simplified(child, simplify) for child in value]
    if not isinstance(value, dict):
        return value
    filled = {key: fill_simplified(child, simplify) for key, child in value.items()}
    traditional = filled.get("zh-Hant")
    if filled.keys() <= set(LOCALES) and traditional is not None and not filled.get("zh-Hans"):
        texts = traditional if isinstance(traditional, list) else [traditional]
        simplified = [simplify(text) if isinstance(text, str) else text for text in texts]
        filled["zh-Hans"] = simplified if isinstance(traditional, list) else simplified[0]
    return filled


def read_value(root: Path, path: str) -> tuple[Any, dict[str, int], list[Problem]]:
    text, problems = files.read_text(root, path)
    if problems:
        return None, {}, problems
    return strict_yaml.read(path, text)


def read_term_list(root: Path) -> tuple[tuple[tuple[str, str], ...], list[Problem]]:
    """The reviewed Traditional to Simplified term list: (from, to) pairs."""
    path = f"{DATA}/zh-Hans-terms.yml"
    value, lines, problems = read_value(root, path)
    found, faults = models.build(_TermList, value, path, lines) if not problems else (None, [])
    pairs: dict[str, str] = {}
    for at, row in enumerate(found.terms if found else ()):
        if row.traditional in pairs:
            faults.append(Problem(path, lines.get(f"terms.{at}", 1), "HUB126", f"must not have {row.traditional} twice", "delete one row"))
        pairs[row.traditional] = row.to
    return tuple(pairs.items()), [*problems, *faults]


def read_needs(root: Path) -> tuple[frozenset[str], list[Problem]]:
    """Ids of the needs that items may claim to answer."""
    path = f"{DATA}/needs.yml"
    value, lines, problems = read_value(root, path)
    found, problems = models.build(_Needs, value, path, lines) if not problems else (None, problems)
    return frozenset((*found.english, *found.chinese) if found else ()), problems


def _template_words(root: Path) -> set[str]:
    """Every word that a template asks for by name, as `t.key`."""
    templates = [path for path in files.walk(root, "overrides") if path.endswith(".html")]
    return {key for path in templates for key in _TEMPLATE_WORD.findall((root / path).read_text(encoding="utf-8"))}


def read_strings(root: Path) -> tuple[dict[str, dict[str, str]], list[Problem]]:
    """Every interface word, complete and with the same {placeholders} in the three languages."""
    problems: list[Problem] = []
    strings: dict[str, dict[str, str]] = {}
    lines: dict[str, dict[str, int]] = {}
    for locale in LOCALES:
        path = f"content/_strings/{locale}.yml"
        value, lines[locale], found = read_value(root, path)
        problems += found
        strings[locale] = {}
        if not found and not isinstance(value, dict):
            problems.append(Problem(path, 1, "HUB121", "must be keys and values", "write 'key: word' lines"))
        for key, word in value.items() if isinstance(value, dict) else ():
            if isinstance(word, str) and word.strip():
                strings[locale][key] = word
            else:
                problems.append(Problem(path, lines[locale].get(key, 1), "HUB127", f"{key} must be text", f'write {key}: "…"'))
    if problems:
        return strings, problems
    wanted_keys = set().union(PROGRAM_WORDS, _template_words(root), *strings.values())
    for locale in LOCALES:
        path = f"content/_strings/{locale}.yml"
        for key in sorted(wanted_keys - strings[locale].keys()):
            problems.append(Problem(path, 1, "HUB128", f"must have the word {key}, which the pages or the other languages use", f"add '{key}: …'"))
        for key, word in strings[locale].items():
            expected = set(_PLACEHOLDER.findall(strings["en"].get(key, word)))
            if set(_PLACEHOLDER.findall(word)) != expected:
                wanted = ", ".join(f"{{{name}}}" for name in sorted(expected)) or "none"
                problems.append(
                    Problem(
                        path, lines[locale].get(key, 1), "HUB129", f"{key} must have the same placeholders as English: {wanted}", f"correct {key}"
                    )
                )
    return strings, problems


def read_platforms(root: Path) -> tuple[dict[str, Platform], list[Problem]]:
    """The networks alone, for commands that need nothing else."""
    platforms, problems = {}, []
    for file in files.walk(root, PLATFORMS):
        value, lines, found = read_value(root, file)
        built, faults = (None, []) if found else models.build(Platform, fill_simplified(value, str), file, lines)
        problems += [*found, *faults]
        if built is not None:
            platforms[file.removeprefix(f"{PLATFORMS}/").removesuffix(".yml")] = built
    return platforms, problems


def read_library(root: Path, simplify: Callable[[str], str], terms: tuple[tuple[str, str], ...]) -> tuple[Library | None, list[Problem]]:
    """All reference data, or None and every problem found in it."""
    problems: list[Problem] = []

    def one(model: type[Any], path: str) -> Any:
        value, lines, found = read_value(root, path)
        if not found:
            built, found = models.build(model, fill_simplified(value, simplify), path, lines)
        else:
            built = None
        problems.extend(found)
        return built

    def folder(model: type[Any], path: str, names: tuple[str, ...] | None = None) -> dict[str, Any]:
        out = {}
        for file in files.walk(root, path):
            name = file.removeprefix(path + "/").removesuffix(".yml")
            fits = name in names if names else bool(SLUG.fullmatch(name))
            if not file.endswith(".yml") or not fits:
                known = f"one of {', '.join(names)}" if names else "ASCII kebab-case"
                problems.append(Problem(file, 1, "HUB130", f"must be named {known}, ending in .yml", "rename or delete the file"))
            elif (built := one(model, file)) is not None:
                out[name] = built
        return out

    site = one(SiteFacts, f"{DATA}/site.yml")
    topics = one(_Topics, f"{DATA}/topics.yml")
    home = one(Home, f"{DATA}/home.yml")
    has_numbers = f"{DATA}/public-numbers.yml" in files.walk(root, DATA)
    numbers = one(PublicNumbers, f"{DATA}/public-numbers.yml") if has_numbers else PublicNumbers()
    there = set(files.walk(root, DATA))
    identity, own_words, tagging = (
        one(model, path) if (path := f"{DATA}/{name}.yml") in there else absent
        for name, model, absent in (("identity", Identity, None), ("own-words", OwnWords, OwnWords()), ("tagging", Tagging, Tagging()))
    )
    people = folder(Person, f"{DATA}/people")
    authorities = folder(Authority, f"{DATA}/authorities", PLACES)
    disclosures = folder(Disclosure, f"{DATA}/disclosures")
    platforms = folder(Platform, PLATFORMS)
    figures = folder(Figure, f"{DATA}/figures")
    diagrams = folder(Diagram, f"{DATA}/diagrams")
    advisors = folder(Advisor, f"{DATA}/advisors")
    awareness = folder(Awareness, f"{DATA}/awareness")
    schedulers = folder(Scheduler, f"{DATA}/schedulers")
    strings, found = read_strings(root)
    problems += found
    search = {}
    urgent = one(Urgent, URGENT) if URGENT in there else None
    for file in files.walk(root, f"{DATA}/search"):
        if file == URGENT:
            continue
        value, _, found = read_value(root, file)
        problems += found
        search[file.removeprefix(f"{DATA}/search/").removesuffix(".yml")] = value if isinstance(value, dict) else {}
        if not found and not isinstance(value, dict):
            problems.append(Problem(file, 1, "HUB121", "must be keys and values", "write 'key:' lines"))
    if topics is not None:
        for missing in sorted(set(TOPICS) - {entry.id for entry in topics.topics}):
            problems.append(Problem(f"{DATA}/topics.yml", 1, "HUB131", f"must name the topic {missing}", "add its name and summary"))
    if problems or site is None or topics is None or home is None:
        return None, problems
    return Library(
        site, tuple(topics.topics), people, authorities, disclosures, home, platforms, strings, terms, search, numbers, figures, diagrams, identity,
        own_words, tagging, advisors, awareness, schedulers, urgent,
    ), []  # fmt: skip
