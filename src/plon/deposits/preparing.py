"""What a deposit sends, from what the result says now."""

from django.db.models import Prefetch

from plon.deposits.crosswalk import Prepared, lacks_of, prepare
from plon.deposits.models import Deposit
from plon.deposits.refusals import DepositRefused
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
    return prepare(told, external_doi=external)


def prepared_for(deposit: Deposit) -> Prepared:
    """Write the record for a deposit.

    Raises:
        DepositRefused: the result lacks something without which it can't be deposited.
    """
    told = told_of(deposit.result)
    if lacks := lacks_of(told):
        raise DepositRefused(lacks[0])
    return prepare_for(told, deposit)
