"""A deposit: asked for, taken up again, stopped, given up, and what a worker writes down of it."""

import datetime
from collections.abc import Mapping
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plon.accounts.models import User
from plon.deposits.crosswalk import Prepared
from plon.deposits.enums import GOING, SETTLED, DepositState
from plon.deposits.models import Deposit
from plon.deposits.preparing import prepared_for
from plon.deposits.refusals import DepositRefused, NotTaken
from plon.deposits.secrecy import lock
from plon.deposits.servers import Server
from plon.history.record import record
from plon.results.enums import IdentifierScheme
from plon.results.models import Result
from plon.results.naming import add_identifier
from plon.results.refusals import IdentifierRefused

# A worker that has not been heard of for so long is dead. Longer than any pause it makes by itself.
SILENCE = datetime.timedelta(minutes=6)
SHORTEST_TOKEN, LONGEST_TOKEN = 10, 500


@transaction.atomic
def request_deposit(
    result: Result,
    *,
    by: User,
    server: Server,
    token: str,
    fingerprint: str,
    community: str = "",
    previous: Deposit | None = None,
) -> Deposit:
    """Ask for a published result to be kept by a repository; a worker sends it, and it can't be taken back.

    Args:
        result: the result.
        by: who confirmed what is sent.
        server: the repository.
        token: theirs there; kept locked while a worker needs it, and nowhere else.
        fingerprint: of what they saw (`Prepared.fingerprint`).
        community: of the repository, whose people accept it; "" for none.
        previous: the published deposit of which this is a new version.

    Raises:
        DepositRefused: something stands against it; nothing was sent.
        ValidationError: a value is malformed.
    """
    result = Result.objects.select_for_update(of=("self",)).select_related("project").get(pk=result.pk)
    deposit = Deposit(
        project=result.project, result=result, server=server.address, server_name=server.name, community=community,
        previous=previous,
    )  # fmt: skip
    _refuse_twin(deposit)
    _fill(deposit, prepared_for(deposit), by=by, token=token, fingerprint=fingerprint)
    deposit.full_clean()
    deposit.save()
    record("deposit.requested", by=by, subject=deposit, project_id=deposit.project_id)
    _enqueue(deposit)
    return deposit


@transaction.atomic
def resume_deposit(deposit: Deposit, *, by: User, token: str, fingerprint: str) -> Deposit:
    """Go on with a deposit that stopped, with the draft that is there and with what the result says now.

    Raises:
        DepositRefused: it is going on or over already, or something stands against it; nothing was sent.
    """
    deposit = _locked(deposit)
    if not deposit.may_go_on:
        raise DepositRefused(_("This deposit needs nothing more: look at its state."))
    _fill(deposit, prepared_for(deposit), by=by, token=token, fingerprint=fingerprint)
    deposit.state, deposit.problem, deposit.tries = DepositState.WAITING, {}, 0
    deposit.wait_until = deposit.ended_at = None
    deposit.full_clean()
    deposit.save()
    record("deposit.resumed", by=by, subject=deposit, project_id=deposit.project_id)
    _enqueue(deposit)
    return deposit


@transaction.atomic
def stop_deposit(deposit: Deposit, *, by: User) -> Deposit:
    """Stop a deposit before it is published; the draft stays in the repository, and one can go on with it."""
    deposit = _locked(deposit)
    if deposit.state in GOING:
        _end(deposit, DepositState.STOPPED)
        record("deposit.stopped", by=by, subject=deposit, project_id=deposit.project_id)
    return deposit


@transaction.atomic
def give_up_deposit(deposit: Deposit, *, by: User) -> Deposit:
    """Give up a deposit that stopped, so that another may be begun; what lies over there is deleted over there.

    Raises:
        DepositRefused: it may be published already, and another one would be its twin.
    """
    deposit = _locked(deposit)
    if not deposit.may_be_given_up:
        raise DepositRefused(
            _("It may be published there already. Go on with it: Plon asks first, and never publishes twice.")
        )
    # Of a new version, too: the next attempt is the one that follows the record, and the repository gives its draft.
    deposit.previous = None
    _end(deposit, DepositState.GIVEN_UP)
    record("deposit.given_up", by=by, subject=deposit, project_id=deposit.project_id)
    return deposit


@transaction.atomic
def finish_deposit(key: int, published: Mapping[str, Any]) -> None:
    """Write down that a record is published, and take its DOIs back into Plon; who stopped it came too late."""
    deposit = _open_one(key, even_stopped=True)
    if deposit is None:
        return
    deposit.record_id = str(published.get("id") or deposit.record_id)[:60]
    deposit.record_address = _page_of(published, deposit)
    deposit.doi = _doi_of(published)[:300]
    deposit.done, deposit.problem = deposit.total, {}
    _end(deposit, DepositState.PUBLISHED)
    parent = published.get("parent")
    _take_dois(deposit, _doi_of(parent if isinstance(parent, dict) else {}))
    record("deposit.published", by=deposit.requested_by, subject=deposit, project_id=deposit.project_id)


@transaction.atomic
def submit_deposit(key: int) -> None:
    """Write down that a community decides now; nobody needs the token for that."""
    deposit = _open_one(key)
    if deposit is not None:
        deposit.problem = {}
        _end(deposit, DepositState.IN_REVIEW)
        record("deposit.submitted", by=deposit.requested_by, subject=deposit, project_id=deposit.project_id)


@transaction.atomic
def fail_deposit(key: int, trouble: NotTaken) -> None:
    """Write down why it can't go on without a person."""
    deposit = _open_one(key)
    if deposit is not None:
        deposit.problem = as_problem(trouble)
        _end(deposit, DepositState.FAILED)
        record("deposit.failed", by=None, subject=deposit, project_id=deposit.project_id)


@transaction.atomic
def put_off_deposit(key: int, trouble: NotTaken, until: datetime.datetime) -> None:
    """Let a deposit wait until the repository may be asked again; the token is kept for that."""
    deposit = _open_one(key)
    if deposit is not None and deposit.state == DepositState.RUNNING:
        deposit.state, deposit.wait_until, deposit.problem = DepositState.WAITING, until, as_problem(trouble)
        deposit.save()


def as_problem(trouble: NotTaken) -> dict[str, Any]:
    """Return what went wrong as it is kept; it becomes sentences when somebody reads it."""
    return {
        "trouble": str(trouble.trouble),
        "status": trouble.status,
        "message": trouble.message,
        "complaints": [[each.field, each.message] for each in trouble.complaints],
    }


def _locked(deposit: Deposit) -> Deposit:
    found = Deposit.objects.select_for_update(of=("self",)).select_related("project", "result", "previous")
    return found.get(pk=deposit.pk)


def _open_one(key: int, *, even_stopped: bool = False) -> Deposit | None:
    """Return a deposit that is not over, locked; None if there is none."""
    over = SETTLED if even_stopped else SETTLED | {DepositState.STOPPED}
    found = Deposit.objects.select_for_update(of=("self",)).select_related("result", "requested_by")
    return found.exclude(state__in=over).filter(pk=key).first()


def _end(deposit: Deposit, state: DepositState) -> None:
    """Set a state in which no worker has it, and forget the token."""
    deposit.state, deposit.token, deposit.wait_until, deposit.ended_at = state, "", None, timezone.now()
    deposit.save()


def _refuse_twin(deposit: Deposit) -> None:
    others = Deposit.objects.filter(result=deposit.result, server=deposit.server)
    if others.exclude(state__in=SETTLED).exists():
        raise DepositRefused(_("A deposit of this result there was begun already: go on with that one."))
    newest = others.filter(state=DepositState.PUBLISHED).first()
    if newest is not None and deposit.previous is None:
        raise DepositRefused(_("This result is there already. Make a new version of it instead."))
    if deposit.previous is not None and deposit.previous != newest:
        raise DepositRefused(_("A newer version is there already: begin with that one."))


def _fill(deposit: Deposit, prepared: Prepared, *, by: User, token: str, fingerprint: str) -> None:
    if prepared.fingerprint != fingerprint:
        raise DepositRefused(_("The result has changed since you looked. Look again at what is sent, then confirm."))
    token = token.strip()
    if not SHORTEST_TOKEN <= len(token) <= LONGEST_TOKEN or not token.isascii() or not token.isprintable():
        raise DepositRefused(_("This can't be an access token: copy it whole from the repository."), field="token")
    deposit.record = _marked(prepared.record, deposit)
    deposit.files = list(prepared.files)
    deposit.done, deposit.total = 0, len(prepared.files)
    deposit.token = lock(token)
    deposit.requested_by, deposit.requested_label = by, str(by)[:200]


def _marked(sent: dict[str, Any], deposit: Deposit) -> dict[str, Any]:
    """Put the marker in, by which the draft is found again; the fingerprint is of what a person decides over."""
    about = sent["metadata"]
    marker = {"scheme": "other", "identifier": deposit.marker}
    return {**sent, "metadata": {**about, "identifiers": [*about.get("identifiers", []), marker]}}


def _enqueue(deposit: Deposit) -> None:
    from plon.deposits.tasks import run_deposit  # tasks import what is here

    transaction.on_commit(partial(run_deposit.enqueue, deposit.pk))


def _doi_of(thing: Mapping[str, Any]) -> str:
    pids = thing.get("pids")
    doi = pids.get("doi") if isinstance(pids, dict) else None
    value = doi.get("identifier") if isinstance(doi, dict) else ""
    return value if isinstance(value, str) else ""


def _page_of(published: Mapping[str, Any], deposit: Deposit) -> str:
    """Return the address of a record's page, at the repository and nowhere else."""
    links = published.get("links")
    told = links.get("self_html") if isinstance(links, dict) else ""
    if isinstance(told, str) and len(told) <= 300 and urlsplit(told)[:2] == urlsplit(deposit.server)[:2]:
        return told
    return f"{deposit.server}/records/{deposit.record_id}"


def _take_dois(deposit: Deposit, of_all_versions: str) -> None:
    """Note the DOI of this version, and the one that always leads to the newest; those that are noted stay."""
    for doi, names_version in ((deposit.doi, bool(of_all_versions)), (of_all_versions, False)):
        try:
            if doi:
                with transaction.atomic():
                    add_identifier(
                        deposit.result, by=deposit.requested_by, scheme=IdentifierScheme.DOI, value=doi,
                        note=deposit.server_name, names_version=names_version,
                    )  # fmt: skip
        except (IdentifierRefused, ValidationError):
            continue
