from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    name = "plon.plans"
    verbose_name = _("Plans")

    def ready(self) -> None:
        from plon.history.sentences import register_sentences  # rooms register when all are loaded
        from plon.plans.actions.restoring import put_back, put_message_back
        from plon.plans.commitment import is_in_commitment
        from plon.plans.fit_guesses import audiences_from_plan
        from plon.plans.models import Indicator, Message, PlannedActivity, TargetGroup
        from plon.plans.queries import is_begun
        from plon.projects.overview import Step, Tile, register_step, register_tile
        from plon.projects.promises import register_promises
        from plon.projects.restoring import register_restorer
        from plon.projects.sections import Section, register_section
        from plon.results.fit.guessing import register_guesser

        register_section(Section(30, "plan", _("Plan"), "plans:index", "target"))
        register_section(Section(35, "poster", _("Poster"), "plans:poster", "poster"))
        links = (
            (20, "groups", _("Target groups"), TargetGroup, "project", _("Say for whom it is: a target group")),
            (30, "messages", _("Messages"), Message, "group__project", _("Say why they would want it: a message")),
            (40, "activities", _("Planned activities"), PlannedActivity, "project", _("Plan how you will share it")),
            (50, "indicators", _("Indicators"), Indicator, "project", _("Say how you will know: an indicator")),
        )
        for order, key, label, model, path, step in links:
            register_tile(
                Tile(order, key, label, "plans:index", lambda p, m=model, f=path: m.objects.filter(**{f: p}).count())  # type: ignore[misc]  # bound now
            )
            register_step(
                Step(order, key, step, "plans:index", lambda p, m=model, f=path: m.objects.filter(**{f: p}).exists())  # type: ignore[misc]  # bound now
            )
        register_step(Step(5, "wizard", _("Make the first plan, step by step"), "plans:wizard", is_begun))
        register_promises(is_in_commitment)
        register_guesser(audiences_from_plan)
        for kind in ("targetgroup", "plannedactivity", "indicator", "useplan"):
            register_restorer(f"plans.{kind}", put_back)
        register_restorer("plans.message", put_message_back)
        register_sentences(
            {
                "group.added": _("added the target group %(subject)s"),
                "group.changed": _("changed the target group %(subject)s"),
                "group.removed": _("removed the target group %(subject)s"),
                "message.changed": _("wrote the message %(subject)s"),
                "message.removed": _("removed the message %(subject)s"),
                "activity.planned": _("planned the activity %(subject)s"),
                "activity.changed": _("changed the planned activity %(subject)s"),
                "activity.removed": _("removed the planned activity %(subject)s"),
                "indicator.added": _("added the indicator %(subject)s"),
                "indicator.changed": _("changed the indicator %(subject)s"),
                "indicator.removed": _("removed the indicator %(subject)s"),
                "use_plan.added": _("planned how %(subject)s will be used"),
                "use_plan.changed": _("changed how %(subject)s will be used"),
                "use_plan.removed": _("removed the use plan of %(subject)s"),
                "source.read": _("brought a text to begin from: %(subject)s"),
                "source.deleted": _("deleted the text %(subject)s"),
                "comment.written": _("commented on %(subject)s"),
                "comment.removed": _("removed a comment"),
                "plan.begun": _("went through the first plan step by step"),
                "plan.moved_away": _("moved the plan to %(subject)s"),
                "plan.moved_here": _("brought the plan here from %(subject)s"),
                "plan.reordered": _("moved %(subject)s in the plan"),
                "plan.restored": _("put %(subject)s back into the plan"),
                "plan.committed": _("froze the plan as the commitment %(subject)s"),
            }
        )
