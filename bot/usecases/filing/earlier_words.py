"""先前说过的接上来，市民不用再说一遍：刚问的那一句，刚登记的那张工单。"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import List, Optional, Tuple

from bot.errors import DraftUnknown
from bot.hotline.any_of import any_of
from bot.hotline.conversation import Conversation, Reply
from bot.hotline.draft import Draft, Stage, fill
from bot.hotline.ticket import Ticket
from bot.usecases.filing.say_draft import say_found
from bot.usecases.not_ours.places_said import with_places_said
from bot.usecases.reading.read_phrase import says_nothing_asked
from bot.usecases.reading.read_statement import is_online, read_statement

_TWO_TICKETS = {"complaint", "tip_off"}
_ABOUT_THE_SHOP = ("respondent_name", "respondent_address", "platform")
_BRANCH = re.compile("([㐀-鿿]{2}(?:[路街巷]|大道))店$")
_ROAD_FIRST = re.compile("([㐀-鿿]{2,4}(?<![之的一])(?:路|大道))(?![口边上])(?=[㐀-鿿]{3})")
_SHORT = 40  # 说得长的多半自己说全了，或者是另一件
_OPENING, _A_MATTER = 8, 8  # “另外”“还有一件”在话头上；“幼儿园食堂用转基因油”
_SAME_THING = 4  # 连着这么多个字一样，说的是同一样东西
_HIDES = re.compile("(?:不想|不要|别|不能)让[^，。\\s]{1,6}(?:知道|晓得|认出)|匿名|不留名|不想露面")


def told_before(conversation: Conversation, hotline) -> Optional[Draft]:
    """一段一段说的，先存着的那份；没有、接上了、过期了返回 None。"""
    try:
        return hotline.drafts.get(conversation.told_in) if conversation.told_in else None
    except DraftUnknown:
        return None


def with_told(draft: Draft, conversation: Conversation, hotline) -> Draft:
    """接上先前一段一段说的。后来问起了办事的，说的是别的事，不接。"""
    told = told_before(conversation, hotline)
    if told is None or conversation.item_id:
        return draft
    hotline.drafts.delete(told.draft_id)
    values = {name: value for name, value in told.values.items() if not draft.knows(name)}
    return replace(fill(draft, values), said=(*told.said, *draft.said), has_facts=True, is_online=draft.is_online or told.is_online, latest=draft.latest)


def with_question(draft: Draft, conversation: Conversation, text: str, hotline) -> Draft:
    """刚问完“房东收一块五一度电归谁管”，接着说“那我投诉他”：投诉的就是刚问的。"""
    question, words = conversation.last_question, hotline.knowledge.intake_words
    hides = bool(question) and _only_hides(text, words)
    is_short = bool(question) and len(text) <= _SHORT // 2 and not {"product", "respondent_name"} & set(draft.values) and says_nothing_asked(question["text"], hotline.knowledge.answer_words)  # 说了“充电宝 没还上一直扣钱”，再短短一句“客服不理人”
    goes_on = bool(question) and question["text"] not in text and (hides or _goes_on(question["text"], text, words, is_short))
    if not question or (draft.has_facts and not goes_on) or _only_asks_how(question["text"], hotline):
        return draft
    if hides:
        draft = replace(draft, problem=None, department=question["department"])
    found = read_statement(question["text"], hotline.entities.entities(question["text"], hotline.now().date()), words, hotline.now().date())
    is_told = draft.has_facts or question["department"] not in hotline.knowledge.departments
    department = draft.department if is_told else question["department"]
    asked = replace(
        draft, said=(question["text"], *draft.said), has_facts=True, department=department,
        is_online=draft.is_online or is_online(question["text"], words),
    )  # fmt: skip
    return fill(asked, {name: value for name, value in found.items() if not draft.knows(name)})


def with_offered(draft: Draft, conversation: Conversation, text: str, hotline) -> Draft:
    """刚听成别的单位的事、问了要不要转，接着说“那个灶具才买两个月，我要投诉”：说的是同一件，前面的话接上来。"""
    words = hotline.knowledge.intake_words
    says_nothing_new = len(text) <= _SHORT and not has_substance_of_its_own(text, words)  # “那我要投诉中介”
    is_same = says_nothing_new or text.startswith(words.same_matter) or (len(text) <= _SHORT and any(one in text for one in words.that_shop))
    if draft.kind not in _TWO_TICKETS or not conversation.draft_id:
        return draft
    try:
        offered = hotline.drafts.get(conversation.draft_id)
    except DraftUnknown:
        return draft
    if offered.stage is not Stage.OFFERED or not (is_same or _goes_on("\n".join(offered.said), text, words)):
        return draft
    hotline.drafts.delete(offered.draft_id)
    offered = with_places_said(offered, hotline)
    if draft.kind != "complaint":  # 举报的只接哪一家、在哪：前面的话里多半有他自己
        hides = hotline.knowledge.reporter_hider.hide  # “在阳光大药房上班”里只要店名
        shop = {name: value for name in _ABOUT_THE_SHOP if (value := offered.values.get(name)) and hides(str(value)) == value and not draft.knows(name)}
        return replace(fill(draft, shop), latest=draft.latest)
    values = {name: value for name, value in offered.values.items() if not draft.knows(name)}
    return replace(fill(draft, values), said=(*offered.said, *draft.said), has_facts=draft.has_facts or bool(offered.said), latest=draft.latest)


def _goes_on(before: str, text: str, words, is_short: bool = False) -> bool:
    """说得再全，也是接着刚才那件：请我们“帮我投诉一下”，或者又说到同一样东西（“装修公司”）。另起一件的不算。"""
    if any(lead in text[:_OPENING] for lead in (*words.second_leads, *words.another_matter)):
        return False
    runs = (before[at : at + _SAME_THING] for at in range(len(before) - _SAME_THING + 1))
    names_it = any(run in text and _is_a_thing(run, words) for run in runs)
    is_told = any(word in before for word in (*words.troubles, *words.misdeeds, *words.overcharged))  # 问规矩的还没说出什么事
    return is_short or names_it or (is_told and any(phrase in text for phrase in words.asks_to_lodge))


def _only_asks_how(question: str, hotline) -> bool:
    """“被坑了怎么投诉”问的是怎么办，还没说是什么事；“幼儿园食堂用转基因油能举报吗”说了。"""
    kinds = any_of(name for kind, name in hotline.knowledge.names.kinds.items() if kind != "inquiry")  # “我想咨询一下 ……商家不给退 怎么办”说了
    told = re.sub(rf"(?:能不能|可不可以|能|可以|怎么|咋)?(?:{kinds})[他她它们]?[吗不么嘛？?]*$", "", question)
    return re.search(kinds, told) is not None or (told != question and len(told) < _A_MATTER)


def _only_hides(text: str, words) -> bool:
    """“我是家长 不想让园里知道”：只说不想让人知道，没说出什么事。"""
    tells = any(word in text for word in (*words.troubles, *words.misdeeds, *words.overcharged))
    return len(text) <= _SHORT // 2 and _HIDES.search(text) is not None and not tells


def _is_a_thing(run: str, words) -> bool:
    """“装修公司”是；“我要投诉”“昨天买的”哪一件都会说，不是。"""
    is_common = any(word in run for word in words.another)
    return not is_common and len(re.sub(rf"{any_of(words.hollow)}|[^㐀-鿿]", "", run)) >= 2


def has_substance_of_its_own(text: str, words) -> bool:
    """话里除了“我要投诉”和店家，还说了事。"""
    return len(re.sub(rf"{any_of((*words.hollow, *words.pronouns, *words.their_people))}|[^㐀-鿿]", "", text)) >= 2


def with_filed_ticket(draft: Draft, conversation: Conversation, text: str, hotline) -> Tuple[Draft, List[Reply]]:
    """刚举报完又要退钱、刚投诉完又要举报：说的是同一家，商家、经过从那张工单接过来（第九条，各办各的）。

    另说了一家的不接。匿名的举报不和留名的投诉连在一起。
    """
    words = hotline.knowledge.intake_words
    if not conversation.filed or len(text) > _SHORT or {draft.kind} - _TWO_TICKETS or draft.is_other_body:
        return draft, []
    ticket = hotline.tickets.get(conversation.filed[-1])
    leads = (*words.second_leads, *words.pronouns)
    is_same = draft.values.get("respondent_name") in (None, ticket.respondent.name) and not _names_another(text, ticket, words)
    if {ticket.kind, draft.kind} != _TWO_TICKETS or not is_same or not any(lead in text for lead in leads):
        return draft, []
    found = {**_about_the_shop(ticket), **(_about_the_citizen(ticket) if draft.kind == "complaint" else {})}
    after = fill(draft, {name: value for name, value in found.items() if not draft.knows(name)})
    is_hidden = ticket.citizen.is_anonymous
    after = replace(
        after, said=(ticket.narrative, *after.said), has_facts=True, is_online=draft.is_online or ticket.respondent.is_online,
        problem=draft.problem or ticket.problem, department=ticket.department, follows=None if is_hidden else ticket.ticket_no,
    )  # fmt: skip
    return after, [Reply("utter_draft_follows", {"ticket_no": ticket.ticket_no, "hidden": "匿名" if is_hidden else ""})]


def with_known_citizen(conversation: Conversation, draft: Draft, hotline) -> Tuple[Draft, List[Reply]]:
    """同一次来话里的第二件投诉：姓名、电话、住处刚登记过，不再问，核对时请他看一眼。匿名的、替别人的不接。"""
    is_own = draft.kind == "complaint" and not (draft.is_other_body or draft.is_anonymous or draft.knows("represents"))
    earlier = [hotline.tickets.get(number) for number in conversation.filed] if is_own else []
    named = [t for t in earlier if t.kind == "complaint" and t.citizen.name and not t.history[0].details.get("by_representative")]
    if not named or draft.values.get("citizen_name") not in (None, named[-1].citizen.name):
        return draft, []
    lacking = {name: value for name, value in _about_the_citizen(named[-1]).items() if value and not draft.knows(name)}
    if not lacking:
        return draft, []
    after = replace(fill(draft, lacking), latest=draft.latest)
    return after, [Reply("utter_draft_same_citizen", {"noted": say_found(after, tuple(lacking), hotline)})]


def with_branch(draft: Draft, words) -> Draft:
    """“惠民超市解放路店”“环城东路中燃加气站”：店名里就说了在哪条路，不再问。"""
    shop = str(draft.values.get("respondent_name") or "")
    is_open = draft.kind in _TWO_TICKETS and not (draft.is_online or draft.is_other_body or draft.knows("respondent_address") or "respondent_address" in draft.declined)
    branch = (_BRANCH.search(shop) or re.search(rf"({any_of(words.branch_places)})店$", shop) or _ROAD_FIRST.match(shop)) if is_open else None
    return replace(draft, values={**draft.values, "respondent_address": branch[1]}) if branch else draft


def with_place_beside(conversation: Conversation, draft: Draft, hotline) -> Draft:
    """刚登记了人民路88号金都大酒店，第二家说在“就酒店楼下”：说清是哪家酒店的楼下。"""
    where, words = str(draft.values.get("respondent_address") or ""), hotline.knowledge.intake_words
    said = re.fullmatch(rf"(?:就|在|是|那个|那家|这个|刚才|刚说的?|那)*([㐀-鿿]{{2,6}}?)的?({any_of(words.near)})", where) if conversation.filed else None
    for number in reversed(conversation.filed if said else ()):
        shop = hotline.tickets.get(number).respondent
        if shop.name and shop.name.endswith(said[1]) and shop.address:
            return replace(draft, values={**draft.values, "respondent_address": f"{shop.address}{shop.name}{said[2]}"})
    return draft


def _names_another(text: str, ticket: Ticket, words) -> bool:
    """说到了另一家店、另买的一样东西：宁可再问一遍，不接错。"""
    if ticket.respondent.name and ticket.respondent.name in text:
        return False
    rest = re.sub(any_of(words.pronouns), "", text)
    return re.search(any_of((*words.another, *(shop for shop in words.shops if len(shop) > 1))), rest) is not None


def _about_the_shop(ticket: Ticket):
    return {
        "respondent_name": ticket.respondent.name,
        "respondent_address": ticket.respondent.address,
        "platform": ticket.respondent.platform,
        "product": ticket.subject.product_or_service,
        "event_on": ticket.subject.event_on.isoformat() if ticket.subject.event_on else None,
    }


def _about_the_citizen(ticket: Ticket):
    citizen = ticket.citizen
    return {"citizen_name": citizen.name, "citizen_phone": citizen.phone, "citizen_address": citizen.address}
