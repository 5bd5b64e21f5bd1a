"""Share cards, drawn and remembered: fonts from the program's folder, pictures from this machine's memory, several processes for what is new.

The memory lies in the user's cache folder, never in the project, as decisions/0014 says of judgements. A picture's name there is the digest of all
that goes into it: its words, its size, the code that draws, the fonts, the versions of the packages. Deleting it costs time and nothing else.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import io
import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import PIL
from PIL import Image, ImageFont, features

from hub.composing.cards import CardImage, all_cards
from hub.model.fonts import Weight
from hub.model.places import Locale
from hub.model.release import Site
from hub.outputs.cards import DoesNotFit, draw
from hub.problems import Problem
from hub.reading.fonts import FACE_OF, load_fonts, path_of
from hub.shell import memory
from hub.shell.project import Refused

FEW = 48
"""So many are drawn sooner here than other processes have started."""
MOST_PROCESSES = 8
KEPT_FOR = 60 * 24 * 3600
"""Seconds after which a picture that no build asked for is forgotten."""
_ENGINE = tuple(
    """
    model/fonts.py composing/cards.py composing/mark.py outputs/cards.py reading/fonts.py shell/cards.py text/breaking.py text/pairs.py
    """.split()
)
_LEVEL = 6
"""Of compression: 9 takes four times as long for a tenth less."""


@functools.cache
def engine() -> str:
    """SHA-256 of the code that draws, the fonts, and the versions of what draws and compresses."""
    folder = Path(__file__).parent.parent
    versions = [PIL.__version__, features.version("freetype2"), features.version("zlib_ng"), features.version("zlib")]
    digest = hashlib.sha256(repr([versions, load_fonts().digest]).encode())
    for name in _ENGINE:
        digest.update(name.encode() + b"\0" + (folder / name).read_bytes())
    return digest.hexdigest()


def _key(card: CardImage) -> str:
    return hashlib.sha256(f"{engine()} {card.digest}".encode()).hexdigest()


def _recall(folder: Path, card: CardImage) -> bytes | None:
    """The picture that an earlier run kept; None where there is none, or its bytes are not those that were kept."""
    file = folder / _key(card)
    try:
        kept = file.read_bytes()
        os.utime(file)
    except OSError:
        return None
    return kept[32:] if kept[:32] == hashlib.sha256(kept[32:]).digest() else None


def _keep(folder: Path, card: CardImage, data: bytes) -> None:
    """A folder that cannot be written to is no failure."""
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder)
        with os.fdopen(handle, "wb") as stream:
            stream.write(hashlib.sha256(data).digest() + data)
        Path(name).replace(folder / _key(card))


def _forget(folder: Path) -> None:
    """Deletes what no build asked for in a long time."""
    with contextlib.suppress(OSError):
        for file in folder.iterdir():
            if file.stat().st_mtime < time.time() - KEPT_FOR:
                file.unlink()


@functools.cache
def _pen(weight: Weight, locale: Locale, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(path_of(weight)), size, index=FACE_OF[locale], layout_engine=ImageFont.Layout.BASIC)


def as_png(picture: Image.Image) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, "PNG", compress_level=_LEVEL)
    return stream.getvalue()


def drawn(card: CardImage) -> bytes:
    """One picture as a PNG file: the same bytes for the same card. Raises DoesNotFit."""
    return as_png(draw(card, load_fonts(), _pen))


def _attempted(card: CardImage) -> bytes | str:
    """The picture, or what does not fit on it."""
    try:
        return drawn(card)
    except DoesNotFit as error:
        return str(error)


def _here_and_beside(cards: Sequence[CardImage]) -> Iterator[bytes | str]:
    """Every picture in order: many of them in several processes, and in this one where the machine has no others to give."""
    done = 0
    count = min(MOST_PROCESSES, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)
    if len(cards) > FEW and count > 1:
        hooks = str(Path(__file__).resolve().parents[2])
        sys.path.insert(0, hooks)  # MkDocs takes it away after loading a hook; a new process is given what stands here when it starts
        try:
            with ProcessPoolExecutor(count, mp_context=multiprocessing.get_context("spawn")) as pool:
                for data in pool.map(_attempted, cards, chunksize=8):
                    yield data
                    done += 1
        except (OSError, BrokenProcessPool):
            pass
        finally:
            sys.path.remove(hooks)
    yield from map(_attempted, cards[done:])


def _progress(total: int) -> Callable[[int], None]:
    """Says on a terminal how many are drawn, and nothing anywhere else."""
    if total <= FEW or not sys.stderr.isatty():
        return lambda done: None

    def show(done: int) -> None:
        bar = "█" * (done * 30 // total)
        print(f"\rDrawing share cards {bar:░<30} {done}/{total}", end="\n" if done == total else "", file=sys.stderr, flush=True)

    return show


def pictures(cards: Iterable[CardImage]) -> tuple[list[tuple[CardImage, bytes]], list[tuple[CardImage, str]]]:
    """Every card with its PNG file, in the order given, and what does not fit. Only what is new is drawn."""
    wanted = list(cards)
    try:
        folder: Path | None = memory.folder() / "cards"
    except RuntimeError:  # nobody's home
        folder = None
    found: dict[str, bytes | str] = {}
    for card in wanted:
        kept = _recall(folder, card) if folder else None
        if kept is not None:
            found[card.digest] = kept
    missing = list({card.digest: card for card in wanted if card.digest not in found}.values())
    show = _progress(len(missing))
    for number, (card, data) in enumerate(zip(missing, _here_and_beside(missing), strict=True), 1):
        found[card.digest] = data
        if folder and isinstance(data, bytes):
            _keep(folder, card, data)
        show(number)
    if missing and folder:
        _forget(folder)
    good: list[tuple[CardImage, bytes]] = []
    bad: list[tuple[CardImage, str]] = []
    for card in wanted:
        data = found[card.digest]
        good.append((card, data)) if isinstance(data, bytes) else bad.append((card, data))
    return good, bad


def build(site: Site) -> list[tuple[CardImage, bytes]]:
    """Every card of the site with its PNG file, sorted by path. Raises Refused where the words of one do not fit."""
    good, bad = pictures(all_cards(site.releases, site.library))
    problems = []
    for card, what in bad:
        release = site.release(card.item, card.words.locale)
        path, line = (release.item.path, release.item.line_of("title")) if release else ("content/_data/site.yml", 1)
        message = f"the card of {card.item or 'the site'} [{card.words.locale}] in {card.width}x{card.height} must hold {what}, which is too long"
        problems.append(Problem(path, line, "HUB805", message, "shorten it, or put spaces into its longest word"))
    if problems:
        raise Refused(tuple(problems))
    return good
