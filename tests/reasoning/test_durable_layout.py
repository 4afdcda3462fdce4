"""The layout stays within what durable_rules bears, and the count of it has teeth."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from regelwijzer.reasoning.durable import limits
from regelwijzer.reasoning.durable.layout import (
    NOWHERE,
    Layout,
    Rule,
    RulesetPlan,
    decode,
    definition,
    encode,
    plan,
)
from regelwijzer.reasoning.durable.limits import LayoutError, check_apart, check_layout, fnv
from regelwijzer.reasoning.graph import Clause


def ruleset(*rules: Rule, literals: int = 0) -> RulesetPlan:
    """A ruleset that knows the places its rules use, literal n at place n + 1."""
    count = max([literals, *(place + 1 for rule in rules for place in rule.body)])
    return RulesetPlan((NOWHERE, *range(count - 1)), rules)


def every(head: int, *body: int) -> Rule:
    return Rule(head, body, (0,), True)


def either(head: int, *body: int) -> Rule:
    return Rule(head, body, (0,) * len(body), False)


BREACHES = {
    "regels": ruleset(*(every(900 + i, 1 + i % 20) for i in range(limits.MAX_RULES + 1))),
    "literals": ruleset(every(900, 1), literals=limits.MAX_LITERALS + 1),
    "waarden van g": ruleset(every(9000, 1), literals=limits.SIDE * limits.MAX_VALUES + 1),
    "regels op dezelfde literal": ruleset(
        *(every(900 + i, 1) for i in range(limits.MAX_FANOUT + 1))
    ),
    "voorwaarden": ruleset(every(900, *range(1, limits.MAX_BODY + 2))),
    "alternatieven": ruleset(either(900, *range(1, limits.MAX_ALTERNATIVES + 2))),
}


@pytest.mark.parametrize("what", BREACHES)
def test_each_limit_is_counted(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if what == "waarden van g":  # unreachable while there are fewer literals than that
        monkeypatch.setattr(limits, "MAX_LITERALS", 10_000)
    with pytest.raises(LayoutError, match=what):
        check_layout(Layout(10_000, (BREACHES[what],)))


def test_values_of_k_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SIDE", 41)
    with pytest.raises(LayoutError, match="waarden van k"):
        check_layout(Layout(100, (ruleset(every(90, 1), literals=50),)))


def test_a_head_that_comes_after_its_use_is_refused() -> None:
    early, late = ruleset(every(7, 4)), ruleset(every(3, 1))  # literal 3 is at place 4
    check_layout(Layout(10, (late, early)))
    with pytest.raises(LayoutError, match="Regelgroep 1 leidt literal 3 af"):
        check_layout(Layout(10, (early, late)))


def test_names_with_the_same_hash_are_refused() -> None:
    assert fnv("costarring") == fnv("liquid")
    check_apart("id", ["costarring", "declinate"])
    with pytest.raises(LayoutError, match="costarring"):
        check_apart("id", ["costarring", "declinate", "liquid"])


@pytest.mark.parametrize("unlike", ["PROPERTIES", "ALIASES"])
def test_property_and_alias_names_are_checked(unlike: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, unlike, ("costarring", "liquid"))
    with pytest.raises(LayoutError, match="costarring"):
        check_layout(Layout(0, ()))


def test_fact_ids_are_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Were the hash of the library weaker, then the ids in use would be refused at load."""
    real = limits.fnv
    monkeypatch.setattr(
        limits, "fnv", lambda text: real(text) % 9 if text.isdigit() else real(text)
    )
    with pytest.raises(LayoutError, match="Twee waarden van id"):
        plan([Clause(0, 20, tuple(range(20)))], 21)


def test_a_star_of_a_thousand_rules_is_spread() -> None:
    layout = plan([Clause(i, 1 + i, (0,)) for i in range(1000)], 1001)
    widest = [Counter(p for r in item.rules for p in r.body) for item in layout.rulesets]
    assert max(count for fanout in widest for count in fanout.values()) == limits.MAX_FANOUT
    assert sum(len(item.rules) for item in layout.rulesets) == 1000


def test_a_long_body_is_split_and_its_parts_stay_out_of_the_log() -> None:
    layout = plan([Clause(0, 200, tuple(range(200)))], 201)
    rules = [rule for item in layout.rulesets for rule in item.rules]
    assert layout.literal_count > 201
    assert [rule.sources for rule in rules if rule.head == 200] == [(0,)]
    assert {rule.sources for rule in rules if rule.head > 200} == {(NOWHERE,)}
    assert max(len(rule.body) for rule in rules) == limits.MAX_BODY


def test_alternatives_are_merged_and_capped() -> None:
    clauses = [Clause(i, 50, (i,)) for i in range(25)] + [Clause(25, 50, (3,))]
    rules = [rule for item in plan(clauses, 51).rulesets for rule in item.rules]
    assert sorted(len(rule.body) for rule in rules) == [6, 10, 10]
    assert sorted(source for rule in rules for source in rule.sources) == list(range(26))


def test_a_ring_is_refused() -> None:
    with pytest.raises(LayoutError, match="Van 2 conclusies hangt het bewijs van zichzelf af"):
        plan([Clause(0, 1, (2,)), Clause(1, 2, (1, 0)), Clause(2, 3, (0,))], 4)


@pytest.mark.parametrize("clause", [Clause(5, 4, (0,)), Clause(5, 0, (-1,)), Clause(5, 0, (9,))])
def test_a_literal_that_does_not_exist_is_refused(clause: Clause) -> None:
    with pytest.raises(ValueError, match="clause 5"):
        plan([clause], 4)


def test_clauses_in_any_order_give_a_layout_that_passes_and_survives_the_pipe() -> None:
    rng = random.Random(3)
    clauses = [
        Clause(i, head, tuple(rng.sample(range(head), rng.randint(0, min(head, 30)))))
        for i, head in enumerate(rng.randrange(1000) for _ in range(3000))
    ]
    layout = plan(clauses, 1000)
    assert decode(encode(layout)) == layout
    assert {s for item in layout.rulesets for r in item.rules for s in r.sources} - {
        NOWHERE
    } == set(range(3000))


def test_a_ruleset_begins_with_the_start_rule() -> None:
    rules = definition(plan([Clause(0, 2, (0, 1))], 3).rulesets[0])
    zero: dict[str, object] = {"$and": [{"g": 0}, {"k": 0}]}
    assert list(rules) == ["s", "0"]
    assert rules["s"] == {"all": [{"m0": zero}]}


def test_a_full_ruleset_behind_a_half_full_one_takes_no_more() -> None:
    star = [Clause(i, 1 + i, (0,)) for i in range(2 * limits.MAX_FANOUT)]  # two rulesets
    more = [Clause(80 + i, 200 + i, (41 + i % 40,)) for i in range(240)]  # of the second
    check_layout(plan(star + more, 500))


def test_the_same_clause_twice_keeps_both() -> None:
    layout = plan([Clause(0, 5, (1,)), Clause(1, 5, (1,))], 6)
    assert [rule.sources for rule in layout.rulesets[0].rules] == [(0,), (1,)]
