"""What the letters say. Nobody's words stand in a letter that was not asked for: it could be sent to a stranger."""

import datetime

from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from plon.accounts.models import User
from plon.agency.letters import letter_of
from plon.pages import whole_address
from plon.results.models import Result
from plon.texts import spoken
from plon.uptake.enums import Telling
from plon.uptake.letters.letter import Letter
from plon.uptake.models import UNCONFIRMED_DAYS, Contact, Inquiry, Reply, Use
from plon.uptake.queries import Something
from plon.uptake.secret import address_of

_signer = Signer(salt="plon.uptake.news", sep=".")


def confirmation(contact: Contact, told: Something, earlier: Use | None) -> Letter:
    """Compose the letter with the link that makes it count."""
    language = spoken(contact.language)
    with override(language):
        title = told.result.title_in(language)
        told_words = letter_of(f"uptake.confirm.{contact.about}", language, {"title": title})
        lines = list(told_words.paragraphs)
        if earlier is not None and earlier.confirmed_at:
            lines.append(
                _(
                    "You told us on %(day)s that you use it. If you confirm, what you wrote now takes the place of "
                    "what you wrote then; it counts once."
                )
                % {"day": date_format(earlier.confirmed_at, "DATE_FORMAT")}
            )
        return Letter(
            email=contact.email,
            language=language,
            subject=told_words.subject,
            about=f"confirm {contact.public_id} {contact.times_mailed}",
            lines=tuple(lines),
            button=_("See it and confirm"),
            url=address_of(contact),
            after=(
                _("Under the same address you can later change it or take it back. It is yours alone: keep it."),
                _("If it was not you, do nothing: after %(days)s days we erase it all, your address too.")
                % {"days": UNCONFIRMED_DAYS},
            ),
        )


def confirmation_subject() -> str:
    return _("Please confirm: “%(title)s”")


def opening_of(about: str) -> str:
    """Return what the letter that asks to confirm begins with, unless the agency worded it."""
    return {
        Telling.USE: _("Somebody, we hope you, told us: we use “%(title)s”. One click and it counts."),
        Telling.ADAPTATION: _(
            "Somebody, we hope you, told us of a translation or adaptation of “%(title)s”. One click and it is listed."
        ),
        Telling.QUESTION: _(
            "Somebody, we hope you, has a question about “%(title)s”. One click and its authors get it."
        ),
        Telling.SUGGESTION: _(
            "Somebody, we hope you, suggests an improvement of “%(title)s”. One click and its authors get it."
        ),
        Telling.POLICY: _(
            "Somebody, we hope you, told us where a public document names “%(title)s”. One click and the team reads it."
        ),
    }[Telling(about)]


def inquiry_to_team(inquiry: Inquiry, person: User, words: str, *, about: str) -> Letter:
    """Compose the letter to somebody of the team: what is asked, and where it is answered.

    Args:
        inquiry: the conversation.
        person: who reads it.
        words: the question, or a further turn of who asked.
        about: which of these it is.
    """
    language, project = spoken(person.language), inquiry.result.project
    with override(language):
        title = inquiry.result.title_in(language)
        is_question = inquiry.kind == Telling.QUESTION
        subject = _("A question about “%(title)s”") if is_question else _("A suggestion for “%(title)s”")
        return Letter(
            email=person.email,
            name=person.name,
            language=language,
            subject=subject % {"title": title},
            about=about,
            lines=(
                _("Somebody who found “%(title)s” in the catalogue writes to you:") % {"title": title},
            ),
            quoted=words,
            button=_("Answer in Plon"),
            url=whole_address(reverse("uptake:inquiry", args=[project.public_id, inquiry.public_id])),
            after=(
                _("Your answer goes to them by e-mail from Plon's address: neither of you sees the other's address."),
                _("Please don't answer this letter: nobody reads that box."),
            ),
        )  # fmt: skip


def reply_to_asker(reply: Reply, contact: Contact) -> Letter:
    """Compose the letter with the team's answer."""
    inquiry, language = reply.inquiry, spoken(contact.language)
    with override(language):
        title = inquiry.result.title_in(language)
        return Letter(
            email=contact.email,
            name=contact.name,
            language=language,
            subject=_("An answer about “%(title)s”") % {"title": title},
            about=f"reply {reply.pk}",
            lines=(
                _("The team of the project “%(project)s” answers you:") % {"project": inquiry.result.project},
            ),
            quoted=reply.words,
            button=_("Read it all, write again"),
            url=address_of(contact),
            after=(_("Please don't answer this letter: nobody reads that box."),),
        )  # fmt: skip


def news_letter(contact: Contact, result: Result, files: list[str], newest: datetime.datetime) -> Letter:
    """Compose the letter on new versions of a result's files, of which `newest` is the last."""
    language = spoken(contact.language)
    with override(language):
        title = result.title_in(language)
        return Letter(
            email=contact.email,
            name=contact.name,
            language=language,
            subject=_("A new version of “%(title)s”") % {"title": title},
            about=f"news {contact.public_id} {newest.isoformat()}",
            lines=(
                _("You use “%(title)s”. Its authors have published something new: %(files)s.")
                % {"title": title, "files": ", ".join(files)},
            ),
            button=_("Open the page of the result"),
            url=whole_address(result.get_absolute_url()),
            after=(
                _("You asked for news when you told us that you use it."),
                _("What you told us, to change or take back: %(address)s") % {"address": address_of(contact)},
            ),
            stop_url=stop_address(contact),
        )  # fmt: skip


def stop_address(contact: Contact) -> str:
    with override(spoken(contact.language)):
        return whole_address(reverse("uses:stop_news", args=[stop_token(contact)]))


def stop_token(contact: Contact) -> str:
    """Return what proves that somebody got a letter: it stops letters, and nothing else."""
    return _signer.sign(contact.public_id)


def contact_of_stop(token: str) -> Contact | None:
    """Return whose letters a token stops; None if Plon has not written it or the address is gone."""
    try:
        return Contact.objects.filter(public_id=_signer.unsign(token)).first()
    except BadSignature:
        return None
