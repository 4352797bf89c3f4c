"""Names of questions in the interface's language."""

from django import template
from django.utils.translation import get_language

from plon.programme.rulebook import Demand
from plon.reports.places import Place

register = template.Library()


@register.simple_tag
def question_name(place: Place) -> str:
    name = place.question.name(get_language() or "en")
    return f"{name} ({place.subject_label})" if place.subject else name


@register.simple_tag
def demand_in_words(demand: Demand) -> str:
    """Return what assessors look for, e.g. "sustainability: what goes on after the grant?"."""
    language = get_language() or "en"
    return f"{demand.name(language)}: {demand.question(language)}"
