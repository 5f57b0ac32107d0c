"""读请求：要退钱、要赔、要查。"""

from __future__ import annotations

import re
from datetime import date
from typing import Optional, Tuple

from bot.hotline.any_of import any_of
from bot.hotline.intake import IntakeWords
from bot.usecases.reading.place_words import is_sum
from bot.usecases.reading.read_name import has_surname
from bot.usecases.reading.stripped_answer import MARKS, stripped

_SUM = r"[\d一二两三四五六七八九十百千万]+"
_SUM_BACK = rf"(?:退|赔)[^，。\d]{{0,3}}{_SUM}(?:块|元)?"  # “退两千块”
_LABELLED = re.compile(r"(?:诉求|请求|要求)(?:是|如下)?[:：]\s*([^。\n]{2,})")  # 写得规整的：“诉求：退货退款并赔偿一千元”
_NEXT_LABEL = re.compile(r"[；;，,\s]+[㐀-鿿/]{2,8}[:：]|[；;，,\s]+[㐀-鿿\s]{0,8}(?<!\d)1[3-9]\d{9}")
_BARE_WISH = re.compile("(?:哦|那|就|还)*[，, ]*(?:那)?我?(?:就|还)?(?:要|想)([退换修赔](?:货|钱)?)(?:了|吧|呗)?")
_SHORT_WISH = re.compile("(?:那|就|还|我|想)*(?:(?:让|叫|要)(?:他们?|她|店家|老板|商家|店里))?(?:给我)?((?:全[款额]|全部?|都)?[退换修赔](?:货|钱|款|掉)?)(?:吧|呗|嘛|啊|哦)?")  # “全退”“想让他退”
_CLAUSE_WISH = re.compile("(?:我|俺)?(?:现在)?(?:就|只|还)?(?:要|想)((?:全[款额]|全部?|都)?[退换赔](?:货|钱|款|新)?)(?:了|吧|呗)?")
_MASK = "\0"
_NOT_YET = re.compile("没(?=[上用吃学做看领发到完消][㐀-鿿]{0,2}的)")  # “把没上的课时费退了”：说的是哪一笔，不是不退
_HAD_ENOUGH = re.compile(r"(?<=[^应意诺好]了)(?=(?:退钱|退款|退货|退费|赔钱)(?:[\s，。！!]|$))")  # “我不等了退钱”
_APART = re.compile(r"(?<=[退赔补])\s+(?=[\d一二两三四五六七八九十百千万])")  # “退 八十块”
SAID_BEFORE = re.compile("^(?:我|俺)?(?:都|早|刚|前面|刚才|不是)*(?:说|讲)(?:过|了)+(?:么|嘛|呀|啊|吗|的)?[，, ]*(?:就|是|要)*(?=.{2})")  # “我说了么退定金”：么是口气，不是问
_NO_LONGER = re.compile("(?:我|俺)?(?:说|想)?[不没][㐀-鿿]{1,3}了[，, ]*(?=[退换])")  # “我说不拍了退定金”
_AS_MUCH = re.compile(r"能([退赔要补])(?:回|回来)?多少(?:就|是)?\1?(?:回|回来)?多少")  # “能退多少退多少吧”
_GIVE_BACK = re.compile("(?:让他们?|叫他们?)?把[^，。\\s]{1,8}[给还退补赔]给?[我俺]们?(?:吧|就行)?")  # “把差的钱给我”
_PUT_BACK = re.compile("(?:还要|再|另外)?把[^，。\\s不没]{1,10}(?:退|赔|补|换|还)(?:了|掉|给我|回来|我)+")  # “把三千二退了”
_NOT_THAT = re.compile("(?:我|俺)?(?:就|也)?不(?:要|用|图)(?:他们?)?[退赔换修]")  # “我不要赔 我要他道歉”
_LONGEST, _PLACE_AT_MOST = 300, 18


def read_demand(text: str, words: IntakeWords, today: date, is_asked: bool) -> Optional[Tuple[str, ...]]:
    """请求。正问着的整句都是；没问着的，要有“要求、希望”跟着退钱、赔偿一类的事。"""
    text = SAID_BEFORE.sub("", text.strip())
    if is_asked:
        bare = stripped(_from_the_verb(_wishes_only(_without_sums(text.strip(MARKS), words), words), words), "demand", words)
        if re.fullmatch("(?:我|要|想|全|都|全部|得)*[退修换赔补](?:了|掉|光)?", bare):
            return (bare.lstrip("我要想得"),)
        is_wish = re.search(rf"{any_of(words.demand_verbs)}|{any_of(words.wishes)}", bare)
        if not is_wish and (re.search(rf"\d{{2}}|[一二两三四五六七八九][百千万]|{any_of(words.evidence)}|车牌", bare) or bare.startswith(words.pronouns)):
            return None  # “我有收据”“298一罐”“他们还骂人”是经过
        if re.search("不同意|不接受|不答应|没同意|我不干|不认可", text) and re.match(rf"(?:{any_of((*words.pronouns, *words.their_people))})?说?(?:就|才|只|最多)(?:肯|给|愿意)?[退赔补]", text):
            return None  # “只退我20 我不同意”是他们肯给的
        if is_sum(bare) or (not is_wish and re.fullmatch("[二三四五六七八九]?十[一二三四五六七八九]?(?:多|来|几)?[块元]钱?", bare)):
            return None  # “六佰块”
        goes_on = rf"(?:现在|眼下|刚才)?(?:他|她|{any_of(words.represented)})(?:还|又|非|现在|天天|都)"
        if re.match(goes_on, bare) and not re.search(any_of(words.demand_verbs), bare):
            return None  # “现在我爸还要去买 我拦不住”
        if all(_is_their_side(piece, words) for piece in re.split(r"[，,。；;\s]+", bare) if piece):
            return None  # “七天无理由 他说拆了不给退”
        if not is_wish and re.search("[也都]是?这样", bare):
            return None  # “还有几个孩子也这样”
        if re.fullmatch(r"(?:大概|一共|总共|得有|有)*[\d一二两三四五六七八九十百几多来]+个?(?:人|会员|家长)(?:左右)?", bare):
            return None  # “大概三四十个人”
        if re.match(rf"(?:{any_of(words.pronouns)})(?:还|非)?[让要叫]我", bare):
            return None  # “他让我加钱重配”是他要我怎样
        is_said_of_filing = any(phrase in bare for phrase in (*words.opens_complaint, *words.opens_tip_off, *words.awaits, *words.commands.get("own_name", ())))
        if is_said_of_filing and not re.search(any_of(words.demand_verbs), bare):
            return None  # “我还要投诉另外一家”“那我等你们电话”
        if re.fullmatch("(?:[他她它]们?家?|店家|老板|商家|店里|那边)?(?:就是|就|还|都|一直)?不[给肯让愿]意?[㐀-鿿]{1,3}", bare):
            return None  # “不给换”说的是店家
        if re.search(any_of(words.paid), bare) and re.search(r"[\d一二两三四五六七八九十百千万]", bare) and not re.search("[退赔补换]", bare):
            return None  # “修车花了一千六”是花了多少
        if bare in words.hollow:  # “投诉”两个字不是请求
            return None
        if bare.endswith(words.shops) and not re.search(any_of(words.demand_verbs), bare):
            return None
        is_place = len(bare) <= _PLACE_AT_MOST and any(word in bare for word in (*words.streets, *words.precise))
        if is_place and not re.search(rf"{any_of(words.demand_verbs)}|[给让要把修换退补赔]", bare):
            return None  # “中心广场三楼”
        if len(bare) <= 2 and not re.search(any_of(words.demand_verbs), bare):
            return None  # “上午”
        if says_they_will(bare, words):
            return None  # “她说合同写了不退”
        is_name = len(bare) <= 3 and has_surname(bare, words) and not re.search(f"[退换修赔]|{any_of(words.demand_verbs)}", bare)
        return None if is_name or bare.isdigit() else (bare[: _LONGEST],)
    if labelled := _LABELLED.search(text):
        pieces = re.split("[；;]", _NEXT_LABEL.split(labelled[1])[0])  # “要求：换新，联系人：周海艳 138……”：姓名电话不是要求
        return tuple(piece.strip(MARKS)[:_LONGEST] for piece in pieces if piece.strip(MARKS)) or None
    text = _NO_LONGER.sub("", _APART.sub("", text)).replace("要不", "要么")  # “要不补齐 要不退我三千”
    text = _HAD_ENOUGH.sub(" ", _NOT_YET.sub(_MASK, text))
    if bare := _BARE_WISH.fullmatch(text.strip(MARKS)) or _SHORT_WISH.fullmatch(text.strip(MARKS)):
        return (bare[1],)
    verbs, leads = f"{any_of(words.demand_verbs)}|{_SUM_BACK}", any_of(words.demand_leads)
    joined = rf"(?:[^，。；,;!！\n]{{0,5}}?(?:{verbs})(?:[、和并及跟]|以及|还要|并且)?)+[^，。；,;!！\s不没他我]{{0,8}}"
    verbs_led = rf"{verbs}|把[^，。\s不]{{1,12}}[退赔补换](?:了|掉|给我|回来)"  # “要求把没上的课时费退了”
    joined_led = joined.replace(verbs, verbs_led)
    found = re.findall(rf"(?:{leads})([^，。；,;!！\n不没]{{0,6}}?{joined_led})", text)
    if found:
        tail = text[text.rfind(found[-1]) + len(found[-1]) :]
        more = [c.strip() for c in re.split(r"[，。；,;!！\s]", tail)]
        found += [c for c in more if c not in found and re.fullmatch(rf"(?:(?:再|还要|还|并|另外))?(?:{verbs})[^不没]{{0,6}}", c)]  # “要求退押金，赔偿三倍”
    clauses_told = ()
    if not found:
        clauses = [c for c in re.split(r"[，。；,;!！\s]", text) if not re.search("[不没拒未]|前[几一两二三]次|上次|以前|之前|已经", c)]
        found = clauses_told = [c for c in clauses if re.fullmatch(rf"(?:{joined})(?:就行|就好|即可)?", c.strip()) or _GIVE_BACK.fullmatch(c.strip()) or _PUT_BACK.fullmatch(c.strip())]
    found = [f for f in found if not re.search(rf"不(?:给|肯|让|愿|予)?(?:我们|我|他|她|俺)?(?:{verbs})", f)]  # “我要投诉物业电梯不维修”
    found = [f for f in found if _GIVE_BACK.fullmatch(f) or _PUT_BACK.fullmatch(f) or re.search(verbs_led, re.sub(rf"{any_of(words.repair_shops)}|(?:{any_of(words.demand_verbs)})(?:回来)?的(?=[㐀-鿿]{{2}})", "", f))]  # “把退货的面包改日期”说的是面包，“在你们这儿的维修点”是在哪
    found = [f for f in found if not f.startswith((*words.always, *words.rough_times))]  # “每天晚上换”是时候
    found = [f for f in found if not (f in clauses_told and re.match("维修|.*维修$", f))]  # “维修空调”“万家维修”没说要
    found = [f for f in found if not is_price(f) and not is_their_offer(f, text, words)]
    if not found:
        found = [bare[1] for c in re.split(r"[，。；,;!！\s]", text) if (bare := _CLAUSE_WISH.fullmatch(c))]  # “袖子一长一短 要换”
    found = [f for f in found if not says_they_will(f, words) and not any(word in f for word in words.only_wonders)]
    found = [_with_sum_enough(f, text) for f in found]
    wishes = [re.split("要求|希望", f)[-1] for f in found]  # “投诉饭店有虫，要求退钱”里的请求是退钱
    ahead = rf"^(?:(?:{any_of((*words.second_leads, *words.pronouns))})(?!的)|得|该|应该|要(?!回|求)|想)+(?:要?么)?(?=.*(?:{verbs}))"  # “另外他们得赔我八十”
    if not wishes and (much := _AS_MUCH.search(text)):
        wishes = [much[0]]
    wishes = [re.sub(r"^(?:投诉|举报)(?:他们?|她|它)?[\s，,]+(?=.{2})", "", wish) for wish in wishes]  # “我要投诉 退一赔十”
    wishes = [_without_questions(wish, verbs) for wish in wishes]
    bare_wishes = (re.sub(r"^(?:[了吧呢啊]\s+|再?加(?:一条|一个|上|个)?\s*)(?=.{2})", "", f.strip("、和并及跟 啊呀")) for f in wishes)  # “不想要了 退我剩下的”“再加一条 道歉”
    return tuple(dict.fromkeys(re.sub(ahead, "", wish).replace(_MASK, "没") for wish in bare_wishes)) or None


def is_price(wish: str) -> bool:
    """“官方维修要两千”“换个屏幕收我450”“退卡要收10%手续费”是他们要的钱。"""
    return re.search(r"退[^，。\s]{0,4}(?:还|就)?[要得][收扣]", wish) is not None or re.search(rf"[修换测][^，。\s]{{0,4}}(?:(?:得|就|还)?要|收(?:了|我|我们)*){_SUM}", wish) is not None


def is_their_offer(wish: str, text: str, words: IntakeWords) -> bool:
    """“只赔三倍运费”没说是谁，也是他们肯给的；“只退我一百就行”是市民要的。"""
    offered = re.search(rf"(?!就)(?:{any_of(words.only_so_much)})[退赔补换修]", wish)
    return offered is not None and "就" not in wish and not re.search(rf"{re.escape(wish)}就[行好成]", text)


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


def _from_the_verb(text: str, words: IntakeWords) -> str:
    """“我要退一赔三”“叫他给俺换个新的”：从要怎样起，谁去做不写。"""
    text = re.sub("^.*?能(?:不能)?[帮替给][我俺]把?(?=.{2})(.+?)[不吗么嘛]?$", r"\1", text)  # “你们能帮我要回来不”
    who = any_of((*(one for one in words.pronouns if one[0] not in "我俺自"), *words.their_people))
    return re.sub(rf"^(?:我|俺)?(?:就|只|还)*(?:想|要|得|希望|要求)*(?:(?:让|叫|要|请)(?:{who}))?(?=.{{2}})(?={any_of(words.demand_verbs)}|[给把])", "", text)


def _wishes_only(text: str, words: IntakeWords) -> str:
    """“退货 他们说开封了不退”：后一截是他们说的，不是要求；一截要求也没有的原样。"""
    pieces = [piece for piece in re.split(r"[，,。；;\s]+", text) if piece]
    wishes = [piece for piece in pieces if not (says_they_will(piece, words) or _refuses(piece, words) or _tells_trouble(piece, words) or _NOT_THAT.match(piece))]
    is_wish = any(re.search(rf"{any_of(words.demand_verbs)}|{any_of(words.wishes)}", piece) for piece in wishes)
    return "，".join(wishes) if is_wish and len(wishes) < len(pieces) else text


def _tells_trouble(piece: str, words: IntakeWords) -> bool:
    """“主播把我拉黑了”。"""
    return piece.endswith("了") and any(word in piece for word in words.troubles) and not re.search(any_of(words.demand_verbs), piece)


def _refuses(piece: str, words: IntakeWords) -> bool:
    """“老板死活不给退”。"""
    return re.search(rf"(?:{any_of((*words.pronouns, *words.their_people))})[^我俺]{{0,6}}不[给肯让愿]", piece) is not None


def _is_their_side(piece: str, words: IntakeWords) -> bool:
    """这一截没有一个字像要求，或者说的是他们怎么说、不肯怎样。"""
    is_wish = re.search(rf"{any_of(words.demand_verbs)}|{any_of(words.wishes)}", piece)
    return is_wish is None or says_they_will(piece, words) or _refuses(piece, words)


def _without_sums(text: str, words: IntakeWords) -> str:
    """“一共消费312 要求退开瓶费”里前一半是花了多少；只说了花多少的原样。"""
    pieces = [piece for piece in re.split(r"[，,。；;\s]+", text) if piece]
    spent = rf"(?:{any_of((*words.totals, *words.paid))}|还剩|剩下|(?:卡里|里面|账户|余额)?还有)[^退赔补换]*[\d一二两三四五六七八九十百千万]+(?:块钱|块|元)?[^退赔补换]{{0,4}}"
    counted = r"[^退赔补换修给让把要]*[\d一二两三四五六七八九十百千万]+[^退赔补换修给让把要]*"  # “剩20节课 一节三百 退六千”
    is_wished = any(re.search("[退赔补换修]", piece) for piece in pieces)
    left = [piece for piece in pieces if not re.fullmatch(spent, piece) and not (is_wished and re.fullmatch(counted, piece))]
    return "，".join(left) if left and len(left) < len(pieces) else text


def says_they_will(text: str, words: IntakeWords) -> bool:
    """“商家说给我退十块”“他非说从发货那天算”：是他们说的，不是市民要的。"""
    they = [*(who for who in words.pronouns if "我" not in who and "俺" not in who), *words.their_people]
    offers = re.match(rf"[㐀-鿿]{{0,3}}?(?:{any_of(they)})(?:说)?(?:就|只|才|最多|光)+(?:肯|给|愿意|能|同意)?[退赔补换修]", text)  # “店家就退我5块”
    return offers is not None or re.match(rf"(?:{any_of(they)})*(?:就|又|非|还|只|都|倒)*(?:{any_of(words.they_say)})(?!法)", text) is not None


def opens_with_wish(text: str, words: IntakeWords) -> bool:
    """一开口就是要求，后面是语气：“退钱啊……”。“退钱吗”“退款要多久”是问。"""
    return re.match(rf"(?:{any_of(words.demand_leads)})?(?:{any_of(words.demand_verbs)})[啊呀呗吧嘛，,。!！ ]", text) is not None


def leads_with_wish(text: str, words: IntakeWords) -> bool:
    """一开口说的就是要他怎样：“让他把相片给我”。“要求没有”不是。"""
    return re.match(rf"(?:我|俺|就|只)*(?:{any_of(words.demand_leads)})(?![没不吗呢啊，。]|$)", text) is not None
