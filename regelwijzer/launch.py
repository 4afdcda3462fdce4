"""Start: serve the app to this computer, on a free port, until it is stopped.

Standard library only, and old syntax, as :mod:`.bootstrap`: it runs on the Python that a user
happens to have.
"""

from __future__ import annotations

import argparse
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from regelwijzer.bootstrap import ROOT, RUN_LOCK, SetupError, ensure_environment, say

DEFAULT_PORT = 8501
HOST = "127.0.0.1"
START_SECONDS = 90


def port_is_free(port: int) -> bool:
    """Tell whether nothing listens on this port of this computer."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def choose_port(asked: int | None) -> int:
    """Return the port to use: the one asked for, or the first free one from 8501."""
    if asked is not None:
        if not port_is_free(asked):
            raise SetupError(
                f"Poort {asked} is niet vrij of niet toegestaan: kies een andere, "
                "bijvoorbeeld '--poort 8600'."
            )
        return asked
    for port in range(DEFAULT_PORT, DEFAULT_PORT + 50):
        if port_is_free(port):
            return port
    raise SetupError(
        f"Er is geen vrije poort gevonden vanaf {DEFAULT_PORT}: kies er zelf een met '--poort'."
    )


def app_folder(root: Path = ROOT) -> Path:
    """Return the folder whose .streamlit/config.toml holds the looks of the app.

    Streamlit reads that file from the folder it is started in: the checkout, or the copy that
    an installed wheel carries.
    """
    installed = root / "regelwijzer" / "_data"
    return installed if (installed / ".streamlit" / "config.toml").is_file() else root


def streamlit_command(
    python: Path, script: Path, port: int, host: str = HOST, name: str = "localhost"
) -> list[str]:
    """Return the command that serves `script` to this computer only, without telemetry.

    Behind a proxy, `host` is where the proxy finds it and `name` is what its visitors type.

    What privacy and safety need is said here too, not only in .streamlit/config.toml: a flag
    goes before any file.
    """
    return [
        str(python),
        *("-m", "regelwijzer.ui.server", "run", str(script)),
        f"--server.address={host}",
        f"--server.port={port}",
        "--server.headless=true",
        "--server.fileWatcherType=none",
        "--server.maxUploadSize=10",
        "--server.disconnectedSessionTTL=30",
        "--runner.postScriptGC=false",
        f"--browser.serverAddress={name}",
        "--browser.gatherUsageStats=false",
        "--client.showErrorDetails=none",
        "--client.toolbarMode=viewer",
        # Of the pages that frame ours only our own may steer it; the default trusts other hosts.
        f"--client.allowedOrigins=http://{name}:{port}",
    ]


def wait_until_healthy(port: int, server: subprocess.Popen[bytes], seconds: float) -> bool:
    """Wait until the app answers; tell whether it did before it stopped or time ran out."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    until = time.monotonic() + seconds
    while time.monotonic() < until and server.poll() is None:
        try:
            with opener.open(f"http://{HOST}:{port}/_stcore/health", timeout=2) as answer:
                if answer.status == 200:
                    return True
        except (OSError, urllib.error.URLError):
            pass
        time.sleep(0.2)
    return False


def serve(
    python: Path,
    script: Path,
    port: int,
    browser: bool,
    host: str = HOST,
    name: str = "localhost",
) -> int:
    """Run the app until it is stopped; return the exit code."""
    address = f"http://localhost:{port}"
    only = "alleen op deze computer" if host == HOST else f"bereikbaar via {host}"
    server = subprocess.Popen(
        streamlit_command(python, script, port, host, name),
        cwd=str(app_folder()),
        stdout=subprocess.DEVNULL,
    )

    def stop(signum: int, frame: object) -> NoReturn:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    try:
        if not wait_until_healthy(port, server, START_SECONDS):
            raise SetupError(
                "De app is niet gestart: probeer een andere poort ('--poort 8600'), of "
                "verwijder de map .venv en start opnieuw."
            )
        say(f"Regelwijzer draait op {address} ({only}). Stoppen: Ctrl+C.")
        if browser:
            webbrowser.open(address)
        return server.wait()
    except KeyboardInterrupt:
        say("Regelwijzer is gestopt.")
        return 0
    finally:
        stop_process(server)


def stop_process(process: subprocess.Popen[bytes]) -> None:
    """Stop a process that we started: first kindly, then for certain."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


class _Parser(argparse.ArgumentParser):
    """A parser that tells a fault as one Dutch sentence."""

    def error(self, message: str) -> NoReturn:
        self.exit(
            2,
            "Deze opdracht wordt niet begrepen: bekijk de mogelijkheden met "
            "'python3 app.py --help'.\n",
        )


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line of `python3 app.py`."""
    parser = _Parser(
        prog="app.py", description="Zet Regelwijzer klaar en start de app op deze computer."
    )
    parser.add_argument("--poort", metavar="N", help="poort (anders: de eerste vrije vanaf 8501)")
    parser.add_argument(
        "--zonder-browser", action="store_true", help="open de app niet in de browser"
    )
    parser.add_argument(
        "--alleen-klaarzetten", action="store_true", help="zet alles klaar, maar start de app niet"
    )
    options = parser.parse_args(arguments)
    if options.poort is not None:
        if not (options.poort.isdecimal() and 1 <= int(options.poort) <= 65535):
            parser.exit(
                2,
                f"'{options.poort}' is geen poort: geef een getal van 1 tot en met 65535, "
                "bijvoorbeeld '--poort 8600'.\n",
            )
        options.poort = int(options.poort)
    return options


def start(arguments: Sequence[str] | None = None) -> int:
    """Command one: set everything up, then run the app. Return the exit code."""
    options = parse(arguments)
    try:
        python = ensure_environment(RUN_LOCK)
        if options.alleen_klaarzetten:
            return 0
        return serve(
            python, ROOT / "app.py", choose_port(options.poort), not options.zonder_browser
        )
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Afgebroken: start opnieuw met 'python3 app.py'.", file=sys.stderr)
        return 130
