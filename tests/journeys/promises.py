"""A project that has promised eight things, made inside the running house by its own actions."""

import json
import subprocess

from tests.journeys.conftest import Plon

MAKE = """
import datetime, json
from plon.accounts.models import User
from plon.organisations.actions import add_organisation
from plon.plans import actions as plans
from plon.projects.actions import create_project
from plon.projects.actions.partnership import add_partner
from plon.projects.enums import TeamRole
from django.utils import timezone
from plon.projects.models import Membership, Project
from plon.results.models import Result
from plon.results.actions import define_result

today = datetime.date.today()
lead = User.objects.get(email="coordinator@example.org")
school = add_organisation(by=lead, name="Przykładowa Szkoła Ośmiu Obietnic", country="PL", city="Przykładów")
project = create_project(
    by=lead, organisation=school, title="Osiem obietnic", action_type="KA210",
    start=today - datetime.timedelta(days=100), end=today + datetime.timedelta(days=300), texts={},
)
partners = [
    add_partner(project, by=lead, organisation=add_organisation(by=lead, name=name, country=country, city=city))
    for name, country, city in (
        ("Colegio de las Ocho Promesas", "ES", "Ejemplo"), ("Fundacja Przykład bez Konta", "PL", "Przykładowo"),
    )
]
member = User.objects.get(email="partner@example.org")
Membership.objects.create(
    project=project, person=member, role=TeamRole.CONTRIBUTOR, organisation=partners[0].organisation
)
result = define_result(project, by=lead, title="Zeszyt ośmiu lekcji", kind="tangible")
group = plans.add_group(project, by=lead, name="Nauczyciele z okolicy")
responsible = [school] * 3 + [partners[0].organisation] * 2 + [partners[1].organisation] * 3
for number, organisation in enumerate(responsible, 1):
    plans.add_activity(
        project, by=lead, title=f"Obietnica {number}", kind="workshop", results=[result], reach={group: 10},
        responsible=organisation, start=today - datetime.timedelta(days=number),
    )
public = define_result(project, by=lead, title="Opublikowany zeszyt", kind="tangible")
Result.objects.filter(pk=public.pk).update(state="published", published_at=timezone.now(), licence="CC-BY-4.0")
Project.objects.filter(pk=project.pk).update(has_published=True)
plans.freeze_plan(project, by=lead, occasion="application", agreed_on=today)
print("MADE", json.dumps({"project": project.public_id, "group": group.public_id, "result": result.public_id}))
"""

# The digests of next Monday at nine in the morning, sent through the mail server as the worker would.
SEND_DIGESTS = """
import datetime, zoneinfo
from plon.corner.letters.digest import digests
from plon.corner.letters.sending import deliver_all
today = datetime.date.today()
monday = today + datetime.timedelta(days=7 - today.weekday())
moment = datetime.datetime.combine(monday, datetime.time(9), zoneinfo.ZoneInfo("Europe/Warsaw"))
print("MADE", deliver_all(digests(moment)))
"""

# The plan of the example world, as it was before anything was promised.
TAKE_PROMISES_BACK = """
from plon.plans.models import Commitment
print("MADE", Commitment.objects.all().delete()[0])
"""

# The promise of the example project, if a journey before took it back; tells whether it was made.
PROMISE = """
import datetime, json
from plon.accounts.models import User
from plon.plans import actions as plans
from plon.plans.models import Commitment
from plon.projects.models import Project
project = Project.objects.get(acronym="Żywa rzeka", is_example=True)
is_made = not Commitment.objects.filter(project=project).exists()
if is_made:
    lead = User.objects.get(email="coordinator@example.org")
    plans.freeze_plan(project, by=lead, occasion="application", agreed_on=datetime.date.today())
print("MADE", json.dumps(is_made))
"""


def run_inside(plon: Plon, code: str) -> object:
    """Run Python inside the house, as its operator may, and return what it says it made."""
    ran: subprocess.CompletedProcess[str] = plon.command("shell", "--no-imports", "-c", code)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout.partition("MADE ")[2])
