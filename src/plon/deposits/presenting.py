"""What pages say of a deposit: its problem in sentences, what will be sent in plain words."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plon.deposits.crosswalk import Prepared
from plon.deposits.enums import Trouble
from plon.deposits.models import Deposit
from plon.packages.metadata import ResultDescription
from plon.programme.places import language_name
from plon.results.models import Result

_SENTENCES: Mapping[str, str | Promise] = MappingProxyType(
    {
        Trouble.TOKEN: gettext_lazy("The repository does not know the access token. Make a new one there, and go on."),
        Trouble.FORBIDDEN: gettext_lazy(
            "The repository does not allow this with that token: it lacks a right, or the draft is somebody else's."
        ),
        Trouble.MISSING: gettext_lazy("The repository does not find what Plon asked for. Is the address right?"),
        Trouble.INVALID: gettext_lazy("The repository does not take the record as it is:"),
        Trouble.BUSY: gettext_lazy("The repository asks to wait."),
        Trouble.FAILS: gettext_lazy("The repository has trouble of its own."),
        Trouble.UNREACHABLE: gettext_lazy("The repository can't be reached."),
        Trouble.ELSEWHERE: gettext_lazy(
            "The repository sends on to another address. Plon hands the token to nobody else: begin with that address."
        ),
        Trouble.STRANGE: gettext_lazy("What answers there is no repository of this kind (InvenioRDM)."),
        Trouble.GONE: gettext_lazy("The draft or record is not in the repository any more: somebody deleted it there."),
        Trouble.DIFFERS: gettext_lazy("A file arrived changed, so it was taken back. Go on, and it is sent again:"),
        Trouble.DAMAGED: gettext_lazy("A file is missing or damaged here. Upload it again at the result, then go on:"),
        Trouble.NOT_PUBLIC: gettext_lazy("The result is no longer published here, so it was not published there."),
        Trouble.COMMUNITY: gettext_lazy("The repository has no such community:"),
        Trouble.OURS: gettext_lazy("Something went wrong on our side. Nothing was sent twice; you can go on."),
    }
)
# With these the repository's own words help.
_WITH_MESSAGE = frozenset({Trouble.INVALID, Trouble.DIFFERS, Trouble.DAMAGED, Trouble.COMMUNITY, Trouble.FORBIDDEN})

# What the repositories' kinds are called, by their own codes.
_KINDS: Mapping[str, str | Promise] = MappingProxyType(
    {
        "publication": gettext_lazy("Publication"),
        "publication-book": gettext_lazy("Publication: book"),
        "publication-report": gettext_lazy("Publication: report"),
        "publication-other": gettext_lazy("Publication: other"),
        "lesson": gettext_lazy("Lesson"),
        "presentation": gettext_lazy("Presentation"),
        "dataset": gettext_lazy("Dataset"),
        "software": gettext_lazy("Software"),
        "video": gettext_lazy("Film or sound"),
        "image-photo": gettext_lazy("Photo"),
        "other": gettext_lazy("Other kind"),
    }
)


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong, to be read: a sentence, then what the repository or the file's name adds to it."""

    sentence: str
    message: str
    complaints: tuple[tuple[str, str], ...]


def problem_of(deposit: Deposit) -> Problem | None:
    """Return what went wrong last; None if nothing did."""
    kept = deposit.problem
    if not kept:
        return None
    trouble = kept.get("trouble", "")
    complaints = tuple((str(field), str(words)) for field, words in kept.get("complaints", []))
    message = "" if complaints or trouble not in _WITH_MESSAGE else str(kept.get("message", ""))
    return Problem(str(_SENTENCES.get(trouble, _SENTENCES[Trouble.OURS])), message, complaints)


def share_of(deposit: Deposit) -> int:
    """Return how far it is, in percent of its files."""
    return round(100 * deposit.done / deposit.total) if deposit.total else 0


def lines_of(told: ResultDescription, prepared: Prepared, language: str) -> list[tuple[str, list[str]]]:
    """Return (what, values) of everything in a record, in the order in which people check it."""
    about: dict[str, Any] = prepared.record["metadata"]
    doi = prepared.record["pids"].get("doi", {}).get("identifier", "")
    funding = told.funding
    lines = [
        (_("Title"), [text.words for text in told.titles]),
        (_("Creators"), [agent.name for agent in told.creators]),
        (_("Other partners"), [agent.name for agent in told.contributors]),
        (_("Description"), [text.words for text in told.descriptions]),
        (_("Kind"), [str(_KINDS.get(about["resource_type"]["id"], about["resource_type"]["id"]))]),
        (_("Licence"), [told.licence.name] if told.licence else []),
        (_("Who may see it"), [_("anyone: record and files are public")]),
        (_("Publisher"), [about["publisher"]]),
        (_("Published"), [about["publication_date"]]),
        (_("Version"), [about["version"]]),
        (_("Languages"), [language_name(code, language) for code in told.languages]),
        (_("Subjects"), [text.words for text in told.subjects]),
        (_("Funding"), [" · ".join(part for part in (funding.funder, funding.number, funding.title) if part)]),
        (_("DOI"), [doi or _("the repository gives one")]),
        (_("Other identifiers"), [each["identifier"] for each in about.get("identifiers", [])]),
        (_("Related addresses"), [each["identifier"] for each in about.get("related_identifiers", [])]),
    ]
    return [(name, values) for name, values in lines if values]


def panel_of(result: Result) -> dict[str, Any] | None:
    """Return the identifiers of a result for its page in the workspace; None while there is nothing to say."""
    found = list(result.identifiers.all())
    if not found and not result.published_at:
        return None
    return {"result": result, "identifiers": found}
