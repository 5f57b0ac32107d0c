"""听出登记以后又来说的是哪一样。认的字在 knowledge/lexicon/intake.yml 的 returns，从上往下先中先得。"""

from __future__ import annotations

import re
from typing import Optional

from bot.hotline.any_of import any_of
from bot.hotline.conversation import Awaiting, Conversation
from bot.hotline.said_day import said_day
from bot.hotline.understanding import RequestKind, Understanding
from bot.usecases.filing.side_talk import asks
from bot.usecases.reading.read_command import is_command
from bot.usecases.reading.read_phrase import bare, says_nothing_asked
from bot.usecases.returning.identify_ticket import own_tickets

# 这么短的话，听成了新的诉求也多半是在说登记好的那件。
_SHORT = 12
_LONG = 30
# 补充的话可以长，开头说了“补充”就算。
_OPENING = 14
_NEW_MATTER = (RequestKind.COMPLAINT, RequestKind.TIP_OFF, RequestKind.CONDUCT_COMPLAINT, RequestKind.HELP_REQUEST)
_SURELY_ELSEWHERE = 0.5
_NEEDS_NO_NAME = "supplement"
_FILES_AGAIN = re.compile("(?<!又要)(?<!还要)(?:再|重新)投诉(?!.{0,4}[吗不？?]$)")
_FILED_ONCE = re.compile("(?:我|俺)(?:上次|之前|前几天|以前|上个月|上周|早先)?(?:就)?(?:投诉|举报|反映)过(?!.{0,8}[吗么])")
_ONCE = 14
_AGAIN = "again"  # 怎么又要我说一遍


def read_return(heard: Understanding, is_own: bool, conversation: Conversation, hotline) -> Optional[str]:
    """返回 withdraw、phone、supplement、urge、secrecy、again、outcome、number、progress；说的是别的返回 None。

    is_own：这次来话里有他的工单（或者话里报了编号）。没有的，要说到“投诉、工单”这些字，又不是在问怎么办才算。
    """
    words, text = hotline.knowledge.intake_words, heard.text
    names_it = any(name in text for name in words.ticket_names)
    if not is_own and _FILES_AGAIN.search(text):
        return None  # “投诉过一次没人管，我再投诉一次”
    if not is_own and re.search(rf"[跟向给找和对](?:{any_of(words.complained_elsewhere)})[^，。\s]{{0,4}}(?:投诉|举报|反映)", text):
        return None  # “跟平台投诉过没人管”
    if not is_own and not _is_about_one(heard, names_it, hotline):
        if conversation.awaiting is Awaiting.LODGE and not names_it:
            return None  # 正问要不要转给公安，“你们给催催”
        if names_it and _act(text, words) == "phone":
            return "phone"  # “我投诉换个手机号行吗”：在问也是要换
        is_urging = len(text) <= _SHORT // 2 and "催" in text and _act(text, words) == "urge"  # “催一下”
        return _act(text, words) if is_urging or _filed_before(text, words) else None
    if is_own and (_puts_right(conversation, text, hotline) or _tells_when(conversation, text, hotline)):
        return _NEEDS_NO_NAME
    if is_own and heard.item_id and not heard.in_context and not names_it and not _is_plain(heard, words, hotline):
        return None  # 在问办事
    if is_own and _cancels(conversation, heard, words):
        return "withdraw"
    if is_own and conversation.item_id is None and bare(text) in words.how_long:
        return "progress"
    if is_own and heard.entity("phone") and any(word in text for word in words.changes_phone):
        return "phone"
    if is_own and ((_adds_proof(text, words) and not asks(text, hotline)) or _adds_about_them(heard, hotline)):
        return _NEEDS_NO_NAME
    do = _act(text, words)
    if do is None and not is_own and len(text) <= _ONCE and _FILED_ONCE.match(text) and not re.search("[要想再](?:投诉|举报)", text):
        return "progress"  # “我举报过南街的游戏厅”：说的是登记过的那件
    if do in ("progress", "secrecy", "number", "outcome") and not is_own and not _filed_before(text, words):
        return None  # 由意图认
    return None if do in ("urge", "progress", "secrecy", "outcome") and _is_new_matter(heard, names_it, hotline) else do


def _act(text: str, words) -> Optional[str]:
    if any(phrase in text for phrase in words.not_returns):
        return None
    for do, phrases in words.returns.items():
        within = text[:_OPENING] if do == _NEEDS_NO_NAME and len(text) > _LONG else text
        if any(phrase in within for phrase in phrases) and (do == _NEEDS_NO_NAME or len(text) <= _LONG):
            return do
    return None


def _adds_proof(text: str, words) -> bool:
    """“还有他聊天记录里承认是高仿”：登记以后想起的凭据，补在那件上，不是另一件。"""
    is_more = re.match("还有|另外|对了|我?刚|又|(?:东西|我)?(?:又)?(?:找|翻|查|拿|要|想)(?:到|出来|起来)", text) is not None
    opens = any(phrase in text for phrase in (*words.opens_complaint, *words.opens_tip_off, *words.tip_off_words))
    return is_more and not opens and len(text) <= _LONG and any(word in text for word in words.evidence)


def _adds_about_them(heard: Understanding, hotline) -> bool:
    """“对了 他们跟我们班三十多个家长都这样”：接着说那家的，听成了表扬、建议也是补充。"""
    words = hotline.knowledge.intake_words
    is_theirs = any(word in heard.text for word in words.pronouns if word[0] not in "我俺你自这那")
    more = re.match("(?:哦|噢|啊|诶)?[，, ]*(?:对了|还有|另外|补一句|忘了)[，, ]*", heard.text)
    opens = any(phrase in heard.text for phrase in (*words.opens_complaint, *words.opens_tip_off, *words.tip_off_words, *words.misdeeds))
    is_new = heard.kind in _NEW_MATTER or heard.item_id is not None
    is_told = more is not None and says_nothing_asked(heard.text[more.end() :], hotline.knowledge.answer_words)
    return is_theirs and is_told and not opens and not is_new and len(heard.text) <= _LONG


def _puts_right(conversation: Conversation, text: str, hotline) -> bool:
    """“店名好像是玉缘轩不是玉缘阁”：说到了工单上的店名、地址、东西，又在改口。"""
    tickets = [hotline.tickets.get(number) for number in own_tickets(conversation)]
    told = [value for t in tickets for value in (t.respondent.name, t.respondent.address, t.subject.product_or_service) if value]
    is_changing = "不是" in text or any(phrase in text for phrase in hotline.knowledge.intake_words.corrects)
    return is_changing and len(text) <= _LONG and any(value in text for value in told) and not asks(text, hotline)


def _tells_when(conversation: Conversation, text: str, hotline) -> bool:
    """“我忘了 是11月25号晚上”“时间是上周六”：刚登记好，只说了个日子，补的是什么时候的事。"""
    words = hotline.knowledge.intake_words
    is_idle = conversation.awaiting is Awaiting.NOTHING and not conversation.draft_id and conversation.item_id is None
    if not is_idle or len(text) > _LONG or asks(text, hotline) or said_day(text, hotline.now().date()) is None:
        return False
    known = (*words.cues["event_on"], *words.corrects, *words.moments, *words.rough_times, *words.links, *words.fill_words, "忘了", "记错", "对了", "那天", "当时", "的事", "住", "买", "吃", "去", "发生")
    rest = re.sub(rf"[\d一二两三四五六七八九十上下这大前昨今号的我]|{any_of(known)}|[^㐀-鿿]", "", text)
    return len(rest) <= 2


def _filed_before(text: str, words) -> bool:
    """“早上报过一个，现在怎么样了”“投诉过了，怎么又要我说一遍”：说的是登记好的，不是在问规矩。"""
    do = _act(text, words)
    is_here = not any(name in text for name in words.complained_elsewhere)  # “向平台投诉过没人管”不是在我们这里登记过
    is_urging = do == "urge" and is_here and len(text) <= _LONG and re.match("(?:我|俺|咱)", text) is not None
    return any(name in text for name in words.ticket_names if name.endswith("过")) and (do in (_AGAIN, "progress") or is_urging)


def _is_plain(heard: Understanding, words, hotline) -> bool:
    """听着像办事，话里却明说是登记好的那件：“想起来了老板姓钱”“能不能罚他”。"""
    text, item = heard.text, hotline.knowledge.item(heard.item_id)
    do = _act(text, words)
    if do == "withdraw" and not any(name in text for name in (item.name, *item.asked_as)):
        return True  # “我要是想撤呢”没说撤销哪一种登记
    return do in ("secrecy", "outcome", "number", _AGAIN) or (do == _NEEDS_NO_NAME and not asks(text, hotline))


def _is_about_one(heard: Understanding, names_it: bool, hotline) -> bool:
    """没有他的工单时，说的像不像以前登记的一件：“帮我催一下投诉”，不是“怎么撤销投诉”。"""
    says_kind = any(name in heard.text for name in hotline.knowledge.names.kinds.values())
    words = hotline.knowledge.intake_words
    opens = any(phrase in heard.text for phrase in (*words.opens_complaint, *words.opens_tip_off))  # “现在想起来还后怕，想投诉”
    is_new = (opens or heard.kind in _NEW_MATTER) and not names_it and len(heard.text) > _SHORT
    return (names_it or says_kind) and not is_new and len(heard.text) <= _LONG and not asks(heard.text, hotline)


def _cancels(conversation: Conversation, heard: Understanding, words) -> bool:
    """刚登记好就说“取消”“算了我自己找他们谈”：说的是登记好的那件。还有草稿放着的，说的是草稿。"""
    is_idle = conversation.awaiting in (Awaiting.NOTHING, Awaiting.ITEM) and not conversation.draft_id and not conversation.item_id
    ends = heard.intent == "cancel" and any(w in heard.text for w in words.ends_it) and not any(w in heard.text for w in words.keeps_it)
    return is_idle and (ends or is_command("cancel", heard.text, words))


def _is_new_matter(heard: Understanding, names_it: bool, hotline) -> bool:
    """“小区漏水没人管”是另一件事；“催一下”不是。"""
    if heard.kind not in _NEW_MATTER or names_it:
        return False
    elsewhere = [share for body, share in heard.departments[:1] if body in hotline.knowledge.external_bodies]
    return len(heard.text) > _SHORT or any(share >= _SURELY_ELSEWHERE for share in elsewhere)
