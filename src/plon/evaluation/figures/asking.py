"""Whom to ask for a value that is missing."""

from dataclasses import dataclass

from plon.evaluation.figures.book import Asked
from plon.organisations.models import Organisation
from plon.projects.enums import TeamRole
from plon.projects.models import Membership, Project


@dataclass(frozen=True)
class People:
    """The people of a project's team, those who joined first in front."""

    members: tuple[Membership, ...]

    def to_ask(self, responsible: Organisation | None) -> Asked:
        """Return a person of the organisation that answers for something, else a coordinator with its name beside."""
        of_it = [each for each in self.members if responsible and each.organisation_id == responsible.pk]
        leads = [each for each in self.members if each.role == TeamRole.COORDINATOR]
        found = next(iter([*of_it, *leads]), None)
        organisation = str(responsible) if responsible else ""
        if found is None:
            return Asked(organisation=organisation)
        return Asked(str(found.person), found.person.email, organisation)


def people_of(project: Project) -> People:
    """Return the active people of a project's team, in one query."""
    members = Membership.objects.filter(project=project, person__is_active=True).select_related("person")
    return People(tuple(members.order_by("since", "pk")))
