"""What the room tells the rest of the house when it is ready."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from plon.accounts.office import OfficeSection, register_office_section
from plon.errors import DomainError
from plon.history.sentences import register_sentences
from plon.jobs.schedule import register_work
from plon.projects.overview import register_reminder
from plon.projects.sections import Section, register_section
from plon.results.hindrances import register_hindrance
from plon.results.models import Result
from plon.review.digest import EVERY, send_digests
from plon.review.refusals import HiddenByOffice
from plon.review.reminding import remind_of_returned
from plon.review.reported import register_hiding
from plon.review.wording import register_letters


def _hidden(result: Result) -> DomainError | None:
    if not result.hidings.filter(ended_at=None).exists():
        return None
    return HiddenByOffice(_("The agency took this result out of public. Its coordinator can appeal in “Review”."))


def register_review() -> None:
    """Register section, office pages, what stands against publishing, and the sentences of the history."""
    label = pgettext_lazy("section", "Review")
    register_section(Section(66, "review", label, "review:index", "check"))
    about = _("What teams submitted, with the days that are left; approve it or return it with reasons.")
    register_office_section(
        OfficeSection("projects", 5, pgettext_lazy("section", "Review"), "office_review:index", about)
    )
    hidden = _("Take unlawful content out of public at once; answer appeals.")
    register_office_section(OfficeSection("projects", 7, _("Hidden results"), "office_review:hidden", hidden))
    register_reminder("review.returned", remind_of_returned)
    register_hindrance("review", _hidden)
    register_work("review.letters", every=EVERY, work=send_digests)
    register_hiding()
    register_letters()
    register_sentences(
        {
            "projectreview.submitted": _("submitted results for review"),
            "projectreview.approved": _("approved results in the review"),
            "projectreview.returned": _("returned results in the review"),
            "projectreview.assigned": _("said which officer reviews"),
            "projectreview.conflict": _("declared a conflict of interest in the review"),
            "projectreview.remarked": _("wrote a message in the review"),
            "hiding.made": _("took %(subject)s out of public for the agency"),
            "hiding.appealed": _("appealed against hiding %(subject)s"),
            "hiding.kept": _("answered the appeal: %(subject)s stays hidden"),
            "hiding.ended": _("brought %(subject)s back into public for the agency"),
        }
    )
