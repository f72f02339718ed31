"""Figures for Prometheus: of requests, of workers, of jobs. No content and no names in them."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60)


class Metrics:
    """The figures of one service, in a registry of its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "hegui_requests",
            "Requests by route, method and status",
            ("route", "method", "status"),
            registry=self.registry,
        )
        self._seconds = Histogram(
            "hegui_request_seconds",
            "Seconds from a request to the end of its answer",
            ("route",),
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.uploaded = Counter("hegui_uploaded_bytes", "Bytes of uploads", registry=self.registry)
        self.workers_ended = Counter(
            "hegui_workers_ended",
            "Workers that ended unexpectedly or were ended, by how",
            ("how",),
            registry=self.registry,
        )
        self.jobs = Counter(
            "hegui_jobs_ended", "Jobs that are over, by state", ("state",), registry=self.registry
        )
        self.workers_busy = Gauge("hegui_workers_busy", "Workers at work", registry=self.registry)
        self.tasks_waiting = Gauge(
            "hegui_tasks_waiting", "Tasks that wait for a worker", registry=self.registry
        )
        self.jobs_running = Gauge(
            "hegui_jobs_running", "Jobs that this server runs", registry=self.registry
        )
        self._children: dict[tuple[str, str, int], Counter] = {}
        self._times: dict[str, Histogram] = {}

    def request(self, route: str, method: str, status: int, seconds: float) -> None:
        """Counts one request."""
        key = (route, method, status)
        counter = self._children.get(key)
        if counter is None:  # looking labels up costs more than counting
            counter = self._children[key] = self._requests.labels(route, method, str(status))
            self._times.setdefault(route, self._seconds.labels(route))
        counter.inc()
        self._times[route].observe(seconds)

    def text(self) -> bytes:
        """All figures in Prometheus's text form."""
        return generate_latest(self.registry)
