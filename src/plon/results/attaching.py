"""What hangs on a result: files with versions, links, the cover."""

import secrets
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from plon.accounts.models import User
from plon.files import filetypes, storing
from plon.files.filetypes import FileType
from plon.files.refusals import FileRefused
from plon.history.record import changed, record, snapshot
from plon.results import images
from plon.results.enums import LinkKind
from plon.results.models import Result, ResultFile, ResultLink
from plon.results.refusals import LinkRefused
from plon.search.changes import mark_changed


@dataclass(frozen=True, slots=True)
class Received:
    """An upload that was judged and lies in private storage, but belongs to nothing yet."""

    name: str
    kind: FileType
    size: int
    sha256: str
    path: str


def receive(result: Result, upload: UploadedFile[bytes]) -> Received:
    """Judge an upload and write it to private storage. Long files take long, so no transaction is open meanwhile.

    Raises:
        FileRefused: too large, the kind is not taken, content and name differ, or it could harm.
    """
    if (upload.size or 0) > settings.MAX_UPLOAD_BYTES:
        limit = settings.MAX_UPLOAD_BYTES // (1024 * 1024)
        raise FileRefused(_("The file is larger than %(limit)d MB. Link it instead."), {"limit": limit}, field="file")
    name = storing.clean_name(upload.name or "")
    kind = filetypes.identify(upload, name)
    digest = storing.sha256_of(upload)
    path = storing.keep_privately(upload, f"results/{result.public_id}", name, digest)
    return Received(name, kind, upload.size or 0, digest, path)


def discard(received: Received) -> None:
    """Delete the bytes of an upload that no record took (e.g. the second of a double click)."""
    if not ResultFile.objects.filter(path=received.path).exists():
        storing.forget([received.path])


@transaction.atomic
def attach_file(
    result: Result,
    *,
    by: User,
    received: Received,
    title: str = "",
    language: str = "",
    is_accessible: bool = False,
    is_editable: bool | None = None,
    replaces: ResultFile | None = None,
    change_note: str = "",
) -> ResultFile:
    """Make a received upload a file of the result; if the result is public, the file becomes so at once.

    Args:
        result: the result.
        by: who uploads.
        received: the upload, as `receive` gave it.
        title: what it is, in a few words.
        language: its language, "" for none.
        is_accessible: whether it was made accessible.
        is_editable: whether others can edit it; None takes the usual answer of its type.
        replaces: the version before this one; it stays for the team, visitors get the new one.
        change_note: what is new in it, for visitors who have the version before.

    Raises:
        FileRefused: it is here already.
        ValidationError: a value is malformed, or somebody replaced that version meanwhile.
    """
    result = Result.objects.select_for_update(of=("self",)).get(pk=result.pk)
    if twin := result.files.filter(sha256=received.sha256, replaced_by=None).first():
        raise FileRefused(_("This very file is here already, as “%(name)s”."), {"name": twin.name}, field="file")
    file = ResultFile(
        result=result,
        name=received.name,
        title=title,
        language=language,
        number=replaces.number + 1 if replaces else 1,
        replaces=replaces,
        change_note=change_note if replaces else "",
        size=received.size,
        sha256=received.sha256,
        media_type=received.kind.media_type,
        path=received.path,
        is_editable=received.kind.is_editable if is_editable is None else is_editable,
        is_accessible=is_accessible,
        uploaded_by=by,
    )
    file.full_clean()
    if result.is_published:
        storing.make_public(file.path, file.sha256, file.name)
        file.is_public = True
    file.save()
    if replaces:
        _take_back(replaces)
    record("file.added", by=by, subject=file, project_id=result.project_id)
    _mark(result)
    return file


def add_file(result: Result, *, by: User, upload: UploadedFile[bytes], **about: Any) -> ResultFile:
    """Receive and attach in one go; `about` is what `attach_file` takes.

    Raises:
        FileRefused, ValidationError: as `receive` and `attach_file`; nothing is kept then.
    """
    received = receive(result, upload)
    try:
        return attach_file(result, by=by, received=received, **about)
    except Exception:
        discard(received)
        raise


def _take_back(file: ResultFile) -> None:
    """Keep an older version for the team only: visitors get the newest."""
    if file.is_public:
        file.is_public = False
        file.save(update_fields=["is_public"])
        transaction.on_commit(partial(storing.make_private, [file.path]))


@transaction.atomic
def describe_file(
    file: ResultFile,
    *,
    by: User,
    title: str,
    language: str,
    is_editable: bool,
    is_accessible: bool,
    change_note: str | None = None,
) -> ResultFile:
    """Say what a file is, in which language, whether others can edit and everyone can read it, and what is new.

    A `change_note` of None leaves what was said.
    """
    before = snapshot(file, ["title", "language", "is_editable", "is_accessible", "change_note"])
    file.title, file.language = title, language
    file.is_editable, file.is_accessible = is_editable, is_accessible
    file.change_note = file.change_note if change_note is None else change_note
    if changes := changed(before, file):
        file.full_clean()
        file.save()
        record("file.changed", by=by, subject=file, project_id=file.result.project_id, changes=changes)
        _mark(file.result)
    return file


@transaction.atomic
def remove_file(file: ResultFile, *, by: User) -> None:
    """Remove a version of a file. Without the newest, the version before it is shown again."""
    record("file.removed", by=by, subject=file, project_id=file.result.project_id)
    path, result, before = file.path, file.result, file.replaces
    after = ResultFile.objects.filter(replaces=file).first()
    file.delete()
    if after:
        after.replaces = before
        after.save(update_fields=["replaces"])
    elif before and result.is_published:
        storing.make_public(before.path, before.sha256, before.name)
        before.is_public = True
        before.save(update_fields=["is_public"])
    transaction.on_commit(partial(storing.forget, [path]))
    _mark(result)


def clean_address(url: str) -> str:
    """Return a web address in its usual form.

    Raises:
        LinkRefused: it is no http(s) address of a host.
    """
    url = url.strip()
    try:
        parts = urlsplit(url if "://" in url else f"https://{url}")
    except ValueError as refusal:
        raise LinkRefused(_("Only web addresses can be linked: they begin with https://."), field="url") from refusal
    if parts.scheme.lower() not in {"http", "https"} or not parts.hostname or "." not in parts.hostname:
        raise LinkRefused(_("Only web addresses can be linked: they begin with https://."), field="url")
    if parts.username or parts.password:
        raise LinkRefused(_("Take the name and password out of the address."), field="url")
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path, parts.query, parts.fragment))


@transaction.atomic
def add_link(
    result: Result, *, by: User, url: str, title: str = "", kind: str = LinkKind.RESULT, language: str = ""
) -> ResultLink:
    """Add an address where the result (or something about it) is.

    Raises:
        LinkRefused: it is no web address, or is there already.
        ValidationError: a value is malformed.
    """
    link = ResultLink(result=result, url=clean_address(url), title=title, kind=kind, language=language)
    _refuse_twin(link)
    link.full_clean()
    link.save()
    record("link.added", by=by, subject=link, project_id=result.project_id)
    _mark(result)
    return link


@transaction.atomic
def change_link(link: ResultLink, *, by: User, url: str, title: str, kind: str, language: str = "") -> ResultLink:
    """Correct an address or what is said of it.

    Raises:
        LinkRefused: it is no web address, or is there already.
        ValidationError: a value is malformed.
    """
    before = snapshot(link, ["url", "title", "kind", "language"])
    link.url, link.title, link.kind, link.language = clean_address(url), title, kind, language
    if changes := changed(before, link):
        _refuse_twin(link)
        link.full_clean()
        link.save()
        record("link.changed", by=by, subject=link, project_id=link.result.project_id, changes=changes)
        _mark(link.result)
    return link


def _refuse_twin(link: ResultLink) -> None:
    if ResultLink.objects.filter(result=link.result, url=link.url).exclude(pk=link.pk).exists():
        raise LinkRefused(_("This address is here already."), field="url")


@transaction.atomic
def remove_link(link: ResultLink, *, by: User) -> None:
    record("link.removed", by=by, subject=link, project_id=link.result.project_id)
    _mark(link.result)
    link.delete()


@transaction.atomic
def set_cover(result: Result, *, by: User, upload: UploadedFile[bytes], alt: str) -> Result:
    """Give a result its picture, with what it shows in words.

    Raises:
        FileRefused: it is no picture that we take.
    """
    picture = images.prepare_cover(upload)
    old = result.cover.name
    result.cover.save(f"{result.public_id}-{secrets.token_hex(4)}.jpg", picture, save=False)
    result.cover_alt = alt
    result.version += 1
    result.full_clean()
    result.save(update_fields=["cover", "cover_alt", "version", "updated_at"])
    if old:
        transaction.on_commit(partial(storing.forget, [old]))
    record("cover.set", by=by, subject=result, project_id=result.project_id)
    _mark(result)
    return result


@transaction.atomic
def remove_cover(result: Result, *, by: User) -> None:
    old = result.cover.name
    if not old:
        return
    result.cover = ""
    result.cover_alt = ""
    result.save(update_fields=["cover", "cover_alt", "updated_at"])
    transaction.on_commit(partial(storing.forget, [old]))
    record("cover.removed", by=by, subject=result, project_id=result.project_id)
    _mark(result)


def _mark(result: Result) -> None:
    if result.is_published:
        mark_changed("result", [result.pk])
