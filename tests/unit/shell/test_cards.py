"""Cards on this machine: drawn once, remembered by all that goes into them, the same bytes from one process and from many."""

from __future__ import annotations

import dataclasses
import os
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from hub.composing.cards import SIZES, CardImage, all_cards
from hub.model.places import LOCALES
from hub.model.release import Site
from hub.shell import cards, memory
from hub.shell.project import Refused
from tests.conftest import PROJECT, Project

LARGEST = 300_000


@pytest.fixture
def site(approved: Project) -> Site:
    site = approved.load().site
    assert site is not None
    return site


@pytest.fixture
def some(site: Site) -> list[CardImage]:
    """One of each size and language, and no more."""
    return list({(card.use, card.words.locale): card for card in all_cards(site.releases, site.library)}.values())


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """The cards that are really drawn, by path; the memory is empty."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    paths: list[str] = []
    paint = cards.drawn

    def drawn(card: CardImage) -> bytes:
        paths.append(card.path)
        return paint(card)

    monkeypatch.setattr(cards, "drawn", drawn)
    return paths


def test_pngs_have_the_size_they_say_and_stay_small(some: list[CardImage], painted: list[str]) -> None:
    found, bad = cards.pictures(some)
    assert not bad and len(found) == len(some) == len(SIZES) * 3
    for card, data in found:
        assert data[:8] == b"\x89PNG\r\n\x1a\n" and data[-12:-4] == b"\0\0\0\0IEND"
        assert struct.unpack(">II", data[16:24]) == (card.width, card.height)
        assert len(data) < LARGEST
        assert not {b"tIME", b"tEXt", b"zTXt", b"iTXt", b"eXIf"} & {data[at : at + 4] for at in _chunks(data)}, "nothing that differs from day to day"


def _chunks(data: bytes) -> Iterator[int]:
    """Where the name of each chunk stands."""
    at = 8
    while at < len(data):
        yield at + 4
        at += 12 + struct.unpack(">I", data[at : at + 4])[0]


def test_the_same_card_is_the_same_bytes(some: list[CardImage]) -> None:
    assert [cards.drawn(card) for card in some] == [cards.drawn(card) for card in some]
    assert len({cards.drawn(card) for card in some}) == len(some)


def test_several_processes_draw_the_same_as_one(some: list[CardImage], painted: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Also when, as under MkDocs, the folder of the hooks is on nobody's path by then."""
    alone = list(cards._here_and_beside(some))
    assert len(painted) == len(some)
    monkeypatch.undo()
    monkeypatch.setattr(cards, "FEW", 0)
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: {0, 1}, raising=False)
    monkeypatch.setattr(sys, "path", [path for path in sys.path if Path(path).resolve() != PROJECT / "hooks"])
    before = list(sys.path)
    assert list(cards._here_and_beside(some)) == alone
    assert sys.path == before


def test_without_other_processes_all_are_drawn_here(some: list[CardImage], painted: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*args: object, **more: object) -> object:
        raise OSError("no more processes")

    monkeypatch.setattr(cards, "FEW", 0)
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: {0, 1}, raising=False)
    monkeypatch.setattr(cards, "ProcessPoolExecutor", none)
    assert len(cards.pictures(some)[0]) == len(painted) == len(some)


def test_a_second_build_draws_nothing(site: Site, painted: list[str]) -> None:
    first = cards.build(site)
    assert len(painted) == len(first) > 20
    painted.clear()
    assert cards.build(site) == first
    assert painted == []


def test_only_what_changed_is_drawn_again(approved: Project, painted: list[str]) -> None:
    cards.build(approved.load().site)  # type: ignore[arg-type]
    painted.clear()
    approved.edit("_data/topics.yml", 'en: "Motor insurance"', 'en: "Motors"')
    cards.build(approved.load().site)  # type: ignore[arg-type]
    assert painted and all(path.startswith("en/cards/") for path in painted)


def test_another_program_or_font_believes_nothing_of_this_ones(some: list[CardImage], painted: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    cards.pictures(some)
    painted.clear()
    monkeypatch.setattr(cards, "engine", lambda: "another")
    cards.pictures(some)
    assert len(painted) == len(some)


@pytest.mark.parametrize("spoil", [lambda data: b"", lambda data: data[:-1], lambda data: data[:40] + b"x" + data[41:], lambda data: data[32:]])
def test_a_spoilt_picture_is_drawn_again(some: list[CardImage], painted: list[str], spoil: object) -> None:
    good = cards.pictures(some[:2])
    painted.clear()
    for file in (memory.folder() / "cards").iterdir():
        file.write_bytes(spoil(file.read_bytes()))  # type: ignore[operator]
    assert cards.pictures(some[:2]) == good
    assert len(painted) == 2


def test_what_nobody_asked_for_in_months_is_forgotten(some: list[CardImage], painted: list[str]) -> None:
    cards.pictures(some[:2])
    folder = memory.folder() / "cards"
    old, new = sorted(folder.iterdir())
    os.utime(old, (10**9, 10**9))
    cards.pictures(some[2:3])
    assert not old.exists() and new.exists()


def test_without_a_place_all_are_drawn(some: list[CardImage], painted: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    for _ in range(2):
        assert len(cards.pictures(some[:2])[0]) == 2
    assert len(painted) == 4


def test_words_that_do_not_fit_refuse_the_build_and_name_the_file(site: Site, painted: list[str]) -> None:
    facts = site.library.site.model_copy(update={"name": dict.fromkeys(LOCALES, "A name without end, " * 9)})
    with pytest.raises(Refused) as refused:
        cards.build(dataclasses.replace(site, library=dataclasses.replace(site.library, site=facts)))
    said = str(refused.value)
    assert "HUB805" in said and "content/en/faq/motor/dragon-fire.md" in said and "the site's name" in said and "to fix: " in said


def test_progress_is_for_terminals_only(
    some: list[CardImage], painted: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cards, "FEW", 1)
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: {0}, raising=False)
    cards.pictures(some[:3])
    assert capsys.readouterr() == ("", "")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    cards.pictures(some[3:6])
    said = capsys.readouterr()
    assert said.out == "" and "3/3\n" in said.err
