from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plon.demo.world import make_world
from plon.plans.models import PlannedActivity, TargetGroup
from plon.plans.queries import load_plan
from plon.programme.application import all_forms, count_characters
from plon.projects.models import Project
from plon.reports.drafting import LANGUAGES, Facts, Language, draft_of
from plon.reports.drafting.answers import ANSWERS
from plon.reports.queries import load_application
from plon.results.models import Result
from tests.factories import ResultFactory
from tests.reports.plans import big_plan, small_plan


def told(project: Project, kind: str, language: Language, limit: int = 0) -> str:
    return draft_of(kind, Facts(load_plan(project), language), limit=limit).text


def test_sharing_is_told_as_people_write_it(project: Project) -> None:
    small_plan(project)

    assert told(project, "sharing_outside", "pl") == (
        "Nasza grupa docelowa to „Nauczyciele przyrody” (około 22 osób; poziom lokalny i regionalny). "
        "Grupie „Nauczyciele przyrody” powiemy o rezultacie „Lekcje nad wodą”: „Masz gotową lekcję na jutro”.\n"
        "W maju 2026 r. zorganizujemy warsztaty „Nad rzeką” (Opole), aby upowszechnić rezultat „Lekcje nad wodą” "
        "w grupie „Nauczyciele przyrody” (22 osoby); odpowiada za to Szkoła nad Rzeką.\n"
        "Rezultat „Lekcje nad wodą” (CC BY 4.0) udostępnimy na otwartej licencji: każdy będzie mógł bezpłatnie z niego "
        "korzystać i go dostosowywać."
    )
    assert told(project, "sharing_outside", "en") == (
        "Our target group is “Nauczyciele przyrody” (about 22 people; local and regional level).\n"
        "In May 2026, we will run the workshop “Nad rzeką” (Opole) to share the result “Lessons by the water” with the "
        "group “Nauczyciele przyrody” (22 people); Szkoła nad Rzeką is responsible for it.\n"
        "We will share the result “Lessons by the water” (CC BY 4.0) under an open licence: everyone may use and adapt "
        "it freely."
    )


def test_what_lasts_is_told_with_keeper_and_date(project: Project) -> None:
    small_plan(project)

    assert told(project, "long_term", "pl").split("\n")[0] == (
        "Rezultat „Lekcje nad wodą” wejdzie do codziennej pracy organizacji, co najmniej do czerwca 2029 r. "
        "Zaopiekuje się nim Szkoła nad Rzeką. Środki na ten cel: dwie godziny w miesiącu."
    )
    assert told(project, "long_term", "en").split("\n")[0] == (
        "The result “Lessons by the water” will become part of the organisations' regular work, at least until June "
        "2029. Szkoła nad Rzeką will take care of it. Resources for this: dwie godziny w miesiącu."
    )


def test_further_forms_of_use_and_means_in_figures_are_told_while_there_is_room(project: Project) -> None:
    small_plan(project)
    use = load_plan(project).use_plans[Result.objects.get(project=project).pk]
    use.also, use.hours_a_year, use.euros_a_year, use.means_from = ["network"], 24, Decimal("60.50"), "budżet szkoły"
    use.save()

    lasting = told(project, "long_term", "pl").split("\n")[0]
    assert lasting.startswith(
        "Rezultat „Lekcje nad wodą” wejdzie do codziennej pracy organizacji, a także będzie prowadzony dalej przez "
        "sieć, "
    )
    assert lasting.endswith("Potrzeba na to rocznie: 24 godziny pracy i 60 EUR; zapewnia: budżet szkoły.")
    assert "Needed each year: 24 hours of work and 60 EUR, given by: budżet szkoły." in told(project, "long_term", "en")
    assert "przez sieć" not in told(project, "long_term", "pl", limit=250)


def test_a_use_in_the_regular_work_counts_as_such_wherever_it_stands(project: Project) -> None:
    small_plan(project)
    use = load_plan(project).use_plans[Result.objects.get(project=project).pk]
    use.form, use.also = "network", ["regular_work"]
    use.save()

    assert "wejdzie do codziennej pracy organizacji" in told(project, "integration", "pl")


def test_indicators_are_told_with_baseline_target_date_and_source(project: Project) -> None:
    small_plan(project)

    assert told(project, "measuring", "pl") == (
        "Osiągnięcie celów projektu sprawdzimy za pomocą jednego wskaźnika ilościowego.\n"
        "Wskaźnikiem ilościowym jest „Szkoły, które korzystają” (szkoły: punkt wyjścia: 0, cel: 25 do lutego 2027 r.; "
        "źródło: ankieta).\n"
        "Dane będziemy zbierać, pytając w ankietach."
    )


def test_inside_and_outside_are_told_apart(project: Project) -> None:
    small_plan(project)

    inside, outside = told(project, "sharing_inside", "pl"), told(project, "sharing_outside", "pl")

    assert "Rada pedagogiczna" in inside
    assert "Nauczyciele przyrody" not in inside
    assert "Rada pedagogiczna" not in outside


def test_a_sentence_in_another_language_is_not_taken_for_this_one(project: Project) -> None:
    small_plan(project)

    assert "Masz gotową lekcję" not in told(project, "sharing", "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_plan_invents_nothing(project: Project, language: Language) -> None:
    said = {kind: told(project, kind, language) for kind in ANSWERS}

    # What the programme asks of everyone needs no plan.
    assert {kind for kind, text in said.items() if text} == {"acknowledging", "communication", "making_known"}


def test_a_retired_result_says_why_and_is_not_called_lasting(project: Project) -> None:
    small_plan(project)
    use = load_plan(project).use_plans[Result.objects.get(project=project).pk]
    use.form, use.risk = "retire", "zastąpi go nowy program"
    use.save()

    assert "zostanie świadomie zakończony" in told(project, "long_term", "pl")
    assert "Powód: zastąpi go nowy program." in told(project, "long_term", "pl")
    assert "zakończony" not in told(project, "sharing", "pl")


def test_details_go_one_by_one_until_it_fits(project: Project) -> None:
    small_plan(project)
    whole = told(project, "sharing_outside", "pl")

    lengths = [len(told(project, "sharing_outside", "pl", limit)) for limit in range(len(whole), 160, -20)]

    assert all(length <= limit for length, limit in zip(lengths, range(len(whole), 160, -20), strict=True))
    assert len(set(lengths)) >= 4
    assert "(Opole)" not in told(project, "sharing_outside", "pl", 350)
    assert "W maju 2026 r." in told(project, "sharing_outside", "pl", 350)


def test_what_is_left_out_is_counted(project: Project) -> None:
    big_plan(project)

    said = told(project, "sharing", "pl", 3000)

    assert "zaplanowanych działań" in said
    assert "(łącznie 30)" in said or "30 rezultatów" in said
    assert told(project, "sharing", "pl", 250) == (
        "Projekt przyniesie 30 rezultatów.\n"
        "Aby upowszechnić rezultaty, zaplanowaliśmy 270 działań (obejmą one 60 grup docelowych).\n"
        "Zaplanowaliśmy dalsze wykorzystanie rezultatów (30).\n"
        "Na otwartych licencjach udostępnimy 30 rezultatów."
    )


def test_a_limit_that_nothing_can_keep_is_told_not_cut(project: Project) -> None:
    small_plan(project)

    draft = draft_of("sharing", Facts(load_plan(project), "pl"), limit=20)

    assert draft.is_shortened
    assert draft.characters == len(draft.text) > 20
    assert draft.text.endswith(".")


def test_the_same_plan_gives_the_same_draft(project: Project) -> None:
    small_plan(project)

    assert told(project, "sharing", "pl") == told(project, "sharing", "pl")


def test_junk_in_names_stays_in_its_quotation_marks(project: Project) -> None:
    ResultFactory(project=project, working_title='Zły"\u0007\n„tytuł” {x} %(y)s <b>')
    TargetGroup.objects.create(project=project, name="🌊" * 100, levels=["no such level"], kind="no such kind", size=0)
    PlannedActivity.objects.create(project=project, title="x" * 300, kind="junk", phase="after")

    for kind in ANSWERS:
        for language in LANGUAGES:
            assert "\x07" not in told(project, kind, language, 500)


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_of_the_largest_plan_is_within_its_limit(project: Project, language: Language) -> None:
    big_plan(project)

    for form in all_forms():
        for source in ("", *form.sources):
            application = load_application(project, form, language, source)
            assert len(application.fields) >= len(form.questions)
            for field in application.fields:
                assert field.text, field.place.question.key
                assert field.characters == count_characters(field.text, form.line_break)
                assert 0 < field.characters <= field.limit, (form.key, field.place.question.key, field.characters)


@pytest.mark.slow
def test_every_answer_of_the_example_project_is_within_its_limit(db: None) -> None:
    make_world()
    project = Project.objects.get(acronym="Żywa rzeka")

    for form in all_forms():
        for language in LANGUAGES:
            for field in load_application(project, form, language).fields:
                assert field.characters <= field.limit, (form.key, field.place.question.key)


def test_drafting_asks_the_database_nothing(project: Project) -> None:
    small_plan(project)
    facts = Facts(load_plan(project), "pl")

    with CaptureQueriesContext(connection) as asked:
        for kind in ANSWERS:
            draft_of(kind, facts, limit=500)

    assert len(asked) == 0
