"""The app on a small rule base, in this process; and the real app, in a real browser."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from regelwijzer.advice.advisor import Advisor
from regelwijzer.application import Application
from regelwijzer.interview.session import Interviewer
from regelwijzer.knowledge.loader import load_base
from regelwijzer.ui import state

BASIS = Path(__file__).parent / "basis"
START_SECONDS = 60


@pytest.fixture(scope="session")
def small() -> Iterator[Application]:
    """The product on the small rule base of this folder, without the worker process."""
    advisor = Advisor(load_base(BASIS), use_durable=False)
    interviewer = Interviewer(advisor.base, advisor.program, advisor.chooser, {})
    application = Application(advisor, interviewer, {})
    yield application
    application.close()


@pytest.fixture
def app(small: Application, repository: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    """The app on the small rule base, at its first page."""
    monkeypatch.setattr(state, "load_application", lambda: small)
    st.cache_resource.clear()
    yield AppTest.from_file(str(repository / "app.py"), default_timeout=20).run()
    st.cache_resource.clear()


@pytest.fixture(scope="session")
def server(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the real app, started from the checkout on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = tmp_path_factory.mktemp("server") / "log.txt"
    command = [sys.executable, "-m", "streamlit", "run", str(repository / "app.py")]
    with log.open("wb") as out:
        process = subprocess.Popen(
            [*command, "--server.port", str(port)],
            cwd=repository,
            env={**os.environ, "PYTHONPATH": str(repository)},
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    address = f"http://localhost:{port}"
    try:
        _wait(f"{address}/_stcore/health", process, log)
        yield address
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        assert process.poll() is None, f"de app stopte: {log.read_text(errors='replace')[-2000:]}"
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"de app startte niet: {log.read_text(errors='replace')[-2000:]}")
