"""The server hears that a tab goes: by how its line ended, and by what the browser says for it."""

from __future__ import annotations

import contextlib
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from starlette.types import Message
from starlette.websockets import WebSocket
from streamlit import runtime

from regelwijzer.ui import keep, letgo, state
from regelwijzer.ui.memory import MEMORY
from tests.served import Served, serve

TOKEN = "c" * 64


class Server:
    """Stands for the runtime of Streamlit, with one session."""

    def __init__(self) -> None:
        self.session = SimpleNamespace(
            session_state={state.TOKEN: TOKEN, state.COMPUTED[0]: "advies"},
            _fragment_storage={"stuk": "pagina"},
        )
        self.gone: list[str] = []
        self._session_mgr = SimpleNamespace(
            get_active_session_info=lambda name: (
                SimpleNamespace(session=self.session, client="lijn") if name == "een" else None
            )
        )

    def disconnect_session(self, session_id: str, *, client: object = None) -> None:
        self.gone.append(session_id)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Server:
    found = Server()
    monkeypatch.setattr(WebSocket, "receive", WebSocket.receive)
    monkeypatch.setattr(letgo, "_noticing", threading.Event())
    monkeypatch.setattr(runtime, "exists", lambda: True)
    monkeypatch.setattr(runtime, "get_instance", lambda: found)
    return found


def end(server: Server, monkeypatch: pytest.MonkeyPatch, message: Message) -> list[str]:
    """Let the line of the session end so; return which tokens left."""
    left: list[str] = []
    monkeypatch.setattr(MEMORY, "leave", left.append)

    async def receive(line: object) -> Message:
        return message

    monkeypatch.setattr(WebSocket, "receive", receive)
    letgo.notice_leaving(keep.left)

    async def line() -> None:
        await WebSocket.receive(None)  # type: ignore[arg-type]
        server.disconnect_session("een", client="lijn")

    with contextlib.suppress(StopIteration):  # nothing in it waits: no loop is needed
        line().send(None)
    assert server.gone == ["een"]
    return left


@pytest.mark.parametrize(
    ("message", "left"),
    [
        ({"type": "websocket.disconnect", "code": 1001}, [TOKEN]),
        ({"type": "websocket.disconnect", "code": 1005}, []),
        ({"type": "websocket.disconnect", "code": 1006}, []),
        ({"type": "websocket.disconnect"}, []),
        ({"type": "websocket.receive", "code": 1001}, []),
    ],
)
def test_only_a_line_that_says_so_was_closed(
    server: Server, monkeypatch: pytest.MonkeyPatch, message: Message, left: list[str]
) -> None:
    assert end(server, monkeypatch, message) == left
    assert server.session.session_state.get("rw_weg", False) == bool(left)
    assert state.COMPUTED[0] not in server.session.session_state
    assert not server.session._fragment_storage


def test_an_older_line_of_the_same_tab_changes_nothing(server: Server) -> None:
    letgo.notice_leaving(keep.left)
    server.disconnect_session("een", client="eerdere lijn")
    server.disconnect_session("twee")
    assert state.COMPUTED[0] in server.session.session_state
    assert server.gone == ["een", "twee"]


def test_who_goes_along_the_tabs_ends_with_nobody(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    manager = cast(Any, server._session_mgr)
    manager.list_active_sessions = lambda: ["een", "twee"]
    monkeypatch.setattr(letgo, "_ending", threading.Event())
    letgo.end_with_nobody()
    letgo.end_with_nobody()  # each page asks for it
    row = manager.list_active_sessions()
    assert len(row) == 2  # the server shuts down, and waits, by this count
    closed = ["drie"]
    assert row + closed == ["een", "twee", "drie"]  # what it shuts down
    *tabs, last = row
    assert tabs == ["een", "twee"]
    (message,) = last.session.flush_browser_queue()
    assert message.WhichOneof("type") is None
    last.client.write_forward_msg(message)
    last.session.on_flushed_messages_sent()


@pytest.fixture(scope="module")
def served(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serve(repository, tmp_path_factory.mktemp("weg")) as found:
        yield found


def say(served: Served, body: bytes, **headers: str) -> int:
    """Post *body* where a tab says that it goes; return the status."""
    asked = urllib.request.Request(f"{served.address}/{letgo.LEAVING}", body, headers)
    try:
        with urllib.request.urlopen(asked, timeout=30) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_the_server_listens_to_a_token_and_to_nothing_else(served: Served) -> None:
    assert say(served, TOKEN.encode()) == 204
    assert say(served, b"\xff" * 64) == 204  # no token: ignored
    assert say(served, b"kort") == 400
    assert say(served, b"x" * 100_000) == 400
