"""Write the agency's own text on a page that Plon writes."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from plon.agency.enums import StatementMode
from plon.agency.models import StatementVersion
from plon.agency.refusals import StatementChanged
from plon.agency.statements import KEPT, hash_of, newest
from plon.history.record import Actor, record


@transaction.atomic
def write_statement(
    page: str, language: str, *, by: Actor, mode: str, body: str, generated: str, seen: int | None
) -> StatementVersion | None:
    """Keep a new version, which holds from now on; None if it says what held already.

    Args:
        page: one of `StatementPage`.
        language: of the text.
        by: who writes.
        mode: one of `StatementMode`; with GENERATED the body is dropped (earlier versions stay).
        body: Markdown.
        generated: what Plon writes on that page now.
        seen: key of the version that they looked at; None if there was none.

    Raises:
        StatementChanged: somebody else saved since.
        ValidationError: there is no text, or a value is malformed.
    """
    held = newest(page, language)
    text = "" if mode == StatementMode.GENERATED else body.strip()
    mark = hash_of(generated)
    if held and (held.mode, held.body, held.generated_hash) == (mode, text, mark):
        return None
    if held is None and mode == StatementMode.GENERATED:
        return None
    if (held.pk if held else None) != seen:
        raise StatementChanged(
            _("Somebody else changed it meanwhile. Open it in another window, compare, then save here again.")
        )
    if mode != StatementMode.GENERATED and not text:
        raise ValidationError({"body": _("Write your own text, or choose only what Plon writes.")})
    made = StatementVersion(
        page=page, language=language, mode=mode, body=text, generated_hash=mark, by_label=str(by)[:200]
    )
    made.full_clean()
    made.save()
    record("agency.statement_written", by=by, subject=made, changes={"mode": [held.mode if held else "", mode]})
    transaction.on_commit(KEPT.forget)
    return made
