"""Counts over the whole caseload, added up slice by slice; they hold no row."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from regelwijzer.caseload.bits import count, every_row, flags_of
from regelwijzer.caseload.days import EPOCH
from regelwijzer.caseload.judge import VERDICTS, CaseloadJudge, Judged, verdict_counts
from regelwijzer.knowledge.text import dotted
from regelwijzer.reasoning.straightline import Plane

YEAR = 365
"""Days ahead that count as "within a year"."""


def unread(cells: int, rows: int) -> str:
    """Return the sentence about cells that could not be read, without its full stop.

    >>> unread(1, 1), unread(5, 1300)
    ('1 cel in 1 rij was niet te lezen', '5 cellen in 1.300 rijen waren niet te lezen')
    """
    cell = "cel" if cells == 1 else "cellen"
    row = "rij" if rows == 1 else "rijen"
    was = "was" if cells == 1 else "waren"
    return f"{dotted(cells)} {cell} in {dotted(rows)} {row} {was} niet te lezen"


@dataclass
class MomentTally:
    """The counts at one peildatum.

    *verdicts* has one row of four counts for each kader. *turning* counts 18th birthdays
    by month (yyyy-mm), *no_birthday* the rows where it is not known to the day, and *soon*
    the rows that turn 18 within a year while no law can carry the hulpvorm.
    """

    label: str
    rows: int = 0
    verdicts: NDArray[np.int64] = field(
        default_factory=lambda: np.zeros((0, len(VERDICTS)), dtype=np.int64)
    )
    gaps: Counter[str] = field(default_factory=Counter)
    soon: Counter[str] = field(default_factory=Counter)
    within_year: int = 0
    missing: Counter[str] = field(default_factory=Counter)
    turning: Counter[str] = field(default_factory=Counter)
    no_birthday: int = 0

    def add(self, judge: CaseloadJudge, found: Judged, chosen: Plane | None = None) -> None:
        """Add the rows of one slice, or only those whose bit is set in *chosen*."""
        rows = every_row(found.size) if chosen is None else chosen
        counts = found.counts if chosen is None else verdict_counts(found.verdicts, chosen)
        size = int(count(rows))
        self.rows += size
        known = self.verdicts if len(self.verdicts) else np.zeros_like(counts)
        self.verdicts = known + counts
        near = found.within(YEAR) & rows
        self.within_year += int(count(near))
        for counter, some in ((self.gaps, rows), (self.soon, near)):
            numbers = count(found.gaps & some).tolist()
            counter.update(dict(zip(judge.hulpvormen, numbers, strict=True)))
        for name, plane in found.missing:
            if number := int(count(plane & rows)):
                self.missing[name] += number
        exact = found.eighteen.exact & flags_of(rows, found.size)
        born = found.eighteen.first[exact] - np.int32(EPOCH)
        months, times = np.unique(born.astype("datetime64[D]").astype("M8[M]"), return_counts=True)
        self.turning.update(dict(zip(months.astype(str).tolist(), times.tolist(), strict=True)))
        self.no_birthday += size - len(born)

    def merge(self, other: MomentTally) -> None:
        """Add the counts of *other*."""
        self.rows += other.rows
        if len(other.verdicts):
            known = self.verdicts if len(self.verdicts) else np.zeros_like(other.verdicts)
            self.verdicts = known + other.verdicts
        self.within_year += other.within_year
        self.no_birthday += other.no_birthday
        for name in ("gaps", "soon", "missing", "turning"):
            getattr(self, name).update(getattr(other, name))

    def as_json(self) -> dict[str, Any]:
        """Return the counts as plain data."""
        return {**self.__dict__, "verdicts": self.verdicts.tolist()}

    @classmethod
    def from_json(cls, raw: dict[str, Any]) -> MomentTally:
        """Build from what :meth:`as_json` gave."""
        counters = {name: Counter(raw[name]) for name in ("gaps", "soon", "missing", "turning")}
        verdicts = np.array(raw["verdicts"], dtype=np.int64).reshape(-1, len(VERDICTS))
        return cls(**{**raw, **counters, "verdicts": verdicts})


@dataclass
class Tally:
    """All counts: rows read, bad cells by column, and the counts at each peildatum."""

    rows: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    faulty_rows: int = 0
    moments: list[MomentTally] = field(default_factory=list)

    def merge(self, other: Tally) -> None:
        """Add the counts of *other*."""
        self.rows += other.rows
        self.faulty_rows += other.faulty_rows
        self.faults.update(other.faults)
        if not self.moments:
            self.moments = [MomentTally(moment.label) for moment in other.moments]
        for mine, theirs in zip(self.moments, other.moments, strict=True):
            mine.merge(theirs)

    def as_json(self) -> dict[str, Any]:
        """Return the counts as plain data."""
        return {**self.__dict__, "moments": [moment.as_json() for moment in self.moments]}

    @classmethod
    def from_json(cls, raw: dict[str, Any]) -> Tally:
        """Build from what :meth:`as_json` gave."""
        moments = [MomentTally.from_json(one) for one in raw["moments"]]
        return cls(raw["rows"], Counter(raw["faults"]), raw["faulty_rows"], moments)
