"""What is done with personal links, letters' choices and calendars."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plon.accounts.models import User
from plon.corner.letters.invitation import send_link_on_commit
from plon.corner.models import LetterChoice, PartnerLink, Subscription, new_nonce, new_secret
from plon.corner.refusals import LinkEnded, NotAPartner
from plon.corner.secret import secret_of
from plon.corner.zones import zone_of_country
from plon.history.record import record
from plon.organisations.models import Organisation
from plon.projects.models import Project
from plon.projects.queries import hash_of

# How often the last use of a link is noted: enough to see that somebody comes.
NOTE_EVERY = datetime.timedelta(minutes=10)


@transaction.atomic
def send_link(
    project: Project,
    *,
    by: User,
    organisation: Organisation,
    name: str,
    email: str,
    language: str = "en",
    time_zone: str = "",
    expires_at: datetime.datetime | None = None,
) -> PartnerLink:
    """Send somebody of a partner a personal link. An earlier one to the same person there is replaced.

    Raises:
        NotAPartner: the organisation is not in the project.
        ValidationError: something is missing or malformed.
    """
    if not project.partnerships.filter(organisation=organisation).exists():
        raise NotAPartner(
            _("%(name)s is not in this project's partnership."), {"name": organisation}, field="organisation"
        )
    email = email.strip().lower()
    earlier = project.partner_links.filter(organisation=organisation, email=email, revoked_at=None)
    earlier.update(revoked_at=timezone.now())
    link = PartnerLink(
        project=project,
        organisation=organisation,
        name=name.strip(),
        email=email,
        language=language,
        time_zone=time_zone or zone_of_country(organisation.country),
        sent_by=by,
        **({"expires_at": expires_at} if expires_at else {}),
    )
    link.secret_hash = hash_of(secret_of(link))
    link.full_clean()
    link.save()
    record("partner_link.sent", by=by, subject=link, project_id=project.pk)
    send_link_on_commit(link)
    return link


@transaction.atomic
def renew_link(link: PartnerLink, *, by: User) -> PartnerLink:
    """Send a link again with a new secret: the old address ends, the time begins anew and is as long as it was.

    Raises:
        LinkEnded: it was taken back.
    """
    link = PartnerLink.objects.select_for_update().select_related("project", "organisation").get(pk=link.pk)
    if link.revoked_at:
        raise LinkEnded(_("This link was taken back. Send a new one."))
    lasts = link.expires_at - link.sent_at
    link.nonce = new_nonce()
    link.secret_hash = hash_of(secret_of(link))
    link.sent_at, link.sent_by = timezone.now(), by
    link.expires_at = link.sent_at + lasts
    link.full_clean()
    link.save()
    record("partner_link.renewed", by=by, subject=link, project_id=link.project_id)
    send_link_on_commit(link)
    return link


@transaction.atomic
def revoke_link(link: PartnerLink, *, by: User) -> None:
    """Take a link back; its address stops working at once. What was reported through it stays."""
    link = PartnerLink.objects.select_for_update().get(pk=link.pk)
    if link.revoked_at is None:
        link.revoked_at = timezone.now()
        link.save(update_fields=["revoked_at"])
        record("partner_link.revoked", by=by, subject=link, project_id=link.project_id)


def note_use(link: PartnerLink) -> None:
    """Remember that the link was used; no event, or the history would be full of it."""
    now = timezone.now()
    if link.last_used_at is None or now - link.last_used_at > NOTE_EVERY:
        PartnerLink.objects.filter(pk=link.pk).update(last_used_at=now)


@transaction.atomic
def speak_language(link: PartnerLink, *, language: str) -> PartnerLink:
    """Let pages and letters of a link speak another language; the person's own choice, so no event."""
    link.language = language
    link.full_clean()
    link.save(update_fields=["language"])
    return link


@transaction.atomic
def choose_letters(link: PartnerLink, *, wants: bool) -> None:
    """Begin or stop reminders and digests to the holder of a link."""
    PartnerLink.objects.filter(pk=link.pk).update(wants_letters=wants)


@transaction.atomic
def choose_own_letters(project: Project, *, by: User, wants: bool) -> None:
    """Begin or stop reminders and digests of a project to a member of its team; a person's own choice, so no event."""
    LetterChoice.objects.update_or_create(project=project, person=by, defaults={"wants_letters": wants})


@transaction.atomic
def make_calendar(project: Project, *, by: User | None, organisation: Organisation | None = None) -> Subscription:
    """Return the calendar of a project or of one partner's part, with a new address if there was none.

    Raises:
        NotAPartner: the organisation is not in the project.
    """
    if organisation and not project.partnerships.filter(organisation=organisation).exists():
        raise NotAPartner(_("%(name)s is not in this project's partnership."), {"name": organisation})
    made, is_new = Subscription.objects.get_or_create(project=project, organisation=organisation)
    if is_new and by:
        record("calendar.made", by=by, subject=made, project_id=project.pk)
    return made


@transaction.atomic
def renew_calendar(calendar: Subscription, *, by: User) -> Subscription:
    """Give a calendar a new address; who follows the old one sees nothing any more."""
    calendar.secret = new_secret()
    calendar.full_clean()
    calendar.save()
    record("calendar.renewed", by=by, subject=calendar, project_id=calendar.project_id)
    return calendar
