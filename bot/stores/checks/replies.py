"""说法和规则：用到的说法有没有，意图有没有规则接。"""

from __future__ import annotations

from typing import Iterator

from bot.stores.checks.language import Language, names, steps
from bot.stores.checks.shelf import Checks, error, is_it, warning
from bot.stores.knowledge_schema import Problem

# Rasa 自带、不用在 domain.yml 里写的动作。
_RASA_ACTIONS = ("action_listen", "action_restart", "action_session_start")


def reply_missing(language: Language) -> Iterator[Problem]:
    responses = language.domain.get("responses") or {}
    for name, where in language.said.items():
        if name not in responses:
            yield error(where, name, f"domain.yml 的 responses 里没有这条说法{is_it(name, responses) or '，请补上'}")


def reply_unused(language: Language) -> Iterator[Problem]:
    aspects = language.ids["aspect"] if language.said_by_aspect else ()
    for name in language.domain.get("responses") or ():
        if name not in language.said and name[len("utter_") :] not in aspects:
            yield warning("domain.yml", f"responses.{name}", "程序和规则都没用到，请删去")


def intent_without_rule(language: Language) -> Iterator[Problem]:
    ruled = {step.get("intent") for rule in language.rules for step in steps(rule)}
    for intent in names(language.domain.get("intents")):
        if intent not in ruled:
            yield error("domain.yml", f"intents.{intent}", "data/stories 里没有接它的规则，市民说了没人应，请补一条")


def rule_refers_to_unknown(language: Language) -> Iterator[Problem]:
    intents = language.ids["intent"]
    actions = {*names(language.domain.get("actions")), *(language.domain.get("forms") or ()), *_RASA_ACTIONS}
    for rule in language.rules:
        name = str(rule.get("rule") or rule.get("story"))
        for step in steps(rule):
            intent, action = step.get("intent"), step.get("action")
            if intent and intent not in intents:
                yield error("data/stories", name, f"domain.yml 没有意图 {intent}{is_it(intent, intents)}")
            if action and action not in actions and not action.startswith("utter_"):
                yield error("data/stories", name, f"domain.yml 没有动作 {action}{is_it(action, actions)}")


REPLY_CHECKS: Checks = (
    reply_missing, reply_unused, intent_without_rule, rule_refers_to_unknown,
)  # fmt: skip
