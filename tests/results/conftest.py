"""A result with everything that publication asks for, and uploads of every sort."""

import functools
import io
import zipfile
from collections.abc import Iterator, Mapping

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from PIL import Image

from plon.accounts.models import User
from plon.projects.models import Project
from plon.results import attaching
from plon.results.models import FitCard, Result
from tests.factories import ResultFactory, ResultTextFactory

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def upload(name: str = "lessons.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def archive(entries: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file of these entries."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", compression) as opened:
        for name, content in entries.items():
            opened.writestr(name, content)
    return written.getvalue()


@functools.cache  # the archive carries the time of its making
def docx() -> bytes:
    return archive({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document/>"})


def picture(width: int = 60, height: int = 40, kind: str = "JPEG", **options: object) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (width, height), "green").save(written, kind, **options)
    return written.getvalue()


def is_public_copy(path: str) -> bool:
    return bool(storages["public"].exists(path))


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Messages are English unless a test says otherwise, whatever page was asked for before."""
    with translation.override("en"):
        yield


@pytest.fixture
def result(project: Project) -> Result:
    """A result that is only begun."""
    return ResultFactory(project=project, working_title="Lessons by the river")


@pytest.fixture
def complete(project: Project, coordinator: User) -> Result:
    """A result that can be published as it is."""
    made = ResultFactory(
        project=project,
        working_title="Lessons by the river",
        category="handbook",
        languages=["en"],
        licence="CC-BY-4.0",
        carries_emblem=True,
        carries_licence_notice=True,
    )
    ResultTextFactory(
        result=made, language="en", title="Lessons by the river", summary="Twelve lessons.", audience="Teachers"
    )
    ResultTextFactory(result=made, language="pl", title="Lekcje nad rzeką", summary="Dwanaście lekcji.")
    attaching.add_file(made, by=coordinator, upload=upload("lessons.docx", docx()))
    FitCard.objects.create(
        result=made, audiences=["teacher"], levels=["primary"], time_from=1, group_to=30, qualities=["piloted"]
    )
    return made
