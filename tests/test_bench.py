"""bench 里算数的部分：不训练、不起服务。"""

import asyncio
import math
from collections import Counter
from pathlib import Path

import pytest

from bench.acceptance import Line, acceptance
from bench.accuracy import Score, evaluate_boundaries
from bench.clients import Said
from bench.entity_accuracy import compare_entities
from bench.figures import percentile, pick, times_better
from bench.in_turns import take_turns
from bench.long_conversations import measure_growth
from bench.plan import FULL, QUICK, SMOKE, choose_plan
from bench.processes import BenchFailed
from bench.readme import END, START, fill, with_later_speed
from bench.real_texts import about_complaints, about_messages, macro_f1, real_texts_folder, utterance_of
from bench.run import misled, run
from bench.sentences import Sentences
from bench.stock.listening import as_understanding, kind_of
from bench.stock.project import bench_rules, read_raw, stories_of
from bench.table import cells, markdown, plain
from bench.workbench import _worst_p95
from bot.nlu.training_data import read_examples
from bot.settings import PROJECT


@pytest.mark.parametrize("percent, value", [(0, 1), (50, 3), (95, 4.8), (100, 5)])
def test_a_percentile_lies_between_the_two_nearest_values(percent, value):
    assert percentile([5, 1, 4, 2, 3], percent) == pytest.approx(value)


def test_a_percentile_of_nothing_is_not_a_number():
    assert math.isnan(percentile([], 50))


class SlowerInLongConversations:
    """一百句以后慢一倍半；机器每说一句慢一点，新会话老会话一样。"""

    def __init__(self):
        self.said, self.machine = Counter(), 1.0

    async def one_long(self, name, texts):
        took = []
        for _ in texts:
            self.said[name] += 1
            self.machine *= 1.001
            took.append((25.0 if self.said[name] > 100 else 10.0) * self.machine)
        return took


def test_growth_compares_an_old_conversation_with_a_young_one_while_the_machine_is_equally_slow():
    citizens = SlowerInLongConversations()
    found = asyncio.run(measure_growth(citizens, Sentences(PROJECT / "tests" / "nlu"), pairs=2))
    assert found["growth"] == pytest.approx(2.5, rel=0.01)
    assert citizens.said == {"old-0": 205, "young-0": 15, "old-1": 205, "young-1": 15}


@pytest.mark.parametrize(
    "ours, stock, less_is_better, times",
    [(10, 50, True, 5), (50, 10, False, 5), (None, 10, True, None), (10, None, False, None), (0, 10, True, None)],
)
def test_times_better_is_above_one_when_ours_is_better(ours, stock, less_is_better, times):
    assert times_better(ours, stock, less_is_better) == times


def test_the_wilson_interval_stays_inside_zero_and_one():
    low, high = Score("", right=9, total=10).interval()
    assert (round(low, 3), round(high, 3)) == (0.596, 0.982)
    assert Score("", right=10, total=10).interval()[1] == pytest.approx(1.0)
    assert all(map(math.isnan, Score("").interval()))


def test_an_entity_found_with_other_edges_counts_only_as_overlapping():
    wanted = [{"type": "merchant", "text": "好再来烧烤店", "start": 3}]
    found = [{"type": "merchant", "text": "好再来", "start": 3, "end": 6, "value": "好再来"}]
    strict, overlapping = compare_entities(wanted, found)
    assert (strict.wanted, strict.found, strict.matched) == (1, 1, 0)
    assert strict.differences == (("好再来烧烤店", "—"), ("—", "好再来"))
    assert overlapping.matched == 1


def test_an_amount_counts_by_its_value_not_by_its_edges():
    wanted = [{"type": "amount", "text": "五十八", "start": 4, "value": 58.0}]
    found = [{"type": "amount", "text": "五十八块", "start": 4, "end": 8, "value": 58.0}]
    (same,) = compare_entities(wanted, found)
    (other,) = compare_entities(wanted, [{**found[0], "value": 508.0}])
    assert (same.matched, other.matched) == (1, 0)


def test_an_entity_score_is_the_f1_over_all_sentences():
    score = Score("merchant F1")
    name = {"type": "merchant", "text": "好再来烧烤店", "start": 0}
    for found in ([{**name, "end": 6}], []):
        score.add_f1("好再来烧烤店", next(iter(compare_entities([name], found))))
    assert score.rate == pytest.approx(2 / 3)  # 两个标了，找出一个，对了一个


def test_a_boundary_sentence_is_right_only_when_every_given_label_is(tmp_path):
    row = '{"text": "物业费没有公示", "ticket_system": "12315", "department": "price_competition"}'
    (tmp_path / "property.jsonl").write_text(row, encoding="utf-8")
    heard = {"kind": "tip_off", "ticket_system": "12315", "department": "housing"}
    score = evaluate_boundaries(lambda texts: [heard], tmp_path)["property"]
    assert (score.right, score.total) == (0, 1)
    assert score.wrong == [("物业费没有公示", "12315、price_competition", "12315、housing")]


def test_an_acceptance_line_passes_at_its_limit_and_says_when_it_was_not_measured():
    assert Line("", 0.90, 0.90).passed
    assert not Line("", 0.899, 0.90).passed
    assert Line("", 1.2, 1.2, at_least=False).passed
    assert not Line("", 1.21, 1.2, at_least=False).passed
    assert str(Line("事项", None, 0.9)) == "未量  事项：—（≥ 0.9）"


def test_acceptance_reads_both_sides_of_the_same_run():
    passed = {line.what: line.passed for line in acceptance(SOME_RESULTS)}

    assert passed["一句话的 p50 比原版快几倍"] is True
    assert passed["事项 item@1"] is True
    assert passed["方面 aspect"] is None
    assert passed["第 200 句是第 10 句的几倍"] is False


def test_accuracy_is_judged_on_the_sentences_of_all_generations_together():
    lines = {line.what: line for line in acceptance(SOME_RESULTS)}

    assert lines["事项 item@1"].value == pytest.approx(379 / 400)
    assert lines["对错比原版高出最少的一项，高出"].value == pytest.approx(0.31)  # 原版只听第一代


def test_real_complaints_pass_when_they_are_heard_as_complaints_or_tip_offs():
    heard = [{"item_decision": "none", "kind": kind, "ticket_system": "12315", "emergency": None} for kind in ("complaint", "tip_off", "inquiry")]
    lines = {line.what: line for line in acceptance({"real": {"complaints": about_complaints(heard)}})}

    assert lines["真实投诉听成投诉、举报的"].value == pytest.approx(2 / 3)


def test_the_workbench_passes_only_if_its_slowest_list_does():
    slow = {"tickets": {"sqlite": {"workbench": {"lists_p95_ms": 201.0, "queues_p95_ms": 30.0, "ticket_page_p95_ms": 60.0}}}}
    lines = {line.what: line.passed for line in acceptance(slow)}

    assert lines["sqlite 工作台列表，最慢的一种条件 p95（毫秒）"] is False
    assert lines["sqlite 工作台队列数 p95（毫秒）"] is True
    assert lines["sqlite 打开一张工单 p95（毫秒）"] is True


def test_one_slow_filter_is_not_hidden_by_many_quick_ones():
    assert _worst_p95({"快": [5.0] * 100, "慢": [300.0] * 15}) == 300.0


def test_the_table_shows_ratios_for_speed_and_differences_for_accuracy():
    rows = {row[0]: row[1:] for row in cells(SOME_RESULTS)}

    assert rows["新会话一句 p50（毫秒）"] == ("9.0", "54.0", "6.0 倍")
    assert rows["事项 item@1"] == ("0.910", "0.600", "+0.310")
    assert rows["第 200 句 ÷ 第 10 句"] == ("1.30", "—", "—")
    assert "6.0 倍" in plain(SOME_RESULTS)


def test_the_readme_changes_only_between_its_marks():
    filled = fill(f"前\n{START}\n旧\n{END}\n后\n", SOME_RESULTS)

    assert filled.startswith("前\n") and filled.endswith("\n后\n")
    assert markdown(SOME_RESULTS) in filled and "旧" not in filled
    assert fill(filled, SOME_RESULTS) == filled


@pytest.mark.parametrize("measured_at, plan, p50", [("2026-05-02T10:00+08:00", "full", 8.0), ("2026-04-30T10:00+08:00", "full", 9.0), ("2026-05-02T10:00+08:00", "quick", 9.0)])
def test_speed_measured_again_later_replaces_only_the_speed(measured_at, plan, p50):
    speed = {"measured_at": measured_at, "plan": plan, "ours": {"message_ms": {"p50": 8.0}}, "stock": {}}
    found = with_later_speed(SOME_RESULTS, speed)

    assert found["ours"]["message_ms"]["p50"] == p50
    assert found["ours"]["accuracy"] == SOME_RESULTS["ours"]["accuracy"] and found["stock"] == SOME_RESULTS["stock"]


def test_a_readme_without_marks_is_left_alone():
    with pytest.raises(BenchFailed):
        fill("没有记号", SOME_RESULTS)


def test_the_plan_is_chosen_by_the_flag_and_the_environment():
    assert choose_plan(False, {}) is FULL
    assert choose_plan(True, {}) is QUICK
    assert choose_plan(False, {"HOTLINE_BENCH_SMOKE": "1"}) is SMOKE


async def test_both_sides_say_the_same_in_turns_and_change_who_is_first():
    said = []

    class Citizens:
        def __init__(self, side):
            self.side = side

        async def one_each(self, name, texts):
            said.append((self.side, *texts))
            return [Said(1.0 if self.side == "ours" else 5.0, 1, False) for _ in texts]

    took = await take_turns({side: Citizens(side) for side in ("ours", "stock")}, [["甲", "乙"], ["丙"]], "t")
    assert said == [("ours", "甲", "乙"), ("stock", "甲", "乙"), ("stock", "丙"), ("ours", "丙")]
    assert took == {"ours": [1.0] * 3, "stock": [5.0] * 3}


def test_an_unknown_part_is_refused():
    with pytest.raises(BenchFailed, match="everything"):
        run(PROJECT, quick=True, only="everything")


def test_a_speed_row_is_called_void_when_the_words_took_another_rule():
    spoke = {"utter_1": 0.0, "utter_8": 0.5, "same_action_1": 0.95, "same_action_8": 0.4, "action_1": 0.0}

    assert [warning.split()[1] for warning in misled(spoke)] == ["utter_8", "same_action_8"]


def test_what_stock_hears_is_written_like_our_understanding():
    heard = as_understanding(_parse("ask_materials", "ask_fee"), _parse("food_operation_license_new"))

    assert (heard["kind"], heard["aspect"], heard["item_decision"]) == ("inquiry", "materials", "answer")
    assert heard["items"] == [{"item_id": "food_operation_license_new"}]


def test_a_stock_fallback_answers_nothing_but_its_ranking_still_counts():
    heard = as_understanding(_parse("nlu_fallback", "file_complaint", "ask_fee"), _parse("nlu_fallback", "some_item"))

    assert (heard["kind"], heard["aspect"], heard["item_decision"]) == ("complaint", "fee", "none")
    assert heard["items"][0]["item_id"] == "some_item"


@pytest.mark.parametrize(
    "intent, kind",
    [("ask_materials", "inquiry"), ("ask_regulation", "inquiry"), ("ask_for_help", "help_request"), ("greet", "other"), ("ask_about_bot", "other")],
)  # fmt: skip
def test_the_kind_of_a_stock_intent(intent, kind):
    assert kind_of(intent).value == kind


def test_stock_is_taught_every_example_with_the_same_intent_and_item():
    raw, ours = read_raw(PROJECT / "data" / "nlu"), read_examples(PROJECT / "data" / "nlu")

    assert [example.intent for example in raw] == [example.intent for example in ours]
    assert {e.item for e in raw if e.item} == {e.item for e in ours if e.item not in (None, "none", "context")}


def test_stock_rules_call_no_action_of_ours():
    rules = bench_rules(PROJECT)
    actions = {step["action"] for rule in rules for step in rule["steps"] if "action" in step}

    assert {name for name in actions if name.startswith("action_")} == {"action_bench"}
    assert [r["steps"][1]["action"] for r in rules if r["steps"][0]["intent"] == "goodbye"] == ["utter_goodbye"]
    assert all(story["steps"][0].get("intent") for story in stories_of(rules))


def test_sentences_are_the_same_every_time_and_do_not_repeat():
    first, second = Sentences(PROJECT / "tests" / "nlu"), Sentences(PROJECT / "tests" / "nlu")
    mixed = first.mixed(400)

    assert mixed == second.mixed(400)
    assert len(set(mixed)) > 390
    assert not set(mixed) & set(first.action(200))


def test_a_real_complaint_counts_as_a_guide_question_once():
    figures = about_complaints([_heard("inquiry", "answer"), _heard("complaint", "answer"), _heard("complaint", "none")])

    assert (figures["as_guide_question"], figures["answered_with_an_item"]) == (2, 2)


def test_message_board_kinds_are_compared_through_the_written_mapping():
    figures = about_messages(["投诉/求助", "咨询"], [_heard("tip_off", "none"), _heard("commendation", "none")])

    assert figures["confusion"]["投诉/求助"]["投诉/求助"] == 1
    assert figures["confusion"]["咨询"]["（无对应）"] == 1
    assert figures["macro_f1"] == pytest.approx(0.5)


def test_macro_f1_weighs_each_kind_the_same():
    assert macro_f1(["a", "a", "a", "b"], ["a", "a", "a", "a"]) == pytest.approx((6 / 7 + 0) / 2)


def test_a_title_already_in_the_text_is_not_said_twice():
    assert utterance_of({"title": "换货", "text": "换货一直不给换"}) == "换货一直不给换"
    assert utterance_of({"title": "换货", "text": "一直不给换"}) == "换货。一直不给换"


def test_real_texts_are_found_only_through_the_environment(tmp_path: Path):
    assert real_texts_folder({}) is None
    assert real_texts_folder({"HOTLINE_REAL_TEXTS": str(tmp_path)}) == tmp_path
    with pytest.raises(BenchFailed):
        real_texts_folder({"HOTLINE_REAL_TEXTS": str(tmp_path / "missing")})


def test_a_missing_figure_is_none():
    assert pick({"ours": {"long": 1}}, "ours.long.growth") is None


SOME_RESULTS = {
    "measured_at": "2026-05-01T10:00+08:00",
    "plan": "full",
    "cores": 2,
    "machine": "x86_64",
    "ours": {
        "message_ms": {"p50": 9.0},
        "long": {"growth": 1.3},
        "accuracy": {"item@1": {"rate": 0.91, "right": 91, "total": 100}},
        "accuracy_third": {"item@1": {"rate": 0.96, "right": 288, "total": 300}},
    },
    "stock": {"message_ms": {"p50": 54.0}, "accuracy": {"item@1": {"rate": 0.60, "right": 60, "total": 100}}},
}


def _parse(*intents):
    ranking = [{"name": name, "confidence": 1 / (n + 1)} for n, name in enumerate(intents)]
    return {"intent": ranking[0], "intent_ranking": ranking}


def _heard(kind, decision):
    return {"kind": kind, "item_decision": decision, "ticket_system": "none", "emergency": None, "department": None}
