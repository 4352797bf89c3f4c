"""The emblem: there, large enough, in its colours and proportions, not smaller than other logos (domain.md §5.1)."""

import colorsys
from collections.abc import Iterator

from plon.programme.visibility import emblem_rules
from plon.visibility.judging.facts import Facts
from plon.visibility.judging.rule import rule
from plon.visibility.reading.document import Box, Emblem, Picture
from plon.visibility.report import Finding, Mend, Place, Sureness, Verdict

EMBLEM = Mend(file="emblem")
RATIO = 1.5
# Below these heights in pixels colours, proportions and the standing of single stars can't be judged.
JUDGED_COLOUR, JUDGED_STARS, JUDGED_RATIO = 14, 54, 18
# Measured from drawn pixels, so that a rim of half a millimetre is forgiven.
MM_TOLERANCE = 0.6
# A logo must be clearly larger before we say so.
CLEARLY_LARGER = 1.12
_ALTS = (
    "flag of the european union", "european union", "eu emblem", "eu flag", "funded by the eu",
    "unii europejskiej", "unia europejska", "flaga ue", "emblem ue", "emblemat ue", "europäische",
    "union européenne", "unión europea", "unione europea", "uniunii europene", "ευρωπαϊκ", "co-funded",
    "cofinanc", "kofinanz", "dofinans",
)  # fmt: skip


def sure_ones(facts: Facts) -> list[Emblem]:
    return [each for each in facts.document.emblems if each.is_sure]


def place_of(facts: Facts, emblem: Emblem) -> Place:
    page = max(emblem.page, -1) + 1
    key = f"emblem{facts.document.emblems.index(emblem)}"
    address = facts.document.pages[emblem.page].address if 0 <= emblem.page < len(facts.document.pages) else ""
    has_place = emblem.picture < 0 or facts.document.pictures[emblem.picture].box is not None
    box = emblem.box if has_place or facts.document.kind == "picture" else None
    return Place(0 if address else page, box, "", address, key if emblem.crop else "")


@rule
def _there(facts: Facts) -> Iterator[Finding]:
    sure = sure_ones(facts)
    if sure:
        places = tuple(place_of(facts, each) for each in sure[:4])
        yield Finding("emblem-found", Verdict.GOOD, Sureness.CERTAIN, places=places)
        return
    if facts.document.kind == "text":
        yield Finding("emblem-found", Verdict.NOT_APPLICABLE)
        return
    if possible := facts.document.emblems:
        places = tuple(place_of(facts, each) for each in possible[:3])
        yield Finding("emblem-found", Verdict.LOOK, Sureness.UNSURE, "possible", places=places, mend=EMBLEM)
    elif named := [each for each in facts.document.pictures if _is_named_so(each)]:
        places = tuple(Place(each.page + 1, each.box, each.alt or each.name) for each in named[:3])
        yield Finding("emblem-found", Verdict.LOOK, Sureness.UNSURE, "named", places=places, mend=EMBLEM)
    elif _may_be_hidden(facts):
        yield Finding("emblem-found", Verdict.LOOK, Sureness.UNSURE, "not-seen", mend=EMBLEM)
    else:
        yield Finding("emblem-found", Verdict.MISSING, Sureness.LIKELY, mend=EMBLEM)


def _is_named_so(picture: Picture) -> bool:
    told = f"{picture.alt or ''} {'' if picture.is_readable else picture.name}".casefold()
    return any(name in told for name in _ALTS)


def _may_be_hidden(facts: Facts) -> bool:
    """Tell whether something could not be looked at: pages not drawn, unreadable pictures, backgrounds."""
    document = facts.document
    if document.kind == "page" or set(document.notes) & {"not-all-pages", "not-all-pictures", "has-drawings"}:
        return True
    return any(not picture.is_readable for picture in document.pictures)


@rule
def _size(facts: Facts) -> Iterator[Finding]:
    smallest = float(emblem_rules()["min_height_mm"])
    measured = [each for each in sure_ones(facts) if each.height_mm]
    if not measured:
        return
    largest = max(measured, key=lambda each: each.height_mm)
    params = {"mm": _number(largest.height_mm), "smallest": f"{smallest:g}"}
    place = (place_of(facts, largest),)
    page = facts.document.pages[max(largest.page, 0)] if facts.document.pages else None
    if largest.height_mm >= smallest - MM_TOLERANCE:
        yield Finding("emblem-size", Verdict.GOOD, params=params, places=place)
    elif page and page.height_mm and (min(page.width_mm, page.height_mm) < 70 or facts.document.kind == "pptx"):
        # On small items the emblem may be smaller (domain.md §5.1, unverified); a slide has no size of its own.
        yield Finding("emblem-size", Verdict.LOOK, Sureness.UNSURE, "small-item", params, place)
    else:
        yield Finding("emblem-size", Verdict.WRONG, Sureness.LIKELY, "", params, place, EMBLEM)


def _number(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")


@rule
def _proportions(facts: Facts) -> Iterator[Finding]:
    judged = [each for each in sure_ones(facts) if each.has_field and each.height_px >= JUDGED_RATIO]
    worst = max(judged, key=lambda each: abs(each.ratio / RATIO - 1), default=None)
    if worst is None:
        return
    off = abs(worst.ratio / RATIO - 1)
    # A pixel at either edge may be lost to blur, and an outline hides one more.
    slack = 0.05 + 2.2 / worst.height_px
    params = {"ratio": f"{worst.ratio:.2f}"}
    if off <= slack:
        yield Finding("emblem-proportions", Verdict.GOOD, params=params, places=(place_of(facts, worst),))
    elif off <= slack + 0.05:
        yield Finding(
            "emblem-proportions", Verdict.LOOK, Sureness.UNSURE, "", params, (place_of(facts, worst),), EMBLEM
        )
    else:
        yield Finding(
            "emblem-proportions", Verdict.WRONG, Sureness.LIKELY, "", params, (place_of(facts, worst),), EMBLEM
        )


@rule
def _colours(facts: Facts) -> Iterator[Finding]:
    judged = [each for each in sure_ones(facts) if each.height_px >= JUDGED_COLOUR]
    if not judged:
        return
    verdicts = [(_colour_verdict(each), each) for each in judged]
    for wanted in (Verdict.WRONG, Verdict.LOOK, Verdict.GOOD):
        found = next((each for verdict, each in verdicts if verdict == wanted), None)
        if found is None:
            continue
        params = {"field": _hex(found.field), "star": _hex(found.star)}
        sureness = Sureness.CERTAIN if wanted == Verdict.GOOD else Sureness.LIKELY
        sureness = Sureness.UNSURE if wanted == Verdict.LOOK else sureness
        mend = None if wanted == Verdict.GOOD else EMBLEM
        yield Finding("emblem-colours", wanted, sureness, "", params, (place_of(facts, found),), mend)
        return


def _hex(colour: tuple[int, int, int]) -> str:
    return "#{:02X}{:02X}{:02X}".format(*colour)


def _colour_verdict(emblem: Emblem) -> Verdict:
    """Say whether field and stars have their colours, as far as print, screens and JPEG leave them.

    Allowed besides blue with yellow: black stars on white, white stars on blue (domain.md §5.1).
    """
    hue, saturation, value = _hsv(emblem.field)
    star_hue, star_saturation, star_value = _hsv(emblem.star)
    can_judge_stars = emblem.height_px >= JUDGED_STARS and emblem.has_field
    if saturation < 0.18:
        is_black_on_white = value > 0.85 and star_value < 0.55
        return Verdict.GOOD if is_black_on_white else Verdict.LOOK
    if not 195 <= hue <= 255:
        return Verdict.WRONG if not 180 <= hue <= 275 and saturation > 0.3 else Verdict.LOOK
    if saturation < 0.45 or value < 0.2:
        return Verdict.LOOK
    if not can_judge_stars:
        return Verdict.GOOD
    if star_saturation < 0.2 and star_value > 0.75:
        return Verdict.GOOD
    if 35 <= star_hue <= 66 and star_saturation > 0.35:
        return Verdict.GOOD
    return Verdict.LOOK if 25 <= star_hue <= 75 or star_saturation < 0.4 else Verdict.WRONG


def _hsv(colour: tuple[int, int, int]) -> tuple[float, float, float]:
    hue, saturation, value = colorsys.rgb_to_hsv(*(channel / 255 for channel in colour))
    return hue * 360, saturation, value


@rule
def _standing(facts: Facts) -> Iterator[Finding]:
    """Stars stand upright, the field lies flat (domain.md §5.1); nothing is said if they do."""
    for each in sure_ones(facts):
        if each.is_on_side or (each.is_upside_down and each.height_px >= JUDGED_STARS):
            case = "on-side" if each.is_on_side else "upside-down"
            yield Finding(
                "emblem-turned", Verdict.WRONG, Sureness.LIKELY, case, places=(place_of(facts, each),), mend=EMBLEM
            )
            return


@rule
def _prominence(facts: Facts) -> Iterator[Finding]:
    """The emblem is at least as prominent as logos beside it (domain.md §5.1): compared by height, then by area."""
    for emblem in sure_ones(facts):
        others = [
            each for each in facts.document.placed or facts.document.pictures if _is_logo_beside(facts, emblem, each)
        ]
        if not others:
            continue
        largest = max(others, key=lambda each: _size_of(each)[1])
        own = _own_size(facts, emblem)
        width, height = _size_of(largest)
        params = {"emblem": _number(own[1]), "logo": _number(height)}
        places = (place_of(facts, emblem), Place(largest.page + 1, largest.box, largest.alt or largest.name))
        if height > own[1] * CLEARLY_LARGER and width * height > own[0] * own[1] * CLEARLY_LARGER:
            yield Finding("emblem-prominence", Verdict.WRONG, Sureness.LIKELY, "", params, places, EMBLEM)
            return
    if sure_ones(facts) and facts.document.kind in {"pdf", "docx", "pptx"}:
        yield Finding("emblem-prominence", Verdict.GOOD, Sureness.UNSURE)


def _own_size(facts: Facts, emblem: Emblem) -> tuple[float, float]:
    """Return width and height in millimetres, or the picture's where the emblem is part of a drawn strip."""
    height = emblem.height_mm
    return height * emblem.ratio, height


def _size_of(picture: Picture) -> tuple[float, float]:
    return picture.width_mm, picture.height_mm


def _is_logo_beside(facts: Facts, emblem: Emblem, picture: Picture) -> bool:
    """Tell whether a picture stands in the same row as the emblem and is of a logo's size, not a photo's."""
    if not emblem.height_mm or not picture.height_mm or picture.alt == "":
        return False
    if emblem.picture >= 0 and facts.document.pictures[emblem.picture] is picture:
        return False
    if any(each.picture >= 0 and facts.document.pictures[each.picture].key == picture.key for each in sure_ones(facts)):
        return False
    if picture.page != emblem.page or picture.height_mm > 60 or picture.width_mm > 90:
        return False
    if emblem.page < 0 or picture.box is None:
        return facts.document.kind == "docx" and picture.height_mm < 40 and _is_wordy_logo(picture)
    if _holds(picture.box, emblem.box):
        return False
    middle = picture.box[1] + picture.box[3] / 2
    return emblem.box[1] - emblem.box[3] < middle < emblem.box[1] + emblem.box[3] * 2


def _is_wordy_logo(picture: Picture) -> bool:
    return "logo" in f"{picture.alt or ''} {picture.name}".casefold()


def _holds(outer: Box, inner: Box) -> bool:
    return outer[0] <= inner[0] + 1 and outer[1] <= inner[1] + 1 and outer[0] + outer[2] >= inner[0] + inner[2] - 1
