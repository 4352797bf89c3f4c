"""The organisations of a project."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from plon.accounts.models import User
from plon.history.record import record
from plon.organisations.models import Organisation
from plon.projects.enums import PartnershipRole
from plon.projects.models import Partnership, Project
from plon.projects.refusals import LastCoordinator, PartnerKnown
from plon.search.changes import mark_changed


@transaction.atomic
def add_partner(
    project: Project, *, by: User, organisation: Organisation, role: str = PartnershipRole.PARTNER
) -> Partnership:
    """Add an organisation to the partnership; a new coordinator takes over from the old one, who stays as a partner.

    Raises:
        PartnerKnown: it is in the partnership already.
    """
    if project.partnerships.filter(organisation=organisation).exists():
        raise PartnerKnown(_("%(name)s is already in this partnership."), {"name": organisation.name})
    _make_room_for(project, role)
    last = project.partnerships.aggregate(last=Max("position"))["last"] or 0
    partnership = Partnership(project=project, organisation=organisation, role=role, position=last + 1)
    partnership.full_clean()
    partnership.save()
    record("partner.added", by=by, subject=organisation, project_id=project.pk)
    _mark(project, organisation)
    return partnership


@transaction.atomic
def change_partner(partnership: Partnership, *, by: User, role: str) -> Partnership:
    """Change the part that an organisation plays; a new coordinator takes over, the old one stays as a partner.

    Raises:
        LastCoordinator: the project would be left without coordinator.
    """
    if partnership.role == PartnershipRole.COORDINATOR and role != PartnershipRole.COORDINATOR:
        raise LastCoordinator(_("A project needs a coordinator. Make another organisation the coordinator instead."))
    old = partnership.role
    if role == old:
        return partnership
    _make_room_for(partnership.project, role)
    partnership.role = role
    partnership.full_clean()
    partnership.save()
    record(
        "partner.changed",
        by=by,
        subject=partnership.organisation,
        project_id=partnership.project_id,
        changes={"role": [old, role]},
    )
    _mark(partnership.project, partnership.organisation)
    return partnership


@transaction.atomic
def remove_partner(partnership: Partnership, *, by: User) -> None:
    """Take an organisation out of the partnership.

    Raises:
        LastCoordinator: it is the coordinator.
    """
    if partnership.role == PartnershipRole.COORDINATOR:
        raise LastCoordinator(_("The coordinator can't be removed. Make another organisation the coordinator first."))
    record("partner.removed", by=by, subject=partnership.organisation, project_id=partnership.project_id)
    _mark(partnership.project, partnership.organisation)
    partnership.delete()


@transaction.atomic
def move_partner(partnership: Partnership, *, by: User, up: bool) -> None:
    """Move an organisation one place up or down in the order in which partners are named."""
    order = list(partnership.project.partnerships.select_for_update())
    place = [one.pk for one in order].index(partnership.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(order):
        return
    order[place], order[other] = order[other], order[place]
    for position, one in enumerate(order):
        one.position = position
    Partnership.objects.bulk_update(order, ["position"])
    record("partner.moved", by=by, subject=partnership.organisation, project_id=partnership.project_id)
    mark_changed("project", [partnership.project_id])


def _make_room_for(project: Project, role: str) -> None:
    for former in project.partnerships.filter(role=PartnershipRole.COORDINATOR).select_related("organisation"):
        if role == PartnershipRole.COORDINATOR:
            former.role = PartnershipRole.PARTNER
            former.save(update_fields=["role"])
            mark_changed("organisation", [former.organisation_id])


def _mark(project: Project, organisation: Organisation) -> None:
    mark_changed("project", [project.pk])
    mark_changed("organisation", [organisation.pk])
    mark_changed("result", project.results.values_list("pk", flat=True))
