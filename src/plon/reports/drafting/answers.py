"""The drafts themselves: for each kind of question, which parts in which order."""

from collections.abc import Callable, Sequence

from plon.organisations.models import Organisation
from plon.plans.enums import Nature
from plon.plans.models import Indicator, PlannedActivity
from plon.reports.drafting import parts
from plon.reports.drafting.facts import OWN, Facts
from plon.reports.drafting.grammar import capital, one_line, sentence, words
from plon.reports.drafting.writer import Writer
from plon.results.models import Result

Answer = Callable[[Writer, Facts], list[str]]
# Levels of indicators that tell of effects, not of work done (domain.md §6.3).
_EFFECTS = {"learning", "use", "policy", "sustainability"}
_LASTING = {"use", "policy", "sustainability"}
_OTHERS = {"organisations", "experts", "decision-makers", "networks", "employers", "families", "media", "public"}
_PLATFORM = "platform"


def results(w: Writer, facts: Facts) -> list[str]:
    return [
        w.paragraph(parts.results_sentence(w, facts, facts.results), parts.groups_sentence(w, facts.groups)),
        *parts.descriptions(w, facts, facts.results),
    ]


def measuring(w: Writer, facts: Facts) -> list[str]:
    if not facts.indicators:
        return []
    counts = parts.indicator_counts(w, facts.indicators)
    found = [
        w.say(
            en=f"We will know whether the project has reached its objectives by {counts}.",
            pl=f"Osiągnięcie celów projektu sprawdzimy za pomocą {counts}.",
        )
    ]
    found += [parts.indicators_sentence(w, of_kind) for of_kind in _by_nature(facts.indicators)]
    return [*found, parts.feeding_sentence(w, facts.indicators)]


def _by_nature(indicators: Sequence[Indicator]) -> tuple[list[Indicator], list[Indicator]]:
    """Return the quantitative ones and the qualitative ones."""
    return (
        [each for each in indicators if each.nature == Nature.QUANTITATIVE],
        [each for each in indicators if each.nature != Nature.QUANTITATIVE],
    )


def integration(w: Writer, facts: Facts) -> list[str]:
    """Into the regular work: uses of that form, what is done inside, how it will be known."""
    inside = facts.reaching(facts.own_groups, facts.activities)
    effects = [each for each in facts.indicators if each.level in {"use", "sustainability", "learning"}]
    return [
        w.paragraph(*parts.use_sentences(w, facts, facts.own_uses)),
        parts.activities_paragraph(w, facts, _once(inside, facts.later_activities)),
        _effects(w, effects),
    ]


def _effects(w: Writer, indicators: Sequence[Indicator]) -> str:
    if not indicators:
        return ""
    if w.names_nothing:
        counts = parts.indicator_counts(w, indicators)
        return w.say(en=f"We will check the effect by {counts}.", pl=f"Skutki sprawdzimy za pomocą {counts}.")
    listed, is_one = parts.indicators_listed(w, indicators), len(indicators) == 1
    return w.say(
        en=f"The effects will show in the {'indicator' if is_one else 'indicators'} {listed}.",
        pl=f"Skutki {'pokaże wskaźnik' if is_one else 'pokażą wskaźniki'} {listed}.",
    )


def _once(*several: Sequence[PlannedActivity]) -> list[PlannedActivity]:
    """Return activities of several lists, each once, in the plan's order of the first list they stand in."""
    return list({each.pk: each for some in several for each in some}.values())


def sharing_inside(w: Writer, facts: Facts) -> list[str]:
    groups = facts.own_groups
    return [
        w.paragraph(_inside_lead(w, facts), parts.messages_paragraph(w, facts, facts.messages_to(groups))),
        parts.activities_paragraph(w, facts, facts.reaching(groups, facts.activities), groups),
        *parts.needs(w, groups),
    ]


def _inside_lead(w: Writer, facts: Facts) -> str:
    groups = facts.own_groups
    if not groups:
        return ""
    if w.names_nothing:
        count = parts.count_of(w, groups, parts.GROUPS_REACHED)
        return w.say(
            en=f"Inside our organisations we address {count}.", pl=f"W naszych organizacjach obejmujemy {count}."
        )
    listed = w.listed(groups, lambda group: w.name(group.name))
    is_one = len(groups) == 1
    return w.say(
        en=f"Inside our organisations we will share the results with the {'group' if is_one else 'groups'} {listed}.",
        pl=f"W naszych organizacjach podzielimy się rezultatami z {'grupą' if is_one else 'grupami'} {listed}.",
    )


def sharing_outside(w: Writer, facts: Facts) -> list[str]:
    groups = facts.outside_groups
    return [
        w.paragraph(parts.groups_sentence(w, groups), parts.messages_paragraph(w, facts, facts.messages_to(groups))),
        parts.activities_paragraph(w, facts, facts.reaching(groups, facts.activities), groups),
        parts.licences_sentence(w, facts, facts.results),
        *parts.needs(w, groups),
    ]


def acknowledging(w: Writer, facts: Facts) -> list[str]:
    told = parts.activities_paragraph(w, facts, facts.promotion)
    if told and not w.names_nothing:
        lead = w.say(en="We will also say so in public.", pl="Powiemy o tym również publicznie.")
        told = f"{lead} {told}"
    if w.names_nothing:
        told = ""
    website = one_line(facts.plan.project.website)
    site = ""
    if website and w.detail.places:
        site = w.say(
            en=f"They will also stand on the project's website ({website}).",
            pl=f"Znajdą się one także na stronie internetowej projektu ({website}).",
        )
    return [w.paragraph(parts.visibility_sentences(w, facts), site), told]


def long_term(w: Writer, facts: Facts) -> list[str]:
    """What goes on after the project, by whom, on what means; what is done after funding; licences; how it is known."""
    lasting = [each for each in facts.indicators if each.level in _LASTING]
    return [
        *_grouped(w, parts.use_sentences(w, facts, facts.uses)),
        parts.activities_paragraph(w, facts, facts.later_activities),
        parts.licences_sentence(w, facts, facts.results),
        _effects(w, lasting),
    ]


def _grouped(w: Writer, sentences: list[str]) -> list[str]:
    """Return long sentences as paragraphs of their own, short ones as one paragraph."""
    return sentences if w.detail.notes else [w.paragraph(*sentences)]


def sharing(w: Writer, facts: Facts) -> list[str]:
    return [
        parts.results_sentence(w, facts, facts.results),
        parts.activities_paragraph(w, facts, facts.sharing_activities),
        parts.messages_paragraph(w, facts, facts.messages),
        w.paragraph(*parts.use_sentences(w, facts, facts.lasting_uses)),
        parts.licences_sentence(w, facts, facts.results),
    ]


def making_known(w: Writer, facts: Facts) -> list[str]:
    """The groups, then what is done for each circle: the partnership, around it, farther away."""
    return [
        parts.groups_sentence(w, facts.groups),
        *_by_circle(w, facts),
        parts.messages_paragraph(w, facts, facts.messages),
        *parts.needs(w, facts.groups),
        parts.visibility_sentences(w, facts),
    ]


def _by_circle(w: Writer, facts: Facts) -> list[str]:
    if w.names_nothing or w.detail.most is not None:
        return [parts.activities_paragraph(w, facts, facts.activities)]
    circles = (
        (w.say(en="Within the partnership we will share the results as follows.",
               pl="Tak podzielimy się rezultatami w partnerstwie."), {OWN}),
        (w.say(en="This is how we will reach our local communities and the region.",
               pl="Tak dotrzemy do społeczności lokalnych i regionu."), {"local", "regional"}),
        (w.say(en="This is how we will reach a wider public.",
               pl="Tak dotrzemy do szerszego grona odbiorców."), {"national", "european", "international"}),
    )  # fmt: skip
    found, told = [], set[int]()
    for lead, levels in circles:
        groups = [group for group in facts.groups if levels & set(group.levels)]
        here = [each for each in facts.reaching(groups, facts.activities) if each.pk not in told]
        told |= {each.pk for each in here}
        if here:
            found.append(f"{lead} {parts.activities_paragraph(w, facts, here)}")
    rest = [each for each in facts.activities if each.pk not in told]
    if rest:
        lead = w.say(en="We have planned more besides.", pl="Zaplanowaliśmy też inne działania.") if found else ""
        found.append(w.paragraph(lead, parts.activities_paragraph(w, facts, rest)))
    return found


def others(w: Writer, facts: Facts) -> list[str]:
    """Groups outside the partners' own work, and those whom the use plans name."""
    groups = [group for group in facts.outside_groups if group.kind in _OTHERS or not group.kind]
    if not groups:
        return [_users(w, facts)]
    if w.names_nothing:
        count = parts.count_of(w, groups, parts.GROUPS)
        lead = w.say(en=f"Outside the partnership {count} will benefit.", pl=f"Poza partnerstwem skorzystają: {count}.")
    else:
        listed = w.listed(groups, lambda group: parts.group_in_words(w, group))
        lead = w.say(
            en=f"Outside the partnership, the {'group' if len(groups) == 1 else 'groups'} {listed} will also benefit.",
            pl=f"Poza partnerstwem skorzystają także: {listed}.",
        )
    return [
        lead,
        parts.messages_paragraph(w, facts, facts.messages_to(groups)),
        *parts.needs(w, groups),
        _users(w, facts),
    ]


def _users(w: Writer, facts: Facts) -> str:
    named = [use for use in facts.lasting_uses if use.users]
    if not named:
        return ""
    if w.names_nothing or not w.detail.counts:
        return w.say(
            en=f"Use plans say who will use {parts.count_of(w, named, parts.RESULTS)}.",
            pl=f"Plany wykorzystania mówią, kto będzie korzystał (liczba rezultatów: {w.number(len(named))}).",
        )
    said = [
        w.say(
            en=f"The result {w.name(facts.titles[use.result_id])} will be used by: {sentence(use.users)}",
            pl=f"Z rezultatu {w.name(facts.titles[use.result_id])} będą korzystać: {sentence(use.users)}",
        )
        for use in w.chosen(named)
    ]
    return " ".join(said)


def platforms(w: Writer, facts: Facts) -> list[str]:
    there = [each for each in facts.activities if each.channel == _PLATFORM]
    card = one_line(facts.plan.project.platform_card)
    told = ""
    if card and w.detail.places:
        told = w.say(
            en=f"Our project has its card on the results platform: {card}",
            pl=f"Nasz projekt ma swoją kartę na platformie rezultatów: {card}",
        )
    if w.names_nothing and there:
        count = parts.count_of(w, there, parts.ACTIVITIES)
        return [w.say(en=f"On the Erasmus+ platforms we have planned {count}.",
                      pl=f"Na platformach Erasmus+ zaplanowaliśmy {count}.")]  # fmt: skip
    return [parts.activities_paragraph(w, facts, there), told]


def dissemination(w: Writer, facts: Facts) -> list[str]:
    return [
        parts.groups_sentence(w, facts.groups),
        parts.activities_paragraph(w, facts, facts.activities),
        parts.messages_paragraph(w, facts, facts.messages),
        parts.licences_sentence(w, facts, facts.results),
        parts.visibility_sentences(w, facts) if facts.activities else "",
        *parts.needs(w, facts.groups),
    ]


def levels(w: Writer, facts: Facts) -> list[str]:
    if not facts.levels:
        return []
    where = w.joined([words("level", level, w.language) for level in facts.levels])
    lead = w.say(en=f"The results will have an impact {where}.", pl=f"Rezultaty będą miały wpływ {where}.")
    return [lead, *([] if w.names_nothing else _groups_by_level(w, facts))]


def _groups_by_level(w: Writer, facts: Facts) -> list[str]:
    found = []
    for level in facts.levels:
        groups = facts.groups_at(level)
        listed = w.listed(groups, lambda group: w.name(group.name))
        where = capital(words("level", level, w.language))
        is_one = len(groups) == 1
        found.append(
            w.say(
                en=f"{where} they will reach the {'group' if is_one else 'groups'} {listed}.",
                pl=f"{where} trafią do {'grupy' if is_one else 'grup:'} {listed}.",
            )
        )
    return [" ".join(found)]


def impact(w: Writer, facts: Facts) -> list[str]:
    effects = [each for each in facts.indicators if each.level in _EFFECTS]
    return [
        *levels(w, facts),
        parts.messages_paragraph(w, facts, facts.messages),
        parts.activities_paragraph(w, facts, facts.sharing_activities),
        _effects(w, effects),
        *parts.needs(w, facts.groups),
    ]


def ambition(w: Writer, facts: Facts) -> list[str]:
    """EACEA 3.1: short term is what activities do, medium what indicators show, long what goes on."""
    effects = [each for each in facts.indicators if each.level in _EFFECTS]
    told = [
        (w.say(en="In the short term.", pl="W krótkim okresie."),
         parts.activities_paragraph(w, facts, facts.sharing_activities)),
        (w.say(en="In the medium term.", pl="W średnim okresie."), _effects(w, effects)),
        (w.say(en="In the long term.", pl="W długim okresie."),
         w.paragraph(*parts.use_sentences(w, facts, facts.lasting_uses))),
    ]  # fmt: skip
    return [
        parts.groups_sentence(w, facts.groups),
        *levels(w, facts),
        *(f"{lead} {text}" for lead, text in told if text),
        parts.messages_paragraph(w, facts, facts.messages),
        *parts.needs(w, facts.groups),
    ]


def communication(w: Writer, facts: Facts) -> list[str]:
    """EACEA 3.2: sharing and promotion apart, because only the first shares results (domain.md §1.3)."""
    promotion = parts.activities_paragraph(w, facts, facts.promotion)
    lead = w.say(en="To make the project known as well:", pl="Dla rozgłosu o projekcie:")
    return [
        parts.groups_sentence(w, facts.groups),
        parts.activities_paragraph(w, facts, facts.sharing_activities),
        f"{lead} {promotion}" if promotion and not w.names_nothing else "",
        parts.messages_paragraph(w, facts, facts.messages),
        parts.visibility_sentences(w, facts),
        *parts.needs(w, facts.groups),
    ]


def wp_results(w: Writer, facts: Facts) -> list[str]:
    found = facts.results
    if not found:
        return []
    count = parts.count_of(w, found, parts.RESULTS)
    if w.names_nothing:
        return [w.say(en=f"This work package will bring {count}.", pl=f"Ten pakiet prac przyniesie {count}.")]
    listed = w.listed(found, lambda result: parts.result_in_words(w, facts, result))
    lead = w.say(
        en=f"This work package will bring {'the result' if len(found) == 1 else count + ':'} {listed}.",
        pl=f"Ten pakiet prac przyniesie {'rezultat' if len(found) == 1 else count + ':'} {listed}.",
    )
    return [lead, *parts.descriptions(w, facts, found)]


def wp_qualitative(w: Writer, facts: Facts) -> list[str]:
    return _of_package(w, _by_nature(facts.indicators)[1])


def wp_quantitative(w: Writer, facts: Facts) -> list[str]:
    return _of_package(w, _by_nature(facts.indicators)[0])


def _of_package(w: Writer, indicators: Sequence[Indicator]) -> list[str]:
    if w.names_nothing and indicators:
        counts = parts.indicator_counts(w, indicators)
        return [w.say(en=f"We will check this by {counts}.", pl=f"Sprawdzimy to za pomocą {counts}.")]
    return [
        parts.indicators_sentence(w, indicators, en=" of this work package", pl=" tego pakietu prac"),
        parts.feeding_sentence(w, indicators),
    ]


def wp_partners(w: Writer, facts: Facts) -> list[str]:
    """Partner by partner, in the partnership's order: for which results and activities of the package it answers."""
    found = []
    partners = [each for each in facts.plan.partners if _tasks(facts, each) != ([], [])]
    if w.names_nothing and partners:
        count = w.count(len(partners), en=("partner", "partners"), pl=("partner", "partnerzy", "partnerów"))
        return [w.say(en=f"Tasks in this work package: {count}.", pl=f"Zadania w tym pakiecie prac: {count}.")]
    for partner in w.chosen(partners):
        its_results, its_activities = _tasks(facts, partner)
        said = []
        if its_results:
            listed = w.listed(its_results, lambda result: w.name(facts.titles[result.pk]))
            is_one = len(its_results) == 1
            said.append(w.say(en=f"the {'result' if is_one else 'results'} {listed}",
                              pl=f"{'rezultat' if is_one else 'rezultaty'} {listed}"))  # fmt: skip
        if its_activities:
            listed = w.listed(its_activities, lambda activity: w.name(activity.title))
            is_one = len(its_activities) == 1
            said.append(w.say(en=f"the {'activity' if is_one else 'activities'} {listed}",
                              pl=f"{'działanie' if is_one else 'działania'} {listed}"))  # fmt: skip
        link = w.say(en=" and for ", pl=" oraz za ")
        name = one_line(partner.name)
        found.append(
            w.say(en=f"{name} is responsible for {link.join(said)}.", pl=f"{name} odpowiada za {link.join(said)}.")
        )
    if len(w.chosen(partners)) < len(partners):
        rest = w.number(len(partners))
        found.append(
            w.say(en=f"In all, {rest} partners have tasks here.", pl=f"Łącznie zadania ma tu {rest} partnerów.")
        )
    return found


def _tasks(facts: Facts, partner: Organisation) -> tuple[list[Result], list[PlannedActivity]]:
    return (
        [each for each in facts.results if each.responsible_id == partner.pk],
        [each for each in facts.activities if each.responsible_id == partner.pk],
    )


ANSWERS: dict[str, Answer] = {
    "results": results, "measuring": measuring, "integration": integration, "sharing_inside": sharing_inside,
    "sharing_outside": sharing_outside, "acknowledging": acknowledging, "long_term": long_term, "sharing": sharing,
    "making_known": making_known, "others": others, "platforms": platforms, "dissemination": dissemination,
    "levels": levels, "impact": impact, "ambition": ambition, "communication": communication,
    "continuation": long_term, "wp_results": wp_results, "wp_qualitative": wp_qualitative,
    "wp_quantitative": wp_quantitative, "wp_partners": wp_partners,
}  # fmt: skip
