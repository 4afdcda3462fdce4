"""Ties a browser tab to its answers: after a refresh, after idleness, and when all is wiped."""

from __future__ import annotations

import time
from functools import lru_cache, partial
from typing import Any

import streamlit as st
from streamlit.runtime.state import SessionState

from regelwijzer.ui import letgo, state
from regelwijzer.ui.guard import fragment
from regelwijzer.ui.memory import IDLE_SECONDS, MEMORY, is_token

_LAST = "rw_laatst"
_EXPIRED = "rw_verlopen"
_LEFT = "rw_weg"
_SEEN = "rw_gezien"
CHECK_SECONDS = 60

# The tab makes its own token, once, and tells it over the connection that is already there. When
# it goes, it tells it once more, in a way in which the browser does so for it: what a page says
# over the connection while it closes is often not heard.
_SCRIPT = """const goed = (teken) => /^[0-9a-f]{64}$/.test(teken || '');
const bewaard = () => {
  try { return sessionStorage.getItem('rw_venster'); } catch (fout) { return 'geen'; }
};
const weg = (adres) => {
  const teken = bewaard();
  if (!goed(teken)) return;
  if (navigator.sendBeacon && navigator.sendBeacon(adres, teken)) return;
  fetch(adres, { method: 'POST', body: teken, keepalive: true }).catch(() => {});
};
export default function (component) {
  const { data, setStateValue } = component;
  if (!window.rwWeg) {
    window.rwWeg = () => weg(new URL(data.weg, document.baseURI));
    window.addEventListener('pagehide', () => window.rwWeg());
  }
  window.rwBekend = data.bekend;
  if (data.bekend) return;
  let teken = bewaard();
  if (teken !== 'geen' && !goed(teken)) {
    const bytes = crypto.getRandomValues(new Uint8Array(32));
    teken = Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');
    try { sessionStorage.setItem('rw_venster', teken); } catch (fout) { teken = 'geen'; }
  }
  setStateValue('teken', teken);
}"""


@lru_cache(maxsize=1)
def _component() -> Any:
    return st.components.v2.component("regelwijzer_venster", js=_SCRIPT)


def resume() -> None:
    """Find the answers of this tab again, at the start of a page."""
    known = state.token()
    st.session_state.pop(_LEFT, None)  # a tab that is drawn is there
    found = _component()(
        key="rw_venster",
        data={"bekend": bool(known or _told()), "weg": letgo.LEAVING},
        default={"teken": ""},
        on_teken_change=_nothing,
        height=1,
    )
    if not known and is_token(found.teken):
        state.set_token(found.teken)
        kept = MEMORY.get(found.teken)
        if kept is not None and not state.started():
            state.restore(kept)
    touch()


def _told() -> str:
    """Return what the tab told of itself before this run, if anything."""
    found = st.session_state.get("rw_venster") or {}
    return str(found.get("teken", ""))


def looking() -> bool:
    """Tell, once for each tab, whether its answers may still be found: the page is new to us."""
    new = _SEEN not in st.session_state
    st.session_state[_SEEN] = True
    return new and not state.token() and not state.started()


def _nothing() -> None:
    """Streamlit only hands over a value that has a callback."""


def left(session: SessionState, closed: bool) -> None:
    """Let go of what was computed for a tab that is gone, and of its answers if it was closed.

    Closed is closed, however far its page was drawn. Of a tab that may come back Streamlit keeps
    the state half a minute; the advice, by far the largest part, is then computed again.
    """
    for name in state.COMPUTED:
        if name in session:
            del session[name]
    if closed:
        session[_LEFT] = True
        if state.TOKEN in session:
            MEMORY.leave(str(session[state.TOKEN]))


def remember() -> None:
    """Keep the answers of this tab, at the end of a page; not of a tab that just went away."""
    if state.token() and state.started() and not st.session_state.get(_LEFT):
        MEMORY.put(state.token(), state.answers())


def touch() -> None:
    """Note that somebody is here; parts that are redrawn by themselves say so too."""
    st.session_state[_LAST] = time.monotonic()
    remember()


def idle_seconds() -> float:
    """Return how long ago somebody did something."""
    found = st.session_state.get(_LAST)
    return time.monotonic() - found if isinstance(found, float) else 0.0


@partial(fragment, run_every=CHECK_SECONDS)
def watch() -> None:
    """Wipe a page that was left open; runs by itself every minute."""
    holds = state.started() or state.table() is not None
    if holds and idle_seconds() > IDLE_SECONDS:
        state.wipe()
        st.session_state[_EXPIRED] = True
        st.rerun(scope="app")


def expired() -> bool:
    """Tell, once, that the answers were wiped because nobody was there."""
    return bool(st.session_state.pop(_EXPIRED, False))
