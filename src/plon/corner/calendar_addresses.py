"""The addresses of a project's calendars: to copy, or to open in a calendar program."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language

from plon.corner.models import Subscription
from plon.organisations.models import Organisation
from plon.pages import whole_address
from plon.projects.models import Project


@dataclass(frozen=True, slots=True)
class CalendarAddress:
    """A calendar as a page shows it; without address until somebody makes one.

    Attributes:
        webcal: what calendar programs open at a click.
    """

    name: str
    partner: str
    url: str = ""
    webcal: str = ""


def address_for(calendar: Subscription) -> CalendarAddress:
    """Return the address of a calendar, speaking the language that is active."""
    name = str(calendar.organisation) if calendar.organisation else str(calendar.project)
    partner = calendar.organisation.public_id if calendar.organisation else ""
    url = whole_address(reverse("calendar", args=[calendar.secret])) + f"?lang={get_language() or 'en'}"
    return CalendarAddress(name, partner, url, f"webcal{url.removeprefix('https').removeprefix('http')}")


def addresses_of(project: Project) -> list[CalendarAddress]:
    """Return the calendar of the whole project and those of its partners, made or not."""
    made = {each.organisation_id: each for each in project.calendars.select_related("project", "organisation")}
    partners = Organisation.objects.filter(partnerships__project=project).order_by("partnerships__position")
    all_of_them: list[tuple[int | None, str, str]] = [(None, str(project), "")]
    all_of_them += [(partner.pk, str(partner), partner.public_id) for partner in partners]
    return [
        address_for(made[key]) if key in made else CalendarAddress(name, partner) for key, name, partner in all_of_them
    ]
