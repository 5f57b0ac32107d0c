"""听到一件诉求：不能办的说清去处，归别的单位的问要不要转，归我们的开一份草稿登记。"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Optional

from bot.hotline.any_of import any_of
from bot.hotline.conversation import Awaiting, Conversation, Reply, Turn
from bot.hotline.draft import Stage
from bot.hotline.routing import RoutingFacts, known
from bot.hotline.understanding import ItemDecision, RequestKind, Understanding
from bot.usecases.emergency.keep_emergency_notes import follows_our_emergency
from bot.usecases.filing.ask_draft import keep_draft
from bot.usecases.filing.hide_reporter import wants_anonymity, wants_his_name
from bot.usecases.filing.paused_draft import resume_paused
from bot.usecases.filing.second_in_draft import said_problem
from bot.usecases.filing.side_talk import asks
from bot.usecases.filing.start_draft import has_substance, new_draft, offer_to_lodge, start_draft
from bot.usecases.guide.answer_item import answer_item
from bot.usecases.reading.read_command import is_command
from bot.usecases.reading.read_phrase import says_any, says_nothing_asked
from bot.usecases.returning.check_ticket import check_ticket
from bot.usecases.talk.about_whom import about_whom
from bot.usecases.talk.refuse import find_refusal, find_refusal_beside, refuse

# 作风投诉总归本局机关党委先接（派单规则再转）；建议、表扬听成别的部门的，也由我们登记。
_ALWAYS_TAKEN = (RequestKind.CONDUCT_COMPLAINT, RequestKind.SUGGESTION, RequestKind.COMMENDATION)

_NOT_ASKED = (RequestKind.COMMENDATION, RequestKind.SUGGESTION)
_REQUESTS = tuple(kind for kind in RequestKind if kind not in (RequestKind.INQUIRY, RequestKind.OTHER))
_SURE_OF_GROUND = 0.75
_SURE_OF_COMPLAINT = 0.8
_SHORT = 16
_FOOD = "food_safety"
_SURELY_THE_ITEM = 0.95
_SURE_OF_BODY = 0.3  # 举报的，像别的单位不到这样，不往外推
_NEVER = ("report_emergency", "check_ticket", "talk_to_operator", "cancel", "deny")


def take_request(conversation: Conversation, heard: Understanding, hotline) -> Turn:
    """接住一件诉求。不替人决定受理不受理，也不许诺结果。"""
    if heard.intent == "check_ticket":
        return check_ticket(conversation, heard, hotline)
    if conversation.awaiting is Awaiting.SITUATION:
        conversation = conversation.about("")  # 办事问到一半的先放下，登记完能接着办
    conversation, heard = conversation.settled(), about_whom(conversation, not_eaten(heard, hotline), hotline)
    offered = _offer_item(conversation, heard, hotline)
    if offered is not None:
        return offered
    resumed = resume_paused(conversation, heard, hotline)
    if resumed is not None:
        return resumed
    rules = hotline.knowledge.intake
    whole = find_refusal(heard, hotline)
    if whole and whole[0].id in rules.grounds_of_refusals and whole[1] < _SURE_OF_GROUND:
        whole = None  # 只是有点像，不凭它给诉求记上一条不予受理的情形
    refusal = whole[0] if whole else find_refusal_beside(heard, hotline)
    ground = rules.grounds_of_refusals.get(refusal.id) if refusal else None
    is_bare_question = heard.kind is RequestKind.HELP_REQUEST and len(heard.text) <= _SHORT and asks(heard.text, hotline)
    is_only_asking = refusal is not None and (heard.kind in _NOT_ASKED or is_bare_question)  # “你们能帮我把钱要回来吗”不是表扬
    if refusal and ground is None and (is_only_asking or refusal.id not in rules.files_anyway):
        return refuse(conversation, refusal)
    if ground and heard.kind is RequestKind.HELP_REQUEST and any(phrase in heard.text for phrase in hotline.knowledge.intake_words.opens_complaint):
        heard = replace(heard, kind=RequestKind.COMPLAINT, problem=said_problem(heard.text, hotline), department=None)  # “法院判过了，还要投诉那家”
    heard = _as_ours(heard, hotline)
    body = hotline.knowledge.external_bodies.get(_handled_by(heard, hotline))
    if body and heard.kind not in _ALWAYS_TAKEN and not follows_our_emergency(conversation, hotline):
        return offer_to_lodge(conversation, heard, body, hotline)
    said = refuse(conversation, refusal).replies if refusal else []
    return start_draft(conversation, heard, hotline, (ground,) if ground else (), [r.without_choices() for r in said])


def not_eaten(heard: Understanding, hotline) -> Understanding:
    """“宾馆床上有虫子”听成了食品：没说到吃的，说的是住的地方。"""
    words = hotline.knowledge.intake_words
    is_room = heard.problem == _FOOD and any(word in heard.text for word in words.in_a_room) and not any(word in heard.text for word in words.eaten)
    return replace(heard, problem=None, problems=(), department=None, departments=()) if is_room else heard


def said_outright(heard: Understanding, hotline) -> Optional[Understanding]:
    """意图没听成诉求，话里却明说“我要投诉”“我举报”，又不是在问怎么投诉：就当诉求接。不是返回 None。"""
    words, text = hotline.knowledge.intake_words, heard.text
    if heard.kind is RequestKind.INQUIRY and heard.intent not in _NEVER and _asks_us_to_act(text, words):
        return replace(heard, kind=RequestKind.TIP_OFF, problem=said_problem(text, hotline), department=None, items=(), item_decision=ItemDecision.NONE)
    if heard.kind is RequestKind.INQUIRY and heard.intent not in _NEVER and any(phrase in text for phrase in words.sent_here) and any(word in text for word in words.misdeeds):
        return replace(heard, kind=RequestKind.TIP_OFF, problem=said_problem(text, hotline), department=None, items=(), item_decision=ItemDecision.NONE)  # “派出所让我来找你们，说他没执照”
    is_tip_off = is_command("to_tip_off", text, words)  # “那我举报”：一句只说了要举报，不是在问登记过的
    if heard.intent == "check_ticket" and any(phrase in text for phrase in (*words.opens_complaint, *words.opens_tip_off)) and not any(word in text for word in words.looks_up):
        heard = replace(heard, intent="file_complaint", kind=RequestKind.INQUIRY)  # “我要告那个卖鞋垫的”“有照片，我要举报”：没在查
    is_heard = heard.kind is RequestKind.TIP_OFF or (heard.kind in _REQUESTS and not is_tip_off)
    if is_heard or _asks_about_an_item(heard, hotline) or (heard.intent in _NEVER and not is_tip_off) or says_any(hotline.knowledge.answer_words.asking, re.sub(any_of(words.anonymity), "", text)):
        return None  # “我不方便说我是谁”不是在问
    is_about_telling = wants_anonymity(text, words) or wants_his_name(text, words)  # “……我怕老师知道是我说的”
    if is_about_telling and heard.kind in (RequestKind.INQUIRY, RequestKind.OTHER) and has_substance(text, {}, hotline):
        return replace(heard, intent="file_tip_off", kind=RequestKind.TIP_OFF, problem=None, department=None, items=(), item_decision=ItemDecision.NONE)
    if re.search(rf"(?:{any_of(words.represent_leads)})(?:{any_of((*words.represented, *words.employers))})[^，。]{{0,4}}(?:投诉|维权)", text):  # “我替我老公投诉个修车的”
        return replace(heard, kind=RequestKind.COMPLAINT, problem=None, department=None, items=(), item_decision=ItemDecision.NONE)
    if heard.kind in (RequestKind.INQUIRY, RequestKind.OTHER) and any(phrase in text for phrase in words.own_loss):  # “kfc 多收我 10”
        return replace(heard, intent="file_complaint", kind=RequestKind.COMPLAINT, problem=said_problem(text, hotline), department=None, items=(), item_decision=ItemDecision.NONE)
    for kind, phrases in ((RequestKind.TIP_OFF, (*words.opens_tip_off, text) if is_tip_off else words.opens_tip_off), (RequestKind.COMPLAINT, words.opens_complaint)):
        if any(phrase in text for phrase in phrases):
            return replace(heard, intent="file_tip_off" if is_tip_off else heard.intent, kind=kind, problem=None, department=None, items=(), item_decision=ItemDecision.NONE)
    return None


def _asks_about_an_item(heard: Understanding, hotline) -> bool:
    """“我举报的那家店罚了 我能拿奖金不”：说了举报，问的是清清楚楚一件可办的事。"""
    is_clear = heard.item_id is not None and heard.items[0][1] >= _SURELY_THE_ITEM and heard.intent.startswith("ask_")
    opens = any_of((*hotline.knowledge.intake_words.opens_tip_off, *hotline.knowledge.intake_words.opens_complaint))
    return is_clear and not says_nothing_asked(re.sub(opens, "", heard.text), hotline.knowledge.answer_words)  # “我想举报我们单位食堂”不是在问


def tells_trouble(heard: Understanding, hotline) -> Optional[Understanding]:
    """没听懂，话里却有买卖上出的事（“喝多了 他妈的酒是假的”）：当投诉接，不丢。在问的、没有的返回 None。"""
    words = hotline.knowledge.intake_words
    if heard.choice is not None or asks(heard.text, hotline) or not any(word in heard.text for word in (*words.misdeeds, *words.troubles, *words.overcharged)):
        return None
    return replace(heard, intent="file_complaint", kind=RequestKind.COMPLAINT, problem=said_problem(heard.text, hotline), department=None, items=(), item_decision=ItemDecision.NONE)


def said_anew(heard: Understanding, hotline) -> Optional[Understanding]:
    """正等着编号，说“不查了，我要投诉个别的”：当新的一件接。不是返回 None。"""
    words = hotline.knowledge.intake_words
    leaves = any(phrase in heard.text for phrase in words.leaves_lookup)
    if re.search("(?:重新|从头|再)(?:说|讲|登|投诉)", heard.text) and heard.kind in (RequestKind.COMPLAINT, RequestKind.TIP_OFF) and has_substance(heard.text, {}, hotline):
        return heard  # “那我重新说一遍吧 好利来的面包发霉”
    if heard.kind is RequestKind.COMPLAINT and any(word in heard.text for word in words.misdeeds) and not any(name in heard.text for name in words.ticket_names):
        return heard  # 正等编号，说“就那个卖奶粉的 过期了”
    return said_outright(replace(heard, intent="file_complaint", kind=RequestKind.INQUIRY), hotline) if leaves else None


def complains_instead(conversation: Conversation, heard: Understanding, hotline) -> Optional[Understanding]:
    """听成了办事、问着情形，或者险情刚过，他说的却是“过了七天不给退”“我能投诉不”：是投诉。不是返回 None。"""
    words = hotline.knowledge.intake_words
    if heard.choice is not None or conversation.draft_open:
        return None
    is_after_emergency = conversation.emergency_notes is not None and conversation.emergency is None
    if conversation.awaiting not in (Awaiting.SITUATION, Awaiting.ITEM):
        return as_complaint(heard) if is_after_emergency and asks_to_complain(heard.text) else None
    wants_to_tell = any(phrase in heard.text for phrase in words.opens_tip_off if phrase.startswith(("我要", "要", "想", "我来")))  # “匿名举报”可能是在答情形
    if wants_to_tell and not asks(heard.text, hotline):
        return replace(as_complaint(heard), intent="file_tip_off", kind=RequestKind.TIP_OFF)  # “不是办证，我是要举报”
    is_clear = heard.kind is RequestKind.COMPLAINT and heard.kind_confidence >= _SURE_OF_COMPLAINT
    is_told = is_clear and any(word in heard.text for word in (*words.troubles, *words.misdeeds))  # “打开全是虫”
    says_so = is_told or any(phrase in heard.text for phrase in words.complains)
    if not asks_to_complain(heard.text) and (not says_so or asks(heard.text, hotline)):
        return None
    if heard.kind is RequestKind.COMPLAINT:
        return replace(heard, intent="file_complaint", items=(), item_decision=ItemDecision.NONE)
    return as_complaint(heard)


def asks_to_complain(text: str) -> bool:
    """整句是“我能投诉不”“可以投诉他们吗”“那我能投诉物业不”：不是问规矩，是要投诉。"""
    return re.fullmatch(r"(?:那|我|俺|这个?|像这种|这种)*(?:能不能|可不可以|能|可以|想|要)(?:投诉|告)(?:(?:[他她它]们?|这家|那家|店家)?|(?![㐀-鿿]*[几多哪谁什怎咋])[㐀-鿿]{1,5}?(?=[吗不么嘛呢吧？?]))(?:吗|不|么|嘛|呢|吧|[？?])*", text.strip(" 。，,")) is not None


def as_complaint(heard: Understanding) -> Understanding:
    return replace(heard, intent="file_complaint", kind=RequestKind.COMPLAINT, problem=None, department=None, items=(), item_decision=ItemDecision.NONE)


def tells_on_another(heard: Understanding, hotline) -> bool:
    """听成投诉举报，点的是别的店，说了干的坏事（“隔壁店卖假酒”）：再短也不是在说自家情形。"""
    words, is_request = hotline.knowledge.intake_words, heard.kind in (RequestKind.COMPLAINT, RequestKind.TIP_OFF)
    return is_request and any(w in heard.text for w in words.points_at) and any(w in heard.text for w in (*words.misdeeds, *words.tip_off_words))


def leads_with_request(heard: Understanding, hotline) -> bool:
    """听成投诉举报，又是这两个字打头、不在问（“投诉一家超市卖过期奶”）：再短也不是在答别的问话。"""
    is_request = heard.kind in (RequestKind.COMPLAINT, RequestKind.TIP_OFF)
    return is_request and heard.text.strip().startswith(hotline.knowledge.intake_words.leads_request) and not any(w in heard.text for w in hotline.knowledge.answer_words.asking)


def _asks_us_to_act(text: str, words) -> bool:
    """“银行门口那个超市卖假酒你们管不管”：不是问规矩，是要我们去管。"""
    return all(any(phrase in text for phrase in phrases) for phrases in (words.misdeeds, words.asks_if_we_act, words.points_at))


def _offer_item(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """“有人冒用我身份证注册了公司”：有专门的事项可办，先说怎么办；明说要举报的，举报也存着。"""
    rules, words = hotline.knowledge.intake, hotline.knowledge.intake_words
    item_id = rules.item_said(heard.text)
    if item_id not in hotline.knowledge.items:
        return None
    turn = answer_item(conversation, hotline.knowledge.items[item_id], "materials", heard, hotline)
    if not any(word in heard.text for word in (*words.tip_off_words, *words.complaint_words)):
        return turn
    draft = keep_draft(replace(new_draft(turn.conversation, heard, hotline, ()), stage=Stage.SET_ASIDE), hotline)
    told = Reply("utter_second_request", {"kind": hotline.knowledge.names.kinds[draft.kind]})
    return Turn(replace(turn.conversation, draft_id=draft.draft_id), [told, *turn.replies])


def _as_ours(heard: Understanding, hotline) -> Understanding:
    """听着像别的部门的，话里明说的却是归本局的那部分（“营业厅卖给我的手机是坏的”）；只说要举报、听不出是谁管的，也先由本局接。"""
    body = hotline.knowledge.external_bodies.get(heard.department or "")
    if body is None or heard.kind not in (RequestKind.COMPLAINT, RequestKind.TIP_OFF):
        return heard
    problem = body.ours_said(heard.text)
    is_doubtful = heard.kind is RequestKind.TIP_OFF and heard.departments and heard.departments[0][1] < _SURE_OF_BODY
    return replace(heard, department=None, problem=problem) if problem or is_doubtful else heard


def _handled_by(heard: Understanding, hotline) -> str:
    """照派单规则归谁：别的部门的事里，也有归本局的那部分。"""
    facts = RoutingFacts(kind=heard.kind.value, problem=known(heard.problem), body=known(heard.department))
    return hotline.knowledge.route(facts).department
