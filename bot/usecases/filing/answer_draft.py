"""登记到一半时听到的一句话：是答话、改口、补充，还是要停、要匿名、问为什么。都不是返回 None，照它的意思办完再回来。"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Optional

from bot.hotline.any_of import any_of
from bot.hotline.conversation import Conversation, Reply, Turn
from bot.hotline.draft import Draft, Stage, fill, hear
from bot.hotline.understanding import Understanding
from bot.hotline.visibility import PARTY_COMMITTEE
from bot.usecases.filing.add_statement import add_statement
from bot.usecases.filing.another_matter import (
    ANNOUNCED,
    keep_another_matter,
    put_other_right,
    says_another_only,
    take_apart,
)
from bot.usecases.filing.answer_facts import note_found
from bot.usecases.filing.answer_question import answer_question
from bot.usecases.filing.ask_draft import ask_next, current_draft, keep_draft
from bot.usecases.filing.change_draft import anonymous, apply_correction, named_again
from bot.usecases.filing.hide_reporter import SECRET, wants_anonymity, wants_his_name
from bot.usecases.filing.keep_numbers import keep_numbers, says_nothing_more
from bot.usecases.filing.obey_command import obey_command
from bot.usecases.filing.refuse_beside import refuse_beside
from bot.usecases.filing.second_in_draft import redress_only, with_second
from bot.usecases.filing.side_talk import is_digression, speaks_english
from bot.usecases.filing.start_draft import words_for_kin
from bot.usecases.not_ours.ours_in_theirs import drops_theirs, is_ours, take_ours
from bot.usecases.reading.for_another_words import represents_in
from bot.usecases.reading.heard_entities import entities_of
from bot.usecases.reading.read_bare import sum_of_wish
from bot.usecases.reading.read_command import is_any_command
from bot.usecases.reading.read_correction import read_correction
from bot.usecases.reading.read_demand import SAID_BEFORE
from bot.usecases.reading.read_field import read_field
from bot.usecases.reading.read_statement import read_evidence, read_statement
from bot.usecases.reading.sort_answer import for_whom, uses_his_name
from bot.usecases.returning.file_anew import file_anew

_SHORT, _A_PHONE = 18, 7
_OF_HIM = re.compile(r"(?:你们|我)?(?:就|也|还)?(?:能不能|能否|可不可以|可以|希望|想)?((?:让|叫|要求?)[他她]们?(?!说|骂|去|来)[^，。\s不]{2,12}?)[吗么吧]?")
_GIVES_PHONE = re.compile("(?<![不别])(?:可以|能|愿意|给)[给留打][你您]?们?(?:个|我的?)?(?:电话|号码)")
# 把热线问的重一遍再答：“多少钱 319”“在哪 就北街”。
_ECHO = re.compile(r"(?:花了)?(?:多少钱|啥时候|什么时候|哪天|哪一天|在哪儿?|什么地方|叫什么|叫啥)(?:来着)?[？?]?[\s，,]+(?=[^\s，,吗呢？?]{2,12}$)")


_ASKED_BACK = re.compile(r"(?:你?是?问)?哪一?[个家][㐀-鿿]{0,5}[？?，,\s]+(?:就是|是|叫|就)(?:那个|那家)?[\s，,]*(?=[^\s吗呢？?]{2})")  # “哪个健身房？就是那个 力美健”
_WRITE_IN = re.compile(r"([^，,。；]{2,20}?)[，,\s]*(?:也|都|给我|帮我|请)*(?:写|加|记|添|填)(?:上|进去|下来)(?:去|来)?(?:吧|啊|哈|一下)?")  # “商品是床垫 写上”：写上是吩咐，不是商品


def answer_draft(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    draft = current_draft(conversation, hotline)
    if draft is None:
        return None
    if heard.intent == "report_emergency" and not is_any_command(heard.text, hotline.knowledge.intake_words):
        return None  # “没了”是说完了，不是走失了人
    told = []
    words = hotline.knowledge.intake_words
    if heard.choice is None and speaks_english(heard.text, words):  # “how much can i get”不是店名
        return ask_next(conversation, hear(draft, heard.text, False), hotline, [Reply("utter_chinese_only")])
    for_another = for_whom(draft, heard.text, words)
    if for_another is not draft and (uses_his_name(heard.text, words) or represents_in(heard.text, words) == for_another.values["represents"]):
        told = [Reply("utter_draft_represents", {"represents": words_for_kin(for_another.values["represents"], hotline)})]
    if told and draft.has_facts and len(heard.text) <= _SHORT // 2:
        return ask_next(conversation, for_another, hotline, told)  # “替我妈投诉”，没说别的
    if told and uses_his_name(heard.text, words):
        return ask_next(conversation, hear(for_another, heard.text, False), hotline, told)  # “能用我表弟的名字吗 他下的单”
    draft = _with_problem(for_another, heard, hotline)
    if draft.is_anonymous and draft.kind in SECRET and wants_his_name(heard.text, hotline.knowledge.intake_words):
        return named_again(conversation, draft, heard, hotline)
    if _keeps_phone_secret(draft, heard.text, hotline):
        told = [*told, Reply("utter_draft_secrecy")]
        if len(re.findall(r"\d", heard.text)) < _A_PHONE:
            return ask_next(conversation, draft, hotline, told)  # “可以给你们电话 但是千万别说是我”：号码还没说
    elif _anonymous_in_passing(draft, heard.text, hotline.knowledge.intake_words):
        draft, told = keep_draft(anonymous(draft, hotline), hotline), [*told, Reply("utter_draft_anonymous")]
    draft, heard, kept = keep_numbers(draft, heard, hotline)
    heard = _without_label(draft, heard, hotline.knowledge.intake_words)
    draft, heard, refused = refuse_beside(draft, heard, hotline)
    kept = [*kept, *refused]
    told += kept
    if kept:
        draft = keep_draft(draft, hotline)
    if kept and says_nothing_more(heard.text, hotline.knowledge.intake_words):
        return ask_next(conversation, draft, hotline, told)
    turn = _answer(conversation, draft, heard, hotline)
    if turn is None and kept:
        return ask_next(conversation, draft, hotline, told)
    return Turn(turn.conversation, [*told, *turn.replies]) if turn else None


def _answer(conversation: Conversation, draft: Draft, heard: Understanding, hotline) -> Optional[Turn]:
    """整句的意思、改口、答话，都不是就当补充。"""
    if hotline.knowledge.intake.item_said(heard.text) in hotline.knowledge.items:
        return None  # “想申请仲裁检定”：有专门的事项，先说怎么办
    if draft.kind == "conduct_complaint" and (put := _OF_HIM.fullmatch(heard.text.strip(" 。？?"))):
        wished = {"demand": (*(draft.values.get("demand") or ()), put[1])}
        return note_found(conversation, fill(draft, wished), ("demand",), hotline)  # “能不能让她改改态度”是要求，不是在问办事
    for take in (obey_command, _second_thought, answer_question):
        turn = take(conversation, draft, heard, hotline)
        if turn is not None:
            return turn
    brings_proof = len(text := heard.text) <= _SHORT and bool(read_evidence(text, hotline.knowledge.intake_words))  # “有照片要吗”
    return None if is_digression(draft, heard, hotline) and not brings_proof else add_statement(conversation, draft, heard, hotline)


def _second_thought(conversation: Conversation, draft: Draft, heard: Understanding, hotline) -> Optional[Turn]:
    """改口、换成举报或投诉、又带出另一件。"""
    text, words = heard.text, hotline.knowledge.intake_words
    if is_ours(draft, heard, hotline) and draft.stage is not Stage.FILED:
        return take_ours(conversation, draft, heard, hotline)
    if draft.second and draft.second.is_other_body and drops_theirs(text, words):
        return ask_next(conversation, replace(hear(draft, text, False), second=None), hotline, [Reply("utter_draft_ours_only")])
    if (apart := take_apart(conversation, draft, heard, hotline)) is not None:
        return apart
    if says_another_only(draft, text, hotline):
        turn = ask_next(conversation, draft, hotline, [Reply("utter_draft_another_later")])
        return Turn(replace(turn.conversation, asked=ANNOUNCED), turn.replies)
    another = keep_another_matter(draft, heard, hotline, conversation.asked == ANNOUNCED)
    if another is not None:
        reply = Reply("utter_draft_another_kept", {"kind": hotline.knowledge.names.kinds[another.kind]})
        return ask_next(conversation, draft, hotline, [reply])
    if (other := put_other_right(conversation, draft, heard, hotline)) is not None:
        return other
    if wanted := sum_of_wish(text, draft):
        return note_found(conversation, fill(draft, wanted), tuple(wanted), hotline)
    if (anew := file_anew(conversation, draft, heard, hotline)) is not None:
        return anew
    said = read_correction(text, entities_of(heard, hotline), draft, words, hotline.now().date())
    if said is None and draft.stage is Stage.CONFIRMING and len(text) <= _SHORT and (named := re.match(rf"(?:(?:{any_of((*words.waits, *words.fill_words))}|对了|[咦诶哎]|还有)[\s，,]*)*((?:我的|商家的?|店的?)?(?:{any_of([*words.address, *(cue for cues in words.cues.values() for cue in cues)])}).{{0,4}}?(?:[是叫：:]|写的).*)", text)):
        said = read_correction(f"{words.corrects[0]}，{named[1]}", (), draft, words, hotline.now().date())  # 核对时点名说“店名是万家福”
    if said is not None and (draft.has_facts or draft.asking != "facts"):
        return apply_correction(conversation, draft, said, hotline)
    added = with_second(draft, heard, hotline)
    if added is not draft:
        names = hotline.knowledge.names.kinds
        reply = Reply("utter_draft_two_matters", {"first": names[added.kind], "second": names[added.second.kind]})
        found = read_statement(text, entities_of(heard, hotline), words, hotline.now().date())
        if found.get("demand"):
            found["demand"] = redress_only(found["demand"], words)
        is_mine = added.second.kind != "tip_off"  # “你们也查一下”是要查处，不是给自己要的
        known = {k: v for k, v in found.items() if (k == "demand" and is_mine) or not added.knows(k)}
        return ask_next(conversation, hear(fill(added, known), text, True), hotline, [reply])
    return None


def _with_problem(draft: Draft, heard: Understanding, hotline) -> Draft:
    """开头没说出是什么问题（“我替我老公投诉个修车的”）、反映的是谁家的人，后来说到了。"""
    if draft.kind == "conduct_complaint" and any(word in heard.text for word in hotline.knowledge.intake_words.our_own):
        return replace(draft, department=PARTY_COMMITTEE)
    is_same = heard.kind.value == draft.kind and not draft.is_other_body and heard.department in hotline.knowledge.departments
    if draft.problem is not None or not heard.problem or not is_same:
        return draft
    return replace(draft, problem=heard.problem, department=draft.department or heard.department)


def _without_label(draft: Draft, heard: Understanding, words) -> Understanding:
    """正问地址，“地址 步行街对面”里的“地址”说的就是正问的那个；重一遍问话再答的，只留答的。"""
    if heard.choice is None and (echo := _ECHO.match(heard.text) or _ASKED_BACK.match(heard.text)):
        return replace(heard, text=heard.text[echo.end() :], entities=())
    if heard.choice is None and draft.asking not in (None, "facts") and (again := SAID_BEFORE.match(heard.text)):
        return replace(heard, text=heard.text[again.end() :], entities=())
    if heard.choice is None and (written := _WRITE_IN.fullmatch(heard.text.strip(" 。！"))):
        return replace(heard, text=written[1], entities=())
    label = re.match(rf"(?:{any_of(words.address)})[:：\s]+(?=.)", heard.text) if draft.asking in ("respondent_address", "citizen_address") else None
    return replace(heard, text=heard.text[label.end() :], entities=()) if label and heard.choice is None else heard


def _keeps_phone_secret(draft: Draft, text: str, hotline) -> bool:
    """“留个电话吧138……但别告诉店里”：留了号码，只要保密，不是要匿名。"""
    words = hotline.knowledge.intake_words
    is_asked = draft.kind in SECRET and draft.asking == "citizen_phone" and not draft.is_anonymous
    gives = read_field("citizen_phone", text, words, hotline.now().date()) is not None or _GIVES_PHONE.search(text) is not None
    return is_asked and "匿名" not in text and wants_anonymity(text, words) and gives


def _anonymous_in_passing(draft: Draft, text: str, words) -> bool:
    """长话里带了一句别让人知道是我：照办，别的话接着听。"""
    return draft.kind in SECRET and not draft.is_anonymous and len(text) > _SHORT and wants_anonymity(text, words)
