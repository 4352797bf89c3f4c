"""A public world with several actions, fields, years, countries, licences and states of links."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone, translation

from plon.linkwatch.models import LinkHost, LinkState
from plon.linkwatch.taking_up import hash_of
from plon.projects.enums import ProjectOrigin
from plon.projects.models import Project
from plon.reach.models import DailyReach
from plon.results.models import Result, ResultLink
from plon.search.updating import rebuild
from plon.uptake.models import Use
from tests.catalogue.conftest import make_result
from tests.factories import OrganisationFactory, PartnershipFactory, ProjectFactory, TargetGroupFactory


@dataclass(frozen=True)
class PublicWorld:
    river: Project
    film: Project
    lessons: Result
    game: Result
    video: Result


@pytest.fixture(autouse=True)
def _kept_dictionaries(settings: Any) -> None:
    settings.SEARCH_DICTIONARIES = Path(tempfile.gettempdir()) / "plon-test-dictionaries"


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def _project(**fields: Any) -> Project:
    return ProjectFactory(origin=ProjectOrigin.IMPORTED, **fields)


@pytest.fixture
def public_world(db: None) -> PublicWorld:
    """Three projects and three results that are public, and a project and a result that are not."""
    river = _project(title="River", topics=["Environment and climate change", "Inclusion and diversity"])
    film = _project(
        title="Film", key_action="KA1", action_type="KA122", field="YOU", call_year=2023, countries=["DE"],
        languages=["de"], topics=["Filmmaking"],
    )  # fmt: skip
    _project(title="Old", call_year=None, countries=[], field="", languages=[])
    for region in ("opolskie", "woj. Opolskie", ""):
        PartnershipFactory(project=river, organisation=OrganisationFactory(region=region))
    school = OrganisationFactory(country="DE", region="BERLIN")
    PartnershipFactory(project=film, organisation=school)
    TargetGroupFactory(project=river, kind="teachers")
    TargetGroupFactory(project=river, kind="learners")
    lessons = make_result(river, "Lessons")
    game = make_result(river, "Game", licence="all-rights-reserved", languages=["pl"])
    video = make_result(film, "Video", languages=["de"], licence="CC0-1.0")
    ResultLink.objects.filter(result=game).delete()
    make_result(river, "Draft", state="ready", published_at=None)
    ProjectFactory(title="Private", origin=ProjectOrigin.CREATED)
    _look_at_links({lessons.pk: "living", video.pk: "broken"})
    DailyReach.objects.create(result=lessons, day=timezone.localdate(), views=70, devices=60, downloads=7)
    DailyReach.objects.create(result=video, day=timezone.localdate(), views=5, devices=5)
    now = timezone.now()
    Use.objects.create(
        result=lessons, organisation="A school", country="PL", organisation_key="a school", confirmed_at=now
    )
    Use.objects.create(result=video, organisation="Not confirmed", country="PL", organisation_key="not confirmed")
    rebuild()
    return PublicWorld(river, film, lessons, game, video)


def _look_at_links(states: dict[int, str]) -> None:
    host = LinkHost.objects.create(name="example.org", ready_at=timezone.now())
    for link in ResultLink.objects.filter(result__in=states):
        LinkState.objects.create(
            url=link.url, url_hash=hash_of(link.url), host=host, state=states[link.result_id],
            what="" if states[link.result_id] == "living" else "gone", next_check_at=timezone.now(),
        )  # fmt: skip
