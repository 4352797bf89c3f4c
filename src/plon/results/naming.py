"""Note the names that a result has elsewhere, such as a DOI, and forget mistyped ones."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from plon.accounts.models import User
from plon.history.record import record
from plon.results.models import Result, ResultIdentifier
from plon.results.refusals import IdentifierRefused
from plon.search.changes import mark_changed


@transaction.atomic
def add_identifier(
    result: Result, *, by: User | None, scheme: str, value: str, note: str = "", names_version: bool = False
) -> ResultIdentifier:
    """Note that a result has a name elsewhere.

    Args:
        result: the result.
        by: who says so; None if a worker took it back from where it was given.
        scheme: one of `IdentifierScheme`.
        value: as somebody typed or copied it.
        note: who gave it, such as "Zenodo".
        names_version: whether it names one version of the result and not the result as it goes on.

    Raises:
        IdentifierRefused: the result has it already.
        ValidationError: it is malformed.
    """
    Result.objects.select_for_update(of=("self",)).get(pk=result.pk)
    identifier = ResultIdentifier(
        result=result, scheme=scheme, value=value, note=note, names_version=names_version
    )  # fmt: skip
    identifier.clean_fields()
    identifier.clean()
    if result.identifiers.filter(scheme=scheme, value=identifier.value).exists():
        raise IdentifierRefused(_("The result has this identifier already."), field="value")
    identifier.full_clean()
    identifier.save()
    record("identifier.added", by=by, subject=identifier, project_id=result.project_id)
    _mark(result)
    return identifier


@transaction.atomic
def remove_identifier(identifier: ResultIdentifier, *, by: User) -> None:
    """Forget an identifier, e.g. a mistyped one; where it was given, it stays given."""
    record("identifier.removed", by=by, subject=identifier, project_id=identifier.result.project_id)
    _mark(identifier.result)
    identifier.delete()


def _mark(result: Result) -> None:
    if result.is_published:
        mark_changed("result", [result.pk])
