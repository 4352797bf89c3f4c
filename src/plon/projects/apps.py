from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProjectsConfig(AppConfig):
    name = "plon.projects"
    verbose_name = _("Projects")

    def ready(self) -> None:
        from plon.accounts.office import OfficeSection, register_office_section  # rooms register when all are loaded
        from plon.history.sentences import register_sentences
        from plon.projects.actions.projects import put_back
        from plon.projects.restoring import register_restorer
        from plon.projects.sections import Section, register_section
        from plon.projects.wording import register_letters

        register_letters()

        register_section(Section(10, "overview", _("Overview"), "projects:overview", "home"))
        register_section(Section(70, "project", _("Project"), "projects:partners", "settings"))
        register_section(Section(71, "partners", _("Partners"), "projects:partners", under="project"))
        register_section(Section(75, "work_plan", _("Work plan"), "projects:work-plan", under="project"))
        register_section(Section(80, "team", _("Team"), "projects:team", under="project"))
        register_section(Section(85, "history", _("History"), "projects:history", under="project"))
        register_section(Section(90, "settings", _("Settings"), "projects:settings", under="project"))
        about = _("People who say “this imported project is ours” wait for your answer.")
        register_office_section(OfficeSection("projects", 20, _("Claims"), "claims:index", about))
        about = _("Look into any workspace, read-only.")
        register_office_section(OfficeSection("projects", 90, _("All projects"), "projects:index", about))
        register_restorer("projects.project", put_back)
        register_sentences(
            {
                "project.created": _("began the project"),
                "project.changed": _("changed the record of the project"),
                "project.deleted": _("deleted the project %(subject)s"),
                "project.filled": _("filled in the record from the register: %(subject)s"),
                "partner.added": _("added the partner %(subject)s"),
                "partner.changed": _("changed the part of %(subject)s"),
                "partner.moved": _("moved the partner %(subject)s in the list"),
                "partner.removed": _("removed the partner %(subject)s"),
                "work_package.added": _("added the work package %(subject)s"),
                "work_package.changed": _("changed the work package %(subject)s"),
                "work_package.removed": _("removed the work package %(subject)s"),
                "milestone.added": _("added the milestone %(subject)s"),
                "milestone.changed": _("changed the milestone %(subject)s"),
                "milestone.removed": _("removed the milestone %(subject)s"),
                "claim.made": _("asked for the project"),
                "claim.accepted": _("handed over the project"),
                "claim.refused": _("refused a claim of the project"),
                "invitation.sent": _("invited somebody to the team"),
                "invitation.accepted": _("joined the team"),
                "invitation.revoked": _("took back an invitation"),
                "member.added": _("added %(subject)s to the team"),
                "member.changed": _("changed the role of %(subject)s"),
                "member.removed": _("removed %(subject)s from the team"),
            }
        )
