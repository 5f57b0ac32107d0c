"""语料：教过的不拿来考，一句不标两样，标注都有，够不够多。"""

from __future__ import annotations

from collections import Counter
from typing import Dict, Iterator

from bot.stores.checks.language import Language, Sentence, cut
from bot.stores.checks.shelf import Checks, error, is_it, warning
from bot.stores.knowledge_schema import Problem

# 一个事项至少要有几句训练语料；一种问题性质不足几句，多半是写错了。
_ENOUGH_SENTENCES = 12
_ENOUGH_FOR_A_LABEL = 3
_LABELS = ("item", "department", "problem", "urgency", "emergency")


def sentence_in_both(language: Language) -> Iterator[Problem]:
    taught = {sentence.text: sentence for sentence in (*language.taught, *language.marked)}
    for sentence in language.tested:
        if sentence.text in taught:
            yield error(
                sentence.path,
                sentence.field,
                f"“{cut(sentence.text)}”在 {taught[sentence.text].path} 里也有，教过的不能拿来考，请换一句",
            )


def sentence_labelled_twice(language: Language) -> Iterator[Problem]:
    first: Dict[str, Sentence] = {}
    for sentence in language.taught:
        earlier = first.setdefault(sentence.text, sentence)
        if earlier is not sentence and earlier.labels != sentence.labels:
            yield error(
                sentence.path,
                sentence.field,
                f"同一句在 {earlier.path} 标成 {_labels(earlier)}，这里标成 {_labels(sentence)}，请留对的一处",
            )
    first = {}
    for sentence in language.tested:
        earlier = first.setdefault(sentence.text, sentence)
        differ = sorted(
            k for k in earlier.labels.keys() & sentence.labels.keys() if earlier.labels[k] != sentence.labels[k]
        )
        if differ:
            yield error(
                sentence.path,
                sentence.field,
                f"同一句在 {earlier.path} {earlier.field}标的 {'、'.join(differ)} 不一样，请核对哪一处对",
            )


def label_unknown(language: Language) -> Iterator[Problem]:
    known = language.ids
    for sentence in language.taught:
        for label, value in sentence.labels.items():
            if label not in (*_LABELS, "intent"):
                yield error(sentence.path, sentence.field, f"没有 {label} 这种标注{is_it(label, _LABELS)}")
            elif value not in known[label]:
                yield error(sentence.path, sentence.field, f"{label} 没有 {value}{is_it(value, known[label])}")


def tested_label_unknown(language: Language) -> Iterator[Problem]:
    known = language.ids
    named = {"item_id": "item", "items": "item", "departments": "department", "problems": "problem"}
    named.update({"emergencies": "emergency", "intents": "intent", "aspects": "aspect"})
    for sentence in language.tested:
        for label, value in sentence.labels.items():
            label = label.removesuffix("_ok")
            label = named.get(label, label)
            for one in value if isinstance(value, list) else [value]:
                if label in known and one is not None and one not in known[label]:
                    yield error(sentence.path, sentence.field, f"{label} 没有 {one}{is_it(one, known[label])}")


def problem_rare(language: Language) -> Iterator[Problem]:
    counts = Counter(s.labels["problem"] for s in language.taught if s.labels.get("problem"))
    for sentence in language.taught:
        problem = sentence.labels.get("problem")
        if problem and counts[problem] < _ENOUGH_FOR_A_LABEL:
            yield warning(
                sentence.path,
                sentence.field,
                f"problem {problem} 只有 {counts[problem]} 句{is_it(problem, set(counts) - {problem}) or '，请多写几句'}",
            )


def taught_too_little(language: Language) -> Iterator[Problem]:
    counts = Counter(sentence.labels.get("item") for sentence in language.taught)
    for item_id in language.knowledge.items:
        if counts[item_id] < _ENOUGH_SENTENCES:
            yield warning("data/nlu", item_id, f"只有 {counts[item_id]} 句训练语料，请补到 {_ENOUGH_SENTENCES} 句以上")


def never_asked_in_tests(language: Language) -> Iterator[Problem]:
    path = "tests/nlu/guide_questions.jsonl"
    asked = {str(s.labels.get("item_id")) for s in language.tested if s.path == path}
    for item_id in language.knowledge.items:
        if item_id not in asked:
            yield warning(path, item_id, "测试里一句也没问过这个事项，请由没写语料的人补几句")


def _labels(sentence: Sentence) -> str:
    return "、".join(str(value) for value in sentence.labels.values())


SENTENCE_CHECKS: Checks = (
    sentence_in_both, sentence_labelled_twice, label_unknown, tested_label_unknown, problem_rare,
    taught_too_little, never_asked_in_tests,
)  # fmt: skip
