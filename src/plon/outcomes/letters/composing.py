"""What the letter says: one to each person for all they agreed to be asked about, in their language."""

from collections.abc import Mapping, Sequence

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from plon.corner.letters.letter import Letter, Part, spoken
from plon.corner.zones import zone_of, zone_of_country
from plon.outcomes.enums import Kind
from plon.outcomes.models import Agreement, CallText
from plon.outcomes.periods import last_day
from plon.outcomes.secret import address_of, stop_address
from plon.projects.models import Project

Due = Sequence[tuple[Agreement, int]]
# {(project's key, kind, language): the team's own words}
Texts = Mapping[tuple[int, str, str], str]


def texts_of(projects: Sequence[int]) -> Texts:
    """Return the words that teams wrote for their letters, in one query."""
    rows = CallText.objects.filter(project__in=projects)
    return {(row.project_id, row.kind, row.language): row.opening for row in rows}


def call_letter(due: Due, texts: Texts, *, addresses: bool = True) -> Letter:
    """Compose the letter to one person.

    Args:
        due: what they are asked about, and after how many months each; all of one e-mail address.
        texts: see `texts_of`.
        addresses: with the secret addresses; a preview goes without.
    """
    first = due[0][0]
    language = spoken(first.language)
    with override(language), timezone.override(zone_of(zone_of_country(first.country))):
        parts = tuple(_part(agreement, language, addresses=addresses) for agreement, _months in due)
        return Letter(
            email=first.email,
            name=first.name,
            language=language,
            subject=_subject(due, language),
            opening=texts.get((first.project_id, first.kind, language)) or usual_opening(first.kind, due[0][1]),
            parts=parts,
            # The same letter is known as one by its Message-ID.
            abouts=frozenset((each.project_id, f"outcome:{each.public_id}:{months}") for each, months in due),
            stop_url=stop_address([each for each, _months in due]) if addresses else "",
            closing=_closing(first),
        )


def usual_opening(kind: str, months: int) -> str:
    """Return what the letter begins with while the team wrote no words of its own, in the language that is active."""
    ago = ngettext("%(n)s month ago", "%(n)s months ago", months) % {"n": months}
    if kind == Kind.USER:
        return _(
            "%(ago)s you told us that you use this, and that we may ask again. Do you still use it? What changed? "
            "A few short questions, two minutes. A no helps as much as a yes."
        ) % {"ago": _capital(ago)}
    return _(
        "%(ago)s you took part and said that we may ask again. Do you still use what you took home? What changed? "
        "A few short questions, two minutes. A no helps as much as a yes."
    ) % {"ago": _capital(ago)}


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _subject(due: Due, language: str) -> str:
    agreement = due[0][0]
    if len(due) > 1:
        return _("What became of it? %(project)s") % {"project": agreement.project}
    if agreement.result:
        return _("Do you still use “%(title)s”?") % {"title": agreement.result.title_in(language)}
    return _("What became of it? %(title)s") % {"title": about_of(agreement, language)}


def about_of(agreement: Agreement, language: str) -> str:
    """Return what somebody is asked about: a result, or the event or the project in which they took part."""
    if agreement.result:
        return agreement.result.title_in(language)
    activity = agreement.response.round.activity if agreement.response else None
    return str(activity or agreement.project)


def _part(agreement: Agreement, language: str, *, addresses: bool) -> Part:
    url = address_of(agreement) if addresses else ""
    return Part(about_of(agreement, language), (), url, _("Answer: two minutes"))


def _closing(agreement: Agreement) -> str:
    day = date_format(agreement.erase_on, "DATE_FORMAT")
    if agreement.kind == Kind.PARTICIPANT:
        kept = _(
            "For these letters your address is kept until %(day)s at the latest; you can erase it "
            "at once on the same page."
        )
        # The team reads the sheets of a survey that is not anonymous.
        sheet = _(
            "It also stands on the sheet that you answered with your name: the coordinators of the project see it "
            "there until the day that the survey told you. Ask them if you want the sheet erased sooner."
        )
        return f"{kept % {'day': day}} {sheet}"
    return _(
        "Nobody but Plon has your address. It is erased on %(day)s at the latest, or by you at once on the same page."
    ) % {"day": day}


def sample_of(project: Project, kind: str, language: str) -> Letter:
    """Return the letter as it would go to somebody after six months, for the team to read; without any address."""
    result = project.results.prefetch_related("texts").first() if kind == Kind.USER else None
    today = timezone.localdate()
    somebody = Agreement(
        project=project, kind=kind, result=result, language=language, agreed_on=today, erase_on=last_day(today)
    )
    return call_letter([(somebody, 6)], texts_of([project.pk]), addresses=False)
