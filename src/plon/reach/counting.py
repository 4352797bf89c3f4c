"""Count what readers look at and take: numbers per result, file and day, nothing else (docs/reach.md).

A request only adds to numbers in memory; they are written together a few seconds later. No cookie is set, nothing of
the reader is kept.
"""

import datetime
import re

from django.http import HttpRequest

from plon.counting.memory import DayMemory, today
from plon.counting.robots import is_robot, rules
from plon.counting.tally import Tally
from plon.projects.models import Membership
from plon.reach.models import DailyDownload, DailyReach
from plon.reach.writing import FILE, RESULT, write_counts
from plon.results.models import Result, ResultFile

# A day on which only robots came says little and takes as much room as any other.
KEEP_ROBOTS_ALONE = datetime.timedelta(days=90)
# A part that begins later than the first byte goes on with a download that was counted.
_LATER = re.compile(r"bytes\s*=\s*(?:-\d|0*[1-9])")

memory = DayMemory(today)
tally = Tally(write_counts)


def count_view(request: HttpRequest, result: Result) -> None:
    """Count that somebody looks at the page of a published result.

    An answer "unchanged" (304) counts, too: the reader looks at the page (as COUNTER counts it). The team itself is no
    reader. Signed-in people cost one question, everybody else none.
    """
    if request.user.is_authenticated and _is_of_team(request.user.pk, result.project_id):
        return
    thing, day = (RESULT, result.pk), today()
    if is_robot(request.method or "", request.headers):
        tally.add(thing, day, robots=1)
        return
    opening = memory.open(thing, *_device(request), double_click=rules().double_click_seconds)
    if opening.is_counted:
        tally.add(thing, day, views=1, devices=int(opening.is_new_device))


def count_download(request: HttpRequest, file: ResultFile) -> None:
    """Count that somebody takes a public file; parts that go on with a download count nothing.

    Who it is isn't asked: a file touches no session, so that caches may keep it.
    """
    if _LATER.match(request.headers.get("Range", "")):
        return
    of_file, of_result, day = (FILE, file.pk), (RESULT, file.result_id), today()
    if is_robot(request.method or "", request.headers):
        tally.add(of_file, day, robots=1)
        tally.add(of_result, day, robots=1)
        return
    if memory.open(of_file, *_device(request), double_click=rules().double_click_seconds).is_counted:
        tally.add(of_file, day, downloads=1)
        tally.add(of_result, day, downloads=1)


def forget_yesterday() -> None:
    """Destroy what this process remembers of days that are over, and write what waits."""
    memory.forget_days_before(today())
    tally.flush()


def drop_days_of_robots() -> None:
    """Delete the rows of days on which only robots came, once they are old."""
    before = today() - KEEP_ROBOTS_ALONE
    DailyReach.objects.filter(day__lt=before, views=0, downloads=0).delete()
    DailyDownload.objects.filter(day__lt=before, downloads=0).delete()


def _is_of_team(person: int, project: int) -> bool:
    return Membership.objects.filter(person_id=person, project_id=project).exists()


def _device(request: HttpRequest) -> tuple[str, str]:
    return request.META.get("REMOTE_ADDR", ""), request.headers.get("User-Agent", "")
