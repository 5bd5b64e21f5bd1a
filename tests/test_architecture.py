"""The layers of DESIGN.md, section 2, and its invariants 1 and 9, held by reading the imports."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

HOOKS = Path(__file__).parent.parent / "hooks"
HUB = HOOKS / "hub"
LAYERS = (("problems",), ("text", "model"), ("reading", "composing"), ("checks", "approving"), ("site",), ("outputs",), ("shell",), ("cli",))
"""Lowest first. A package may import what stands below it, and itself; never a neighbour."""
RANK = {name: rank for rank, layer in enumerate(LAYERS) for name in layer}
MAY_TOUCH_THE_WORLD = {"reading", "shell", "cli"}
MODULES = sorted(HUB.rglob("*.py"))
HOOK_FILES = sorted(HOOKS.glob("*.py"))


def _name(path: Path) -> str:
    """hub.text.links"""
    parts = path.relative_to(HOOKS).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _package(module: str) -> str:
    """'text' of 'hub.text.links'; '' of 'hub'."""
    return ([*module.split("."), ""])[1]


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def _imports(tree: ast.AST, module: str, is_package: bool = False) -> Iterator[tuple[str, int]]:
    """(whole name of what is imported, line); `from hub import checks` gives hub.checks."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parents = module.split(".")[: len(module.split(".")) - node.level + (1 if is_package else 0)]
                base = ".".join([*parents, *([node.module] if node.module else [])])
            yield from ((f"{base}.{alias.name}", node.lineno) for alias in node.names)


def _breaches(module: str, tree: ast.AST, is_package: bool = False) -> list[str]:
    """What a module of hub imports that it must not."""
    found: list[str] = []
    mine = _package(module)
    for name, line in _imports(tree, module, is_package):
        root = name.split(".")[0]
        if root in ("mkdocs", "material"):
            found.append(f"{module}:{line} imports {name}: hub must not know MkDocs")
        if root != "hub" or not mine:
            continue
        theirs = _package(name)
        if theirs not in RANK:
            found.append(f"{module}:{line} imports {name}, which is in no layer")
        elif theirs != mine and RANK[theirs] >= RANK[mine]:
            found.append(f"{module}:{line} imports {name}, which is not below it")
        elif mine == theirs == "outputs" and not name.startswith("hub.outputs.artifact") and module != "hub.outputs":
            found.append(f"{module}:{line} imports {name}: outputs must not know each other, but for outputs.artifact")
    return found


def _dotted(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else "…"


_WORLD_MODULES = {
    "os",
    "subprocess",
    "time",
    "shutil",
    "tempfile",
    "socket",
    "urllib.request",
    "http",
    "glob",
    "random",
    "secrets",
    "locale",
    "platform",
    "io",
}
_WORLD_CALLS = {
    "open",
    "print",
    "input",
    "exec",
    "eval",
    "date.today",
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "Path.cwd",
    "Path.home",
    "Path.open",
}
_WORLD_METHODS = {
    "write_text", "write_bytes", "read_text", "read_bytes", "mkdir", "unlink", "rmdir", "touch", "iterdir", "glob", "rglob", "is_file", "is_dir",
    "is_symlink", "stat", "resolve", "expanduser", "symlink_to", "chmod", "samefile",
}  # fmt: skip


def _touches(module: str, tree: ast.AST) -> list[str]:
    """Disk, clock, environment, network, terminal and chance."""
    found = [
        f"{module}:{line} imports {name}"
        for name, line in _imports(tree, module)
        if name in _WORLD_MODULES or any(name.startswith(f"{one}.") for one in _WORLD_MODULES)
    ]
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = _dotted(node.func)
        last_two = ".".join(called.split(".")[-2:])
        if called in _WORLD_CALLS or last_two in _WORLD_CALLS or (isinstance(node.func, ast.Attribute) and node.func.attr in _WORLD_METHODS):
            found.append(f"{module}:{node.lineno} calls {called}")
    return found


_MUTATORS = {
    "append",
    "extend",
    "insert",
    "add",
    "update",
    "setdefault",
    "pop",
    "popitem",
    "remove",
    "discard",
    "clear",
    "sort",
    "reverse",
    "appendleft",
}


def _module_state(module: str, tree: ast.Module) -> list[str]:
    """`global` anywhere, and a dict, list or set of the module that a function changes."""
    found = [f"{module}:{node.lineno} uses global" for node in ast.walk(tree) if isinstance(node, ast.Global)]
    names: set[str] = set()
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) and node.value else []
        if targets and isinstance(getattr(node, "value", None), (ast.Dict, ast.List, ast.Set, ast.DictComp, ast.ListComp, ast.SetComp, ast.Call)):
            names |= {target.id for target in targets if isinstance(target, ast.Name)}
    for function in (node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))):
        own = {argument.arg for argument in [*function.args.args, *function.args.kwonlyargs, *function.args.posonlyargs]}
        own |= {node.id for node in ast.walk(function) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
        for node in ast.walk(function):
            changed: ast.AST | None = None
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _MUTATORS:
                changed = node.func.value
            elif isinstance(node, ast.Subscript) and isinstance(node.ctx, (ast.Store, ast.Del)):
                changed = node.value
            if isinstance(changed, ast.Name) and changed.id in names - own:
                found.append(f"{module}:{node.lineno} changes {changed.id} of the module")
    return found


def _late_imports(tree: ast.Module) -> list[int]:
    """Lines of imports that do not stand at the top of the file."""
    top = {id(node) for node in tree.body}
    return [node.lineno for node in ast.walk(tree) if isinstance(node, (ast.Import, ast.ImportFrom)) and id(node) not in top]


def test_there_is_something_to_judge() -> None:
    assert len(MODULES) > 20
    assert HOOK_FILES


def test_every_package_of_hub_has_its_layer() -> None:
    assert {_package(_name(path)) for path in MODULES} - {""} == set(RANK)


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_imports_go_down(path: Path) -> None:
    assert _breaches(_name(path), _tree(path), path.name == "__init__.py") == []


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_only_reading_shell_and_cli_touch_the_world(path: Path) -> None:
    if _package(_name(path)) not in MAY_TOUCH_THE_WORLD:
        assert _touches(_name(path), _tree(path)) == []


@pytest.mark.parametrize("path", [*MODULES, *HOOK_FILES], ids=_name)
def test_no_module_keeps_state(path: Path) -> None:
    assert _module_state(_name(path), _tree(path)) == []


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_hub_imports_at_the_top(path: Path) -> None:
    assert _late_imports(_tree(path)) == []


@pytest.mark.parametrize("path", HOOK_FILES, ids=_name)
def test_a_hook_is_thin(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 60


@pytest.mark.parametrize("path", HOOK_FILES, ids=_name)
def test_a_hook_imports_no_other_hook_and_hub_at_the_top_only(path: Path) -> None:
    tree = _tree(path)
    others = {other.stem for other in HOOK_FILES}
    assert [name for name, _ in _imports(tree, path.stem) if name.split(".")[0] in others] == []
    assert _late_imports(tree) == []


@pytest.mark.parametrize("path", HOOK_FILES, ids=_name)
def test_a_hook_bears_no_modules_name(path: Path) -> None:
    """MkDocs puts a hook into sys.modules under its file's name, where it would stand in for a library."""
    assert path.stem not in {"pagefind", "calendar", "html", "site", "markdown", "yaml", "hub", "json", "types", "copy"}


@pytest.mark.parametrize("path", HOOK_FILES, ids=_name)
def test_functions_called_on_something_are_events(path: Path) -> None:
    from mkdocs.plugins import EVENTS

    named = [node.name for node in _tree(path).body if isinstance(node, ast.FunctionDef) and node.name.startswith("on_")]
    assert {name.removeprefix("on_") for name in named} <= set(EVENTS)
    assert named


# The judges themselves: each finds what it is there to find


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("hub.text.a", "import hub.model.items"),
        ("hub.model.a", "from hub.text import plain"),
        ("hub.text.a", "from hub.reading.files import walk"),
        ("hub.reading.a", "from hub.composing import draft"),
        ("hub.composing.a", "from hub import reading"),
        ("hub.checks.a", "from hub.approving.digest import digest_of"),
        ("hub.approving.a", "def f():\n    from hub.site import load"),
        ("hub.outputs.a", "from hub.outputs.feeds import build"),
        ("hub.outputs.a", "from hub.outputs import feeds"),
        ("hub.outputs.a", "from . import feeds"),
        ("hub.text.a", "from ..model import items"),
        ("hub.site", "from hub.outputs.artifact import Artifact"),
        ("hub.shell.a", "import hub.cli"),
        ("hub.problems", "from hub.model import items"),
        ("hub.text.a", "import hub.helpers"),
        ("hub.shell.a", "from mkdocs.config import load_config"),
        ("hub.site", "import mkdocs"),
    ],
)
def test_a_breach_of_the_layers_is_seen(module: str, source: str) -> None:
    assert len(_breaches(module, ast.parse(source))) == 1


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("hub.text.a", "from hub.problems import Problem\nfrom hub.text.links import relative\nimport re"),
        ("hub.outputs.a", "from hub.outputs.artifact import Artifact\nfrom hub.outputs import artifact\nfrom hub.model.release import Site"),
        ("hub.cli.a", "from hub.site import load\nfrom hub.shell import disk"),
    ],
)
def test_what_the_layers_allow_passes(module: str, source: str) -> None:
    assert _breaches(module, ast.parse(source)) == []


@pytest.mark.parametrize(
    "source",
    [
        "open('a')",
        "Path('a').write_text('b')",
        "p.read_bytes()",
        "import os",
        "from os import environ",
        "import subprocess",
        "datetime.now()",
        "datetime.datetime.now(UTC)",
        "date.today()",
        "import time",
        "Path.cwd()",
        "from random import choice",
        "print('a')",
        "import urllib.request",
    ],
)
def test_a_touch_of_the_world_is_seen(source: str) -> None:
    assert _touches("hub.text.a", ast.parse(source))


@pytest.mark.parametrize(
    "source",
    [
        "import posixpath",
        "from datetime import datetime",
        "from pathlib import Path",
        "urllib.parse.quote('a')",
        "from urllib.parse import quote",
        "re.compile('a')",
        "text.count('a')",
    ],
)
def test_what_is_pure_passes(source: str) -> None:
    assert _touches("hub.text.a", ast.parse(source)) == []


@pytest.mark.parametrize(
    "source",
    [
        "a = 1\ndef f():\n    global a\n    a = 2",
        "a = []\ndef f():\n    a.append(1)",
        "a: dict[str, int] = {}\ndef f():\n    a['x'] = 1",
        "a = dict()\ndef f():\n    a.update(x=1)",
        "a = {1}\nclass B:\n    def f(self):\n        a.add(2)",
        "a = {}\ndef f():\n    del a['x']",
    ],
)
def test_state_kept_by_a_module_is_seen(source: str) -> None:
    assert len(_module_state("hub.text.a", ast.parse(source))) == 1


@pytest.mark.parametrize(
    "source",
    [
        "a = []\ndef f():\n    a = []\n    a.append(1)",
        "a = {}\ndef f(a):\n    a['x'] = 1",
        "a = {'x': 1}\ndef f():\n    return a['x']",
        "a = []\na.append(1)",
    ],
)
def test_state_of_a_function_passes(source: str) -> None:
    assert _module_state("hub.text.a", ast.parse(source)) == []
