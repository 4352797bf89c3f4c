"""Results: what they are in every language, their files in all versions, links, covers and fit cards."""

from typing import Any

from django.db.models import Q

from plon.packages.parts import register_part
from plon.packages.tables import Row, Stored, Table, judge_picture
from plon.results.enums import ResultState
from plon.results.models import FitCard, FitText, Result, ResultFile, ResultIdentifier, ResultLink, ResultText


def _arrive(result: Any, loading: Any) -> None:
    """A result that was public waits as a ready one until somebody says that it may be public here too."""
    if result.state == ResultState.PUBLISHED and not loading.is_published:
        result.state = ResultState.READY


def _file_arrives(file: Any, loading: Any) -> None:
    file.is_public = file.is_public and loading.is_published


def folder_of_file(row: Row) -> str:
    """Return where a version of a file lies: by result and language, in a folder of its own."""
    return f"data/results/{row['result']}/files/{row['language'] or 'any'}/{row['id']}-v{row['number']}"


def register() -> None:
    public = Q(result__state=ResultState.PUBLISHED)
    register_part(
        30,
        "results",
        Table(
            Result,
            project="project",
            result="pk",
            stored=Stored(
                "cover", lambda row: f"data/results/{row['id']}/cover", lambda row: "covers", judge=judge_picture
            ),
            public_where=Q(state=ResultState.PUBLISHED),
            adjust=_arrive,
        ),
        Table(ResultText, project="result__project", result="result", named_by="", public_where=public),
        Table(
            ResultFile,
            project="result__project",
            result="result",
            stored=Stored("path", folder_of_file, lambda row: f"results/{row['result']}", name="name", sha256="sha256"),
            public_where=public & Q(is_public=True),
            adjust=_file_arrives,
        ),
        Table(ResultLink, project="result__project", result="result", named_by="", public_where=public),
        Table(ResultIdentifier, project="result__project", result="result", public_where=public),
        Table(FitCard, project="result__project", result="result", named_by="result__public_id", public_where=public),
        Table(
            FitText,
            project="card__result__project",
            result="card__result",
            named_by="",
            public_where=Q(card__result__state=ResultState.PUBLISHED),
        ),
    )
