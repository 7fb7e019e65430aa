"""One measured figure: its name, value, goal and method."""

import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Figure:
    name: str
    value: float
    unit: str
    goal: str
    method: str

    def line(self) -> str:
        return f"{self.name:<58} {self.value:>10.4g} {self.unit:<9} goal {self.goal:<12} {self.method}"

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def median(values: Sequence[float]) -> float:
    return statistics.median(values)


def p95(values: Sequence[float]) -> float:
    return sorted(values)[max(int(len(values) * 0.95) - 1, 0)]
