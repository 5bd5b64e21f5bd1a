"""The folder `_rules` into one RuleBook. A rule with a mistake is refused on its line, and with it the build: nothing is judged by half a book."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hub.model.items import Line, Model
from hub.model.rules import PACKS, Acceptance, Frames, Policy, Rule, RuleBook, SourceEntry
from hub.problems import Problem
from hub.reading import files, models
from hub.reading.data import fill_simplified, read_value
from hub.text.suspicion import Suspicion

RULES = "content/_rules"
_SHARED = ("sources", "policy", "frames")


class _Sources(Model):
    sources: dict[Line, SourceEntry]


def read_rules(root: Path, simplify: Callable[[str], str]) -> tuple[RuleBook | None, list[Problem]]:
    """Every pack, or None and every problem found."""
    problems: list[Problem] = []
    rules: dict[str, Rule] = {}
    packs: dict[str, str] = {}
    lines_of: dict[str, tuple[str, dict[str, int]]] = {}
    shared: dict[str, Any] = {}
    suspicion: dict[Any, Any] = {}
    acceptances: dict[str, Acceptance] = {}
    for path in files.walk(root, RULES):
        parts = path.removeprefix(f"{RULES}/").split("/")
        name = parts[-1].rsplit(".", 1)[0]
        if parts[0] == "suspicion" and parts[-1] in ("en.json", "zh.json"):
            suspicion[name], found = _read_json(root, path)
            problems += found
            continue
        if parts[0] == "accepted" and len(parts) == 2 and path.endswith(".yml"):
            value, lines, found = read_value(root, path)
            accepted, faults = models.build(Acceptance, value, path, lines) if not found else (None, [])
            problems += [*found, *faults]
            if accepted is not None:
                acceptances[path] = accepted
            continue
        is_shared, is_rule = parts == [f"{name}.yml"] and name in _SHARED, len(parts) == 2 and parts[0] in PACKS
        if not path.endswith(".yml") or not (is_shared or is_rule):
            problems.append(Problem(path, 1, "HUB301", f"must be <pack>/<family>.yml, a pack being {', '.join(PACKS)}", "move or delete the file"))
            continue
        value, lines, found = read_value(root, path)
        problems += found
        if found:
            continue
        if len(parts) == 1:
            shared[name], found = _read_shared(name, value, path, lines)
            problems += found
            continue
        rule, found = models.build(Rule, fill_simplified(value, simplify), path, lines)
        problems += found
        if rule is None:
            continue
        problems += _own_faults(rule, parts[0], path, lines, rules, lines_of)
        rules[rule.id], packs[rule.id], lines_of[rule.id] = rule, parts[0], (path, lines)
    for name in _SHARED:
        if name not in shared:
            problems.append(Problem(f"{RULES}/{name}.yml", 1, "HUB302", "must exist", "restore the file from the repository's history"))
    if problems:
        return None, problems
    sources = shared["sources"].sources
    for rule in rules.values():
        problems += _reference_faults(rule, sources, rules, *lines_of[rule.id])
    if problems:
        return None, problems
    ordered = tuple(rules[name] for name in sorted(rules, key=lambda name: (PACKS.index(packs[name]), name)))
    return RuleBook(ordered, packs, sources, shared["policy"], shared["frames"], suspicion, acceptances, lines_of), []


def _read_shared(name: str, value: Any, path: str, lines: dict[str, int]) -> tuple[Any, list[Problem]]:
    if name == "sources":
        return models.build(_Sources, {"sources": value}, path, {"sources": 1, **{f"sources.{key}": line for key, line in lines.items()}})
    return models.build(Policy if name == "policy" else Frames, value, path, lines)


def _read_json(root: Path, path: str) -> tuple[Any, list[Problem]]:
    """A trained model, whose shape is right."""
    try:
        value = json.loads((root / path).read_text(encoding="utf-8"))
        Suspicion.of(value)
        return value, []
    except (OSError, ValueError) as error:
        line = getattr(error, "lineno", 1)
        return {}, [Problem(path, line, "HUB303", f"must be a trained model: {error}", "train it anew with scripts/train-suspicion")]


def _own_faults(
    rule: Rule, pack: str, path: str, lines: dict[str, int], rules: dict[str, Rule], lines_of: dict[str, tuple[str, dict[str, int]]]
) -> list[Problem]:
    problems = []
    starts = {"core": ("CORE-",), "EU": ("EU-", "IE-")}.get(pack, (f"{pack}-",))
    if not rule.id.startswith(starts):
        problems.append(Problem(path, lines.get("id", 1), "HUB304", f"the id must begin with {starts[0]}", "move the file, or correct the id"))
    if rule.id in rules:
        problems.append(Problem(path, lines.get("id", 1), "HUB305", f"the id {rule.id} is taken by {lines_of[rule.id][0]}", "give it a new number"))
    return problems


def _reference_faults(rule: Rule, sources: dict[str, SourceEntry], rules: dict[str, Rule], path: str, lines: dict[str, int]) -> list[Problem]:
    problems = []
    for at, reference in enumerate(rule.sources):
        if reference.ref not in sources:
            line = lines.get(f"sources.{at}", lines.get("sources", 1))
            problems.append(
                Problem(path, line, "HUB306", f"names the unknown source {reference.ref}", f"add it to {RULES}/sources.yml, or correct it")
            )
    known = [sources[reference.ref] for reference in rule.sources if reference.ref in sources]
    if rule.verified and len(known) == len(rule.sources) and not any(source.read in ("whole", "part") for source in known):
        line = lines.get("verified", 1)
        problems.append(
            Problem(
                path, line, "HUB307", "must not be called verified: none of its sources was read itself", "read the law, or write verified: false"
            )
        )
    families = {other.family for other in rules.values() if other.id.startswith("CORE-")}
    for at, family in enumerate(rule.judges):
        if family not in families:
            line = lines.get(f"judges.{at}", lines.get("judges", 1))
            problems.append(Problem(path, line, "HUB308", f"judges the unknown family {family}", f"name one of {', '.join(sorted(families))}"))
    return problems
