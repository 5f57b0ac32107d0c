"""生成原版 Rasa 的项目：同样的意图和例句，去掉标注；动作全换成同一个小动作。"""

from __future__ import annotations

import random
import shutil
from collections import defaultdict
from pathlib import Path
from typing import Any, Dict, Iterable, List, NamedTuple, Optional

import yaml

from bench.plan import Plan
from bench.stock.listening import FALLBACK
from bot.nlu.training_data import IN_CONTEXT, NOT_OURS

_CONFIG = Path(__file__).parent / "config.yml"
_STORIES = 40
_SEED = 7


class RawExample(NamedTuple):
    """一句原话：没有整理过，原版自己分词。"""

    text: str
    intent: str
    item: Optional[str]


def write_stock_project(project: Path, folder: Path, plan: Plan, action_port: int) -> None:
    """folder/：意图模型和对话的项目；folder/items/：事项模型（只有 NLU）。"""
    shutil.rmtree(folder, ignore_errors=True)
    examples = read_raw(project / "data" / "nlu", plan.examples)
    domain = _load(project / "domain.yml")
    heard = {example.intent for example in examples}
    rules = [rule for rule in bench_rules(project) if rule["steps"][0]["intent"] in heard]
    rules.append({"rule": "没听懂", "steps": [{"intent": FALLBACK}, {"action": "action_bench"}]})  # 本热线也是动作
    _write_config(folder / "config.yml", plan, dialogue=True)
    _dump(folder / "data" / "nlu.yml", nlu_file((e.text, e.intent) for e in examples))
    _dump(folder / "data" / "rules.yml", {"version": "3.1", "rules": rules})
    _dump(folder / "data" / "stories.yml", {"version": "3.1", "stories": stories_of(rules)})
    _dump(folder / "domain.yml", _domain(domain, sorted(heard), rules))
    _dump(folder / "endpoints.yml", {"action_endpoint": {"url": f"http://127.0.0.1:{action_port}/webhook"}})
    _dump(folder / "credentials.yml", {"rest": None})
    _write_config(folder / "items" / "config.yml", plan, dialogue=False)
    about_items = [e for e in examples if e.item and e.intent.startswith("ask_")]
    _dump(folder / "items" / "nlu.yml", nlu_file((e.text, e.item) for e in about_items))


def bench_rules(project: Path) -> List[Dict[str, Any]]:
    """data/stories/ 的规则，自定义动作都换成 action_bench；只有道别什么动作都不跑，说一句就完。"""
    rules = []
    for path in sorted((project / "data" / "stories").glob("*.yml")):
        for rule in _load(path)["rules"]:
            steps = [_with_bench_action(step) for step in rule["steps"]]
            if steps[0].get("intent") == "goodbye":
                steps = [steps[0], {"action": "utter_goodbye"}]
            rules.append({**rule, "steps": steps})
    return rules


def read_raw(folder: Path, limit: Optional[int] = None) -> List[RawExample]:
    """data/nlu/ 的例句原话。limit 句以内尽量每个意图都有。"""
    examples = [example for path in sorted(folder.rglob("*.yml")) for example in _raw(_load(path)["nlu"])]
    if limit is None:
        return examples
    by_intent: Dict[str, List[RawExample]] = defaultdict(list)
    for example in examples:
        by_intent[example.intent].append(example)
    each = max(2, limit // len(by_intent))
    return [example for group in by_intent.values() for example in group[:: max(1, len(group) // each)][:each]]


def nlu_file(pairs: Iterable[tuple]) -> Dict[str, Any]:
    """一个意图的例句写成一整段文字：一句一条的写法，Rasa 用纯 Python 读，四万多句一遍要好几分钟，还要读好几遍。"""
    grouped: Dict[str, List[str]] = defaultdict(list)
    for text, intent in pairs:
        grouped[intent].append(text.replace("[", "(").replace("]", ")"))  # 方括号是 Rasa 标实体的记号
    return {
        "version": "3.1",
        "nlu": [{"intent": intent, "examples": "".join(f"- {text}\n" for text in texts)} for intent, texts in grouped.items()],
    }


def stories_of(rules: List[Dict[str, Any]]) -> List[Dict[str, Any]]:
    """把规则随意接成对话，让 Memoization 和 TED 有得学，又不和规则打架。"""
    choose = random.Random(_SEED)
    return [
        {"story": f"对话 {n}", "steps": [step for rule in choose.sample(rules, 4) for step in rule["steps"]]}
        for n in range(min(_STORIES, 2 * len(rules)))
    ]


def _raw(blocks: List[Dict[str, Any]]) -> Iterable[RawExample]:
    for block in blocks:
        if block.get("intent") is None:
            continue
        examples = block["examples"]
        if isinstance(examples, str):
            examples = [{"text": line[2:]} for line in examples.splitlines() if line.startswith("- ")]
        for entry in examples:
            labels = {**(block.get("metadata") or {}), **(entry.get("metadata") or {})}
            item = labels.get("item")
            yield RawExample(entry["text"].strip(), block["intent"], None if item in (NOT_OURS, IN_CONTEXT) else item)


def _with_bench_action(step: Dict[str, str]) -> Dict[str, str]:
    return {"action": "action_bench"} if step.get("action", "").startswith("action_") else step


def _domain(domain: Dict[str, Any], intents: List[str], rules: List[Dict[str, Any]]) -> Dict[str, Any]:
    said = {step["action"] for rule in rules for step in rule["steps"] if "action" in step} - {"action_bench"}
    return {
        "version": "3.1",
        "intents": [*intents, FALLBACK],
        "responses": {name: domain["responses"][name] for name in sorted(said)},
        "actions": ["action_bench"],
        "session_config": domain["session_config"],
    }


def _write_config(path: Path, plan: Plan, dialogue: bool) -> None:
    config = _load(_CONFIG)
    for component in config["pipeline"] + config["policies"]:
        if "epochs" in component:
            component["epochs"] = plan.diet_epochs if component["name"] == "DIETClassifier" else plan.ted_epochs
    if not dialogue:
        del config["policies"]
    _dump(path, config)


def _load(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def _dump(path: Path, data: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=1000)
    path.write_text(text, encoding="utf-8")
