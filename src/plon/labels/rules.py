"""Who may have a say about a label: officers without a tie to the project, as in its review."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plon.accounts.models import User
from plon.labels.models import Label
from plon.labels.refusals import NotImpartial
from plon.review import rules

_PROPOSED = _("You proposed it. Somebody else has the second look.")


def tie_to(person: User, project_id: int | None) -> Promise | str:
    """Return what keeps somebody from having a say about a project; "" if nothing does. At most 3 queries."""
    tie = rules.tie_to(person, project_id)
    return tie.words if tie else ""


def why_no_opinion(person: User, label: Label) -> Promise | str:
    """Return why somebody can't give the second opinion; "" if they can."""
    if label.proposed_by_id == person.pk:
        return _PROPOSED
    return tie_to(person, label.project_id)


def require_impartial(person: User, project_id: int | None) -> None:
    """Refuse who has a tie to the project.

    Raises:
        NotImpartial: they are or were in the team, declared a conflict of interest, or are no officer.
    """
    if words := tie_to(person, project_id):
        raise NotImpartial(words)
