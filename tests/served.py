"""The real app as a process that a test may look into: its log, its disk and its memory."""

from __future__ import annotations

import contextlib
import os
import re
import resource
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

START_SECONDS = 60

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

    def pids(self) -> list[int]:
        """Return the process and all it started."""
        return _family(self.process.pid)

    def found_in_memory(self, canary: str) -> list[str]:
        """Return where *canary* stands in the memory of the processes."""
        return [where for pid in self.pids() for where in _in_memory(pid, canary)]

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


def _in_memory(pid: int, canary: str) -> list[str]:
    forms = [canary.encode(), canary.encode("utf-16-le"), canary.encode("utf-32-le")]
    found = []
    with open(f"/proc/{pid}/mem", "rb", 0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            area = _MAPPED.match(line)
            if area is None or area[4] in ("[vvar]", "[vsyscall]"):
                continue
            start, end = int(area[1], 16), int(area[2], 16)
            try:
                memory.seek(start)
                data = memory.read(end - start)
            except OSError:
                continue  # an area that cannot be read, such as a device
            for form in forms:
                place = data.find(form)
                if place >= 0:
                    around = data[max(0, place - 40) : place + 60]
                    found.append(f"{pid} {area[4] or 'geheugen'} {around!r}")
    return found


@contextlib.contextmanager
def serve(
    repository: Path,
    folder: Path,
    extra: Mapping[str, str] | None = None,
    *,
    may_write: bool = True,
    script: Path | None = None,
) -> Iterator[Served]:
    """Start the app as its users do, on a free port, with a home and a disk of its own.

    Without *may_write* the system refuses every byte that it would write to a file.
    """
    for name in ("thuis", "tijdelijk", "hier"):
        (folder / name).mkdir(parents=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
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
