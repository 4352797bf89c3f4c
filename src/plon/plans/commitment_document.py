"""A commitment as a document to print, sign and file."""

from typing import Literal

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plon.plans.commitment_words import sections_of
from plon.plans.models import Commitment
from plon.programme.authorities import authority
from plon.programme.visibility import disclaimer, funding_statement
from plon.typeset.commitment import CommitmentDocument, DocumentItem, DocumentSection, render_commitment


def verification_address(commitment: Commitment) -> str:
    """Return the public address at which anybody can check a printed commitment."""
    return f"{settings.BASE_URL}{reverse('verify', args=[commitment.public_id])}"


def commitment_document(commitment: Commitment, language: str) -> bytes:
    """Return the PDF of a commitment in Polish or English.

    Raises:
        TypesetError: the compiler refused.
    """
    project = commitment.project
    shown: Literal["pl", "en"] = "pl" if language == "pl" else "en"
    with translation.override(shown):
        sections = tuple(
            DocumentSection(section.title, tuple(DocumentItem(row.name, row.facts) for row in section.rows))
            for section in sections_of(commitment.content, shown)
        )
        facts = (
            (_("Project"), str(commitment.content["project"]["title"])),
            (_("Number"), str(commitment.content["project"]["number"])),
            (_("Occasion"), str(commitment.get_occasion_display())),
            (_("Date of the occasion"), date_format(commitment.agreed_on)),
            (_("Frozen on"), date_format(timezone.localtime(commitment.made_at), "DATETIME_FORMAT")),
            (_("Frozen by"), commitment.made_by_label),
            (_("Note"), commitment.note),
        )
        title = _("Commitment %(number)s") % {"number": commitment.number}
        check = _("Check this document at %(address)s. The SHA-256 of its content:") % {
            "address": verification_address(commitment)
        }
    statement = funding_statement(shown, cofunded=project.is_cofunded, programme=project.programme)
    small_print = disclaimer(
        shown, authority=authority(project.authority), cofunded=project.is_cofunded, programme=project.programme
    )
    return render_commitment(
        CommitmentDocument(
            language=shown,
            title=f"{title} · {project}",
            facts=tuple((label, value) for label, value in facts if value),
            sections=sections,
            check=check,
            sha256=commitment.sha256,
            link=verification_address(commitment),
            statement=statement.text if statement else "",
            disclaimer=small_print.text if small_print else "",
            is_example=project.is_example,
        )
    )
