from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActivitiesConfig(AppConfig):
    name = "plon.activities"
    verbose_name = _("Activities")

    def ready(self) -> None:
        from plon.activities.actions.restoring import put_back  # rooms register when all are loaded
        from plon.activities.ledger.registering import register_ledger
        from plon.history.sentences import register_sentences
        from plon.projects.restoring import register_restorer

        register_ledger()
        register_restorer("activities.activity", put_back)
        register_sentences(
            {
                "act.logged": _("logged the activity %(subject)s"),
                "act.changed": _("changed the logged activity %(subject)s"),
                "act.removed": _("removed the logged activity %(subject)s"),
                "act.restored": _("put the logged activity %(subject)s back"),
                "act.proven": _("said what evidence shows of %(subject)s"),
                "act.unproven": _("took a piece of evidence from %(subject)s"),
                "item.proven": _("proved a promise by %(subject)s"),
                "item.unproven": _("took %(subject)s from the promise that it proved"),
            }
        )
