"""Make evidence public, piece by piece, and take it back. A recognisable person is shown only with their consent."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plon.accounts.guests import Doer
from plon.errors import DomainError
from plon.evidence.consents.validity import flaw_of
from plon.evidence.enums import EvidenceKind, PeopleShown
from plon.evidence.models import Evidence
from plon.evidence.public_copies import copies_of, make_copies
from plon.files import storing
from plon.history.record import changed, record, snapshot
from plon.projects.models import Project
from plon.projects.refusals import ChangedMeanwhile


class MayNotBePublished(DomainError):
    """Something stands against showing this piece to everybody."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What stands against publishing, and what to do about it."""

    words: Promise | str
    params: Mapping[str, object] = field(default_factory=dict)
    field: str | None = None

    def __str__(self) -> str:
        return str(self.words) % self.params if self.params else str(self.words)


def one_at_a_time(project_id: int) -> None:
    """Let publishing, covering by consents and withdrawing of one project wait for each other.

    Otherwise a photo could be published in the moment in which its consent is withdrawn.
    """
    Project.objects.select_for_update().get(pk=project_id)


def obstacles_to(evidence: Evidence, *, today: datetime.date | None = None) -> list[Obstacle]:
    """Return everything that stands against publishing a piece of evidence; none if it may be."""
    if evidence.is_confidential:
        return [Obstacle(_("This is confidential, such as a signed form or an attendance list: it is never public."))]
    if evidence.removed_at is not None:
        return [Obstacle(_("This is in the bin. Put it back first."))]
    if evidence.erased_at is not None:
        return [Obstacle(_("Its bytes were destroyed; there is nothing to show."))]
    return _obstacles_to_photo(evidence, today or timezone.localdate()) if evidence.kind == EvidenceKind.PHOTO else []


def _obstacles_to_photo(photo: Evidence, today: datetime.date) -> list[Obstacle]:
    found: list[Obstacle] = []
    if not photo.alt.strip():
        found.append(
            Obstacle(_("Say in a sentence what the photo shows: people who can't see it hear it read."), field="alt")
        )
    if photo.people_shown == PeopleShown.UNKNOWN:
        found.append(Obstacle(_("Say whether people can be recognised in the photo."), field="people_shown"))
    if photo.people_shown != PeopleShown.RECOGNISABLE:
        return found
    consents = list(photo.consents.all())
    if not consents:
        found.append(
            Obstacle(
                _("People can be recognised, and no consent stands behind it. Attach the consent of each of them."),
                field="consents",
            )
        )
    flaws = ((consent, flaw_of(consent, today)) for consent in consents)
    found += [Obstacle(flaw, {"who": consent.name}, field="consents") for consent, flaw in flaws if flaw]
    return found


@transaction.atomic
def describe_photo(photo: Evidence, *, by: Doer, alt: str, people_shown: str, version: int | None = None) -> Evidence:
    """Say what a photo shows and whether people can be recognised in it; asked before it is published.

    A public photo that no longer may be public is taken back.

    Raises:
        ChangedMeanwhile: somebody saved since `version`.
        ValidationError: a value is malformed.
    """
    one_at_a_time(photo.project_id)
    photo = Evidence.objects.select_for_update(of=("self",)).get(pk=photo.pk)
    if version is not None and photo.version != version:
        raise ChangedMeanwhile(_("Somebody else saved this meanwhile. Look at both and save again."))
    before = snapshot(photo, ("alt", "people_shown"))
    photo.alt, photo.people_shown = alt.strip(), people_shown
    if changes := changed(before, photo):
        photo.version += 1
        photo.full_clean()
        photo.save()
        record("photo.described", by=by, subject=photo, project_id=photo.project_id, changes=changes)
        _touch(photo)
        take_back_unless_allowed(photo, by=by)
    return photo


@transaction.atomic
def publish_evidence(evidence: Evidence, *, by: Doer) -> Evidence:
    """Show a piece of evidence to everybody; a photo with recognisable people only with all their consents.

    Raises:
        MayNotBePublished: something stands against it; the first obstacle tells what.
        FileRefused: its bytes are missing or damaged.
    """
    one_at_a_time(evidence.project_id)
    evidence = Evidence.objects.select_for_update(of=("self",)).get(pk=evidence.pk)
    if evidence.is_public:
        return evidence
    if obstacles := obstacles_to(evidence):
        words = " ".join(str(obstacle) for obstacle in obstacles)
        raise MayNotBePublished("%(obstacles)s", {"obstacles": words}, field=obstacles[0].field)
    make_copies(evidence)
    evidence.is_public, evidence.published_at = True, timezone.now()
    evidence.version += 1
    evidence.full_clean()
    evidence.save()
    record("evidence.published", by=by, subject=evidence, project_id=evidence.project_id)
    _touch(evidence)
    return evidence


@transaction.atomic
def unpublish_evidence(evidence: Evidence, *, by: Doer | None) -> Evidence:
    """Take a piece of evidence out of all public pages, with its copies; `by` is None when Plon does it itself."""
    evidence = Evidence.objects.select_for_update(of=("self",)).get(pk=evidence.pk)
    if not evidence.is_public:
        return evidence
    evidence.is_public, evidence.published_at = False, None
    evidence.version += 1
    evidence.save(update_fields=["is_public", "published_at", "version"])
    record("evidence.unpublished", by=by, subject=evidence, project_id=evidence.project_id)
    transaction.on_commit(partial(storing.make_private, copies_of(evidence)))
    _touch(evidence)
    return evidence


def take_back_unless_allowed(evidence: Evidence, *, by: Doer | None) -> bool:
    """Take a public piece back if something stands against it now, and tell whether it was taken.

    Whoever changes what publishing depends on (consents, words, confidentiality) calls this in their transaction.
    """
    if not evidence.is_public or not obstacles_to(evidence):
        return False
    unpublish_evidence(evidence, by=by)
    evidence.refresh_from_db()
    return True


def _touch(evidence: Evidence) -> None:
    """Date the public pages anew: readers who ask "changed since?" get the new page."""
    Project.objects.filter(pk=evidence.project_id).update(updated_at=timezone.now())
