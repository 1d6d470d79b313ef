"""Measuring: repeat, sort, say the middle; each measurement in a process of its own."""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from tests.benchmarks.data import FOLDER, ROOT

#: State of the measured program: nothing of the user's, and nothing of an earlier run but the compiled kernels.
STATE = FOLDER / "state"


def timed_ms(call: Callable[[], object]) -> float:
    """Milliseconds that one call takes."""
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1e3


def repeated_ms(call: Callable[[int], object], least: int = 7, budget_s: float = 4.0) -> dict[str, float]:
    """Median and spread of ``call(0), call(1) ...``: at least ``least`` times and until the budget is used up."""
    times: list[float] = []
    end = time.perf_counter() + budget_s
    while len(times) < least or (time.perf_counter() < end and len(times) < 200):
        times.append(timed_ms(lambda: call(len(times))))
    return {
        "median_ms": statistics.median(times), "min_ms": min(times), "max_ms": max(times), "runs": len(times)
    }  # fmt: skip


def percentiles_ms(times: Sequence[float]) -> dict[str, float]:
    """The middle, the hundredth worst and the worst."""
    p50, p99 = np.percentile(times, [50, 99])
    return {"p50_ms": float(p50), "p99_ms": float(p99), "max_ms": float(max(times)), "runs": len(times)}


def peak_mb() -> float:
    """Most memory this process has held so far, MB (10^6 bytes)."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6


def forget(path: Path) -> None:
    """Drop a file from the system's page cache, so that the next reader goes to the disk."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def remember(path: Path) -> None:
    """Read a file once, so that the next reader finds it in memory."""
    with path.open("rb") as file:
        while file.read(1 << 24):
            pass


def child(module: str, *arguments: object, python: str = sys.executable) -> dict:
    """Run a module of this package, or a script, in a process of its own; it prints JSON on its last line."""
    start = [python, module] if module.endswith(".py") else [python, "-m", f"tests.benchmarks.{module}"]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "ONEMAP_STATE_DIR": str(STATE)}
    environment["BENCH_STARTED"] = repr(time.monotonic())
    answer = subprocess.run(
        [*start, *map(str, arguments)], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=False
    )
    if answer.returncode:
        message = f"{module} {' '.join(map(str, arguments))} ended with {answer.returncode}"
        raise SystemExit(message)
    return json.loads(answer.stdout.splitlines()[-1])


def since_started_ms() -> float:
    """Milliseconds since the parent started this process."""
    return (time.monotonic() - float(os.environ["BENCH_STARTED"])) * 1e3
