"""Faults on purpose: tests tell the stand-in to fail its next answers, as Slack sometimes does."""

from dataclasses import dataclass


@dataclass(slots=True)
class Fault:
    """`status` 200 with `error` is a refusal; 429 carries `retry_after` seconds; `delay` seconds pass first."""

    method: str
    times: int = 1
    status: int = 200
    error: str | None = None
    retry_after: int = 1
    delay: float = 0.0


class Faults:
    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Fail the next `fault.times` calls of `fault.method`; `*` means any method."""
        self._waiting.append(fault)

    def clear(self) -> None:
        self._waiting.clear()

    def next_for(self, method: str) -> Fault | None:
        """The fault this call meets, counted off."""
        for fault in self._waiting:
            if fault.method in (method, "*"):
                fault.times -= 1
                if fault.times <= 0:
                    self._waiting.remove(fault)
                return fault
        return None
