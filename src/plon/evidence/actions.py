"""What is done with evidence: add a file, a link or a figure; change it; put it in the bin and back; destroy it."""

import datetime
from decimal import Decimal
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plon.accounts.guests import Doer, Guest, account_of
from plon.errors import DomainError
from plon.evidence import publishing
from plon.evidence.enums import EvidenceKind
from plon.evidence.models import Evidence
from plon.evidence.places import take_out
from plon.evidence.receiving import Received
from plon.evidence.tasks import make_thumbnail
from plon.evidence.thumbnails import has_thumbnail
from plon.files import storing
from plon.history.record import changed, record, snapshot
from plon.organisations.models import Organisation
from plon.projects.models import Membership, Project
from plon.projects.refusals import ChangedMeanwhile
from plon.results.attaching import clean_address

# What `change_evidence` takes.
FIELDS = ("title", "dated", "organisation", "alt", "url", "value", "unit", "is_confidential")


class EvidenceRefused(DomainError):
    """This can't be kept or changed as evidence."""


@transaction.atomic
def add_file(
    project: Project,
    *,
    by: Doer,
    received: Received,
    title: str = "",
    organisation: Organisation | None = None,
    dated: datetime.date | None = None,
    is_confidential: bool = False,
) -> Evidence:
    """Make a received file a piece of evidence. The same file again gives the piece that it made first.

    Args:
        project: whose evidence.
        by: who adds it.
        received: the file, as `plon.evidence.receiving.receive` gave it.
        title: what it shows; by default its name.
        organisation: the partner whose evidence it is; by default the one for which `by` acts.
        dated: of when; by default the day on which a photo was taken.
        is_confidential: signed forms, lists with names.

    Raises:
        ValidationError: a value is malformed.
    """
    if twin := _twin_of(project, received, by, is_confidential=is_confidential):
        transaction.on_commit(partial(storing.forget, [received.path]))
        return twin
    evidence = Evidence(
        project=project,
        kind=EvidenceKind.PHOTO if received.is_photo else EvidenceKind.FILE,
        title=(title.strip() or _title_from(received.name))[:200],
        dated=dated or received.dated,
        is_confidential=is_confidential,
    )
    _take_file(evidence, received)
    return _added(evidence, by, organisation)


def _twin_of(project: Project, received: Received, by: Doer, *, is_confidential: bool) -> Evidence | None:
    """Return the piece that the very same file made before, if `by` may know of it."""
    same = Q(sha256=received.sha256) | Q(received_sha256=received.received_sha256)
    twins = Evidence.objects.filter(
        same, project=project, kind__in=[EvidenceKind.PHOTO, EvidenceKind.FILE], is_confidential=is_confidential,
        removed_at__isnull=True, erased_at__isnull=True,
    )  # fmt: skip
    if isinstance(by, Guest):
        twins = twins.filter(organisation_id=by.organisation_id) if by.organisation_id else twins.none()
    return twins.first()


def _title_from(name: str) -> str:
    stem = name.rpartition(".")[0] or name
    return " ".join(stem.replace("_", " ").split()) or name


def _take_file(evidence: Evidence, received: Received) -> None:
    evidence.name, evidence.media_type, evidence.size = received.name, received.media_type, received.size
    evidence.sha256, evidence.received_sha256 = received.sha256, received.received_sha256
    evidence.path, evidence.width, evidence.height = received.path, received.width, received.height


def _added(evidence: Evidence, by: Doer, organisation: Organisation | None) -> Evidence:
    evidence.organisation = organisation or _organisation_of(evidence.project, by)
    evidence.added_by, evidence.added_label = account_of(by), str(by)[:200]
    evidence.full_clean()
    evidence.save()
    record("evidence.added", by=by, subject=evidence, project_id=evidence.project_id)
    if has_thumbnail(evidence):
        transaction.on_commit(partial(make_thumbnail.enqueue, evidence.pk))
    return evidence


def _organisation_of(project: Project, by: Doer) -> Organisation | None:
    if isinstance(by, Guest):
        return Organisation.objects.filter(pk=by.organisation_id).first() if by.organisation_id else None
    membership = Membership.objects.filter(project=project, person=by).select_related("organisation").first()
    return membership.organisation if membership else None


@transaction.atomic
def add_link(
    project: Project,
    *,
    by: Doer,
    url: str,
    title: str = "",
    organisation: Organisation | None = None,
    dated: datetime.date | None = None,
) -> Evidence:
    """Keep an address, its title and when it was seen there. Nothing is fetched.

    Raises:
        LinkRefused: it is no web address.
        EvidenceRefused: it is here already.
        ValidationError: a value is malformed.
    """
    address = clean_address(url)
    if Evidence.objects.filter(project=project, kind=EvidenceKind.LINK, url=address, removed_at__isnull=True).exists():
        raise EvidenceRefused(_("This address is here already."), field="url")
    evidence = Evidence(
        project=project,
        kind=EvidenceKind.LINK,
        title=(title.strip() or _host_of(address))[:200],
        url=address,
        captured_at=timezone.now(),
        dated=dated,
    )
    return _added(evidence, by, organisation)


def _host_of(address: str) -> str:
    return (urlsplit(address).hostname or address).removeprefix("www.")


@transaction.atomic
def add_figure(
    project: Project,
    *,
    by: Doer,
    title: str,
    value: Decimal | int,
    unit: str,
    dated: datetime.date | None = None,
    organisation: Organisation | None = None,
    received: Received | None = None,
) -> Evidence:
    """Keep a figure (visitors, downloads), of when it is, and a screenshot that shows it.

    Raises:
        ValidationError: a value is malformed.
    """
    evidence = Evidence(
        project=project,
        kind=EvidenceKind.FIGURE,
        title=title.strip(),
        value=Decimal(value),
        unit=unit.strip(),
        dated=dated or timezone.localdate(),
    )
    if received is not None:
        _take_file(evidence, received)
    return _added(evidence, by, organisation)


@transaction.atomic
def change_evidence(evidence: Evidence, *, by: Doer, version: int | None = None, **fields: Any) -> Evidence:
    """Correct what is said of a piece of evidence; a public piece that no longer may be public is taken back.

    Raises:
        ChangedMeanwhile: somebody saved since `version`.
        EvidenceRefused: it lies in the bin, a field is none of this kind, or it should no longer be confidential.
        LinkRefused, ValidationError: a value is malformed.
    """
    publishing.one_at_a_time(evidence.project_id)
    evidence = _locked(evidence)
    if version is not None and evidence.version != version:
        raise ChangedMeanwhile(_("Somebody else saved this meanwhile. Look at both and save again."))
    if evidence.removed_at is not None:
        raise EvidenceRefused(_("This is in the bin. Put it back first."))
    if evidence.is_confidential and not fields.get("is_confidential", True):
        message = _("What is confidential stays so: it may hold names. If it was marked by mistake, add the file anew.")
        raise EvidenceRefused(message, field="is_confidential")
    before = snapshot(evidence, FIELDS)
    for name in FIELDS:
        if name in fields:
            setattr(evidence, name, fields[name])
    if evidence.kind == EvidenceKind.LINK:
        evidence.url = clean_address(evidence.url)
    changes = changed(before, evidence)
    if not changes:
        return evidence
    evidence.version += 1
    if evidence.is_confidential and evidence.is_public:
        publishing.unpublish_evidence(evidence, by=by)
        evidence.is_public, evidence.published_at, evidence.version = False, None, evidence.version + 1
    evidence.full_clean()
    evidence.save()
    record("evidence.changed", by=by, subject=evidence, project_id=evidence.project_id, changes=changes)
    publishing.take_back_unless_allowed(evidence, by=by)
    return evidence


def _locked(evidence: Evidence) -> Evidence:
    return Evidence.objects.select_for_update(of=("self",)).select_related("project").get(pk=evidence.pk)


@transaction.atomic
def remove_evidence(evidence: Evidence, *, by: Doer) -> Evidence:
    """Put a piece into the bin: it counts for nothing and is shown nowhere, its bytes stay until it is put back."""
    publishing.one_at_a_time(evidence.project_id)
    evidence = _locked(evidence)
    if evidence.removed_at is not None:
        return evidence
    take_out(evidence, by=by)
    publishing.unpublish_evidence(evidence, by=by)
    evidence.refresh_from_db()
    evidence.removed_at = timezone.now()
    evidence.version += 1
    evidence.save(update_fields=["removed_at", "version"])
    record("evidence.removed", by=by, subject=evidence, project_id=evidence.project_id)
    return evidence


@transaction.atomic
def restore_evidence(evidence: Evidence, *, by: Doer) -> Evidence:
    """Take a piece out of the bin; it proves what it proved before, and is private until it is published again."""
    evidence = _locked(evidence)
    if evidence.removed_at is None:
        return evidence
    evidence.removed_at = None
    evidence.version += 1
    evidence.save(update_fields=["removed_at", "version"])
    record("evidence.restored", by=by, subject=evidence, project_id=evidence.project_id)
    return evidence


@transaction.atomic
def destroy_evidence(evidence: Evidence, *, by: Doer) -> None:
    """Destroy what lies in the bin, bytes and all. The history keeps its title.

    Raises:
        EvidenceRefused: it doesn't lie in the bin.
    """
    evidence = _locked(evidence)
    if evidence.removed_at is None:
        raise EvidenceRefused(_("Remove it first: only what lies in the bin can be destroyed."))
    record("evidence.destroyed", by=by, subject=evidence, project_id=evidence.project_id)
    paths = [path for path in (evidence.path, evidence.thumbnail_path) if path]
    evidence.delete()
    transaction.on_commit(partial(storing.forget, paths))
