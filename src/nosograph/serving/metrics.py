"""What the server counts of itself, for Prometheus.

Rule. Labels name routes, methods, statuses and lanes: nothing that anybody typed, and nobody.
"""

import os
import tempfile
from pathlib import Path

SHARED = "PROMETHEUS_MULTIPROC_DIR"


def share_between_processes() -> None:
    """Have the processes of one server count together; before any of them counts."""
    if SHARED not in os.environ:
        os.environ[SHARED] = tempfile.mkdtemp(prefix="nosograph-metrics-")


class Metrics:
    """The counts of one process, or of all processes of a server."""

    def __init__(self) -> None:
        # Here, because the library looks at once whether processes count together.
        from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

        self._registry = CollectorRegistry()
        self._requests = Counter(
            "nosograph_requests", "Requests answered.", ["route", "method", "status"],
            registry=self._registry,
        )  # fmt: skip
        self._seconds = Histogram(
            "nosograph_request_seconds", "Time until a request was answered.", ["route"],
            buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
            registry=self._registry,
        )  # fmt: skip
        self._waiting = Gauge(
            "nosograph_questions_waiting", "Questions that run or wait.", ["lane"],
            registry=self._registry, multiprocess_mode="livesum",
        )  # fmt: skip
        self._ready = Gauge(
            "nosograph_ready", "1 while everything is open that an answer needs.",
            registry=self._registry, multiprocess_mode="livemin",
        )  # fmt: skip
        self._release = Gauge(
            "nosograph_release", "1 for the release that is served.", ["version"],
            registry=self._registry, multiprocess_mode="livemax",
        )  # fmt: skip
        self._version = ""

    def answered(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count a request."""
        self._requests.labels(route, method, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def text(self, *, waiting: dict[str, int], ready: bool, version: str) -> tuple[bytes, str]:
        """Everything that was counted, and its media type."""
        from prometheus_client import CollectorRegistry, exposition
        from prometheus_client.multiprocess import MultiProcessCollector

        for lane, count in waiting.items():
            self._waiting.labels(lane).set(count)
        self._ready.set(ready)
        if self._version and self._version != version:
            self._release.labels(self._version).set(0)
        self._release.labels(version).set(1)
        self._version = version
        registry = self._registry
        if folder := os.environ.get(SHARED):
            registry = CollectorRegistry()
            if Path(folder).is_dir():
                MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return exposition.generate_latest(registry), exposition.CONTENT_TYPE_LATEST
