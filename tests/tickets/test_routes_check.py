"""审派单规则和期限：轮不到的、派错地方的、没依据的，都说得出来。"""

from dataclasses import replace

import pytest

from bot.hotline.routing import Route, RoutingFacts
from bot.hotline.time_limit import TimeLimit
from bot.stores.checks.ticket_rules import check_ticket_rules


def found(knowledge, **changes):
    return [f"{p.path} {p.field}: {p.message}" for p in check_ticket_rules(replace(knowledge, **changes), "knowledge")]


def test_our_own_routes_and_time_limits_are_clean(knowledge):
    assert found(knowledge) == []


def test_a_route_behind_a_wider_one_is_never_reached(knowledge):
    hidden = Route("hidden", "quality", "理由", "依据", {"kind": ("tip_off",), "problem": ("food_safety",)})
    problems = found(knowledge, routes=(*knowledge.routes[:-1], hidden, knowledge.routes[-1]))
    assert any("hidden" in p and "永远轮不到" in p for p in problems)


def test_routes_that_together_cover_a_later_one_are_found(knowledge):
    one = Route("one", "quality", "理", "据", {"online": ("yes", "unknown")})
    two = Route("two", "quality", "理", "据", {"online": ("no",)})
    last = replace(knowledge.routes[-1])
    assert any("not_sure" in p and "one、two" in p for p in found(knowledge, routes=(one, two, last)))


def test_an_unknown_target_is_named_with_a_guess(knowledge):
    wrong = replace(knowledge.routes[0], to="food_")
    assert any("是不是 food？" in p for p in found(knowledge, routes=(wrong, *knowledge.routes[1:])))


def test_a_missing_catch_all_is_an_error(knowledge):
    assert any("兜底" in p for p in found(knowledge, routes=knowledge.routes[:-1]))


def test_a_time_limit_without_basis_or_with_an_unknown_fact_is_an_error(knowledge):
    bad = TimeLimit("bad", "坏", 1, "workdays", "", " ", True, starts_on=("TicketFild",), met_by=("TicketResolved",))
    limits = replace(knowledge.time_limits, time_limits=(*knowledge.time_limits.time_limits, bad))
    problems = found(knowledge, time_limits=limits)
    assert any("bad.basis" in p for p in problems) and any("是不是 TicketFiled" in p for p in problems)


@pytest.mark.parametrize(
    "facts, department, system, route",
    [
        (RoutingFacts("complaint", "food_safety", "food"), "food", "12315", "food_safety"),
        (RoutingFacts("conduct_complaint", body="registration"), "party_committee", "12345", "conduct"),
        (RoutingFacts("conduct_complaint", body="human_resources"), "human_resources", "12345", "conduct_elsewhere"),
        (RoutingFacts("complaint", "price", "housing"), "price_competition", "12315", "price_part_is_ours"),
        (RoutingFacts("complaint", body="housing"), "housing", "12345", "not_ours"),
        (RoutingFacts("tip_off", "unlicensed"), "enforcement", "12315", "tip_off_to_enforcement"),
        (RoutingFacts("help_request", emergency="lift_trapped"), "special_equipment", "12345", "emergency_equipment"),
        (RoutingFacts("complaint", "after_sales", online="yes"), "online_trade", "12315", "online_dispute"),
        (RoutingFacts("complaint", "food_safety", "food", place="elsewhere"), "consumer_protection", "12315", "complaint_elsewhere"),
        (RoutingFacts("other"), "consumer_protection", "12345", "not_sure"),
    ],
)
def test_who_handles_what_and_by_which_route(knowledge, facts, department, system, route):
    decision = knowledge.route(facts)
    assert (decision.department, decision.ticket_system, decision.route) == (department, system, route)
    assert decision.reason and decision.basis
