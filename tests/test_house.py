"""Rules of the house that no other tool checks."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from plon.accounts.models import User
from plon.history.sentences import registered_kinds
from plon.projects.models import Project
from tests.conftest import client_of

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
    "jobs/schedule.py": "keeps the appointments of regular work, which belongs to no person",
    "search/changes.py": "the note is part of the caller's transaction",
    "search/updating.py": "the index forgets what it has learnt",
    "projects/team.py": "the use cases of people, beside those of the record",
    "projects/partnership.py": "the use cases of partners, beside those of the record",
    "results/attaching.py": "the use cases of files, links and covers, beside those of the result",
    "files/storing.py": "writes bytes, no rows",
    "results/images.py": "writes bytes, no rows",
    "evidence/publishing.py": "the use cases of publishing, beside those of evidence",
    "evidence/public_copies.py": "writes bytes, no rows",
    "catalogue/downloads.py": "writes bytes, no rows",
    "typeset/qr.py": "writes bytes, no rows",
    "organisations/logos.py": "writes bytes, no rows",
    "reports/exporting": "writes bytes, no rows",
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
    recorded = {
        kind for path in sources() for kind in re.findall(r"""\brecord\(\s*["']([a-z_.]+)["']""", path.read_text())
    }
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


def addresses(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[str]:
    for pattern in patterns:
        part = str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, prefix + part)
        else:
            yield "/" + prefix + part


def guarded_addresses(project: Project) -> list[str]:
    """Every address of the workspace and the office, with `project` in it and made-up ids elsewhere."""
    found = []
    for address in addresses(get_resolver().url_patterns):
        if address.startswith(("/workspace/", "/office/")):
            filled = re.sub(r"<(?:\w+:)?project(?:_id)?>", project.public_id, address)
            filled = re.sub(r"<int:\w+>", "999999", filled)
            found.append(re.sub(r"<[^>]+>", "zzzzzzz", filled))
    return found


# Doors that a stranger may knock at: their own list, a new project, a claim, an invitation to them.
OPEN_TO_MEMBERS = ("/workspace/", "/workspace/new/", "/workspace/claim/")


def test_no_visitor_passes_a_guarded_door(project: Project) -> None:
    doors = guarded_addresses(project)
    client = Client()
    passed = [
        (door, method, answer.status_code)
        for door in doors
        if "/invitation" not in door
        for method in ("get", "post")
        if (answer := getattr(client, method)(door)).status_code not in {302, 403, 404, 405}
        or (answer.status_code == 302 and not answer["Location"].startswith("/accounts/login/"))
    ]

    assert len(doors) > 40
    assert passed == []


def test_no_stranger_passes_a_door_of_a_project_or_the_office(project: Project, stranger: User) -> None:
    client = client_of(stranger)
    passed = [
        (door, method, answer.status_code)
        for door in guarded_addresses(project)
        if project.public_id in door or door.startswith("/office/")
        for method in ("get", "post")
        if (answer := getattr(client, method)(door)).status_code not in {403, 404, 405}
    ]

    assert passed == []


def test_a_stranger_learns_nothing_of_a_project(project: Project, stranger: User) -> None:
    client = client_of(stranger)

    assert {client.get(door).status_code for door in guarded_addresses(project) if project.public_id in door} <= {
        404,
        405,
    }
