"""What the doors of the dissemination tools lead to: a tool, a kit, the library, a check, a short link."""

import io
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from plon.accounts.models import User
from plon.evidence.receiving import receive
from plon.jobs.lengthy import WorkState
from plon.shortlinks.actions import add_link
from plon.toolkit.actions import set_project_logo, set_up_material
from plon.toolkit.choices import Choices
from plon.toolkit.library_actions import Description, note_use, upload_material
from plon.toolkit.models import Kit, MaterialVersion
from plon.visibility.enums import CheckOf, CheckState
from plon.visibility.models import VisibilityCheck
from plon.visibility.report import Report
from tests.factories import (
    ActivityFactory,
)

if TYPE_CHECKING:
    from tests.access.world import World


def add_toolkit(world: "World", by: User) -> None:
    """A tool with a file, a kit that is ready, and the project's logo; nothing is typeset, so nothing is slow."""
    result = world.project.results.first()
    assert result is not None
    choices = Choices(title="A text", language="en", results=(result,))
    tool = set_up_material(world.project, by=by, tool="posts", choices=choices)
    path = storages["default"].save(f"toolkit/{world.project.public_id}/a.txt", ContentFile(b"A text"))
    about: dict[str, Any] = {"name": "a.txt", "path": path, "sha256": "0" * 64, "size": 6}
    version = MaterialVersion.objects.create(material=tool, number=1, language="en", media_type="text/plain", **about)
    kit = Kit.objects.create(project=world.project, state=WorkState.DONE, expires_at=timezone.now(), **about)
    picture = io.BytesIO()
    Image.new("RGB", (20, 20), "green").save(picture, "PNG")
    set_project_logo(world.project, by=by, upload=SimpleUploadedFile("logo.png", picture.getvalue(), "image/png"))
    doors = ("material", "make", "make_again", "shown", "picture", "remove", "restore", "put_away")
    world.fillings |= {f"toolkit:{door}:material": tool.public_id for door in doors}
    world.fillings |= {f"toolkit:{door}:kit": kit.public_id for door in ("kit", "kit_state", "cancel_kit", "kit_file")}
    world.fillings |= {f"toolkit:{door}:tool": "posts" for door in ("new", "tool_picture", "preview", "hand_out")}
    world.fillings |= {"toolkit:file:version": version.public_id}


def add_check(world: "World", by: User) -> None:
    """A finished check of a page, with one small picture."""
    path = storages["default"].save("checks/crop.jpg", ContentFile(b"\xff\xd8\xff"))
    done = VisibilityCheck.objects.create(
        project=world.project, of=CheckOf.PAGE, name="example.org", address="https://example.org/", crops={"c1": path},
        state=CheckState.DONE, ended_at=timezone.now(), requested_by=by, report=Report("example.org").to_json(),
    )  # fmt: skip
    world.fillings |= {"check": done.public_id, "visibility:crop:key": "c1"}
    world.fillings |= {"visibility:emblem:mode": "emblem", "visibility:emblem:ending": "svg"}


def add_short_links(world: "World", by: User) -> None:
    link = add_link(world.project, by=by, label="The school's Facebook page", channel="social-media")
    world.fillings |= {"code": link.code, "shortlinks:qr:kind": "svg"}


def add_library(world: "World", by: User) -> None:
    """Something made elsewhere, handed out at an act."""
    project = world.project
    received = receive(io.BytesIO(b"Twelve lessons."), "brochure.txt", folder=f"toolkit/{project.public_id}/uploads")
    made = upload_material(project, by=by, received=received, description=Description("Brochure", "en"))
    act = ActivityFactory(project=project, title="A fair")
    use = note_use(made, act, by=by, copies=20)
    doors = ("detail", "describe", "version", "use", "unuse", "bin", "check")
    world.fillings |= {f"toolkit:library_{door}:material": made.public_id for door in doors}
    world.fillings |= {"toolkit:library_at:activity": act.public_id, "toolkit:library_unuse:use": use.pk}
