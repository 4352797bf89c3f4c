"""An event in the middle of its day, its list open."""

import datetime

import pytest
from django.utils import timezone

from plon.accounts.models import User
from plon.activities.models import Activity
from plon.attendance.actions import open_list
from plon.attendance.models import AttendanceList
from plon.plans.models import TargetGroup
from plon.projects.models import Project
from tests.factories import ActivityFactory, ReachFactory, TargetGroupFactory

HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def teachers(project: Project) -> TargetGroup:
    return TargetGroupFactory(project=project, name="Teachers")


@pytest.fixture
def pupils(project: Project) -> TargetGroup:
    return TargetGroupFactory(project=project, name="Pupils")


@pytest.fixture
def event(project: Project, teachers: TargetGroup, pupils: TargetGroup) -> Activity:
    """A workshop that reached two teachers and one pupil."""
    event = ActivityFactory(
        project=project, title="Workshop by the river", start=timezone.localdate(), purpose="promotion"
    )
    ReachFactory(activity=event, group=teachers, people=2)
    ReachFactory(activity=event, group=pupils, people=1)
    return event


@pytest.fixture
def attendance(event: Activity, editor: User) -> AttendanceList:
    now = timezone.now()
    return open_list(event, by=editor, opens_at=now - HOUR, closes_at=now + HOUR, keep_days=90, language="en")


def over(attendance: AttendanceList) -> AttendanceList:
    """Let the hours of a list be over."""
    attendance.opens_at -= 5 * HOUR
    attendance.closes_at -= 5 * HOUR
    attendance.save()
    return attendance
