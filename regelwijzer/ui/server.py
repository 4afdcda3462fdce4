"""Starts the server with the rules loaded, and closes the one road by which it calls a host.

At a request with an unknown Origin, Streamlit asks a host on the internet under which address
this machine is known. We tell it beforehand that it knows, so that nobody is ever asked.
"""

from __future__ import annotations

from streamlit import net_util
from streamlit.web import cli

from regelwijzer.ui import letgo
from regelwijzer.ui.memory import MEMORY
from regelwijzer.ui.ready import preload

NOWHERE = "0.0.0.0"


def main() -> None:
    """Load the rules, then run the command line of Streamlit."""
    net_util._external_ip = NOWHERE
    net_util._internal_ip = NOWHERE
    letgo.hear_leaving(MEMORY.leave)
    preload()
    cli.main(prog_name="streamlit")


if __name__ == "__main__":
    main()
