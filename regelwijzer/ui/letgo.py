"""Makes the server let go of what is wiped: the one place that knows the inside of Streamlit.

Streamlit keeps an opened file until the browser tab is gone, a downloaded file until the next
click, a tab that was closed until somebody else closes one, and the last tab until there is
another. Here files go at once, or within a minute, and a closed tab when the half minute is over
in which Streamlit lets it come back, also when nobody comes by. And two things it holds on to:
where a chosen file may go, and a file that was just made. tests/safety/ and
tests/ui/test_canary.py hold this against the real server.
"""

from __future__ import annotations

import gc
import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from typing import Any, cast

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import Message
from starlette.websockets import WebSocket
from streamlit import config, runtime
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.media_file_manager import MediaFileMetadata
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.session_manager import SessionStorage
from streamlit.runtime.state import SessionState
from streamlit.url_util import make_url_path
from streamlit.web.server.starlette import starlette_app

from regelwijzer import allocator

_log = logging.getLogger("regelwijzer")
SWEEP_SECONDS = 20.0
"""How often the server looks for what nobody uses any more."""
SETTLE_SECONDS = 2.0
"""So long a page gets to be drawn before anything of it is let go."""

FETCH_SECONDS = 10.0
"""So long at least a made file can be fetched."""

HELD_BYTES = 512 * 1024
"""So much freed memory at most the C library holds at the end of an arena."""

GOING_AWAY = 1001
"""How a line ends when the browser closes or refreshes the tab (RFC 6455, 7.4.1)."""

LEAVING = "rw-weg"
"""Where, below the address of the app, a tab tells that it goes."""
_TOKEN_BYTES = 64

_soon = threading.Event()
_noticing, _holding, _sweeping, _ending = (threading.Event() for _ in range(4))
_found: list[AppSession] = []
_ended: ContextVar[int] = ContextVar("rw_verbinding_einde", default=0)


def keep_uploads_in_memory() -> bool:
    """See to it that no upload touches the disk; tell whether that is sure.

    While a file comes in, Starlette puts what is over one megabyte in a temporary file. A
    spool of size 0 never does. Streamlit itself limits how large a file may be.
    """
    try:
        from starlette.formparsers import MultiPartParser
    except ImportError:
        return False
    sure = isinstance(getattr(MultiPartParser, "spool_max_size", None), int)
    MultiPartParser.spool_max_size = 0
    return sure


def keep_upload_answers() -> None:
    """Hold on to the answer to "where may this file go?" when the page is drawn again.

    Streamlit drops what it did not send yet at the start of every run, that answer included; the
    browser then waits for it for ever, and the chosen file seems to be ignored.
    """
    if _holding.is_set():
        return
    _holding.set()
    clear = ForwardMsgQueue.clear

    def cleared(queue: ForwardMsgQueue, *args: Any, **named: Any) -> None:
        held = [m for m in queue._queue if m.WhichOneof("type") == "file_urls_response"]
        clear(queue, *args, **named)
        queue._queue += [message for message in held if message not in queue._queue]

    cast(Any, ForwardMsgQueue).clear = cleared


def keep_downloads_fetchable() -> None:
    """See to it that the browser has time to fetch a file that was made for it.

    Streamlit lets go of it at the second page that is drawn, for whomever: with fifty people at
    work that is sooner than a phone asks for it, and the download fails. Here a file stays
    FETCH_SECONDS after it was first looked at; the next page or sweep marks it, the one after that
    lets it go.
    """
    cast(Any, MediaFileMetadata).mark_for_delete = _mark_when_old


def _mark_when_old(file: MediaFileMetadata) -> None:
    own = cast(Any, file)
    now = time.monotonic()
    own.rw_since = getattr(own, "rw_since", now)
    own._is_marked_for_delete = now - own.rw_since >= FETCH_SECONDS


def close_sessions_apart() -> None:
    """See to it that no session is closed in the middle of something else.

    Streamlit closes a session when Python finds it as garbage, which can be while a thread holds a
    lock that closing needs as well: that thread, and then the server, would wait for ever. Here
    what is found is put aside, and closed by the next sweep, which holds no lock.
    """
    cast(Any, AppSession).__del__ = _put_aside


def _put_aside(session: AppSession) -> None:
    _found.append(session)  # takes no lock


def close_found() -> None:
    """Close the sessions that were found as garbage since the last time."""
    while _found:
        _found.pop().shutdown()


def notice_leaving(left: Callable[[SessionState, bool], None]) -> None:
    """See to it that *left* is told of every tab that is gone, and if its browser closed it.

    A refresh closes it too. The line says how it ended: 1001 is a tab that goes away on purpose.
    Anything else may be a network that fell, and then somebody may come back; if it was the tab
    all the same, it says so itself (:func:`hear_leaving`).
    The parts of the page that can be drawn alone go too, with the advice that they hold.
    """
    if not runtime.exists() or _noticing.is_set():
        return
    _noticing.set()
    server = cast(Any, runtime.get_instance())
    receive, disconnect = WebSocket.receive, server.disconnect_session

    async def noted(line: WebSocket) -> Message:
        message = await receive(line)
        if message["type"] == "websocket.disconnect":
            _ended.set(message.get("code", 0))
        return message

    def disconnected(session_id: str, **client: Any) -> None:
        found = server._session_mgr.get_active_session_info(session_id)
        if found is not None and client.get("client") in (None, found.client):
            left(found.session.session_state, _ended.get() == GOING_AWAY)
            found.session._fragment_storage.clear()
        disconnect(session_id, **client)

    cast(Any, WebSocket).receive = noted
    server.disconnect_session = disconnected


class _Nobody:
    """Stands at the end of the row of open tabs: shows nothing, and gets what says nothing."""

    id = ""
    session_state = SessionState()

    @property
    def session(self) -> _Nobody:
        """Itself: it is a tab and what belongs to that tab at once."""
        return self

    client = session

    def flush_browser_queue(self) -> list[ForwardMsg]:
        return [ForwardMsg()]

    def write_forward_msg(self, message: ForwardMsg) -> None:
        pass

    def on_flushed_messages_sent(self) -> None:
        pass


class _Row(list[Any]):
    """The open tabs; whoever goes along them comes to nobody last. Nobody does not count."""

    def __iter__(self) -> Iterator[Any]:
        yield from super().__iter__()
        yield _NOBODY


_NOBODY = _Nobody()


def end_with_nobody() -> None:
    """See to it that the server does not hold on to the tab it served last.

    The loop that sends the pages goes along the open tabs, and then waits, with the last tab and
    what it was sent still in its hands: with every answer, until somebody else comes by. On a
    computer at home nobody does.
    """
    if not runtime.exists() or _ending.is_set():
        return
    manager = getattr(runtime.get_instance(), "_session_mgr", None)
    if manager is None:  # a server of a test, which has no loop either
        return
    _ending.set()
    listed = manager.list_active_sessions
    manager.list_active_sessions = lambda: _Row(listed())


def hear_leaving(leave: Callable[[str], None]) -> None:
    """See to it that *leave* gets the token of every tab that says, by a request, that it goes.

    A line that broke does not tell why, and browsers do not always close it as they should. Such
    a request the browser sends also when the page is gone. To be called before the server starts.
    """
    routes = starlette_app.create_streamlit_routes

    async def heard(request: Request) -> Response:
        if request.headers.get("content-length") != str(_TOKEN_BYTES):
            return Response(status_code=400)
        leave((await request.body()).decode("ascii", "replace"))
        return Response(status_code=204)

    def with_leaving(server: runtime.Runtime) -> list[BaseRoute]:
        path = make_url_path(config.get_option("server.baseUrlPath") or "", LEAVING)
        return [Route(path, heard, methods=["POST"]), *routes(server)]

    cast(Any, starlette_app).create_streamlit_routes = with_leaving


def let_go_of_files() -> None:
    """Let go of every file that this tab opened or downloaded; the next sweep comes soon."""
    context = get_script_run_ctx()
    if context is not None and runtime.exists():
        context.uploaded_file_mgr.remove_session_files(context.session_id)
        runtime.get_instance().media_file_mgr.clear_session_refs(context.session_id)
    _soon.set()


def sweep() -> None:
    """Let go of closed tabs and of files that no page refers to; then tidy the memory up.

    A file that was made for a download goes at the third regular sweep after it was made.
    """
    if runtime.exists():
        server = runtime.get_instance()
        manager = cast(Any, server._session_mgr)
        with manager._storage_lock:
            let_go_of_closed(manager._session_storage)
        server.media_file_mgr.remove_orphaned_files()
    gc.collect()
    if _found:
        close_found()
        gc.collect()
    allocator.give_back()


def let_go_of_closed(storage: SessionStorage) -> None:
    """Let go of the tabs that may no longer come back.

    Streamlit passes them over from then on, but holds them, with every answer in them, until
    somebody else closes a tab. Listing them does not let them go; only this does.
    """
    cast(Any, storage)._cache.expire()


def start_sweeping() -> None:
    """Sweep every so often for as long as the server runs; one sweeper is enough."""
    if _sweeping.is_set():
        return
    _sweeping.set()
    hold_little_freed()
    threading.Thread(target=_sweep_for_ever, name="regelwijzer-opruimer", daemon=True).start()


def _sweep_for_ever() -> None:
    while True:
        wiped = _soon.wait(SWEEP_SECONDS)
        _soon.clear()
        for _ in range(2 if wiped else 1):
            time.sleep(SETTLE_SECONDS)
            try:
                sweep()
            except Exception as error:  # a sweep that fails must not be the last one
                _log.error("sweep: %s", type(error).__name__)


def hold_little_freed() -> None:
    """Keep the C library from holding on to ever more of what was freed.

    Left to itself, glibc learns: once a block of some megabytes was freed, each of its arenas (one
    per thread, up to eight per core) may hold twice as much for later, and `malloc_trim` does not
    get that back. Measured: fifty megabytes, all at once. A fixed limit ends the learning.
    """
    allocator.fix_limits(HELD_BYTES, 2 * HELD_BYTES)
