"""How lasting a result is, on its public page."""

from django import template

from plon.results.models import Result
from plon.sustainability.queries import shown_durability
from plon.sustainability.wording import ToldDurability, tell

register = template.Library()


@register.inclusion_tag("sustainability/_public.html")
def how_lasting(result: Result) -> dict[str, ToldDurability | None]:
    """Say how lasting a public result is and what that rests on; one query, as it was last counted."""
    found = shown_durability(result)
    return {"durability": tell(found) if found else None}
