"""What the room tells the rest of the house when it is ready."""

from django.utils.translation import gettext_lazy as _

from plon.activities.links import register_link
from plon.history.sentences import register_sentences
from plon.jobs.schedule import register_work
from plon.projects.overview import register_reminder
from plon.projects.restoring import register_restorer
from plon.projects.sections import Section, register_section
from plon.surveys.actions.restoring import restore_part, restore_survey
from plon.surveys.clock import EVERY, open_and_close
from plon.surveys.telling import link_of, remind_of_rounds


def register_surveys() -> None:
    """Register the section, reminders, links of events, regular work, what can be put back, sentences."""
    register_section(Section(30, "surveys", _("Surveys"), "surveys:index", under="evaluation"))
    register_reminder("surveys.rounds", remind_of_rounds)
    register_link(link_of)
    register_work("surveys.open_and_close", every=EVERY, work=open_and_close)
    register_restorer("surveys.survey", restore_survey)
    register_restorer("surveys.draft", restore_part)
    register_sentences(
        {
            "survey.created": _("began the survey %(subject)s"),
            "survey.changed": _("changed the settings of the survey %(subject)s"),
            "survey.removed": _("removed the survey %(subject)s with its answers"),
            "survey.restored": _("brought the survey %(subject)s back, without answers"),
            "survey_question.added": _("added to the survey %(subject)s"),
            "survey_question.changed": _("changed a question of the survey %(subject)s"),
            "survey_question.moved": _("moved a question of the survey %(subject)s"),
            "survey_question.removed": _("took a question out of the survey %(subject)s"),
            "survey_question.restored": _("put a question back into the survey %(subject)s"),
            "survey_section.added": _("added a section to the survey %(subject)s"),
            "survey_section.changed": _("changed a section of the survey %(subject)s"),
            "survey_section.moved": _("moved a section of the survey %(subject)s"),
            "survey_section.removed": _("took a section out of the survey %(subject)s"),
            "survey_section.restored": _("put a section back into the survey %(subject)s"),
            "survey_texts.changed": _("wrote texts of the survey %(subject)s"),
            "survey_round.added": _("planned a round of the survey %(subject)s"),
            "survey_round.changed": _("changed a round of the survey %(subject)s"),
            "survey_round.opened": _("opened the survey %(subject)s"),
            "survey_round.closed": _("closed the survey %(subject)s"),
            "survey_round.removed": _("took a planned round of the survey %(subject)s back"),
        }
    )
