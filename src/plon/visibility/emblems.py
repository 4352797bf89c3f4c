"""Emblem and statement of a project's grant, as a file to take."""

from dataclasses import dataclass
from typing import Literal, cast

from plon.programme.visibility import funding_statement
from plon.projects.models import Project

MEDIA_TYPES = {"svg": "image/svg+xml", "png": "image/png"}
# What `Mend.file` calls them.
_MODES = {"emblem": "colour", "emblem-white": "negative"}


@dataclass(frozen=True, slots=True)
class EmblemFile:
    name: str
    content: bytes


def emblem_for(project: Project, language: str, *, mode: str, ending: str) -> EmblemFile | None:
    """Draw it, in English where the language has no sourced statement; None for a mode or ending that is not made."""
    if mode not in _MODES or ending not in MEDIA_TYPES:
        return None
    from plon.typeset.emblem_files import emblem_file  # brings the typesetter

    for spoken in (language, "en"):
        wording = funding_statement(spoken, cofunded=project.is_cofunded, programme=project.programme)
        if wording is not None:
            break
    else:
        return None
    content = emblem_file(
        wording.text,
        wording.language,
        mode=cast("Literal['colour', 'negative']", _MODES[mode]),
        output=cast("Literal['svg', 'png']", ending),
    )
    return EmblemFile(f"eu-{mode}-{wording.language}.{ending}", content)
