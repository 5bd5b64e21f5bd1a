"""Numbers and addresses that point at one person: identity, tax, health, bank and policy numbers, telephones, e-mail.

Nothing is looked up: a number is found by its shape, its check digit and the words before it, so a find is a question to the editor and not a proof.
A check digit alone lets random figures through (8 % of 12 digits pass as Aadhaar, 89 % of 9 digits as SSN, measured with python-stdnum 2.2),
which is why weak numbers need a label or their usual dashes. What is reported never repeats more than two of the letters found.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

import phonenumbers
from stdnum.cn import ric
from stdnum.gb import nhs, utr
from stdnum.ie import pps
from stdnum.in_ import aadhaar, pan
from stdnum.us import itin, ssn

REGIONS = ("TW", "HK", "CN", "SG", "GB", "US", "IE", "IN")
"""The places whose telephone numbers the hub can meet, by ISO 3166."""

KINDS = (
    "iban", "card", "cn_id", "medicare_id", "us_itin", "us_ssn", "uk_nino", "tw_id", "sg_nric", "hk_id", "in_pan", "in_aadhaar",
    "uk_nhs", "uk_utr", "ie_pps", "email", "policy_number", "phone",
)  # fmt: skip
"""The most specific first: of two kinds that fit the same letters, the earlier is reported."""


@dataclass(frozen=True)
class Found:
    """text[start:end] looks like one person's; `masked` is the kind and its last two letters or digits: 'us_ssn …89'."""

    kind: str
    start: int
    end: int
    masked: str


@dataclass(frozen=True)
class _Place:
    kind: str
    start: int
    end: int
    is_public: bool


@dataclass(frozen=True)
class _Cluster:
    """A stretch with digits on one line; `digits` is how many it has."""

    start: int
    end: int
    digits: int


# --- one form for what a reader takes as the same -----------------------------------------------------------------------------------------

_SAME = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_SAME |= dict.fromkeys(map(ord, "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t"), " ")
_SAME |= dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63"), "-")
_OTHER_DIGIT = re.compile(r"(?![0-9])\d")
_UNSEEN = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\u20e3\ufe0f\ufeff]")
_NEEDS_WORK = re.compile(r"[0-9@]|\d|\uff20")


def _plain(text: str) -> tuple[str, Sequence[int]]:
    """The text in half-width letters without invisible ones, and for each letter left its place in the original."""
    origins: Sequence[int] = range(len(text))
    if _UNSEEN.search(text):
        origins = [at for at, letter in enumerate(text) if not _UNSEEN.match(letter)]
        text = "".join(text[at] for at in origins)
    if not text.isascii():
        text = _OTHER_DIGIT.sub(lambda match: str(unicodedata.decimal(match[0])), text.translate(_SAME))
    return text, origins


def _compact(value: str) -> str:
    return "".join(letter for letter in value if letter.isalnum())


# --- what is public --------------------------------------------------------------------------------------------------------------------------

_LONGEST_RANGE = 4


def public_forms(numbers: Iterable[str]) -> frozenset[str]:
    """What `find` takes as `public`: numbers as bare letters and digits, addresses in lower case.

    A small x at the end stands for any digit ('07700 900xxx'). A number with its country code is allowed without it too.
    """
    forms: set[str] = set()
    for number in numbers:
        plain = _plain(number)[0]
        if "@" in plain:
            forms.add(plain.strip().lower())
            continue
        open_places = re.search(r"x*$", plain.strip())
        wild = open_places[0] if open_places else ""
        form = _compact(plain).removesuffix(wild).upper() + wild
        forms.add(form)
        if len(form) == 11 and form.startswith("1") and form[1:].isdigit():
            forms.add(form[1:])
        if plain.strip().startswith("+"):
            try:
                read = phonenumbers.parse(plain.replace("x", "0"), None)
            except phonenumbers.NumberParseException:
                continue
            national = phonenumbers.national_significant_number(read)
            kept = (national.removesuffix("0" * len(wild)) if wild else national) + wild
            forms.update((kept, "0" + kept))
    return frozenset(forms)


def _is_public(forms: Iterable[str], public: frozenset[str]) -> bool:
    return any(form in public or any(form[:-many] + "x" * many in public for many in range(1, _LONGEST_RANGE + 1)) for form in forms)


# --- check digits ----------------------------------------------------------------------------------------------------------------------------


def is_hk_id(number: str) -> bool:
    """Hong Kong identity card, 'A1234563': letters 10 to 35, a missing first letter 36, weights 9 to 1, sum divisible by 11."""
    if not re.fullmatch(r"[A-Z]{1,2}[0-9]{6}[0-9A]", number):
        return False
    values = [36] * (9 - len(number)) + [int(letter, 36) for letter in number]
    return sum(value * weight for value, weight in zip(values, range(9, 0, -1), strict=True)) % 11 == 0


_TW_LETTERS = "ABCDEFGHJKLMNPQRSTUVXYWZIO"
"""In the order of their numbers: A is 10, O is 35."""


def is_tw_id(number: str) -> bool:
    """Taiwan identity card or residence permit, 'A123456789': the letter as two digits, weights 1 9 8 … 1 1, sum divisible by 10."""
    if not re.fullmatch(r"[A-Z][1289][0-9]{8}", number):
        return False
    letter = 10 + _TW_LETTERS.index(number[0])
    values = [letter // 10, letter % 10, *map(int, number[1:])]
    return sum(value * weight for value, weight in zip(values, (1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1), strict=True)) % 10 == 0


_SG_LETTERS = {"S": "JZIHGFEDCBA", "T": "JZIHGFEDCBA", "F": "XWUTRQPNMLK", "G": "XWUTRQPNMLK", "M": "XWUTRQPNJLK"}
_SG_ADDED = {"S": 0, "T": 4, "F": 0, "G": 4, "M": 3}


def is_sg_nric(number: str) -> bool:
    """Singapore NRIC or FIN, 'S1234567D': weights 2 7 6 5 4 3 2, the remainder by 11 chooses the letter from the first letter's table."""
    if not re.fullmatch(r"[STFGM][0-9]{7}[A-Z]", number):
        return False
    first = number[0]
    total = _SG_ADDED[first] + sum(int(digit) * weight for digit, weight in zip(number[1:8], (2, 7, 6, 5, 4, 3, 2), strict=True))
    return _SG_LETTERS[first][total % 11] == number[8]


_DOUBLED = dict(zip("0123456789", (0, 2, 4, 6, 8, 1, 3, 5, 7, 9), strict=True))
_CARD = re.compile(
    r"4(?:\d{12}|\d{15}|\d{18})"  # Visa
    r"|(?:5[1-5]\d\d|222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720)\d{12}"  # Mastercard
    r"|3[47]\d{13}"  # American Express
    r"|3(?:0[0-5]|[689]\d)\d{11}"  # Diners
    r"|(?:64[4-9]\d|6[025]\d\d|35(?:2[89]|[3-8]\d)|508\d|8[12]\d\d)\d{12,15}"  # Discover, UnionPay, JCB, RuPay
    r"|(?:5018|5020|5038|5893|6304|6759|676[1-3])\d{9,15}"  # Maestro
)


def is_card(number: str) -> bool:
    """A payment card's number: 13 to 19 digits, a known issuer's first digits and length, and Luhn's check."""
    if not _CARD.fullmatch(number):
        return False
    return (sum(map(int, number[-1::-2])) + sum(_DOUBLED[digit] for digit in number[-2::-2])) % 10 == 0


_IBAN_LENGTHS = {
    country: int(length)
    for length, countries in (
        line.split(":")
        for line in (
            "15:NO|16:BE|18:DK FI FO GL NL SD FK|19:MK SI|20:AT BA EE KZ LT LU XK MN|21:CH HR LI LV|22:BG BH CR DE GB GE IE ME RS VA|"
            "23:AE GI IL IQ TL SO OM|24:AD CZ ES MD PK RO SA SE SK TN VG|25:PT ST LY|26:IS TR|27:FR GR IT MC MR SM BI DJ|"
            "28:AL AZ CY DO GT HU LB PL BY SV NI|29:BR PS QA EG UA|30:JO KW MU YE|31:MT SC|32:LC|33:RU"
        ).split("|")
    )
    for country in countries.split()
}
"""ISO 13616: how many letters an account number of each country has."""


def is_iban(number: str) -> bool:
    """An account number in ISO 13616's form: its country's length, and the remainder 1 by 97."""
    if len(number) != _IBAN_LENGTHS.get(number[:2]) or not number.isalnum() or not number.isascii():
        return False
    return int("".join(str(int(letter, 36)) for letter in number[4:] + number[:4])) % 97 == 1


# --- kinds with a shape ----------------------------------------------------------------------------------------------------------------------

_OPEN, _SHUT = r"(?<![0-9A-Za-z])", r"(?![0-9A-Za-z])"
_ALONE_OPEN, _ALONE_SHUT = rf"{_OPEN}(?<![0-9][ -])", rf"{_SHUT}(?![ -][0-9])"
_BEFORE = 48
"""How many letters back a label may begin."""


def _label(words: str) -> re.Pattern[str]:
    """One of `words`, and up to 20 letters of the same sentence between it and the value."""
    return re.compile(rf"(?:{words})[^0-9\n;。；!?！？]{{0,20}}$", re.IGNORECASE)


_ID_WORDS = r"身[分份][證证]|居留[證证]|identity card|\bi\.?d\.? (?:card|no|number)"


@dataclass(frozen=True)
class _Shape:
    """How one kind is written. `bare` decides whether it counts without its label; None is never."""

    kind: str
    digits: int
    shape: re.Pattern[str]
    is_valid: Callable[[str], bool]
    label: re.Pattern[str] | None = None
    bare: Callable[[str], bool] | None = None


def _always(value: str) -> bool:
    return True


def _in_capitals(value: str) -> bool:
    return value == value.upper()


def _with_dashes(value: str) -> bool:
    return value[3] == "-" and value[-5] == "-"


def _in_fours(value: str) -> bool:
    groups = re.split("[ -]", value)
    return len(groups) == 3 and not all(re.match("19|20", group) for group in groups)


def _in_brackets(value: str) -> bool:
    return value.endswith(")") and _in_capitals(value)


def _of_a_person(value: str) -> bool:
    return value[3] == "P" and _in_capitals(value)


_NOT_NINO = frozenset(("BG", "GB", "KN", "NK", "NT", "TN", "ZZ"))
_NINE = re.compile(rf"{_ALONE_OPEN}[0-9]{{3}}[ -]?[0-9]{{2}}[ -]?[0-9]{{4}}{_ALONE_SHUT}")
_TEN = re.compile(rf"{_ALONE_OPEN}[0-9]{{3}}[ -]?[0-9]{{3}}[ -]?[0-9]{{4}}{_ALONE_SHUT}")
_MBI = "[AC-HJKMNP-RT-Y]"
_MBI_ANY = "[0-9AC-HJKMNP-RT-Y]"
_SHAPES = (
    _Shape("us_ssn", 9, _NINE, ssn.is_valid, _label(r"\bssn\b|social security|社[會会]安全|社安"), _with_dashes),
    _Shape("us_itin", 9, _NINE, itin.is_valid, _label(r"\bitin\b|individual taxpayer|[報报]稅[編编]?[號号]|[納纳]稅"), _with_dashes),
    _Shape(
        "cn_id", 17, re.compile(rf"{_ALONE_OPEN}[0-9]{{6}}[ -]?[0-9]{{4}}[ -]?[0-9]{{4}}[ -]?[0-9]{{3}}[0-9Xx]{_SHUT}"), ric.is_valid, bare=_always,
    ),
    _Shape(
        "in_aadhaar", 12, re.compile(rf"{_ALONE_OPEN}[2-9][0-9]{{3}}[ -]?[0-9]{{4}}[ -]?[0-9]{{4}}{_ALONE_SHUT}"), aadhaar.is_valid,
        _label(r"aadh?aar|\buidai\b|आधार"), _in_fours,
    ),
    _Shape("in_pan", 4, re.compile(rf"{_OPEN}[A-Z]{{5}}[0-9]{{4}}[A-Z]{_SHUT}", re.IGNORECASE), pan.is_valid,
           _label(r"\bpan\b|permanent account"), _of_a_person),
    _Shape(
        "uk_nino", 6,
        re.compile(rf"{_OPEN}[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][ -]?[0-9]{{2}}[ -]?[0-9]{{2}}[ -]?[0-9]{{2}}[ -]?[A-D]{_SHUT}", re.IGNORECASE),
        lambda value: value[:2] not in _NOT_NINO, _label(r"national insurance|\bni(?:no| no| number)|[國国]民保[險险]"), _in_capitals,
    ),
    _Shape("uk_nhs", 10, _TEN, nhs.is_valid, _label(r"\bnhs ?(?:number|no\b|id|號碼|号码|編號|编号)")),
    _Shape("uk_utr", 10, re.compile(rf"{_ALONE_OPEN}[0-9]{{5}}[ -]?[0-9]{{5}}(?=K|{_SHUT}){_ALONE_SHUT}", re.IGNORECASE), utr.is_valid,
           _label(r"\butr\b|taxpayer ref")),
    _Shape("hk_id", 6, re.compile(rf"{_OPEN}[A-Z]{{1,2}} ?[0-9]{{6}} ?(?:\( ?[0-9A] ?\)|[0-9A]{_SHUT})", re.IGNORECASE), is_hk_id,
           _label(rf"\bhk ?id|{_ID_WORDS}"), _in_brackets),
    _Shape(
        "tw_id", 9, re.compile(rf"{_OPEN}(?:[A-Z][1289](?:[ -]?[0-9]){{8}}|[A-Z][ -][1289][0-9]{{8}}){_SHUT}", re.IGNORECASE), is_tw_id,
        _label(_ID_WORDS), _in_capitals,
    ),
    _Shape("sg_nric", 7, re.compile(rf"{_OPEN}[STFGM][ -]?[0-9]{{7}}[ -]?[A-Z]{_SHUT}", re.IGNORECASE), is_sg_nric,
           _label(rf"\bnric\b|\bfin\b|{_ID_WORDS}"), _in_capitals),
    _Shape(
        "medicare_id", 5,
        re.compile(
            rf"{_OPEN}[1-9]{_MBI}{_MBI_ANY}[0-9][ -]?{_MBI}{_MBI_ANY}[0-9][ -]?{_MBI}{{2}}[0-9]{{2}}{_SHUT}", re.IGNORECASE
        ),
        _always, _label(r"\bmbi\b|medicare"), _in_capitals,
    ),
    _Shape("ie_pps", 7, re.compile(rf"{_OPEN}[0-9]{{7}}[ -]?[A-W][ABHWTX]?{_SHUT}", re.IGNORECASE), pps.is_valid,
           _label(r"\bppsn?\b|personal public service")),
)  # fmt: skip


_AROUND = 8
"""How many letters of an identity number may stand outside its digits, at either side."""


def _shaped(text: str, cluster: _Cluster, public: frozenset[str]) -> Iterator[_Place]:
    for one in _SHAPES:
        if cluster.digits < one.digits:
            continue
        for match in one.shape.finditer(text, max(0, cluster.start - _AROUND), cluster.end + _AROUND):
            value, (start, end) = match[0], match.span()
            if end == cluster.end + _AROUND < len(text) and text[end].isalnum() and text[end].isascii():
                continue
            number = _compact(value).upper()
            if not one.is_valid(number):
                continue
            if (one.bare and one.bare(value)) or (one.label and one.label.search(text, max(0, start - _BEFORE), start)):
                yield _Place(one.kind, start, end, _is_public((number,), public))


_GROUPS = re.compile(rf"{_OPEN}[0-9]+(?:[ -][0-9]+)*{_SHUT}")
_GROUP = re.compile(r"[0-9]+")


def _cards(text: str, cluster: _Cluster, public: frozenset[str]) -> Iterator[_Place]:
    """Cards among groups of digits: in one piece, in groups of three and more, or in ones or twos."""
    for run in _GROUPS.finditer(text, cluster.start, cluster.end):
        groups = list(_GROUP.finditer(text, *run.span()))
        sizes = [len(group[0]) for group in groups]
        digits = "".join(group[0] for group in groups)
        begins = list(accumulate(sizes, initial=0))
        after = {begin: number for number, begin in enumerate(begins)}
        free = 0
        for first, begin in enumerate(begins[:-1]):
            for length in range(13, 20) if first >= free else ():
                last = after.get(begin + length)
                if last is None or not is_card(number := digits[begin : begin + length]):
                    continue
                if min(sizes[first:last]) >= 3 or set(sizes[first:last]) in ({1}, {2}):
                    yield _Place("card", groups[first].start(), groups[last - 1].end(), _is_public((number,), public))
                    free = last


_IBAN_START = re.compile(rf"{_OPEN}[A-Z]{{2}}[0-9]{{2}}(?=[ -]?[0-9A-Z])")


def _ibans(text: str, public: frozenset[str]) -> Iterator[_Place]:
    for match in _IBAN_START.finditer(text):
        wanted = _IBAN_LENGTHS.get(match[0][:2])
        if wanted is None:
            continue
        shape = re.compile(rf"[A-Z0-9](?:[ -]?[A-Z0-9]){{{wanted - 1}}}{_SHUT}")
        whole = shape.match(text, match.start())
        if whole and is_iban(_compact(whole[0])):
            yield _Place("iban", *whole.span(), _is_public((_compact(whole[0]),), public))


# --- policies, mail, telephones --------------------------------------------------------------------------------------------------------------

_POLICY = re.compile(
    r"(?:(?:policy|claim|certificate)s?[ -]?(?:no\b\.?|numbers?|num\b\.?|#|ref(?:erence)?\b\.?(?: (?:no\b\.?|number))?)"
    r"|(?:保[單单]|理[賠赔]|[賠赔]案|索[償偿]|案件)(?:[號号][碼码]?|[編编][號号]))"
    r"[ :#=|*]{0,5}(?:(?:is|was|為|为|是)[ :]{0,3})?[\"'“‘「(\[]?"
    r"(?P<value>(?:(?-i:[A-Z]{1,4}) )?[A-Z0-9/-]*[0-9][A-Z0-9/-]*(?: [A-Z0-9/-]*[0-9][A-Z0-9/-]*)*)",
    re.IGNORECASE,
)
_LONGEST_POLICY = 40


def _policies(text: str, cluster: _Cluster, public: frozenset[str]) -> Iterator[_Place]:
    """A value of five letters and more, three of them digits, after a policy's or a claim's label."""
    for match in _POLICY.finditer(text, max(0, cluster.start - _BEFORE), min(cluster.end, cluster.start + 2 * _BEFORE)):
        value = match["value"].strip(" -/")
        number = _compact(value).upper()
        start = match.start("value") + match["value"].index(value)
        if 5 <= len(number) <= _LONGEST_POLICY and sum(letter.isdigit() for letter in number) >= 3:
            yield _Place("policy_number", start, start + len(value), _is_public((number,), public))


_LOCAL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._%+-]{0,62}[A-Za-z0-9_+-])?$|[A-Za-z0-9]$")
_DOMAIN = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,8}[A-Za-z]{2,24}(?![A-Za-z0-9-])")
_RESERVED = re.compile(r"(?:^|\.)(?:example(?:\.(?:com|net|org))?|test|invalid|localhost)$|(?:^|\.)example\.[a-z.]+$")
_ROLES = frozenset(
    "info support privacy hello contact contactus enquiry enquiries inquiry inquiries service services customerservice customerservices customercare "
    "cs care help helpdesk press media pr complaint complaints feedback office admin webmaster postmaster hostmaster abuse security noreply "
    "donotreply reply careers jobs hr sales team legal compliance dpo dataprotection claims editor editors editorial news newsletter subscribe "
    "unsubscribe mail email general marketing ombudsman consumer".split()
)


def _is_role(local: str) -> bool:
    """info, customer-service, info.hk: a post that whoever holds it answers, not a person."""
    first, *rest = re.split(r"[._-]", local.lower().partition("+")[0])
    return re.sub(r"[._-]", "", local.lower().partition("+")[0]) in _ROLES or (first in _ROLES and all(len(part) <= 3 for part in rest))


def _mails(text: str, public: frozenset[str]) -> Iterator[_Place]:
    for at in (match.start() for match in re.finditer("@", text)):
        domain = _DOMAIN.match(text, at + 1)
        local = domain and _LOCAL.search(text[max(0, at - 64) : at])
        if not domain or not local:
            continue
        start = at - len(local[0])
        if start and text[start - 1] == "@":
            continue  # @name@server is a handle
        allowed = _is_role(local[0]) or _RESERVED.search(domain[0].lower()) is not None
        yield _Place("email", start, domain.end(), allowed or text[start : domain.end()].lower() in public)


_MOST_CLUSTERS = 60
_LONGEST_CLUSTER = 120
_LONGEST_OPENING = 4
_NO_PHONE_BEFORE = re.compile(
    r"(?:\b(?:codes?|pages?|sections?|sec\.?|art(?:icle)?s?\.?|form|isbn|licen[cs]e|regist(?:er|ration|ered)|reg\.?|uen|vat|frn|npn|company|firm|"
    r"document|doc\.?|reference|ref\.?|bill|statute|rule|version|poms|wac|rcw|cfr|usc|ncac)(?: (?:no\.?|numbers?|reference))?|§|"
    r"\b(?!tel|ph|mob|fax|call)[a-z]{2,}(?=-)|"
    r"[頁页][碼码]?|法[規规典]|[統统]一?[編编]?[號号]?|[編编][號号]|字[號号]|[執执]照|牌照|登[錄录記记]|第|"
    r"us\$|hk\$|nt\$|s\$|\$|£|€|¥|₹|\b(?:usd|hkd|twd|ntd|sgd|gbp|eur|cny|rmb|inr|rs\.?)|[幣币])[ :#(-]{0,3}$",
    re.IGNORECASE,
)
"""What makes the figures after it a citation, a licence, a company's number or an amount."""
_NO_PHONE_AFTER = re.compile(
    r" ?(?:元|[萬万]|[億亿]|円|%|人|名|件|次|股|percent|million|billion|dollars?|pounds?|euros?|days?|people|policies)", re.IGNORECASE
)
_DATE = re.compile(
    r"(?:19|20)\d\d(?:[-./ ]?(?:0?[1-9]|1[0-2])[-./ ]?(?:0?[1-9]|[12]\d|3[01])| ?[-/~.]? ?(?:19|20)\d\d)"
    r"|(?:0?[1-9]|[12]\d|3[01])[-./ ](?:0?[1-9]|[12]\d|3[01])[-./ ](?:19|20)\d\d|\d{1,3}(?: 000)+|\d{1,3}\.\d{4,}"
)
_LINK = re.compile(r"https?://[^\s<>\"'()（）「」，。、；]+", re.IGNORECASE)
_DIALLED = re.compile(r"(?:wa\.me/|[?&]phone=|tel:)\+?([0-9]{8,15})(?![0-9])", re.IGNORECASE)


def _read(raw: str, number: phonenumbers.PhoneNumber) -> Iterator[str]:
    """The ways to write a telephone number, as digits: as it stands, with and without its country code, and a US one without its area code."""
    national = phonenumbers.national_significant_number(number)
    yield "".join(filter(str.isdigit, raw))
    yield f"{number.country_code}{national}"
    yield national
    yield "0" + national
    if len(national) == 10:
        yield national[-7:]


def _is_no_phone(text: str, start: int, end: int) -> bool:
    return bool(
        _DATE.fullmatch(text[start:end].strip("() ")) or _NO_PHONE_BEFORE.search(text, max(0, start - 32), start) or _NO_PHONE_AFTER.match(text, end)
    )


def _window_start(text: str, start: int) -> int:
    """Where a telephone whose digits begin at `start` begins: with its plus and brackets, and the letter before them, if that is no digit."""
    for _ in range(_LONGEST_OPENING):
        if start and text[start - 1] in "+( ":
            start -= 1
    return start - 1 if start and not text[start - 1].isdigit() else start


def _phones(text: str, clusters: Sequence[_Cluster], regions: tuple[str, ...], public: frozenset[str]) -> Iterator[_Place]:
    """Telephones that phonenumbers calls valid in one of the regions, or anywhere when they begin with +.

    At most 60 stretches of one text are read, and none of more than 120 letters: the package needs up to a millisecond for each.
    """
    for match in _DIALLED.finditer(text) if regions else ():
        try:
            number = phonenumbers.parse("+" + match[1], None)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            yield _Place("phone", *match.span(1), _is_public(_read(match[1], number), public))
    windows = [one for one in clusters if one.digits >= 7 and one.end - one.start <= _LONGEST_CLUSTER]
    for cluster in windows[:_MOST_CLUSTERS]:
        if _is_no_phone(text, cluster.start, cluster.end):
            continue
        first = _window_start(text, cluster.start)
        window = text[first : cluster.end + 1]
        is_whole = False
        for region in regions:
            for match in phonenumbers.PhoneNumberMatcher(window, region, phonenumbers.Leniency.VALID, max_tries=20):
                start, end = first + match.start, first + match.end
                if not _is_no_phone(text, start, end):
                    yield _Place("phone", start, end, _is_public(_read(match.raw_string, match.number), public))
                is_whole |= start <= cluster.start and end >= cluster.end
            if is_whole or text[max(0, cluster.start - 2) : cluster.start].endswith(("+", "+(")):
                break  # what one region reads whole, or what names its country, no other reads better


# --- all together ----------------------------------------------------------------------------------------------------------------------------

_GROUPED = re.compile(r"[0-9][0-9A-Za-z]*+(?:[ ().+/~-]{1,3}[0-9A-Za-z]*[0-9][0-9A-Za-z]*+)*+")


def _clusters(text: str) -> list[_Cluster]:
    """Every stretch with at least four digits, other than a year alone."""
    found = []
    for match in _GROUPED.finditer(text):
        digits = sum(map(match[0].count, "0123456789"))
        if digits >= 4:
            found.append(_Cluster(*match.span(), digits))
    return found


def _is_inside(cluster: _Cluster, links: Sequence[tuple[int, int]]) -> bool:
    at = bisect_right(links, (cluster.start, len(links) and links[-1][1]))
    return at > 0 and cluster.start < links[at - 1][1]


def _apart(places: Iterable[_Place]) -> list[_Place]:
    """No two overlap: the longest stay, and of equals the most specific kind; one reading that is public speaks for the others."""
    ordered = sorted(set(places), key=lambda one: (one.start - one.end, KINDS.index(one.kind), not one.is_public, one.start))
    kept: list[_Place] = []
    starts: list[int] = []
    for one in ordered:
        at = bisect_left(starts, one.end)
        if at and kept[at - 1].end > one.start:
            continue
        starts.insert(at, one.start)
        kept.insert(at, one)
    return kept


def find(text: str, regions: tuple[str, ...], public: frozenset[str]) -> Iterator[Found]:
    """What looks like one person's data, in order, no two overlapping. Offsets are of `text` as given.

    `regions` are the places whose telephone numbers are looked for (of REGIONS); identity numbers of all places are always looked for.
    `public` are numbers and addresses that may stand, as `public_forms` makes them.
    """
    if not _NEEDS_WORK.search(text):
        return
    plain, origins = _plain(text)
    places = [*_mails(plain, public), *_ibans(plain, public)]
    clusters = _clusters(plain)
    links = [match.span() for match in _LINK.finditer(plain)] if "://" in plain else []
    outside = [one for one in clusters if not _is_inside(one, links)]
    for cluster in clusters:
        places += _policies(plain, cluster, public)
        places += _shaped(plain, cluster, public)
    for cluster in outside:
        if cluster.digits >= 13:
            places += _cards(plain, cluster, public)
    places += _phones(plain, outside, regions, public)
    for place in _apart(places):
        if not place.is_public:
            last = _compact(plain[place.start : place.end])[-2:]
            yield Found(place.kind, origins[place.start], origins[place.end - 1] + 1, f"{place.kind} …{last}")
