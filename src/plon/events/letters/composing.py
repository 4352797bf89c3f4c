"""Every letter of an event, from its row. The first one could go to a stranger: it repeats nothing that was typed."""

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from plon.agency.letters import Words, letter_of
from plon.events.calendar import calendar_of
from plon.events.enums import About, EventState
from plon.events.letters.letter import Letter
from plon.events.models import AgencyEvent, EventLetter, Registration
from plon.events.moments import when
from plon.events.queries import answering_address, waiting_before
from plon.events.secret import address_of, stop_address
from plon.pages import whole_address
from plon.texts import spoken

# Letters that tell how to join and bring the calendar file: only who has a place gets them.
_WITH_JOINING = {About.SEATED, About.MOVED_UP, About.CHANGED, About.REMINDER}
_SERIES = {About.REMINDER, About.AFTER}
# Letters that say the same of every event, so that the agency may word them.
WORDED = {About.CONFIRM, About.SEATED, About.MOVED_UP, About.CHANGED, About.REMINDER, About.GAVE_UP}


def compose(owed: EventLetter) -> Letter | None:
    """Return the letter as things stand now; None if it has nothing to say any more."""
    registration, about = owed.registration, About(owed.about)
    if not registration.email or _is_outdated(owed, registration, about):
        return None
    language = spoken(registration.language)
    with override(language):
        return _compose(owed, registration, about, language)


def _is_outdated(owed: EventLetter, registration: Registration, about: About) -> bool:
    """Tell whether what a letter would say is no longer so: places move while the mail server is away."""
    event = registration.event
    is_off = event.state == EventState.CANCELLED
    if about == About.CONFIRM:
        return registration.confirmed_at is not None or is_off
    if about == About.WAITING:
        return not registration.is_waiting or is_off
    if about in {About.SEATED, About.MOVED_UP}:
        return not registration.is_seated or is_off
    if about == About.REMINDER:
        is_late = owed.number != event.start_minute or event.starts_at <= timezone.now()
        return not registration.is_seated or is_off or is_late or not registration.wants_letters
    if about == About.CHANGED:
        return not registration.is_confirmed or is_off
    return about == About.AFTER and not registration.attended_it


def _compose(owed: EventLetter, registration: Registration, about: About, language: str) -> Letter:
    event = registration.event
    title = event.text_in(language).title
    told = _words(registration, about, language, title)
    has_joining = about in _WITH_JOINING and registration.is_seated
    own = address_of(registration)
    return Letter(
        key=f"{registration.public_id}:{registration.nonce}:{about}:{owed.number}",
        email=registration.email,
        # The first letter could go to a stranger whose address somebody typed: it repeats nothing that was typed.
        name="" if about == About.CONFIRM else registration.name,
        language=language,
        subject=told.subject,
        lines=told.paragraphs,
        facts=_facts(event, with_joining=has_joining) if about not in {About.AFTER, About.GAVE_UP} else (),
        button=_button(about, event),
        url=_url(registration, about, own),
        links=_links(registration, about),
        after=_after(event, about),
        stop_url=stop_address(registration) if about in _SERIES else "",
        reply_to=event.contact,
        calendar=calendar_of(event, language, for_registered=has_joining, own_address=own)
        if has_joining or about == About.CALLED_OFF
        else b"",
    )


def _words(registration: Registration, about: About, language: str, title: str) -> Words:
    """Return subject and paragraphs, in the agency's own words where it may word them."""
    if about in WORDED:
        return letter_of(f"events.{about}", language, {"title": title})
    words = {"title": title}
    lines = (line % words for line in _lines(registration, about))
    return Words(subject_of(about) % words, "\n\n".join(lines))


def subject_of(about: About) -> str:
    """Return the subject that comes with Plon."""
    return {
        About.CONFIRM: _("Confirm your registration: %(title)s"),
        About.SEATED: _("You have a place: %(title)s"),
        About.WAITING: _("You are on the waiting list: %(title)s"),
        About.MOVED_UP: _("A place is free and it is yours: %(title)s"),
        About.CHANGED: _("Changed: %(title)s"),
        About.REMINDER: _("Soon: %(title)s"),
        About.GAVE_UP: _("Your registration is cancelled: %(title)s"),
        About.CALLED_OFF: _("Cancelled: %(title)s"),
        About.AFTER: _("Thank you for taking part: %(title)s"),
    }[about]


def _lines(registration: Registration, about: About) -> tuple[str, ...]:
    event = registration.event
    if about == About.WAITING:
        before = waiting_before(registration)
        return (
            _("All places of “%(title)s” are taken. You are on the waiting list, in place %(place)s.")
            .replace("%(place)s", str(before + 1)),
            _("When a place becomes free it is yours at once, in this order, and you get a letter."),
        )  # fmt: skip
    if about == About.CALLED_OFF:
        return (_("“%(title)s” does not take place."), event.cancel_reason.replace("%", "%%"))
    if about == About.AFTER:
        return tuple(_after_event(event))
    return plain_lines(about)


def plain_lines(about: About) -> tuple[str, ...]:
    """Return the paragraphs, with their placeholders, of a letter in `WORDED` that came with Plon."""
    return {
        About.CONFIRM: (_("Somebody, we hope you, registered for “%(title)s”. One click and you are in."),),
        About.SEATED: (_("You have a place at “%(title)s”. We look forward to seeing you."),),
        About.MOVED_UP: (
            _("Somebody gave a place at “%(title)s” back and it is yours: you have nothing to do."),
            _("If you can't come, give it back on your page, please: others wait."),
        ),
        About.CHANGED: (_("Something of “%(title)s” has changed. This is how it is now:"),),
        About.REMINDER: (_("“%(title)s” begins soon."),),
        About.GAVE_UP: (_("You gave your place at “%(title)s” back. Nothing is left for you to do."),),
    }[about]


def _after_event(event: AgencyEvent) -> list[str]:
    lines = [_("Thank you for taking part in “%(title)s”.")]
    if event.gives_certificates:
        lines.append(_("Your certificate is ready to download."))
    if answering_address(event):
        lines.append(_("We would like to hear how it was: a few questions, without your name."))
    return lines


def _facts(event: AgencyEvent, *, with_joining: bool) -> tuple[tuple[str, str], ...]:
    told = [(_("When"), when(event)), (_("Where"), event.place)]
    if with_joining:
        told.append((_("How to join"), event.joining))
    return tuple((what, text) for what, text in told if text)


def _button(about: About, event: AgencyEvent) -> str:
    if about == About.CONFIRM:
        return _("Yes, I want to come")
    if about in {About.GAVE_UP, About.CALLED_OFF}:
        return _("To the events")
    if about == About.AFTER and event.gives_certificates:
        return _("Take the certificate (PDF)")
    return _("Your page: see, change, cancel")


def _url(registration: Registration, about: About, own: str) -> str:
    if about in {About.GAVE_UP, About.CALLED_OFF}:
        return whole_address(reverse("events:index"))
    if about == About.AFTER and registration.event.gives_certificates:
        return address_of(registration, "events:certificate")
    return own


def _links(registration: Registration, about: About) -> tuple[tuple[str, str], ...]:
    event = registration.event
    if about == About.AFTER and (address := answering_address(event)):
        return ((_("Open the survey"), address),)
    return ()


def _after(event: AgencyEvent, about: About) -> tuple[str, ...]:
    if about == About.CONFIRM:
        return (
            _("If it was not you, do nothing: we erase it after 14 days and write no more."),
            _("Places are given in the order of these clicks."),
        )
    lines = []
    if about != About.GAVE_UP:
        lines.append(
            _("Your name and address are erased on %(day)s.") % {"day": date_format(event.erase_on, "DATE_FORMAT")}
        )
    if event.contact:
        lines.append(_("Questions? Answer this letter or write to %(address)s.") % {"address": event.contact})
    return tuple(lines)
