"""Many people at once: real WebSocket sessions walk the interview, each with a canary of its own.

    python benchmarks/load.py --sessies 50 --rondes 1 --denktijd 8
    python benchmarks/load.py --sessies 50 --rondes 1 --denktijd 8 --gelijk
    nice python benchmarks/load.py --sessies 8 --rondes 125 --denktijd 0 --vragen 4

The first command is fifty people: each thinks eight seconds on average before the next click
(between four and twelve) and answers five to fifteen questions before the advice. In the second
all answer ten, as in a class that is told to: then all open the advice within seconds. The
third walks a thousand sessions for the memory; how busy the machine is does not matter to it.

Each session chooses a role, tells a date of birth that no other session has, answers questions,
opens the advice and reads its answers back. Told are the time from click to finished page
(median, 95th percentile; apart for the advice), the processor time of the server per click,
faults, cross-talk (the date of another session on my page) and the memory of the server. The
checks for cross-talk and for faults are themselves checked first: a page with two dates, or with
a sentence that says that something went wrong, must be called a fault.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import re
import statistics
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import connect

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from tests.served import Served, serve  # noqa: E402

FIRST = date(2008, 1, 1)
SECONDS = 60.0
SORRY = "Er ging iets mis"
_ANSWER = re.compile(r"-(knop_.+|antwoord_.+_onbekend|lijst_.+_verder)$")
_DATE = re.compile(r"\b\d{2}-\d{2}-20\d{2}\b")


class Fault(Exception):
    """A session did not get what it should."""


@dataclass
class Session:
    """One browser tab, as the server sees it."""

    line: Any
    think: float
    times: list[float] = field(default_factory=list)
    advice: list[float] = field(default_factory=list)
    elements: list[Any] = field(default_factory=list)
    values: dict[str, WidgetState] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    page: str = ""

    async def run(self, press: str = "", page: str | None = None) -> None:
        """Ask for the page once more, with *press* as the button that was pressed."""
        message = BackMsg()
        state = message.rerun_script
        self.page = self.page if page is None else page
        state.page_script_hash = self.page
        state.widget_states.widgets.extend(self.values.values())
        if press:
            state.widget_states.widgets.append(WidgetState(id=press, trigger_value=True))
        began = time.perf_counter()
        await self.line.send(message.SerializeToString())
        await asyncio.wait_for(self._finished(), SECONDS)
        self.times.append(time.perf_counter() - began)
        self.refuse_faults()
        if self.think:
            await asyncio.sleep(random.uniform(0.5, 1.5) * self.think)

    async def _finished(self) -> None:
        while True:
            got = ForwardMsg()
            got.ParseFromString(await self.line.recv())
            kind = got.WhichOneof("type")
            if kind == "new_session":
                self.elements = []
                self.page = got.new_session.page_script_hash
            elif kind == "navigation":
                self.pages = {
                    page.url_pathname: page.page_script_hash for page in got.navigation.app_pages
                }
            elif kind == "delta" and got.delta.WhichOneof("type") == "new_element":
                self.elements.append(got.delta.new_element)
            elif kind == "script_finished" and got.script_finished == 0:
                return
            elif kind == "session_event" and got.session_event.HasField(
                "script_compilation_exception"
            ):
                raise Fault("the page does not compile")

    def refuse_faults(self) -> None:
        """Raise Fault when something on the page says that it went wrong."""
        kinds = [(element.WhichOneof("type"), element) for element in self.elements]
        if any(kind == "exception" for kind, _ in kinds):
            raise Fault("een fout in de woorden van Streamlit")
        if any(kind == "alert" and SORRY in element.alert.body for kind, element in kinds):
            raise Fault("fout op de pagina")

    def text(self) -> str:
        """Return all text of the page."""
        return "\n".join(str(element) for element in self.elements)

    def widget(self, kind: str, label: str) -> Any:
        """Return the first widget of *kind* with this label; raises Fault."""
        for element in self.elements:
            if element.WhichOneof("type") == kind:
                found = getattr(element, kind)
                if found.label == label:
                    return found
        raise Fault(f"geen {kind} '{label}'")

    async def press(self, label: str) -> None:
        """Press the button with this label."""
        await self.run(self.widget("button", label).id)

    async def answer(self, wanted: int) -> bool:
        """Give the question on the page one of its answers; False when there is no question."""
        buttons = [e.button for e in self.elements if e.WhichOneof("type") == "button"]
        # By name, not by word: each question has its own words for 'weet ik niet'.
        answers = [b.id for b in buttons if _ANSWER.search(b.id)]
        if answers:
            await self.run(answers[wanted % len(answers)])
        return bool(answers)


def check(text: str, born: date) -> None:
    """Raise Fault when a page does not show the birthday of this session, or shows another."""
    mine = f"{born:%d-%m-%Y}"
    told = set(_DATE.findall(text.replace("\\", "")))
    if mine not in told:
        raise Fault("het eigen antwoord is er niet")
    if others := told - {mine, f"{date.today():%d-%m-%Y}"}:
        raise Fault(f"overspraak: {len(others)} dagen van een ander")


def check_itself() -> None:
    """Refuse to measure with a check that lets a fault pass."""
    mine, other = FIRST, FIRST + timedelta(1)
    check(f"{mine:%d-%m-%Y}", mine)
    for wrong in (f"{other:%d-%m-%Y}", f"{mine:%d-%m-%Y} {other:%d-%m-%Y}", ""):
        try:
            check(wrong, mine)
        except Fault:
            continue
        raise SystemExit("de controle op overspraak ziet niets")
    page, told, raised = Session(None, 0), Element(), Element()
    told.alert.body, raised.exception.message = f"{SORRY} op deze pagina", "redacted"
    for wrong_element in (told, raised):
        page.elements = [wrong_element]
        try:
            page.refuse_faults()
        except Fault:
            continue
        raise SystemExit("de controle op fouten ziet niets")


async def walk(address: str, born: date, questions: int, think: float) -> Session:
    """Walk once; the session holds the seconds of every click. Raises Fault."""
    url = address.replace("http", "ws") + "/_stcore/stream"
    async with connect(url, subprotocols=["streamlit"], origin=address, max_size=None) as line:  # type: ignore[arg-type,list-item]
        session = Session(line, think)
        if think:  # people do not all come in the same second
            await asyncio.sleep(random.uniform(0, think))
        await session.run()
        role = session.widget("radio", "Wie vult dit in?")
        session.values[role.id] = WidgetState(id=role.id, string_value=role.options[2])
        await session.run()
        await session.press("Begin met de vragen")
        for label, value in (("Dag", born.day), ("Maand", born.month), ("Jaar", born.year)):
            found = session.widget("number_input", label)
            session.values[found.id] = WidgetState(id=found.id, int_value=value)
        await session.press("Volgende")
        for number in range(questions):
            if not await session.answer(number + born.toordinal()):
                break
        await session.run(page=session.pages["advies"])
        session.advice.append(session.times.pop())
        if "Wie betaalt wat?" not in session.text():
            titles = [e.heading.body for e in session.elements if e.WhichOneof("type") == "heading"]
            raise Fault(f"geen advies, wel {titles}")
        await session.run(page=session.pages["antwoorden"])
        check(session.text(), born)
        return session


def asked(options: argparse.Namespace) -> int:
    """Return how many questions one person answers before the advice."""
    if options.gelijk:
        return int(options.vragen)
    return random.randint(options.vragen // 2, options.vragen + options.vragen // 2)


def processor(served: Served) -> float:
    """Return the processor seconds of the server and what it started."""
    ticks = 0
    for pid in served.pids():
        stat = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        ticks += int(stat[11]) + int(stat[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def memory(served: Served) -> float:
    """Return the memory of the server and what it started, in MB."""
    total = 0
    for pid in served.pids():
        for text in Path(f"/proc/{pid}/status").read_text().splitlines():
            if text.startswith("VmRSS:"):
                total += int(text.split()[1])
    return total / 1024


def spread(times: list[float]) -> str:
    """Return the median, the 95th percentile and the longest, in milliseconds."""
    ordered = sorted(times)
    return (
        f"mediaan {statistics.median(ordered) * 1000:.0f} ms, 95 % binnen "
        f"{ordered[int(len(ordered) * 0.95)] * 1000:.0f} ms, langste {ordered[-1] * 1000:.0f} ms"
    )


async def measure(served: Served, options: argparse.Namespace) -> int:
    """Walk with all sessions, round after round, and tell what was seen."""
    await walk(served.address, FIRST, 2, 0)  # what is made once, is made
    print(f"geheugen vooraf: {memory(served):.0f} MB")
    times: list[float] = []
    advice: list[float] = []
    faults: list[str] = []
    began, used = time.perf_counter(), processor(served)
    for number in range(options.rondes):
        days = [FIRST + timedelta(1 + number * options.sessies + n) for n in range(options.sessies)]
        found = await asyncio.gather(
            *(walk(served.address, day, asked(options), options.denktijd) for day in days),
            return_exceptions=True,
        )
        for item in found:
            if isinstance(item, BaseException):
                faults.append(f"{type(item).__name__}: {item}")
            else:
                times += item.times
                advice += item.advice
        walked = (number + 1) * options.sessies
        if number < 3 or walked % 100 < options.sessies or number + 1 == options.rondes:
            print(f"na {walked}: {memory(served):.0f} MB, {len(faults)} fouten", flush=True)
    lasted, used = time.perf_counter() - began, processor(served) - used
    measured = (
        ("kliks, alles samen", [*times, *advice]),
        ("kliks in het gesprek", times),
        ("keer het advies geopend", advice),
    )
    for name, found_times in measured:
        if found_times:
            print(f"{options.sessies} tegelijk, {len(found_times)} {name}: {spread(found_times)}")
    count = len(times) + len(advice)
    if count:
        print(
            f"processortijd: {used / count * 1000:.0f} ms per klik (advies meegeteld); de server "
            f"gebruikte {used / lasted:.2f} kern, {lasted:.0f} s lang; belasting van de machine "
            f"{os.getloadavg()[0]:.1f}"
        )
    for fault in sorted(set(faults)):
        print(f"{faults.count(fault)} x {fault}")
    print(f"overspraak: {sum('overspraak' in fault for fault in faults)}")
    for line, count in Counter(b"".join(served.log).decode().splitlines()).most_common(20):
        print(f"log van de server, {count} x {line}")
    return int(bool(faults))


def main() -> int:
    """Start the app and measure it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessies", type=int, default=50)
    parser.add_argument("--rondes", type=int, default=1)
    parser.add_argument("--vragen", type=int, default=10)
    parser.add_argument("--gelijk", action="store_true", help="allen evenveel vragen")
    parser.add_argument("--denktijd", type=float, default=8.0, help="gemiddeld, in seconden")
    options = parser.parse_args()
    check_itself()
    with tempfile.TemporaryDirectory() as folder, serve(ROOT, Path(folder) / "x") as served:
        return asyncio.run(measure(served, options))


if __name__ == "__main__":
    sys.exit(main())
