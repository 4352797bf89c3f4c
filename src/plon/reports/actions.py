"""What can be done to an answer: write it, say that it is still right, go back to the draft, put back."""

import datetime
import re

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from plon.accounts.models import User
from plon.history.models import Event
from plon.history.record import record
from plon.programme.application import form_of
from plon.projects.models import Project, WorkPackage
from plon.reports.models import Answer
from plon.reports.places import Place
from plon.reports.queries import Field, load_field
from plon.reports.refusals import NothingToUndo, WrittenMeanwhile

# Keystrokes of one sitting are one event of the history.
ONE_SITTING = datetime.timedelta(minutes=10)
_KEPT = ("form", "question", "subject", "subject_label", "language", "drafted_text", "drafted_for", "fingerprint")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def cleaned(text: str) -> str:
    """Return a text with line breaks of one kind and without control characters, as a form keeps it."""
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


@transaction.atomic
def write_answer(place: Place, *, by: User, text: str, seen: int | None = None) -> Answer | None:
    """Keep a person's answer to a question; None if it is the draft, which needs no keeping.

    Args:
        place: which field.
        by: who wrote it.
        text: the answer, with line breaks of any system.
        seen: what the person's page had seen of it (`Field.seen`); None writes in any case.

    Raises:
        WrittenMeanwhile: another text stands there than the person has seen.
        ValidationError: the text is too long to be an answer.
    """
    text = cleaned(text)
    field, _facts, fingerprint = _locked(place)
    answer = field.answer
    if text == field.text:
        return answer
    if seen is not None and seen != field.seen:
        raise _meanwhile(field)
    if answer is None:
        answer = Answer(
            project=place.project,
            form=place.form.key,
            question=place.question.key,
            subject=place.subject,
            subject_label=place.subject_label,
            language=place.language,
            drafted_text=field.draft.text,
            drafted_for=place.limit,
            fingerprint=fingerprint,
        )
    else:
        answer.version += 1
    before, answer.text = field.text, text
    _save(answer, by)
    if field.answer is None:
        record("answer.written", by=by, subject=answer, project_id=place.project.pk, changes={"text": [before, text]})
    else:
        _record_change(answer, by, before)
    return answer


def _locked(place: Place) -> tuple[Field, object, str]:
    """Load a field while nobody else can write an answer of the project."""
    Project.objects.select_for_update().filter(pk=place.project.pk).first()
    return load_field(place)


def _meanwhile(field: Field) -> WrittenMeanwhile:
    refusal = WrittenMeanwhile(_("Somebody else wrote here meanwhile, or the plan changed. Look at both texts."))
    refusal.theirs, refusal.seen = field.text, field.seen
    return refusal


def _save(answer: Answer, by: User) -> None:
    answer.changed_by, answer.changed_by_label = by, str(by)[:200]
    answer.full_clean()
    answer.save()


def _record_change(answer: Answer, by: User, before: str) -> None:
    last = Event.objects.filter(subject_type=answer._meta.label_lower, subject_id=answer.pk).first()
    is_same = (
        last is not None
        and last.kind == "answer.changed"
        and last.actor_id == by.pk
        and timezone.now() - last.at < ONE_SITTING
    )
    if last is None or not is_same:
        changes: dict[str, list[object]] = {"text": [before, answer.text]}
        record("answer.changed", by=by, subject=answer, project_id=answer.project_id, changes=changes)
        return
    last.changes["text"] = [last.changes["text"][0], answer.text]
    last.save(update_fields=["changes"])


@transaction.atomic
def keep_answer(place: Place, *, by: User) -> Answer | None:
    """Say that an edited answer is right although the plan has changed; from now on today's draft is its measure."""
    field, _facts, fingerprint = _locked(place)
    answer = field.answer
    if answer is None:
        return None
    answer.drafted_text, answer.drafted_for, answer.fingerprint = field.draft.text, place.limit, fingerprint
    answer.version += 1
    _save(answer, by)
    record("answer.kept", by=by, subject=answer, project_id=place.project.pk)
    return answer


@transaction.atomic
def take_draft(place: Place, *, by: User, seen: int | None = None) -> Event | None:
    """Give up an edited answer, so that the question follows the plan again. The history keeps the text.

    Returns:
        The event by which it can be undone; None if there was nothing to give up.

    Raises:
        WrittenMeanwhile: another text stands there than the person has seen.
    """
    field, _facts, _fingerprint = _locked(place)
    answer = field.answer
    if answer is None:
        return None
    if seen is not None and seen != field.seen:
        raise _meanwhile(field)
    event = record(
        "answer.removed",
        by=by,
        subject=answer,
        project_id=place.project.pk,
        changes={"text": [answer.text, field.draft.text], "_answer": [{name: getattr(answer, name) for name in _KEPT}]},
    )
    answer.delete()
    return event


@transaction.atomic
def put_back(event: Event, by: User) -> None:
    """Restore the text that stood in an answer before an event (see `plon.projects.restoring`).

    Raises:
        NothingToUndo: the answer, its question or its work package is gone.
        WrittenMeanwhile: somebody has written a new answer since it was given up.
    """
    text = str(event.changes["text"][0])
    if event.kind.endswith(".removed"):
        _bring_back(event, by, text)
        return
    answer = Answer.objects.select_for_update().filter(pk=event.subject_id).first()
    if answer is None:
        raise NothingToUndo(_("This answer follows the plan again. Undo that first, then this."))
    before, answer.text = answer.text, text
    answer.version += 1
    _save(answer, by)
    changes: dict[str, list[object]] = {"text": [before, text]}
    record("answer.changed", by=by, subject=answer, project_id=answer.project_id, changes=changes)


def _bring_back(event: Event, by: User, text: str) -> None:
    kept = event.changes["_answer"][0]
    project = Project.objects.select_for_update().get(pk=event.project_id or 0)
    form = form_of(kept["form"])
    package = WorkPackage.objects.filter(project=project, public_id=kept["subject"]).first()
    if form is None or form.question(kept["question"]) is None or bool(kept["subject"]) != (package is not None):
        raise NothingToUndo(_("The question or the work package of this answer is gone."))
    taken = Answer.objects.filter(
        project=project, **{name: kept[name] for name in ("form", "question", "subject", "language")}
    )
    if taken.exists():
        raise NothingToUndo(_("Somebody has written a new answer since; the old one stays in the history."))
    answer = Answer(project=project, text=text, **kept)
    _save(answer, by)
    record("answer.restored", by=by, subject=answer, project_id=project.pk)
