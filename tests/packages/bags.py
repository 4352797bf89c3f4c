"""Packages made in tests, and what lies in them."""

import datetime
import hashlib
import io
import zipfile
from pathlib import Path

from django.core.files.storage import storages

from plon.history.models import Event
from plon.organisations.models import Organisation
from plon.packages.bagging import BagWriter
from plon.packages.packing import Packed, write_bag
from plon.packages.tables import Scope
from plon.projects.models import Project
from plon.results.models import Result

MADE_AT = datetime.datetime(2026, 5, 4, 12, 30, tzinfo=datetime.UTC)


def write(place: Path, project: Project, *, result: Result | None = None, is_public: bool = False) -> Packed:
    """Write a package as ZIP."""
    with place.open("wb") as target:
        return write_bag(target, Scope(project, result, is_public), folder="bag", made_at=MADE_AT)


def payload(place: Path) -> dict[str, str]:
    """Return {name: SHA-256} of the payload of a package, without the folder that holds the bag."""
    with zipfile.ZipFile(place) as archive:
        return {
            name.removeprefix("bag/"): hashlib.sha256(archive.read(name)).hexdigest()
            for name in archive.namelist()
            if name.startswith("bag/data/")
        }


def read(place: Path, name: str) -> str:
    with zipfile.ZipFile(place) as archive:
        return archive.read(f"bag/{name}").decode()


def read_any(place: Path, name: str) -> str:
    """Return a file of a package whose folder has whatever name."""
    with zipfile.ZipFile(place) as archive:
        found = next(entry for entry in archive.namelist() if entry.partition("/")[2] == name)
        return archive.read(found).decode()


def rewritten(place: Path, into: Path, changes: dict[str, bytes | None]) -> Path:
    """Write a package anew as a sound bag with other contents: {name: content, None to leave it out}."""
    with zipfile.ZipFile(place) as archive, into.open("wb") as target, BagWriter(target, "bag", MADE_AT) as bag:
        contents = {
            name.removeprefix("bag/"): archive.read(name) for name in archive.namelist() if name.startswith("bag/data/")
        }
        for name, content in {**contents, **changes}.items():
            if content is not None:
                bag.add(name, [content])
        info = archive.read("bag/bag-info.txt").decode().replace("\n ", " ")
        rows = [line.partition(": ") for line in info.splitlines()]
        bag.finish([(label, value) for label, _colon, value in rows if label != "Payload-Oxum"])
    return into


def zipped(entries: dict[str, bytes]) -> io.BytesIO:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    made.seek(0)
    return made


def wipe() -> None:
    """Make the installation an empty one: accounts stay."""
    Project.objects.all().delete()
    Organisation.objects.all().delete()
    Event.objects.all().delete()


def stored_files() -> int:
    """Return how many files lie in private and public storage."""
    return sum(
        1 for name in ("default", "public") for path in Path(storages[name].path("")).rglob("*") if path.is_file()
    )
