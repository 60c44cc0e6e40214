"""One entry of the gallery."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sample:
    """`surface` is message, modal or home; `view` what the template shows."""

    surface: str
    template: str
    view: object
