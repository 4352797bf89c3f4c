"""Published results of a project, and people who keep them."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from plon.accounts.models import User
from plon.keepers import actions
from plon.keepers.actions.answering import guest_of
from plon.keepers.models import Keeping
from plon.organisations.models import Organisation
from plon.projects.enums import PartnershipRole
from plon.projects.models import Project
from plon.results.enums import ResultState
from plon.results.models import Result
from tests.factories import OrganisationFactory, PartnershipFactory, ResultFactory, ResultTextFactory


@pytest.fixture
def school(project: Project) -> Organisation:
    made = OrganisationFactory(name="School No. 5", city="Opole")
    PartnershipFactory(project=project, organisation=made, role=PartnershipRole.COORDINATOR)
    return made


def publish(project: Project, title: str) -> Result:
    Project.objects.filter(pk=project.pk).update(has_published=True)
    made = ResultFactory(
        project=project, working_title=title, state=ResultState.PUBLISHED, published_at=timezone.now(),
        licence="CC-BY-4.0",
    )  # fmt: skip
    ResultTextFactory(result=made, language="en", title=title)
    return made


@pytest.fixture
def lessons(project: Project, school: Organisation) -> Result:
    return publish(project, "River lessons")


Ask = Callable[..., Keeping]


@pytest.fixture
def ask(
    school: Organisation, coordinator: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> Ask:
    """Ask somebody to keep a result, as the coordinator does; the letter goes."""

    def asked(result: Result, email: str = "ana@example.org", **more: Any) -> Keeping:
        values = {"name": "Ana", "language": "en", "organisation": school} | more
        with django_capture_on_commit_callbacks(execute=True):
            return actions.name_keeper([result], by=coordinator, email=email, **values)[0]

    return asked


@pytest.fixture
def keep(ask: Ask, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> Ask:
    """Let somebody keep a result: asked, and accepted by the link."""

    def kept(result: Result, email: str = "ana@example.org", **more: Any) -> Keeping:
        asked = ask(result, email, **more)
        with django_capture_on_commit_callbacks(execute=True):
            made = actions.accept(asked, by=guest_of(asked))
        mail.outbox.clear()
        return made

    return kept


def paths_in(body: object) -> list[str]:
    """Return the personal addresses that a letter carries."""
    return re.findall(r"https?://[^/\s]+(/kept/[^\s]+)", str(body))
