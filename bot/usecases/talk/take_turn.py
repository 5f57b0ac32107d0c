"""接一句话：正等着回答时先当作回答试；不是回答就照它的意思办，办完把没问完的再问一遍。"""

from __future__ import annotations

from dataclasses import replace
from typing import Callable

from bot.hotline.conversation import Awaiting, Conversation, Reply, Turn
from bot.hotline.understanding import RequestKind, Understanding
from bot.usecases.emergency.caution import WORRYING, breaks_in, with_caution
from bot.usecases.emergency.hear_calm import as_redress, calmed
from bot.usecases.emergency.hear_danger import alarmed, with_worry
from bot.usecases.emergency.keep_emergency_notes import note_after_calm
from bot.usecases.emergency.report_emergency import report_emergency
from bot.usecases.emergency.stay_with_emergency import stay_with_emergency
from bot.usecases.emergency.tell_number import tell_number
from bot.usecases.filing.add_statement import add_statement
from bot.usecases.filing.ask_draft import current_draft, return_to_draft
from bot.usecases.filing.hear_insider import hear_insider
from bot.usecases.filing.hear_story import hear_story
from bot.usecases.filing.keep_draft import offer_to_resume, pause_for_emergency, set_aside_draft
from bot.usecases.filing.leave_draft import leaves_the_draft, without_cancel
from bot.usecases.filing.take_request import complains_instead, said_outright, take_request, tells_trouble
from bot.usecases.guide.another_permit import answer_another_permit
from bot.usecases.guide.answer_about_notice import answer_about_notice
from bot.usecases.guide.answer_alike import answer_alike
from bot.usecases.guide.answer_apply_by import answer_apply_by
from bot.usecases.guide.answer_corrected import answer_corrected
from bot.usecases.guide.answer_deferral import answer_deferral
from bot.usecases.guide.answer_delivery import answer_delivery
from bot.usecases.guide.answer_guide_question import answer_guide_question
from bot.usecases.guide.answer_in_between import answer_in_between
from bot.usecases.guide.answer_order import answer_order
from bot.usecases.guide.answer_told import answer_told
from bot.usecases.guide.answer_two_items import answer_two_items
from bot.usecases.guide.answer_unlisted import answer_unlisted
from bot.usecases.guide.answer_where_published import answer_where_published
from bot.usecases.guide.ask_again import NO_MORE, ask_again, not_answered
from bot.usecases.guide.better_answer import better_answer
from bot.usecases.guide.change_to_twin import change_to_twin
from bot.usecases.guide.hear_again import hear_again
from bot.usecases.guide.hear_told import answers_faintly_alarming, as_fact, told_in_the_middle
from bot.usecases.guide.late_fact import take_late_fact
from bot.usecases.guide.put_again import put_at_most_thrice
from bot.usecases.guide.return_to_notice import return_to_notice
from bot.usecases.guide.who_comes import answer_who_comes
from bot.usecases.not_ours.lodge_question import remember_question
from bot.usecases.reading.read_phrase import bare
from bot.usecases.returning.check_ticket import check_ticket, offer_supplement
from bot.usecases.returning.hear_earlier import hear_earlier
from bot.usecases.rules.answer_of_the_matter import answer_of_the_matter, ask_of_the_matter
from bot.usecases.rules.answer_regulation import answer_regulation
from bot.usecases.rules.follow_rule import follow_rule
from bot.usecases.rules.hear_accused import hear_accused, hear_punished
from bot.usecases.rules.often_asked import answer_often_asked
from bot.usecases.rules.told_after_rule import told_after_rule
from bot.usecases.talk.answer_pending import answer_pending
from bot.usecases.talk.continue_conversation import continue_conversation
from bot.usecases.talk.hear_bare import as_bare_word, asks_barely, only_opens
from bot.usecases.talk.hear_cursing import hear_cursing
from bot.usecases.talk.hear_introduction import hear_introduction
from bot.usecases.talk.hear_plainly import hear_plainly
from bot.usecases.talk.repeat_question import repeat_question
from bot.usecases.talk.second_request import first_of_two, keep_second_request
from bot.usecases.talk.small_talk import make_small_talk

UseCase = Callable[..., Turn]
# 听到的改了意思，就照改了的办。
_USE_CASES = {
    "file_complaint": take_request, "ask_regulation": answer_regulation, "state_facts": continue_conversation,
    "report_emergency": report_emergency, "abuse": make_small_talk, "check_ticket": check_ticket,
}  # fmt: skip
# 不论意图听成什么，先照次序试这些；头一个答得上的算。
_TRIED_FIRST = (
    repeat_question, return_to_notice, answer_about_notice, hear_introduction, answer_who_comes, change_to_twin, answer_order, answer_another_permit, answer_where_published, answer_apply_by, answer_delivery, answer_deferral, answer_in_between, answer_told, hear_again, answer_unlisted,
    take_late_fact, answer_corrected, answer_two_items, answer_alike, hear_story,
)  # fmt: skip
_LOST = ("utter_ask_which_question", "utter_ask_which_matter", "utter_ask_which_item", "utter_not_understood", "utter_no_rule_answer", "utter_none_of_these")  # 登记到一半岔开问的，答成了这样就是没答上来
_NOT_HEARD = ("utter_not_understood", "utter_handed_over_after_misunderstanding")


def take_turn(use_case: UseCase, conversation: Conversation, heard: Understanding, hotline) -> Turn:
    """use_case 是按意图该办的事；意图可能听错，所以先看是不是在答热线的问话。"""
    heard = hear_plainly(conversation, heard, hotline)
    turn = put_at_most_thrice(conversation, _answer(use_case, conversation, heard, hotline), heard, hotline)
    return with_worry(turn, heard, hotline)


def _answer(use_case: UseCase, conversation: Conversation, heard: Understanding, hotline) -> Turn:
    heard = first_of_two(conversation, heard)
    conversation, told = tell_number(conversation, heard, hotline)
    if told is not None:
        return told
    before, said = conversation, heard
    heard = calmed(conversation, alarmed(conversation, heard, hotline), hotline)
    conversation, stayed = stay_with_emergency(conversation, heard, hotline)
    if stayed is not None:
        return stayed
    if (before.emergency or before.emergency_ended) and hotline.knowledge.emergency_talk.asks_redress(heard.text):
        heard = as_redress(heard)  # “我要找他们算账”
    heard = hear_earlier(conversation, hear_insider(conversation, hear_cursing(conversation, as_bare_word(heard, hotline), hotline), hotline), hotline)
    if heard.intent != said.intent:
        use_case = _USE_CASES.get(heard.intent, use_case)  # “昨天吃坏了，已经好了，我要投诉”
    answered = next(filter(None, (answer(conversation, heard, hotline) for answer in _TRIED_FIRST)), None)
    if answered is not None:
        return better_answer(conversation, answered, heard, hotline)
    left = leaves_the_draft(conversation, heard, hotline)
    if left is not None:
        turn = _take(use_case, left.conversation, without_cancel(heard, hotline), hotline)
        return remember_question(Turn(turn.conversation, [*left.replies, *turn.replies]), heard, hotline)
    take = _take_with_care if conversation.draft_open or answers_faintly_alarming(conversation, heard, hotline) else _take
    turn = better_answer(conversation, take(use_case, conversation, heard, hotline), heard, hotline)
    turn = offer_supplement(conversation, remember_question(turn, heard, hotline), heard, hotline)
    turn = note_after_calm(conversation, keep_second_request(conversation, turn, heard, hotline), heard, hotline)
    is_emergency = any(reply.name == "utter_emergency" for reply in turn.replies)
    if is_emergency and not conversation.draft_open:
        return turn
    if conversation == Conversation(id=conversation.id):  # 头一句，或者隔了一天会话重开
        return offer_to_resume(turn, hotline)
    if not (conversation.draft_open and turn.conversation.draft_open):
        return turn
    if is_emergency:
        return pause_for_emergency(turn, hotline)
    if any(reply.name in _LOST for reply in turn.replies):
        return answer_of_the_matter(conversation, current_draft(conversation, hotline), heard.text, hotline)
    if any(reply.name == "utter_goodbye" for reply in turn.replies):  # 不说一声就散了，填过的他以为没了
        left = set_aside_draft(turn.conversation, current_draft(turn.conversation, hotline), hotline)
        return Turn(left.conversation, [*left.replies, *turn.replies])
    if turn.conversation.awaiting is Awaiting.NOTHING and not any(r.name in NO_MORE for r in turn.replies):
        return return_to_draft(turn, hotline)
    return turn


def _take_with_care(use_case: UseCase, conversation: Conversation, heard: Understanding, hotline) -> Turn:
    """登记、答话到一半，险情要清清楚楚才打断；有点像的不打断，也不装作没听见。"""
    if heard.emergency is None or breaks_in(conversation, heard, hotline):
        return _take(use_case, conversation, heard, hotline)
    calm = replace(heard, intent="state_facts", kind=RequestKind.OTHER, department=None, emergency=None)
    is_shop_asked = conversation.asked == "respondent_name" and heard.danger >= WORRYING  # “现在正漏着 刺鼻”不是店名
    told = add_statement(conversation, current_draft(conversation, hotline), calm, hotline) if is_shop_asked else None
    return with_caution(conversation, told or _take(continue_conversation, conversation, calm, hotline), heard, hotline)


def _take(use_case: UseCase, conversation: Conversation, heard: Understanding, hotline) -> Turn:
    complaint = complains_instead(conversation, heard, hotline)
    if complaint is not None:
        return take_request(replace(conversation, offered=()), complaint, hotline)
    answered = answer_pending(conversation, heard, hotline)
    aside = conversation.draft_open and answered is None  # 岔开的时候，登记先停一停
    waiting = replace(conversation, offered=(), awaiting=Awaiting.NOTHING if aside else conversation.awaiting)
    outright = None if answered else said_outright(heard, hotline)
    if answered is None and told_in_the_middle(conversation, heard, hotline):
        is_asked = conversation.awaiting is Awaiting.SITUATION
        return not_answered(conversation, heard, hotline) if is_asked else continue_conversation(waiting, as_fact(heard), hotline)
    if answered is None and only_opens(heard, hotline):
        return Turn(conversation, [Reply("utter_go_ahead")])
    if answered is None and (conversation.awaiting is Awaiting.SITUATION or (conversation.notice_no and conversation.awaiting is Awaiting.NOTHING)) and asks_barely(heard, hotline):
        aspect = hotline.knowledge.aspect_words.asked(bare(heard.text))[0]
        use_case, heard = answer_guide_question, replace(heard, intent=f"ask_{aspect}", aspect=aspect, aspects=(aspect,), in_context=True)
    asked = None if answered else hear_accused(waiting, heard, hotline) or hear_punished(waiting, heard, hotline) or answer_often_asked(waiting, heard, hotline) or told_after_rule(waiting, heard, hotline) or follow_rule(waiting, heard, hotline)
    asked = asked or (ask_of_the_matter(conversation, heard, hotline) if aside else None)
    turn = answered or asked or (take_request(waiting, outright, hotline) if outright else use_case(waiting, heard, hotline))
    is_lost = any(reply.name in _NOT_HEARD for reply in turn.replies)
    if is_lost and waiting.awaiting is Awaiting.NOTHING and not conversation.draft_open and (trouble := tells_trouble(heard, hotline)):
        return take_request(waiting, trouble, hotline)
    if conversation.awaiting is Awaiting.SITUATION and is_lost:
        return not_answered(conversation, heard, hotline)
    if answered is not None or conversation.awaiting is not Awaiting.SITUATION:
        return turn
    if turn.conversation.misunderstood > conversation.misunderstood:
        return not_answered(conversation, heard, hotline)
    return ask_again(conversation, turn, heard, hotline)
