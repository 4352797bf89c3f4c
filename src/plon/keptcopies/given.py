"""A copy of pages that are at hand and need not be fetched: of the example world, whose addresses are nobody's."""

import datetime
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from plon.accounts.models import User
from plon.fetching.getting import Fetched
from plon.fetching.refusals import NotFetched, Why
from plon.jobs.lengthy import WorkState
from plon.keptcopies.archive import Archive
from plon.keptcopies.capturing import keep
from plon.keptcopies.gathering import gather
from plon.keptcopies.models import KeptCopy
from plon.keptcopies.queries import hash_of
from plon.results.models import ResultLink

# What each address has: its type, as a server would name it, and its bytes.
Pages = Mapping[str, tuple[str, bytes]]


@dataclass(frozen=True, slots=True)
class Shelf:
    """Hands out what is at hand, as a server would."""

    pages: Pages

    def fetch(self, url: str, *, largest: int) -> Fetched:
        """Return what an address has.

        Raises:
            NotFetched: nothing, or more than `largest` bytes.
        """
        if url not in self.pages:
            raise NotFetched(Why.NOT_FOUND, url, status=404)
        kind, body = self.pages[url]
        if len(body) > largest:
            raise NotFetched(Why.TOO_LARGE, url, status=200)
        media_type, _semicolon, charset = kind.partition("; charset=")
        return Fetched(url, (url,), 200, {"content-type": kind}, media_type, charset, body)


def keep_given(
    link: ResultLink, *, by: User, right: str, words: str, pages: Pages, at: datetime.datetime | None = None
) -> KeptCopy:
    """Keep a copy of a link from bytes at hand, by the same way as one from the network.

    Raises:
        NotKept: the bytes are not what was linked.
    """
    copy = KeptCopy(
        result=link.result, url=link.url, url_hash=hash_of(link.url), title=link.title, right=right, right_words=words,
        requested_by=by, requested_label=str(by)[:200], state=WorkState.RUNNING, is_example=link.result.is_example,
    )  # fmt: skip
    copy.full_clean()
    copy.save()
    moment = at or timezone.now()
    name = f"copy-{copy.public_id}.warc.gz"
    with tempfile.NamedTemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR, suffix=".warc.gz") as out:
        archive = Archive(out, name=name, about={"description": f"Copy of {link.url}"})
        gathered = gather(link.url, Shelf(pages), archive, now=lambda: moment)
        keep(copy, out, name, gathered, at=moment)
    KeptCopy.objects.filter(pk=copy.pk).update(requested_at=moment)
    return KeptCopy.objects.get(pk=copy.pk)
