"""The machine that a benchmark ran on, for the first line of its table."""

import os
import platform
from pathlib import Path


def machine() -> str:
    """CPU model, cores, RAM and Python version in one line."""
    fields: dict[str, str] = {}
    for name in ("/proc/cpuinfo", "/proc/meminfo"):
        if Path(name).exists():
            for line in Path(name).read_text(encoding="utf-8").splitlines():
                key, _, value = line.partition(":")
                fields.setdefault(key.strip(), value.strip())
    cpu = fields.get("model name") or platform.processor() or platform.machine()
    memory = int(fields.get("MemTotal", "0 kB").split()[0]) / 2**20
    return (
        f"{cpu}, {os.cpu_count()} cores, {memory:.0f} GiB RAM, Python {platform.python_version()}"
    )
