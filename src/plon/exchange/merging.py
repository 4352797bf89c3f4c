"""Bring a chunk of understood rows into the database: create, change, or leave alone, in bulk."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from plon.exchange.models import Import, ImportedProject
from plon.exchange.organisations import Matched, match_organisations
from plon.exchange.rows import OrganisationRow, ProjectRow
from plon.projects.enums import PartnershipRole, ProjectOrigin
from plon.projects.models import Partnership, Project, ProjectText
from plon.search.changes import mark_changed

SUMMARY_LANGUAGE = "en"
_BLANK: tuple[object, ...] = ("", None, [])
# Fields of the record that the register keeps. A blank in the register never empties one of them.
_FIELDS = (
    "number", "is_number_wellformed", "title", "acronym", "programme", "key_action", "action_type", "field",
    "call_year", "start", "end", "status", "grant", "topics", "countries", "website", "platform_card", "authority",
    "is_good_practice",
)  # fmt: skip
_WRITTEN = (*_FIELDS, "updated_at")


@dataclass(slots=True)
class Outcome:
    """What became of a chunk."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0


@dataclass(slots=True)
class _Work:
    """What is to be written for one chunk."""

    new: list[tuple[Project, ProjectRow]] = field(default_factory=list)
    known: list[tuple[Project, ProjectRow]] = field(default_factory=list)
    touched: set[int] = field(default_factory=set)
    written: list[Project] = field(default_factory=list)


@transaction.atomic
def merge_rows(rows: Sequence[ProjectRow], run: Import) -> Outcome:
    """Store `rows` (no two of one number). Rows that say what they said last time cost one comparison.

    Validation is the reader's work: `rows` holds only values that fit their fields.
    """
    by_key = {row.number_key: row for row in rows}
    hashes = {key: row.source_hash for key, row in by_key.items()}
    same = {
        key
        for key, source_hash in ImportedProject.objects.filter(project__number_key__in=by_key).values_list(
            "project__number_key", "source_hash"
        )
        if hashes[key] == source_hash
    }
    todo = {key: row for key, row in by_key.items() if key not in same}
    if not todo:
        return Outcome(unchanged=len(same))
    projects = {project.number_key: project for project in Project.objects.filter(number_key__in=todo)}
    work = _Work()
    for key, row in todo.items():
        if key in projects:
            work.known.append((projects[key], row))
        else:
            work.new.append((_new_project(row), row))
    matched = match_organisations(o for row in todo.values() for o in _organisations(row))
    _create(work, matched)
    _change(work, matched)
    _remember(work, matched, hashes, run)
    mark_changed("project", [*(project.pk for project, _row in work.new), *sorted(work.touched)])
    mark_changed("organisation", matched.touched_ids)
    unchanged = len(same) + len(work.known) - len(work.touched)
    return Outcome(created=len(work.new), changed=len(work.touched), unchanged=unchanged)


def _organisations(row: ProjectRow) -> list[OrganisationRow]:
    return [*([row.coordinator] if row.coordinator else []), *row.partners]


def _new_project(row: ProjectRow) -> Project:
    project = Project(number_key=row.number_key, origin=ProjectOrigin.IMPORTED, is_example=row.is_example)
    for name, value in _values(row).items():
        setattr(project, name, value)
    return project


def _values(row: ProjectRow) -> dict[str, Any]:
    """Return what the row says, by field; what it does not say is not there."""
    values: dict[str, Any] = {name: getattr(row, name) for name in _FIELDS}
    values["topics"], values["countries"] = list(row.topics), list(row.countries)
    return {name: value for name, value in values.items() if value not in _BLANK}


def _create(work: _Work, matched: Matched) -> None:
    Project.objects.bulk_create([project for project, _row in work.new], batch_size=500)
    ProjectText.objects.bulk_create(
        [
            ProjectText(project=project, language=SUMMARY_LANGUAGE, summary=row.summary)
            for project, row in work.new
            if row.summary
        ],
        batch_size=500,
    )
    Partnership.objects.bulk_create(
        [
            Partnership(project=project, organisation_id=pk, role=role, position=position)
            for project, row in work.new
            for pk, (role, position) in _wanted(row, matched).items()
        ],
        batch_size=1000,
    )


def _wanted(row: ProjectRow, matched: Matched) -> dict[int, tuple[str, int]]:
    """Return {organisation: (role, position)} as the row lists them, each organisation once."""
    wanted: dict[int, tuple[str, int]] = {}
    if row.coordinator:
        wanted[matched.by_row[row.coordinator].pk] = (PartnershipRole.COORDINATOR, 0)
    for position, partner in enumerate(row.partners, 1):
        wanted.setdefault(matched.by_row[partner].pk, (PartnershipRole.PARTNER, position))
    return wanted


def _change(work: _Work, matched: Matched) -> None:
    """Write what differs, except what the project's team has edited: their word stands."""
    now = timezone.now()
    for project, row in work.known:
        if _apply(project, row):
            project.updated_at = now
            work.written.append(project)
            work.touched.add(project.pk)
    if work.written:
        Project.objects.bulk_update(work.written, _WRITTEN, batch_size=100)
    _change_summaries(work)
    _change_partners(work, matched)


def _apply(project: Project, row: ProjectRow) -> bool:
    """Set the fields that differ; a project made by hand only has its blanks filled."""
    edited = _edited(project)
    is_by_hand = project.origin == ProjectOrigin.CREATED
    different = {
        name: value
        for name, value in _values(row).items()
        if name not in edited
        and getattr(project, name) != value
        and not (is_by_hand and getattr(project, name) not in _BLANK)
    }
    start, end = different.get("start", project.start), different.get("end", project.end)
    if start and end and end < start:  # the register and the team disagree: the team's dates stay together
        different = {name: value for name, value in different.items() if name not in {"start", "end"}}
    for name, value in different.items():
        setattr(project, name, value)
    return bool(different)


def _edited(project: Project) -> set[str]:
    """Return the fields that the project's team has changed in Plon."""
    return set(getattr(project, "edited_fields", None) or ())


def _change_summaries(work: _Work) -> None:
    wanted = {
        project.pk: row.summary
        for project, row in work.known
        if row.summary and not {"summary", f"summary_{SUMMARY_LANGUAGE}"} & _edited(project)
    }
    texts = {t.project_id: t for t in ProjectText.objects.filter(project__in=wanted, language=SUMMARY_LANGUAGE)}
    by_hand = {project.pk for project, _row in work.known if project.origin == ProjectOrigin.CREATED}
    changed, new = [], []
    for pk, summary in wanted.items():
        text = texts.get(pk)
        if text is None:
            new.append(ProjectText(project_id=pk, language=SUMMARY_LANGUAGE, summary=summary))
        elif text.summary != summary and not (pk in by_hand and text.summary):
            text.summary = summary
            changed.append(text)
    ProjectText.objects.bulk_create(new)
    if changed:
        ProjectText.objects.bulk_update(changed, ["summary"], batch_size=200)
    work.touched.update(text.project_id for text in (*new, *changed))


def _change_partners(work: _Work, matched: Matched) -> None:
    """Add and reorder the partners the register lists; take away those it listed before and no longer does."""
    mine = {
        project.pk: row
        for project, row in work.known
        if (row.coordinator or row.partners) and not {"partners", "partnerships"} & _edited(project)
    }
    by_hand = {project.pk for project, _row in work.known if project.origin == ProjectOrigin.CREATED}
    held: dict[int, dict[int, Partnership]] = {pk: {} for pk in mine}
    for partnership in Partnership.objects.filter(project__in=mine):
        held[partnership.project_id][partnership.organisation_id] = partnership
    listed = dict(ImportedProject.objects.filter(project__in=mine).values_list("project_id", "organisations"))
    new: list[Partnership] = []
    moved: list[Partnership] = []
    gone: list[int] = []
    for pk, row in mine.items():
        if pk in by_hand and held[pk]:
            continue
        wanted = _wanted(row, matched)
        for organisation, (role, position) in wanted.items():
            present = held[pk].get(organisation)
            if present is None:
                new.append(Partnership(project_id=pk, organisation_id=organisation, role=role, position=position))
            elif (present.role, present.position) != (role, position):
                present.role, present.position = role, position
                moved.append(present)
        if row.coordinator:  # only a full listing tells who has left
            left = set(listed.get(pk, ())) - set(wanted)
            gone += [partnership.pk for organisation, partnership in held[pk].items() if organisation in left]
            work.touched.update(pk for organisation in held[pk] if organisation in left)
    _write_partners(new, moved, gone)
    work.touched.update(partnership.project_id for partnership in (*new, *moved))


def _write_partners(new: list[Partnership], moved: list[Partnership], gone: list[int]) -> None:
    Partnership.objects.filter(pk__in=gone).delete()
    # One coordinator at a time: the old one steps back before the new one is written.
    changing = {p.project_id for p in (*new, *moved) if p.role == PartnershipRole.COORDINATOR}
    Partnership.objects.filter(project__in=changing, role=PartnershipRole.COORDINATOR).update(
        role=PartnershipRole.PARTNER
    )
    if moved:
        Partnership.objects.bulk_update(moved, ["role", "position"], batch_size=200)
    Partnership.objects.bulk_create(new, batch_size=1000)


def _remember(work: _Work, matched: Matched, hashes: dict[str, str], run: Import) -> None:
    now = timezone.now()
    ImportedProject.objects.bulk_create(
        [
            ImportedProject(
                project=project,
                source_hash=hashes[row.number_key],
                organisations=list(_wanted(row, matched)),
                last_import=run,
                seen_at=now,
            )
            for project, row in (*work.new, *work.known)
        ],
        batch_size=500,
        update_conflicts=True,
        unique_fields=["project"],
        update_fields=["source_hash", "organisations", "last_import", "seen_at"],
    )
