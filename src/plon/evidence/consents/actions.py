"""What is done with consents: enter, correct, prove by the signed form, tie to photos, withdraw."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plon.accounts.guests import Doer
from plon.errors import DomainError
from plon.evidence import actions as evidence_actions
from plon.evidence.enums import ConsentOf, ConsentScope, EvidenceKind
from plon.evidence.models import Consent, Evidence
from plon.evidence.places import Place, places_of, take_out
from plon.evidence.publishing import one_at_a_time, take_back_unless_allowed
from plon.evidence.receiving import Received
from plon.history.record import changed, record, snapshot
from plon.projects.models import Project
from plon.projects.refusals import ChangedMeanwhile

FIELDS = ("of", "name", "people", "is_minor", "guardian", "scopes", "given_on", "valid_until", "note")
# Whose values never stand in the history: it is read by more people than the register, and outlives it.
_PERSONAL = frozenset({"name", "guardian", "note"})


class ConsentRefused(DomainError):
    """The register can't take this."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A consent after a change, and the photos that left the public pages because of it."""

    consent: Consent
    taken_out: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What a withdrawal did: which photos it concerned, and the places out of which they were taken."""

    consent: Consent
    photos: tuple[Evidence, ...]
    places: tuple[tuple[Evidence, Place], ...]


def _checked(consent: Consent) -> None:
    """Refuse what no constraint can say.

    Raises:
        ConsentRefused, ValidationError: a value can't be.
    """
    if not consent.is_minor:
        consent.guardian = ""
    if consent.of == ConsentOf.PERSON:
        consent.people = 1
    known = set(ConsentScope.values)
    consent.scopes = [scope for scope in ConsentScope.values if scope in set(consent.scopes)]
    if not known & set(consent.scopes):
        raise ConsentRefused(_("Say where they agreed to be shown: one place at least."), field="scopes")
    if consent.given_on and consent.given_on > timezone.localdate():
        raise ConsentRefused(_("A consent can't be given in the future."), field="given_on")
    if consent.people < 1:
        raise ConsentRefused(_("A group has at least one person."), field="people")
    consent.full_clean()


@transaction.atomic
def add_consent(project: Project, *, by: Doer, **fields: object) -> Consent:
    """Enter a consent.

    Raises:
        ConsentRefused, ValidationError: a value can't be.
    """
    consent = Consent(project=project)
    for name in FIELDS:
        if name in fields:
            setattr(consent, name, fields[name])
    _checked(consent)
    consent.save()
    record("consent.added", by=by, subject=consent, project_id=project.pk)
    return consent


@transaction.atomic
def change_consent(consent: Consent, *, by: Doer, version: int | None = None, **fields: object) -> Outcome:
    """Correct a consent. Photos that it no longer covers leave the public pages.

    Raises:
        ChangedMeanwhile: somebody saved since `version`.
        ConsentRefused, ValidationError: a value can't be, or the consent was withdrawn or erased.
    """
    one_at_a_time(consent.project_id)
    consent = Consent.objects.select_for_update(of=("self",)).get(pk=consent.pk)
    if version is not None and consent.version != version:
        raise ChangedMeanwhile(_("Somebody else saved this meanwhile. Look at both and save again."))
    _refuse_closed(consent)
    before = snapshot(consent, FIELDS)
    for name in FIELDS:
        if name in fields:
            setattr(consent, name, fields[name])
    _checked(consent)
    changes = changed(before, consent)
    if not changes:
        return Outcome(consent)
    if "valid_until" in changes:
        consent.warned_at = None
    consent.version += 1
    consent.save()
    told: dict[str, list[object]] = {
        name: ["…", "…"] if name in _PERSONAL else values for name, values in changes.items()
    }
    record("consent.changed", by=by, subject=consent, project_id=consent.project_id, changes=told)
    return Outcome(consent, _recheck(consent.photos.filter(is_public=True), by))


def _refuse_closed(consent: Consent) -> None:
    if consent.withdrawn_on is not None:
        raise ConsentRefused(_("This consent was withdrawn and can't be changed. Enter a new one if there is one."))
    if consent.erased_at is not None:
        raise ConsentRefused(_("This consent was erased; nothing of it can be changed."))


def _recheck(photos: Iterable[Evidence], by: Doer | None) -> tuple[Evidence, ...]:
    return tuple(photo for photo in photos if take_back_unless_allowed(photo, by=by))


@transaction.atomic
def attach_form(consent: Consent, *, by: Doer, received: Received) -> Consent:
    """Keep the signed form with its consent, as confidential evidence; a form that was there goes to the bin.

    Raises:
        ConsentRefused: the consent was erased.
        FileRefused, ValidationError: as adding any evidence.
    """
    consent = Consent.objects.select_for_update(of=("self",)).get(pk=consent.pk)
    if consent.erased_at is not None:
        raise ConsentRefused(_("This consent was erased; nothing of it can be changed."))
    old = consent.proof
    title = _("Signed form of consent %(number)s") % {"number": consent.public_id}
    consent.proof = evidence_actions.add_file(
        consent.project, by=by, received=received, title=title, is_confidential=True
    )
    consent.version += 1
    consent.save(update_fields=["proof", "version"])
    _put_away(old, by)
    record("consent.form_attached", by=by, subject=consent, project_id=consent.project_id)
    return consent


def _put_away(form: Evidence | None, by: Doer) -> None:
    """Put a signed form into the bin, unless it proves a consent: one list can be signed for several."""
    if form is not None and form.removed_at is None and not form.proven_consents.exists():
        evidence_actions.remove_evidence(form, by=by)


@transaction.atomic
def cover_photos(
    consent: Consent, *, by: Doer, chosen: Iterable[str], among: Iterable[str] | None = None, may_release: bool = False
) -> Outcome:
    """Say which photos a consent is for.

    Args:
        consent: the consent.
        by: who says it.
        chosen: public ids of the photos that it is for.
        among: public ids of the photos that the person saw; others stay as they are. None: all.
        may_release: whether a withdrawn consent may be taken off a photo (only if it was attached by mistake).

    Raises:
        ConsentRefused: a withdrawn consent would be taken off a photo.
    """
    one_at_a_time(consent.project_id)
    seen = Evidence.objects.filter(project_id=consent.project_id, kind=EvidenceKind.PHOTO, removed_at__isnull=True)
    if among is not None:
        seen = seen.filter(public_id__in=list(among))
    wanted, before = set(chosen), set(consent.photos.values_list("public_id", flat=True))
    added = [photo for photo in seen if photo.public_id in wanted - before]
    released = [photo for photo in seen if photo.public_id in before - wanted]
    if released and consent.withdrawn_on is not None and not may_release:
        raise ConsentRefused(
            _("They withdrew their consent and are in the photo. Only a coordinator may say that it was a mistake.")
        )
    if added or released:
        consent.photos.add(*added)
        consent.photos.remove(*released)
        ids = [sorted(before), sorted((before | {p.public_id for p in added}) - {p.public_id for p in released})]
        record("consent.covers", by=by, subject=consent, project_id=consent.project_id, changes={"photos": list(ids)})
    return Outcome(consent, _recheck([*added, *released], by))


@transaction.atomic
def withdraw_consent(consent: Consent, *, by: Doer, withdrawn_on: datetime.date | None = None) -> Withdrawal:
    """Enter that a consent was withdrawn, and take every photo it covers out of every place where it is shown.

    A photo with several people needs the consent of each: it goes, whoever else still agrees. The history keeps the
    photos' ids and the places, no picture and no name.

    Raises:
        ConsentRefused: it was withdrawn already, was erased, or the date lies in the future.
    """
    one_at_a_time(consent.project_id)
    consent = Consent.objects.select_for_update(of=("self",)).get(pk=consent.pk)
    _refuse_closed(consent)
    today = timezone.localdate()
    day = withdrawn_on or today
    if day > today:
        raise ConsentRefused(_("A consent can't be withdrawn in the future."), field="withdrawn_on")
    if day < consent.given_on:
        raise ConsentRefused(_("A consent can't be withdrawn before it was given."), field="withdrawn_on")
    photos = tuple(consent.photos.select_related("project"))
    places = tuple((photo, place) for photo in photos for place in places_of(photo))
    consent.withdrawn_on = day
    consent.version += 1
    consent.save(update_fields=["withdrawn_on", "version"])
    for photo in photos:
        take_out(photo, by=by)
    record(
        "consent.withdrawn",
        by=by,
        subject=consent,
        project_id=consent.project_id,
        changes={
            "photos": [[photo.public_id for photo in photos], []],
            "places": [[f"{photo.public_id}: {place.label} {place.url}".strip() for photo, place in places], []],
        },
    )
    return Withdrawal(consent, photos, places)


@transaction.atomic
def remove_consent(consent: Consent, *, by: Doer) -> None:
    """Remove a consent that was entered by mistake; one that covers photos is withdrawn instead.

    Raises:
        ConsentRefused: it covers photos, or a signed form hangs on it.
    """
    one_at_a_time(consent.project_id)
    consent = Consent.objects.select_for_update(of=("self",)).get(pk=consent.pk)
    if consent.photos.exists() or consent.withdrawn_on is not None:
        raise ConsentRefused(
            _("This consent covers photos or was withdrawn: the register has to remember it. Withdraw it instead.")
        )
    form = consent.proof
    record("consent.removed", by=by, subject=consent, project_id=consent.project_id)
    consent.delete()
    _put_away(form, by)
