"""Readable sums beside the record: the ledger, the promises to the byte, uses by others, consents in numbers."""

import json
from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from plon.activities.ledger.data import data_of
from plon.activities.ledger.entries import totals_of
from plon.activities.ledger.loading import load_ledger
from plon.activities.ledger.presenting import Teller
from plon.evidence.models import Consent
from plon.plans.commitment import canonical
from plon.plans.models import Commitment
from plon.projects.models import Project
from plon.uptake.exporting import csv_of
from plon.uptake.queries import counted_uses

LANGUAGE = "en"
# What follows from the promises and their proofs alone. How lasting results are depends on the day, on the servers of
# other people and on keepers, who do not travel: the same contents are the same file tomorrow and elsewhere.
OF_LEDGER = ("format", "project", "commitment", "promises", "totals", "uses", "beyond")


def summaries(project: Project) -> Iterator[tuple[str, bytes]]:
    """Yield (name, content) of the reports of a whole project."""
    if ledger := _ledger(project):
        yield "data/reports/ledger.json", _json(ledger)
    for number, content in Commitment.objects.filter(project=project).values_list("number", "content"):
        # To the byte as it was hashed: its SHA-256 in the manifest is the one of the promise.
        yield f"data/reports/commitments/{number}.json", canonical(content)
    uses = list(counted_uses().filter(result__project=project).select_related("result").order_by("pk"))
    if uses:
        yield "data/reports/uses.csv", csv_of(uses, LANGUAGE)
    if consents := [_consent(each) for each in Consent.objects.filter(project=project).order_by("pk")]:
        yield "data/reports/consents.json", _json(consents)


def _json(content: object) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _ledger(project: Project) -> dict[str, Any] | None:
    ledger = load_ledger(project, today=timezone.localdate())
    if not ledger.rows:
        return None
    totals = totals_of(ledger, ledger.rows, with_beyond=True)
    told = data_of(ledger, ledger.rows, totals, project, Teller(ledger, LANGUAGE), with_beyond=True)
    return {name: told[name] for name in OF_LEDGER if name in told}


def _consent(consent: Consent) -> dict[str, Any]:
    """Return what may be said of a consent without saying whose it is."""
    return {
        "id": consent.public_id,
        "of": consent.of,
        "people": consent.people,
        "is_minor": consent.is_minor,
        "scopes": consent.scopes,
        "given_on": consent.given_on.isoformat(),
        "valid_until": consent.valid_until.isoformat() if consent.valid_until else None,
        "withdrawn_on": consent.withdrawn_on.isoformat() if consent.withdrawn_on else None,
        "photos": consent.photos.count(),
    }
