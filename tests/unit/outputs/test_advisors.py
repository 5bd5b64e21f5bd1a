"""Advisors: what their pages say of a licence on which day, and their files, read back by vobject."""

from __future__ import annotations

import json
import re
from base64 import urlsafe_b64decode
from datetime import UTC, datetime

import pytest
import segno
import vobject
from lxml import etree

from hub.model.pages import AdvisorPage, Page
from hub.model.release import Site
from hub.outputs import advisors
from tests.conftest import INSTANT, SITE_URL, Project
from tests.firm import FILE, NAME, found


@pytest.fixture
def firm(library: Project) -> Project:
    found(library)
    return library


def site_of(project: Project, instant: datetime = INSTANT, *, shows_held: bool = False) -> Site:
    site = project.load(instant, shows_held=shows_held).site
    assert site is not None
    return site


def view(project: Project, locale: str = "en", instant: datetime = INSTANT, *, shows_held: bool = False) -> AdvisorPage:
    every: dict[str, Page] = {page.path: page for page in advisors.pages(site_of(project, instant, shows_held=shows_held))}
    content = every[f"{locale}/advisors/{NAME}/"].content
    assert isinstance(content, AdvisorPage)
    return content


def told(share: str) -> dict[str, str]:
    data = share.split("#profile=")[1]
    assert re.fullmatch(r"[A-Za-z0-9_-]+", data)
    return json.loads(urlsafe_b64decode(data + "=" * (-len(data) % 4)))


def test_without_advisors_there_is_nothing(library: Project) -> None:
    assert list(advisors.pages(site_of(library))) == []
    assert list(advisors.files(site_of(library))) == []


def test_each_language_has_a_list_a_page_and_a_licence_page(firm: Project) -> None:
    pages = {page.path: page for page in advisors.pages(site_of(firm))}
    expected = ("advisors/", f"advisors/{NAME}/", f"advisors/{NAME}/licence/")
    assert set(pages) == {f"{locale}/{path}" for locale in ("en", "zh-Hant", "zh-Hans") for path in expected}
    page = pages[f"zh-Hans/advisors/{NAME}/licence/"]
    assert page.title == "无名氏顾问的执照"
    assert [crumb.path for crumb in page.crumbs] == ["zh-Hans/", "zh-Hans/advisors/", f"zh-Hans/advisors/{NAME}/"]


@pytest.mark.parametrize(
    ("instant", "state"),
    [
        (datetime(2026, 11, 20, 23, 59, tzinfo=UTC), "valid"),
        (datetime(2026, 11, 21, tzinfo=UTC), "ends-soon"),
        (datetime(2026, 12, 20, 23, 59, tzinfo=UTC), "ends-soon"),
        (datetime(2026, 12, 21, tzinfo=UTC), "ended"),
    ],
)
def test_a_licence_ends_after_its_last_day(firm: Project, instant: datetime, state: str) -> None:
    hong_kong, taiwan = view(firm, instant=instant).licences
    assert (hong_kong.state, taiwan.state) == ("valid", state)
    assert bool(taiwan.share) == (state != "ended")


def test_the_share_library_opens_with_a_licence_in_force_only(firm: Project) -> None:
    later = datetime(2027, 1, 1, tzinfo=UTC)
    hong_kong, taiwan = view(firm, "zh-Hant", later).licences
    assert hong_kong.share.startswith("zh-Hant/share/#profile=") and taiwan.share == ""
    assert told(hong_kong.share) == {"name": "無名氏顧問", "company": "不存在公司", "licence": "ZZ0000", "place": "HK", "until": "2027-06-30"}
    assert view(firm, instant=later).is_licensed and [one.place for one in view(firm, instant=later).ended] == ["TW"]
    assert not view(firm, instant=datetime(2027, 7, 1, tzinfo=UTC)).is_licensed


def test_the_register_is_the_places_unless_the_licence_names_another(firm: Project) -> None:
    firm.edit("_data/authorities/TW.yml", "checked_on:", 'licence_register: {name: {en: "Fake list", zh-Hant: "假名單"}, url: "https://list.example/"}\nchecked_on:')
    own, places = 'check_at: {name: {en: "Fake file", zh-Hant: "假檔案"}, url: "https://register-tw.example/"}', ""
    assert [one.register.url for one in view(firm).licences if one.register] == ["https://register-hk.example/", "https://register-tw.example/"]
    firm.edit(FILE, f", {own}", places)
    assert [one.register.url for one in view(firm).licences if one.register] == ["https://register-hk.example/", "https://list.example/"]


def test_a_preview_promises_no_files(firm: Project) -> None:
    assert view(firm).vcard == f"en/advisors/{NAME}.vcf"
    preview = view(firm, shows_held=True)
    assert (preview.vcard, preview.qr_file) == ("", "")


def test_the_contact_is_read_by_another_program(firm: Project) -> None:
    firm.edit(FILE, "hours:", 'email: "ada@no-such-firm.example"\nphone: "+852 0000 0000"\nhours:')
    files = {artifact.path: artifact.data for artifact in advisors.files(site_of(firm, datetime(2026, 12, 25, tzinfo=UTC)))}
    data = files[f"en/advisors/{NAME}.vcf"]
    card = vobject.readOne(data.decode())
    assert card.version.value == "4.0"
    assert card.fn.value == "Ada, Advisor; of Nothing"
    assert card.org.value == ["No Such Firm Ltd"]
    assert (card.email.value, card.tel.value) == ("ada@no-such-firm.example", "tel:+852-0000-0000")
    assert card.url.value == f"{SITE_URL}en/advisors/{NAME}/"
    assert card.source.value == f"{SITE_URL}en/advisors/{NAME}.vcf"
    assert card.uid.value == f"tag:impossible.example,2026:advisors/{NAME}:en"
    assert [(one.value, one.params["PREF"]) for one in card.lang_list] == [("yue", ["1"]), ("en", ["2"])]
    assert card.socialprofile.value == "https://line.example/nobody" and card.socialprofile.params["SERVICE-TYPE"] == ["LINE"]
    assert card.note.value.split("\n") == [
        "A fictional person, for demonstration.",
        "Hong Kong: Carpet agent ZZ0000, valid until 30 June 2027",
        "Taiwan: Carpet solicitor 0000000000, ended on 20 December 2026",
    ]
    for each in (data for path, data in files.items() if path.endswith(".vcf")):
        lines = each.split(b"\r\n")
        assert lines[-1] == b"" and not any(b"\n" in line for line in lines)
        assert max(map(len, lines)) <= 75
        for line in lines:
            line.decode()
    assert "無名氏顧問" in files[f"zh-Hant/advisors/{NAME}.vcf"].decode()


def test_nothing_is_in_a_contact_that_was_not_given(firm: Project) -> None:
    data = next(artifact.data for artifact in advisors.files(site_of(firm)) if artifact.path.endswith(".vcf"))
    assert b"EMAIL" not in data and b"TEL" not in data


def test_the_code_leads_to_the_page(firm: Project) -> None:
    """Drawn modules, read back square by square, are those of the address; the quiet zone of four stays white."""
    size, path = view(firm).qr
    dark = set()
    for x, y, run in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", path):
        dark |= {(int(x) + step, int(y)) for step in range(int(run))}
    matrix = segno.make(f"{SITE_URL}en/advisors/{NAME}/", error="m", micro=False).matrix
    assert size == len(matrix) + 8
    assert dark == {(x + 4, y + 4) for y, row in enumerate(matrix) for x, module in enumerate(row) if module}
    svg = next(artifact.data for artifact in advisors.files(site_of(firm)) if artifact.path == f"en/advisors/{NAME}.svg")
    root = etree.fromstring(svg)
    assert root.get("viewBox") == f"0 0 {size} {size}" and root[1].get("d") == path


def test_the_same_bytes_twice(firm: Project) -> None:
    assert list(advisors.files(site_of(firm))) == list(advisors.files(site_of(firm, INSTANT.replace(hour=1))))
