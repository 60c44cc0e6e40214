"""A local stand-in for a Slack workspace, for trying the bot without Slack."""

from practice.app import create_practice
from practice.clock import ClockControl
from practice.mailbox import PracticeReader
from practice.people import PracticeChannel, PracticeUser

__all__ = ["ClockControl", "PracticeChannel", "PracticeReader", "PracticeUser", "create_practice"]
