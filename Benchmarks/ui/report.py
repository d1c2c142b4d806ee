"""The table of figures that the benchmark prints."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import Sequence


@dataclass(frozen=True)
class Figure:
    """One row: what was measured, the median, and what it must not pass (or, where `is_floor`, fall below)."""

    what: str
    value: float
    unit: str
    limit: float | None = None
    is_floor: bool = False
    note: str = ""

    @property
    def is_reached(self) -> bool:
        if self.limit is None:
            return True
        return self.value >= self.limit if self.is_floor else self.value <= self.limit

    def cells(self) -> list[str]:
        limit = "" if self.limit is None else f"{'≥' if self.is_floor else '≤'} {number(self.limit)} {self.unit}"
        ratio = "" if not self.limit else f"{self.value / self.limit:.2f}"
        return [self.what, f"{number(self.value)} {self.unit}", limit, ratio, "" if self.is_reached else "MISSED", self.note]


def number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.1f}"


def median_of(what: str, values: Sequence[float], unit: str, limit: float | None = None, **more: object) -> Figure:
    spread = f"{number(min(values))} to {number(max(values))}, {len(values)} times" if len(values) > 1 else ""
    return Figure(what, statistics.median(values), unit, limit, note=spread, **more)


def table(figures: Sequence[Figure]) -> str:
    rows = [["what", "figure", "limit", "ratio", "", "spread"]] + [figure.cells() for figure in figures]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(" | ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip(" |") for row in rows)
