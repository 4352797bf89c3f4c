from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActivitiesConfig(AppConfig):
    name = "plon.activities"
    verbose_name = _("Activities")

    def ready(self) -> None:
        from plon.activities.actions.restoring import put_back  # rooms register when all are loaded
        from plon.activities.ledger.registering import register_ledger
        from plon.activities.models import Activity
        from plon.activities.uses import uses_of
        from plon.evidence.uses import register_uses
        from plon.history.sentences import register_sentences
        from plon.projects.overview import Step, Tile, register_step, register_tile
        from plon.projects.restoring import register_restorer
        from plon.projects.sections import Section, register_section

        register_ledger()
        register_section(Section(40, "activities", _("Activities"), "activities:index", "list"))
        register_tile(
            Tile(
                60,
                "done",
                _("Activities done"),
                "activities:index",
                lambda project: Activity.objects.filter(project=project, state="done").count(),
            )
        )
        register_step(
            Step(
                60, "done", _("Log what you have done"), "activities:index",
                lambda project: Activity.objects.filter(project=project, state="done").exists(),
            )
        )  # fmt: skip
        register_uses(uses_of)
        register_restorer("activities.activity", put_back)
        register_sentences(
            {
                "act.logged": _("logged the activity %(subject)s"),
                "act.changed": _("changed the logged activity %(subject)s"),
                "act.removed": _("removed the logged activity %(subject)s"),
                "act.restored": _("put the logged activity %(subject)s back"),
                "act.repeated": _("planned further dates of %(subject)s"),
                "act.proven": _("said what evidence shows of %(subject)s"),
                "act.unproven": _("took a piece of evidence from %(subject)s"),
                "item.proven": _("proved a promise by %(subject)s"),
                "item.unproven": _("took %(subject)s from the promise that it proved"),
            }
        )
