"""`/metrics` for Prometheus: counts from the database at the moment it asks, and nothing about anybody."""

from collections.abc import Callable, Iterator
from datetime import datetime

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from services import workers
from services.desk import Desk
from services.messages import LATE_AFTER
from storage import messages

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Deliveries(Collector):
    """Every process gives the same counts, as they come from the records; `closed` is this process's own."""

    def __init__(self, desk: Desk, now: Callable[[], datetime], closed: Callable[[], bool]) -> None:
        self._desk, self._now, self._closed = desk, now, closed

    def collect(self) -> Iterator[Metric]:
        with self._desk.database.read() as session:
            counts = messages.counts(session, None, LATE_AFTER)
        ended = CounterMetricFamily("fsp_deliveries", "Messages by what became of them.", labels=["state"])
        for state, count in (("sent", counts.sent), ("failed", counts.failed), ("dropped", counts.dropped)):
            ended.add_metric([state], count)
        yield ended
        yield CounterMetricFamily("fsp_deliveries_late", "Sent more than an hour after they were due.", counts.late)
        yield CounterMetricFamily("fsp_deliveries_retried", "Took more than one try.", counts.retried)
        yield GaugeMetricFamily("fsp_deliveries_waiting", "Due and not sent yet.", counts.waiting)
        age = 0.0 if counts.oldest is None else (self._now() - counts.oldest).total_seconds()
        yield GaugeMetricFamily("fsp_delivery_oldest_waiting_seconds", "Age of the oldest that waits.", max(age, 0.0))
        yield GaugeMetricFamily("fsp_workers_alive", "Processes that run.", workers.alive(self._desk))
        yield GaugeMetricFamily("fsp_slack_token_refused", "1 while Slack refuses the token.", float(self._closed()))


def make_metrics(desk: Desk, now: Callable[[], datetime], closed: Callable[[], bool]) -> Callable[[], bytes]:
    """What answers a scrape, with a registry of its own."""
    registry = CollectorRegistry()
    registry.register(Deliveries(desk, now, closed))
    return lambda: generate_latest(registry)
