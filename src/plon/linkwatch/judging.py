"""What a look at an address means, compared with what was there before: pure, explained by reasons, sure or less so.

One short function for each thing that can have happened, asked in the order of how much harm it does. Words and
figures are in `data/`; what each reason says in a person's language is in `telling`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from plon.fetching.refusals import Why
from plon.linkwatch.addresses import host_of, is_front_page, is_resolver, is_same_place, site_of
from plon.linkwatch.enums import HEALTH_OF, LinkHealth, What
from plon.linkwatch.lexicon import Delicate, lexicon
from plon.linkwatch.prints import Fingerprint, likeness, terms_of, terms_read, title_likeness, words_in

# The site's rules for programs ask to stay away; beside the codes of `Why`.
ROBOTS = "robots"
# What says nothing about the link, only about us or about how it is written.
_UNTOLD = frozenset({Why.REFUSED, Why.PRIVATE, Why.HAS_PASSWORD, Why.BAD_PORT, ROBOTS})
_TOLD_IN_TITLE = 2.0
_NEIGHBOURS = 12
DELICATE = ("gambling", "adult")


@dataclass(frozen=True)
class Reading:
    """What one look at an address found.

    Attributes:
        asked: the address that a result links.
        found: where it ended, after redirects.
        status: what the server answered, 0 if it did not.
        why: a code of `Why` or `ROBOTS` if nothing was found, else "".
        is_page: whether it is a page of words; of files it is only known that they are there.
        title, heading, text: as they stand there.
        language: "" if nobody can tell.
        hosts: of frames, scripts, links that the page names.
        holder, issuer: of the certificate.
        was_away: whether the host had vanished, or was for sale, since the page was last good.
    """

    asked: str
    found: str = ""
    status: int = 0
    why: str = ""
    is_page: bool = False
    title: str = ""
    heading: str = ""
    text: str = ""
    language: str = ""
    hosts: frozenset[str] = frozenset()
    holder: str = ""
    issuer: str = ""
    was_away: bool = False

    @cached_property
    def words(self) -> list[str]:
        return words_in(self.text)

    @cached_property
    def terms(self) -> dict[str, float]:
        return terms_read(self.words)

    @cached_property
    def neighbours(self) -> frozenset[str]:
        """Other sites that the page names, without those that everybody names."""
        sites = {site_of(f"https://{host}/") for host in self.hosts}
        return frozenset(sites - lexicon().everywhere - {self.site, site_of(self.asked)})

    @cached_property
    def site(self) -> str:
        return site_of(self.found or self.asked)


@dataclass(frozen=True, slots=True)
class Reason:
    """One sign, with the figures and words that fill its sentence."""

    code: str
    details: Mapping[str, str | int | float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What happened to a link, why we think so, and how sure we are (0 to 1)."""

    what: What
    confidence: float
    reasons: tuple[Reason, ...] = ()

    @property
    def health(self) -> LinkHealth:
        return HEALTH_OF[self.what]


Rule = Callable[[Reading, Fingerprint | None], Verdict | None]


def judge(reading: Reading, before: Fingerprint | None = None) -> Verdict:
    """Say what a reading means.

    Args:
        reading: what was found now.
        before: how the page was when it was good; None if nobody has seen it so yet.
    """
    if reading.why:
        return _without_answer(reading)
    if not reading.is_page:
        return _moved(reading, None) or Verdict(What.GOOD, 0.8)
    verdicts = (rule(reading, before) for rule in _RULES)
    return next((verdict for verdict in verdicts if verdict), None) or _good(reading, before)


def _without_answer(reading: Reading) -> Verdict:
    reason = Reason(f"why_{reading.why}", {"status": reading.status})
    if reading.why in _UNTOLD:
        return Verdict(What.UNTOLD, 0.5, (reason,))
    is_plain = reading.why in {Why.NOT_FOUND, Why.UNKNOWN_HOST, Why.BAD_TLS, Why.TOO_MANY_REDIRECTS, Why.BAD_ADDRESS}
    return Verdict(What.DEAD, 0.95 if is_plain else 0.7, (reason,))


def same_share(reading: Reading, before: Fingerprint) -> float:
    """Return how much of the page is what it was: 0 to 1, text and title together."""
    weight = lexicon().likeness["text_weight"]
    of_text = likeness(before.terms, reading.terms)
    if not before.title:
        return of_text
    of_title = title_likeness(before.title, f"{reading.title} {reading.heading}")
    return weight * of_text + (1 - weight) * of_title


def _can_be_compared(reading: Reading, before: Fingerprint | None) -> bool:
    """Tell whether both have enough telling words: a page that is built by scripts shows programs none."""
    fewest = lexicon().likeness["telling_words"]
    return before is not None and len(before.terms) >= fewest and len(reading.terms) >= fewest


def is_alike(reading: Reading, before: Fingerprint | None) -> bool:
    """Tell whether a page is the one it was, as far as it can be compared."""
    if before is None:
        return False
    return _can_be_compared(reading, before) and same_share(reading, before) >= lexicon().likeness["alike"]


def _is_unlike(reading: Reading, before: Fingerprint | None) -> bool:
    if before is None or not _can_be_compared(reading, before):
        return False
    return same_share(reading, before) < lexicon().likeness["unlike"]


def _parked(reading: Reading, before: Fingerprint | None) -> Verdict | None:
    figures, known = lexicon().parked, lexicon()
    told = _spaced(f"{reading.title} {reading.heading} {reading.text[:20_000]}")
    phrases = [phrase for phrase in known.parked_phrases if f" {phrase} " in told]
    hosts = sorted(
        {site_of(f"https://{host}/") for host in (*reading.hosts, host_of(reading.found))} & known.parked_hosts
    )
    total = sum(known.parked_phrases[phrase] for phrase in phrases) + 0.6 * bool(hosts)
    if not phrases or total < figures["enough"] or len(reading.words) > figures["most_words"]:
        return None
    # Who writes about selling domains has more to say than who sells one.
    head = _spaced(f"{reading.title} | {reading.heading}")
    is_plain = hosts or len(phrases) > 1 or any(f" {phrase} " in head for phrase in phrases)
    if is_alike(reading, before) or (len(reading.words) > figures["few_words"] and not is_plain):
        return None
    reasons = [Reason("parked_words", {"words": phrases[0]})]
    reasons += [Reason("parked_host", {"host": hosts[0]})] if hosts else []
    return Verdict(What.PARKED, min(0.99, 0.6 + 0.2 * total), tuple(reasons))


def _spaced(text: str) -> str:
    return f" {' '.join(words_in(text))} "


def weight_of(subject: Delicate, reading: Reading) -> tuple[float, list[str], float]:
    """Return how much a page is of a delicate subject, by which stems, and the share of its words that are such."""
    found: dict[str, int] = {}
    against: set[str] = set()
    for word in reading.words:
        if stem := subject.stems.of(word):
            found[stem] = found.get(stem, 0) + 1
        elif stem := subject.against.of(word):
            against.add(stem)
    in_title = {stem for word in words_in(f"{reading.title} {reading.heading}") if (stem := subject.stems.of(word))}
    weights = subject.stems.weights
    total = sum(weights[stem] * min(1.5, 1 + 0.1 * count) for stem, count in found.items())
    total += sum((_TOLD_IN_TITLE - 1) * weights[stem] for stem in in_title)
    total -= subject.weight_against * sum(subject.against.weights[stem] for stem in against)
    stems = sorted({*found, *in_title}, key=lambda stem: -weights[stem])
    return max(0.0, total), stems, sum(found.values()) / max(1, len(reading.words))


def _adult(reading: Reading, before: Fingerprint | None) -> Verdict | None:
    return _delicate(reading, before, "adult", What.ADULT)


def _gambling(reading: Reading, before: Fingerprint | None) -> Verdict | None:
    return _delicate(reading, before, "gambling", What.GAMBLING)


def _delicate(reading: Reading, before: Fingerprint | None, name: str, what: What) -> Verdict | None:
    subject = _subject(name)
    total, stems, share = weight_of(subject, reading)
    allowed = before.delicate.get(name, 0.0) if before else 0.0
    # A project on addiction has had these words from the beginning.
    if total - 1.5 * allowed < subject.enough or len(stems) < subject.fewest or share < subject.density:
        return None
    confidence = 0.6 + 0.05 * (total - subject.enough) + (0.15 if _is_unlike(reading, before) else 0.0)
    return Verdict(
        what, min(0.99, confidence), (Reason(f"{name}_words", {"n": len(stems)}), *_changes(reading, before))
    )


def _subject(name: str) -> Delicate:
    return lexicon().adult if name == "adult" else lexicon().gambling


def _changes(reading: Reading, before: Fingerprint | None) -> Iterator[Reason]:
    if before and before.title and title_likeness(before.title, reading.title) < 0.5:
        yield Reason("title", {"before": before.title[:120], "now": reading.title[:120]})
    if before and before.language and reading.language and before.language != reading.language:
        yield Reason("language", {"before": before.language, "now": reading.language})


def _soft_404(reading: Reading, before: Fingerprint | None) -> Verdict | None:
    figures, count = lexicon().soft_404, len(reading.words)
    if count > figures["most_words"] or is_alike(reading, before):
        return None
    head, body = _spaced(f"{reading.title} | {reading.heading}"), _spaced(reading.text[:4000])
    for phrase in lexicon().not_found:
        if phrase.isdecimal() and count > figures["most_words_number"]:
            continue
        if f" {phrase} " in head:
            return Verdict(What.SOFT_404, 0.9, (Reason("not_found_words", {"words": phrase}),))
        is_short = count <= figures["most_words_unseen"] or _is_unlike(reading, before)
        if not phrase.isdecimal() and f" {phrase} " in body and is_short:
            return Verdict(What.SOFT_404, 0.75, (Reason("not_found_words", {"words": phrase}),))
    return None


def _front_page(reading: Reading, before: Fingerprint | None) -> Verdict | None:
    is_sent_there = is_front_page(reading.found) and not is_front_page(reading.asked)
    if not is_sent_there or is_resolver(reading.asked) or is_alike(reading, before):
        return None
    if site_of(reading.asked) != reading.site:
        return None
    return Verdict(What.FRONT_PAGE, 0.85 if before else 0.65, (Reason("sent_to", {"address": reading.found[:300]}),))


def _new_owner(reading: Reading, before: Fingerprint | None) -> Verdict | None:
    """Whose a domain is nobody tells; but who takes one over changes several things at once."""
    if before is None or not _is_unlike(reading, before):
        return None
    weights = lexicon().owner
    signs = list(_signs_of_owner(reading, before))
    total = weights["unlike"] + sum(weights[name] for name, _reason in signs)
    if total < weights["enough"]:
        return None
    reasons = (Reason("nothing_left", {"percent": _percent(reading, before)}), *(reason for _name, reason in signs))
    return Verdict(What.NEW_OWNER, min(0.97, total - 0.1), reasons)


def _signs_of_owner(reading: Reading, before: Fingerprint) -> Iterator[tuple[str, Reason]]:
    if same_share(reading, before) < lexicon().likeness["nothing"]:
        yield "nothing_in_common", Reason("title", {"before": before.title[:120], "now": reading.title[:120]})
    if before.language and reading.language and before.language != reading.language:
        yield "other_language", Reason("language", {"before": before.language, "now": reading.language})
    if before.holder and before.holder != reading.holder:
        yield "other_holder", Reason("holder", {"before": before.holder, "now": reading.holder})
    if before.issuer and reading.issuer and before.issuer != reading.issuer:
        yield "other_issuer", Reason("issuer", {"before": before.issuer, "now": reading.issuer})
    before_named = set(before.neighbours)
    if len(before_named) >= lexicon().owner["fewest_neighbours"] and not before_named & reading.neighbours:
        yield "other_neighbours", Reason("neighbours", {"n": len(before_named)})
    if reading.was_away:
        yield "was_away", Reason("was_away")
    for name in DELICATE:
        subject = _subject(name)
        total, stems, _share = weight_of(subject, reading)
        if total - before.delicate.get(name, 0.0) >= subject.enough / 2 and len(stems) > 1:
            yield "suspicious_words", Reason(f"{name}_words", {"n": len(stems)})
            return


def _percent(reading: Reading, before: Fingerprint) -> int:
    return round(100 * same_share(reading, before))


def _elsewhere(reading: Reading, before: Fingerprint | None) -> Verdict | None:
    if before is None or site_of(reading.asked) == reading.site or is_resolver(reading.asked):
        return None
    if not _is_unlike(reading, before):
        return None
    reasons = (
        Reason("sent_to", {"address": reading.found[:300]}),
        Reason("nothing_left", {"percent": _percent(reading, before)}),
    )
    return Verdict(What.ELSEWHERE, 0.85, reasons)


def _other_language(reading: Reading, before: Fingerprint | None) -> Verdict | None:
    if before is None or not before.language or not reading.language or before.language == reading.language:
        return None
    if not _can_be_compared(reading, before) or same_share(reading, before) >= lexicon().likeness["alike"]:
        return None
    return Verdict(What.OTHER_LANGUAGE, 0.7, tuple(_changes(reading, before)))


def _other_subject(reading: Reading, before: Fingerprint | None) -> Verdict | None:
    if before is None or not _is_unlike(reading, before):
        return None
    return Verdict(
        What.OTHER_SUBJECT,
        0.6 + (lexicon().likeness["unlike"] - same_share(reading, before)) * 2,
        (Reason("nothing_left", {"percent": _percent(reading, before)}), *_changes(reading, before)),
    )


def _moved(reading: Reading, before: Fingerprint | None) -> Verdict | None:
    if not reading.found or is_same_place(reading.asked, reading.found) or is_resolver(reading.asked):
        return None
    if site_of(reading.asked) == reading.site and before is None:
        return None
    confidence = 0.9 if is_alike(reading, before) else 0.5
    return Verdict(What.MOVED, confidence, (Reason("sent_to", {"address": reading.found[:300]}),))


def _good(reading: Reading, before: Fingerprint | None) -> Verdict:
    moved = _moved(reading, before)
    if moved:
        return moved
    return Verdict(What.GOOD, 0.95 if is_alike(reading, before) else 0.6)


_RULES: tuple[Rule, ...] = (
    _parked,
    _adult,
    _gambling,
    _soft_404,
    _new_owner,
    _front_page,
    _elsewhere,
    _other_language,
    _other_subject,
)


def print_of(reading: Reading) -> Fingerprint:
    """Return what is kept of a reading."""
    weights = {name: round(weight_of(_subject(name), reading)[0], 2) for name in DELICATE}
    return Fingerprint(
        title=reading.title[:200],
        terms=terms_of(reading.words, int(lexicon().fingerprint["terms"])),
        language=reading.language,
        site=reading.site,
        holder=reading.holder,
        issuer=reading.issuer,
        neighbours=tuple(sorted(reading.neighbours)[:_NEIGHBOURS]),
        delicate={name: weight for name, weight in weights.items() if weight},
    )
