"""读请求：要退钱、要赔、要查。"""

from __future__ import annotations

import re
from datetime import date
from typing import List, Optional, Tuple

from bot.hotline.any_of import any_of
from bot.hotline.intake import IntakeWords
from bot.usecases.reading.demand_answer import answered_demand
from bot.usecases.reading.stripped_answer import MARKS
from bot.usecases.reading.their_side import is_their_offer, says_they_will

_SUM = r"[\d一二两三四五六七八九十百千万]+"
_SUM_BACK = rf"(?:退|赔)[^，。\d]{{0,3}}{_SUM}(?:块|元)?"  # “退两千块”
_CLAUSES = re.compile(r"[，。；,;!！\s]")
_LONGEST = 300
# 写得规整的：“诉求：退货退款并赔偿一千元”；“要求：换新，联系人：周海艳 138……”后面的不是要求
_LABELLED = re.compile(r"(?:诉求|请求|要求)(?:是|如下)?[:：]\s*([^。\n]{2,})")
_NEXT_LABEL = re.compile(r"[；;，,\s]+[㐀-鿿/]{2,8}[:：]|[；;，,\s]+[㐀-鿿\s]{0,8}(?<!\d)1[3-9]\d{9}")
# 整句就是要求：“那我要退货”“想让他全退”
_WHOLE_WISHES = (
    re.compile("(?:哦|那|就|还)*[，, ]*(?:那)?我?(?:就|还)?(?:要|想)([退换修赔](?:货|钱)?)(?:了|吧|呗)?"),
    re.compile("(?:那|就|还|我|想)*(?:(?:让|叫|要)(?:他们?|她|店家|老板|商家|店里))?(?:给我)?((?:全[款额]|全部?|都)?[退换修赔](?:货|钱|款|掉)?)(?:吧|呗|嘛|啊|哦)?"),
)
_CLAUSE_WISH = re.compile("(?:我|俺)?(?:现在)?(?:就|只|还)?(?:要|想)((?:全[款额]|全部?|都)?[退换赔](?:货|钱|款|新)?)(?:了|吧|呗)?")  # “袖子一长一短 要换”
_AS_MUCH = re.compile(r"能([退赔要补])(?:回|回来)?多少(?:就|是)?\1?(?:回|回来)?多少")  # “能退多少退多少吧”
_GIVE_BACK = re.compile("(?:让他们?|叫他们?)?把[^，。\\s]{1,8}[给还退补赔]给?[我俺]们?(?:吧|就行)?")  # “把差的钱给我”
_PUT_BACK = re.compile("(?:还要|再|另外)?把[^，。\\s不没]{1,10}(?:退|赔|补|换|还)(?:了|掉|给我|回来|我)+")  # “把三千二退了”
SAID_BEFORE = re.compile("^(?:我|俺)?(?:都|早|刚|前面|刚才|不是)*(?:说|讲)(?:过|了)+(?:么|嘛|呀|啊|吗|的)?[，, ]*(?:就|是|要)*(?=.{2})")  # “我说了么退定金”：么是口气，不是问
# 说得绕的，读以前先说直：（样子，换成）。
_MASK = "\0"
_PLAINLY = (
    (re.compile("(?<=[退赔][钱款货])(?=(?:也|还|又|并且?|再)要?去?[查罚])"), " "),  # “要退钱也要查他”
    (re.compile("还(?=给(?:[我俺]们?|人|娃|孩子|学生|客人|大家)[吃喝用穿])"), ""),  # “发绿了还给我们吃”：是又，不是归还
    (re.compile(r"(?<=[退赔补])\s+(?=[\d一二两三四五六七八九十百千万])"), ""),  # “退 八十块”
    (re.compile("(?:我|俺)?(?:说|想)?[不没][㐀-鿿]{1,3}了[，, ]*(?=[退换])"), ""),  # “我说不拍了退定金”
    (re.compile("要不"), "要么"),  # “要不补齐 要不退我三千”
    (re.compile("没(?=[上用吃学做看领发到完消][㐀-鿿]{0,2}的)"), _MASK),  # “把没上的课时费退了”：说的是哪一笔，不是不退
    (re.compile(r"(?<=[^应意诺好]了)(?=(?:退钱|退款|退货|退费|赔钱)(?:[\s，。！!]|$))"), " "),  # “我不等了退钱”
)


def read_demand(text: str, words: IntakeWords, today: date, is_asked: bool) -> Optional[Tuple[str, ...]]:
    """请求。正问着的整句都是；没问着的，要有“要求、希望”跟着退钱、赔偿一类的事。"""
    text = SAID_BEFORE.sub("", text.strip())
    if is_asked:
        return answered_demand(text, words)
    if labelled := _LABELLED.search(text):
        pieces = re.split("[；;]", _NEXT_LABEL.split(labelled[1])[0])
        return tuple(piece.strip(MARKS)[:_LONGEST] for piece in pieces if piece.strip(MARKS)) or None
    for shape, plain in _PLAINLY:
        text = shape.sub(plain, text)
    if whole := next(filter(None, (shape.fullmatch(text.strip(MARKS)) for shape in _WHOLE_WISHES)), None):
        return (whole[1],)
    verbs = f"{any_of(words.demand_verbs)}|{_SUM_BACK}"
    wishes = [_without_questions(_tidy(wish), verbs) for wish in _told(text, verbs, words)]
    if not wishes and (much := _AS_MUCH.search(text)):
        wishes = [much[0]]
    return tuple(dict.fromkeys(_from_the_wish(wish, verbs, words).replace(_MASK, "没") for wish in wishes)) or None


def _told(text: str, verbs: str, words: IntakeWords) -> List[str]:
    """话里一截一截的要求：“要求退押金，赔偿三倍”；没有“要求、希望”领着的，整截都是要怎样的才算。"""
    joined = rf"(?:[^，。；,;!！\n]{{0,5}}?(?:{verbs})(?:[、和并及跟]|以及|还要|并且)?)+[^，。；,;!！\s不没他我]{{0,8}}"
    verbs_led = rf"{verbs}|把[^，。\s不]{{1,12}}[退赔补换](?:了|掉|给我|回来)"  # “要求把没上的课时费退了”
    led = re.findall(rf"(?:{any_of(words.demand_leads)})([^，。；,;!！\n不没]{{0,6}}?{joined.replace(verbs, verbs_led)})", text)
    if led:
        after = _CLAUSES.split(text[text.rfind(led[-1]) + len(led[-1]) :])
        led += [c for c in after if c not in led and re.fullmatch(rf"(?:(?:再|还要|还有|还|并|另外))?(?:{verbs})[^不没]{{0,6}}|[㐀-鿿]{{2,4}}费", c)]
    clauses = [] if led else [c for c in _CLAUSES.split(text) if not words.shapes.fits("past_or_refused", c)]
    bare = [c for c in clauses if re.fullmatch(rf"(?:{joined})(?:就行|就好|即可)?", c) or _gives_back(c)]
    bare = [c for c in bare if not re.match("维修|.*维修$", c)]  # “维修空调”“万家维修”没说要
    found = [f for f in (led or bare) if _is_wished(f, text, verbs, verbs_led, words)]
    found = found or [wish[1] for c in _CLAUSES.split(text) if (wish := _CLAUSE_WISH.fullmatch(c))]
    return [_with_sum_enough(f, text) for f in found if not says_they_will(f, words) and not any(word in f for word in words.only_wonders)]


def _gives_back(clause: str) -> bool:
    return bool(_GIVE_BACK.fullmatch(clause) or _PUT_BACK.fullmatch(clause))


def _is_wished(wish: str, text: str, verbs: str, verbs_led: str, words: IntakeWords) -> bool:
    """“我要投诉物业电梯不维修”“把退货的面包改日期”“在你们这儿的维修点”都不是在要。"""
    if re.search(rf"不(?:给|肯|让|愿|予)?(?:我们|我|他|她|俺)?(?:{verbs})", wish):
        return False
    of_goods = rf"{any_of(words.repair_shops)}|(?:{any_of(words.demand_verbs)})(?:回来)?的(?=[㐀-鿿]{{2}})"
    is_in_it = _gives_back(wish) or re.search(verbs_led, re.sub(of_goods, "", wish))
    return bool(is_in_it) and not any(words.shapes.fits(name, wish) for name in ("not_wished", "their_price")) and not is_their_offer(wish, text, words)


def _tidy(wish: str) -> str:
    """“投诉饭店有虫，要求退钱”里的请求是退钱；“我要投诉 退一赔十”。"""
    return re.sub(r"^(?:投诉|举报)(?:他们?|她|它)?[\s，,]+(?=.{2})", "", re.split("要求|希望", wish)[-1])


def _from_the_wish(wish: str, verbs: str, words: IntakeWords) -> str:
    """“不想要了 退我剩下的”“再加一条 道歉”“另外他们得赔我八十”：从要怎样起。"""
    wish = re.sub(r"^(?:[了吧呢啊]\s+|再?加(?:一条|一个|上|个)?\s*|还有|另外|也要?)(?=.{2})", "", wish.strip("、和并及跟 啊呀"))
    who = any_of((*words.second_leads, *words.pronouns))
    return re.sub(rf"^(?:(?:{who})(?!的)|得|该|应该|要(?!回|求)|想)+(?:要?么)?(?=.*(?:{verbs}))", "", wish)


def _without_questions(wish: str, verbs: str) -> str:
    """“找人鉴定咋弄 要退货”：前一截是在问，要的是后一截。"""
    pieces = wish.split()
    left = [piece for piece in pieces if not re.search("咋|怎么|吗$|[行中成]不$", piece)]
    return " ".join(left) if len(left) < len(pieces) and any(re.search(verbs, piece) for piece in left) else wish


def _with_sum_enough(wish: str, text: str) -> str:
    """“把钱退我 1200就行”：够了的那个数是要求里的；“退还剩余课时费102|40元”截在数中间的补全。"""
    if re.search(r"\d$", wish):
        wish += re.match(r"[\d.]*(?:块钱|块|元)?", text[text.find(wish) + len(wish) :])[0]
    enough = re.search(rf"{re.escape(wish)}[\s，,]+({_SUM}(?:块钱|块|元)?(?:就行|就可以|就好|就成|就算了))", text)
    return f"{wish} {enough[1]}" if enough else wish


def opens_with_wish(text: str, words: IntakeWords) -> bool:
    """一开口就是要求，后面是语气：“退钱啊……”。“退钱吗”“退款要多久”是问。"""
    return re.match(rf"(?:{any_of(words.demand_leads)})?(?:{any_of(words.demand_verbs)})[啊呀呗吧嘛，,。!！ ]", text) is not None


def leads_with_wish(text: str, words: IntakeWords) -> bool:
    """一开口说的就是要他怎样：“让他把相片给我”。“要求没有”不是。"""
    return re.match(rf"(?:我|俺|就|只)*(?:{any_of(words.demand_leads)})(?![没不吗呢啊，。]|$)", text) is not None
