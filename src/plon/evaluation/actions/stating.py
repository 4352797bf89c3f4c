"""What people say of an indicator: kept word by word, taken out whole when they no longer want it."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plon.accounts.models import User
from plon.evaluation.models import Statement
from plon.evaluation.refusals import EvidenceElsewhere, NotMeasuredYet
from plon.evidence.models import Evidence
from plon.history.record import record
from plon.plans.models import Indicator


@transaction.atomic
def add_statement(
    indicator: Indicator,
    *,
    by: User,
    kind: str,
    text: str,
    said_by: str,
    on: datetime.date | None = None,
    language: str = "",
    evidence: Evidence | None = None,
    consent: str = "",
) -> Statement:
    """Keep what somebody said, a story, or what a document says.

    Args:
        indicator: of what.
        by: who enters it.
        kind: of `StatementKind`.
        text: word by word.
        said_by: who says it, or which document.
        on: when.
        language: in which language.
        evidence: the recording, letter or document.
        consent: who agreed that it is quoted, and how.

    Raises:
        EvidenceElsewhere, NotMeasuredYet, ValidationError: it can't be kept so.
    """
    if on and on > timezone.localdate():
        raise NotMeasuredYet(_("Nobody can have said it on a day to come."), field="on")
    if evidence and (evidence.project_id != indicator.project_id or evidence.removed_at):
        raise EvidenceElsewhere(_("This evidence is of another project or in the bin."), field="evidence")
    statement = Statement(
        project_id=indicator.project_id, indicator=indicator.public_id, indicator_name=indicator.name, kind=kind,
        text=text.strip(), said_by=said_by.strip(), on=on, language=language, evidence=evidence,
        consent=consent.strip(), entered_by=by, entered_label=str(by)[:200],
    )  # fmt: skip
    statement.full_clean()
    statement.save()
    record("statement.added", by=by, subject=statement, project_id=indicator.project_id)
    return statement


@transaction.atomic
def remove_statement(statement: Statement, *, by: User) -> None:
    """Take a statement out for good: its words may be somebody's who no longer wants to be quoted."""
    record("statement.removed", by=by, subject=statement, project_id=statement.project_id)
    statement.delete()
