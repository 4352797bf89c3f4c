"""Letters about projects, in the language of the one who reads them."""

from collections.abc import Callable, Mapping

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import override

from plon.accounts.enums import PlatformRole
from plon.accounts.models import User
from plon.agency.posting import post_on_commit
from plon.pages import whole_address
from plon.projects.models import Claim, Invitation, Project
from plon.projects.queries import coordinators_of


def send_on_commit(kind: str, address: str, language: str, **context: object) -> None:
    """Send the letter `kind` once the change it tells of is safe; a mail server that is away spoils nothing."""

    def send() -> None:  # not a partial: Django logs the failure of a robust callback by its qualified name
        _send(kind, address, language, context)

    transaction.on_commit(send, robust=True)


def post_to_coordinators(key: str, project: Project | None, values: Callable[[], Mapping[str, object]]) -> None:
    """Send a letter that the agency may word to every coordinator who can sign in, each in their language."""
    if project is not None:
        for membership in coordinators_of(project):
            if membership.person.is_active:
                post_on_commit(key, membership.person.email, membership.person.language, values)


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


def send_to_officers_on_commit(claim: Claim) -> None:
    """Tell every officer that a claim waits."""
    officers = User.objects.filter(role__in=[PlatformRole.OFFICER, PlatformRole.ADMINISTRATOR], is_active=True)
    for officer in officers:
        send_on_commit("claim_made", officer.email, officer.language, claim=claim)


def _send(kind: str, address: str, language: str, context: dict[str, object]) -> None:
    with override(language):
        text = render_to_string(f"projects/letters/{kind}.txt", {**context, "base_url": settings.BASE_URL})
    subject, _, body = text.strip().partition("\n")
    send_mail(subject.strip(), body.strip() + "\n", None, [address])
