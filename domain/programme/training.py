"""Training pathways: what people learn, in which order, how often and by when. Attended is never proficient."""

from typing import Literal

from pydantic import Field, model_validator

from domain.programme.base import Count, Days, Flag, Key, Keys, Part, Text, unfit
from domain.programme.circle import find_circle
from domain.programme.planned import PlannedDate
from domain.programme.supervision import CareerStage


class Deadline(Part):
    """So many months after an event, or after joining where that is later."""

    after: Literal["joining", "training_start", "go_live"] = Field(description="what the months are counted from")
    months: Days = Field(description="a whole number of months, 0 for the day itself")


class TrainingStep(Part):
    """Something to attend `count` times. It is for everybody unless disciplines, roles or a career stage narrow it.

    `after` names steps of the same pathway that come first; one that is not for this person does not hold them up.
    """

    key: Key = Field(description="a short key of its own, such as foundation")
    name: Text = Field(description='the name people see, such as "Foundation course"')
    count: Count = Field(default=1, description="how many times it is attended")
    after: Keys = Field(default=(), description="the steps of this pathway that come first")
    disciplines: Keys = Field(default=(), description="the disciplines that need it; leave it out for all")
    roles: Keys = Field(default=(), description="the roles that need it; leave it out for all")
    career_stage: CareerStage | None = Field(default=None, description="the career stage that needs it")
    valid_months: Count | None = Field(default=None, description="the months after which it is due again")
    deadline: Deadline | None = Field(default=None, description='such as { after = "joining", months = 3 }')


class Pathway(Part):
    """Steps in the order people take them."""

    name: Text = Field(description='the name people see, such as "Motivational Interviewing"')
    source: Text = Field(description='where it comes from, such as "OX annex" or "usual practice"')
    steps: tuple[TrainingStep, ...] = Field(min_length=1, description="a list of steps, each with a key and a name")

    @model_validator(mode="after")
    def _steps_follow(self) -> "Pathway":
        keys = [step.key for step in self.steps]
        if twice := sorted({key for key in keys if keys.count(key) > 1}):
            raise unfit(f"has more than one step with the key {', '.join(twice)}")
        if unknown := sorted({before for step in self.steps for before in step.after} - set(keys)):
            raise unfit(f"has a step after {', '.join(unknown)}, which is no step of this pathway")
        if circle := find_circle([(before, step.key) for step in self.steps for before in step.after]):
            raise unfit(f"has steps in a circle: {' > '.join(circle)}; take one of them out of after")
        return self


class Training(Part):
    """`starts` is when Motivational Interviewing training starts (OX p45); `proficiency` turns coded practice on."""

    starts: PlannedDate = Field(description='when the training starts, such as "2019-10"')
    proficiency: Flag = Field(default=False, description="true when recorded practice is coded, else false")
    pathways: dict[Key, Pathway] = Field(description="a [training.pathways.KEY] table for each pathway")
