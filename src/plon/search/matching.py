"""From a question to what the engine is asked.

Whether a document is found is decided in the field ``words`` alone, without scores, so that the engine can leap
from one common document to the next; only those it lands on are weighed, one term after the other
(`Asked.ranked`). Asking and weighing four fields at once took thirty times as long on questions of three words.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

import tantivy
from tantivy import Occur, Query

from plon.search import index, vocabulary
from plon.search.analysis import form, question_lemmas
from plon.search.questions import Question
from plon.search.translating import Name, concepts_in

# How much a word counts by where it stands.
IN_TITLE, IN_BODY, ANYWHERE = 4.0, 1.0, 0.25
# The very form that was typed counts beside its base form.
AS_TYPED = 0.4
# A word of another language counts less than the one that was asked for.
TRANSLATED_IN_TITLE, TRANSLATED = 0.5, 0.35
FORGIVEN = 0.5
WHOLE_TITLE = 40.0
TOGETHER = 3.0

MOST_WEIGHED = 8
MOST_NAMES = 10

# A word in more than this part of the documents says little by itself.
RARE = 0.05


class Leniency(IntEnum):
    """How much of a question must be there."""

    EXACT = 0
    # Words that no document holds may be typing errors or beginnings.
    FORGIVING = 1
    # Every word may be one.
    GUESSING = 2
    # Most of the words are enough.
    PARTLY = 3
    # Any word that says something is enough, the rare ones first: a name, a town.
    ANY = 4


@dataclass(slots=True)
class Asked:
    """What is asked of the engine.

    Args:
        found: decides which documents are found.
        weights: decide how they are ordered.
        translated: names in other languages that were asked for too, each with the words it stands for.
    """

    found: Query
    weights: list[Query]
    translated: list[tuple[str, Name]] = field(default_factory=list)

    def ranked(self, filters: Iterable[tuple[Occur, Query]]) -> Query:
        """Return the query that finds, narrowed by `filters`, and weighs."""
        query = narrowed(self.found, filters)
        # Each weight by itself: the engine then looks it up only in documents that are found anyway.
        for weight in self.weights:
            query = Query.boolean_query([(Occur.Must, query), (Occur.Should, weight)])
        return query


@dataclass(slots=True)
class _Part:
    """One word (or term of several words) of the question: what stands for it, and what to weigh."""

    must: Query
    weighed: list[Query] = field(default_factory=list)
    frequency: int = 0


class Matcher:
    """Asks one question of one state of the index."""

    def __init__(self, searcher: tantivy.Searcher, question: Question, language: str) -> None:
        self._searcher = searcher
        self._question = question
        self._language = language
        self._schema = index.schema()
        self._known = {word: self._forms(word) for word in (*question.words, *question.in_title)}
        self._has_attached = bool(searcher.doc_freq("text_language", index.ATTACHED))
        self._concepts = concepts_in(question.words, language)

    @property
    def unknown(self) -> list[str]:
        """The words that no document holds in any form."""
        return [word for word in self._question.words if not self._known[word]]

    def _forms(self, word: str, field: str = "words") -> list[str]:
        forms = dict.fromkeys((form(word), *question_lemmas(word, self._language)))
        return [each for each in forms if self._searcher.doc_freq(field, each)]

    def frequency(self, word: str) -> int:
        """Return in how many documents `word` is in any form."""
        return max((self.frequency_of(each) for each in self._known[word]), default=0)

    def frequency_of(self, folded: str) -> int:
        return self._searcher.doc_freq("words", folded)

    def ask(self, leniency: Leniency) -> Asked:
        """Return what the question asks of the engine."""
        translated: list[tuple[str, Name]] = []
        parts = self._parts(leniency, translated)
        needed = [(Occur.Must, each) for each in self._fixed()]
        if leniency >= Leniency.PARTLY and len(parts) > 1:
            enough = max(1, -(-len(parts) * 2 // 5)) if leniency is Leniency.PARTLY else 1
            rare = [part for part in parts if part.frequency <= self._searcher.num_docs * RARE]
            telling = rare if leniency is Leniency.ANY and any(part.frequency for part in rare) else parts
            some = [(Occur.Should, part.must) for part in telling]
            needed.append((Occur.Must, Query.boolean_query(some, minimum_number_should_match=enough)))
        else:
            needed += [(Occur.Must, part.must) for part in parts]
        if not needed:
            needed.append((Occur.Must, silent(Query.all_query())))
        needed += [(Occur.MustNot, self._any_of("words", self._forms(word))) for word in self._question.excluded]
        most = MOST_WEIGHED if leniency is Leniency.EXACT else len(parts)
        weights = [each for part in parts[:most] for each in part.weighed]
        return Asked(Query.boolean_query(needed), [*weights, *self._whole()], translated)

    def _fixed(self) -> list[Query]:
        """What must be there whatever the leniency: phrases, numbers, words of the title."""
        found = [self._phrase(phrase, ("title", "body")) for phrase in self._question.phrases]
        found += [self._phrase(number, ("title", "body")) for number in self._question.numbers]
        found += [self._in_title(word) for word in self._question.in_title]
        return found

    def _phrase(self, words: Sequence[str], fields: Sequence[str]) -> Query:
        written = [form(word) for word in words]
        return Query.disjunction_max_query(
            [
                Query.boost_query(
                    self._term(name, written[0])
                    if len(written) == 1
                    else Query.phrase_query(self._schema, name, list(written)),
                    IN_TITLE if name == "title" else IN_BODY,
                )
                for name in fields
            ]
        )

    def _in_title(self, word: str) -> Query:
        forms = self._forms(word, "title") or [form(word)]
        return Query.disjunction_max_query([Query.boost_query(self._term("title", each), IN_TITLE) for each in forms])

    def _parts(self, leniency: Leniency, translated: list[tuple[str, Name]]) -> list[_Part]:
        words = self._question.words
        starts = {found.begin: found for found in self._concepts}
        parts: list[_Part] = []
        at = 0
        while at < len(words):
            found = starts.get(at)
            names = self._names(found.names) if found else []
            end = found.end if found and names else at + 1
            asked = [self._word(word, leniency) for word in words[at:end]]
            if names:
                parts.append(self._translated(asked, names, leniency))
                translated += [(" ".join(words[at:end]), name) for name in names]
            else:
                parts += asked
            at = end
        return parts

    def _names(self, names: Sequence[Name]) -> list[Name]:
        """Return those of `names` that some document holds."""
        some = [
            name
            for name in names
            if all(self._searcher.doc_freq("words", each) for each in name.lemmas)
            and (len(name.lemmas) > 1 or self._searcher.doc_freq("text_language", name.language))
        ]
        return some[:MOST_NAMES]

    def _word(self, word: str, leniency: Leniency) -> _Part:
        forms = self._known[word]
        guesses = self._guesses(word) if self._may_guess(word, leniency) else []
        written = form(word)
        weighed = []
        for each in forms[:3]:
            factor = AS_TYPED if each == written and len(forms) > 1 else 1.0
            weighed += self._everywhere(each, factor)
        for each in guesses[:4]:
            weighed += self._everywhere(each, FORGIVEN)
        stands = [*forms, *guesses] or [written]
        return _Part(self._any_of("words", stands), weighed, max(map(self.frequency_of, stands)))

    def _everywhere(self, term: str, factor: float) -> list[Query]:
        places = [("title", IN_TITLE), ("body", IN_BODY)]
        if self._has_attached:
            places.append(("words", ANYWHERE))
        return [
            Query.boost_query(self._term(name, term), weight * factor)
            for name, weight in places
            if self._searcher.doc_freq(name, term)
        ]

    def _may_guess(self, word: str, leniency: Leniency) -> bool:
        if leniency is Leniency.FORGIVING:
            return not self._known[word]
        return leniency is Leniency.GUESSING or (leniency >= Leniency.PARTLY and not self._known[word])

    def _guesses(self, word: str) -> list[str]:
        words = index.vocabulary_searcher()
        if words is None:
            return []
        written = form(word)
        near = vocabulary.near(words, written)
        least = near[0][0] if near else 0
        guesses = [each.folded for distance, each in near if distance == least]
        if len(written) >= 3:
            begun = vocabulary.beginning(words, [written], is_first=True, count=8)
            guesses += [each.folded for each in begun if " " not in each.folded]
        return [each for each in dict.fromkeys(guesses) if self._searcher.doc_freq("words", each)]

    def _translated(self, asked: Sequence[_Part], names: Sequence[Name], leniency: Leniency) -> _Part:
        exact = asked[0].must if len(asked) == 1 else _all_of([part.must for part in asked])
        others = [self._name("words", name) for name in names]
        weighed = [each for part in asked for each in part.weighed]
        titles = [self._name("title", name) for name in names]
        weighed.append(Query.const_score_query(_any(titles), TRANSLATED_IN_TITLE))
        if leniency >= Leniency.PARTLY:
            # Rare words tell most about which of the partly fitting documents is meant.
            weighed += [Query.boost_query(each, TRANSLATED) for each in others[:MOST_WEIGHED]]
        frequency = max(min(map(self.frequency_of, name.lemmas)) for name in names)
        return _Part(silent(_any([exact, *others])), weighed, max(frequency, *(part.frequency for part in asked)))

    def _name(self, field: str, name: Name) -> Query:
        terms = [self._term(field, each) for each in name.lemmas]
        if len(terms) == 1:
            # *red* is a net in Spanish and a colour in English: one word alone counts only in its own language.
            terms.append(silent(self._term("text_language", name.language)))
        return _all_of(terms)

    def _whole(self) -> list[Query]:
        """Words that stand together as typed (a title, a name) come first."""
        typed = [form(word) for word in self._question.typed]
        if not typed:
            return []
        whole = self._term("whole_title", " ".join(typed)[: index.LONGEST_WHOLE])
        found = [Query.const_score_query(whole, WHOLE_TITLE)]
        if len(typed) > 1:
            found.append(Query.boost_query(Query.phrase_query(self._schema, "title", list(typed)), TOGETHER))
        return found

    def _term(self, field: str, term: str) -> Query:
        return Query.term_query(self._schema, field, term)

    def _any_of(self, field: str, terms: Sequence[str]) -> Query:
        return silent(_any([self._term(field, each) for each in terms])) if terms else Query.empty_query()


def _any(queries: Sequence[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Should, each) for each in queries])


def _all_of(queries: Sequence[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Must, each) for each in queries])


def silent(query: Query) -> Query:
    """Choose without ranking."""
    return Query.const_score_query(query, 0.0)


def narrowed(query: Query, filters: Iterable[tuple[Occur, Query]]) -> Query:
    parts = [(Occur.Must, query), *filters]
    return Query.boolean_query(parts) if len(parts) > 1 else query
