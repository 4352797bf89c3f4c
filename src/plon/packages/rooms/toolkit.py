"""Dissemination tools: how they look, how they are set up, the files that were handed out, where they were used."""

from typing import IO

from django.utils.translation import gettext_lazy as _

from plon.files import filetypes
from plon.files.refusals import FileRefused
from plon.packages.parts import register_exceptions, register_part
from plon.packages.tables import Stored, Table, judge_picture
from plon.toolkit.models import Material, MaterialUse, MaterialVersion, ToolkitLook
from plon.typeset.tools import table as tools

NAME = "the name of a person"


def _judge(stream: IO[bytes], name: str) -> str:
    """Take also what tools make and nobody may upload: pages, letters, calendars. They are only ever downloaded.

    Raises:
        FileRefused: it is neither.
    """
    ending = name.rpartition(".")[2].lower()
    made = {output.ending: output.media_type for tool in tools.tools().values() for output in tool.outputs}
    if ending not in made or ending in filetypes.TYPES:
        return filetypes.identify(stream, name).media_type
    stream.seek(0)
    if b"\0" in stream.read(filetypes.HEAD):
        raise FileRefused(_("“%(name)s” is not what its ending says."), {"name": name})
    return made[ending]


def register() -> None:
    register_part(
        110,
        "tools",
        Table(
            ToolkitLook,
            project="project",
            named_by="",
            left_out={"contact": "whom to ask: the new team writes its own"},
            stored=Stored("logo", lambda row: "data/tools/logo", lambda row: "toolkit-logos", judge=judge_picture),
        ),
        Table(Material, project="project", result="results", left_out={"made_label": NAME}, keys=("texts", "fields")),
        Table(
            MaterialVersion,
            project="material__project",
            result="material__results",
            left_out={"made_label": NAME},
            stored=Stored(
                "path",
                lambda row: f"data/tools/{row['material']}/{row['id']}",
                lambda row: "toolkit/packages",
                name="name",
                sha256="sha256",
                judge=_judge,
            ),
        ),
        Table(
            MaterialUse,
            project="material__project",
            result="material__results",
            named_by="",
            left_out={"noted_label": NAME},
        ),
    )
    register_exceptions(
        {
            "toolkit.Kit": "a file that is made anew",
            "visibility.VisibilityCheck": "a check that is made anew",
            "filetexts.FileText": "read anew from the files",
        }
    )
