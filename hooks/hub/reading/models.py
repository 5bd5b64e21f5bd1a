"""A raw YAML value into a frozen model, or one problem per fault, on its line."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from hub.problems import Problem

M = TypeVar("M", bound=BaseModel)

_WORDS = {
    "string_type": "must be text",
    "int_type": "must be a whole number",
    "bool_type": "must be true or false",
    "date_type": "must be a date, YYYY-MM-DD",
    "tuple_type": "must be a list",
    "dict_type": "must be keys and values",
    "model_type": "must be keys and values",
}


def _message(error: Mapping[str, Any]) -> str:
    context = error.get("ctx", {})
    match error["type"]:
        case "value_error":
            return str(context.get("error", error["msg"]))
        case "literal_error":
            return f"must be {context.get('expected')}"
        case "too_short" | "too_long":
            word = "at least" if error["type"] == "too_short" else "at most"
            return f"must have {word} {context.get('min_length', context.get('max_length'))} entries, has {context.get('actual_length')}"
        case kind if kind in _WORDS:
            return f"{_WORDS[kind]}, is {_shown(error['input'])}"
        case _:
            return f"must be right: {error['msg'][0].lower()}{error['msg'][1:]}"


def _shown(value: Any) -> str:
    names = {list: "a list", dict: "keys and values", type(None): "empty", bool: str(value).lower()}
    return names.get(type(value), repr(value)[:60])


def build(model: type[M], value: Any, path: str, lines: Mapping[str, int]) -> tuple[M | None, list[Problem]]:
    """The model, or None and its problems. `lines` maps dotted keys to lines; the nearest known key above a fault gives its line."""

    def line_of(location: tuple[Any, ...]) -> int:
        names = [str(part) for part in location]
        return next((lines[key] for depth in range(len(names), -1, -1) if (key := ".".join(names[:depth])) in lines), 1)

    first = min(lines.values(), default=1)
    if not isinstance(value, dict):
        return None, [Problem(path, first, "HUB121", f"must be keys and values, is {_shown(value)}", "write 'key: value' lines")]
    try:
        return model.model_validate(value), []
    except ValidationError as error:
        problems = []
        faults = error.errors()
        locations = [fault["loc"] for fault in faults]
        for fault in faults:
            if fault["type"] == "too_short" and any(other[: len(fault["loc"])] == fault["loc"] != other for other in locations):
                continue  # the entries are there, and wrong: said already
            where = ".".join(str(part) for part in fault["loc"])
            if fault["type"] == "extra_forbidden":
                near = difflib.get_close_matches(str(fault["loc"][-1]), [field.alias or name for name, field in model.model_fields.items()], 1)
                hint = f"did you mean {near[0]}? otherwise delete it" if near else "delete it, or check its name and indentation"
                problems.append(Problem(path, line_of(fault["loc"]), "HUB122", f"must not have the unknown key {where}", hint))
            elif fault["type"] == "missing":
                problems.append(Problem(path, line_of(fault["loc"][:-1]), "HUB123", f"must have the key {where}", f"add '{fault['loc'][-1]}: …'"))
            else:
                problems.append(Problem(path, line_of(fault["loc"]), "HUB124", f"{where} {_message(fault)}", f"correct {where}"))
        return None, problems
