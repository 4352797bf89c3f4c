"""What the team does about a link: call what is there now the right page, and take that back."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from plon.accounts.models import User
from plon.errors import DomainError
from plon.history.record import record
from plon.linkwatch.models import LinkAcceptance, LinkState
from plon.linkwatch.noting import mark_results
from plon.linkwatch.taking_up import hash_of
from plon.results.models import ResultLink


class LinkNotAccepted(DomainError):
    """There is nothing there that could be called the right page."""


def state_for(link: ResultLink) -> LinkState | None:
    """Return what is known of a link's address."""
    return LinkState.objects.filter(url_hash=hash_of(link.url)).first()


@transaction.atomic
def accept_page(link: ResultLink, *, by: User) -> LinkAcceptance:
    """Say that the page to which a link leads now is the right one: for this project, while the page stays so.

    Raises:
        LinkNotAccepted: nothing is wrong with it, or nothing opens there that somebody could have looked at.
    """
    state = state_for(link)
    if state is None or not state.can_be_accepted:
        raise LinkNotAccepted(_("There is no page behind this link now that you could call the right one."))
    project = link.result.project
    accepted = LinkAcceptance.objects.filter(state=state, project=project).first()
    accepted = accepted or LinkAcceptance(state=state, project=project)
    accepted.what, accepted.fingerprint, accepted.accepted_by = state.what, state.latest, by
    accepted.full_clean()
    accepted.save()
    record("link.accepted", by=by, subject=link, project_id=project.pk, changes={"what": [state.what, state.title]})
    mark_results(state)
    return accepted


@transaction.atomic
def withdraw_acceptance(link: ResultLink, *, by: User) -> None:
    """Take back that the page is the right one; the warning stands again."""
    state = state_for(link)
    accepted = LinkAcceptance.objects.filter(state=state, project=link.result.project).first() if state else None
    if state is None or accepted is None:
        return
    record("link.doubted", by=by, subject=link, project_id=link.result.project_id)
    accepted.delete()
    mark_results(state)
