"""The product, loaded before anybody comes. Knows nothing of Streamlit, which is not there yet."""

from __future__ import annotations

import contextlib
import gc

from regelwijzer.application import Application, load_application
from regelwijzer.knowledge.errors import KnowledgeErrors

READY: list[Application] = []
"""What was loaded, until the first page takes it."""


def preload() -> None:
    """Load the product; a fault waits until there is a page to tell it on.

    What is loaded stays for good: the sweeps (``letgo``) need not look through it again. That
    must be said before there is a session, for a session that is passed over is never let go of.
    """
    with contextlib.suppress(KnowledgeErrors, OSError):
        READY.append(load_application())
    gc.collect()
    gc.freeze()
