"""The command line, in the golden library."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest

from hub.cli.__main__ import main
from tests.conftest import SITE_URL, Project

Hub = Callable[..., tuple[int, str, str]]


@pytest.fixture
def hub(library: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Hub:
    """`hub('check', stdin='…')`: (exit status, what was printed, what was complained)."""
    (library.root / "mkdocs.yml").write_text(f'site_url: !ENV [NO_SUCH_VARIABLE, "{SITE_URL}"]\nhooks: [a.py]\n', encoding="utf-8")
    monkeypatch.setenv("HUB_ROOT", str(library.root))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796126400")

    def run(*arguments: str, stdin: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        status = main(list(arguments))
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return run
