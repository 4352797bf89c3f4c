"""The organisations of a project."""

import pytest
from django.core.exceptions import ValidationError

from plon.accounts.models import User
from plon.history.models import Event
from plon.projects.actions import add_partner, change_partner, move_partner, remove_partner
from plon.projects.enums import PartnershipRole
from plon.projects.models import Partnership, Project
from plon.projects.refusals import LastCoordinator, PartnerKnown
from plon.search.models import IndexChange
from tests.factories import OrganisationFactory, PartnershipFactory

pytestmark = pytest.mark.django_db


def roles(project: Project) -> dict[str, str]:
    return {p.organisation.name: p.role for p in project.partnerships.select_related("organisation")}


def names(project: Project) -> list[str]:
    return [p.organisation.name for p in project.partnerships.select_related("organisation")]


@pytest.fixture
def led(project: Project) -> Partnership:
    return PartnershipFactory(
        project=project, organisation=OrganisationFactory(name="A"), role=PartnershipRole.COORDINATOR
    )


def test_partners_stand_in_the_order_in_which_they_came(project: Project, led: Partnership, editor: User) -> None:
    for name in ("B", "C"):
        add_partner(project, by=editor, organisation=OrganisationFactory(name=name))

    assert names(project) == ["A", "B", "C"]
    assert Event.objects.filter(kind="partner.added", project_id=project.pk).count() == 2
    assert {change.kind for change in IndexChange.objects.all()} == {"project", "organisation"}


def test_an_organisation_takes_part_once(project: Project, led: Partnership, editor: User) -> None:
    with pytest.raises(PartnerKnown):
        add_partner(project, by=editor, organisation=led.organisation)


def test_a_new_coordinator_takes_over(project: Project, led: Partnership, editor: User) -> None:
    partner = add_partner(project, by=editor, organisation=OrganisationFactory(name="B"))

    change_partner(partner, by=editor, role=PartnershipRole.COORDINATOR)

    assert roles(project) == {"A": "partner", "B": "coordinator"}
    assert Event.objects.get(kind="partner.changed").changes == {"role": ["partner", "coordinator"]}


def test_the_coordinator_neither_steps_down_nor_is_removed(project: Project, led: Partnership, editor: User) -> None:
    with pytest.raises(LastCoordinator):
        change_partner(led, by=editor, role=PartnershipRole.PARTNER)
    with pytest.raises(LastCoordinator):
        remove_partner(led, by=editor)

    assert roles(project) == {"A": "coordinator"}


def test_an_unknown_part_changes_nothing(project: Project, led: Partnership, editor: User) -> None:
    partner = PartnershipFactory(project=project, organisation=OrganisationFactory(name="B"))

    with pytest.raises(ValidationError):
        change_partner(partner, by=editor, role="king")

    assert roles(project) == {"A": "coordinator", "B": "partner"}


def test_a_partner_is_removed_and_the_organisation_stays(project: Project, led: Partnership, editor: User) -> None:
    partner = PartnershipFactory(project=project, organisation=OrganisationFactory(name="B"))

    remove_partner(partner, by=editor)

    assert names(project) == ["A"]
    assert partner.organisation.partnerships.count() == 0
    assert Event.objects.get(kind="partner.removed").subject_label == "B"


def test_partners_move_within_the_list_and_not_beyond(project: Project, led: Partnership, editor: User) -> None:
    b, c = (PartnershipFactory(project=project, organisation=OrganisationFactory(name=n)) for n in "BC")

    move_partner(c, by=editor, up=True)
    assert names(project) == ["A", "C", "B"]

    move_partner(led, by=editor, up=True)
    move_partner(b, by=editor, up=False)
    assert names(project) == ["A", "C", "B"]
    assert Event.objects.filter(kind="partner.moved").count() == 1
