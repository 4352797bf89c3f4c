"""What can be done to a text of a report: write it, say that it is still right, go back to the draft, put it back.

The pattern is that of `plon.reports.actions` for answers: a text that equals its draft is not kept.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from plon.accounts.models import User
from plon.history.models import Event
from plon.history.record import record
from plon.projects.models import WorkPackage
from plon.reports.actions import ONE_SITTING, cleaned
from plon.reports.beneficiary.actions.reports import locked, refuse_closed
from plon.reports.beneficiary.fields import Field, Place, fingerprint_of
from plon.reports.beneficiary.loading import load_field
from plon.reports.beneficiary.models import Report, ReportText
from plon.reports.refusals import NothingToUndo, WrittenMeanwhile

_KEPT = ("part", "subject", "subject_label", "language", "drafted_text", "fingerprint")


@transaction.atomic
def write_text(place: Place, *, by: User, text: str, seen: int | None = None) -> ReportText | None:
    """Keep a person's text of a part; None if it is the draft, which needs no keeping.

    Args:
        place: which part, in which language.
        by: who wrote it.
        text: as Markdown, with line breaks of any system.
        seen: what the person's page had seen of it (`Field.seen`); None writes in any case.

    Raises:
        ReportClosed: the report is ready or sent.
        WrittenMeanwhile: another text stands there than the person has seen.
        ValidationError: the text is too long.
    """
    text = cleaned(text)
    field = _field_for_change(place)
    if text == field.text:
        return field.edited
    if seen is not None and seen != field.seen:
        raise _meanwhile(field)
    edited = field.edited
    if edited is None:
        edited = ReportText(
            report=place.report, part=place.part.key, subject=place.subject, subject_label=place.subject_label,
            language=place.language, drafted_text=field.draft.text, fingerprint=fingerprint_of(field.draft.text),
        )  # fmt: skip
    else:
        edited.version += 1
    edited.text = text
    _save(edited, by)
    if field.edited is None:
        _record("report_text.written", edited, by, [field.text, text])
    else:
        _record_change(edited, by, field.text)
    return edited


def _field_for_change(place: Place) -> Field:
    refuse_closed(locked(place.report))
    return load_field(place)


def _meanwhile(field: Field) -> WrittenMeanwhile:
    refusal = WrittenMeanwhile(_("Somebody else wrote here meanwhile, or its draft changed. Look at both texts."))
    refusal.theirs, refusal.seen = field.text, field.seen
    return refusal


def _save(edited: ReportText, by: User) -> None:
    edited.changed_by, edited.changed_by_label = by, str(by)[:200]
    edited.full_clean()
    edited.save()


def _record(kind: str, edited: ReportText, by: User, text: list[object]) -> None:
    record(kind, by=by, subject=edited, project_id=edited.report.project_id, changes={"text": text})


def _record_change(edited: ReportText, by: User, before: str) -> None:
    """Keep keystrokes of one sitting as one event of the history."""
    last = Event.objects.filter(subject_type=edited._meta.label_lower, subject_id=edited.pk).first()
    is_same = (
        last is not None
        and last.kind == "report_text.changed"
        and last.actor_id == by.pk
        and timezone.now() - last.at < ONE_SITTING
    )
    if last is None or not is_same:
        _record("report_text.changed", edited, by, [before, edited.text])
        return
    last.changes["text"] = [last.changes["text"][0], edited.text]
    last.save(update_fields=["changes"])


@transaction.atomic
def keep_text(place: Place, *, by: User) -> ReportText | None:
    """Say that an edited text is right although its facts have changed; from now on today's draft is its measure."""
    field = _field_for_change(place)
    edited = field.edited
    if edited is None:
        return None
    edited.drafted_text, edited.fingerprint = field.draft.text, fingerprint_of(field.draft.text)
    edited.version += 1
    _save(edited, by)
    record("report_text.kept", by=by, subject=edited, project_id=edited.report.project_id)
    return edited


@transaction.atomic
def take_draft(place: Place, *, by: User, seen: int | None = None) -> Event | None:
    """Give up an edited text, so that the part follows the facts again. The history keeps the text.

    Returns:
        The event by which it can be undone; None if there was nothing to give up.

    Raises:
        ReportClosed: the report is ready or sent.
        WrittenMeanwhile: another text stands there than the person has seen.
    """
    field = _field_for_change(place)
    edited = field.edited
    if edited is None:
        return None
    if seen is not None and seen != field.seen:
        raise _meanwhile(field)
    kept = {name: getattr(edited, name) for name in _KEPT} | {"report": place.report.public_id}
    event = record(
        "report_text.removed", by=by, subject=edited, project_id=place.report.project_id,
        changes={"text": [edited.text, field.draft.text], "_text": [kept]},
    )  # fmt: skip
    edited.delete()
    return event


@transaction.atomic
def put_back(event: Event, by: User) -> None:
    """Restore the text that stood in a report before an event (see `plon.projects.restoring`).

    Raises:
        ReportClosed: the report is ready or sent.
        NothingToUndo: the text, its part or its report is gone, or somebody has written a new one.
    """
    text = str(event.changes["text"][0])
    if event.kind.endswith(".removed"):
        _bring_back(event, by, text)
        return
    edited = ReportText.objects.select_for_update(of=("self",)).filter(pk=event.subject_id).first()
    if edited is None:
        raise NothingToUndo(_("This text follows the facts again. Undo that first, then this."))
    refuse_closed(locked(edited.report))
    before, edited.text = edited.text, text
    edited.version += 1
    _save(edited, by)
    _record("report_text.changed", edited, by, [before, text])


def _bring_back(event: Event, by: User, text: str) -> None:
    kept = dict(event.changes["_text"][0])
    report = Report.objects.filter(project_id=event.project_id or 0, public_id=kept.pop("report")).first()
    if report is None:
        raise NothingToUndo(_("The report of this text is gone."))
    report = locked(report)
    refuse_closed(report)
    package = WorkPackage.objects.filter(project=report.project_id, public_id=kept["subject"]).first()
    if report.parts_of.part(kept["part"]) is None or bool(kept["subject"]) != (package is not None):
        raise NothingToUndo(_("The part or the work package of this text is gone."))
    if report.texts.filter(**{name: kept[name] for name in ("part", "subject", "language")}).exists():
        raise NothingToUndo(_("Somebody has written a new text since; the old one stays in the history."))
    edited = ReportText(report=report, text=text, **kept)
    _save(edited, by)
    record("report_text.restored", by=by, subject=edited, project_id=report.project_id)
