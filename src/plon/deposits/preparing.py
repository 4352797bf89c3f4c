"""What a deposit sends, from what the result says now."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plon.deposits.crosswalk import Prepared, lacks_of, prepare
from plon.deposits.models import Deposit
from plon.deposits.refusals import DepositRefused
from plon.deposits.servers import SANDBOX
from plon.packages.metadata import ResultDescription, describe
from plon.projects.models import Partnership
from plon.results.models import Result


def told_of(result: Result) -> ResultDescription:
    """Describe a result as a repository wants it, in English before other languages."""
    loaded = (
        Result.objects.select_related("project", "responsible")
        .prefetch_related(
            "texts", "files", "links", "identifiers", "project__texts",
            Prefetch("project__partnerships", Partnership.objects.select_related("organisation")),
        )
        .get(pk=result.pk)
    )  # fmt: skip
    return describe(loaded, "en")


def prepare_for(told: ResultDescription, deposit: Deposit) -> Prepared:
    """Write the record of a described result for a deposit.

    A result that has a DOI already keeps that one; its versions at the same repository get their own there.
    """
    dois = [each.value for each in told.identifiers if each.scheme == "doi"]
    external = dois[0] if dois and deposit.previous is None else ""
    version_on = timezone.localdate() if deposit.previous is not None else None
    return prepare(told, external_doi=external, version_on=version_on)


def lacks_for(told: ResultDescription, deposit: Deposit) -> list[str | Promise]:
    """Return what stands against a deposit: what the record lacks, and what must not lie in a repository for ever."""
    found = lacks_of(told)
    if is_for_ever(deposit.server):
        if deposit.result.is_example:
            found.append(_("It is an example. Nothing made up goes into a repository for ever; try Zenodo Sandbox."))
        if (urlsplit(settings.BASE_URL).hostname or "") in {"127.0.0.1", "localhost", "::1"}:
            found.append(
                _("This Plon has no public address, and the record would lead to it: the operator sets PLON_BASE_URL.")
            )
    return found


def is_for_ever(server: str) -> bool:
    """Tell whether what is published there stays; a sandbox, or the operator's own repository, may be emptied."""
    return server != SANDBOX.address and server not in settings.DEPOSIT_SERVERS.values()


def prepared_for(deposit: Deposit) -> Prepared:
    """Write the record for a deposit.

    Raises:
        DepositRefused: something stands against it.
    """
    told = told_of(deposit.result)
    if lacks := lacks_for(told, deposit):
        raise DepositRefused(lacks[0])
    return prepare_for(told, deposit)
