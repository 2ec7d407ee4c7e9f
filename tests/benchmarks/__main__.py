"""`make bench`: run every benchmark in its own process, so that none profits from the caches of another."""

import subprocess
import sys

BENCHES = (
    "bench_start",
    "bench_search",
    "bench_directory",
    "bench_deadlines",
    "bench_paper",
    "bench_import",
    "bench_push",
    "bench_pull",
    "bench_first_load",
    "bench_return",
    "bench_overload",
    "bench_attack",
    "bench_plans",
    "bench_attachment",
)


def main() -> int:
    """Run all benchmarks, or those named on the command line (start, search, push …); return 1 if one failed."""
    chosen = [f"bench_{name}" for name in sys.argv[1:]] or BENCHES
    ended = [subprocess.run([sys.executable, "-m", f"tests.benchmarks.{name}"], check=False) for name in chosen]
    return int(any(process.returncode for process in ended))


if __name__ == "__main__":
    raise SystemExit(main())
