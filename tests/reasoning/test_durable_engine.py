"""The engine survives a worker that dies, hangs, raises or answers nonsense."""

from __future__ import annotations

import os
import random
import signal
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from regelwijzer.reasoning.durable import DurableEngine, EngineUnavailable, engine, protocol
from regelwijzer.reasoning.graph import Clause, Firing

CLAUSES = [Clause(10, 2, (0, 1)), Clause(11, 3, (2,)), Clause(12, 3, (0,)), Clause(13, 4, ())]
BOTH = [Firing(13, 4), Firing(12, 3), Firing(10, 2), Firing(11, 3)]


def by_clause(log: list[Firing]) -> list[Firing]:
    return sorted(log, key=lambda firing: firing.clause)


def pid_of(running: DurableEngine) -> int:
    assert running._worker is not None
    return running._worker.process.pid


def make(
    patch: str, tmp_path: Path, *, times: int = 99, **more: float
) -> tuple[DurableEngine, Path]:
    """An engine whose first *times* workers run *patch* (over module w) after the smoke run.

    Returns the engine and a file that holds one mark for each worker that was started.
    """
    marks = tmp_path / "starts"
    code = f"""
import os, signal, sys, time
from pathlib import Path
import regelwijzer.reasoning.durable.worker as w
marks = Path({str(marks)!r})
marks.open("a").write("x")
real = w.CaseRunner.run
cases = 0
def run(self, literals):
    global cases
    cases += 1
    if cases == 1 or len(marks.read_text()) > {times}:
        return real(self, literals)
    return bad(self, literals)
def bad(self, literals):
{patch}
w.CaseRunner.run = run
w.main()
"""

    class Sabotaged(DurableEngine):
        command = (sys.executable, "-P", "-c", code)

    return Sabotaged(CLAUSES, 5, time_limit=more.get("time_limit", 2.0)), marks


FAULTS = {
    "raises": ("    raise KeyError('kapot')", "KeyError: 'kapot'"),
    "exits": ("    sys.exit(0)", "SystemExit"),
    "killed by the system": ("    os.kill(os.getpid(), signal.SIGKILL)", "exit status -9"),
    "segmentation fault": ("    os.kill(os.getpid(), signal.SIGSEGV)", "exit status -11"),
    "hangs": ("    time.sleep(60)", "in time"),
    "names a clause too many": ("    return w.array('i', [4])", "clause 4"),
    "names a clause too few": ("    return w.array('i', [-1])", "clause -1"),
    "conclusion before premise": ("    return w.array('i', [1, 0])", "before its premises"),
    "a firing is lost on the way": (
        "    real_pack = w.pack\n"
        "    w.pack = lambda k, n, p: real_pack(k, n, p[:-1])\n"
        "    return real(self, literals)",
        "not whole",
    ),
    "empty log": (
        "    real_pack = w.pack\n"
        "    w.pack = lambda k, n, p: real_pack(k, n, p[:0])\n"
        "    return real(self, literals)",
        "not whole",
    ),
    "answers the previous question": (
        "    real_pack = w.pack\n"
        "    w.pack = lambda k, n, p: real_pack(k, n - 1, p)\n"
        "    return real(self, literals)",
        "to question",
    ),
    "answers something else": (
        "    real_pack = w.pack\n"
        "    w.pack = lambda k, n, p: real_pack(w.Kind.READY, n, p)\n"
        "    return real(self, literals)",
        "answer READY",
    ),
    "half an integer": (
        "    real_pack = w.pack\n"
        "    w.pack = lambda k, n, p: w.HEADER.pack(w.pack_mark, k, n, 3) + b'abc'\n"
        "    from regelwijzer.reasoning.durable.protocol import MARK\n"
        "    w.pack_mark = MARK\n"
        "    return real(self, literals)",
        "not a list of integers",
    ),
    "noise": (
        "    w.pack = lambda k, n, p: b'Traceback (most recent call last)'\n"
        "    return real(self, literals)",
        "not a message",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_twice_means_unavailable(fault: str, tmp_path: Path) -> None:
    patch, reason = FAULTS[fault]
    broken, marks = make(patch, tmp_path, time_limit=0.3)
    started = time.monotonic()
    with (
        broken,
        pytest.raises(EngineUnavailable, match="gaf twee keer achter elkaar geen") as error,
    ):
        broken.run([0, 1])
    assert time.monotonic() - started < 5
    assert reason in str(error.value.__cause__)
    assert marks.read_text() == "xx"


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_once_is_mended(fault: str, tmp_path: Path) -> None:
    broken, marks = make(FAULTS[fault][0], tmp_path, times=1, time_limit=0.3)
    with broken:
        assert by_clause(broken.run([0, 1])) == by_clause(BOTH)
        assert by_clause(broken.run([0])) == by_clause([Firing(12, 3), Firing(13, 4)])
    assert marks.read_text() == "xx"


def test_after_unavailable_the_next_case_gets_a_new_worker(tmp_path: Path) -> None:
    broken, marks = make("    raise KeyError", tmp_path, times=2)
    with broken:
        with pytest.raises(EngineUnavailable):
            broken.run([0, 1])
        assert broken._worker is None
        assert len(broken.run([0, 1])) == 4
    assert marks.read_text() == "xxx"


def test_a_killed_worker_is_replaced() -> None:
    with DurableEngine(CLAUSES, 5) as running:
        assert by_clause(running.run([0, 1])) == by_clause(BOTH)
        first = pid_of(running)
        os.kill(first, signal.SIGKILL)
        os.waitid(os.P_PID, first, os.WEXITED | os.WNOWAIT)
        assert by_clause(running.run([0, 1])) == by_clause(BOTH)
        assert pid_of(running) != first


def test_a_stopped_worker_is_killed_and_replaced() -> None:
    with DurableEngine(CLAUSES, 5, time_limit=0.3) as running:
        running.run([])
        first = pid_of(running)
        os.kill(first, signal.SIGSTOP)
        assert by_clause(running.run([0, 1])) == by_clause(BOTH)
        assert not Path(f"/proc/{first}").exists()  # killed, and waited for


def test_a_worker_waits_as_long_as_it_takes_and_leaves_ctrl_c_to_its_parent() -> None:
    with DurableEngine(CLAUSES, 5, time_limit=0.2) as running:
        running.run([])
        first = pid_of(running)
        os.kill(first, signal.SIGINT)
        time.sleep(1.5)  # more than the time limit and its grace
        assert by_clause(running.run([0, 1])) == by_clause(BOTH)
        assert pid_of(running) == first


def test_a_rule_that_never_fires_is_found_at_load(monkeypatch: pytest.MonkeyPatch) -> None:
    code = (
        "import regelwijzer.reasoning.durable.worker as w\n"
        "real = w.definition\n"
        "def without_rule_one(r):\n"
        "    d = dict(real(r)); d['1']['all'].append({'m1': {'g': 39}}); return d\n"
        "w.definition = without_rule_one\n"
        "w.main()"
    )
    monkeypatch.setattr(DurableEngine, "command", (sys.executable, "-P", "-c", code))
    with DurableEngine(CLAUSES, 5) as broken, pytest.raises(EngineUnavailable) as error:
        broken.run([0])
    assert "do not fire" in str(error.value.__cause__)


def test_a_worker_that_cannot_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(DurableEngine, "command", ("/dev/null/python",))
    with DurableEngine(CLAUSES, 5) as broken, pytest.raises(EngineUnavailable):
        broken.run([0])


def test_what_is_printed_does_not_disturb_the_messages(tmp_path: Path) -> None:
    noisy, marks = make(
        "    print('hallo', flush=True); os.system('echo hallo'); return real(self, literals)",
        tmp_path,
    )
    with noisy:
        assert len(noisy.run([0, 1])) == 4
    assert marks.read_text() == "x"


def test_an_interrupted_case_does_not_spoil_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    with DurableEngine(CLAUSES, 5) as running:
        running.run([])
        first = pid_of(running)
        with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):

            def interrupted(*_: object) -> bytes:
                raise KeyboardInterrupt

            patch.setattr(engine._Worker, "_read", interrupted)
            running.run([0, 1])
        assert running.run([]) == [Firing(13, 4)]
        assert pid_of(running) != first


def test_eight_threads_at_once() -> None:
    rng = random.Random(8)
    clauses = [Clause(i, 10 + i, (i % 10, rng.randrange(10 + i))) for i in range(200)]

    def expected(told: list[int]) -> set[int]:
        known = set(told)
        for clause in clauses:  # in topological order, so one pass will do
            if known.issuperset(clause.body):
                known.add(clause.head)
        return known - set(range(10))

    cases = [rng.sample(range(10), rng.randint(0, 10)) for _ in range(160)]
    with DurableEngine(clauses, 210) as running, ThreadPoolExecutor(8) as pool:
        derived = [{f.head for f in log} for log in pool.map(running.run, cases)]
        pids = {pid_of(running)}
    assert derived == [expected(case) for case in cases]
    assert len(pids) == 1


def test_literals_that_do_not_exist_are_refused() -> None:
    with DurableEngine(CLAUSES, 5) as running:
        for literal in (-1, 5):
            with pytest.raises(ValueError, match=r"outside 0\.\.4"):
                running.run([0, literal])
        assert running._worker is None


def test_a_case_in_which_nothing_is_known_touches_only_what_needs_no_premise() -> None:
    with DurableEngine(CLAUSES, 5) as running:
        assert running.run([]) == [Firing(13, 4)]
        assert running.run([2]) == [Firing(13, 4), Firing(11, 3)]


def test_the_message_for_the_user_is_one_dutch_sentence(tmp_path: Path) -> None:
    broken, _ = make("    raise KeyError", tmp_path)
    with broken, pytest.raises(EngineUnavailable) as error:
        broken.run([0])
    assert str(error.value).endswith("betrouwbaar antwoord.")
    assert str(error.value).count(".") == 1


def test_the_lock_is_free_after_a_fault(tmp_path: Path) -> None:
    broken, _ = make("    raise KeyError", tmp_path)
    with broken:
        with pytest.raises(EngineUnavailable):
            broken.run([0])
        closing = threading.Thread(target=broken.close)
        closing.start()
        closing.join(5)
        assert not closing.is_alive()


def test_a_header_of_another_version_is_refused() -> None:
    frame = protocol.pack(protocol.Kind.RUN, 1, "")
    with pytest.raises(protocol.WorkerFault, match="not a message"):
        protocol.unpack_header(b"RWd2" + frame[4:])
    with pytest.raises(protocol.WorkerFault, match="not a message"):
        protocol.unpack_header(frame[:4] + b"\x09" + frame[5:])
