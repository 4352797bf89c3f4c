"""A project whose plan says how it will be measured, with a survey in two languages: made inside the running house."""

MAKE = """
import datetime, json
from plon.accounts.models import User
from plon.evaluation.actions import feed_by_counter, feed_by_survey
from plon.evaluation.enums import Counter, Reckoning
from plon.organisations.actions import add_organisation
from plon.plans import actions as plans
from plon.projects.actions import create_project
from plon.projects.models import Project
from plon.results.actions import define_result
from plon.results.models import Result
from plon.surveys.actions import add_question, add_round, create_survey, open_round, write_texts
from plon.surveys.enums import Moment
from plon.surveys.queries import questionnaire_of
from plon.surveys.questionnaire import Question
from django.utils import timezone
from decimal import Decimal

today = datetime.date.today()
end = today + datetime.timedelta(days=200)
lead = User.objects.get(email="coordinator@example.org")
school = add_organisation(by=lead, name="Przykładowa Szkoła Pomiaru", country="PL", city="Przykładów")
project = create_project(
    by=lead, organisation=school, title="Zmierzona zmiana", action_type="KA210",
    start=today - datetime.timedelta(days=200), end=end, texts={},
)
result = define_result(project, by=lead, title="Zeszyt pomiarów", kind="tangible")
Result.objects.filter(pk=result.pk).update(state="published", published_at=timezone.now(), licence="CC-BY-4.0")
result.texts.filter(language="pl").update(title="Zeszyt pomiarów", summary="Dziesięć lekcji mierzenia.")
Project.objects.filter(pk=project.pk).update(has_published=True)
group = plans.add_group(project, by=lead, name="Nauczyciele przyrody")
activity = plans.add_activity(
    project, by=lead, title="Warsztat mierzenia", kind="workshop", results=[result], reach={group: 40},
    responsible=school, start=today,
)
def indicator(name, **fields):
    return plans.add_indicator(project, by=lead, name=name, baseline="0", target_date=end, source="Plon", **fields)
reached = indicator(
    "Osoby na warsztatach", measures="activity", activity=activity, level="reach", unit="osoby", target="40",
    feeding="activities",
)
used = indicator(
    "Szkoły, które używają zeszytu", measures="result", result=result, level="use", unit="szkoły", target="4",
    feeding="counter",
)
able = indicator(
    "Umiem mierzyć: średnia", measures="objective", level="learning", unit="punkty", target="4", feeding="survey",
)
survey = create_survey(
    project, by=lead, name="Przed i po", kind="self_assessment", base_language="pl", languages=["en"],
    has_pairs=True, asked_by="Przykładowa Szkoła Pomiaru", contact="coordinator@example.org",
)
question = add_question(
    survey, by=lead,
    question=Question(
        key="", kind="scale", words={"pl": "Umiem mierzyć", "en": "I can measure"}, hint={}, is_required=True,
        lowest=Decimal(1), highest=Decimal(5),
    ),
)
write_texts(survey, by=lead, language="en", texts={"title": "Before and after"})
survey.refresh_from_db()
feed_by_survey(
    able, by=lead, survey=survey, questionnaire=questionnaire_of(survey), question=question.key,
    reckoning=Reckoning.MEAN,
)
feed_by_counter(used, by=lead, counter=Counter.USES)
before = add_round(survey, by=lead, label="Przed", moment=Moment.BEFORE)
after = add_round(survey, by=lead, label="Po", moment=Moment.AFTER, compared_with=before)
before, after = open_round(before, by=lead), open_round(after, by=lead)
plans.freeze_plan(project, by=lead, occasion="application", agreed_on=today)
print("MADE", json.dumps({
    "project": project.public_id, "result": result.get_absolute_url(), "survey": survey.public_id,
    "question": question.key, "before": [before.public_id, before.secret], "after": [after.public_id, after.secret],
    "activity": activity.public_id, "reached": reached.public_id, "able": able.public_id,
}))
"""
