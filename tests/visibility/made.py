"""Checks as they stand in the database when they are done."""

import io
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone
from PIL import Image

from plon.accounts.models import User
from plon.projects.models import Project
from plon.visibility.enums import CheckOf, CheckState
from plon.visibility.models import VisibilityCheck
from plon.visibility.report import Finding, Mend, Place, Report, Sureness, Verdict

DISCLAIMER = "Dofinansowane ze środków UE. Wyrażone poglądy i opinie są jedynie opiniami autora lub autorów."


def png(width: int = 80, height: int = 40, colour: str = "#003399") -> bytes:
    """A picture of one colour."""
    stream = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(stream, "PNG")
    return stream.getvalue()


def report() -> Report:
    """One of each verdict."""
    return Report(
        "leaflet.pdf",
        kind="pdf",
        language="pl",
        pages=2,
        findings=(
            Finding("emblem-found", Verdict.GOOD, places=(Place(page=1, crop="c1"),)),
            Finding("statement-found", Verdict.GOOD, places=(Place(page=1, snippet="Dofinansowane przez UE"),)),
            Finding(
                "disclaimer-found",
                Verdict.MISSING,
                Sureness.LIKELY,
                mend=Mend(DISCLAIMER, "pl"),
            ),
            Finding("licence-open", Verdict.LOOK, Sureness.UNSURE, places=(Place(page=2, snippet="CC BY-ND"),)),
            Finding("emblem-size", Verdict.LOOK, Sureness.LIKELY, mend=Mend(file="emblem")),
            Finding("number-same", Verdict.WRONG, places=(Place(page=2, snippet="2024-1-PL01-KA210-SCH-000000009"),)),
            Finding("alternatives-found", Verdict.NOT_APPLICABLE),
        ),
    )


def done(project: Project, by: User | None = None, **more: Any) -> VisibilityCheck:
    """Return a finished check of a leaflet: 2 fine, 2 to mend, 2 to look at."""
    told = report()
    crop = storages["default"].save("checks/made/crop.jpg", ContentFile(png()))
    values: dict[str, Any] = {
        "of": CheckOf.FILE, "name": "leaflet.pdf", "state": CheckState.DONE, "ended_at": timezone.now(),
        "report": told.to_json(), "crops": {"c1": crop}, "good": 2, "faults": 2, "looks": 2, "requested_by": by,
        "path": storages["default"].save("checks/made/file", ContentFile(b"%PDF-")), "size": 5,
    }  # fmt: skip
    return VisibilityCheck.objects.create(project=project, **{**values, **more})


def failed(project: Project, problem: str, **more: Any) -> VisibilityCheck:
    """Return a check of a page that could not be fetched."""
    values: dict[str, Any] = {
        "of": CheckOf.PAGE, "name": "school.example.org", "address": "https://school.example.org/",
        "state": CheckState.FAILED, "ended_at": timezone.now(), "problem": problem,
    }  # fmt: skip
    return VisibilityCheck.objects.create(project=project, **{**values, **more})
