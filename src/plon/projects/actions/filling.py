"""Fill a workspace from a record of the public register. The number stays with the record: it is unique."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from plon.accounts.models import User
from plon.history.record import record as record_event
from plon.projects.actions.partnership import add_partner
from plon.projects.actions.projects import change_project, create_project
from plon.projects.enums import PartnershipRole
from plon.projects.filling import filling_from, own_workspace, waiting_claim
from plon.projects.models import Project
from plon.projects.refusals import ClaimNeeded, NothingToFill

PARTNERS = "partners"


@transaction.atomic
def fill_from_register(
    project: Project, *, by: User, record: Project, fields: Collection[str] | None = None
) -> Project:
    """Fill what is empty in a project's record from a public record; what somebody wrote stays.

    Args:
        project: the project to fill.
        by: who fills.
        record: a public project, read only.
        fields: what the person chose: names of fields, "text_pl", "partners"; None is all that is empty.

    Raises:
        NothingToFill: nothing is empty that the record knows, or it is the project itself.
        ValidationError: a value is malformed.
    """
    project = Project.objects.select_for_update().get(pk=project.pk)
    filling = filling_from(record, project)

    def is_chosen(name: str) -> bool:
        return fields is None or name in fields

    values: dict[str, Any] = {name: value for name, value in filling.fields.items() if is_chosen(name)}
    texts = {language: text for language, text in filling.texts.items() if is_chosen(f"text_{language}")}
    partners = filling.partners if is_chosen(PARTNERS) else ()
    if record.pk == project.pk or not (values or texts or partners):
        raise NothingToFill(_("There is nothing to fill in: your record has it all, or nothing was chosen."))
    filled = change_project(project, by=by, texts=texts, **values)
    is_led = project.partnerships.filter(role=PartnershipRole.COORDINATOR).exists()
    for partnership in partners:
        role = partnership.role
        if role == PartnershipRole.COORDINATOR and is_led:
            role = PartnershipRole.PARTNER
        add_partner(project, by=by, organisation=partnership.organisation, role=role)
    record_event("project.filled", by=by, subject=record, project_id=project.pk)
    return filled


@transaction.atomic
def begin_from_register(record: Project, *, by: User) -> Project:
    """Begin a workspace of one's own, filled from the register, while the claim of `record` waits.

    It has no number: that stays with the record. When the claim is accepted, the plan moves there
    (`plon.plans.actions.move_plan`). Begun twice, it is the same workspace.

    Raises:
        ClaimNeeded: the person has not asked for the project, or was answered already.
    """
    if waiting_claim(by, record) is None:
        raise ClaimNeeded(_("Ask for the project first; while the agency checks, you can begin your plan."))
    if known := own_workspace(by, record):
        return known
    project = create_project(by=by, title=record.title)
    return fill_from_register(project, by=by, record=record)
