from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResultsConfig(AppConfig):
    name = "plon.results"
    verbose_name = _("Results")

    def ready(self) -> None:
        from plon.history.sentences import register_sentences  # rooms register when all are loaded
        from plon.projects.leaving import register_tidying
        from plon.projects.overview import Step, Tile, register_step, register_tile
        from plon.projects.restoring import register_restorer
        from plon.projects.sections import Section, register_section
        from plon.results.actions import forget_files_of, put_back
        from plon.results.fit.actions import put_back as put_fit_back
        from plon.results.models import Result

        register_section(Section(20, "results", _("Results"), "results:index", "result"))
        register_tile(
            Tile(10, "results", _("Results"), "results:index", lambda p: Result.objects.filter(project=p).count())
        )
        register_step(
            Step(10, "define", _("Define your first result"), "results:index",
                 lambda p: Result.objects.filter(project=p).exists())
        )  # fmt: skip
        register_step(
            Step(90, "publish", _("Publish a result"), "results:index",
                 lambda p: Result.objects.filter(project=p, published_at__isnull=False).exists())
        )  # fmt: skip
        register_restorer("results.result", put_back)
        register_restorer("results.fitcard", put_fit_back)
        register_tidying(forget_files_of)
        register_sentences(
            {
                "result.defined": _("defined the result %(subject)s"),
                "result.changed": _("changed the result %(subject)s"),
                "result.state_changed": _("changed the state of the result %(subject)s"),
                "result.moved": _("moved the result %(subject)s"),
                "result.published": _("published the result %(subject)s"),
                "result.withdrawn": _("withdrew the result %(subject)s"),
                "result.deleted": _("deleted the result %(subject)s"),
                "fit.changed": _("told for whom %(subject)s fits"),
                "file.added": _("added the file %(subject)s"),
                "file.changed": _("described the file %(subject)s"),
                "file.removed": _("removed the file %(subject)s"),
                "link.added": _("added the link %(subject)s"),
                "link.changed": _("changed the link %(subject)s"),
                "link.removed": _("removed the link %(subject)s"),
                "identifier.added": _("noted the identifier %(subject)s"),
                "identifier.removed": _("removed the identifier %(subject)s"),
                "cover.set": _("set the cover of %(subject)s"),
                "cover.removed": _("removed the cover of %(subject)s"),
            }
        )
