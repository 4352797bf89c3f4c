"""Destroy what no longer has to be kept. Nothing here runs by itself: a person says so, piece by piece."""

from collections.abc import Iterable
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from plon.accounts.models import User
from plon.errors import DomainError
from plon.evidence.models import Consent, Evidence
from plon.evidence.publishing import one_at_a_time, unpublish_evidence
from plon.evidence.retention.clock import clock_of
from plon.evidence.retention.queries import destroyable_of, erasable_consents_of
from plon.files import storing
from plon.history.record import record
from plon.projects.models import Project

# Stands where a name was.
ERASED = "—"


class StillKept(DomainError):
    """The years of keeping are not over."""


def _refuse_early(project: Project) -> None:
    clock = clock_of(project, timezone.localdate())
    if clock.until is None:
        raise StillKept(_("Nobody has entered the date of the final payment, so the years of keeping don't run yet."))
    if not clock.is_over:
        raise StillKept(_("The evidence has to be kept until %(day)s."), {"day": date_format(clock.until)})


@transaction.atomic
def destroy_after_keeping(project: Project, *, by: User, chosen: Iterable[str] | None) -> int:
    """Destroy the bytes of chosen pieces; what they were, their SHA-256 and their figures stay in the record.

    Args:
        project: whose years of keeping are over.
        by: the coordinator who says so.
        chosen: public ids; None for everything that is kept.

    Returns:
        how many pieces were destroyed.

    Raises:
        StillKept: the years are not over, or nobody entered from when they run.
    """
    one_at_a_time(project.pk)
    project.refresh_from_db()
    _refuse_early(project)
    pieces = destroyable_of(project)
    if chosen is not None:
        pieces = pieces.filter(public_id__in=list(chosen))
    gone = list(pieces)
    for piece in gone:
        _destroy(piece, by)
    if gone:
        names = [f"{piece.public_id} {piece} {piece.sha256}".strip() for piece in gone]
        record(
            "evidence.destroyed_after_keeping",
            by=by,
            subject=project,
            project_id=project.pk,
            changes={"pieces": [names, []]},
        )
    return len(gone)


def _destroy(piece: Evidence, by: User) -> None:
    unpublish_evidence(piece, by=by)
    piece.refresh_from_db()
    paths = [path for path in (piece.path, piece.thumbnail_path) if path]
    piece.path = piece.thumbnail_path = ""
    piece.erased_at = timezone.now()
    piece.version += 1
    piece.save(update_fields=["path", "thumbnail_path", "erased_at", "version"])
    transaction.on_commit(partial(storing.forget, paths))


@transaction.atomic
def erase_consents(project: Project, *, by: User) -> int:
    """Erase names, guardians, notes and signed forms of consents on which nothing public stands; the numbers stay.

    Returns:
        how many consents were erased.

    Raises:
        StillKept: as `destroy_after_keeping`.
    """
    one_at_a_time(project.pk)
    project.refresh_from_db()
    _refuse_early(project)
    consents = list(erasable_consents_of(project).select_related("proof"))
    for consent in consents:
        _erase(consent, by)
    return len(consents)


def _erase(consent: Consent, by: User) -> None:
    form = consent.proof
    is_needed = form is not None and form.proven_consents.filter(erased_at__isnull=True).exclude(pk=consent.pk).exists()
    if form is not None and form.erased_at is None and not is_needed:
        _destroy(form, by)
    consent.name, consent.note = ERASED, ""
    consent.guardian = ERASED if consent.is_minor else ""
    consent.erased_at = timezone.now()
    consent.version += 1
    consent.save(update_fields=["name", "note", "guardian", "erased_at", "version"])
    record("consent.erased", by=by, subject=consent, project_id=consent.project_id)
