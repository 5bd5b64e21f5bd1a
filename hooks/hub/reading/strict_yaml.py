"""YAML without surprises: what a reader sees is what the program gets.

Refused, each with its line: duplicate keys, anchors, aliases, tags, merge keys, more than one document, and plain words that YAML 1.1
turns into something else (yes/no/on/off, 012, 1:30, .inf). Left: text, true/false, whole and decimal numbers, YYYY-MM-DD, null, lists,
mappings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import yaml

from hub.problems import Problem
from hub.text.invisible import described, invisible

MAX_DEPTH = 8
_BOOLEAN_WORDS = frozenset("y n yes no on off true false".split())
_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})\.[0-9]{1,18}")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_NUMBER_IN_YAML_1_2 = re.compile(r"[-+]?(0o[0-7]+|[0-9]+(\.[0-9]*)?[eE][-+]?[0-9]+|[0-9]+|\.(inf|nan))", re.IGNORECASE)
_SEXAGESIMAL = re.compile(r"[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?")
_RESOLVER = yaml.resolver.Resolver()
_TEXT = "tag:yaml.org,2002:str"


@dataclass
class _Reader:
    path: str
    first_line: int
    problems: list[Problem] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)

    def refuse(self, event: Any, code: str, message: str, fix: str) -> None:
        self.problems.append(Problem(self.path, self.first_line + event.start_mark.line, code, message, fix))

    def scalar(self, event: yaml.ScalarEvent) -> Any:
        text = event.value
        for letter in invisible(text):
            self.refuse(event, "HUB107", f"must not hold the invisible character {described(letter)}", "delete it, also as an escape such as \\u202e")
        if event.style:  # plain is None or "" by parser
            return text
        if text in ("", "~", "null"):
            return None
        if text in ("true", "false"):
            return text == "true"
        if _DATE.fullmatch(text):
            try:
                return date.fromisoformat(text)
            except ValueError:
                self.refuse(event, "HUB114", f"must be a day that exists: {text}", "write the date as YYYY-MM-DD")
        elif _NUMBER.fullmatch(text):
            return int(text)
        elif _DECIMAL.fullmatch(text):
            return float(text)
        elif text.lower() in _BOOLEAN_WORDS:
            self.refuse(
                event, "HUB111", f"must not hold the bare word {text}, which YAML may read as true or false", f'write "{text}", true or false'
            )
        elif _SEXAGESIMAL.fullmatch(text):
            self.refuse(event, "HUB112", f"must not hold the bare value {text}, which YAML may read as a number in base 60", f'write "{text}"')
        elif _RESOLVER.resolve(yaml.ScalarNode, text, (True, False)) != _TEXT or _NUMBER_IN_YAML_1_2.fullmatch(text):
            message = f"must not hold the bare value {text[:60]}, which YAML may read as something else than text"
            self.refuse(event, "HUB113", message, "put it in double quotes, or write a plain number or date")
        return text

    def node(self, events: Any, event: Any, where: str, depth: int) -> Any:
        self.lines.setdefault(where, self.first_line + event.start_mark.line)
        if isinstance(event, yaml.AliasEvent):
            return self.refuse(event, "HUB115", f"must not hold the YAML alias *{event.anchor}", "write the value out again")
        if event.anchor is not None:
            self.refuse(event, "HUB115", f"must not hold the YAML anchor &{event.anchor}", "delete the anchor")
        if event.tag is not None:
            self.refuse(event, "HUB116", f"must not hold the YAML tag {event.tag}", "delete the tag and write the plain value")
        if depth > MAX_DEPTH:
            self.refuse(event, "HUB117", f"must not be nested deeper than {MAX_DEPTH} levels", "flatten it")
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            out: list[Any] = []
            while not isinstance(child := next(events), yaml.SequenceEndEvent):
                out.append(self.node(events, child, f"{where}.{len(out)}".lstrip("."), depth + 1))
            return out
        mapping: dict[str, Any] = {}
        while not isinstance(key := next(events), yaml.MappingEndEvent):
            name = self.key(events, key, depth)
            below = f"{where}.{name}".lstrip(".")
            if name in mapping:
                self.refuse(key, "HUB118", f"must not have the key {name} twice (first on line {self.lines[below]})", "delete one of them")
            self.lines.setdefault(below, self.first_line + key.start_mark.line)
            mapping[name] = self.node(events, next(events), below, depth + 1)
        return mapping

    def key(self, events: Any, event: Any, depth: int) -> str:
        if isinstance(event, yaml.ScalarEvent) and event.anchor is None and event.tag is None:
            if event.value == "<<" and not event.style:
                self.refuse(event, "HUB115", "must not hold the YAML merge key <<", "write the values out again")
            if not event.style and event.value.lower() in _BOOLEAN_WORDS:
                self.refuse(event, "HUB111", f"must not have the bare word {event.value} as a key", f'write "{event.value}"')
            return event.value
        self.refuse(event, "HUB119", "must have plain text as keys", "write 'key: value'")
        self.node(events, event, "", depth + 1)
        return ""


def read(path: str, text: str, first_line: int = 1) -> tuple[Any, dict[str, int], list[Problem]]:
    """The value, the line of each dotted key ('snippets.hooks.tip'), and the problems; the value is None when there are any."""
    value, lines, problems = read_for_faults(path, text, first_line)
    return (None if problems else value), lines, problems


def read_for_faults(path: str, text: str, first_line: int = 1) -> tuple[Any, dict[str, int], list[Problem]]:
    """The same, but with what could be made out of faulty YAML, so that its other faults can be told too; None where it cannot be parsed."""
    reader = _Reader(path, first_line)
    value: Any = None
    try:
        events = yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    reader.refuse(event, "HUB120", "must hold one YAML document", "delete the second '---'")
            elif isinstance(event, yaml.NodeEvent):
                value = reader.node(events, event, "", 0)
    except yaml.YAMLError as error:
        value = None
        mark = getattr(error, "problem_mark", None)
        line = first_line + (min(mark.line, text.count("\n")) if mark else 0)
        what = getattr(error, "problem", None) or str(error).splitlines()[0]
        reader.problems.append(
            Problem(
                path, line, "HUB110", f"must be valid YAML: {what}", "check indentation and colons; put text that holds ': ' or '#' in double quotes"
            )
        )
    except RecursionError:
        value = None
        reader.problems.append(Problem(path, first_line, "HUB117", f"must not be nested deeper than {MAX_DEPTH} levels", "flatten it"))
    return value, reader.lines, reader.problems
