"""The worker is one quiet process that lives no longer than its parent wants it to."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from regelwijzer.reasoning.durable import DurableEngine, EngineUnavailable
from regelwijzer.reasoning.graph import Clause

CLAUSES = [Clause(0, 2, (0, 1)), Clause(1, 3, (2,))]
ROOT = Path(__file__).resolve().parents[2]


def pid_of(running: DurableEngine) -> int:
    assert running._worker is not None
    return running._worker.process.pid


def alive(pid: int) -> bool:
    """Whether a process that is not our child still runs (a zombie does not)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def gone(pid: int, seconds: float = 5.0) -> bool:
    until = time.monotonic() + seconds
    while alive(pid) and time.monotonic() < until:
        time.sleep(0.02)
    return not alive(pid)


def test_closed_is_closed() -> None:
    running = DurableEngine(CLAUSES, 5)
    running.run([0])
    pid = pid_of(running)
    running.close()
    running.close()
    assert not Path(f"/proc/{pid}").exists()
    with pytest.raises(EngineUnavailable, match="afgesloten"):
        running.run([0])


def test_a_forgotten_engine_leaves_no_zombie() -> None:
    running = DurableEngine(CLAUSES, 5)
    running.run([0])
    pid = pid_of(running)
    del running
    gc.collect()
    assert not Path(f"/proc/{pid}").exists()


def test_the_worker_has_one_thread() -> None:
    """The library's own Host starts two that corrupt memory."""
    with DurableEngine(CLAUSES, 5) as running:
        running.run([0, 1])
        time.sleep(0.3)  # they start after 0.1 s
        assert len(os.listdir(f"/proc/{pid_of(running)}/task")) == 1


def script(body: str, tmp_path: Path) -> subprocess.Popen[str]:
    """A parent process of its own, which prints the pid of its worker."""
    code = f"""
import os, signal, sys
sys.path.insert(0, {str(ROOT)!r})
from regelwijzer.reasoning.durable import DurableEngine
from regelwijzer.reasoning.graph import Clause
running = DurableEngine([Clause(0, 1, (0,))], 2)
running.run([0])
print(running._worker.process.pid, flush=True)
{body}
"""
    return subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, cwd=tmp_path
    )


ENDS = {
    "forgets to close": "",
    "raises": "raise SystemExit(1)",
    "is killed": "os.kill(os.getpid(), signal.SIGKILL)",
}


@pytest.mark.parametrize("end", ENDS)
def test_no_worker_outlives_its_parent(end: str, tmp_path: Path) -> None:
    parent = script(ENDS[end], tmp_path)
    output, _ = parent.communicate(timeout=20)
    assert gone(int(output))


def test_a_worker_that_hangs_ends_itself_when_its_parent_is_gone(tmp_path: Path) -> None:
    body = """
command = "import time, regelwijzer.reasoning.durable.worker as w\\n" \\
    "w.CaseRunner.run = lambda *a: time.sleep(60)\\nw.main()"
DurableEngine.command = (sys.executable, "-P", "-c", command)
import threading, regelwijzer.reasoning.durable.engine as e
e.LOAD_LIMIT = 0.5
worker = e._Worker(DurableEngine.command)
print(worker.process.pid, flush=True)
running._prepare_later = threading.Timer(0.4, os.kill, (os.getpid(), signal.SIGKILL))
running._prepare_later.start()
running._prepare(worker)
"""
    parent = script(body, tmp_path)
    output, _ = parent.communicate(timeout=20)
    _, hanging = map(int, output.split())
    assert alive(hanging)
    assert gone(hanging)


def test_the_parent_never_imports_the_library(tmp_path: Path) -> None:
    body = "print([name for name in sys.modules if name.split('.')[0].startswith('durable')])"
    output, _ = script(body, tmp_path).communicate(timeout=20)
    assert output.splitlines()[1] == "[]"


def test_the_worker_imports_nothing_from_the_current_folder(tmp_path: Path) -> None:
    (tmp_path / "secrets.py").write_text("raise SystemExit('niet deze')")
    output, _ = script("print('goed')", tmp_path).communicate(timeout=20)
    assert output.splitlines()[1:] == ["goed"]
