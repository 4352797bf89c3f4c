"""What can be done to a result: define, change, publish, withdraw. Files, links and covers: attaching.py."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plon.accounts.models import User
from plon.files import storing
from plon.history.models import Event
from plon.history.record import record, snapshot
from plon.projects.models import Project
from plon.projects.promises import require_reason
from plon.results.checks import findings_for
from plon.results.enums import TRANSITIONS, ResultState
from plon.results.hindrances import require_free
from plon.results.models import Result, ResultFile, ResultText
from plon.results.refusals import NotReadyToPublish, StateRefused, WasPublic
from plon.results.sittings import record_in_sitting
from plon.search.changes import mark_changed

RECORD_FIELDS = (
    "kind", "category", "languages", "licence", "responsible", "work_package", "planned_for", "ready_on",
    "carries_emblem", "carries_licence_notice", "cover_alt",
)  # fmt: skip
# What a commitment holds of a result; the rest may grow without a reason.
PROMISED_FIELDS = frozenset(
    {"title", "kind", "category", "languages", "licence", "responsible", "work_package", "planned_for"}
)
TEXT_FIELDS = ("title", "summary", "problem", "audience", "how_to_use", "needs")


@dataclass(slots=True)
class Outcome:
    """What became of a change: the new version, and (with their value) the fields in which somebody was first."""

    version: int
    conflicts: dict[str, object] = field(default_factory=dict)


@transaction.atomic
def define_result(project: Project, *, by: User, title: str, kind: str = "tangible", language: str = "pl") -> Result:
    """Add a result to a project, with its title in one language.

    Raises:
        ValidationError: the title is missing or too long.
    """
    last = Result.objects.filter(project=project).aggregate(last=Max("position"))["last"]
    result = Result(
        project=project,
        working_title=title,
        kind=kind,
        position=0 if last is None else last + 1,
        is_example=project.is_example,
        languages=[language] if kind == "tangible" else [],
    )
    result.full_clean()
    result.save()
    text = ResultText(result=result, language=language, title=title)
    text.full_clean()
    text.save()
    record("result.defined", by=by, subject=result, project_id=project.pk)
    return result


@transaction.atomic
def change_result(
    result: Result,
    *,
    by: User,
    values: Mapping[str, Any],
    version: int | None = None,
    bases: Mapping[str, int] | None = None,
    reason: str = "",
) -> Outcome:
    """Change fields of a result. Two people at once merge field by field.

    Args:
        result: the result.
        by: who changes.
        values: {field: value}; texts are named with their language, e.g. "summary_pl".
        version: the version the person saw; a field that somebody changed since is not written but
            returned as a conflict. None writes over whatever is there.
        bases: for fields that the person saw in another version than `version`, that one.
        reason: why something promised changes (see `PROMISED_FIELDS`).

    Raises:
        ReasonNeeded: it is promised, and nobody says why it changes; then nothing is written.
        ValidationError: a value is malformed.
    """
    result = Result.objects.select_for_update(of=("self",)).select_related("project").get(pk=result.pk)
    texts = {text.language: text for text in result.texts.all()}
    outcome = Outcome(result.version)
    changes: dict[str, list[object]] = {}
    for name, value in values.items():
        holder, attribute = _holder_of(result, texts, name)
        before = snapshot(holder, [attribute])[attribute]
        setattr(holder, attribute, value)
        after = snapshot(holder, [attribute])[attribute]
        if before == after:
            continue
        seen = (bases or {}).get(name, version)
        if seen is not None and result.field_versions.get(name, 0) > seen:
            outcome.conflicts[name] = before
            setattr(holder, attribute, getattr(type(holder).objects.get(pk=holder.pk), attribute))
            continue
        changes[name] = [before, after]
    if changes:
        if any(is_promised_field(name) for name in changes):
            require_reason(result.project_id, "result", result.public_id, reason)
        _save_change(result, texts, changes, by, reason)
        outcome.version = result.version
    return outcome


def is_promised_field(name: str) -> bool:
    """Tell whether a field, named with its language if it is a text, is part of a commitment."""
    return name in PROMISED_FIELDS or name.rpartition("_")[0] in PROMISED_FIELDS & set(TEXT_FIELDS)


def _holder_of(result: Result, texts: dict[str, ResultText], name: str) -> tuple[Result | ResultText, str]:
    if name in RECORD_FIELDS:
        return result, name
    attribute, _underscore, language = name.rpartition("_")
    if attribute not in TEXT_FIELDS:
        raise KeyError(name)
    return texts.setdefault(language, ResultText(result=result, language=language)), attribute


def _save_change(
    result: Result, texts: dict[str, ResultText], changes: dict[str, list[object]], by: User, reason: str
) -> None:
    result.version += 1
    result.field_versions = {**result.field_versions, **dict.fromkeys(changes, result.version)}
    for text in texts.values():
        if any(name.endswith(f"_{text.language}") for name in changes):
            text.full_clean()
            text.save()
    titles = {language: text.title for language, text in texts.items() if text.title}
    result.working_title = titles.get("pl") or titles.get("en") or next(iter(titles.values()), result.working_title)
    result.full_clean()
    result.save()
    record_in_sitting(
        "result.changed", by=by, subject=result, project_id=result.project_id, changes=changes, reason=reason
    )
    if result.is_published:
        mark_changed("result", [result.pk])


@transaction.atomic
def change_state(result: Result, *, by: User, state: str) -> Result:
    """Say how far a result is: planned, in work, ready.

    Raises:
        StateRefused: this state can't follow that one, or has a use case of its own.
    """
    result = Result.objects.select_for_update(of=("self",)).get(pk=result.pk)
    is_own = state in {ResultState.PUBLISHED, ResultState.WITHDRAWN}
    if is_own or state not in TRANSITIONS[ResultState(result.state)]:
        raise StateRefused(_("A result that is “%(now)s” can't become that."), {"now": result.get_state_display()})
    before, result.state = result.state, state
    if state == ResultState.READY and result.ready_on is None:
        result.ready_on = timezone.localdate()
    result.full_clean()
    result.save()
    record("result.state_changed", by=by, subject=result, project_id=result.project_id,
           changes={"state": [before, state]})  # fmt: skip
    return result


@transaction.atomic
def move_result(result: Result, *, by: User, up: bool) -> None:
    """Move a result one place in the project's order."""
    ordered = list(Result.objects.select_for_update().filter(project_id=result.project_id))
    place = next(i for i, other in enumerate(ordered) if other.pk == result.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(ordered):
        return
    ordered[place], ordered[other] = ordered[other], ordered[place]
    for position, each in enumerate(ordered):
        each.position = position
    Result.objects.bulk_update(ordered, ["position"])
    record("result.moved", by=by, subject=result, project_id=result.project_id)


@transaction.atomic
def publish_result(result: Result, *, by: User) -> Result:
    """Make a result public: its page, its files, its place in the catalogue.

    Raises:
        NotReadyToPublish: something that must be there is missing.
        FileRefused: a file is damaged.
        DomainError: a room above has something against it (see `plon.results.hindrances`).
    """
    result = Result.objects.select_for_update(of=("self",)).select_related("project").get(pk=result.pk)
    if result.is_published:
        return result
    require_free(result)
    if missing := [str(finding.message) for finding in findings_for(result) if finding.is_must]:
        raise NotReadyToPublish(_("Still missing: %(list)s."), {"list": "; ".join(missing)})
    _open_files(result)
    result.state = ResultState.PUBLISHED
    result.published_at = result.published_at or timezone.now()
    result.withdrawn_at, result.withdrawal_reason = None, ""
    result.ready_on = result.ready_on or timezone.localdate()
    result.version += 1
    result.full_clean()
    result.save()
    Project.objects.filter(pk=result.project_id).update(has_published=True, updated_at=timezone.now())
    record("result.published", by=by, subject=result, project_id=result.project_id)
    _mark_public(result)
    return result


def _open_files(result: Result) -> None:
    """Copy the newest version of each file to public storage: all of them, or none."""
    newest = list(result.files.filter(replaced_by=None))
    try:
        for file in newest:
            storing.make_public(file.path, file.sha256, file.name)
    except Exception:
        storing.make_private([file.path for file in newest])
        raise
    result.files.filter(replaced_by=None).update(is_public=True)


@transaction.atomic
def withdraw_result(result: Result, *, by: User, reason: str) -> Result:
    """Take a result back. Its address keeps a page that says so; its files are no longer handed out.

    Raises:
        StateRefused: it is not published, or the reason is missing.
    """
    result = Result.objects.select_for_update(of=("self",)).get(pk=result.pk)
    if not result.is_published:
        raise StateRefused(_("Only a published result can be withdrawn."))
    if not reason.strip():
        raise StateRefused(_("Say why it is withdrawn: visitors will read it."), field="reason")
    paths = list(result.files.values_list("path", flat=True))
    result.files.update(is_public=False)
    result.state = ResultState.WITHDRAWN
    result.withdrawn_at, result.withdrawal_reason = timezone.now(), reason
    result.version += 1
    result.full_clean()
    result.save()
    transaction.on_commit(partial(storing.make_private, paths))
    record("result.withdrawn", by=by, subject=result, project_id=result.project_id, reason=reason)
    _mark_public(result)
    return result


def _mark_public(result: Result) -> None:
    mark_changed("result", [result.pk])
    mark_changed("project", [result.project_id])
    mark_changed("organisation", result.project.organisations.values_list("pk", flat=True))


@transaction.atomic
def delete_result(result: Result, *, by: User, reason: str = "") -> None:
    """Delete a result that was never public.

    Raises:
        ReasonNeeded: it is promised, and nobody says why it goes.
        WasPublic: it has, or had, a public page.
    """
    if result.published_at:
        raise WasPublic(_("This result was public once. Withdraw it instead: its address must not die."))
    require_reason(result.project_id, "result", result.public_id, reason)
    paths = list(result.files.values_list("path", flat=True))
    record("result.deleted", by=by, subject=result, project_id=result.project_id, reason=reason,
           changes={"_item": [{"public_id": result.public_id}]})  # fmt: skip
    result.delete()
    transaction.on_commit(partial(storing.forget, paths))


def forget_files_of(project: Project) -> None:
    """Delete the stored bytes of a project's results once its deletion is safe."""
    paths = list(ResultFile.objects.filter(result__project=project).values_list("path", flat=True))
    covers = Result.objects.filter(project=project).exclude(cover="").values_list("cover", flat=True)
    transaction.on_commit(partial(storing.forget, [*paths, *covers]))


def put_back(event: Event, by: User) -> None:
    """Restore what an event changed in a result (see `plon.projects.restoring`)."""
    result = Result.objects.get(pk=event.subject_id)
    values = {
        name: before
        for name, (before, _after) in event.changes.items()
        if name in RECORD_FIELDS or name.rpartition("_")[0] in TEXT_FIELDS
    }
    for name in ("planned_for", "ready_on"):
        if values.get(name):
            values[name] = datetime.date.fromisoformat(str(values[name]))
    if isinstance(values.get("responsible"), dict):
        values["responsible"] = result.project.organisations.filter(pk=values["responsible"]["id"]).first()
    if isinstance(values.get("work_package"), dict):
        values["work_package"] = result.project.work_packages.filter(pk=values["work_package"]["id"]).first()
    change_result(result, by=by, values=values, reason=gettext("put back from the history"))
