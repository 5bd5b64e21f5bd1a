"""Lines of a text that is drawn: Chinese and Latin rules of line breaking, and the breaks that look best.

After W3C's Requirements for Chinese Text Layout (https://www.w3.org/TR/clreq/), section 3.1.3: no closing punctuation begins a line, no opening
bracket ends one, dashes and dots that belong together stay together, words and numbers in Latin script are never cut.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass

from hub.text.pairs import HAN, simpler_letters

NEVER_FIRST = frozenset("、，。．・；：？！!?,.;:%％‰℃°)]}）］｝」』〉》】〕〗〙〛〞”’»›…‥—–―～·‧•／/﹐﹑﹒﹔﹕﹖﹗﹚﹜﹞々ー")
"""What must not begin a line."""
NEVER_LAST = frozenset("([{（［｛「『〈《【〔〖〘〚〝“‘«‹﹙﹛﹝$£€¥＄￡￥#＃@＠")
"""What must not end one, unless the text ends there."""
_AFTER = {**dict.fromkeys("：？！。；:?!;", 0.0), **dict.fromkeys("，,）」』》】”…—", 0.1), **dict.fromkeys("、·", 0.3)}
"""The harm of ending a line with a sign: none after a colon, a little inside a list."""
_AFTER_SPACE, _AFTER_LETTER, _IN_WORD, _MORE = 0.3, 1.0, 3.0, 2.0
_HAN_LETTER = re.compile(f"{HAN}")
_CLINGING = frozenset("的了嗎吗呢吧們们")
"""Letters that belong to the word before them."""
_LABEL = re.compile(r"[A-Z0-9](?![\w’'])")
"""What names the word before it: Part B, type 2."""
_BRACKETED = re.compile(r"[（(「《][^）)」》]{1,12}[）)」》]")
_SIGNS = NEVER_FIRST | NEVER_LAST
_NEAR = """
保險 保單 保費 保額 保障 保證 保管 保人 保戶 投保 要保書 核保 承保 續保 退保 健保 勞保 公保 自願醫保 壽險 車險 產險 意外險 旅遊險 醫療險
失能險 長照 長期照顧 年金 儲蓄險 房屋 住宅 租屋 租客 房東 理賠 賠償 賠付 給付 拒賠 索償 申請 申訴 投訴 自負額 墊底費 免賠額 自付 受益人
被保險人 業務員 經紀 代理人 顧問 客戶 消費者 主管機關 監管 牌照 執照 登記 冷靜期 等待期 免責 除外 不保 條款 契約 合約 撤銷 解約 現金價值
宣告利率 投資 分紅 利益 費用 利率 稅 稅金 遺產 繼承 身故 住院 手術 門診 病房 診斷 癌症 重大疾病 危疾 紅藍卡 聯邦醫療 優勢計畫 補助 補貼
處方藥 退休 退休金 強積金 國民年金 勞退 什麼 怎麼 為什麼 哪些 哪裡 多少 多久 如何 可以 可不可以 需要 應該 還是 或者 不要 不會 沒有 已經
之前 之後 以後 時候 一份 每一 每年 第一 自己 別人 家人 配偶 父母 子女 孩子 新生兒 寶寶 先看 貼文 留言 社群 網路 網上 廣告 連結 訊息 好評
感謝 揭露 個資 資料 隱私 公平 單獨 內容 文章 圖片 影片 公司 銀行 管道 比較 選擇 挑選 購買 查詢 檢查 準備 記錄 紀錄 證明 文件 事故 車禍
第三者 強制 車主 駕駛 火災 地震 颱風 淹水 水災 漏水 白蟻 老鼠 行李 班機 延誤 取消 海外 國外 國際 美國 英國 香港 台灣 新加坡 大陸 各地 界線
不同 定期 終身 團體 個人 公立 商業 普通 全部 期滿 期間 年限 收入 工作 生活 價格 價值 一般 資訊 建議 下跌 取回 金額 少於 已繳 政府 無關
並非 個人建議 認可
"""
"""Words of titles that read badly when they are cut. Simplified texts are compared letter by letter in Simplified. A word that is not here
costs looks and nothing else.
"""


@dataclass(frozen=True)
class Broken:
    """`lines` have no spaces at their ends. `harm` adds up what is allowed and not pretty: nothing for a break after a colon, 0.3 after
    a space, 1 between two Han letters, 3 inside a word, 2 more inside short brackets or before a particle or a label.
    """

    lines: tuple[str, ...]
    harm: float


@functools.cache
def _simple() -> dict[int, str]:
    return str.maketrans(simpler_letters())


@functools.cache
def _words() -> re.Pattern[str]:
    words = {word.translate(_simple()) for word in _NEAR.split()}
    return re.compile("|".join(sorted(words, key=lambda word: (-len(word), word))))


def _is_han(letter: str) -> bool:
    return bool(_HAN_LETTER.match(letter))


def _is_wide(letter: str) -> bool:
    """Whether lines break beside it without a space: Han letters and full-width signs."""
    return _is_han(letter) or "\u3000" <= letter <= "\u30ff" or "\uff00" <= letter <= "\uffef" or letter in "“”‘’…—"


def _may_break(text: str, at: int) -> bool:
    """Whether a line may end before text[at]. Spaces count to the line that they end."""
    before, after = text[:at].rstrip(" "), text[at:]
    if not before or not after or after[0] == " ":
        return False
    last, first = before[-1], after[0]
    if first in NEVER_FIRST or last in NEVER_LAST:
        return False
    spaced = text[at - 1] == " "
    if (last.isdecimal() and _is_han(first)) or (first.isdecimal() and last in "第約约"):
        return False  # a number and its measure word
    return spaced or _is_wide(last) or _is_wide(first)


def _breaks(text: str) -> list[tuple[int, float]]:
    """Where lines may end, with the harm of each."""
    inside: set[int] = set()
    if _HAN_LETTER.search(text):
        inside = {at for word in _words().finditer(text.translate(_simple())) for at in range(word.start() + 1, word.end())}
    bracketed = {at for group in _BRACKETED.finditer(text) for at in range(group.start() + 1, group.end())}
    found = []
    for at in range(1, len(text)):
        if _may_break(text, at):
            last = text[:at].rstrip(" ")[-1]
            plain = _AFTER_SPACE if text[at - 1] == " " else _IN_WORD if at in inside else _AFTER_LETTER
            clings = text[at] in _CLINGING or bool(_LABEL.match(text, at))
            found.append((at, _AFTER.get(last, plain) + _MORE * (at in bracketed) + _MORE * clings))
    return found


def _anywhere(text: str) -> list[tuple[int, float]]:
    """Where a line may end if no word needs to stay whole."""
    return [(at, _IN_WORD) for at in range(1, len(text)) if text[at] not in NEVER_FIRST and text[at] != " " and text[at - 1] not in NEVER_LAST]


def _is_orphan(line: str) -> bool:
    """A last line of one letter, signs not counted."""
    return sum(letter not in _SIGNS and letter != " " for letter in line) <= 1


def break_lines(text: str, width: float, measure: Callable[[str], float], most: int, *, cuts_words: bool = False) -> Broken | None:
    """The text in as few lines as `width` allows, at most `most`, and of these the lines that look best; None where it does not fit.

    `measure` gives the width of a line in the unit of `width`. Lines end where the rules allow it, after a sign rather than between two letters,
    never inside a word unless it `cuts_words`, and are as even as can be; no letter stands alone on the last one. Nothing is lost but the spaces
    at which lines end.
    """
    text = text.strip(" ")
    if not text:
        return None
    stops = [(0, 0.0), *(_anywhere(text) if cuts_words else _breaks(text)), (len(text), 0.0)]
    best: list[tuple[int, float, float, int]] = [(0, 0.0, 0.0, -1)]  # by stop: lines, cost, harm, the stop before
    for end in range(1, len(stops)):
        chosen: tuple[int, float, float, int] | None = None
        is_last = end == len(stops) - 1
        for start in range(end - 1, -1, -1):
            line = text[stops[start][0] : stops[end][0]].strip(" ")
            used = measure(line)
            if used > width and len(line) > 1:
                break
            lines, cost, harm, _ = best[start]
            if used > width or lines < 0 or (is_last and start and _is_orphan(line)):
                continue
            ragged = ((width - used) / width) ** 2 * (0.5 if is_last else 1)
            candidate = (lines + 1, cost + ragged + 0.25 * stops[end][1], harm + stops[end][1], start)
            if chosen is None or candidate[:2] < chosen[:2]:
                chosen = candidate
        best.append(chosen or (-1, 0.0, 0.0, -1))
    if not 0 < best[-1][0] <= most:
        return None
    ends, at = [], len(stops) - 1
    while at > 0:
        ends.append(at)
        at = best[at][3]
    marks = [0, *(stops[one][0] for one in reversed(ends))]
    return Broken(tuple(text[one:other].strip(" ") for one, other in itertools.pairwise(marks)), best[-1][2])
