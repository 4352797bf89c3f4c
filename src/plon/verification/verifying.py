"""What is said of a report and of a file that claims to be one: to the public in counts, to the team by name."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet

from plon.jobs.lengthy import WorkState
from plon.verification.enums import BROKEN, Standing
from plon.verification.models import IssuedFile, IssuedProof, IssuedReport, ProofCheck
from plon.verification.standing import ProofNow, proofs_now


@dataclass(frozen=True, slots=True)
class Count:
    """How many proofs stand one way, and the short ids of those that are not as reported."""

    standing: Standing
    number: int
    keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """How an issued report stands.

    Attributes:
        issued: the report.
        proofs: each proof as it stands now.
        check: the newest reading back that came to its end; None if there was none.
        going: one that is being made.
    """

    issued: IssuedReport
    proofs: tuple[ProofNow, ...]
    check: ProofCheck | None = None
    going: ProofCheck | None = None
    counts: tuple[Count, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "counts", tuple(_counts(self.proofs)))

    @property
    def broken(self) -> tuple[ProofNow, ...]:
        """Those that can't be shown as they were reported, though no rule asked for it."""
        return tuple(each for each in self.proofs if each.standing in BROKEN)

    @property
    def unchecked(self) -> int:
        return sum(each.standing == Standing.UNCHECKED for each in self.proofs)

    @property
    def checked_at(self) -> datetime.datetime | None:
        return self.check.ended_at if self.check else None

    @property
    def faulty_files(self) -> list[str]:
        """Kinds of files of the report itself that are not whole in storage."""
        return list(self.check.faulty_files) if self.check else []

    @property
    def is_sound(self) -> bool:
        """Whether nothing speaks against it; what was not read yet does not."""
        return not self.broken and not self.faulty_files


def _counts(proofs: Iterable[ProofNow]) -> Iterable[Count]:
    proofs = list(proofs)
    for standing in Standing:
        keys = [each.proof.key for each in proofs if each.standing == standing]
        if keys:
            is_told = standing not in {Standing.WHOLE, Standing.NOTHING, Standing.UNCHECKED}
            yield Count(standing, len(keys), tuple(keys) if is_told else ())


def verdict_on(issued: IssuedReport) -> Verdict:
    """Return how an issued report stands, without reading a byte; in 6 queries."""
    checks = list(issued.checks.all()[:20])
    return Verdict(
        issued,
        tuple(proofs_now(proofs_of(issued))),
        next((check for check in checks if check.state == WorkState.DONE), None),
        next((check for check in checks if check.is_going), None),
    )


def proofs_of(issued: IssuedReport) -> QuerySet[IssuedProof]:
    """Return the proofs of an issued report with their evidence, in the order of its annex; each knows its report."""
    return issued.proofs.select_related("evidence")


def issued_by_code(code: str) -> IssuedReport | None:
    """Return the issued report of a code; None if there is none, or it is not issued."""
    found = IssuedReport.objects.filter(code=code, state=WorkState.DONE) if code else IssuedReport.objects.none()
    return found.select_related("project", "supersedes", "superseded_by").first()


def file_by_digest(digest: str) -> IssuedFile | None:
    """Return the file of an issued report that has exactly these bytes; None if there is none."""
    found = IssuedFile.objects.filter(sha256=digest, issued__state=WorkState.DONE)
    return found.select_related("issued__project").first()
