"""The example accounts of a demonstration: who they are and how a newcomer signs in as them."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PASSWORD = "example-harvest"  # noqa: S105  printed on the sign-in page of every demonstration


@dataclass(frozen=True)
class ExampleAccount:
    email: str
    name: str
    may: Promise


def example_accounts() -> tuple[ExampleAccount, ...]:
    """Return the accounts that `plon demo` makes, in the order in which a newcomer meets them."""
    return (
        ExampleAccount(
            "coordinator@example.org",
            "Example Coordinator",
            _("Coordinator: the whole project, publishing, the team"),
        ),
        ExampleAccount("editor@example.org", "Example Editor", _("Editor: everything in the project's content")),
        ExampleAccount("partner@example.org", "Example Partner", _("Contributor from a partner: sees and reports")),
        ExampleAccount(
            "officer@example.org",
            "Example Officer",
            _("Officer of the agency: claims, imports, all projects read-only"),
        ),
        ExampleAccount("admin@example.org", "Example Administrator", _("Administrator: people and settings")),
    )
