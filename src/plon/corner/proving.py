"""What a partner shows its acts with: files that were uploaded or come with the form, links, pieces it had sent."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from plon.activities.attaching import MOST_FILES, not_proven_yet
from plon.activities.models import Activity
from plon.activities.proofs import prove
from plon.corner.gate import Corner
from plon.corner.queries import own_evidence
from plon.errors import DomainError
from plon.evidence.actions import add_file, add_link, change_evidence
from plon.evidence.models import Evidence
from plon.evidence.receiving import discard, receive
from plon.projects.pages import words_of

MOST_CHOSEN = 100


def sent_before(corner: Corner, public_ids: Iterable[str]) -> list[Evidence]:
    """Return the pieces of these ids that the link's partner brought; nobody else's."""
    return list(own_evidence(corner.link).filter(public_id__in=list(public_ids)[:MOST_CHOSEN]))


def take_files(corner: Corner, files: Iterable[UploadedFile[bytes]]) -> tuple[list[Evidence], list[str]]:
    """Keep files of a plain form; return the pieces, and of what was refused a sentence each."""
    pieces: list[Evidence] = []
    refused: list[str] = []
    for file in list(files)[:MOST_FILES]:
        name = file.name or ""
        try:
            pieces.append(_take_file(corner, file, name))
        except (DomainError, ValidationError) as refusal:
            words = {"name": name[:100], "why": words_of(refusal)}
            refused.append(_("“%(name)s” was not taken: %(why)s") % words)
    return pieces, refused


def _take_file(corner: Corner, file: UploadedFile[bytes], name: str) -> Evidence:
    project = corner.link.project
    received = receive(file, name, folder=f"evidence/{project.public_id}")
    try:
        return add_file(project, by=corner.guest, received=received, organisation=corner.link.organisation)
    except Exception:
        discard(received)
        raise


def take_link(corner: Corner, address: str) -> tuple[list[Evidence], list[str]]:
    """Keep an address where the act can be seen; the same address again gives the partner's own first piece."""
    if not address.strip():
        return [], []
    link = corner.link
    try:
        return [add_link(link.project, by=corner.guest, url=address, organisation=link.organisation)], []
    except (DomainError, ValidationError) as refusal:
        twins = own_evidence(link).filter(url=address.strip())[:1]
        return list(twins), [] if twins else [_("The link was not taken: %(why)s") % {"why": words_of(refusal)}]


def show(act: Activity, pieces: Iterable[Evidence], corner: Corner, *, is_everybody: bool, is_list: bool) -> int:
    """Let pieces show an act; return how many there were.

    Args:
        act: an act of the link's partner.
        pieces: of the partner.
        corner: whose.
        is_everybody: they show all people whom nothing else shows yet; else that it took place.
        is_list: they hold names, so that only the team's editors open them.

    Raises:
        DomainError: more people than the act reached.
    """
    count = 0
    for piece in pieces:
        if is_list and not piece.is_confidential:
            change_evidence(piece, by=corner.guest, is_confidential=True)
        if not act.proofs.filter(evidence=piece).exists():
            prove(act, piece, by=corner.guest, people=not_proven_yet(act) if is_everybody else None)
        count += 1
    return count
