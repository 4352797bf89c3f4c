"""A collection to take along: a table, references, a feed."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from plon import tables
from plon.catalogue.citing import FORMATS, work_of
from plon.catalogue.labels import code_name
from plon.collections.models import Collection
from plon.collections.presenting import Line, signature_of
from plon.feeds import PlainFeed
from plon.pages import whole_address
from plon.programme import places
from plon.texts import plain_text


def csv_of(lines: Sequence[Line], language: str) -> bytes:
    """Return a line per entry that is there, with the mark between cells that spreadsheets of the language expect."""
    head = [
        _("Title"), _("Why it is here"), _("Kind"), _("Languages"), _("Licence"), _("Project number"), _("Address")
    ]  # fmt: skip
    here = (_cells(line, language) for line in lines if line.is_here)
    return tables.csv_of(head, here, delimiter=";" if language == "pl" else ",")


def _cells(line: Line, language: str) -> list[str]:
    project = line.project or (line.result.project if line.result else None)
    languages = line.result.languages if line.result else (project.languages if project else [])
    kind = code_name("result_categories", line.result.category, language) if line.result else _("Project")
    address = line.result.get_permanent_url() if line.result else line.address
    return [
        line.title,
        " ".join(line.entry.note.split()),
        kind,
        ", ".join(places.language_name(code, language) for code in languages),
        code_name("licences", line.result.licence, language) if line.result else "",
        project.number if project else "",
        whole_address(address),
    ]


def references_of(lines: Sequence[Line], language: str, ending: str) -> bytes:
    """Return the results as references for programs that keep them ("ris" or "bib"); projects are nothing to cite."""
    results = [line.result for line in lines if line.result]
    prefetch_related_objects(results, "project__partnerships__organisation", "identifiers")
    works = [work_of(result, result.project.partnerships.all(), language) for result in results]
    return "\n".join(FORMATS[ending].write(work) for work in works).encode()


_Write = Callable[[Sequence[Line], str], bytes]
WAYS: Mapping[str, tuple[str, _Write]] = MappingProxyType(
    {
        "csv": ("text/csv; charset=utf-8", csv_of),
        "ris": (FORMATS["ris"].media_type, lambda lines, language: references_of(lines, language, "ris")),
        "bib": (FORMATS["bib"].media_type, lambda lines, language: references_of(lines, language, "bib")),
    }
)


def feed_of(collection: Collection, lines: Sequence[Line], language: str, *, address: str) -> bytes:
    """Return the collection as an Atom feed: what was added last comes first."""
    text = collection.text_in(language)
    feed = PlainFeed(
        title=text.title if text else "",
        link=whole_address(collection.get_absolute_url()),
        description="",
        subtitle=plain_text(text.description) if text else "",
        language=text.language if text else language,
        feed_url=whole_address(address),
        feed_guid=whole_address(f"/collections/{collection.public_id}"),
        author_name=signature_of(collection) or (_("the agency") if collection.is_agency else "Plon"),
    )
    for line in sorted((line for line in lines if line.is_here), key=lambda one: one.entry.added_at, reverse=True)[:50]:
        feed.add(
            title=line.title,
            link=whole_address(line.address),
            description=line.entry.note,
            # The same whatever the title becomes, and another one if it is put in again.
            unique_id=f"tag:{_host()},{_day(line.entry.added_at)}:{collection.public_id}/{line.entry.pk}",
            pubdate=line.entry.added_at,
            updateddate=line.entry.added_at,
        )
    return feed.written()


def _host() -> str:
    return whole_address("").partition("//")[2].partition(":")[0] or "localhost"


def _day(moment: datetime.datetime) -> str:
    return moment.date().isoformat()
