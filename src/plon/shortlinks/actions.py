"""Make short links, name them, put them away. Counting is `counting`; making evidence of it is `keeping`."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from plon.accounts.models import User
from plon.errors import DomainError
from plon.history.record import changed, record, snapshot
from plon.projects.models import Project
from plon.results.models import Result
from plon.shortlinks.models import ShortLink

TRIES = 5


class LinkRefused(DomainError):
    """This link can't be made or changed."""


def link_for(
    project: Project,
    *,
    result: Result | None = None,
    tool: str,
    channel: str = "",
    language: str = "",
    by: User | None,
) -> ShortLink:
    """Return the link that a tool carries; the same question always gets the same link.

    The history hears nothing of it: the tool that is made with it stands there. A link that was put away is taken
    out again, for it is used.
    """
    use = {
        "project": project, "result_key": result.public_id if result else "", "tool": tool, "channel": channel,
        "language": language, "label": "",
    }  # fmt: skip
    link = ShortLink.objects.filter(**use).first() or _made(use, result, by)
    if link.retired_at is not None:
        link.retired_at = None
        link.save(update_fields=["retired_at"])
    return link


def _made(use: dict[str, object], result: Result | None, by: User | None) -> ShortLink:
    """Make a link, or find the one that somebody made at the same moment; a code that is taken is drawn anew."""
    for attempt in range(TRIES):
        try:
            with transaction.atomic():
                return ShortLink.objects.create(**use, result=result, made_by=by)
        except IntegrityError:
            if twin := ShortLink.objects.filter(**use).first():
                return twin
            if attempt == TRIES - 1:
                raise
    raise AssertionError


@transaction.atomic
def add_link(
    project: Project, *, by: User, label: str, result: Result | None = None, channel: str = "", language: str = ""
) -> ShortLink:
    """Make a link of the team's own, for a place where it is shown ("the school's Facebook page").

    Raises:
        LinkRefused: it has no name.
        ValidationError: there is one like it, or a value is malformed.
    """
    label = " ".join(label.split())
    if not label:
        raise LinkRefused(_("Say where you will put the link; the counts are shown under this name."), field="label")
    link = ShortLink(
        project=project, result=result, result_key=result.public_id if result else "", channel=channel,
        language=language, label=label, made_by=by,
    )  # fmt: skip
    link.full_clean()
    link.save()
    record("shortlink.made", by=by, subject=link, project_id=project.pk)
    return link


@transaction.atomic
def change_link(link: ShortLink, *, by: User, label: str, channel: str) -> ShortLink:
    """Rename a link of the team's own, or say in which channel it stands. Where it leads never changes.

    Raises:
        LinkRefused: it belongs to a tool, or has no name.
        ValidationError: there is one like it, or a value is malformed.
    """
    link = _locked(link)
    if link.tool:
        raise LinkRefused(_("This link belongs to a tool and is named after it."))
    before = snapshot(link, ("label", "channel"))
    link.label, link.channel = " ".join(label.split()), channel
    if not link.label:
        raise LinkRefused(_("Say where you will put the link; the counts are shown under this name."), field="label")
    if changes := changed(before, link):
        link.full_clean()
        link.save(update_fields=["label", "channel"])
        record("shortlink.changed", by=by, subject=link, project_id=link.project_id, changes=changes)
    return link


@transaction.atomic
def retire_link(link: ShortLink, *, by: User) -> ShortLink:
    """Put a link away: it is not offered any more, and leads on all the same, for it may stand on paper."""
    link = _locked(link)
    if link.retired_at is None:
        link.retired_at = timezone.now()
        link.save(update_fields=["retired_at"])
        record("shortlink.retired", by=by, subject=link, project_id=link.project_id)
    return link


@transaction.atomic
def bring_back_link(link: ShortLink, *, by: User) -> ShortLink:
    """Offer a link again that was put away."""
    link = _locked(link)
    if link.retired_at is not None:
        link.retired_at = None
        link.save(update_fields=["retired_at"])
        record("shortlink.brought_back", by=by, subject=link, project_id=link.project_id)
    return link


def _locked(link: ShortLink) -> ShortLink:
    return ShortLink.objects.select_for_update(of=("self",)).select_related("project").get(pk=link.pk)
