"""From a text to proposals, and from proposals to the plan: a person decides on each."""

import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from plon.accounts.models import User
from plon.history.record import record
from plon.plans.enums import ProposalKind, ProposalState
from plon.plans.models import Proposal, SourceText
from plon.plans.reading import find_promises, language_of
from plon.plans.refusals import DecidedAlready
from plon.projects.models import Project


@transaction.atomic
def read_text(project: Project, *, by: User, name: str, text: str, language: str = "") -> SourceText:
    """Keep a text for the team and propose what it seems to promise.

    Args:
        project: the project.
        by: who brings it.
        name: the file's name, or a few words.
        text: what was read or pasted.
        language: "pl" or "en"; "" finds out by itself.

    Raises:
        ValidationError: there is no text, or too much.
    """
    source = SourceText(
        project=project, name=name[:200], text=text, language=language or language_of(text), added_by=by
    )
    source.full_clean()
    source.save()
    Proposal.objects.bulk_create(
        Proposal(source=source, position=place, sentence=each.sentence, kind=each.kind, guess=dict(each.guess),
                 grounds=dict(each.grounds))
        for place, each in enumerate(find_promises(text, source.language))
    )  # fmt: skip
    record("source.read", by=by, subject=source, project_id=project.pk)
    return source


@transaction.atomic
def propose_by_hand(source: SourceText, *, by: User, sentence: str, kind: str) -> Proposal:
    """Add a proposal that the program missed.

    Raises:
        ValidationError: the kind is unknown, or the sentence empty.
    """
    name = "name" if kind in {ProposalKind.GROUP, ProposalKind.INDICATOR} else "title"
    proposal = Proposal(
        source=source, position=source.proposals.count(), sentence=sentence.strip(), kind=kind,
        guess={name: sentence.strip()[:200]}, grounds={name: sentence.strip()},
    )  # fmt: skip
    proposal.full_clean()
    proposal.save()
    return proposal


def _locked(proposal: Proposal, expected: str) -> Proposal:
    fresh = Proposal.objects.select_for_update(of=("self",)).select_related("decided_by").get(pk=proposal.pk)
    if fresh.state != expected:
        raise DecidedAlready(_("%(name)s has decided on this already."), {"name": fresh.decided_by or _("Somebody")})
    return fresh


@transaction.atomic
def mark_accepted(proposal: Proposal, *, by: User, item_public_id: str) -> Proposal:
    """Remember what became of a proposal.

    Raises:
        DecidedAlready: somebody was faster; then the item must not be made.
    """
    proposal = _locked(proposal, ProposalState.OPEN)
    proposal.state, proposal.decided_by, proposal.item_public_id = ProposalState.ACCEPTED, by, item_public_id
    proposal.full_clean()
    proposal.save()
    return proposal


@transaction.atomic
def drop_proposal(proposal: Proposal, *, by: User) -> Proposal:
    """Say that a sentence is no promise; `reopen_proposal` takes it back.

    Raises:
        DecidedAlready: somebody was faster.
    """
    proposal = _locked(proposal, ProposalState.OPEN)
    proposal.state, proposal.decided_by = ProposalState.DROPPED, by
    proposal.save()
    return proposal


@transaction.atomic
def reopen_proposal(proposal: Proposal, *, by: User) -> Proposal:
    """Take a drop back.

    Raises:
        DecidedAlready: it is not dropped.
    """
    proposal = _locked(proposal, ProposalState.DROPPED)
    proposal.state, proposal.decided_by = ProposalState.OPEN, None
    proposal.save()
    return proposal


@transaction.atomic
def delete_source(source: SourceText, *, by: User) -> None:
    """Delete a text and its proposals; what was accepted stays in the plan."""
    record("source.deleted", by=by, subject=source, project_id=source.project_id)
    source.delete()


def initial_of(proposal: Proposal) -> dict[str, Any]:
    """Return what the item's form begins with: the guesses, dates as dates."""
    initial = dict(proposal.guess)
    for name in ("start", "target_date"):
        if initial.get(name):
            initial[name] = datetime.date.fromisoformat(initial[name])
    return initial
