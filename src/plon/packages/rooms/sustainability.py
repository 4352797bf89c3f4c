"""Looks at results after funding; who keeps them, as organisations; copies of what lay at their links."""

from typing import IO, Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plon.files.refusals import FileRefused
from plon.jobs.lengthy import WorkState
from plon.keepers.enums import OPEN, How, KeepingState
from plon.keepers.models import Keeping
from plon.keptcopies.models import KeptCopy, KeptPiece
from plon.packages.parts import register_exceptions, register_part
from plon.packages.tables import Row, Stored, Table
from plon.sustainability.models import Review

NAME = "the name of a person"
GZIP = b"\x1f\x8b"
WARC = "application/warc"


def _judge(stream: IO[bytes], name: str) -> str:
    """Take a web archive by what it begins with; it is only ever read piece by piece, and shown without scripts.

    Raises:
        FileRefused: it is none.
    """
    stream.seek(0)
    if stream.read(len(GZIP)) != GZIP:
        raise FileRefused(_("“%(name)s” is not what its ending says."), {"name": name})
    return WARC


def _people_stay(row: Row, key: int) -> None:
    """People do not travel: in a package the keeping of a person is over, since their last word.

    The organisation goes along, and stands in the use plan too; whoever brings the package asks keepers anew.
    """
    if row["state"] in OPEN and not row["is_agency"]:
        row["ended_at"] = row["confirmed_at"] or row["accepted_at"] or row["asked_at"]
        row["state"], row["ended_how"] = KeepingState.ENDED.value, How.LEFT_TEAM.value
        row["silence"], row["silent_since"] = "", None


def _copy_arrives(copy: Any, loading: Any) -> None:
    """Its addresses become links; only web addresses may. Whatever left was made, though some was taken away since."""
    for address in (copy.url, copy.found_at):
        if address and not address.startswith(("http://", "https://")):
            raise ValidationError({"url": _("Only web addresses can be linked: they begin with https://.")})
    copy.state = WorkState.DONE


def register() -> None:
    register_part(
        130,
        "lasting",
        Table(Review, project="result__project", result="result", left_out={"done_by_label": NAME}),
        Table(
            Keeping,
            project="result__project",
            result="result",
            left_out={"keeper": "a person", "in_team": "of a person"},
            mend=_people_stay,
        ),
        Table(
            KeptCopy,
            project="result__project",
            result="result",
            left_out={
                "requested_label": NAME,
                **dict.fromkeys(("state", "done", "total", "tries", "refusal", "seen_at"), "of a worker here"),
            },
            where=Q(state=WorkState.DONE),
            adjust=_copy_arrives,
            stored=Stored(
                "path",
                lambda row: f"data/results/{row['result']}/copies/{row['id']}",
                lambda row: f"copies/{row['result']}",
                name="name",
                sha256="sha256",
                judge=_judge,
                # Its media type is that of the page.
                sets=("size",),
            ),
        ),
        Table(
            KeptPiece,
            project="copy__result__project",
            result="copy__result",
            named_by="",
            where=Q(copy__state=WorkState.DONE),
        ),
    )
    register_exceptions(
        {
            "sustainability.Standing": "counted anew",
            "fixity.StoredFile": "stored files are found and read back anew",
            "linkwatch.LinkUse": "found anew in the links of results",
            "linkwatch.LinkAcceptance": "what was seen of other people's servers from here; it is looked anew",
        }
    )
