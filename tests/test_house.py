"""Rules of the house that no other tool checks."""

import re
import subprocess
from pathlib import Path

import pytest

from plon.history.sentences import registered_kinds

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "plon"
ROOT_ENTRIES = {
    ".ci", ".editorconfig", ".gitignore", ".pre-commit-config.yaml", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE",
    "Makefile", "README.md", "README.pl.md", "SECURITY.md", "benchmarks", "docs", "pyproject.toml", "requirements",
    "src", "tests",
}  # fmt: skip
LONGEST_SOURCE, LONGEST_TEST = 600, 800
WRITES = re.compile(r"\.(save|delete|bulk_create|bulk_update)\(|objects\.(create|update_or_create|get_or_create)\(")
# Who may write beside actions.py, and why.
WRITERS = {
    "history": "the floor below all actions",
    "portal/news/writing.py": "writes articles as an editor does; publishing tells the history of them",
    "portal/news/pictures.py": "remembers which pictures a text shows, in the transaction that publishes it",
    "portal/cms/tree.py": "makes what the editors' system needs before anybody can write",
    "portal/cms/accounts.py": "brings an officer's own settings into the editors' system as they enter",
    "agency/posting.py": "keeps letters until the mail server takes them",
    "contact/ending.py": "ends a message for the use case that closes it, and for the letter that does",
    "office/people/inviting.py": "the use cases of invitations, beside the page of people",
    "office/merging/listed.py": "follows a merge in what the register listed, in the transaction of the use case",
    "office/merging/restoring.py": "gives back what a merge moved, in the transaction of the use case that undoes it",
    "activities/proofs.py": "the use cases of proof, beside those of the act",
    "outcomes/letters/claims.py": "keeps which letters went, beside the server that takes them",
    "corner/letters/claims.py": "keeps which letters went, beside the server that takes them",
    "events/letters/owing.py": "writes a letter down in the transaction of what it tells of",
    "newsletter/sending/rows.py": "keeps which letters of a number went, beside the server that takes them",
    "toolkit/photos.py": "writes bytes, no rows",
    "toolkit/previewing.py": "writes bytes, no rows",
    "toolkit/making.py": "makes a file and keeps its row, beside the use cases of tools",
    "toolkit/kits.py": "makes a kit and keeps its row",
    "toolkit/kit_actions.py": "the use cases of kits, beside those of tools",
    "toolkit/withholding.py": "what follows a withdrawn consent, in the caller's transaction",
    "toolkit/sweeping.py": "what goes by the clock",
    "toolkit/library_actions.py": "the use cases of the library, beside those of the tools",
    "shortlinks/counting.py": "counts openings, which no person of ours does",
    "reach/counting.py": "counts readers, which no person of ours does, and drops days of robots",
    "shortlinks/codes.py": "writes bytes, no rows",
    "packages/making.py": "makes a package and keeps its row, beside the use case that asks for it",
    "packages/arriving.py": "the use cases of packages that come in, beside those of packages that leave",
    "packages/importing.py": "brings a package in: one use case",
    "packages/loading.py": "makes rows of lines in the transaction of `importing`",
    "packages/rooms/surveys.py": "makes rows of lines in the transaction of `importing`",
    "packages/rooms/history.py": "makes rows of lines in the transaction of `importing`",
    "packages/sweeping.py": "what goes by the clock",
    "review/models.py": "refuses to write a decision twice",
    "jobs/schedule.py": "keeps the appointments of regular work, which belongs to no person",
    "jobs/lengthy.py": "how far a job is and how it ended, for the room that asked for it",
    "attendance/closing.py": "the use cases of closing and erasing, beside those of signing",
    "savedsearches/alerts/claims.py": "keeps which letters went and what they told, beside the server that takes them",
    "search/changes.py": "the note is part of the caller's transaction",
    "search/updating.py": "the index forgets what it has learnt",
    "projects/team.py": "the use cases of people, beside those of the record",
    "projects/partnership.py": "the use cases of partners, beside those of the record",
    "sustainability/counting.py": "counts how lasting results are, which no person of ours does",
    "keptcopies/capturing.py": "keeps what was captured, beside the use case that asks for it",
    "keptcopies/given.py": "begins a copy of the example world, which `capturing` keeps",
    "keptcopies/sweeping.py": "deletes bytes that no row names",
    "resultsplatform/sweeping.py": "what goes by the clock",
    "verification/issuing.py": "issues a report and keeps its rows, beside the use case that asks for it",
    "verification/checking.py": "keeps what reading back found, which belongs to no person",
    "verification/sweeping.py": "deletes bytes that no row names",
    "freezing/packing.py": "makes a frozen site and keeps its row, beside the use cases that ask for it",
    "freezing/withholding.py": "what follows a withdrawn consent, and what goes by the clock",
    "linkwatch/noting.py": "keeps what links answer, which belongs to no person",
    "linkwatch/claiming.py": "keeps whose turn it is to ask a server, which belongs to no person",
    "linkwatch/taking_up.py": "keeps which addresses are public, which belongs to no person",
    "linkwatch/thinning.py": "drops lines of a history by their number",
    "results/sittings.py": "widens the event of a sitting, in the caller's transaction",
    "results/attaching.py": "the use cases of files, links and covers, beside those of the result",
    "results/naming.py": "the use cases of identifiers, beside those of the result",
    "fixity/taking_up.py": "keeps which files there are, which belongs to no person",
    "fixity/checking.py": "keeps what reading back found, which belongs to no person",
    "files/storing.py": "writes bytes, no rows",
    "results/images.py": "writes bytes, no rows",
    "evidence/uploads/actions.py": "the use cases of uploads, beside those of evidence",
    "evidence/uploads/parts.py": "writes bytes, no rows",
    "evidence/thumbnails.py": "writes bytes, no rows",
    "evidence/sweeping.py": "deletes bytes that no row names",
    "files/pictures/heic.py": "writes bytes, no rows",
    "files/buckets.py": "writes bytes, no rows",
    "evidence/publishing.py": "the use cases of publishing, beside those of evidence",
    "evidence/public_copies.py": "writes bytes, no rows",
    "catalogue/downloads.py": "writes bytes, no rows",
    "catalogue/dumps.py": "writes bytes, no rows",
    "catalogue/previews": "keeps pictures of public files, which belong to no person",
    "typeset/qr.py": "writes bytes, no rows",
    "typeset/tools": "writes bytes, no rows",
    "typeset/papers/docx.py": "writes bytes, no rows",
    "organisations/logos.py": "writes bytes, no rows",
    "reports/exporting": "writes bytes, no rows",
    "visibility/reading": "writes bytes, no rows",
    "visibility/measuring": "writes bytes, no rows",
    "visibility/running.py": "keeps what a run found, which belongs to no person",
    "visibility/erasing.py": "erases bytes by their date, and says so in their row",
    "responses/tallying.py": "keeps sheets and their figures in the transaction of `take_sheet`",
    "responses/erasing.py": "what goes by the clock or at somebody's wish, beside the taking of sheets",
    "accounts/models.py": "Django's manager makes people",
    "exchange": "an import writes in bulk; its use cases are its own modules",
    "demo": "nothing but actions, and dates of the example world",
}


def tracked_files() -> list[str]:
    answer = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if answer.returncode:
        pytest.skip("not a git checkout")
    return answer.stdout.splitlines()


def sources() -> list[Path]:
    return [path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts]


def test_the_root_explains_itself() -> None:
    assert {name.split("/")[0] for name in tracked_files()} <= ROOT_ENTRIES


def test_no_file_outgrows_its_page() -> None:
    tests = (ROOT / "tests").rglob("*.py")
    too_long = [
        str(path.relative_to(ROOT))
        for limit, paths in ((LONGEST_SOURCE, sources()), (LONGEST_TEST, tests))
        for path in paths
        if len(path.read_text().splitlines()) > limit
    ]
    assert too_long == []


# Rooms whose templates keep a line to what can be read at once; others join as they are broken up.
BROKEN_UP = ("attendance", "keptcopies", "plans", "reports", "results", "shortlinks", "toolkit", "visibility")
LONGEST_LINE = 200


@pytest.mark.parametrize("room", BROKEN_UP)
def test_no_line_of_a_template_is_too_long_to_read(room: str) -> None:
    too_long = [
        f"{path.relative_to(SOURCE)}:{number}"
        for path in (SOURCE / room / "templates").rglob("*.html")
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if len(line) > LONGEST_LINE
    ]
    assert too_long == []


def test_there_is_no_drawer() -> None:
    drawers = {"utils", "helpers", "common", "misc", "util", "helper"}
    assert [str(path) for path in sources() if path.stem in drawers or path.parent.name in drawers] == []


def test_only_actions_write() -> None:
    strays = []
    for path in sources():
        name = path.relative_to(SOURCE).as_posix()
        if path.stem in {"actions", "tasks"} or "/actions/" in name or any(name.startswith(w) for w in WRITERS):
            continue
        strays += [f"{name}: {line.strip()}" for line in path.read_text().splitlines() if WRITES.search(line)]
    assert strays == []


def test_every_kind_of_event_has_its_sentence() -> None:
    recording = re.compile(r"""\brecord(?:_in_sitting)?\(\s*["']([a-z_.]+)["']""")
    recorded = {kind for path in sources() for kind in recording.findall(path.read_text())}
    assert recorded - registered_kinds() == set()
    assert len(recorded) > 20


def test_no_file_names_a_registry_or_a_path_of_a_machine() -> None:
    names = ("files.python" + "hosted", "pypi.org" + "/simple", "registry.npm" + "js", "deb.debian" + ".org")
    hosts = re.compile("|".join(re.escape(name) for name in names))
    binary = {".ttf", ".woff2", ".png", ".ico", ".jpg", ".webp"}
    found = [
        name
        for name in tracked_files()
        if Path(name).suffix not in binary
        and (ROOT / name).is_file()
        and hosts.search((ROOT / name).read_text(errors="replace"))
    ]
    assert found == []
