"""What the room tells the rest of the house when it is ready."""

import datetime

from django.utils.translation import gettext_lazy as _

from plon.accounts.office import OfficeSection, register_office_section
from plon.history.sentences import register_sentences
from plon.jobs.schedule import register_work
from plon.office.merging.actions import forget_merges
from plon.office.people.inviting import forget_invitations, register_invitation_letter
from plon.office.waiting import register_counts


def register_office() -> None:
    """Register the pages of the office, regular work and the sentences of the history."""
    about = _("The agency's name and contacts, as the public reads them.")
    register_office_section(OfficeSection("house", 10, _("The agency"), "office_people:settings", about))
    about = _("A short word on the pages for a time: a deadline, a break in service.")
    register_office_section(OfficeSection("house", 20, _("Announcements"), "office_people:announcements", about))
    about = _("Who has an account, who is an officer or administrator, who may sign in.")
    register_office_section(
        OfficeSection("house", 30, _("People and roles"), "office_people:people", about, for_administrators=True)
    )
    about = _("Find organisations that stand here twice, and make one of two; it can be undone for 30 days.")
    register_office_section(OfficeSection("house", 40, _("Organisations"), "office_people:organisations", about))
    about = _("Who did what and when, in the whole of Plon.")
    register_office_section(OfficeSection("house", 50, _("Audit log"), "office_people:audit", about))
    register_work("office.merges", every=datetime.timedelta(days=1), work=forget_merges)
    register_work("office.invitations", every=datetime.timedelta(days=1), work=forget_invitations)
    register_invitation_letter()
    register_counts()
    register_sentences(
        {
            "officer.invited": _("sent the invitation %(subject)s to the office"),
            "officer.invitation_revoked": _("took back the invitation %(subject)s to the office"),
            "officer.joined": _("opened an account by invitation: %(subject)s"),
            "organisation.merged": _("merged another record into %(subject)s"),
            "organisation.merge_undone": _("undid a merge into %(subject)s"),
        }
    )
