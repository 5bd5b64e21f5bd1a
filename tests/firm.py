"""What a firm may add to the golden library: advisors, days on which people ask, and formats of scheduling tools. All of it is impossible."""

from __future__ import annotations

from tests.conftest import Project

ADVISOR = """\
name: {en: "Ada, Advisor; of Nothing", zh-Hant: "無名氏顧問"}
company: {en: "No Such Firm Ltd", zh-Hant: "不存在公司"}
about: {en: "Explains carpets.", zh-Hant: "講解飛毯。"}
licences:
  - {place: HK, name: {en: "Carpet agent", zh-Hant: "飛毯代理"}, number: "ZZ0000", valid_until: 2027-06-30, check_at: {name: {en: "Fake register", zh-Hant: "假登記冊"}, url: "https://register-hk.example/"}}
  - {place: TW, name: {en: "Carpet solicitor", zh-Hant: "飛毯業務員"}, number: "0000000000", valid_until: 2026-12-20, check_at: {name: {en: "Fake file", zh-Hant: "假檔案"}, url: "https://register-tw.example/"}}
languages:
  - {tag: yue, name: {en: "Cantonese", zh-Hant: "粵語"}}
  - {tag: en, name: {en: "English", zh-Hant: "英文"}}
hours: {en: "Never", zh-Hant: "從不"}
channels:
  line: {handle: "@nobody", url: "https://line.example/nobody"}
demonstration: true
"""  # noqa: E501 - YAML in flow style
NAME = "ada-advisor"
FILE = f"_data/advisors/{NAME}.yml"

SOURCE = 'source: {title: "A page", publisher: {en: "Nobody", zh-Hant: "無人"}, url: "https://days.example/", accessed_on: 2026-11-02}\n'
DAYS = {
    "carpet-day": (
        'name: {en: "Carpet Day", zh-Hant: "飛毯日"}\n'
        "rule: {kind: day, month: 4, day: 7}\nplaces: [TW, HK, CN, SG, UK, US]\ntopics: [motor]\n"
    ),
    "marble-sunday": (
        'name: {en: "Marble Sunday", zh-Hant: "彈珠日"}\n'
        "rule: {kind: weekday, month: 11, week: 3, weekday: sunday}\nplaces: [HK]\ntopics: [motor]\n"
    ),
    "moon-season": (
        'name: {en: "Moon season", zh-Hant: "月亮季"}\n'
        "rule: {kind: period, first: {month: 11, day: 15}, last: {month: 1, day: 15}}\nplaces: [UK]\ntopics: [travel]\n"
    ),
}
TOOL = """\
name: {en: "Never Later", zh-Hant: "從不延後"}
columns:
  - {heading: "When?", fills: date}
  - {heading: "Text", fills: text}
  - {heading: "Nothing"}
  - {heading: "Labels, all", fills: labels}
date_format: "DD/MM/YYYY HH:mm"
note: {en: "It imports nothing.", zh-Hant: "什麼也不匯入。"}
source: "https://never-later.example/"
checked_on: 2026-11-02
confidence: reported
"""


def found(project: Project) -> None:
    """Writes all of it."""
    project.write(FILE, ADVISOR)
    for name, text in DAYS.items():
        project.write(f"_data/awareness/{name}.yml", text + SOURCE)
    project.write("_data/schedulers/never-later.yml", TOOL)
