"""列了几个事项让市民挑，或者问了“您说的是哪件事”，听他挑的是哪一个。"""

from __future__ import annotations

from dataclasses import replace
from typing import Optional

from bot.hotline.conversation import Awaiting, Conversation, Reply, Turn
from bot.hotline.understanding import RequestKind, Understanding
from bot.usecases.filing.take_request import leads_with_request, said_outright
from bot.usecases.guide.answer_about_notice import about_material
from bot.usecases.guide.answer_item import answer_item
from bot.usecases.guide.ask_which_item import ask_which_item, tell_of_each
from bot.usecases.guide.hear_told import REQUESTS
from bot.usecases.guide.issue_notice import every_case
from bot.usecases.guide.put_again import asks_for_list
from bot.usecases.guide.read_told import answers_elsewhere
from bot.usecases.reading.read_phrase import bare, says_any, says_nothing_asked
from bot.usecases.reading.read_yes_or_no import without_particles
from bot.usecases.rules.quote_answer import best_answer
from bot.usecases.talk.misunderstand import ask_which_matter, none_of_these

# 按意思认：像到什么程度、比第二名高出多少。
_SURE_OF_TITLE = 0.5
_CLEARLY_AHEAD = 0.1
# 问了“您说的是哪件事”以后：检索到这么准就是它；只到这么准就列出来让他挑。
_CLEAR, _SHORTLIST = 0.6, 0.15
_SHORT = 8
_SURE_OF_CONDUCT = 0.6
_LIKER = 0.4  # 后说的这句像到这样，就不照列在头一个的


def choose_item(conversation: Conversation, heard: Understanding, hotline) -> Optional[Turn]:
    """听出挑的是哪个就接着答刚才问的那一方面；不是在挑返回 None。"""
    if says_any(hotline.knowledge.answer_words.none_of_these, heard.text) or (
        heard.intent == "deny" and conversation.options
    ):
        return none_of_these(conversation, heard, hotline)
    if conversation.options and asks_for_list(heard, hotline):  # “都列出来”：不知道是哪一件，没有清单可列
        if not conversation.misunderstood:
            return ask_which_item(replace(conversation, misunderstood=1), heard, "materials", hotline, conversation.options)
        return _take_likeliest(conversation, replace(heard, aspect="materials"), hotline)
    picked = _picked(conversation, heard, hotline)
    says_no_item = hotline.knowledge.aspect_words.names_nothing(bare(heard.text))
    if picked is None and not conversation.options and not says_no_item and heard.items and _SHORTLIST <= heard.items[0][1]:
        return ask_which_item(conversation, heard, conversation.aspect or "overview", hotline)
    if picked:
        item = hotline.knowledge.item(picked)
        is_told = says_nothing_asked(heard.text, hotline.knowledge.answer_words)  # “老证还有七个月到期”不是问几天办好
        only_named = is_told or heard.aspect in (None, "overview") or bare(heard.text) in (item.name, *item.asked_as)
        aspect = conversation.aspect if only_named else heard.aspect
        settled = replace(conversation.settled(), awaiting=Awaiting.NOTHING)
        return answer_item(settled, item, aspect or "overview", heard, hotline)
    if not conversation.options and conversation.awaiting is Awaiting.ITEM and _only_tells(heard, hotline):
        return ask_which_matter(conversation, heard, conversation.aspect or "overview", hotline)  # “一个人”听着像投诉谁
    if conversation.options and _only_tells(heard, hotline):
        if not conversation.misunderstood:
            return ask_which_item(replace(conversation, misunderstood=1), heard, conversation.aspect or "overview", hotline, conversation.options)
        return _take_likeliest(conversation, replace(heard, aspect=conversation.aspect), hotline)
    is_wanted = any(_wants(hotline.knowledge.item(option), bare(heard.text), hotline) for option in conversation.options)  # “要体检吗”
    is_answered = bool(best_answer(heard.text, hotline)) and not is_wanted and not says_no_item  # “中午上班不”问的是局里
    if heard.in_context and conversation.options and heard.intent.startswith("ask_") and not is_answered:
        if says_no_item and (told := tell_of_each(conversation, heard, heard.aspect or "", hotline, conversation.options)):
            return told
        # 没挑，只换了个方面问（“那要多久”）：还是得先知道是哪一件。
        if not conversation.misunderstood:
            return ask_which_item(replace(conversation, misunderstood=1), heard, heard.aspect or "overview", hotline, conversation.options)
        return _take_likeliest(conversation, heard, hotline)
    return None


def _only_tells(heard: Understanding, hotline) -> bool:
    """请他挑是哪一件，短短一句“卖水果”“她身体不好去不了”：没说投诉举报，是在说自家情形。"""
    if says_any(hotline.knowledge.answer_words.cannot_come, heard.text):
        return True
    is_doubtful = heard.kind is RequestKind.CONDUCT_COMPLAINT and heard.kind_confidence < _SURE_OF_CONDUCT  # “一个人”
    is_misheard = (heard.kind in REQUESTS or is_doubtful) and not leads_with_request(heard, hotline) and not _tells_a_purchase(heard, hotline) and said_outright(replace(heard, kind=RequestKind.INQUIRY), hotline) is None
    return is_misheard and len(bare(heard.text)) <= _SHORT and says_nothing_asked(heard.text, hotline.knowledge.answer_words)


def _tells_a_purchase(heard: Understanding, hotline) -> bool:
    """“买了袋米”“打开全是虫”：听成投诉，说的又是买来的东西、出的毛病，不是在挑哪一件。"""
    words = hotline.knowledge.intake_words
    return heard.kind is RequestKind.COMPLAINT and any(word in heard.text for word in (*words.bought, *words.troubles, *words.misdeeds))


def _take_likeliest(conversation: Conversation, heard: Understanding, hotline) -> Turn:
    """请他挑过两次，还是只问不挑：照最像的那件答，说明白照的是哪一件，不再拦着。问的材料只有另一件要的、这句话明显更像另一件的，照那一件。"""
    items = [hotline.knowledge.item(item_id) for item_id in conversation.options]
    heard_as = dict(heard.items)
    likest = max(items, key=lambda one: heard_as.get(one.item_id, 0.0))
    first = likest if heard_as.get(likest.item_id, 0.0) >= _LIKER else items[0]
    item = next((one for one in items if _wants(one, bare(heard.text), hotline)), first)
    settled = replace(conversation.settled(), awaiting=Awaiting.NOTHING, item_id=item.item_id)
    turn = answer_item(settled, item, heard.aspect or "overview", heard, hotline)
    return Turn(turn.conversation, [Reply("utter_taken_as", {"item": item.name}), *turn.replies])


def _wants(item, text: str, hotline) -> bool:
    """话里问的那样材料，这件的清单上有。"""
    said = about_material(every_case(item, {}, hotline.now()), text, hotline)
    return said is not None and said.name == "utter_material_lines"


def _picked(conversation: Conversation, heard: Understanding, hotline) -> Optional[str]:
    if not conversation.options:
        if hotline.knowledge.aspect_words.names_nothing(bare(heard.text)):
            return None  # 又问了一样（“有效期几年”），还是没说哪件
        is_clear = bool(heard.items) and heard.items[0][1] >= _CLEAR
        return heard.items[0][0] if is_clear else heard.item_id
    text = bare(heard.text)
    names = {option: hotline.knowledge.item(option) for option in conversation.options}
    said = without_particles(text, hotline.knowledge.answer_words)  # “食品经营的”
    exact = [i for i, item in names.items() if text and (said in item.name or text in item.asked_as or item.name in text)]
    if len(exact) == 1:
        return exact[0]
    twins = {hotline.knowledge.half_said.twin(option, text) for option in names} & set(names)
    if len(twins) == 1:
        return twins.pop()  # 列了个体户、企业的几种注销，说“公司”
    told = [i for i, item in names.items() if answers_elsewhere(item, "", {}, text, hotline.knowledge.answer_words)]
    if len(told) == 1 and heard.item_id not in names and len(text) <= _SHORT:
        return told[0]  # 让他挑的是食品证变更、新办，说“改店名”：只有变更问得着
    if heard.items and heard.item_id is None and heard.items[0][0] in names and not heard.in_context:
        return heard.items[0][0]
    if heard.item_id:
        return heard.item_id if heard.item_id in names else None
    scores = hotline.matcher.rank(text, [(item.name, *item.asked_as) for item in names.values()])
    best, *others = sorted(scores, reverse=True)
    if best < _SURE_OF_TITLE or (others and best - others[0] < _CLEARLY_AHEAD):
        return None
    return list(names)[scores.index(best)]
