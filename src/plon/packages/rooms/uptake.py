"""The evaluation of use: who uses results, what was made of them, where policies name them. No person, no address."""

from django.db.models import Q

from plon.packages.parts import register_exceptions, register_part
from plon.packages.tables import Row, Table
from plon.pages import whole_address
from plon.results.models import Result
from plon.uptake.models import Adaptation, PolicyReference, Use

_CONTACT = {"contact": "a person's address"}
_CONFIRMED = Q(confirmed_at__isnull=False)


def _elsewhere(row: Row, key: str) -> None:
    """A version that is a result of another project stays there: its address goes along."""
    other = Result.objects.get(public_id=key)
    row["link"] = row["link"] or whole_address(other.get_permanent_url())
    row["title"] = row["title"] or other.working_title[:300]


def register() -> None:
    register_part(
        100,
        "use",
        Table(
            Use,
            project="result__project",
            result="result",
            left_out={**_CONTACT, "organisation_key": "made from the name", "town_key": "made from the name"},
            where=_CONFIRMED,
        ),
        Table(
            Adaptation,
            project="result__project",
            result="result",
            left_out=_CONTACT,
            where=_CONFIRMED,
            outside={"other": _elsewhere},
        ),
        Table(PolicyReference, project="result__project", result="result", left_out=_CONTACT, where=_CONFIRMED),
    )
    register_exceptions(
        {
            "uptake.Contact": "addresses of people, which go by their date",
            "uptake.Inquiry": "letters between people",
            "uptake.Reply": "letters between people",
        }
    )
