"""What hangs on a result: files with versions, links, the cover."""

import secrets
from functools import partial
from urllib.parse import urlsplit, urlunsplit

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from plon.accounts.models import User
from plon.history.record import record
from plon.results import filetypes, images, storing
from plon.results.enums import LinkKind
from plon.results.models import Result, ResultFile, ResultLink
from plon.results.refusals import FileRefused, LinkRefused
from plon.search.changes import mark_changed


@transaction.atomic
def add_file(
    result: Result,
    *,
    by: User,
    upload: UploadedFile[bytes],
    title: str = "",
    language: str = "",
    is_accessible: bool = False,
    is_editable: bool | None = None,
    replaces: ResultFile | None = None,
) -> ResultFile:
    """Take a file into private storage; if the result is public, the file becomes so at once.

    Args:
        result: the result.
        by: who uploads.
        upload: the file as it came.
        title: what it is, in a few words.
        language: its language, "" for none.
        is_accessible: whether it was made accessible.
        is_editable: whether others can edit it; None takes the usual answer of its type.
        replaces: the version before this one; it stays, but the new one is shown.

    Raises:
        FileRefused: the kind is not taken, content and name differ, it could harm, or it was sent already.
    """
    name = storing.clean_name(upload.name or "")
    kind = filetypes.identify(upload, name)
    digest = storing.sha256_of(upload)
    twin = result.files.filter(sha256=digest, replaced_by=None).first()
    if twin:
        raise FileRefused(_("This very file is here already, as “%(name)s”."), {"name": twin.name}, field="file")
    path, digest = storing.keep_privately(upload, result, name)
    file = ResultFile(
        result=result,
        name=name,
        title=title,
        language=language,
        number=replaces.number + 1 if replaces else 1,
        replaces=replaces,
        size=upload.size or 0,
        sha256=digest,
        media_type=kind.media_type,
        path=path,
        is_editable=kind.is_editable if is_editable is None else is_editable,
        is_accessible=is_accessible,
        uploaded_by=by,
    )
    try:
        file.full_clean()
    except Exception:
        storing.forget([path])
        raise
    if result.is_published:
        storing.make_public(file)
        file.is_public = True
    file.save()
    record("file.added", by=by, subject=file, project_id=result.project_id)
    _mark(result)
    return file


@transaction.atomic
def remove_file(file: ResultFile, *, by: User) -> None:
    """Remove a file; the version before it is shown again."""
    record("file.removed", by=by, subject=file, project_id=file.result.project_id)
    path, result = file.path, file.result
    file.delete()
    transaction.on_commit(partial(storing.forget, [path]))
    _mark(result)


def clean_address(url: str) -> str:
    """Return a web address in its usual form.

    Raises:
        LinkRefused: it is no http(s) address of a host.
    """
    url = url.strip()
    parts = urlsplit(url if "://" in url else f"https://{url}")
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
        LinkRefused: it is no web address.
        ValidationError: it is there already.
    """
    link = ResultLink(result=result, url=clean_address(url), title=title, kind=kind, language=language)
    link.full_clean()
    link.save()
    record("link.added", by=by, subject=link, project_id=result.project_id)
    _mark(result)
    return link


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
