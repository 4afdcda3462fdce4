"""Where a case stands in a procedure: its events run through a state machine.

The flow is data (``rules/procedures/``); the machine is built from it with
python-statemachine. Why that library and not the statechart of durable_rules stands in
docs/architectuur.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from statemachine import State, StateChart
from statemachine.io import create_machine_class_from_definition

from regelwijzer.knowledge.base import Kennisbank
from regelwijzer.knowledge.procedures import (
    PASSED,
    Procedure,
    Stap,
    condition_key,
    steps_of,
)
from regelwijzer.reasoning.bitplanes import BitPlanes
from regelwijzer.reasoning.case import Case
from regelwijzer.reasoning.compiler import Program
from regelwijzer.reasoning.graph import swap
from regelwijzer.reasoning.values import Period, period_of

EVENT = "op_"
"""Before the name of an event: the library takes a step and an event of one name for one."""


class Flow:
    """A procedure that runs: send it events; an event that does not fit changes nothing."""

    def __init__(self, procedure: Procedure, steps: Mapping[str, Stap]) -> None:
        self.step = procedure.stappen[0].stap
        self._name, self._steps = procedure.procedure, steps

    @cached_property
    def _machine(self) -> StateChart[Any]:
        # Made at the first event: most procedures of a case have not begun.
        return _machine_class(self._name, _Definition(self._steps))(listeners=[self])

    def on_enter_state(self, target: State) -> None:
        """Follow the machine; it calls this whenever it enters a state."""
        self.step = target.id

    def send(self, event: str) -> bool:
        """Send an event; tell whether it moved the case. Never raises for any event."""
        before = self.step
        self._machine.send(EVENT + event)
        return self.step != before


class _Definition(dict[str, Any]):
    """The states and transitions in the words of the library; hashable by content."""

    def __init__(self, steps: Mapping[str, Stap]) -> None:
        super().__init__(
            {
                name: {
                    "initial": number == 0,
                    "final": stap.einde,
                    "on": {
                        EVENT + overgang.gebeurtenis: [{"target": overgang.naar}]
                        for overgang in stap.verder
                    },
                }
                for number, (name, stap) in enumerate(steps.items())
            }
        )

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(repr(self))


@lru_cache(maxsize=128)
def _machine_class(name: str, definition: _Definition) -> type[StateChart[Any]]:
    """Return the machine; the library refuses a step that is out of reach or a dead end."""
    words = "".join(part.title() for part in name.replace(".", "_").split("_"))
    return create_machine_class_from_definition(words, states=dict(definition))


@dataclass(frozen=True)
class Moved:
    """One move that the answers tell of: from a step, by an event, to a step."""

    van: str
    gebeurtenis: str
    naar: str


@dataclass(frozen=True)
class Place:
    """Where a case stands: *step*, how it came there, and whether that is known.

    *day* is the last day of the term of this step; *passed* that it is surely over.
    """

    procedure: Procedure
    steps: Mapping[str, Stap]
    step: str
    moves: tuple[Moved, ...]
    known: bool
    day: Period | None
    passed: bool

    @property
    def here(self) -> Stap:
        """The step itself."""
        return self.steps[self.step]


def places(
    base: Kennisbank,
    program: Program,
    planes: BitPlanes,
    procedures: Iterable[Procedure],
    case: Case,
) -> list[Place]:
    """Return where *case* stands in each of *procedures*."""
    state = planes.one(program.literals(case.values, case.peildatum))
    return [_place(base, program, state, procedure, case) for procedure in procedures]


def _place(
    base: Kennisbank, program: Program, state: Sequence[int], procedure: Procedure, case: Case
) -> Place:
    """Return where *case* stands in *procedure*: every event that surely happened is sent.

    Of two events that both happened, the first one in the data counts; no step is entered
    twice, so that this always ends. That a last day is over moves the case only when no
    other event can have happened: otherwise *passed* tells it, and the reader decides.
    """
    steps = steps_of(base, procedure)

    def literal(stap: Stap, number: int) -> int:
        return program.conditions[condition_key(procedure, stap, number)]

    def happened(stap: Stap, number: int) -> bool:
        overgang = stap.verder[number]
        if overgang.als is not None:
            return bool(state[literal(stap, number)])
        return overgang.gebeurtenis == PASSED and _over(stap, case) and alone(stap, number)

    def alone(stap: Stap, number: int) -> bool:
        """Tell whether nothing else can have happened: only then a day alone moves a case."""
        return all(
            other.als is not None and state[swap(literal(stap, rival))]
            for rival, other in enumerate(stap.verder)
            if rival != number
        )

    flow = Flow(procedure, steps)
    moves: list[Moved] = []
    seen = {flow.step}
    while True:
        stap = steps[flow.step]
        number = next(
            (n for n, o in enumerate(stap.verder) if o.naar not in seen and happened(stap, n)), None
        )
        if number is None:
            break
        flow.send(stap.verder[number].gebeurtenis)
        moves.append(Moved(stap.stap, stap.verder[number].gebeurtenis, flow.step))
        seen.add(flow.step)
    day = _last_day(steps[flow.step], case)
    begun = procedure.als is not None and bool(
        state[program.conditions[f"procedure:{procedure.procedure}"]]
    )
    return Place(
        procedure=procedure,
        steps=steps,
        step=flow.step,
        moves=tuple(moves),
        known=bool(moves) or begun or day is not None,
        day=day,
        passed=_over(steps[flow.step], case),
    )


def _over(stap: Stap, case: Case) -> bool:
    day = _last_day(stap, case)
    return day is not None and day.last < case.peildatum


def _last_day(stap: Stap, case: Case) -> Period | None:
    if stap.termijn is None or stap.termijn.datum is None:
        return None
    return period_of(stap.termijn.datum, case.values, case.peildatum)


def in_order(place: Place) -> Iterator[Stap]:
    """Yield the steps of the main way first to last, each followed by the ways beside it."""
    done: set[str] = set()
    for stap in place.steps.values():
        if stap.zij or stap.stap in done:
            continue
        done.add(stap.stap)
        yield stap
        yield from _beside(place.steps, stap, done)
    yield from (stap for name, stap in place.steps.items() if name not in done)


def _beside(steps: Mapping[str, Stap], stap: Stap, done: set[str]) -> Iterator[Stap]:
    for overgang in stap.verder:
        other = steps[overgang.naar]
        if other.zij and other.stap not in done:
            done.add(other.stap)
            yield other
            yield from _beside(steps, other, done)
