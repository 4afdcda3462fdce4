"""The real app as a process that a test may look into: its log, its disk and its memory."""

from __future__ import annotations

import contextlib
import os
import re
import resource
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from regelwijzer.advice.wording import day_text

START_SECONDS = 180

# The C library writes over every block that is freed, and Python asks it for every object: what
# is still found in the memory is something that the program holds on to.
OVERWRITE = {
    "PYTHONMALLOC": "malloc",
    "GLIBC_TUNABLES": "glibc.malloc.perturb=165:glibc.malloc.tcache_count=0",
}
_MAPPED = re.compile(r"([0-9a-f]+)-([0-9a-f]+) (r\S+) \S+ \S+ \S+ *(.*)")


@dataclass
class Served:
    """A running app; *folder* holds its home, its temporary folder and where it was started."""

    process: subprocess.Popen[bytes]
    address: str
    folder: Path
    log: list[bytes] = field(default_factory=list)
    _last: tuple[int, int] = (0, 0)
    """The process and the area in which a canary was found last: the next look begins there."""

    def pids(self) -> list[int]:
        """Return the process and all it started."""
        return _family(self.process.pid)

    @property
    def port(self) -> int:
        """The port that it listens on."""
        return int(self.address.rsplit(":", 1)[1])

    def kill(self, what: str) -> None:
        """Kill, at once, every process of the app whose command names *what*."""
        found = [
            pid
            for pid in self.pids()
            if what.encode() in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        ]
        assert found, f"er draait geen {what}"
        for pid in found:
            os.kill(pid, signal.SIGKILL)

    def found_in_memory(self, *canaries: str | date) -> list[str]:
        """Return where the *canaries* stand in the memory of the processes: nothing, or the places
        in the first area that holds one.

        A text is found in every width that Python keeps it in; a date as the object that it is
        (a date in an answer is no text) and in the three ways in which it is written.
        """
        for pid in sorted(self.pids(), key=lambda pid: pid != self._last[0]):
            for start, found in _in_memory(pid, canaries, self._last[1]):
                if found:
                    self._last = pid, start
                    return found
        return []

    def files(self) -> list[Path]:
        """Return every file in its folder, and every one it has open or mapped for writing."""
        found = {path for path in self.folder.rglob("*") if path.is_file()}
        for pid in self.pids():
            for link in Path(f"/proc/{pid}/fd").iterdir():
                with contextlib.suppress(OSError):
                    target = Path(os.readlink(link))
                    flags = Path(f"/proc/{pid}/fdinfo/{link.name}").read_text()
                    written = int(flags.split("flags:")[1].split()[0], 8) & 3
                    if written and target.is_absolute() and not str(target).startswith("/dev/"):
                        found.add(target)
            for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
                parts = line.split(maxsplit=5)
                if len(parts) == 6 and parts[1][1] == "w" and parts[1][3] == "s":
                    found.add(Path(parts[5]))
        return sorted(found)


def _family(pid: int) -> list[int]:
    found = [pid]
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            found += _family(int(child))
    return found


def _in_memory(
    pid: int, canaries: Sequence[str | date], first: int
) -> Iterator[tuple[int, list[str]]]:
    """Yield where each area of the memory of a process begins, and the places in it.

    The area that begins at *first*, if there is one, comes first.
    """
    texts = [text for canary in canaries for text in _written(canary)]
    forms = [text.encode(code) for text in texts for code in ("utf-8", "utf-16-le", "utf-32-le")]
    days = [canary for canary in canaries if isinstance(canary, date)]
    lines = Path(f"/proc/{pid}/maps").read_text().splitlines()
    areas = [area for line in lines if (area := _MAPPED.match(line))]
    types = [
        range(int(area[1], 16), int(area[2], 16))
        for area in areas
        if area[3].startswith("rw") and ("_datetime" in area[4] or "python" in Path(area[4]).name)
    ]
    with open(f"/proc/{pid}/mem", "rb", 0) as memory:
        for area in sorted(areas, key=lambda area: int(area[1], 16) != first):
            if area[4] in ("[vvar]", "[vsyscall]"):
                continue
            start, end = int(area[1], 16), int(area[2], 16)
            try:
                memory.seek(start)
                data = memory.read(end - start)
            except OSError:
                continue  # an area that cannot be read, such as a device
            places = [place for form in forms if (place := data.find(form)) >= 0]
            places += [place for day in days for place in _date_objects(data, day, types)]
            yield (
                start,
                [
                    f"{pid} {area[4] or 'geheugen'} {data[max(0, place - 40) : place + 60]!r}"
                    for place in places
                ],
            )


def _written(canary: str | date) -> list[str]:
    if isinstance(canary, str):
        return [canary]
    return [canary.isoformat(), f"{canary:%d-%m-%Y}", day_text(canary)]


def _date_objects(data: bytes, day: date, types: Sequence[range]) -> Iterator[int]:
    """Yield where a ``datetime.date`` stands: a count, a type, a hash, no zone, then the day.

    The type stands in *types*: where ``_datetime``, or Python itself, keeps its own.
    """
    raw = b"\0" + day.year.to_bytes(2, "big") + bytes([day.month, day.day])
    place = data.find(raw)
    while place >= 0:
        first = place - 24
        if first >= 0 and first % 16 == 0:
            count, kind = struct.unpack_from("<QQ", data, first)
            if 0 < count < 1 << 16 and any(kind in area for area in types):
                yield place
        place = data.find(raw, place + 1)


@contextlib.contextmanager
def serve(
    repository: Path,
    folder: Path,
    extra: Mapping[str, str] | None = None,
    *,
    may_write: bool = True,
    script: Path | None = None,
    port: int = 0,
) -> Iterator[Served]:
    """Start the app as its users do, on a free port, with a home and a disk of its own.

    Without *may_write* the system refuses every byte that it would write to a file. With *port*
    it is the server that comes back after one that fell.
    """
    for name in ("thuis", "tijdelijk", "hier"):
        (folder / name).mkdir(parents=True)
    port = port or _free_port()
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("XDG_")},
        "PYTHONPATH": str(repository),
        "HOME": str(folder / "thuis"),
        "TMPDIR": str(folder / "tijdelijk"),
        **(extra or {}),
    }
    command = [sys.executable, "-m", "regelwijzer", "app", "--zonder-browser", "--poort", str(port)]
    if script is not None:
        command = [sys.executable, str(script), str(port)]
    process = subprocess.Popen(
        command,
        cwd=folder / "hier",
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        preexec_fn=None if may_write else _no_disk,
    )
    served = Served(process, f"http://localhost:{port}", folder)
    reader = threading.Thread(target=_read, args=(process, served.log), daemon=True)
    reader.start()
    try:
        _wait(served)
        yield served
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        reader.join(5)
        assert process.stdout is not None
        process.stdout.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _no_disk() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _read(process: subprocess.Popen[bytes], log: list[bytes]) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        log.append(line)


def _wait(served: Served) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        told = b"".join(served.log).decode(errors="replace")[-2000:]
        assert served.process.poll() is None, f"de app stopte: {told}"
        try:
            with urllib.request.urlopen(f"{served.address}/_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"de app startte niet: {b''.join(served.log)!r}")
