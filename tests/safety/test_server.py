"""The server: nothing leaves it, strangers are refused, and it works behind the strict proxy."""

from __future__ import annotations

import base64
import json
import re
import socket
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from regelwijzer import launch
from tests.browsing import SLOW
from tests.served import Served, serve


class Listener:
    """Plays the proxy of the server, so that every call to another host would come here."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.socket.getsockname()[1]}"
        self.calls: list[bytes] = []
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                found, _ = self.socket.accept()
            except OSError:
                return
            with found:
                self.calls.append(found.recv(1000))


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    found = Listener()
    yield found
    found.socket.close()


@pytest.fixture(scope="module")
def served(
    repository: Path, listener: Listener, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    names = ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "all_proxy")
    environment = dict.fromkeys(names, listener.address)
    with serve(repository, tmp_path_factory.mktemp("server"), environment) as found:
        yield found


def shake_hands(served: Served, origin: str) -> str:
    """Ask for a WebSocket as a page of *origin* would; return the first line of the answer."""
    port = int(served.address.rsplit(":", 1)[1])
    key = base64.b64encode(b"0123456789abcdef").decode()
    lines = (
        "GET /_stcore/stream HTTP/1.1",
        f"Host: localhost:{port}",
        f"Origin: {origin}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Version: 13",
        f"Sec-WebSocket-Key: {key}",
        "Sec-WebSocket-Protocol: streamlit",
    )
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        line.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        return line.recv(200).decode(errors="replace").splitlines()[0]


def test_a_stranger_is_refused_and_nobody_is_asked_who_we_are(
    served: Served, listener: Listener
) -> None:
    assert " 101 " in shake_hands(served, served.address)
    for origin in ("https://kwaad.example", "null", "http://localhost.kwaad.example"):
        assert " 403 " in shake_hands(served, origin) + " "
    assert listener.calls == []


@pytest.mark.parametrize(
    "path",
    [
        "/../../../../etc/passwd",
        "/static/../../../../../../etc/passwd",
        "/media/..%2f..%2f..%2fetc%2fpasswd",
        "/app/static/../app.py",
        "/component/..%2f..%2fapp.py",
        "/_stcore/upload_file/../../etc/passwd",
        "/%2e%2e/%2e%2e/rules/themas.yaml",
        "/media/00000000000000000000000000000000.yaml",
    ],
)
def test_no_path_leads_out(served: Served, path: str) -> None:
    port = int(served.address.rsplit(":", 1)[1])
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        line.sendall(f"GET {path} HTTP/1.0\r\nHost: localhost\r\n\r\n".encode())
        answer = b""
        while part := line.recv(65536):
            answer += part
    assert b"root:" not in answer and b"themas:" not in answer and b"regelwijzer.ui" not in answer
    assert b"<title>" in answer or re.match(rb"HTTP/1\.\d (4\d\d|30\d)", answer)


def test_a_file_cannot_be_sent_without_a_session(served: Served) -> None:
    request = urllib.request.Request(
        f"{served.address}/_stcore/upload_file/vreemd/bestand", data=b"x" * 100, method="PUT"
    )
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=20)
    assert refused.value.code in (400, 403, 404)


def test_the_command_says_what_is_safe() -> None:
    command = launch.streamlit_command(Path("p"), Path("s"), 1)
    for flag in (
        "--server.address=127.0.0.1",
        "--browser.gatherUsageStats=false",
        "--server.maxUploadSize=10",
        "--server.disconnectedSessionTTL=30",
        "--runner.postScriptGC=false",
        "--client.showErrorDetails=none",
    ):
        assert flag in command


def test_no_page_of_another_host_may_steer_ours(served: Served) -> None:
    # Found by an attack: a page of a trusted host framed ours and had a file sent to itself.
    with urllib.request.urlopen(f"{served.address}/_stcore/host-config", timeout=20) as answer:
        trusted = json.load(answer)["allowedOrigins"]
    assert trusted == [served.address]


def headers(text: str) -> dict[str, str]:
    """Return the headers that a configuration of a proxy sets."""
    found = re.findall(r'^\s*(?:add_header )?([A-Z][\w-]+) (?:"([^"]+)"|([\w-]+))', text, re.M)
    return {name: quoted or bare for name, quoted, bare in found if "-" in name}


def test_both_proxies_set_the_same_strict_headers(repository: Path) -> None:
    caddy = headers((repository / "deploy" / "Caddyfile").read_text())
    nginx = headers((repository / "deploy" / "nginx.conf").read_text())
    assert caddy == nginx and len(caddy) == 9
    policy = caddy["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "http" not in policy and "*" not in policy and "'unsafe-eval'" not in policy
    assert "frame-ancestors 'none'" in policy and "connect-src 'self'" in policy


class Proxy:
    """A small proxy that adds the strict headers to every answer, as Caddy and nginx do."""

    def __init__(self, target: int, added: dict[str, str]) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://localhost:{self.socket.getsockname()[1]}"
        self.target = target
        self.lines = "".join(f"{name}: {text}\r\n" for name, text in added.items()).encode()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                found, _ = self.socket.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(found,), daemon=True).start()

    def _serve(self, visitor: socket.socket) -> None:
        with visitor, socket.create_connection(("127.0.0.1", self.target)) as server:
            try:
                head, rest = _head(visitor)
                if b"upgrade: websocket" not in head.lower():
                    head = re.sub(rb"(?i)connection: [^\r]*", b"Connection: close", head)
                server.sendall(head + rest)
                threading.Thread(target=_pump, args=(visitor, server), daemon=True).start()
                head, rest = _head(server)
                first, _, others = head.partition(b"\r\n")
                visitor.sendall(first + b"\r\n" + self.lines + others + rest)
                _pump(server, visitor)
            except OSError:
                return


def _head(line: socket.socket) -> tuple[bytes, bytes]:
    data = b""
    while b"\r\n\r\n" not in data:
        part = line.recv(65536)
        if not part:
            raise OSError("closed")
        data += part
    head, _, rest = data.partition(b"\r\n\r\n")
    return head + b"\r\n\r\n", rest


def _pump(one: socket.socket, other: socket.socket) -> None:
    try:
        while part := one.recv(65536):
            other.sendall(part)
    except OSError:
        return


def test_it_works_behind_the_headers(served: Served, repository: Path, browser: Browser) -> None:
    """The browser gets the strict headers with every answer and the app still works."""
    strict = headers((repository / "deploy" / "Caddyfile").read_text())
    said: list[str] = []
    context = browser.new_context(locale="nl-NL")
    page = context.new_page()
    page.on("console", lambda line: said.append(line.text))

    proxy = Proxy(int(served.address.rsplit(":", 1)[1]), strict)
    page.goto(proxy.address)
    page.locator(".stRadio").first.wait_for(timeout=SLOW)
    page.get_by_text("Ouder of verzorger").click()
    page.locator("button:visible", has_text="Begin met de vragen").click()
    expect(page.get_by_label("Jaar", exact=True)).to_be_visible(timeout=SLOW)
    page.get_by_label("Jaar", exact=True).fill("2010")
    page.locator("button:visible", has_text="Nu stoppen").click()
    expect(page.locator("h1")).to_have_text("Wie betaalt wat?", timeout=SLOW)
    with page.expect_download() as download:
        page.locator("button:visible", has_text="Verslag (PDF)").first.click()
    assert download.value.path().read_bytes().startswith(b"%PDF")
    # The policy is at work: a call to another host is stopped by the browser itself.
    reached = page.evaluate("() => fetch('https://elders.example/').then(() => 1, () => 0)")
    assert reached == 0
    proxy.socket.close()
    refused = [line for line in said if "Content Security Policy" in line]
    assert [line for line in refused if "elders.example" not in line] == []
    assert refused, "het beleid hield niets tegen: het stond er niet"
