"""Marking and assembling PDFs, against a plain copy of the same bytes."""

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.figures import Figure, median


def measure(folder: Path) -> Iterator[Figure]:
    from bench import papers

    report = papers.two_hundred_pages(folder)
    copy = _median(lambda: shutil.copyfile(report, folder / "copy.pdf"))
    marked = _median(papers.marking(report, folder / "marked.pdf"))
    method = (
        f"200 pages, {report.stat().st_size / 1e6:.0f} MB, to a file, median of 9; the copy takes {copy * 1000:.1f} ms"
    )
    yield Figure("consultation copy / plain copy", marked / copy, "×", "≤ 2.2", method)
    assembled, size, plain = papers.eight_reports(folder)
    took, copied = _median(assembled), _median(plain)
    method = f"8 reports, 150 pages, {size / 1e6:.0f} MB, median of 9; the copy takes {copied * 1000:.1f} ms"
    yield Figure("DDT of 8 reports / plain copy", took / copied, "×", "≤ 2.5", method)


def _median(gesture: Callable[[], object], times: int = 9) -> float:
    spent = []
    for _ in range(times):
        began = time.perf_counter()
        gesture()
        spent.append(time.perf_counter() - began)
    return median(spent)
