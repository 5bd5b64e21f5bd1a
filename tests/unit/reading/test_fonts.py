"""The fonts that the program carries: what they must hold, and that what is read of them is what FreeType reads."""

from __future__ import annotations

import io
import itertools
import shutil
from pathlib import Path

import pytest
from PIL import ImageFont

from hub.model.fonts import UNITS, Fonts
from hub.model.places import LOCALES
from hub.reading.fonts import FACE_OF, FOLDER, WEIGHTS, load_fonts, path_of, read_fonts

MEGABYTE = 1_000_000


def _two_bytes(codec: str) -> set[str]:
    found: set[str] = set()
    for pair in itertools.product(range(0xA1, 0xFF), range(0x40, 0xFF)):
        try:
            found |= set(bytes(pair).decode(codec))
        except UnicodeDecodeError:
            continue
    return found


DEMANDED = {
    "Big5": _two_bytes("big5"),
    "GB 2312": _two_bytes("gb2312"),
    "Cantonese": set("嘅咗冇唔咩佢哋嗰喺嚟係啲咁嘢瞓攞搵嗌諗靚呃"),
    "ASCII": set(map(chr, range(0x20, 0x7F))),
    "Latin-1": set(map(chr, range(0xA0, 0x100))),
    "Latin Extended-A": set(map(chr, range(0x100, 0x180))),
    "signs": set("‘’“”–—…·•‰€£¥→←「」『』《》〈〉（），。！？：；、％①②③℃"),
}


@pytest.fixture(scope="module")
def fonts() -> Fonts:
    return load_fonts()


@pytest.mark.parametrize("name", DEMANDED)
def test_every_face_has_the_characters_that_were_promised(fonts: Fonts, name: str) -> None:
    assert len(DEMANDED[name]) > 15
    for face in fonts.faces.values():
        assert face.lacks("".join(sorted(DEMANDED[name]))) == []


def test_what_it_has_not_is_named_once_in_order(fonts: Fonts) -> None:
    assert fonts.faces["bold", "en"].lacks("a😀b\u0e01😀") == ["😀", "\u0e01"]


@pytest.mark.parametrize("weight", WEIGHTS)
@pytest.mark.parametrize("locale", LOCALES)
def test_widths_are_those_that_are_drawn(fonts: Fonts, weight: str, locale: str) -> None:
    """Read apart by FreeType, at a size where a unit is a pixel. Kerned pairs only move closer."""
    pen = ImageFont.truetype(str(path_of(weight)), UNITS, index=FACE_OF[locale], layout_engine=ImageFont.Layout.BASIC)
    face = fonts.faces[weight, locale]
    for letter in "AVTo.,’“1% 險险嘅「，Łšž€":
        assert abs(face.width(letter, UNITS) - pen.getlength(letter)) <= 1, letter
    assert face.width("AV", UNITS) < face.width("A", UNITS) + face.width("V", UNITS)
    assert face.width("HH", UNITS) == 2 * face.width("H", UNITS)
    assert face.width("險", 50) == 50


def _picture(locale: str, letter: str) -> bytes:
    pen = ImageFont.truetype(str(path_of("bold")), 64, index=FACE_OF[locale], layout_engine=ImageFont.Layout.BASIC)
    return bytes(pen.getmask(letter))


@pytest.mark.parametrize("letter", "骨角門，。")
def test_letters_have_the_form_of_the_place(letter: str) -> None:
    same = letter == "門"
    assert (_picture("zh-Hant", letter) == _picture("zh-Hans", letter)) is same


def test_no_letter_is_the_box_of_missing_ones() -> None:
    box = _picture("en", "\u0e01")
    assert box == _picture("en", "😀")
    for letter in "aŁğſ險险嘅":
        assert _picture("zh-Hant", letter) != box, letter


def test_the_fonts_are_small_enough_to_carry_and_their_licence_is_beside_them() -> None:
    assert sum(file.stat().st_size for file in FOLDER.iterdir()) < 12 * MEGABYTE
    licence = (FOLDER / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE" in licence and "Adobe" in licence and "Google" in licence
    for weight in WEIGHTS:
        assert "Noto" not in " ".join(ImageFont.truetype(io.BytesIO(path_of(weight).read_bytes()), 10).getname())


@pytest.mark.parametrize("spoilt", [b"", b"ttcf" + bytes(40), b"no font at all, and longer than any header is"])
def test_a_spoilt_font_is_a_problem_and_no_crash(tmp_path: Path, spoilt: bytes) -> None:
    shutil.copy(path_of("bold"), tmp_path)
    assert [problem.code for problem in read_fonts(tmp_path)[1]] == ["HUB806"]
    (tmp_path / "regular.ttc").write_bytes(spoilt)
    found, problems = read_fonts(tmp_path)
    assert found is None
    assert [problem.code for problem in problems] == ["HUB806"]
