"""The filter of a project's history says in words what its events are about."""

from django.urls import reverse

from plon.accounts.models import User
from plon.history.record import record
from plon.history.sentences import registered_kinds
from plon.projects.kinds import named_stems
from plon.projects.models import Project
from tests.conftest import client_of

# What happens outside of projects: the office, the portal, collections and searches of people.
OUTSIDE = frozenset(
    [
        "account",
        "agency",
        "agencyevent",
        "announcement",
        "article",
        "collection",
        "count",
        "guide",
        "import",
        "newsletter",
        "nominationlist",
        "officer",
        "organisation",
        "registration",
        "search",
    ]
)


def test_every_kind_of_a_project_has_a_name() -> None:
    stems = {kind.partition(".")[0] for kind in registered_kinds()}
    assert stems - named_stems() - OUTSIDE == set()


def test_the_filter_shows_no_names_of_the_code(project: Project, coordinator: User) -> None:
    record("audit_room.opened", by=coordinator, subject=project, project_id=project.pk)
    page = client_of(coordinator).get(reverse("projects:history", args=[project.public_id])).content.decode()
    assert ">auditors’ rooms</option>" in page
    assert ">audit_room</option>" not in page
