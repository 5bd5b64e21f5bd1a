"""Every number here is a published specimen, one kept for fiction, a public hotline, or made of them: none is a person's."""

from __future__ import annotations

import re
import time
from pathlib import Path

import phonenumbers
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from hub.text.personal_data import KINDS, REGIONS, Found, find, is_card, is_hk_id, is_iban, is_sg_nric, is_tw_id, public_forms

ROOT = Path(__file__).parents[3]
NUMBERS = yaml.safe_load((ROOT / "content/_data/public-numbers.yml").read_text(encoding="utf-8"))
LISTED = public_forms(one["number"] for key in ("hotlines", "test_numbers") for one in NUMBERS[key])
NOBODY: frozenset[str] = frozenset()


def found(text: str, regions: tuple[str, ...] = REGIONS, public: frozenset[str] = NOBODY) -> list[tuple[str, str]]:
    return [(one.kind, text[one.start : one.end]) for one in find(text, regions, public)]


ONE_EACH = {
    "us_ssn": "536-90-4399",
    "us_itin": "912-90-3456",
    "cn_id": "11010519491231002X",
    "in_aadhaar": "2341 2341 2346",
    "in_pan": "ACUPA7085R",
    "uk_nino": "AA 12 34 56 A",
    "hk_id": "A123456(3)",
    "tw_id": "A123456789",
    "sg_nric": "S1234567D",
    "card": "4111 1111 1111 1111",
    "iban": "GB82 WEST 1234 5698 7654 32",
    "email": "jane.doe@mail.test.org",
    "phone": "0800-789-885",
    "medicare_id": "1EG4-TE5-MK73",
}
LABELLED = [
    ("us_ssn", "SSN: ", "536904399"),
    ("us_ssn", "Her social security number is ", "536 90 4399"),
    ("us_ssn", "社會安全號碼（SSN）為", "536904399"),
    ("us_itin", "ITIN ", "912903456"),
    ("in_aadhaar", "Aadhaar no. ", "234123412346"),
    ("in_pan", "PAN: ", "acupa7085r"),
    ("uk_nino", "national insurance number ", "aa123456a"),
    ("uk_nhs", "NHS number: ", "943 476 5919"),
    ("uk_nhs", "NHS No. ", "9434765919"),
    ("uk_utr", "UTR ", "1955839661"),
    ("uk_utr", "Unique Taxpayer Reference: ", "19558 39661"),
    ("hk_id", "身份證號碼：", "A1234563"),
    ("hk_id", "HKID ", "a123456(3)"),
    ("tw_id", "身分證字號 ", "a123456789"),
    ("sg_nric", "NRIC ", "s1234567d"),
    ("medicare_id", "Medicare number: ", "1eg4te5mk73"),
    ("ie_pps", "PPS number ", "6433435F"),
    ("ie_pps", "PPSN: ", "6433435OA"),
    ("policy_number", "policy no. ", "AB-123456"),
    ("policy_number", "**Policy number:** ", "2026/00017"),
    ("policy_number", "Claim #", "C55501"),
    ("policy_number", "my claim number is ", "HK 0099887"),
    ("policy_number", "保單號碼：", "P12345678"),
    ("policy_number", "保单号", "88000123"),
    ("policy_number", "理賠編號為", "T-2026-0042"),
]


@pytest.mark.parametrize(("kind", "value"), ONE_EACH.items())
def test_each_kind_is_found_in_english_and_chinese(kind: str, value: str) -> None:
    assert found(f"Write {value}, please.") == [(kind, value)]
    assert found(f"請填{value}。") == [(kind, value)]


@pytest.mark.parametrize(("kind", "label", "value"), LABELLED)
def test_a_label_lets_a_weak_number_speak(kind: str, label: str, value: str) -> None:
    assert found(f"{label}{value}.") == [(kind, value)]


@pytest.mark.parametrize(("kind", "label", "value"), [one for one in LABELLED if one[0] != "policy_number" and "(" not in one[2]])
def test_a_weak_number_without_its_label_is_silent(kind: str, label: str, value: str) -> None:
    assert kind not in [one[0] for one in found(f"Order {value}.")]


@pytest.mark.parametrize(("kind", "value"), ONE_EACH.items())
def test_full_width_letters_are_letters(kind: str, value: str) -> None:
    wide = "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in value)
    assert found(f"填{wide}。") == [(kind, wide)]


@pytest.mark.parametrize("unseen", ["\u200b", "\u2060", "\ufeff", "\u00ad"])
def test_invisible_letters_hide_nothing(unseen: str) -> None:
    hidden = unseen.join("A123456789")
    assert found(f"看{unseen}{hidden}") == [("tw_id", hidden)]


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("card", "4111-1111-1111-1111"),
        ("card", "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1"),
        ("card", "3782 822463 10005"),
        ("tw_id", "A123-456-789"),
        ("tw_id", "A800000014"),
        ("sg_nric", "S 1234567 D"),
        ("sg_nric", "F1234567N"),
        ("sg_nric", "G1234567X"),
        ("sg_nric", "T1234567J"),
        ("sg_nric", "M1234567K"),
        ("hk_id", "A 123456 (3)"),
        ("cn_id", "110105 1949 1231 002X"),
        ("iban", "GB82WEST12345698765432"),
        ("iban", "DE89 3704 0044 0532 0130 00"),
        ("uk_nino", "AA123456A"),
        ("in_aadhaar", "2341-2341-2346"),
        ("us_ssn", "536–90–4399"),
    ],
)
def test_other_ways_to_write_it(kind: str, value: str) -> None:
    assert found(f"so {value} then") == [(kind, value)]


@pytest.mark.parametrize(("region", "value"), [(one, phonenumbers.example_number(one)) for one in REGIONS])
def test_telephones_of_every_region(region: str, value: phonenumbers.PhoneNumber) -> None:
    national = phonenumbers.format_number(value, phonenumbers.PhoneNumberFormat.NATIONAL)
    abroad = phonenumbers.format_number(value, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    assert [one[0] for one in found(f"Ring {national} today", (region,))] == ["phone"]
    assert found(f"Ring {abroad} today", (region,)) == [("phone", abroad)]
    assert found(f"Ring {national} or {abroad} today", ()) == []


def test_only_the_regions_asked_for_are_read() -> None:
    assert found("020 7946 0123", ("GB",)) == [("phone", "020 7946 0123")]
    assert found("020 7946 0123", ("SG",)) == []


def test_a_link_is_no_telephone_but_one_that_dials_is() -> None:
    assert found("https://pages.example/0800789885 and https://pages.example/4111111111111111") == []
    assert found("https://wa.me/886800789885") == [("phone", "886800789885")]


@pytest.mark.parametrize(
    "text",
    [
        "", "No figures at all, and no address.", "In 2024-2025, from 2026-11-22 to 22/11/2026.", "20261122", "2024 2025 2026",
        "HK$ 25000000 or US$1,000,000 or 25000000元 or 新台幣 25000000", "80 000 000 people", "Section 284-50-060", "form 12345678",
        "licence no. 63278878", "UEN 201912345K", "統編 04595257", "version 3.14159265", "Term 10, 15, 20 and 30 years.", "1998, 165 or 12378",
        "4111 1111 1111 1112", "A123456788", "S1234567E", "A123456(4)", "GB83 WEST 1234 5698 7654 32", "11010519491231002Y",
        "GB123456A", "QQ 12 34 56 C", "666-90-4399", "000-12-3456", "policy number for 2026 forms", "the claim number within 30 days",
        "policy no. 12", "保單號碼在首頁", "ABCCA1234F", "info@broker.com.tw", "customer-service@insurer.com", "Privacy@insurer.com",
        "jane@example.com", "jane@mail.example.org", "jane@example.com.tw", "@jane and @jane@social.org", "a@b", "CVE-2026-123456",
    ],
)  # fmt: skip
def test_what_is_nobodys_stays(text: str) -> None:
    assert found(text) == []


CHECKED = {
    "cn_id": "11010519491231002X",
    "hk_id": "A123456(3)",
    "sg_nric": "S1234567D",
    "card": "4111111111111111",
    "iban": "GB82WEST12345698765432",
    "in_aadhaar": "2341 2341 2346",
    "uk_nhs": "943 476 5919",
    "ie_pps": "6433435F",
}
LABELS = {"uk_nhs": "NHS number ", "ie_pps": "PPS "}


@pytest.mark.parametrize(("kind", "value"), CHECKED.items())
def test_every_wrong_digit_is_refused(kind: str, value: str) -> None:
    label = LABELS.get(kind, "")
    assert (kind, value) in found(label + value, ())
    for at, letter in enumerate(value):
        for other in "0123456789" if letter.isdigit() else "":
            if other != letter:
                assert kind not in [one[0] for one in found(label + value[:at] + other + value[at + 1 :], ())]


def test_taiwan_weights_catch_what_they_can() -> None:
    """Weights 8, 6, 4 and 2 cannot tell two digits that are five apart, nor weight 5 two that are even apart: that is the law's own check."""
    number, weights = "A123456789", (8, 7, 6, 5, 4, 3, 2, 1, 1)
    assert is_tw_id(number)
    for at, weight in enumerate(weights, start=1):
        for other in "0123456789" if at > 1 else "1289":
            apart = (int(other) - int(number[at])) * weight
            assert is_tw_id(number[:at] + other + number[at + 1 :]) == (apart % 10 == 0)


@pytest.mark.parametrize("check", [is_hk_id, is_tw_id, is_sg_nric, is_card, is_iban])
@given(st.text(max_size=20) | st.from_regex(r"[A-Z]{0,2}[0-9A-Z]{5,20}", fullmatch=True))
def test_a_check_takes_any_text(check: object, text: str) -> None:
    assert check(text) in (True, False)  # type: ignore[operator]


@given(st.integers(0, 9999999), st.sampled_from("STFGM"))
def test_one_letter_in_eleven_fits_a_singapore_number(number: int, first: str) -> None:
    assert sum(is_sg_nric(f"{first}{number:07}{letter}") for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 1


@given(st.integers(0, 999999), st.from_regex(r"[A-Z]{1,2}", fullmatch=True))
def test_one_digit_in_eleven_fits_a_hong_kong_number(number: int, letters: str) -> None:
    assert sum(is_hk_id(f"{letters}{number:06}{last}") for last in "0123456789A") == 1


def test_two_letters_of_a_hong_kong_number_count_too() -> None:
    assert is_hk_id("AB9876543")


# --- what may stand --------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("one", [*NUMBERS["hotlines"], *NUMBERS["test_numbers"]], ids=lambda one: one["number"])
def test_a_listed_number_may_stand(one: dict[str, object]) -> None:
    number = str(one["number"])
    assert found(f"Call {number.replace('x', '7')} now; NHS number {number.replace('x', '7')}", public=LISTED) == []


@pytest.mark.parametrize(
    "text",
    [
        "0800 789 885", "+886 800 789 885", "+44 800 023 4567", "0800 0234567", "6327-8878", "+65 63278878", "(800) 633-4227", "+1 800 633 4227",
        "020 7946 0999", "+44 (0)20 7946 0123", "07700 900 000", "+1 202-555-0143", "(415) 555 0199", "４１１１１１１１１１１１１１１１",
    ],
)  # fmt: skip
def test_a_listed_number_may_stand_however_it_is_written(text: str) -> None:
    assert found(f"Ring {text}.", public=LISTED) == []


@pytest.mark.parametrize("text", ["0800-789-886", "020 7946 1000", "+1 202-555-0200", "4012 8888 8888 1881"])
def test_the_number_beside_a_listed_one_may_not(text: str) -> None:
    assert len(found(f"Ring {text}.", public=LISTED)) == 1


def test_a_listed_address_may_stand_in_any_case() -> None:
    public = public_forms(["Jane.Doe@insurer.com"])
    assert found("jane.doe@Insurer.com", public=public) == []
    assert found("john.doe@insurer.com", public=public) == [("email", "john.doe@insurer.com")]


def test_a_listed_number_hides_no_other() -> None:
    assert found("0800-789-885 / 0800-789-886", public=LISTED) == [("phone", "0800-789-886")]


def test_the_list_is_whole() -> None:
    """Every hotline of the authorities is listed, and every entry says why it may stand."""
    for path in sorted((ROOT / "content/_data/authorities").glob("*.yml")):
        hotline = yaml.safe_load(path.read_text(encoding="utf-8")).get("hotline")
        assert hotline is None or public_forms([hotline["number"]]) <= LISTED
    assert all(one["name"].keys() == {"en", "zh-Hant"} and len(one["place"]) == 2 for one in NUMBERS["hotlines"])
    assert all(one["why"]["en"] for one in NUMBERS["test_numbers"])


# --- together --------------------------------------------------------------------------------------------------------------------------------


def test_the_more_specific_of_two_readings_is_told() -> None:
    assert found("policy no. 4111111111111111") == [("card", "4111111111111111")]
    assert found("claim no. 0800789885") == [("policy_number", "0800789885")]


def test_finds_come_in_order() -> None:
    text = "A123456789 then jane@doe.org then 0800-789-885 then 4111 1111 1111 1111"
    assert [one[0] for one in found(text)] == ["tw_id", "email", "phone", "card"]


def test_the_mask_shows_two_letters() -> None:
    assert list(find("id A123456789", (), NOBODY)) == [Found("tw_id", 3, 13, "tw_id …89")]
    assert [one.masked for one in find("A123456(3)", (), NOBODY)] == ["hk_id …63"]


PIECES = st.one_of(
    st.sampled_from(
        [*ONE_EACH.values(), *(label + value for _, label, value in LABELLED), "@", "policy no. ", "NHS number ", "保單號碼", "https://a.example/"]
    ),
    st.text(st.sampled_from("0123456789 -+()/.@Aa１２３（）\u200b保，\n"), max_size=24),
    st.text(max_size=8),
)


@given(st.lists(PIECES, max_size=8).map("".join), st.sampled_from([(), ("HK", "US"), REGIONS]))
def test_any_text_is_read_and_nothing_is_told_in_full(text: str, regions: tuple[str, ...]) -> None:
    at = 0
    for one in find(text, regions, LISTED):
        assert at <= one.start < one.end <= len(text)
        assert one.kind in KINDS
        shown = one.masked.removeprefix(f"{one.kind} …")
        assert one.masked != shown and len(shown) <= 2
        assert len(text[one.start : one.end]) > len(shown) + 2
        at = one.end


@given(st.lists(st.sampled_from(sorted(ONE_EACH.values())), min_size=1, max_size=5))
def test_neighbours_do_not_hide_each_other(values: list[str]) -> None:
    assert [one[1] for one in found("; ".join(values))] == values


HOSTILE = {
    "digits": "1" * 100_000,
    "digit by digit": "4 " * 50_000,
    "numbers": "123-45-6789 " * 8_000,
    "pluses": "+1-2" * 25_000,
    "brackets": "(" * 100_000 + "1234567",
    "signs": "a@" * 50_000,
    "dots": "a." * 50_000 + "@",
    "labels": "policy no. 12/34-5" * 5_500,
    "links": "https://a.example/1234567 " * 4_000,
    "telephones": "02 2771 8888, " * 7_000,
    "invisible": "1\u200b" * 50_000,
    "identity cards": "2341 2341 2346, " * 6_000,
    "accounts": "GB82 WEST 1" * 9_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_ends_soon(name: str) -> None:
    """100,000 letters need up to 0.5 s here; the limit leaves room for a slow machine."""
    before = time.process_time()
    list(find(HOSTILE[name], REGIONS, NOBODY))
    assert time.process_time() - before < 2.5


def test_an_article_is_quick() -> None:
    """1 ms measured for 6,000 letters with a few numbers and eight regions; the best of five counts."""
    line = "In 2026 a policy with an excess of 3,000 pays 80% of 12,500 after 30 days, says section 4 of the terms. "
    text = (line * 60)[:5900] + " Call 0800-789-885 or +44 20 7946 0123."
    spent = []
    for _ in range(5):
        before = time.process_time()
        list(find(text, REGIONS, LISTED))
        spent.append(time.process_time() - before)
    assert min(spent) < 0.015


def test_the_kinds_are_all_tried() -> None:
    assert set(KINDS) == {*ONE_EACH, *(kind for kind, _, _ in LABELLED)}
    assert all(re.fullmatch("[a-z_]+", kind) for kind in KINDS)
