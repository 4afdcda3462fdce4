"""The worker trusts nothing the library does; the library's known faults are still there."""

from __future__ import annotations

import json
import os
import resource
import secrets
import subprocess
import sys
from array import array
from pathlib import Path

import pytest

from regelwijzer.reasoning.durable import DurableEngine, limits
from regelwijzer.reasoning.durable.layout import Layout, plan
from regelwijzer.reasoning.durable.limits import LayoutError
from regelwijzer.reasoning.durable.worker import CaseRunner, Refused
from regelwijzer.reasoning.graph import Clause, GraphBuilder

LAYOUT = plan([Clause(0, 2, (0, 1)), Clause(1, 3, (0,)), Clause(2, 3, (1,))], 4)


class FakeLibrary:
    """Stands in for the C library: answers as told, and notes what is asked.

    *fires* gives, per fact id, the names of the rules that fire on it.
    """

    def __init__(self, code: int = 0, fires: dict[str, list[str]] | None = None) -> None:
        self.code = code
        self.fires = {"0": ["s"]} if fires is None else fires
        self.told: list[dict[str, object]] = []
        self.deleted: list[str] = []
        self._waiting: list[str] = []

    def create_ruleset(self, name: str, rules: str, /) -> int:
        assert json.loads(rules)
        return 1

    def assert_fact(self, handle: int, fact: str, /) -> tuple[int, int]:
        self.told.append(json.loads(fact))
        place = str(self.told[-1]["id"])
        self._waiting = [f'{{"{rule}":{{"m0":{fact}}}}}' for rule in self.fires.get(place, [])]
        return (self.code if place != "0" else 0), 0

    def start_action_for_state(self, handle: int, state: int, /) -> tuple[str, str] | None:
        return ("{}", self._waiting.pop(0)) if self._waiting else None

    def complete_and_start_action(self, handle: int, state: int, /) -> str | None:
        return self._waiting.pop(0) if self._waiting else None

    def delete_state(self, handle: int, sid: str, /) -> None:
        self.deleted.append(sid)


def test_facts_are_small_integers_with_a_short_id_and_the_sid() -> None:
    library = FakeLibrary(fires={"0": ["s"], "2": ["0", "1"]})
    assert CaseRunner(library, LAYOUT).run([1, 0]) == array("i", [0, 2])
    sid = library.deleted[0]
    assert library.told == [
        {"id": "0", "g": 0, "k": 0, "sid": sid},
        {"id": "2", "g": 0, "k": 2, "sid": sid},
        {"id": "1", "g": 0, "k": 1, "sid": sid},
    ]


@pytest.mark.parametrize("code", [1, 2, 3])
def test_a_refused_fact_is_a_fault_and_not_a_lost_conclusion(code: int) -> None:
    library = FakeLibrary(code)
    with pytest.raises(Refused, match=f"code {code}"):
        CaseRunner(library, LAYOUT).run([0])
    assert len(library.deleted) == 1


@pytest.mark.parametrize("fires", ["99", "s2", ""])
def test_an_exception_while_a_firing_is_noted_is_a_fault(fires: str) -> None:
    library = FakeLibrary(fires={"0": ["s"], "1": [fires]})
    with pytest.raises(KeyError):
        CaseRunner(library, LAYOUT).run([0])
    assert len(library.deleted) == 1


def test_a_state_in_which_nothing_fired_is_left_alone() -> None:
    library = FakeLibrary(fires={})
    with pytest.raises(Refused, match="start rule"):
        CaseRunner(library, LAYOUT).run([0])
    assert library.deleted == []


def test_each_case_has_a_sid_of_its_own_and_deletes_it() -> None:
    library = FakeLibrary()
    runner = CaseRunner(library, LAYOUT)
    for _ in range(50):
        runner.run([0, 1])
    assert len(set(library.deleted)) == 50


def test_rulesets_of_which_nothing_is_known_are_not_touched() -> None:
    layout = plan([Clause(i, 500 + i, (i,)) for i in range(500)], 1000)
    library = FakeLibrary()
    runner = CaseRunner(library, layout)
    runner.run([])
    assert library.told == []
    runner.run([499])
    assert library.told[0]["id"] == "0"
    assert len(library.told) == 2


def test_a_sid_that_hashes_like_a_fact_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    library = FakeLibrary()
    runner = CaseRunner(library, LAYOUT)
    runner._fact_hashes.add(limits.fnv("sid-slecht"))
    tokens = iter(["slecht", "slecht", "goed"])
    monkeypatch.setattr(secrets, "token_hex", lambda _: next(tokens))
    runner.run([0])
    assert library.deleted == ["goed"]


def test_a_layout_beyond_the_limits_is_never_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FakeLibrary, "create_ruleset", lambda *_: pytest.fail("compiled"))
    wide = Layout(4, (LAYOUT.rulesets[0],))
    monkeypatch.setattr(limits, "MAX_RULES", 1)
    with pytest.raises(LayoutError):
        CaseRunner(FakeLibrary(), wide)


def native(code: str) -> subprocess.CompletedProcess[str]:
    """Run *code* on the real library, in a process that may die of it."""
    head = "import json, durable_rules_engine as d\n"
    return subprocess.run(
        [sys.executable, "-c", head + code], capture_output=True, text=True, timeout=60
    )


def test_the_hash_is_that_of_the_library() -> None:
    """Two ids that hash alike: the second fact is refused, as check_apart says beforehand."""
    assert limits.fnv("costarring") == limits.fnv("liquid")
    done = native(
        "h = d.create_ruleset('r', json.dumps({'s': {'all': [{'m': {'g': 1}}]}}))\n"
        "for name in ('costarring', 'declinate', 'liquid'):\n"
        "    print(d.assert_fact(h, json.dumps({'id': name, 'sid': 'x', 'g': 1}))[0])\n"
    )
    assert done.stdout.split() == ["0", "0", "2"]


def test_a_state_in_which_nothing_fired_cannot_be_deleted() -> None:
    """Why every case begins with a start fact (uninitialised memory: it may also survive)."""
    code = (
        "import ctypes\n"
        "ctypes.CDLL(None).mallopt(-6, 0xAA)\n"  # M_PERTURB: fresh memory is not zero
        "h = d.create_ruleset('r', json.dumps({'s': {'all': [{'m': {'g': 1}}]}}))\n"
        'd.assert_fact(h, \'{"id":"1","sid":"x","g":%d}\')\n'
        "d.start_action_for_state(h, 1)\n"
        "d.delete_state(h, 'x')\n"
        "print('goed')"
    )
    assert native(code % 1).stdout == "goed\n"
    assert native(code % 2).returncode < 0


def rss(pid: int) -> int:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * resource.getpagesize()


def test_memory_stays_constant() -> None:
    """300 cases; set REGELWIJZER_CASES=10000 for the long run."""
    cases = int(os.environ.get("REGELWIJZER_CASES", "300"))
    builder = GraphBuilder()
    for index in range(40):
        builder.atom(f"a{index}")
    for index in range(40, 400):
        make = builder.conjunction if index % 2 else builder.disjunction
        make(f"n{index}", [(index * 7) % (2 * index - 2), 2 * (index % 40), 2 * (index * 3 % 40)])
    graph = builder.build()
    with DurableEngine(graph.clauses, 2 * len(graph.nodes)) as engine:
        sizes = []
        for case in range(cases):
            engine.run(2 * atom + (case >> atom % 9 & 1) for atom in graph.atoms)
            assert engine._worker is not None
            sizes.append(rss(engine._worker.process.pid))
    early, late = sizes[cases // 10], sizes[-1]
    assert late - early < 2 * 2**20, f"{early} -> {late} bytes"
