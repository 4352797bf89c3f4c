"""Reading what belongs to the corner: links, choices of letters, calendars."""

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from plon.activities.models import Activity
from plon.activities.queries import activities_of
from plon.corner.models import LetterChoice, PartnerLink, Subscription
from plon.evidence.models import Evidence
from plon.projects.models import Partnership, Project
from plon.projects.queries import hash_of


def open_links() -> QuerySet[PartnerLink]:
    """Return the links that work: not revoked, not run out, of an organisation that is still in the project."""
    still_in = Partnership.objects.filter(project=OuterRef("project"), organisation=OuterRef("organisation"))
    return PartnerLink.objects.filter(Exists(still_in), revoked_at=None, expires_at__gt=timezone.now()).select_related(
        "project", "organisation"
    )


def find_open_link(secret: str) -> PartnerLink | None:
    """Return the link of this secret if it works; nobody learns why another one doesn't."""
    return open_links().filter(secret_hash=hash_of(secret)).first()


def links_of(project: Project) -> QuerySet[PartnerLink]:
    """Return the links of a project that were not taken back, by partner and name."""
    return project.partner_links.filter(revoked_at=None).select_related("organisation", "sent_by")


def own_acts(link: PartnerLink) -> QuerySet[Activity]:
    """Return the acts of a link's partner in its project, with people and proofs; nobody else's."""
    return activities_of(link.project).filter(responsible=link.organisation)


def own_evidence(link: PartnerLink) -> QuerySet[Evidence]:
    """Return the evidence that a link's partner brought; nothing confidential, which the team alone opens."""
    own = Evidence.objects.filter(project=link.project, organisation=link.organisation, removed_at=None)
    return own.filter(is_confidential=False)


def find_subscription(secret: str) -> Subscription | None:
    """Return the calendar of this secret; one of a partner that has left the project is gone."""
    found = Subscription.objects.select_related("project", "organisation").filter(secret=secret).first()
    if found is None or not found.organisation_id:
        return found
    is_in = found.project.partnerships.filter(organisation_id=found.organisation_id).exists()
    return found if is_in else None


def wants_letters(project: Project, person_id: int) -> bool:
    """Tell whether a member of the team gets reminders and digests of a project: yes, until they say no."""
    choice = LetterChoice.objects.filter(project=project, person_id=person_id).first()
    return choice is None or choice.wants_letters
