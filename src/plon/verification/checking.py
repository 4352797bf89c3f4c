"""Read back everything that an issued report rests on, and keep what was found."""

import datetime

from django.db import transaction
from django.utils import timezone

from plon.fixity.enums import Place
from plon.fixity.reading import NotRead, read_back
from plon.history.record import record
from plon.jobs import lengthy
from plon.jobs.lengthy import WorkState
from plon.verification import actions
from plon.verification.enums import BROKEN, Standing
from plon.verification.models import IssuedFile, IssuedProof, IssuedReport, ProofCheck
from plon.verification.standing import past_of, read_standing

# By the clock each issued report is read back so often.
EVERY = datetime.timedelta(days=30)
MOST_AT_ONCE = 5


def run_check(key: int) -> None:
    """Do a check that is waiting; one that somebody else does is left alone."""
    lengthy.run(ProofCheck, key, _check)


def _check(check: ProofCheck) -> None:
    proofs = list(check.issued.proofs.select_related("evidence"))
    files = list(check.issued.files.all())
    past = past_of(proofs)
    total = len(proofs) + len(files)
    found: dict[str, int] = {}
    for done, proof in enumerate(proofs):
        lengthy.advance(check, done, total)
        standing = _note(proof, read_standing(proof, past))
        found[standing.value] = found.get(standing.value, 0) + 1
    faulty = []
    for done, file in enumerate(files, len(proofs)):
        lengthy.advance(check, done, total)
        if not is_whole(file):
            faulty.append(file.kind)
    lengthy.finish(check, found=found, faulty_files=faulty)


@transaction.atomic
def _note(proof: IssuedProof, standing: Standing) -> Standing:
    """Keep how a proof stands; that one broke stands in the history, once."""
    before = proof.standing
    proof.standing, proof.checked_at = standing, timezone.now()
    proof.save(update_fields=["standing", "checked_at"])
    if standing in BROKEN and before != standing:
        record(f"issued_proof.{standing.value}", by=None, subject=proof, project_id=proof.issued.project_id)
    return standing


def is_whole(file: IssuedFile) -> bool:
    """Tell whether a file of an issued report still has the bytes that were issued."""
    try:
        return read_back(Place.PRIVATE, file.path).sha256 == file.sha256
    except NotRead:
        return False


def check_by_the_clock() -> None:
    """Have a few issued reports read back that were not for a month, those first that wait longest."""
    due = IssuedReport.objects.filter(state=WorkState.DONE)
    fresh = ProofCheck.objects.filter(requested_at__gt=timezone.now() - EVERY).values("issued")
    for issued in due.exclude(pk__in=fresh).order_by("pk")[:MOST_AT_ONCE]:
        actions.request_check(issued, by=None)
