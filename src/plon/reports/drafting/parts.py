"""Parts of drafts: results, groups, messages, activities, indicators, use plans, each as sentences."""

import datetime
from collections.abc import Sequence

from plon.plans.enums import Feeding, Nature, Phase
from plon.plans.models import Indicator, PlannedActivity, TargetGroup, UsePlan
from plon.programme.codelists import codelist
from plon.programme.sharing import licence_is_open
from plon.reports.drafting.facts import Facts, reach_of
from plon.reports.drafting.grammar import (
    capital,
    first_sentence,
    month,
    one_line,
    people,
    period,
    sentence,
    verb_for,
    words,
)
from plon.reports.drafting.writer import Writer
from plon.results.models import Result
from plon.texts import plain_text

RESULTS = {"en": ("result", "results"), "pl": ("rezultat", "rezultaty", "rezultatów")}
GROUPS = {"en": ("target group", "target groups"), "pl": ("grupa docelowa", "grupy docelowe", "grup docelowych")}
GROUPS_REACHED = {
    "en": ("target group", "target groups"),
    "pl": ("grupę docelową", "grupy docelowe", "grup docelowych"),
}
ACTIVITIES = {"en": ("activity", "activities"), "pl": ("działanie", "działania", "działań")}
# Groups whose size is a number of people; of other kinds it may be one of organisations.
_KINDS_OF_PEOPLE = {"learners", "teachers", "experts", "families"}


def count_of(w: Writer, things: Sequence[object], nouns: dict[str, tuple[str, ...]]) -> str:
    return w.count(len(things), en=nouns["en"], pl=nouns["pl"])  # type: ignore[arg-type]  # two and three forms


def bracketed(parts: Sequence[str]) -> str:
    """Return " (a; b)", or nothing."""
    said = [part for part in parts if part]
    return f" ({'; '.join(said)})" if said else ""


def results_sentence(w: Writer, facts: Facts, results: Sequence[Result]) -> str:
    """Say what the project will bring: "The project will bring 3 results: ..."."""
    if not results:
        return ""
    if w.names_nothing:
        count = count_of(w, results, RESULTS)
        return w.say(en=f"The project will bring {count}.", pl=f"Projekt przyniesie {count}.")
    if len(results) == 1:
        said = result_in_words(w, facts, results[0])
        return w.say(en=f"The project will bring the result {said}.", pl=f"Projekt przyniesie rezultat {said}.")
    count, listed = count_of(w, results, RESULTS), w.listed(results, lambda result: result_in_words(w, facts, result))
    return w.say(en=f"The project will bring {count}: {listed}.", pl=f"Projekt przyniesie {count}: {listed}.")


def result_in_words(w: Writer, facts: Facts, result: Result) -> str:
    parts = []
    if w.detail.places and result.kind == "intangible":
        parts.append(w.say(en="intangible", pl="niematerialny"))
    if w.detail.dates and result.planned_for:
        parts.append(month(result.planned_for, w.language))
    if w.detail.responsible and result.responsible:
        parts.append(w.say(en="by ", pl="odpowiada ") + one_line(result.responsible.name))
    return w.name(facts.titles[result.pk]) + bracketed(parts)


def descriptions(w: Writer, facts: Facts, results: Sequence[Result]) -> list[str]:
    """What each result is, in the team's own words, as far as they wrote them in this language."""
    if not w.detail.notes or w.names_nothing:
        return []
    found = []
    for result in w.chosen(results):
        text = result.text_in(w.language)
        if text and text.language == w.language and text.summary:
            told = first_sentence(plain_text(text.summary))
            if text.problem and w.detail.extras:
                lead = w.say(en="It answers this need:", pl="Odpowiada na taką potrzebę:")
                told += f" {lead} {sentence(plain_text(text.problem))}"
            found.append(f"{w.name(facts.titles[result.pk])}: {told}")
    return found


def licences_sentence(w: Writer, facts: Facts, results: Sequence[Result]) -> str:
    """Which results become free to use, under which licence."""
    by_licence: dict[str, list[Result]] = {}
    for result in results:
        if licence_is_open(result.licence):
            by_licence.setdefault(result.licence, []).append(result)
    if not by_licence:
        return ""
    if w.names_nothing:
        count = count_of(w, [each for group in by_licence.values() for each in group], RESULTS)
        return w.say(
            en=f"We will share {count} under open licences.", pl=f"Na otwartych licencjach udostępnimy {count}."
        )
    free = [result for group in by_licence.values() for result in group]
    listed = w.listed(free, lambda result: f"{w.name(facts.titles[result.pk])} ({licence_name(w, result.licence)})")
    if len(free) == 1:
        return w.say(
            en=f"We will share the result {listed} under an open licence: everyone may use and adapt it freely.",
            pl=f"Rezultat {listed} udostępnimy na otwartej licencji: "
            "każdy będzie mógł bezpłatnie z niego korzystać i go dostosowywać.",
        )
    return w.say(
        en=f"We will share the results {listed} under open licences: everyone may use and adapt them freely.",
        pl=f"Na otwartych licencjach udostępnimy rezultaty {listed}: "
        "każdy będzie mógł bezpłatnie z nich korzystać i je dostosowywać.",
    )


def licence_name(w: Writer, code: str) -> str:
    """Return "CC BY 4.0", without the explanation that the list adds."""
    return codelist("licences").name(code, w.language).split(":")[0]


def groups_sentence(w: Writer, groups: Sequence[TargetGroup]) -> str:
    """Say for whom it is: "Our target groups are ..."."""
    if not groups:
        return ""
    if w.names_nothing:
        count = count_of(w, groups, GROUPS_REACHED)
        return w.say(en=f"The project addresses {count}.", pl=f"Projekt obejmuje {count}.")
    listed = w.listed(groups, lambda group: group_in_words(w, group))
    if len(groups) == 1:
        lead = w.say(en="Our target group is", pl="Nasza grupa docelowa to")
    else:
        lead = w.say(en="Our target groups are", pl="Nasze grupy docelowe to")
    return f"{lead} {listed}."


def group_in_words(w: Writer, group: TargetGroup) -> str:
    parts = []
    if w.detail.counts and group.size:
        size = people(group.size, w.language) if group.kind in _KINDS_OF_PEOPLE else w.number(group.size)
        if w.language == "pl" and group.kind in _KINDS_OF_PEOPLE:
            # "około" takes the genitive.
            size = f"{w.number(group.size)} {'osoby' if group.size == 1 else 'osób'}"
        parts.append(w.say(en=f"about {size}", pl=f"około {size}"))
    if w.detail.places and group.levels:
        adjectives = [words("level", level, w.language, "adjective_") for level in group.levels]
        known = w.joined([each for each in adjectives if each])
        parts.append(w.say(en=f"{known} level", pl=f"poziom {known}") if known else "")
    return w.name(group.name) + bracketed(parts)


def needs(w: Writer, groups: Sequence[TargetGroup]) -> list[str]:
    """What each group needs and where it is found, in the team's own words."""
    if not w.detail.notes or w.names_nothing:
        return []
    found = []
    for group in w.chosen(groups):
        name, said = w.name(group.name), []
        if group.need:
            said.append(
                w.say(en=f"What the group {name} needs: ", pl=f"Potrzeba grupy {name}: ") + sentence(group.need)
            )
        if group.whereabouts and w.detail.extras:
            lead = w.say(en="We will meet it here: ", pl="Spotkamy ją tutaj: ") if said else w.say(
                en=f"Where we will meet the group {name}: ", pl=f"Gdzie spotkamy grupę {name}: "
            )  # fmt: skip
            said.append(lead + sentence(group.whereabouts))
        if said:
            found.append(" ".join(said))
    return found


def messages_paragraph(w: Writer, facts: Facts, told: Sequence[tuple[Result, TargetGroup, str]]) -> str:
    """Why each group would want each result, as the plan says it."""
    if not told or not w.detail.messages or w.names_nothing:
        return ""
    sentences = []
    for result, group, text in w.chosen(told):
        name, title = w.name(group.name), w.name(facts.titles[result.pk])
        sentences.append(
            w.say(
                en=f"To the group {name} we will say of the result {title}: {w.name(text)}",
                pl=f"Grupie {name} powiemy o rezultacie {title}: {w.name(text)}",
            )
        )
    return " ".join(_ended(each) for each in sentences)


def _ended(text: str) -> str:
    """End a sentence that ends with a quotation: Polish puts the full stop after the mark, once."""
    if text.endswith((".”", ".“")):
        return f"{text[:-2]}”."
    return f"{text}."


def activities_paragraph(
    w: Writer, facts: Facts, activities: Sequence[PlannedActivity], groups: Sequence[TargetGroup] | None = None
) -> str:
    """What will be done, when, where, for whom and by whom; of their groups only `groups`, if given."""
    if not activities:
        return ""
    if w.names_nothing:
        count = count_of(w, activities, ACTIVITIES)
        keys = {reach.group_id for each in activities for reach in each.reach.all()}
        reached = count_of(w, list(keys), GROUPS)
        return w.say(
            en=f"We have planned {count} to share the results" + (f" with {reached}." if keys else "."),
            pl=f"Aby upowszechnić rezultaty, zaplanowaliśmy {count}"
            + (f" (obejmą one {count_of(w, list(keys), GROUPS_REACHED)})." if keys else "."),
        )
    wanted = frozenset(group.pk for group in groups) if groups is not None else None
    chosen = w.chosen(activities)
    if w.detail.links or w.detail.dates or w.detail.counts or w.detail.responsible:
        said = [_activity(w, facts, activity, wanted) for activity in chosen]
    else:
        said = _by_phase(w, chosen)
    if len(chosen) < len(activities):
        named, in_all = w.number(len(chosen)), w.number(len(activities))
        said.append(
            w.say(
                en=f"This is {named} of the {in_all} activities that we have planned."
                if len(chosen) == 1
                else f"These are {named} of the {in_all} activities that we have planned.",
                pl=f"Wymieniamy tu {named} z {in_all} zaplanowanych działań.",
            )
        )
    return " ".join(said)


def _by_phase(w: Writer, activities: Sequence[PlannedActivity]) -> list[str]:
    """One sentence per phase with what will be done, and nothing more."""
    found = []
    for phase in Phase.values:
        here = [each for each in activities if each.phase == phase]
        if here:
            lead = words("phase", phase, w.language) + w.say(en=",", pl="")
            done = [f"{verb_for(each.kind, each.title, w.language)} {w.name(each.title)}" for each in here]
            found.append(f"{lead} {w.joined(done)}.")
    return found


def _activity(w: Writer, facts: Facts, activity: PlannedActivity, wanted: frozenset[int] | None) -> str:
    said = f"{_when(w, activity)} {verb_for(activity.kind, activity.title, w.language)} {w.name(activity.title)}"
    if w.detail.places and activity.place:
        said += f" ({one_line(activity.place)})"
    said += _purpose_of(w, facts, activity, wanted)
    if w.detail.responsible and activity.responsible:
        who = one_line(activity.responsible.name)
        said += w.say(en=f"; {who} is responsible for it", pl=f"; odpowiada za to {who}")
    return f"{capital(said.strip())}."


def _when(w: Writer, activity: PlannedActivity) -> str:
    phase = words("phase", activity.phase, w.language)
    if not (w.detail.dates and activity.start):
        return f"{phase}," if w.language == "en" and phase else phase
    when = period(activity.start, activity.end, w.language)
    if activity.phase == Phase.AFTER:
        when = f"{phase}, {when}"
    return f"{when}," if w.language == "en" or activity.phase == Phase.AFTER else when


def _purpose_of(w: Writer, facts: Facts, activity: PlannedActivity, wanted: frozenset[int] | None) -> str:
    results = [result for result in activity.results.all() if result.pk in facts.titles and w.detail.links]
    reached = reach_of(activity, wanted)
    groups = w.joined([_reached(w, reach.group, reach.people) for reach in reached])
    titles = w.joined([w.name(facts.titles[result.pk]) for result in results])
    one_result, one_group = len(results) == 1, len(reached) == 1
    the_results = w.say(
        en=f"the {'result' if one_result else 'results'} {titles}",
        pl=f"{'rezultat' if one_result else 'rezultaty'} {titles}",
    )
    if results and reached:
        return w.say(
            en=f" to share {the_results} with the {'group' if one_group else 'groups'} {groups}",
            pl=f", aby upowszechnić {the_results} w {'grupie' if one_group else 'grupach'} {groups}",
        )
    if results:
        return w.say(en=f" to share {the_results}", pl=f", aby upowszechnić {the_results}")
    if reached:
        return w.say(
            en=f" to reach the {'group' if one_group else 'groups'} {groups}",
            pl=f", aby dotrzeć do {'grupy' if one_group else 'grup'} {groups}",
        )
    return ""


def _reached(w: Writer, group: TargetGroup, count: int | None) -> str:
    return w.name(group.name) + (f" ({people(count, w.language)})" if count and w.detail.counts else "")


def indicators_listed(w: Writer, indicators: Sequence[Indicator]) -> str:
    """Indicators as a list inside a sentence, each with its baseline, target, date and source."""
    return w.listed(indicators, lambda indicator: _indicator(w, indicator))


def indicators_sentence(w: Writer, indicators: Sequence[Indicator], *, en: str = "", pl: str = "") -> str:
    """Say which they are: "The quantitative indicators are ..."; `en` and `pl` say of what."""
    if not indicators or w.names_nothing:
        return ""
    listed, is_one = indicators_listed(w, indicators), len(indicators) == 1
    is_numeric = indicators[0].nature == Nature.QUANTITATIVE
    kind_en = "quantitative" if is_numeric else "qualitative"
    one_pl, many_pl = ("ilościowym", "ilościowymi") if is_numeric else ("jakościowym", "jakościowymi")
    return w.say(
        en=f"The {kind_en} {'indicator' if is_one else 'indicators'}{en} {'is' if is_one else 'are'} {listed}.",
        pl=f"Wskaźnikiem {one_pl}{pl} jest {listed}." if is_one else f"Wskaźnikami {many_pl}{pl} są {listed}.",
    )


def _indicator(w: Writer, indicator: Indicator) -> str:
    parts, unit = [], one_line(indicator.unit)
    if indicator.baseline:
        parts.append(w.say(en="baseline: ", pl="punkt wyjścia: ") + one_line(indicator.baseline))
    if indicator.target:
        goal = w.say(en="target: ", pl="cel: ") + one_line(indicator.target)
        if unit.startswith("%"):
            goal, unit = f"{goal}{unit}", ""
        if w.detail.dates and indicator.target_date:
            by = month(indicator.target_date, w.language, case="of")
            goal += w.say(en=f" by {by}", pl=f" do {by}")
        parts.append(goal)
    told = ", ".join(parts)
    if told and unit and indicator.nature == Nature.QUANTITATIVE and w.detail.counts:
        told = f"{unit}: {told}"
    if w.detail.extras:
        told = "; ".join(part for part in (told, _on_the_way(w, indicator)) if part)
    if w.detail.places and indicator.source:
        source = w.say(en="source: ", pl="źródło: ") + one_line(indicator.source)
        told = f"{told}; {source}" if told else source
    return w.name(indicator.name) + (f" ({told})" if told else "")


def _on_the_way(w: Writer, indicator: Indicator) -> str:
    steps = []
    for step in indicator.interim_targets if isinstance(indicator.interim_targets, list) else []:
        try:
            by = month(datetime.date.fromisoformat(str(step["date"])), w.language, case="of")
            steps.append(f"{one_line(str(step['value']))} {w.say(en='by', pl='do')} {by}")
        except (KeyError, TypeError, ValueError):
            continue
    return w.say(en="on the way: ", pl="po drodze: ") + w.joined(steps) if steps else ""


def indicator_counts(w: Writer, indicators: Sequence[Indicator]) -> str:
    """Return "3 indicators (2 quantitative and 1 qualitative)", in the genitive that Polish asks for here."""
    numeric = sum(indicator.nature == Nature.QUANTITATIVE for indicator in indicators)
    spoken = len(indicators) - numeric
    count = w.number(len(indicators))
    kinds = []
    if numeric:
        kinds.append(
            w.say(
                en=f"{w.number(numeric)} quantitative",
                pl=f"{w.number(numeric)} {_of(numeric, 'ilościowego', 'ilościowych')}",
            )
        )
    if spoken:
        kinds.append(
            w.say(
                en=f"{w.number(spoken)} qualitative",
                pl=f"{w.number(spoken)} {_of(spoken, 'jakościowego', 'jakościowych')}",
            )
        )
    if len(indicators) == 1:
        only = "quantitative" if numeric else "qualitative"
        return w.say(en=f"one {only} indicator", pl=f"jednego wskaźnika {'ilościowego' if numeric else 'jakościowego'}")
    return w.say(en=f"{count} indicators ({w.joined(kinds)})", pl=f"{count} wskaźników ({w.joined(kinds)})")


def _of(count: int, one: str, many: str) -> str:
    return one if count == 1 else many


def feeding_sentence(w: Writer, indicators: Sequence[Indicator]) -> str:
    """How the figures will come in, as far as the plan says it."""
    present = {indicator.feeding for indicator in indicators}
    ways = [words("feeding", way, w.language) for way in Feeding.values if way in present]
    if not ways or w.names_nothing:
        return ""
    return w.say(en=f"We will collect the data by {w.joined(ways)}.", pl=f"Dane będziemy zbierać, {w.joined(ways)}.")


def use_sentences(w: Writer, facts: Facts, uses: Sequence[UsePlan]) -> list[str]:
    """How each result goes on, who keeps it, on what means, until when."""
    if not uses:
        return []
    if w.names_nothing:
        count = count_of(w, uses, RESULTS)
        return [w.say(en=f"We have planned how {count} will be used after the project.",
                      pl=f"Zaplanowaliśmy dalsze wykorzystanie rezultatów ({w.number(len(uses))}).")]  # fmt: skip
    found = [_use(w, facts, use) for use in w.chosen(uses)]
    if len(found) < len(uses):
        named, in_all = w.number(len(found)), w.number(len(uses))
        found.append(
            w.say(
                en=f"{'This is' if len(found) == 1 else 'These are'} {named} of {in_all} results with a plan of use.",
                pl=f"Wymieniamy tu {named} z {in_all} rezultatów, które mają plan wykorzystania.",
            )
        )
    return found


def _use(w: Writer, facts: Facts, use: UsePlan) -> str:
    how = _how(w, use)
    title = w.name(facts.titles[use.result_id])
    said = [w.say(en=f"The result {title} {how}", pl=f"Rezultat {title} {how}")]
    if w.detail.dates and use.until:
        until = month(use.until, w.language, case="of")
        said[0] += w.say(en=f", at least until {until}", pl=f", co najmniej do {until}")
    if not said[0].endswith("."):
        said[0] += "."
    if w.detail.responsible and use.keeper:
        who = one_line(use.keeper.name)
        said.append(w.say(en=f"{who} will take care of it.", pl=f"Zaopiekuje się nim {sentence(who)}"))
    if w.detail.counts and use.users:
        said.append(w.say(en="It will be used by: ", pl="Będą z niego korzystać: ") + sentence(use.users))
    if w.detail.notes and use.resources:
        said.append(w.say(en="Resources for this: ", pl="Środki na ten cel: ") + sentence(use.resources))
    if w.detail.notes and (means := _means(w, use)):
        said.append(means)
    if w.detail.extras and use.risk:
        lead = (
            w.say(en="Why it ends: ", pl="Powód: ")
            if use.form == "retire"
            else w.say(en="The risk we see: ", pl="Ryzyko, które widzimy: ")
        )
        said.append(lead + sentence(use.risk))
    return " ".join(said)


def _how(w: Writer, use: UsePlan) -> str:
    """Say in which form it goes on; the further forms only while there is room for much."""
    forms = use.forms if w.detail.extras else use.forms[:1]
    told = [_form(w, form) for form in forms]
    return w.say(en=", and ", pl=", a także ").join(told)


def _form(w: Writer, form: str) -> str:
    fallback = codelist("use_forms").name(form, w.language)
    return words("use", form, w.language) or w.say(en=f"will go on: {fallback}", pl=f"będzie trwał dalej: {fallback}")


def _means(w: Writer, use: UsePlan) -> str:
    """Say what it takes each year and who gives it, as far as the plan says it in figures."""
    told = []
    if use.hours_a_year is not None:
        told.append(w.count(use.hours_a_year, en=("hour of work", "hours of work"),
                            pl=("godzina pracy", "godziny pracy", "godzin pracy")))  # fmt: skip
    if use.euros_a_year is not None:
        told.append(f"{w.number(round(use.euros_a_year))} EUR")
    if not told:
        return ""
    listed, giver = w.joined(told), one_line(use.means_from)
    if giver:
        return w.say(en=f"Needed each year: {listed}, given by: {sentence(giver)}",
                     pl=f"Potrzeba na to rocznie: {listed}; zapewnia: {sentence(giver)}")  # fmt: skip
    return w.say(en=f"Needed each year: {listed}.", pl=f"Potrzeba na to rocznie: {listed}.")


def visibility_sentences(w: Writer, facts: Facts) -> str:
    """What the programme asks of everyone who is funded (domain.md §5.1), in the right wording."""
    if not facts.statement:
        return w.say(
            en="As the programme asks, all our materials and activities will carry the EU emblem "
            "and the funding statement.",
            pl="Zgodnie z zasadami programu wszystkie nasze materiały i działania oznaczymy symbolem UE "
            "i informacją o finansowaniu.",
        )
    statement = w.name(facts.statement)
    return w.say(
        en="As the programme asks, all our materials and activities will carry the EU emblem "
        f"with the statement {statement}.",
        pl="Zgodnie z zasadami programu wszystkie nasze materiały i działania oznaczymy symbolem UE "
        f"ze zdaniem {statement}.",
    )
