"""规则策略：和 RulePolicy 一样，只是同样的几步预测过一次就记住。"""

from __future__ import annotations

import json
from collections import OrderedDict
from typing import Any, Dict, Hashable, List, Optional, Text, Tuple

from rasa.core.policies.policy import PolicyPrediction
from rasa.core.policies.rule_policy import RULES, RulePolicy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    BotUttered,
    DefinePrevUserUtteredFeaturization,
    Event,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

_MOST = 5000
_LISTEN = "action_listen"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class RememberingRulePolicy(RulePolicy):
    """规则只看最近几步的动作和意图。会话里还有别的能影响规则的事时不记，照原样预测。

    原版每次预测都把全部规则拿来比两遍，一句话要预测两次。
    """

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._known: OrderedDict[Hashable, PolicyPrediction] = OrderedDict()
        self._longest: Optional[int] = None

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: Optional[Dict[Text, Any]] = None,
        **named: Any,
    ) -> PolicyPrediction:
        key = self._what_rules_see(tracker, domain)
        if key is None:
            return super().predict_action_probabilities(tracker, domain, rule_only_data, **named)
        prediction = self._known.get(key)
        if prediction is None:
            prediction = super().predict_action_probabilities(tracker, domain, rule_only_data, **named)
            self._known[key] = prediction
            if len(self._known) > _MOST:
                self._known.popitem(last=False)
        return prediction

    def _what_rules_see(self, tracker: DialogueStateTracker, domain: Domain) -> Optional[Hashable]:
        """最长的规则有几步，就看最近几步，再往前到上一次听市民说话为止。"""
        if tracker.active_loop or tracker.followup_action or domain.action_texts:
            return None
        seen: List[Tuple] = []
        actions = 0
        for event in reversed(tracker.applied_events()):
            step = _step(event, domain)
            if step is None:
                return None
            if step:
                seen.append(step)
            if isinstance(event, ActionExecuted):
                actions += 1
                if actions >= self._longest_rule() and event.action_name == _LISTEN:
                    break
        return tuple(seen)

    def _longest_rule(self) -> int:
        if self._longest is None:
            self._longest = max((len(json.loads(rule)) for rule in self.lookup[RULES]), default=0)
        return self._longest


def _step(event: Event, domain: Domain) -> Optional[Tuple]:
    """规则看得到的样子；() 是不影响规则的事，None 是不认识、不敢记的事。"""
    if isinstance(event, ActionExecuted):
        return (event.action_name,) if event.action_name else None
    if isinstance(event, UserUttered):
        return None if event.entities else ("heard", event.intent_name, event.use_text_for_featurization)
    if isinstance(event, SlotSet):
        matters = any(slot.name == event.key and slot.influence_conversation for slot in domain.slots)
        return None if matters else ()
    return () if isinstance(event, (BotUttered, DefinePrevUserUtteredFeaturization)) else None
