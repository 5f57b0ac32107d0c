"""走近路的图和规则，结果要和原版 Rasa 一样。"""

import itertools
import re

import pytest


@pytest.fixture(scope="module")
def parts(agent):
    """装好的图，和里面的规则策略。"""
    runner = agent.processor.graph_runner
    policy = next(
        node._component for name, node in runner._instantiated_nodes.items() if name.startswith("run_bot.nlu.rule_policy")
    )
    return runner, policy


def heard(agent, *steps):
    """一个会话：意图和动作轮着来，最后一步之后该预测了。"""
    from rasa.shared.core.events import ActionExecuted, SessionStarted, UserUttered
    from rasa.shared.core.trackers import DialogueStateTracker

    events = [ActionExecuted("action_session_start"), SessionStarted()]
    for step in steps:
        events.append(ActionExecuted(step) if step.startswith("action_") else UserUttered(step, {"name": step}))
    return DialogueStateTracker.from_events("c", events, agent.domain.slots, domain=agent.domain)


def test_understanding_a_sentence_gives_what_the_dask_runner_gives(agent, parts):
    from rasa.core.channels.channel import UserMessage
    from rasa.engine.constants import PLACEHOLDER_MESSAGE, PLACEHOLDER_TRACKER
    from rasa.engine.runner.dask import DaskGraphRunner

    runner, _ = parts
    target = agent.processor.model_metadata.nlu_target
    for text in ("开个小饭馆要办什么证", "电梯里困着人", "楼下超市卖过期奶，我要退钱", "谢谢", ""):
        inputs = {PLACEHOLDER_MESSAGE: [UserMessage(text)], PLACEHOLDER_TRACKER: None}
        ours = runner.run(inputs=inputs, targets=[target])[target][0]
        theirs = DaskGraphRunner.run(runner, inputs=inputs, targets=[target])[target][0]
        assert ours.as_dict(only_output_properties=True) == theirs.as_dict(only_output_properties=True)


def test_a_missing_input_is_reported_as_the_dask_runner_does(agent, parts):
    from rasa.engine.exceptions import GraphRunError

    runner, _ = parts
    with pytest.raises(GraphRunError):
        runner.run(inputs={}, targets=[agent.processor.model_metadata.nlu_target])


def test_remembered_predictions_are_those_of_the_rule_policy(agent, parts):
    from rasa.core.policies.rule_policy import RulePolicy

    _, policy = parts
    intents = [i for i in agent.domain.intents if not i.startswith("/")]
    openings = [["action_listen"], ["action_listen", "greet", "action_make_small_talk", "action_listen"]]
    for opening, intent in itertools.product(openings, intents):
        for after in ([], ["action_answer_guide_question"]):
            tracker = heard(agent, *opening, intent, *after)
            fresh = RulePolicy.predict_action_probabilities(policy, tracker, agent.domain)
            for _ in range(2):
                assert policy.predict_action_probabilities(tracker, agent.domain).probabilities == fresh.probabilities


def test_the_same_turn_is_remembered_whatever_was_said_before_it(agent, parts):
    _, policy = parts
    long_ago = ["action_listen", "greet", "action_make_small_talk"] * 3
    short = policy._what_rules_see(heard(agent, *long_ago, "action_listen", "ask_fee"), agent.domain)
    long = policy._what_rules_see(heard(agent, *long_ago * 3, "action_listen", "ask_fee"), agent.domain)
    assert short == long is not None


def test_nothing_is_remembered_while_a_form_is_active(agent, parts):
    from rasa.shared.core.events import ActiveLoop

    _, policy = parts
    tracker = heard(agent, "action_listen", "ask_fee")
    tracker.update(ActiveLoop("some_form"))
    assert policy._what_rules_see(tracker, agent.domain) is None


def test_a_pattern_compiled_once_is_not_compiled_again(agent):
    first = re.compile("先编的一条")
    for n in range(3_000):
        re.compile(f"后编的第{n}条")
    assert re.compile("先编的一条") is first
