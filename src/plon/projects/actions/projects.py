"""Begin a project, change its record, delete it."""

import datetime
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from plon.accounts.models import User
from plon.history.models import Event
from plon.history.record import changed, record, snapshot
from plon.organisations.models import Organisation
from plon.programme.authorities import authority_for
from plon.programme.codelists import codelist
from plon.programme.numbers import parse_number
from plon.projects.enums import PartnershipRole, ProjectOrigin, TeamRole
from plon.projects.leaving import tidy_before_deletion
from plon.projects.models import Membership, Partnership, Project, ProjectText
from plon.projects.refusals import ChangedMeanwhile, HasPublished, NumberTaken
from plon.search.changes import mark_changed

FIELDS = (
    "number", "title", "acronym", "programme", "key_action", "action_type", "field", "call_year", "start", "end",
    "status", "grant", "topics", "languages", "countries", "website", "authority", "is_cofunded", "final_payment_on",
)  # fmt: skip
EARLIEST, LATEST = datetime.date(1987, 1, 1), datetime.date(2060, 12, 31)


def take_number(project: Project, raw: str) -> None:
    """Keep a number as written, and what is understood of it beside; empty fields are filled from it.

    What is no project number of any generation is kept too, but is no key: two teams may both write "soon".
    """
    number = parse_number(raw)
    is_kept = number.is_wellformed or number.normalised == project.number_key
    project.number = raw.strip()[:100]
    project.number_key = number.normalised[:100] if is_kept else ""
    project.is_number_wellformed = number.is_wellformed
    project.call_year = number.call_year or project.call_year
    project.field = project.field or number.field
    project.action_type = project.action_type or number.action[:60]
    authority = authority_for(number)
    project.authority = project.authority or (authority.code if authority else "")


def _complete_from_action(project: Project) -> None:
    """The action type tells its key action, and its programme if none was chosen."""
    if term := codelist("action_types").get(project.action_type):
        project.key_action = str(term.extra.get("key_action", "")) or project.key_action
        project.programme = project.programme or str(term.extra.get("programme", ""))


@transaction.atomic
def create_project(
    *,
    by: User,
    title: str,
    number: str = "",
    organisation: Organisation | None = None,
    texts: dict[str, tuple[str, str]] | None = None,
    is_example: bool = False,
    **fields: Any,
) -> Project:
    """Begin a project by hand; who begins it coordinates it.

    Args:
        by: the person who will coordinate.
        title: as in the application.
        number: as in the grant agreement; may come later.
        organisation: the coordinator's own organisation.
        texts: {language: (title, summary)}.
        is_example: for the demonstration world only.
        **fields: the record's other fields.

    Raises:
        NumberTaken: a project with this number is in Plon.
        ValidationError: a field is malformed.
    """
    project = Project(title=title, is_example=is_example, **fields)
    project.origin = ProjectOrigin.EXAMPLE if is_example else ProjectOrigin.CREATED
    take_number(project, number)
    _complete_from_action(project)
    _refuse_taken(project)
    project.full_clean()
    project.save()
    Membership.objects.create(project=project, person=by, role=TeamRole.COORDINATOR, organisation=organisation)
    if organisation:
        Partnership.objects.create(
            project=project, organisation=organisation, role=PartnershipRole.COORDINATOR, position=0
        )
    _write_texts(project, texts or {})
    record("project.created", by=by, subject=project, project_id=project.pk)
    mark_changed("project", [project.pk])
    return project


def _refuse_taken(project: Project) -> None:
    other = Project.objects.filter(number_key=project.number_key).exclude(pk=project.pk).first()
    if not project.number_key or other is None:
        return
    if other.is_public:
        text = _("A project with the number %(number)s is already in Plon. If it is yours, claim it.")
    else:
        text = _("Somebody has begun a project with the number %(number)s already. Ask its coordinator to invite you.")
    raise NumberTaken(text, {"number": project.number}, field="number")


def _write_texts(project: Project, texts: dict[str, tuple[str, str]]) -> dict[str, list[object]]:
    changes: dict[str, list[object]] = {}
    for language, (title, summary) in texts.items():
        text = ProjectText.objects.filter(project=project, language=language).first()
        before = (text.title, text.summary) if text else ("", "")
        if before == (title, summary):
            continue
        text = text or ProjectText(project=project, language=language)
        text.title, text.summary = title, summary
        text.full_clean()
        text.save()
        for name, old, new in zip(("title", "summary"), before, (title, summary), strict=True):
            if old != new:
                changes[f"{name}_{language}"] = [old, new]
    return changes


@transaction.atomic
def change_project(
    project: Project,
    *,
    by: User,
    version: int | None = None,
    texts: dict[str, tuple[str, str]] | None = None,
    **fields: Any,
) -> Project:
    """Change the record of a project. What the team changed, later imports leave alone.

    Args:
        project: the project.
        by: who changes.
        version: the version that the person saw; None changes whatever is there.
        texts: {language: (title, summary)}.
        **fields: new values, by field.

    Raises:
        ChangedMeanwhile: somebody saved since `version`.
        NumberTaken: the new number is another project's.
        ValidationError: a field is malformed.
    """
    project = Project.objects.select_for_update().get(pk=project.pk)
    if version is not None and project.version != version:
        raise ChangedMeanwhile(_("Somebody else saved this project meanwhile. Look at both and save again."))
    before = snapshot(project, FIELDS)
    number = fields.pop("number", project.number)
    if strange := fields.keys() - set(FIELDS):
        raise TypeError(f"not fields of the record: {sorted(strange)}")
    for field, value in fields.items():
        setattr(project, field, value)
    if number.strip() != project.number:
        take_number(project, number)
        _refuse_taken(project)
    if project.action_type != before["action_type"]:
        _complete_from_action(project)
    changes = {**changed(before, project), **_write_texts(project, texts or {})}
    if not changes:
        return project
    project.version += 1
    project.edited_fields = sorted({*project.edited_fields, *changes})
    project.full_clean()
    project.save()
    record("project.changed", by=by, subject=project, project_id=project.pk, changes=changes)
    mark_changed("project", [project.pk])
    mark_changed("result", project.results.values_list("pk", flat=True))
    return project


@transaction.atomic
def delete_project(project: Project, *, by: User) -> None:
    """Delete a project of which nothing was ever public.

    Raises:
        HasPublished: something in it was published, or it is register data.
    """
    if project.has_published or project.origin == ProjectOrigin.IMPORTED:
        raise HasPublished(_("This project has public pages. Withdraw its results instead; the record stays."))
    record("project.deleted", by=by, subject=project, project_id=project.pk)
    mark_changed("project", [project.pk])
    tidy_before_deletion(project)
    project.delete()


def put_back(event: Event, by: User) -> None:
    """Give the record the values it had before `event` (the restorer of the history page).

    Raises:
        NumberTaken, ValidationError: an old value is no longer allowed.
    """
    project = Project.objects.get(pk=event.subject_id)
    old = {name: values[0] for name, values in event.changes.items()}
    texts: dict[str, tuple[str, str]] = {}
    for text in project.texts.all():
        was = (old.pop(f"title_{text.language}", text.title), old.pop(f"summary_{text.language}", text.summary))
        texts[text.language] = was
    fields = {name: _from_json(name, value) for name, value in old.items() if name in FIELDS}
    change_project(project, by=by, texts=texts, **fields)


def _from_json(name: str, value: Any) -> Any:
    """Return the value of a field as the history keeps it in the field's own type."""
    field = Project._meta.get_field(name)
    assert isinstance(field, models.Field)  # noqa: S101  FIELDS names no relation
    return field.to_python(value)
