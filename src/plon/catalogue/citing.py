"""How a result is cited and credited: text to copy, and files for programs that keep references.

The authors are organisations: whoever answers for the result, else the project's coordinator. Written after the
formats' own rules: BibTeX and CSL-JSON with names that must not be split, RIS with one value a line.
"""

import datetime
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.translation import gettext as _

from plon.catalogue.labels import LicenceTerms, code_name, licence_terms
from plon.pages import whole_address
from plon.projects.enums import PartnershipRole
from plon.projects.models import Partnership
from plon.results.enums import IdentifierScheme
from plon.results.models import Result
from plon.results.schemes import address_of
from plon.texts import mask_addresses


@dataclass(frozen=True, slots=True)
class Work:
    """A result as a thing to cite; every text is one line.

    Attributes:
        key: its public id, by which programs tell references apart.
        title: in the language of the reader.
        language: of the title.
        authors: organisations.
        kind: what it is, in the reader's language: handbook, film.
        published: the day; None if it is not known.
        address: the permanent one.
        project: its title or acronym.
        number: of the project, and so of the grant.
        terms: of its licence, in plain words.
        doi: "" if it has none.
    """

    key: str
    title: str
    language: str
    authors: tuple[str, ...]
    kind: str
    published: datetime.date | None
    address: str
    project: str
    number: str
    terms: LicenceTerms | None
    doi: str = ""

    @property
    def cited_address(self) -> str:
        """Return the address that stands in a reference: that of the DOI if there is one, as all styles ask."""
        return address_of(IdentifierScheme.DOI, self.doi) if self.doi else self.address

    @property
    def year(self) -> str:
        return str(self.published.year) if self.published else ""

    @property
    def note(self) -> str:
        """Return which project it comes from and who paid for it."""
        return _("Project %(project)s, co-funded by the European Union") % {"project": self.of_project}

    @property
    def of_project(self) -> str:
        if self.project and self.number and self.number not in self.project:
            return f"{self.project} ({self.number})"
        return self.project or self.number


def one_line(text: str) -> str:
    """Return a text without line ends or signs that nobody sees: whatever people typed, it is one value."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def work_of(result: Result, partnerships: Iterable[Partnership], language: str) -> Work:
    """Return what is cited; texts, identifiers and partners were loaded with the result."""
    text = result.text_in(language)
    coordinators = [part.organisation.name for part in partnerships if part.role == PartnershipRole.COORDINATOR]
    authors = [result.responsible.name] if result.responsible else coordinators
    project = result.project
    return Work(
        key=result.public_id,
        title=one_line(text.title if text else result.working_title),
        language=text.language if text else "",
        authors=tuple(one_line(name) for name in authors) or (one_line(str(project)),),
        kind=one_line(code_name("result_categories", result.category, language).partition(" (")[0]),
        published=result.published_at.date() if result.published_at else None,
        address=whole_address(result.get_permanent_url()),
        project=mask_addresses(one_line(project.acronym or project.title)),
        number=one_line(project.number),
        terms=licence_terms(result.licence, language),
        doi=result.doi,
    )


def credit_line(work: Work) -> str:
    """Return the line to copy when using the result: title, authors, project, licence, permanent address."""
    parts = [
        _("“%(title)s”, %(author)s") % {"title": work.title, "author": ", ".join(work.authors)},
        _("project %(number)s") % {"number": work.number} if work.number else "",
        work.terms.badge if work.terms else "",
        work.address,
    ]
    return ", ".join(part for part in parts if part)


def adaptation_line(work: Work) -> str:
    """Return the line for a changed or translated version; "" where the licence allows none to be shared."""
    if work.terms is None or not work.terms.may_adapt:
        return ""
    line = _("Adapted from %(credit)s. Changes: [what you changed].") % {"credit": credit_line(work)}
    if work.terms.is_share_alike:
        line += " " + _("This version is shared under the same licence, %(licence)s.") % {"licence": work.terms.badge}
    return line


def apa(work: Work) -> str:
    """Return the reference in the manner of the APA (7th edition), as plain text."""
    authors = _joined(work.authors)
    year = work.year or _("n.d.")
    kind = f" [{work.kind}]" if work.kind else ""
    project = _ended(_("Project %(project)s") % {"project": work.of_project}) + " " if work.of_project else ""
    return f"{_ended(authors)} ({year}). {_ended(work.title + kind)} {project}{work.cited_address}"


def _joined(names: tuple[str, ...]) -> str:
    return ", ".join(names) if len(names) < 3 else ", ".join(names[:-1]) + f" & {names[-1]}"


def _ended(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


# Braces are counted by BibTeX even behind a backslash, so they are named instead.
_BIBTEX = str.maketrans(
    {
        "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}", **{sign: f"\\{sign}" for sign in "#$%&_"},
    }
)  # fmt: skip


def bibtex(work: Work) -> str:
    """Return an entry for BibTeX and BibLaTeX, in UTF-8."""
    fields = {
        "title": f"{{{work.title.translate(_BIBTEX)}}}",
        # The inner braces keep an organisation whole: no first and last name, no split at "and".
        "author": " and ".join(f"{{{name.translate(_BIBTEX)}}}" for name in work.authors),
        "year": work.year,
        "month": str(work.published.month) if work.published else "",
        "howpublished": work.kind.translate(_BIBTEX),
        "doi": work.doi.translate(_BIBTEX),
        "url": work.address,
        "language": work.language,
        "note": ". ".join(part.translate(_BIBTEX) for part in (work.note, _licence_of(work)) if part),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{plon-{work.key},", *lines, "}", ""])


def ris(work: Work) -> str:
    """Return an entry in RIS, as EndNote, Mendeley and Zotero read it."""
    fields = [
        ("TY", "GEN"),
        ("ID", f"plon-{work.key}"),
        ("TI", work.title),
        *(("AU", name) for name in work.authors),
        ("PY", work.year),
        ("DA", work.published.strftime("%Y/%m/%d") if work.published else ""),
        ("M3", work.kind),
        ("LA", work.language),
        ("DO", work.doi),
        ("UR", work.address),
        ("N1", work.note),
        ("C1", _licence_of(work)),
    ]
    lines = [f"{tag}  - {value}" for tag, value in fields if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def csl_json(work: Work) -> str:
    """Return a list with one item in CSL-JSON, as citation processors read it."""
    item: dict[str, object] = {
        "id": f"plon-{work.key}",
        "type": "document",
        "title": work.title,
        "author": [{"literal": name} for name in work.authors],
        "genre": work.kind,
        "language": work.language,
        "DOI": work.doi,
        "URL": work.address,
        "note": work.note,
        "license": work.terms.address if work.terms else "",
    }
    if work.published:
        item["issued"] = {"date-parts": [[work.published.year, work.published.month, work.published.day]]}
    return json.dumps([{name: value for name, value in item.items() if value}], ensure_ascii=False, indent=2) + "\n"


def _licence_of(work: Work) -> str:
    if work.terms is None:
        return ""
    return f"{work.terms.badge} {work.terms.address}".strip()


@dataclass(frozen=True, slots=True)
class Format:
    """A way of writing a citation.

    Attributes:
        name: what people call it.
        media_type: what it is sent as.
        write: makes it.
    """

    name: str
    media_type: str
    write: Callable[[Work], str]


# By the ending of the file. Media types as the programs' own pages send them; none of the two is registered.
FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "txt": Format("APA", "text/plain", lambda work: apa(work) + "\n"),
        "bib": Format("BibTeX", "application/x-bibtex", bibtex),
        "ris": Format("RIS", "application/x-research-info-systems", ris),
        "json": Format("CSL-JSON", "application/vnd.citationstyles.csl+json", csl_json),
    }
)


@dataclass(frozen=True, slots=True)
class Citation:
    """One citation as the page shows it: to copy and to take along."""

    ending: str
    name: str
    text: str


def citations(work: Work) -> list[Citation]:
    return [Citation(ending, one.name, one.write(work).strip()) for ending, one in FORMATS.items()]
