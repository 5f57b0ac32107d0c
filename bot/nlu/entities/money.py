"""钱数。值是以元为单位的数。"""

from __future__ import annotations

import re

from bot.hotline.any_of import any_of
from bot.hotline.chinese_numbers import parse_amount
from bot.hotline.entity_words import MoneyWords
from bot.nlu.entities.entity import Worksheet

_CN = "零〇一二两三四五六七八九十百千万亿俩仨壹贰叁肆伍陆柒捌玖拾佰仟"
# 数说完了，后面的字另起一句：“三千五｜两年了”“两千六｜一分没少”“三万二｜一直拖着”。
_NEXT = r"(?<=[百千万][二三四五六七八九])[一两三四五六七八九](?:年|个月|天|分|直)"
_MORE = rf"(?:(?!{_NEXT})[\d{_CN}])*"
_N = rf"(?:\d+(?:,\d{{3}})*(?:\.\d+)?(?:[{_CN}]{_MORE})?|[{_CN}]{_MORE})"
_ENDS_A_SUM = _CN + "0123456789多来余"
_ROUGH = "[多来余]?"
_DIGIT = r"[\d一二两三四五六七八九]"
_MEASURE = "(?:[贴亩方架趟遍个斤天次只瓶箱包盒条份张件月年点号楼米支串双杯碗位根套把本部台辆节晚罐听袋桶盘桌人卷片颗粒度吨方副锅]|公斤|公里|小时)"
_CHANGE = rf"(?:零?{_DIGIT}[毛角](?:{_DIGIT}(?!{_MEASURE})分?)?|(?:零{_DIGIT}|[2-9二两三四五六七八九])分(?!钟)|(?:\d{{1,2}}|{_DIGIT})(?:(?=一{_MEASURE}|包邮)|(?![\d{_CN}]|{_MEASURE}))|半(?!个))?"
_LONGEST_AMOUNT = 16


class MoneyFinder:
    def __init__(self, words: MoneyWords):
        pieces = any_of(words.piece_of)
        self._with_unit = re.compile(
            rf"(?:[¥￥]|rmb) ?{_N}(?:万|元)?(?:元)?|(?<![\d.]){_N}[¥￥]|"
            rf"(?<![\d.第几之]){_N}{_ROUGH}[万千]?{_ROUGH}(?:元(?![旦宵月]|店(?!铺))整?|圆(?!形)|rmb|块(?!(?:{pieces})))(?:{_CHANGE})(?:多|左右)?(?:钱)?|"
            rf"(?<![\d.第几之])(?:{_N}[毛角](?!病|巾|衣|孩|落|度)(?:{_DIGIT}(?!{_MEASURE})分?)?|{_DIGIT}+分(?=钱))钱?"
        )
        self._cue_before = re.compile(rf"(?:{any_of([*words.cues, '一斤', '每'])}).{{0,2}}$")
        self._not_sum_before = re.compile(rf"(?:{any_of(words.not_sum_after)})$")
        self._model_before = re.compile(rf"(?:{any_of(words.models_of)})$")
        self._short_phones = set(words.short_phones)
        not_money = any_of(words.not_money)
        stop = rf"(?:(?={_NEXT})|(?![\d.{_CN}])(?!{_ROUGH}(?:{not_money})))"
        self._bare = re.compile(
            rf"(?:{any_of(words.cues)})(?:{any_of(words.between)}){{0,3}}((?<![\d.]){_N}{_ROUGH}[kw]?){stop}"
        )
        self._each = re.compile(rf"(?<![\d.第月日号元室栋座楼a-z-])(\d+(?:\.\d+)?|[{_CN}]{{2,}}(?<!十))(?=(?:一|每|/)(?:{_MEASURE}|克|平|位)|包邮|[抵减抢换][\d{_CN}]|起(?=[,，。]|$))")
        self._for_several = re.compile(r"(?<![\d.第月日号元室栋座楼a-z-])(\d{2,5}(?:\.\d+)?)(?=[两二三四五六][瓶箱斤包盒条件双套袋床桶罐只])")  # “158两瓶”
        self._of_fee = re.compile(rf"(?<![\d.第几之])({_N}{_ROUGH})(?=(?:左右)?的[^,。;!?，；]{{0,5}}?(?:费|款|金|卡|套餐|课|单子|货))")
        self._round = re.compile(rf"(?<![\d.第几之{_CN}])((?:[{_CN[:13]}俩]+|\d+(?:\.\d+)?)[百千万]{_MORE}{_ROUGH}){stop}")
        self._alone = re.compile(rf"(?:(?<=^)|(?<=[,，。;；!]))(\d{{3,5}}(?:\.\d{{1,2}})?|\d{{1,5}}\.\d{{1,2}})(?=[,，。;；!]|$)|(?<=[㐀-鿿])(?<![第年月号打拨楼室栋路元之])(\d{{2,5}}(?:\.\d{{1,2}})?)(?=[,，。;；!]|$|买|花)|((?<![第年月\d{_CN}])[{_CN}]*[百千万][{_CN}]*)(?=[,，。;；!]|$)")
        self._piece = re.compile(r"\d{3,6}(?:\.\d{1,2})?|\d{1,5}\.\d{1,2}")
        self._small_piece = re.compile(r"\d{2}")  # “电影票 78 到点放不了”：前面说了买什么、办什么，才是钱
        self._aged = re.compile(rf"(?:{any_of(words.aged)})$")
        self._counts = re.compile(rf"(?!安[装排全]|回[来去家]){_ROUGH}(?:{not_money})|[a-z]")  # “来了 300 个人”
        self._dealt = re.compile(any_of(words.dealt))
        self._tail = re.compile(r"(?<=[㐀-鿿])(?<![第月号打拨楼室栋路元之])(?<![^一两三半]年)(\d{3,5})$")  # “电饭锅159 煮饭冒烟”
        self._small_tail = re.compile(r"(?<=[㐀-鿿])(?<![第年月号打拨楼室栋路元之])(\d{2})$")
        self._counted_tail = re.compile(rf"一{_MEASURE}[㐀-鿿]{{0,6}}(\d{{2}})$")  # “一箱牛奶65”
        self._priced = re.compile(rf"(?:{any_of(words.dealt)})了?(?:一?[个台张件套部份])?({_N})的(?=[㐀-鿿])")  # “买了3980的床垫”
        self._whole = re.compile(rf"(?:大概|大约|差不多|也就|就|得有|有)?([{_CN}]*[百千万][{_CN}]*{_ROUGH})(?:左右|吧|呢|了|的样子)?[。!]?")
        self._ten_thousands = re.compile(rf"(?<![\d.第几之])({_N}{_ROUGH}[万亿]{_ROUGH}[\d{_CN}]*|\d{{1,3}}w\d){stop}")
        self._from = re.compile(rf"从({_N}{_ROUGH})(?=[涨降变升]|退成|减到|加到)")
        self._about = re.compile(r"(?<![\d.])(\d{3,6}(?:\.\d+)?)(?=左右|上下|[学上用去]了)")

    def find(self, sheet: Worksheet) -> None:
        text = sheet.text
        self._strong_demands = [(f.start, f.end) for f in sheet.of("demand") if re.search(r"[一1]赔|倍", text[f.start : f.end])]
        if not any(c.isnumeric() or c in "¥￥两俩" for c in text):
            return
        for start, end in sheet.pieces():  # “差8两 60块钱”：隔着空格是两个数
            for match in self._with_unit.finditer(text[start:end]):
                self._add(sheet, start + match.start(), start + match.end())
        for match in self._for_several.finditer(text):
            self._add(sheet, *match.span(1))
        ends = (*sorted(gap for gap in sheet.gaps if text[gap - 1] in _ENDS_A_SUM), len(text))  # “交了四千六 回来”：隔着空格，“回”另起一句
        for end in ends:
            for match in self._bare.finditer(text, 0, end):
                if _is_sum(match[1]):
                    self._add(sheet, *match.span(1))
        whole = self._whole.fullmatch(text)
        if whole:  # 问“花了多少钱”，答“三千多吧”
            self._add(sheet, *whole.span(1))
        for match in self._alone.finditer(text):
            if match[0] != text and not (match[2] and self._not_sum_before.search(text[: match.start()])):
                self._add(sheet, *match.span())
        self._in_pieces(sheet)
        for match in self._of_fee.finditer(text):
            if _is_sum(match[1]):
                self._add(sheet, *match.span(1))
        for match in self._about.finditer(text):
            if not self._not_sum_before.search(text[: match.start()]):
                self._add(sheet, *match.span(1))
        for match in self._each.finditer(text):  # “120一张”不是电话
            self._add(sheet, *match.span(1), may_be_phone=False)
        for match in self._priced.finditer(text):
            if _is_sum(match[1]):
                self._add(sheet, *match.span(1))
        for pattern in (self._ten_thousands, self._round, self._from):
            for end in ends:
                for match in pattern.finditer(text, 0, end):
                    self._add(sheet, *match.span(1))

    def _in_pieces(self, sheet: Worksheet) -> None:
        """空格隔开的一小段就是一个数，或者末尾是一个数：“年卡 1999 现在店关了”。前后也是数的（分开写的电话）不算。"""
        pieces = [(start + m.start(), start + m.end()) for start, end in sheet.pieces() for m in re.finditer(r"[^ ]+", sheet.text[start:end])]  # 两个数中间的空格整理后还在
        said = [sheet.text[start:end] for start, end in pieces]
        for i, (start, end) in enumerate(pieces):
            before, after = (said[i - 1] if i else ""), (said[i + 1] if i + 1 < len(said) else "")
            if len(pieces) < 2:
                continue
            is_told = "." in said[i] or not self._not_sum_before.search(sheet.text[:start])
            is_alone = is_told and (self._piece.fullmatch(said[i]) or (self._small_piece.fullmatch(said[i]) and self._dealt.search(sheet.text[:start]) and not self._aged.search(before)))
            if is_alone and (before or "." in said[i]) and not (before and before.isascii()) and not after.isdigit() and not self._counts.match(after):
                self._add(sheet, start, end)
            tail = self._tail.search(said[i]) or self._counted_tail.search(said[i]) or (self._small_tail.search(said[i]) if self._dealt.search(said[i]) else None)
            if tail and not after.isdigit() and not self._not_sum_before.search(said[i][: tail.start(1)]):
                self._add(sheet, start + tail.start(1), end, may_be_phone=not self._dealt.search(said[i]))

    def _add(self, sheet: Worksheet, start: int, end: int, may_be_phone: bool = True) -> None:
        said = sheet.text[start:end]
        if (may_be_phone and said in self._short_phones) or said == "一角" or re.match(r"0\d", said):
            return
        if re.fullmatch(r"\d{1,2}", said) and self._model_before.search(sheet.text, max(0, start - 6), start):
            return  # “手机是苹果13”
        if re.match("百十|[一1]分钱", said):  # “百十来块”说不出一个数，“没收一分钱”不是一笔钱
            return
        if any(start < b and a < end for a, b in self._strong_demands):
            return  # “退一赔三”的三
        value = parse_amount(said) if len(said) <= _LONGEST_AMOUNT else None
        if value is None or sheet.has_gap(start, end) or (said[0] in "百千万亿" and said[-1] in "百千万亿"):  # “千万别说”
            return
        if said in ("一块", "1块") and not self._cue_before.search(sheet.text, max(0, start - 6), start):
            return  # “合到一块”“换一块”
        sheet.add("amount", start, end, value)


def _is_sum(number: str) -> bool:
    """光有数字的，至少两位；光是汉字的，要带十、百、千、万。"""
    if number[0].isascii():
        return len(number.split(".")[0]) <= 8 and (len(number) >= 2)
    return len(number) >= 2 and any(unit in number for unit in "十百千万")
