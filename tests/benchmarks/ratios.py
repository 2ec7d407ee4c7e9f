"""Output of benchmarks: one line for each figure with the baseline of the same run, their ratio and the goal."""

import resource
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Ratio:
    """A figure and its baseline; ``goal`` is for example «≤ 1.5» or «≥ 6», or "" if there is no goal."""

    name: str
    ours: float
    baseline: float
    unit: str
    goal: str
    baseline_name: str
    is_faster_wanted: bool = False  # the ratio is then how many times faster we are

    @property
    def value(self) -> float:
        """Return the ratio in the direction of the goal."""
        return self.baseline / self.ours if self.is_faster_wanted else self.ours / self.baseline

    @property
    def is_met(self) -> bool:
        """Return whether the goal is reached."""
        sign, limit = self.goal.split()
        return self.value <= float(limit) if sign == "≤" else self.value >= float(limit)


def show(ratio: Ratio) -> None:
    """Print one ratio line."""
    judged = f" (goal {ratio.goal}) {'met' if ratio.is_met else 'NOT MET'}" if ratio.goal else ""
    print(
        f"{ratio.name:<38} {ratio.ours:>12,.3f} {ratio.unit:<8} | {ratio.baseline_name:<34} {ratio.baseline:>12,.3f}"
        f" | ratio {ratio.value:>7.2f}{judged}",
        flush=True,
    )


def median(values: list[float]) -> float:
    """Return the median of ``values``."""
    return statistics.median(values)


def percentile(values: list[float], share: float) -> float:
    """Return the value below which ``share`` (0-1) of ``values`` lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def peak_memory_mb(*, of_children: bool = False) -> float:
    """Return the largest resident size so far of this process (or of its finished children), in MB."""
    status = Path("/proc/self/status")
    if not of_children and status.exists():  # getrusage remembers the parent that started this process
        peak = next(line for line in status.read_text("ascii").splitlines() if line.startswith("VmHWM"))
        return int(peak.split()[1]) / 1024
    who = resource.RUSAGE_CHILDREN if of_children else resource.RUSAGE_SELF
    return resource.getrusage(who).ru_maxrss / 1024


def show_rounds(name: str, pairs: Sequence[tuple[float, float]], unit: str, goal: str, baseline_name: str) -> None:
    """Print the round with the median ratio of all (ours, baseline) pairs, and the range of the ratios."""
    by_ratio = sorted(pairs, key=lambda pair: pair[0] / pair[1])
    ours, baseline = by_ratio[len(by_ratio) // 2]
    show(Ratio(name, ours, baseline, unit, goal, baseline_name))
    ratios = [pair[0] / pair[1] for pair in by_ratio]
    print(f"  {len(pairs)} rounds in turn, ratio {ratios[0]:.2f} to {ratios[-1]:.2f}", flush=True)
