"""Answers that outlive a refresh of the browser: in memory only, for half an hour.

The browser keeps a random token in the sessionStorage of one tab; the server keeps the answers
under a digest of it. Nothing reaches a disk, a URL or a cookie. After thirty idle minutes a
timer removes them, also when nobody comes by.
"""

from __future__ import annotations

import hashlib
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from regelwijzer.interview.session import Answers

IDLE_SECONDS = 30 * 60
LEAVE_SECONDS = 30
"""A tab that was closed gets so long to come back; a refresh looks the same at first. What is
still being drawn for it in that time does not count as somebody who is there."""
MOST = 5000
"""So many sets of answers at most; then the longest idle one goes."""
_TOKEN = re.compile(r"[0-9a-f]{64}")


@dataclass
class _Kept:
    answers: Answers
    used: float


class Memory:
    """Keeps answers by token; thread-safe."""

    def __init__(
        self, idle: float = IDLE_SECONDS, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._idle = idle
        self._clock = clock
        self._kept: dict[str, _Kept] = {}
        self._left: dict[str, float] = {}
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None

    def __len__(self) -> int:
        """Return how many sets of answers are kept now."""
        return len(self._kept)

    def put(self, token: str, answers: Answers) -> None:
        """Keep *answers* under *token*; what is no token is ignored."""
        if not is_token(token):
            return
        with self._lock:
            self._purge()
            name = _digest(token)
            self._kept.pop(name, None)
            while len(self._kept) >= MOST:
                self._kept.pop(next(iter(self._kept)))
            self._kept[name] = _Kept(answers, self._used(name))
            self._watch(anew=name in self._left)

    def get(self, token: str) -> Answers | None:
        """Return what is kept under *token*, if that is not too long ago: the tab is back."""
        if not is_token(token):
            return None
        with self._lock:
            self._purge()
            name = _digest(token)
            self._left.pop(name, None)
            found = self._kept.get(name)
            return found.answers if found else None

    def forget(self, token: str) -> None:
        """Forget what is kept under *token*."""
        with self._lock:
            self._kept.pop(_digest(token), None)

    def leave(self, token: str) -> None:
        """Forget what is kept under *token* soon, unless the tab comes back before that."""
        if not is_token(token):
            return
        with self._lock:
            self._purge()
            name = _digest(token)
            while len(self._left) >= MOST:
                self._left.pop(next(iter(self._left)))
            self._left[name] = self._clock()
            kept = self._kept.get(name)
            if kept is not None:
                kept.used = min(kept.used, self._used(name))
                self._watch(anew=True)

    def purge(self) -> None:
        """Forget everything that was idle for too long."""
        with self._lock:
            self._timer = None
            self._purge()
            self._watch()

    def _used(self, name: str) -> float:
        """Return when somebody was there last: now, or so long ago that it will go soon."""
        now = self._clock()
        left = self._left.get(name)
        return now if left is None else min(now, left + LEAVE_SECONDS - self._idle)

    def _purge(self) -> None:
        now = self._clock()
        oldest = now - self._idle
        for name in [name for name, left in self._left.items() if left <= now - LEAVE_SECONDS]:
            del self._left[name]
        for name in [name for name, kept in self._kept.items() if kept.used <= oldest]:
            del self._kept[name]

    def _watch(self, anew: bool = False) -> None:
        """See to it that the next one to go, goes on time."""
        if anew and self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._kept and self._timer is None:
            first = min(kept.used for kept in self._kept.values())
            wait = max(0.0, first + self._idle - self._clock())
            self._timer = threading.Timer(wait + 0.01, self.purge)
            self._timer.daemon = True
            self._timer.start()


def is_token(token: object) -> bool:
    """Tell whether this is a token as the browser makes it: 32 random bytes."""
    return isinstance(token, str) and _TOKEN.fullmatch(token) is not None


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


MEMORY = Memory()
"""That of this server."""
