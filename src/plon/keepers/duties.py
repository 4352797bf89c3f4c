"""What somebody takes on who keeps a result: the result, its licence, its plan, its dates, and what it means."""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plon.pages import whole_address
from plon.plans.models import UsePlan
from plon.programme.codelists import codelist
from plon.programme.licences import short_name
from plon.results.models import Result


def duties_of(result: Result, language: str) -> Iterator[tuple[str, str]]:
    """Yield (what, value) of a result, in the language that is active."""
    project = result.project
    yield _("Project"), f"{project.title} · {project.number}" if project.number else project.title
    if project.end:
        yield _("The project ends or ended on"), date_format(project.end, "DATE_FORMAT")
    yield _("Licence"), short_name(result.licence) if result.licence else _("none yet: nobody may share it")
    if result.is_published:
        yield _("It is here"), whole_address(result.get_permanent_url())
    plan = UsePlan.objects.filter(result=result).first()
    if plan is None:
        return
    yield _("How it is to be used"), codelist("use_forms").name(plan.form, language)
    if plan.users:
        yield _("By whom"), plan.users
    if plan.resources:
        yield _("On what means"), plan.resources
    if plan.until:
        yield _("Until"), date_format(plan.until, "DATE_FORMAT")
    if plan.risk:
        yield _("What could go wrong"), plan.risk
