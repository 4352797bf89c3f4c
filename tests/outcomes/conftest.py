"""People who told of a use and took part in a training, on a day in spring, and who may be asked again."""

import datetime
from collections.abc import Callable

import pytest
from django.core import mail
from django.utils import timezone

from plon.outcomes.actions import take_up_agreements
from plon.outcomes.models import Agreement, Calling
from plon.projects.models import Project
from plon.responses.models import IdentifiedResponse
from plon.results.enums import ResultState
from plon.results.models import Result
from plon.surveys.models import Round, Survey
from plon.uptake.models import Contact, Use
from tests.factories import ResultFactory, ResultTextFactory

# Half a year after 1 April 2026, in the morning.
NOW = datetime.datetime(2026, 10, 1, 9, tzinfo=datetime.UTC)
AGREED = datetime.datetime(2026, 4, 1, 9, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    mail.outbox.clear()


@pytest.fixture
def lessons(project: Project) -> Result:
    project.has_published = True
    project.save()
    made = ResultFactory(project=project, working_title="Lessons", state=ResultState.PUBLISHED, published_at=AGREED)
    ResultTextFactory(result=made, title="Twelve lessons by the water")
    ResultTextFactory(result=made, title="Dwanaście lekcji nad wodą", language="pl")
    return made


def use_of(result: Result, email: str = "ana@example.org", *, at: datetime.datetime = AGREED, **more: object) -> Use:
    """Return a confirmed use whose declarer may be asked again."""
    about = {"language": "en", "may_ask_again": True, "name": "Ana", **more}
    contact = Contact.objects.create(
        about="use", email=email, secret_hash=f"{email}{Contact.objects.count()}"[:64],
        erase_on=(at + 730 * DAY).date(), **about,
    )  # fmt: skip
    return Use.objects.create(
        result=result, contact=contact, organisation=f"School of {email}", country="PL", confirmed_at=at
    )


@pytest.fixture
def training(project: Project) -> Round:
    survey = Survey.objects.create(project=project, name="Training", is_anonymous=False)
    return Round.objects.create(survey=survey)


def sheet_of(asked: Round, email: str = "jan@example.org", *, may: bool = True, mark: str = "") -> IdentifiedResponse:
    sheet = IdentifiedResponse.objects.create(
        round=asked, mark=mark or email, language="pl", name="Jan", email=email, may_ask_again=may
    )
    IdentifiedResponse.objects.filter(pk=sheet.pk).update(answered_at=AGREED)
    return sheet


@pytest.fixture
def calling(project: Project) -> Calling:
    return Calling.objects.create(project=project, is_on=True)


@pytest.fixture
def ana(lessons: Result) -> Agreement:
    use_of(lessons)
    take_up_agreements()
    return Agreement.objects.get()


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime.datetime], None]:
    """Let it be another moment."""
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)
