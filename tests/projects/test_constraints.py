"""What the database itself refuses."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from plon.accounts.models import User
from plon.projects.enums import ClaimState, PartnershipRole
from plon.projects.models import Claim, Project
from tests.factories import (
    MembershipFactory,
    OrganisationFactory,
    PartnershipFactory,
    ProjectFactory,
    ProjectTextFactory,
)


def refuses(make: object, **fields: object) -> None:
    assert callable(make)
    with pytest.raises(IntegrityError), transaction.atomic():
        make(**fields)


def test_numbers_are_unique_and_may_be_missing(db: None) -> None:
    ProjectFactory(number_key="A-1")
    ProjectFactory(number_key="")
    ProjectFactory(number_key="")

    refuses(ProjectFactory, number_key="A-1")


def test_a_project_does_not_end_before_it_starts(db: None) -> None:
    refuses(ProjectFactory, start=datetime.date(2025, 1, 2), end=datetime.date(2025, 1, 1))


def test_one_organisation_coordinates_and_each_takes_part_once(project: Project) -> None:
    school = OrganisationFactory()
    PartnershipFactory(project=project, organisation=school, role=PartnershipRole.COORDINATOR)

    refuses(PartnershipFactory, project=project, role=PartnershipRole.COORDINATOR)
    refuses(PartnershipFactory, project=project, organisation=school)


def test_a_person_is_in_a_team_once(project: Project, editor: User) -> None:
    refuses(MembershipFactory, project=project, person=editor)


def test_there_is_one_text_per_language(project: Project) -> None:
    ProjectTextFactory(project=project, language="pl")

    refuses(ProjectTextFactory, project=project, language="pl")


def test_a_claim_waits_once_and_a_decision_has_its_day(project: Project, stranger: User) -> None:
    Claim.objects.create(project=project, person=stranger, explanation="Mine.")

    refuses(Claim.objects.create, project=project, person=stranger, explanation="Mine.")
    refuses(Claim.objects.create, project=project, person=stranger, explanation="Mine.", state=ClaimState.ACCEPTED)
