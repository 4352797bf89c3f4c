"""A report with an edited text, one that was given up, and a file that is ready."""

import datetime
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.core.files.storage import storages

from plon.accounts.models import User
from plon.jobs.lengthy import WorkState
from plon.reports.beneficiary.actions import start_report, take_draft, write_text
from plon.reports.beneficiary.loading import place_in
from plon.reports.beneficiary.models import Report, ReportFile

if TYPE_CHECKING:
    from tests.access.world import World


def add_reports(world: "World", by: User) -> None:
    report = start_report(
        world.project, by=by, kind="interim", since=datetime.date(2024, 9, 1), until=datetime.date(2025, 8, 31)
    )
    # Of an action that asks its partners for their self-assessment.
    Report.objects.filter(pk=report.pk).update(outline="ka210")
    write_text(place_in(report, "pl", "summary-all"), by=by, text="Zrobiliśmy to.")
    other = place_in(report, "en", "summary-all")
    write_text(other, by=by, text="We did it.")
    given_up = take_draft(other, by=by)
    path = storages["default"].save("reports/a.pdf", ContentFile(b"%PDF-1.7"))
    file = ReportFile.objects.create(
        report=report, format="pdf", language="pl", state=WorkState.DONE, name="a.pdf", path=path, sha256="0" * 64,
        size=8,
    )  # fmt: skip
    doors = ("file", "file_state", "cancel_file", "download")
    texts = ("text", "save", "preview", "take_draft", "keep")
    partner = world.project.partnerships.first()
    assert given_up is not None
    assert partner is not None
    world.fillings |= {f"beneficiary_reports:{door}:file": file.public_id for door in doors}
    world.fillings |= {f"beneficiary_reports:{door}:key": "summary-all" for door in texts}
    world.fillings |= {
        "report": report.public_id, "beneficiary_reports:undo:event": given_up.pk,
        **{f"beneficiary_reports:{door}:organisation": partner.organisation.public_id for door in ("assess", "remind")},
        **{f"beneficiary_reports:{door}:language": "pl" for door in texts},
    }  # fmt: skip
