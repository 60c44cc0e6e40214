"""An authority's model as data: disciplines, roles, rhythms, promises. Nothing of one authority is in the code."""

from domain.programme.model import Programme
from domain.programme.parse import parse_programme
from domain.programme.planned import PlannedDate
from domain.programme.supervision import FrequencyRule, Phase

__all__ = ["FrequencyRule", "Phase", "PlannedDate", "Programme", "parse_programme"]
