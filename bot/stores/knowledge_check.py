"""查知识讲不讲得通。一个函数查一种毛病，函数名就是毛病；查完一起报，不在第一处停下。"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Callable, Dict, FrozenSet, Iterator, List, Sequence, Tuple

from bot.hotline.knowledge import FaqTopic, Knowledge, PhoneNumber
from bot.hotline.service_item import UNSURE, Answers, Condition, ServiceItem, condition_holds
from bot.stores.intake_check import check_intake
from bot.stores.knowledge_files import read_knowledge, read_yaml
from bot.stores.knowledge_schema import Problem, Severity
from bot.stores.language_check import check_language, is_it, language_files, real_looking_personal_data
from bot.stores.routes_check import check_routes

# 一种毛病一个函数；事项、专题、整个知识库，各有各的一组，见文末。
Checks = Tuple[Callable[..., Iterator[Problem]], ...]

_error = partial(Problem, Severity.ERROR)
_warning = partial(Problem, Severity.WARNING)

# 到期前几天开始提醒复核。
_REVIEW_AHEAD = timedelta(days=30)
# 全国统一、已经核实的号码；别的号码要注明尚未核实，同时给出其中之一。
_VERIFIED_NUMBERS = ("110", "119", "120", "122", "12345", "12315")
# 本局承诺住所申报免交的（《意见》四（一）1），登记类事项里不得再要。
_WAIVED_PAPERS = ("租房协议", "租房合同", "租赁协议", "租赁合同", "房屋产权证明", "房产证")
_EMERGENCIES = (
    "fire_gas", "lift_trapped", "food_poisoning", "drug_reaction", "special_equipment",
    "violence", "traffic", "self_harm", "missing_person", "public_hazard",
)  # fmt: skip
_THEMES = (
    "registration", "credit", "food", "drug_device", "special_equipment",
    "quality", "intellectual_property", "consumer",
)  # fmt: skip
_CHANNELS = ("online", "app", "counter", "mail", "self_service")
_NOT_NEEDED_REASONS = ("shared", "waived", "abolished")
_FORMS = ("原件", "复印件", "原件和复印件", "原件核验", "电子件", "现场填写")
_FAQ_ANSWER_LENGTH = (20, 300)


def check(folder: Path, today: date, project: Path | None) -> List[Problem]:
    """全部毛病：形状、道理；给了 project 就连语料、测试句子和 domain.yml 一起查。"""
    knowledge, problems = read_knowledge(folder)
    shelf = Shelf(knowledge, folder, today)
    for item in knowledge.items.values():
        path, ways = shelf.path_of(item), list(ways_to_answer(item))
        for find in DATED_CHECKS + ITEM_CHECKS:
            problems.extend(find(item, path, shelf))
        for find in LIST_CHECKS:
            problems.extend(find(item, path, ways))
    for topic in knowledge.faq_topics:
        path = shelf.name(f"faq/{topic.topic}.yml")
        for find in DATED_CHECKS + FAQ_CHECKS:
            problems.extend(find(topic, path, shelf))
    for find in SHELF_CHECKS:
        problems.extend(find(shelf))
    problems.extend(check_routes(knowledge, folder.name))
    problems.extend(check_intake(knowledge, folder.name))
    if project is not None:
        problems.extend(check_language(project, knowledge))
    return problems


def count_files(folder: Path, project: Path | None) -> int:
    """查了几个文件。"""
    return len(list(folder.rglob("*.yml"))) + (len(language_files(project)) if project else 0)


def report(problems: Sequence[Problem], checked_files: int) -> str:
    """一行一个毛病，错误在前；末行是总数。"""
    in_order = sorted(problems, key=lambda p: (p.severity is not Severity.ERROR, p.path))
    errors = sum(p.severity is Severity.ERROR for p in problems)
    total = f"共检查 {checked_files} 个文件：{errors} 个错误，{len(problems) - errors} 个提醒。"
    return "\n".join([*map(str, in_order), total])


@dataclass(frozen=True)
class Shelf:
    """查的时候手边的东西：读出的知识、放在哪里、今天几号。"""

    knowledge: Knowledge
    folder: Path
    today: date

    @property
    def item_ids(self) -> FrozenSet[str]:
        """知识里的事项，连没读成的文件也算：免得一个文件坏了，到处报“没有这个事项”。"""
        return frozenset(self.knowledge.items) | {p.stem for p in self.folder.glob("service_items/*/*.yml")}

    @property
    def bodies(self) -> FrozenSet[str]:
        return frozenset(self.knowledge.departments) | frozenset(self.knowledge.external_bodies)

    def name(self, path: str) -> str:
        return f"{self.folder.name}/{path}"

    def path_of(self, item: ServiceItem) -> str:
        found = sorted(self.folder.glob(f"service_items/*/{item.item_id}.yml"))
        return self.name(
            found[0].relative_to(self.folder).as_posix() if found else f"service_items/{item.theme}/{item.item_id}.yml"
        )


# ── 有期限的内容：事项和问答专题 ──


def expired(record: Any, path: str, shelf: Shelf) -> Iterator[Problem]:
    days = (shelf.today - record.valid_until).days
    if days > 0:
        yield _error(path, "valid_until", f"已经过期 {days} 天，请联系{_owner(record, shelf)}复核后改日期")


def expires_soon(record: Any, path: str, shelf: Shelf) -> Iterator[Problem]:
    left = record.valid_until - shelf.today
    if timedelta(0) <= left <= _REVIEW_AHEAD:
        yield _warning(path, "valid_until", f"还有 {left.days} 天到期，请联系{_owner(record, shelf)}复核")


def reviewed_in_future(record: Any, path: str, shelf: Shelf) -> Iterator[Problem]:
    if record.reviewed_on > shelf.today:
        yield _error(path, "reviewed_on", f"核对日期 {record.reviewed_on} 还没到，请写实际核对的那天")


def source_missing(record: Any, path: str, shelf: Shelf) -> Iterator[Problem]:
    if not record.sources:
        yield _error(path, "sources", "没有出处，请写明从哪份文件或哪个页面看到")


def _owner(record: Any, shelf: Shelf) -> str:
    ids = {e.department for e in record.entries} if isinstance(record, FaqTopic) else {record.responsible_department}
    return "、".join(shelf.knowledge.name_of_body(body_id) for body_id in sorted(ids))


# ── 事项：字段之间对不对得上 ──


def department_unknown(item: ServiceItem, path: str, shelf: Shelf) -> Iterator[Problem]:
    known, wrong = shelf.knowledge.departments, item.responsible_department
    if wrong not in known:
        yield _error(
            path,
            "responsible_department",
            f"没有 id 为 {wrong} 的科室{is_it(wrong, known) or '，请对照 departments.yml'}",
        )


def related_item_unknown(item: ServiceItem, path: str, shelf: Shelf) -> Iterator[Problem]:
    for wrong in item.related_items:
        if wrong not in shelf.item_ids:
            yield _error(
                path, "related_items", f"没有事项 {wrong}{is_it(wrong, shelf.item_ids) or '，请删去或先写这个事项'}"
            )
        elif wrong == item.item_id:
            yield _warning(path, "related_items", "列了自己，请删去")


def theme_misplaced(item: ServiceItem, path: str, shelf: Shelf) -> Iterator[Problem]:
    folder = path.split("/")[-2]
    if item.theme not in _THEMES:
        yield _error(path, "theme", f"没有主题 {item.theme}{is_it(item.theme, _THEMES) or '，主题见 README'}")
    elif item.theme != folder:
        yield _error(path, "theme", f"文件放在 {folder}/ 里，主题却写 {item.theme}，请改主题或挪文件")


def word_unknown(item: ServiceItem, path: str, shelf: Shelf) -> Iterator[Problem]:
    uses: List[Tuple[str, str, Sequence[str]]] = []
    uses += [(f"channels[{i}].kind", c.kind, _CHANNELS) for i, c in enumerate(item.channels, 1)]
    uses += [(f"not_needed[{i}].why", n.why, _NOT_NEEDED_REASONS) for i, n in enumerate(item.not_needed, 1)]
    uses += [(f"materials[{i}].form", m.form, _FORMS) for i, m in enumerate(item.materials, 1)]
    for field, word, allowed in uses:
        if word not in allowed:
            yield _error(path, field, f"没有“{word}”这种写法{is_it(word, allowed)}只能写：{'、'.join(allowed)}")


def alias_too_few(item: ServiceItem, path: str, shelf: Shelf) -> Iterator[Problem]:
    if len(item.asked_as) < 5:
        yield _warning(path, "asked_as", f"只有 {len(item.asked_as)} 个叫法，请补到 6 个以上，写市民真会说的短语")


def common_questions_too_few(item: ServiceItem, path: str, shelf: Shelf) -> Iterator[Problem]:
    if len(item.common_questions) < 2:
        yield _warning(path, "common_questions", f"只有 {len(item.common_questions)} 条，请补到 3 条以上")


def legal_basis_missing(item: ServiceItem, path: str, shelf: Shelf) -> Iterator[Problem]:
    if not item.legal_basis:
        yield _error(path, "legal_basis", "没有依据，请写文件名、文号、条款")


def limit_ambiguous(item: ServiceItem, path: str, shelf: Shelf) -> Iterator[Problem]:
    for field in ("statutory_limit", "promised_limit"):
        limit = getattr(item, field)
        if limit is None:
            continue
        written = [limit.workdays is not None, limit.calendar_days is not None, limit.on_the_spot].count(True)
        if written != 1:
            yield _error(
                path,
                field,
                f"workdays、calendar_days、on_the_spot 要写一个，只写一个，现在写了 {written} 个；没有这项时限就整个写 null",
            )
        elif not limit.on_the_spot and limit.days <= 0:
            yield _error(path, field, "天数要大于 0；当场办结写 on_the_spot: true")


def limit_start_unspeakable(item: ServiceItem, path: str, shelf: Shelf) -> Iterator[Problem]:
    for field in ("statutory_limit", "promised_limit"):
        limit = getattr(item, field)
        if limit and limit.starts and not re.search("(之日|之时|当日|当天)$", limit.starts):
            yield _warning(
                path,
                f"{field}.starts",
                f"会说成“自{limit.starts.removeprefix('自')}起”，请写成“……之日”，别的话放进 excludes 或 process",
            )


def promise_longer_than_law(item: ServiceItem, path: str, shelf: Shelf) -> Iterator[Problem]:
    law, promise = item.statutory_limit, item.promised_limit
    if not law or not promise or promise.on_the_spot:
        return
    same_unit = law.on_the_spot or (law.workdays is None) == (promise.workdays is None)
    if same_unit and promise.days > law.days:
        yield _error(path, "promised_limit", f"承诺{promise.length}，比法定{law.length}还长，请核对是不是写反了")


def fee_missing_note(item: ServiceItem, path: str, shelf: Shelf) -> Iterator[Problem]:
    if item.fee.amount is None and not item.fee.note:
        yield _error(path, "fee.note", "金额不定（amount: null）要在 note 说明怎么收；不收费请写 amount: 0")


def verified_but_has_unverified(item: ServiceItem, path: str, shelf: Shelf) -> Iterator[Problem]:
    if not item.verified:
        return
    doubtful = ["unverified"] if item.unverified else []
    doubtful += [f"materials[{i}]" for i, m in enumerate(item.materials, 1) if not m.verified]
    doubtful += [
        f for f in ("statutory_limit", "promised_limit", "fee") if getattr(item, f) and not getattr(item, f).verified
    ]
    if doubtful:
        yield _error(path, "verified", f"写了 true，可是 {'、'.join(doubtful)} 还没核实；请改成 false，或者核实后去掉")


def unverified_without_note(item: ServiceItem, path: str, shelf: Shelf) -> Iterator[Problem]:
    if not item.verified and not item.unverified:
        yield _error(path, "unverified", "整条 verified: false，请写明哪几句没核实，一条一句")


def phone_without_source(item: ServiceItem, path: str, shelf: Shelf) -> Iterator[Problem]:
    if item.place.phone and item.place.phone not in _VERIFIED_NUMBERS:
        yield _warning(path, "place.phone", f"{item.place.phone} 没有核实，请写 null，程序会请市民拨 12345 确认")


def situation_malformed(item: ServiceItem, path: str, shelf: Shelf) -> Iterator[Problem]:
    ids = [s.id for s in item.situations]
    for i, situation in enumerate(item.situations, 1):
        options = [o.id for o in situation.options]
        if situation.id in ids[: i - 1]:
            yield _error(path, f"situations[{i}].id", f"{situation.id} 重复，请换一个 id")
        if len(options) < 2:
            yield _error(path, f"situations[{i}].options", "至少要有两个选项，不然不用问")
        if len(set(options)) < len(options):
            yield _error(path, f"situations[{i}].options", f"选项 id 有重复：{'、'.join(options)}")
        if UNSURE in options:
            yield _error(path, f"situations[{i}].options", f"选项 id 不能用 {UNSURE}，这个词留给“说不清”")
        said = [word for option in situation.options for word in dict.fromkeys((option.label, *option.said_as))]
        for word in sorted({word for word in said if said.count(word) > 1}):
            yield _error(path, f"situations[{i}].options", f"“{word}”两个选项都认，不知道算哪个，请只留给一个")


def condition_unknown(item: ServiceItem, path: str, shelf: Shelf) -> Iterator[Problem]:
    questions = {s.id: [o.id for o in s.options] for s in item.situations}
    for field, condition in _conditions(item):
        for question, options in condition.items():
            if question not in questions:
                yield _error(
                    path,
                    field,
                    f"situations 里没有问题 {question}{is_it(question, questions) or '，请删去或补上这个问题'}",
                )
                continue
            for option in options:
                if option not in questions[question]:
                    known = questions[question]
                    yield _error(
                        path,
                        field,
                        f"问题 {question} 没有选项 {option}{is_it(option, known) or '，只有 ' + '、'.join(known)}",
                    )
            if not options:
                yield _error(path, field, f"问题 {question} 后面没有选项，永远不成立，请写上选项或删去")


def situation_asked_before_known(item: ServiceItem, path: str, shelf: Shelf) -> Iterator[Problem]:
    order = [s.id for s in item.situations]
    for i, situation in enumerate(item.situations):
        for question in situation.when:
            if question in order and question not in order[:i]:
                yield _error(
                    path,
                    f"situations[{i + 1}].when",
                    f"{situation.id} 要看 {question} 的回答，{question} 却排在后面，请挪到前面",
                )


def _conditions(item: ServiceItem) -> Iterator[Tuple[str, Condition]]:
    for name in ("situations", "materials", "not_needed"):
        for i, entry in enumerate(getattr(item, name), 1):
            yield f"{name}[{i}].when", entry.when


# ── 清单：把市民可能的回答走一遍，看出来的单子对不对 ──


def ways_to_answer(item: ServiceItem) -> Iterator[Dict[str, str]]:
    """市民可能的每一套回答，照提问的次序；不含“说不清”。"""
    unfinished: List[Dict[str, str]] = [{}]
    while unfinished:
        answers = unfinished.pop()
        question = item.next_question(answers)
        if question is None:
            yield answers
        else:
            unfinished.extend({**answers, question.id: option.id} for option in reversed(question.options))


def no_materials(item: ServiceItem, path: str, ways: Sequence[Answers]) -> Iterator[Problem]:
    empty = next((answers for answers in ways if not item.materials_for(answers)), None)
    if empty is not None and not item.handled_elsewhere:
        yield _error(
            path, "materials", f"{_say(item, empty)}一份材料也没有；请补材料，不归本局办的写 handled_elsewhere"
        )


def material_twice(item: ServiceItem, path: str, ways: Sequence[Answers]) -> Iterator[Problem]:
    told = set()
    for answers in ways:
        seen: Dict[str, int] = {}
        for i, material in enumerate(item.materials, 1):
            if not condition_holds(material.when, answers):
                continue
            first = seen.setdefault(material.name, i)
            if first != i and (first, i) not in told:
                told.add((first, i))
                yield _error(
                    path,
                    f"materials[{i}]",
                    f"{_say(item, answers)}“{material.name}”和第 {first} 份同名，单子上只会出现一份；请合成一份或改名",
                )
    names = [material.name for material in item.materials]
    for i, name in enumerate(names, 1):
        first = names.index(name) + 1
        if first != i and (first, i) not in told:
            yield _warning(
                path, f"materials[{i}]", f"“{name}”和第 {first} 份同名，市民说不清情形时只会告知一份；请合成一份或改名"
            )


def material_called_alike(item: ServiceItem, path: str, ways: Sequence[Answers]) -> Iterator[Problem]:
    told = set()
    for answers in ways:
        claims: Dict[str, str] = {}
        for material in item.materials_for(answers):
            for word in (material.name, *material.said_as):
                first = claims.setdefault(word, material.name)
                if first != material.name and (word, material.name) not in told:
                    told.add((word, material.name))
                    yield _warning(
                        path,
                        "materials",
                        f"{_say(item, answers)}市民说有“{word}”，会把“{first}”和“{material.name}”都当成有了；said_as 只留给一份",
                    )


def waived_material_listed(item: ServiceItem, path: str, ways: Sequence[Answers]) -> Iterator[Problem]:
    for i, material in enumerate(item.materials, 1):
        names = {material.name, *material.any_of}
        for paper in _WAIVED_PAPERS:
            if item.theme == "registration" and any(paper in name for name in names):
                yield _error(path, f"materials[{i}]", f"“{paper}”本局承诺免交，请删去，放进 not_needed（why: waived）")
        for entry in item.not_needed:
            clash = names & {entry.name, *re.split("[、和及或]", entry.name)}
            both = next((a for a in ways if condition_holds(material.when, a) and condition_holds(entry.when, a)), None)
            if clash and both is not None:
                yield _error(
                    path, f"materials[{i}]", f"{_say(item, both)}“{clash.pop()}”又要带又写在 not_needed 里，请留一处"
                )


def never_applies(item: ServiceItem, path: str, ways: Sequence[Answers]) -> Iterator[Problem]:
    known = {s.id: {o.id for o in s.options} for s in item.situations}
    for field, condition in _conditions(item):
        if any(
            not options or not known.get(question, set()).issuperset(options) for question, options in condition.items()
        ):
            continue  # condition_unknown 已经说了
        if condition and not any(condition_holds(condition, answers) for answers in ways):
            yield _error(path, field, "怎么回答都轮不到它，请核对几个条件是不是互相矛盾")


def situation_changes_nothing(item: ServiceItem, path: str, ways: Sequence[Answers]) -> Iterator[Problem]:
    for i, situation in enumerate(item.situations, 1):
        outcomes = defaultdict(set)
        for answers in ways:
            if situation.id in answers:
                rest = frozenset(pair for pair in answers.items() if pair[0] != situation.id)
                lists = (tuple(e for e in entries if condition_holds(entries[e], answers)) for entries in _lists(item))
                outcomes[answers[situation.id]].add((rest, *lists))
        if len(outcomes) > 1 and len(set(map(frozenset, outcomes.values()))) == 1:
            yield _warning(
                path, f"situations[{i}]", f"“{situation.ask}”怎么答，材料和后面的问题都一样；请删去，或给材料写上 when"
            )


def _lists(item: ServiceItem) -> Tuple[Dict[int, Condition], Dict[int, Condition]]:
    return dict(enumerate(m.when for m in item.materials)), dict(enumerate(n.when for n in item.not_needed))


def _say(item: ServiceItem, answers: Answers) -> str:
    """“选了A、B的，”；没有问题的事项什么也不说。"""
    labels = [o.label for s in item.situations for o in s.options if answers.get(s.id) == o.id]
    return f"选了“{'、'.join(labels)}”的，" if labels else ""


# ── 问答 ──


def faq_refers_to_unknown(topic: FaqTopic, path: str, shelf: Shelf) -> Iterator[Problem]:
    for entry in topic.entries:
        if entry.department not in shelf.bodies:
            yield _error(
                path,
                f"{entry.faq_id}.department",
                f"没有 id 为 {entry.department} 的科室或部门{is_it(entry.department, shelf.bodies)}",
            )
        for wrong in entry.related_items:
            if wrong not in shelf.item_ids:
                yield _error(
                    path,
                    f"{entry.faq_id}.related_items",
                    f"没有事项 {wrong}{is_it(wrong, shelf.item_ids) or '，请删去'}",
                )


def faq_basis_missing(topic: FaqTopic, path: str, shelf: Shelf) -> Iterator[Problem]:
    for entry in topic.entries:
        if not entry.basis:
            yield _error(path, f"{entry.faq_id}.basis", "没有依据，请写文件名和条款")


def faq_answer_length(topic: FaqTopic, path: str, shelf: Shelf) -> Iterator[Problem]:
    shortest, longest = _FAQ_ANSWER_LENGTH
    for entry in topic.entries:
        if not shortest <= len(entry.answer) <= longest:
            yield _warning(
                path,
                f"{entry.faq_id}.answer",
                f"答复 {len(entry.answer)} 个字，请写到 {shortest}—{longest} 个字，先说结论再说怎么办",
            )


# ── 整个知识库 ──


def alias_claimed_twice(shelf: Shelf) -> Iterator[Problem]:
    claims = defaultdict(list)
    for item in shelf.knowledge.items.values():
        for alias in dict.fromkeys(alias.lower() for alias in item.asked_as):
            claims[alias].append(item)
    for alias, items in claims.items():
        for item in items[1:]:
            yield _warning(
                shelf.path_of(item), "asked_as", f"“{alias}”在 {items[0].item_id} 里也有，请只留给最贴切的一个"
            )


def emergency_missing(shelf: Shelf) -> Iterator[Problem]:
    for kind in _EMERGENCIES:
        if kind not in shelf.knowledge.emergencies:
            yield _error(
                shelf.name("emergencies.yml"), "emergencies", f"缺少 {kind} 这一种，请补上：打什么电话、第一句说什么"
            )


def emergency_department_unknown(shelf: Shelf) -> Iterator[Problem]:
    for emergency in shelf.knowledge.emergencies.values():
        if emergency.department not in shelf.bodies:
            yield _error(
                shelf.name("emergencies.yml"),
                f"{emergency.id}.department",
                f"没有 id 为 {emergency.department} 的科室或部门{is_it(emergency.department, shelf.bodies)}",
            )


def first_line_without_number(shelf: Shelf) -> Iterator[Problem]:
    for emergency in shelf.knowledge.emergencies.values():
        numbers = [phone.number for phone in emergency.call]
        if not any(number in emergency.first_line for number in numbers):
            yield _error(
                shelf.name("emergencies.yml"),
                f"{emergency.id}.first_line",
                f"第一句没有说打什么电话，请写进 {'、'.join(numbers) or '要打的号码，并填 call'}",
            )
        for said in re.findall(r"\d{3,}", emergency.first_line):
            if said not in numbers:
                yield _error(
                    shelf.name("emergencies.yml"),
                    f"{emergency.id}.first_line",
                    f"说了 {said}，call 里却没有，请核对号码",
                )


def phone_verified_without_proof(shelf: Shelf) -> Iterator[Problem]:
    for path, body_id, phones in _phones(shelf):
        for phone in phones:
            if phone.verified and phone.number not in _VERIFIED_NUMBERS:
                yield _error(
                    path,
                    f"{body_id}.{phone.number}",
                    f"只有 {'、'.join(_VERIFIED_NUMBERS)} 算已核实，请写 verified: false",
                )
        if phones and not any(phone.verified for phone in phones):
            yield _error(path, body_id, "一个已核实的号码也没有，请补上 12345 或紧急电话")
    for department in shelf.knowledge.departments.values():
        if department.phone and department.phone not in _VERIFIED_NUMBERS:
            yield _warning(
                shelf.name("departments.yml"),
                f"{department.id}.phone",
                f"{department.phone} 没有核实，请写 null，程序会请市民拨 12345",
            )


def _phones(shelf: Shelf) -> Iterator[Tuple[str, str, Tuple[PhoneNumber, ...]]]:
    for emergency in shelf.knowledge.emergencies.values():
        yield shelf.name("emergencies.yml"), emergency.id, emergency.call
    for body in shelf.knowledge.external_bodies.values():
        yield shelf.name("external_bodies.yml"), body.id, body.phones


def forbidden_promise(shelf: Shelf) -> Iterator[Problem]:
    found: List[Problem] = []
    words = read_yaml(shelf.folder / "lexicon" / "promises.yml", shelf.folder, found) or {}
    yield from found
    for path, field, answer in _answers(shelf):
        plain = re.sub("“[^”]*”", "", answer)
        for allowed in words.get("allowed", ()):
            plain = plain.replace(allowed, "")
        for word in words.get("forbidden", ()):
            if word in plain:
                yield _error(path, field, f"“{word}”是许诺，热线不能说；请改成按规定怎么办、由谁决定")


def _answers(shelf: Shelf) -> Iterator[Tuple[str, str, str]]:
    for item in shelf.knowledge.items.values():
        for i, question in enumerate(item.common_questions, 1):
            yield shelf.path_of(item), f"common_questions[{i}].answer", question.answer
    for topic in shelf.knowledge.faq_topics:
        for entry in topic.entries:
            yield shelf.name(f"faq/{topic.topic}.yml"), f"{entry.faq_id}.answer", entry.answer
    for refusal in shelf.knowledge.refusals.values():
        yield shelf.name("refusals.yml"), f"{refusal.id}.say", refusal.say
    for body in shelf.knowledge.external_bodies.values():
        yield shelf.name("external_bodies.yml"), f"{body.id}.advice", body.advice or ""


def calendar_not_published(shelf: Shelf) -> Iterator[Problem]:
    this_year = shelf.today.year
    if not (shelf.folder / "calendar" / f"{this_year}.yml").exists():
        yield _error(
            shelf.name(f"calendar/{this_year}.yml"),
            "（整个文件）",
            f"没有 {this_year} 年的放假安排，期限算不出来，请按国务院办公厅通知录入",
        )


def calendar_impossible(shelf: Shelf) -> Iterator[Problem]:
    for file in sorted((shelf.folder / "calendar").glob("*.yml")):
        path, data = shelf.name(f"calendar/{file.name}"), read_yaml(file, shelf.folder, [])
        if not isinstance(data, dict):
            continue
        if str(data.get("year")) != file.stem:
            yield _error(path, "year", f"文件名是 {file.name}，年份却写 {data.get('year')}")
        if not data.get("holidays"):
            yield _error(path, "holidays", "一个假日也没有，请按国务院办公厅通知录入")
        for i, entry in enumerate(data.get("holidays") or (), 1):
            first, last = (entry.get("from"), entry.get("to")) if isinstance(entry, dict) else (None, None)
            if isinstance(first, date) and isinstance(last, date) and first > last:
                yield _error(path, f"holidays[{i}]", f"{entry.get('name')} 从 {first} 到 {last}，前后颠倒，请对调")
        for day in data.get("makeup_workdays") or ():
            if isinstance(day, date) and day.weekday() < 5:
                yield _error(path, "makeup_workdays", f"{day} 不是周末，本来就上班，请核对通知")


def personal_data_in_knowledge(shelf: Shelf) -> Iterator[Problem]:
    return real_looking_personal_data(shelf.folder, shelf.folder.parent)


DATED_CHECKS: Checks = (expired, expires_soon, reviewed_in_future, source_missing)
ITEM_CHECKS: Checks = (
    department_unknown, related_item_unknown, theme_misplaced, word_unknown, alias_too_few,
    common_questions_too_few, legal_basis_missing, limit_ambiguous, limit_start_unspeakable,
    promise_longer_than_law,
    fee_missing_note, verified_but_has_unverified, unverified_without_note, phone_without_source,
    situation_malformed, condition_unknown, situation_asked_before_known,
)  # fmt: skip
LIST_CHECKS: Checks = (
    no_materials,
    material_twice,
    material_called_alike,
    waived_material_listed,
    never_applies,
    situation_changes_nothing,
)
FAQ_CHECKS: Checks = (faq_refers_to_unknown, faq_basis_missing, faq_answer_length)
SHELF_CHECKS: Checks = (
    alias_claimed_twice, emergency_missing, emergency_department_unknown, first_line_without_number,
    phone_verified_without_proof, forbidden_promise, calendar_not_published, calendar_impossible,
    personal_data_in_knowledge,
)  # fmt: skip
