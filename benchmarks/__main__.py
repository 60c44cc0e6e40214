"""`python -m benchmarks`: run every measurement, print the tables, and write RESULTS.md."""

import os
import platform
from pathlib import Path

import psutil

from benchmarks import acknowledgement, import_county, pace, planning_group, planning_month, planning_repair, startup

RESULTS = Path(__file__).parent / "RESULTS.md"


def main() -> None:
    memory = psutil.virtual_memory().total / 2**30
    machine = f"{os.cpu_count()} cores, {memory:.0f} GiB memory, Python {platform.python_version()}"
    parts = ["# What was measured", "", f"On {machine}, by `make bench`.", ""]
    for measurement in (import_county, startup, acknowledgement, pace, planning_group, planning_month, planning_repair):
        parts.append(measurement.main())
        print(parts[-1], flush=True)
    RESULTS.write_text("\n".join(parts), encoding="utf-8")


if __name__ == "__main__":
    main()
