"""Which letters on projects the agency may word."""

from django.utils.translation import gettext_lazy as _

from plon.agency.letters import LetterKind, Placeholder, from_template, register_letter

_PROJECT = Placeholder("project", _("acronym or title of the project"), _("Living river"))
_INVITATION = (
    _PROJECT,
    Placeholder("name", _("who invites"), "Anna Nowak"),
    Placeholder("role", _("the role in the team"), _("editor")),
    Placeholder("title", _("title of the project"), _("Living river: schools look after their stream")),
    Placeholder("number", _("number of the project"), "2024-1-PL01-KA210-SCH-000000007"),
    Placeholder("link", _("link to join"), "https://example.org/invitation/…", is_needed=True),
    Placeholder("day", _("until when the link works"), _("1 December 2026")),
)
_ACCEPTED = (
    _PROJECT,
    Placeholder("address", _("link to the workspace"), "https://example.org/workspace/r7k2mq4/", is_needed=True),
)
_REFUSED = (
    _PROJECT,
    Placeholder("reason", _("why"), _("The school is not in the partnership."), is_needed=True),
)


def register_letters() -> None:
    register_letter(LetterKind(
        "projects.invitation", 30, _("Team: invitation"), _("To somebody whom a coordinator invites to a team."),
        _INVITATION, from_template("projects/letters/invitation.txt", _INVITATION),
    ))  # fmt: skip
    register_letter(LetterKind(
        "projects.claim_accepted", 31, _("Claim: accepted"), _("To who claimed a project, when it is theirs."),
        _ACCEPTED, from_template("projects/letters/claim_accepted.txt", _ACCEPTED),
    ))  # fmt: skip
    register_letter(LetterKind(
        "projects.claim_refused", 32, _("Claim: not accepted"), _("To who claimed a project, with the reason."),
        _REFUSED, from_template("projects/letters/claim_refused.txt", _REFUSED),
    ))  # fmt: skip
