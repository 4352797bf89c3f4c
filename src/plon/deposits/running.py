"""Send one deposit, step by step; every step may find that it was done before, and then does nothing.

In front of each call that makes something new over there the row says so, behind it the row says what came of it. After
a crash between the two, the draft is found again by its marker, and before publishing the repository is asked whether
it is published already. So no crash, no second worker and no lost answer makes two records of one result.
"""

import contextlib
import datetime
import hashlib
import logging
import time
from collections.abc import Callable, Iterator
from typing import Any

from django.core.files.storage import storages
from django.utils import timezone

from plon.deposits.client import Repository, Thing, complaints_in
from plon.deposits.enums import Trouble
from plon.deposits.models import Deposit
from plon.deposits.refusals import DepositRefused, NotTaken, Stopped
from plon.deposits.secrecy import unlock

log = logging.getLogger("plon.deposits")

PIECE = 256 * 1024
# A repository's search shows a new draft a little later: so long nobody may say that there is none.
INDEXED_AFTER = datetime.timedelta(seconds=30)
# A worker says at most so often that it is alive while it sends a long file.
HEARTBEAT = 15.0
# What a repository answers for a record that was public once; a draft that never was is simply not found.
TAKEN_DOWN = 410


def send_deposit(deposit: Deposit, *, pause: Callable[[float], None] = time.sleep) -> Thing | None:
    """Bring a running deposit as far as it can get.

    Args:
        deposit: a row that this worker has taken.
        pause: waits some seconds, where the repository asks for it.

    Returns:
        The published record, or None if a community decides over it now.

    Raises:
        NotTaken: the repository refused something, or what came back is not what was sent.
        Stopped: somebody stopped the deposit.
    """
    try:
        token = unlock(deposit.token)
    except DepositRefused:
        raise NotTaken(Trouble.TOKEN) from None
    repository = Repository(deposit.server, token, pause=pause)
    draft = _draft_of(deposit, repository)
    if draft is None:
        return repository.get("records", deposit.record_id)
    _refuse_complaints(draft)
    _send_files(deposit, repository)
    if deposit.community and deposit.previous_id is None:
        return _submit(deposit, repository)
    return _publish(deposit, repository)


def note(deposit: Deposit, **columns: Any) -> None:
    """Write down how far it is and that the worker lives.

    Raises:
        Stopped: somebody stopped the deposit, which is written all the same, or another worker has it now.
    """
    for name, value in columns.items():
        setattr(deposit, name, value)
    Deposit.objects.filter(pk=deposit.pk, runs=deposit.runs).update(**columns, seen_at=timezone.now())
    if not deposit.is_still_ours:
        raise Stopped


def published_record(repository: Repository, record_id: str) -> Thing | None:
    """Return a record if it is published, None if it is not (yet); needs no token.

    Raises:
        NotTaken: it was published and the repository has taken it down since, or does not answer.
    """
    try:
        record = repository.get("records", record_id)
    except NotTaken as refusal:
        if refusal.status == TAKEN_DOWN:
            raise NotTaken(Trouble.GONE, status=refusal.status) from None
        if refusal.trouble in {Trouble.MISSING, Trouble.FORBIDDEN}:
            return None
        raise
    return record if record.get("is_published", True) else None


def _draft_of(deposit: Deposit, repository: Repository) -> Thing | None:
    """Return the draft with the record as it is to be, None if it is published already.

    Raises:
        NotTaken: somebody deleted the draft over there.
    """
    if not deposit.record_id:
        found = _found_again(deposit, repository) if deposit.create_begun_at else None
        if found is None:
            return _create(deposit, repository)
        note(deposit, record_id=_id_of(found))
    try:
        draft = repository.get("records", deposit.record_id, "draft")
    except NotTaken as refusal:
        if refusal.trouble != Trouble.MISSING:
            raise
        if published_record(repository, deposit.record_id) is not None:
            return None
        # What is not there can't have been published, so the next try may begin anew.
        note(deposit, record_id="", create_begun_at=None, publish_begun_at=None)
        raise NotTaken(Trouble.GONE, status=refusal.status) from None
    if draft.get("is_published"):
        return None
    if draft.get("status") == "in_review":
        return draft
    return repository.put("records", deposit.record_id, "draft", thing=deposit.record)


def _create(deposit: Deposit, repository: Repository) -> Thing:
    note(deposit, create_begun_at=timezone.now())
    if deposit.previous is not None:
        # The repository gives the same draft however often it is asked for the next version.
        made = repository.post("records", deposit.previous.record_id, "versions")
        note(deposit, record_id=_id_of(made))
        return repository.put("records", deposit.record_id, "draft", thing=deposit.record)
    with _noted_if_refused(deposit, "create_begun_at"):
        made = repository.post("records", thing=deposit.record)
    note(deposit, record_id=_id_of(made))
    return made


@contextlib.contextmanager
def _noted_if_refused(deposit: Deposit, column: str) -> Iterator[None]:
    """Take back the note that something is about to happen if the repository says plainly that it did not."""
    try:
        yield
    except NotTaken as refusal:
        if 300 <= refusal.status < 500:
            note(deposit, **{column: None})
        raise


def _found_again(deposit: Deposit, repository: Repository) -> Thing | None:
    """Look among one's own records for a draft that was made before a crash.

    Raises:
        NotTaken: it is too early to say that there is none.
    """
    if deposit.previous_id is not None:
        return None
    listed = repository.get(
        "user",
        "records",
        query={"q": f'metadata.identifiers.identifier:"{deposit.marker}"', "size": "10", "allversions": "true"},
    ).get("hits")
    hits = listed.get("hits") if isinstance(listed, dict) else None
    if not isinstance(hits, list):
        raise NotTaken(Trouble.STRANGE)
    for hit in hits:
        about = hit.get("metadata", {}) if isinstance(hit, dict) else {}
        if any(each.get("identifier") == deposit.marker for each in about.get("identifiers", [])):
            found: Thing = hit
            return found
    begun = deposit.create_begun_at
    if begun and timezone.now() - begun < INDEXED_AFTER:
        raise NotTaken(Trouble.BUSY, retry_after=int(INDEXED_AFTER.total_seconds()))
    return None


def _id_of(record: Thing) -> str:
    key = record.get("id")
    if not isinstance(key, str) or not key or len(key) > 60 or not key.isascii() or "/" in key:
        raise NotTaken(Trouble.STRANGE)
    return key


def _refuse_complaints(draft: Thing) -> None:
    """A draft is kept with its mistakes, and only publishing fails: better to stop before files are sent."""
    complaints = complaints_in(draft)
    if complaints:
        raise NotTaken(Trouble.INVALID, complaints=complaints)


def _send_files(deposit: Deposit, repository: Repository) -> None:
    """Make the draft's files what they are to be: what is there and the same stays, what is not wanted goes."""
    if deposit.previous_id is not None and not _entries(deposit, repository):
        repository.post("records", deposit.record_id, "draft", "actions", "files-import")
    there = _entries(deposit, repository)
    wanted = {file["key"]: file for file in deposit.files}
    for key in set(there) - set(wanted):
        repository.remove("records", deposit.record_id, "draft", "files", key)
    for number, (key, file) in enumerate(wanted.items()):
        entry = there.get(key)
        if entry is not None and not _is_same(deposit, file, entry):
            repository.remove("records", deposit.record_id, "draft", "files", key)
            entry = None
        if entry is None:
            _send(deposit, repository, file)
        note(deposit, done=number + 1)


def _entries(deposit: Deposit, repository: Repository) -> dict[str, Thing]:
    listed = repository.get("records", deposit.record_id, "draft", "files").get("entries")
    if isinstance(listed, dict):
        return {str(key): value for key, value in listed.items()}
    return {str(entry.get("key")): entry for entry in listed or [] if isinstance(entry, dict)}


def _is_same(deposit: Deposit, file: Thing, entry: Thing) -> bool:
    if entry.get("status") != "completed" or entry.get("size") != file["size"]:
        return False
    reading = _Reading(deposit, file)
    for _piece in reading.pieces():
        pass
    return bool(entry.get("checksum") == reading.md5)


def _send(deposit: Deposit, repository: Repository, file: Thing) -> None:
    """Send one file: begin, bytes, commit; the repository's checksum must be that of the bytes that were read."""
    place = ("records", deposit.record_id, "draft", "files")
    repository.post(*place, thing=[{"key": file["key"]}])
    reading = _Reading(deposit, file)
    repository.send(*place, file["key"], "content", body=reading.pieces, size=file["size"])
    taken = repository.post(*place, file["key"], "commit")
    if taken.get("checksum") != reading.md5:
        repository.remove(*place, file["key"])
        raise NotTaken(Trouble.DIFFERS, message=file["key"])


class _Reading:
    """A file of ours on its way: checked against the hash it came in with, counted the way the repository does."""

    def __init__(self, deposit: Deposit, file: Thing) -> None:
        self._deposit = deposit
        self._file = file
        self.md5 = ""

    def pieces(self) -> Iterator[bytes]:
        """Yield the bytes, from the beginning.

        Raises:
            NotTaken: our own copy is missing or damaged.
            Stopped: somebody stopped the deposit.
        """
        ours, theirs = hashlib.sha256(), hashlib.md5(usedforsecurity=False)
        spoke = time.monotonic()
        damaged = NotTaken(Trouble.DAMAGED, message=self._file["key"])
        try:
            with storages["default"].open(self._file["path"], "rb") as stream:
                while piece := stream.read(PIECE):
                    ours.update(piece)
                    theirs.update(piece)
                    yield piece
                    if time.monotonic() - spoke > HEARTBEAT:
                        spoke = time.monotonic()
                        note(self._deposit)
        except OSError:
            raise damaged from None
        if ours.hexdigest() != self._file["sha256"]:
            raise damaged
        self.md5 = f"md5:{theirs.hexdigest()}"


def _submit(deposit: Deposit, repository: Repository) -> Thing | None:
    """Hand the draft to a community, whose people publish it; some accept at once."""
    if not _is_in_review(deposit, repository):
        try:
            community = repository.get("communities", deposit.community)
        except NotTaken as refusal:
            if refusal.trouble == Trouble.MISSING:
                raise NotTaken(Trouble.COMMUNITY, message=deposit.community) from None
            raise
        receiver = {"receiver": {"community": _id_of(community)}, "type": "community-submission"}
        repository.put("records", deposit.record_id, "draft", "review", thing=receiver)
        _refuse_withdrawn(deposit)
        note(deposit, publish_begun_at=timezone.now())
        words = {"payload": {"content": "<p>Handed in with Plon.</p>", "format": "html"}}
        with _noted_if_refused(deposit, "publish_begun_at"):
            repository.post("records", deposit.record_id, "draft", "actions", "submit-review", thing=words)
    return published_record(repository, deposit.record_id)


def _is_in_review(deposit: Deposit, repository: Repository) -> bool:
    """Tell whether people of a community have the draft now; those who declined it have not."""
    try:
        review = repository.get("records", deposit.record_id, "draft", "review")
    except NotTaken as refusal:
        if refusal.trouble == Trouble.MISSING:
            return False
        raise
    return bool(review.get("is_open"))


def _publish(deposit: Deposit, repository: Repository) -> Thing:
    _refuse_withdrawn(deposit)
    note(deposit, publish_begun_at=timezone.now())
    with _noted_if_refused(deposit, "publish_begun_at"):
        return repository.post("records", deposit.record_id, "draft", "actions", "publish")


def _refuse_withdrawn(deposit: Deposit) -> None:
    """What was withdrawn here since somebody confirmed is not published there for ever."""
    deposit.result.refresh_from_db(fields=["state"])
    if not deposit.result.is_published:
        raise NotTaken(Trouble.NOT_PUBLIC)
