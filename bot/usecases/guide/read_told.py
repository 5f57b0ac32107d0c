"""没有正问着，话里已经说明的情形：顺带说的、先说的、几样一起的。认一问怎么答在 read_answer.py。"""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations
from typing import Dict, FrozenSet, Iterable, List, Sequence, Set, Tuple

from bot.hotline.answer_words import AnswerWords
from bot.hotline.conversation import Awaiting, Conversation
from bot.hotline.service_item import ServiceItem
from bot.hotline.situation import Answers, Situation
from bot.hotline.understanding import Understanding
from bot.usecases.reading.read_answer import is_torn, joined, pick, said_option, said_spans, sizes_in
from bot.usecases.reading.read_phrase import Place, bare, clauses, says_any, telling_part
from bot.usecases.reading.read_yes_or_no import without_particles

# 顺带答的另一问，对上的字要占那一小句的几成。
MOSTLY_ABOUT_IT = 0.5
WHOLLY = 0.8
WHO_COMES = "agent"  # 谁来办，各事项都用这个编号
_SHORT_AT_FIRST = 16


def mentioned_answers(item: ServiceItem, text: str, words: AnswerWords) -> Dict[str, str]:
    """话里已经说明的情形：选项的标签或叫法原样出现，而且只指向一个选项。"""
    clear = _clear_phrases(item.situations, words)
    found = {s.id: pick(s, _plainest(s, said_spans(s, text, words, clear)), sizes_in(s, text, words)) for s in item.situations}
    return {situation_id: option for situation_id, option in found.items() if option}


def answers_at_first(item: ServiceItem, known: Answers, text: str, words: AnswerWords) -> Dict[str, str]:
    """头一句短短地说了（“电梯停了一年多想再用”“药店要搬到隔壁”）：头一问还没问，就照正问着它听，不再问一遍。

    问着的小句、单字的、单独说分不清的、事项自己名字里的叫法不算；照它就要改办另一件事、要提醒一声的（“要到期了”不就是晚了），还是问一声。
    """
    told = telling_part(text, words)
    question = item.next_question(known)
    several = next((s for s in item.questions_for(known) if s.several and s.id in known), None)  # “法人换了 地址也换了”
    question = several or question
    if several:  # 说过的那几样所在的小句不再听
        told = "，".join(clause for clause, _ in clauses(told) if not set(known[several.id].split("+")) & set(said_spans(several, clause, words)))
    if question is None or question.id == WHO_COMES or not told or len(bare(text)) > _SHORT_AT_FIRST:
        return {}
    said = {
        option: [place for place in places if place[1] - place[0] > 1 and told[slice(*place)] not in (*words.too_general, *words.groups.get("亲友", ())) and told[slice(*place)] not in item.name.split("（")[0]]
        for option, places in said_spans(question, told, words).items()
        if question.option(option).leads_to is None and (question.several or not question.option(option).note)
    }
    chosen = pick(question, {option: places for option, places in said.items() if places}, sizes_in(question, told, words))
    if several and chosen:
        chosen = joined(question, {option.id for answer in (chosen, known[question.id]) for option in question.options_of(answer)})
    return {question.id: chosen} if chosen else {}


@lru_cache(maxsize=256)
def _clear_phrases(situations: Tuple[Situation, ...], words: AnswerWords) -> FrozenSet[str]:
    """不会说的是两问里各一个选项、单独说也分得清的叫法。"""
    owners: Dict[str, Dict[str, Situation]] = {}
    for situation in situations:
        for option in situation.options:
            for phrase in words.ways_to_say(situation, option, asked=False):
                owners.setdefault(phrase, {})[situation.id] = situation
    return frozenset(phrase for phrase, asked in owners.items() if len(phrase) >= 2 and _never_together(asked.values())) - set(words.too_general)


def answers_besides(item: ServiceItem, asked: str, answers: Answers, text: str, words: AnswerWords) -> Dict[str, str]:
    """答了 asked，别的小句里又答了接着要问的：“四十平，愿意承诺”。一小句只像在答一个问题才算。"""
    is_more = len(clauses(telling_part(text, words))) > 1
    elsewhere = answers_elsewhere(item, asked, answers, text, words) if is_more else {}
    return {question: answer for question, answer in elsewhere.items() if question not in answers}


def answers_elsewhere(
    item: ServiceItem, asked: str, answers: Answers, text: str, words: AnswerWords, least: float = MOSTLY_ABOUT_IT
) -> Dict[str, str]:
    """没答 asked，答的是别的：问新地址归谁管，说“不用批”；答过的又改了也算。asked 是空的，看每一问；对上的字要占那一小句的 least。"""
    told: Dict[str, str] = {}
    question = item.situation(asked)
    for clause, _ in clauses(telling_part(text, words)):
        if question and (said_option(question, clause, words) or is_torn(question, clause, words)):
            continue
        heard = {
            s.id: answer
            for s in item.possible_questions({**answers, **told})
            if s.id != asked and not _is_too_general(s, clause, words) and (answer := said_option(s, clause, words))
        }
        now = {s.id for s in item.questions_for({**answers, **told})}
        heard = {situation: answer for situation, answer in heard.items() if situation in now} or heard  # “执照办下来了”：往后才问的，没有别的可能也算
        if len(heard) > 1 and WHO_COMES not in heard:  # “继承”：答过的“股东变了（转让或继承）”里也写着，不是又说它
            heard = {situation: answer for situation, answer in heard.items() if answer.option not in answers.get(situation, "").split("+")}
        if len(heard) == 1:
            ((situation_id, answer),) = heard.items()
            if situation_id not in told and answer.strength >= least:
                told[situation_id] = answer.option
    return told


def added_answers(item: ServiceItem, answers: Answers, text: str, words: AnswerWords) -> Dict[str, str]:
    """“店名和地址都要改”“地址也要改”“地址不换了”：可以几样一起的那一问里添了、去了一样，合成一个回答。

    问句里（“地址也要改吗”）只看这一句自己说了几样，不和说过的合在一起。
    """
    changed: Dict[str, str] = {}
    is_asking, is_adding = says_any(words.asking, text), says_any(words.adds, text)
    for situation in item.situations:
        if not situation.several:
            continue
        known = {option.id for option in situation.options_of(answers.get(situation.id))}
        places = said_spans(situation, text, words)
        said = set(places)
        wanted = said if is_asking else said | known
        is_several = len(wanted) > 1 or (not known and len(said) == 1 and len(places[next(iter(said))]) > 1)  # “法人和招牌都换”，是一个选项
        if is_adding and is_several and said - known:
            changed[situation.id] = joined(situation, wanted)
        elif not is_asking and not said and len(known) > 1 and known - _denied(situation, text, words):
            changed[situation.id] = joined(situation, known - _denied(situation, text, words))
    return {question: answer for question, answer in changed.items() if answers.get(question) != answer}


def _denied(question: Situation, text: str, words: AnswerWords) -> Set[str]:
    """说了不改的那几样。"""
    said = {o.id for o in question.options for p in words.ways_to_say(question, o) if len(p) > 1 and next(words.places(p, text), None)}
    return said - set(said_spans(question, text, words))


def _never_together(situations: Iterable[Situation]) -> bool:
    """这几问最多问到一问：餐饮的才问一个面积，卖食品的才问另一个。只有一问也算。"""
    return all(
        any(not set(options) & set(b.when.get(question, options)) for question, options in a.when.items())
        for a, b in combinations(situations, 2)
    )


def _plainest(question: Situation, said: Dict[str, List[Place]]) -> Dict[str, List[Place]]:
    """顺带说到几个选项的，一个说得比别的长一倍，就是它：“楼下超市……我开个奶茶店”。可以几样一起的，说到的都算。"""
    if question.several:
        return said
    longest = {option: max(end - start for start, end in places) for option, places in said.items()}
    plain = [o for o in said if all(longest[o] >= 2 * longest[other] for other in said if other != o)]
    return {plain[0]: said[plain[0]]} if len(plain) == 1 else said


def _is_too_general(question: Situation, clause: str, words: AnswerWords) -> bool:
    """对上的只有单独说才分得清的词，这一小句又不止这个词：“自己开的”说的是店，不是谁来办。"""
    said = [clause[start:end] for places in said_spans(question, clause, words).values() for start, end in places]
    is_alone = without_particles(clause, words) in words.too_general
    return bool(said) and not is_alone and all(phrase in words.too_general for phrase in said)


def option_asked_about(conversation: Conversation, item: ServiceItem, heard: Understanding, hotline) -> str:
    """正问着谁来当申请人，“个人可以吗”点的是其中一种：这一种的名字；点了不止一种、没点的返回空。"""
    question = item.situation(conversation.asked or "") if conversation.awaiting is Awaiting.SITUATION else None
    said = said_option(question, bare(heard.text), hotline.knowledge.answer_words) if question else None
    return "、".join(option.label for option in question.options_of(said.option)) if said else ""


def says_again(item: ServiceItem, answers: Answers, text: str, words: AnswerWords, least: float = WHOLLY) -> bool:
    """整句又说了一遍前面记下的（“复审”）：记着了，不当成在问。改口改成一样的（“不对 是五十五平”）也是。"""
    known = [situation for situation in item.situations if situation.id in answers]
    said = ((answers[situation.id], said_option(situation, text, words)) for situation in known if text)
    return any(again is not None and again.option == option and again.strength >= least for option, again in said) or _is_part_of_one(known, answers, without_particles(text, words))


def _is_part_of_one(known: Sequence[Situation], answers: Answers, text: str) -> bool:
    """“不是连锁”“地址”：记下的那个选项里写着。"""
    written = [{option.id for option in situation.options if text in option.label} for situation in known] if len(text) > 1 else []
    return any(ids & {option.id for option in situation.options_of(answers[situation.id])} for situation, ids in zip(known, written))


def half_answered(item: ServiceItem, answers: Answers, text: str) -> str:
    """答过的一问里，话里说的是另几个选项共有的开头（“个体户，网上报”“个体户，交纸质的”）：这一问的编号；没有返回空。"""
    for situation in item.situations:
        heads = [option.label.split("，")[0] for option in situation.options if "，" in option.label]
        said = {head for head in heads if heads.count(head) > 1 and head in text}
        chosen = situation.options_of(answers.get(situation.id))
        if said and chosen and not any(option.label.startswith(tuple(said)) for option in chosen):
            return situation.id
    return ""
