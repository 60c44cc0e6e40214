"""`python -m benchmarks`: run every measurement, print the tables, and write RESULTS.md."""

import os
import platform
from pathlib import Path

import psutil

from benchmarks import (
    acknowledgement,
    fourteen_months,
    headroom,
    import_county,
    kills,
    pace,
    planning_group,
    planning_month,
    planning_repair,
    startup,
    ticks,
)

RESULTS = Path(__file__).parent / "RESULTS.md"
MEASUREMENTS = (
    import_county,
    startup,
    acknowledgement,
    pace,
    fourteen_months,
    ticks,
    kills,
    headroom,
    planning_group,
    planning_month,
    planning_repair,
)


def main() -> None:
    memory = psutil.virtual_memory().total / 2**30
    machine = f"{os.cpu_count()} cores, {memory:.0f} GiB memory, Python {platform.python_version()}"
    parts = ["# What was measured", "", f"On {machine}, by `make bench`.", ""]
    for measurement in MEASUREMENTS:
        parts.append(measurement.main())
        print(parts[-1], flush=True)
    RESULTS.write_text("\n".join(parts), encoding="utf-8")


if __name__ == "__main__":
    main()
