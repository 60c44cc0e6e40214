"""An authority's whole model."""

from typing import Annotated, Literal, get_args
from zoneinfo import ZoneInfo

from holidays import list_supported_countries
from pydantic import AfterValidator, Field

from domain.programme.base import Count, Key, Part, Text, Texts, unfit, wrong
from domain.programme.delivery import Dependency, IndicatorSet, Rag, TimelineRow
from domain.programme.governance import Meeting, Risks
from domain.programme.group import GroupSupervision
from domain.programme.people import Discipline, Employer, PostState, Role, Seat
from domain.programme.posts import Posts
from domain.programme.reviews import Agency, FamilyReview
from domain.programme.rhythm import Digest, Escalation, Reminders
from domain.programme.supervision import Supervision
from domain.programme.training import Training

RecordKind = Literal["supervision", "group_supervision", "training", "timeline", "messages", "audit"]


def _known_zone(name: str) -> str:
    try:
        return ZoneInfo(name).key
    except (KeyError, ValueError, OSError):
        raise wrong("is not a time zone") from None


def _known_holidays(name: str) -> str:
    if name not in list_supported_countries()["GB"]:
        raise wrong("is no part of the United Kingdom with bank holidays of its own")
    return name


def _every_kind(years: dict[RecordKind, int]) -> dict[RecordKind, int]:
    missing = [kind for kind in get_args(RecordKind) if kind not in years]
    if missing:
        raise unfit(f"says nothing about {', '.join(missing)}; write a whole number of years for each")
    return years


Zone = Annotated[Text, AfterValidator(_known_zone)]
Country = Annotated[Text, AfterValidator(_known_holidays)]
Retention = Annotated[dict[RecordKind, Count], AfterValidator(_every_kind)]


class Programme(Part):
    """Everything that differs between authorities; `docs/programme.md` explains each part."""

    key: Key = Field(description="a short key for the authority, such as midshire")
    name: Text = Field(description='the service\'s name as people see it, such as "Family Safeguarding"')
    short_name: Text = Field(description='the service\'s name in a few letters, such as "FS"')
    authority: Text = Field(description="the authority's name as people see it")
    zone: Zone = Field(description='the time zone, such as "Europe/London"')
    bank_holidays: Country = Field(description="whose bank holidays are kept: ENG, NIR, SCT or WLS")
    disciplines: dict[Key, Discipline] = Field(min_length=1, description="a table for each discipline")
    roles: dict[Key, Role] = Field(min_length=1, description="a table for each role in the roster files")
    employers: dict[Key, Employer] = Field(min_length=1, description="a table for each employer")
    employments: Texts = Field(min_length=1, description='the values of the column employment, such as ["permanent"]')
    post_states: dict[Key, PostState] = Field(min_length=1, description="a table for each state a post can be in")
    team_shape: tuple[Seat, ...] = Field(min_length=1, description="a [[team_shape]] table for each role in a team")
    posts: Posts = Field(default=Posts(), description="a [posts] table")
    supervision: Supervision = Field(description="a [supervision] table")
    group_supervision: GroupSupervision = Field(description="a [group_supervision] table")
    agencies: dict[Key, Agency] = Field(default={}, description="a table for each agency that comes to family reviews")
    family_review: FamilyReview = Field(default=FamilyReview(), description="a [family_review] table")
    training: Training = Field(description="a [training] table")
    timeline: tuple[TimelineRow, ...] = Field(min_length=1, description="a [[timeline]] table for each row, in order")
    dependencies: tuple[Dependency, ...] = Field(
        default=(), description='a [[dependencies]] table for each pair, with before = "..." and after = "..."'
    )
    go_live: Key = Field(description="the key of the timeline row at which the service goes live")
    rag: Rag = Field(description="a [rag] table")
    governance: dict[Key, Meeting] = Field(description="a table for each meeting")
    risks: Risks = Field(default=Risks(), description="a [risks] table")
    indicators: dict[Key, IndicatorSet] = Field(description="a table for each set of indicators")
    reminders: Reminders = Field(description="a [reminders] table")
    digest: Digest = Field(default=Digest(), description="a [digest] table")
    escalation: Escalation = Field(default=Escalation(), description="an [escalation] table")
    small_count: Annotated[int, Field(strict=True, ge=2, le=20)] = Field(
        description="the number below which channels and boards see only that it is small, 2 to 20"
    )
    retention_years: Retention = Field(description="a whole number of years for each kind of record")

    def may_supervise(self, supervisor_discipline: str, supervisee_discipline: str) -> bool:
        """A manager of one's own professional background, unless the programme says otherwise (OX annex).

        Nobody may supervise a discipline the programme does not know.
        """
        discipline = self.disciplines.get(supervisee_discipline)
        if discipline is None:
            return False
        return supervisor_discipline in (discipline.supervised_by or (supervisee_discipline,))
