"""A partner with a personal link, and its part of a plan."""

import datetime
from typing import Any

from plon.accounts.models import User
from plon.corner.actions import send_link
from plon.corner.models import PartnerLink
from plon.corner.secret import secret_of
from plon.organisations.models import Organisation
from plon.plans.models import PlannedActivity
from plon.projects.models import Project
from tests.factories import OrganisationFactory, PartnershipFactory, PlannedActivityFactory


def make_partner(project: Project, name: str = "Escuela del Río", country: str = "ES") -> Organisation:
    """Return an organisation of the project's partnership."""
    organisation = OrganisationFactory(name=name, country=country)
    PartnershipFactory(project=project, organisation=organisation)
    return organisation


def make_link(project: Project, by: User, organisation: Organisation | None = None, **values: Any) -> PartnerLink:
    """Return a link that works."""
    organisation = organisation or make_partner(project)
    given = {"name": "Ana Ruiz", "email": "ana@example.org", "language": "en", **values}
    return send_link(project, by=by, organisation=organisation, **given)


def make_line(link: PartnerLink, title: str, due: datetime.date | None = None, **values: Any) -> PlannedActivity:
    """Return a line of the plan that is the link's partner's."""
    return PlannedActivityFactory(project=link.project, title=title, start=due, responsible=link.organisation, **values)


def address(link: PartnerLink, rest: str = "") -> str:
    """Return an address of the corner that this link opens."""
    return f"/corner/{secret_of(link)}/{rest}"
