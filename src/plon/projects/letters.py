"""Letters about projects, in the language of the one who reads them."""

from collections.abc import Callable, Mapping

from django.urls import reverse
from django.utils.formats import date_format

from plon.accounts.enums import PlatformRole
from plon.accounts.letters import post_words_to
from plon.accounts.models import User
from plon.agency.letters import Words, words_of
from plon.agency.posting import post_on_commit
from plon.pages import whole_address
from plon.projects.models import Claim, Invitation, Project
from plon.projects.queries import coordinators_of


def post_to_coordinators(key: str, project: Project | None, values: Callable[[], Mapping[str, object]]) -> None:
    """Send a letter that the agency may word to every coordinator who can sign in, each in their language."""
    for person in _leads(project):
        post_on_commit(key, person.email, person.language, values)


def post_words_to_coordinators(project: Project | None, words: Callable[[], Words]) -> None:
    """Send a letter that no officer words to the same people, each in their language and time zone."""
    for person in _leads(project):
        post_words_to(person, words)


def post_claim(kind: str, claim: Claim) -> None:
    """Tell who claimed a project what the agency decided: `claim_accepted` or `claim_refused`."""

    def values() -> Mapping[str, object]:
        if kind == "claim_refused":
            return {"project": claim.project, "reason": claim.reason}
        return {"project": claim.project, "address": whole_address(claim.project.get_workspace_url())}

    post_on_commit(f"projects.{kind}", claim.person.email, claim.person.language, values)


def post_invitation(invitation: Invitation, secret: str, language: str) -> None:
    """Invite somebody to a team."""

    def values() -> Mapping[str, object]:
        project = invitation.project
        return {
            "project": project, "name": invitation.invited_by, "role": invitation.get_role_display(),
            "title": project.title, "number": project.number,
            "link": whole_address(reverse("projects:invitation", args=[secret])),
            "day": date_format(invitation.expires_at, "DATE_FORMAT"),
        }  # fmt: skip

    post_on_commit("projects.invitation", invitation.email, language, values)


def post_waiting_claim(claim: Claim) -> None:
    """Tell every officer that a claim waits."""
    officers = User.objects.filter(role__in=[PlatformRole.OFFICER, PlatformRole.ADMINISTRATOR], is_active=True)
    for officer in officers:
        post_words_to(officer, lambda: words_of("projects/letters/claim_made.txt", {"claim": claim}))


def _leads(project: Project | None) -> list[User]:
    if project is None:
        return []
    return [membership.person for membership in coordinators_of(project) if membership.person.is_active]
