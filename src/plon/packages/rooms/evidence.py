"""Evidence and the state of consents. Consents leave without names: how many people, for what, until when."""

from typing import Any

from plon.evidence.models import Consent, Evidence
from plon.packages.parts import register_exceptions, register_part
from plon.packages.tables import Stored, Table

NAME = "the name of a person"
# Stands for who agreed, in a register whose names stayed where they were given.
UNNAMED = "—"


def _consent_arrives(consent: Any, loading: Any) -> None:
    consent.name = UNNAMED
    consent.guardian = UNNAMED if consent.is_minor else ""


def _evidence_arrives(piece: Any, loading: Any) -> None:
    """Pieces are published here only if the package is; consents without names cover nothing (see importing)."""
    if not loading.is_published:
        piece.is_public, piece.published_at = False, None


def register() -> None:
    register_part(
        50,
        "evidence",
        Table(
            Consent,
            project="project",
            left_out={
                "name": NAME,
                "guardian": NAME,
                "note": "may name people",
                "warned_at": "a letter to people here",
            },
            adjust=_consent_arrives,
        ),
        Table(
            Evidence,
            project="project",
            result="proofs__activity__results",
            left_out={"thumbnail_path": "made anew", "added_label": NAME},
            stored=Stored(
                "path",
                lambda row: f"data/private/evidence/{row['id']}",
                lambda row: f"evidence/{row['project']}",
                name="name",
                sha256="sha256",
            ),
            adjust=_evidence_arrives,
        ),
    )
    register_exceptions({"evidence.Upload": "a file on its way in"})
