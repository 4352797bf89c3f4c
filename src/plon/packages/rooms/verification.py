"""Reports that were issued, with their files and what they rest on: their codes go on answering elsewhere."""

from typing import IO

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plon.files import filetypes
from plon.files.refusals import FileRefused
from plon.jobs.lengthy import WorkState
from plon.packages.parts import register_exceptions, register_part
from plon.packages.tables import Stored, Table
from plon.verification.models import IssuedFile, IssuedProof, IssuedReport

_DONE = {"": Q(state=WorkState.DONE), "issued__": Q(issued__state=WorkState.DONE)}
_WORKER = "of a worker here"
JSON = "application/json"


def _judge(stream: IO[bytes], name: str) -> str:
    """Take the files of a report: PDF and Word file as any upload, its data by how they begin.

    Raises:
        FileRefused: it is none of them.
    """
    if not name.endswith(".json"):
        return filetypes.identify(stream, name).media_type
    stream.seek(0)
    if stream.read(1) != b"{":
        raise FileRefused(_("“%(name)s” is not what its ending says."), {"name": name})
    return JSON


def register() -> None:
    register_part(
        126,
        "issued",
        Table(
            IssuedReport,
            project="project",
            left_out={"issued_label": "the name of a person", "seen_at": _WORKER, "tries": _WORKER},
            where=_DONE[""],
        ),
        Table(
            IssuedFile,
            project="issued__project",
            named_by="",
            where=_DONE["issued__"],
            stored=Stored(
                "path",
                lambda row: f"data/reports/{row['issued']}/{row['kind']}",
                lambda row: f"issued/{row['issued']}",
                name="name",
                sha256="sha256",
                judge=_judge,
                sets=("size",),
            ),
        ),
        Table(
            IssuedProof,
            project="issued__project",
            named_by="",
            left_out={
                "evidence_number": "a number of the database here",
                "standing": "read back anew there",
                "checked_at": "read back anew there",
            },
            where=_DONE["issued__"],
        ),
    )
    register_exceptions(
        {
            "verification.ProofCheck": "a reading back that is made anew",
            "verification.AuditRoom": "a door of this installation alone",
            "verification.RoomVisit": "what was opened behind a door of this installation alone",
        }
    )
