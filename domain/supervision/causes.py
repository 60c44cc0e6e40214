"""Why somebody could not be placed: the one enumeration for plans, findings and explanations."""

from enum import StrEnum


class Cause(StrEnum):
    NO_SUPERVISOR = "no_supervisor"
    OTHER_DISCIPLINE = "other_discipline"
    NOT_IN_SERVICE = "not_in_service"
    UNAVAILABLE = "unavailable"
    WORKING_PATTERN = "working_pattern"
    SUPERVISOR_FULL = "supervisor_full"
    OTHER_COMMITMENT = "other_commitment"
    GROUP_SUPERVISION = "group_supervision"
    BANK_HOLIDAY = "bank_holiday"
