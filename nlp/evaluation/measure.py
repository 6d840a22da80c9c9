"""All figures of a gold file: entities, links, tone, people and topics, added up text by text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from nlp.evaluation.gold import Gold, GoldMention, GoldPerson, GoldSpan
from nlp.evaluation.scores import Confusion, Score
from nlp.evaluation.spans import overlap, pair
from nlp.folding import fold
from records.annotation import Annotation, Mention, Person, Tone

TONES: tuple[Tone, ...] = (-1, 0, 1)


@dataclass(frozen=True, kw_only=True)
class Evaluation:
    """`tones` counts all mentions whose union was found, `sure_tones` those of them on which the model did not
    abstain; `described` the optional mentions that were found; `positions` exact positions of persons."""

    entities: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    links: list[Score] = field(default_factory=list)
    exact_links: list[Score] = field(default_factory=list)
    described: list[Score] = field(default_factory=list)
    unknown: list[Score] = field(default_factory=list)
    tones: Confusion[Tone] = field(default_factory=Confusion)
    sure_tones: Confusion[Tone] = field(default_factory=Confusion)
    target_tones: Confusion[Tone] = field(default_factory=Confusion)
    holders: Confusion[str] = field(default_factory=Confusion)
    speech: Confusion[str] = field(default_factory=Confusion)
    roles: Confusion[str] = field(default_factory=Confusion)
    people: list[Score] = field(default_factory=list)
    names: list[Score] = field(default_factory=list)
    positions: list[Score] = field(default_factory=list)
    people_unions: list[Score] = field(default_factory=list)
    topics: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))


def add_up(scores: Iterable[Score]) -> Score:
    return sum(scores, Score())


def measure(results: Iterable[tuple[Gold, Annotation]]) -> Evaluation:
    """Every text's annotation held against its labels; what a text has no labels for is passed over."""
    evaluation = Evaluation()
    for gold, annotation in results:
        _measure_entities(evaluation, gold, annotation)
        _measure_unions(evaluation, gold, annotation)
        _measure_people(evaluation, gold, annotation)
        _measure_topics(evaluation, gold, annotation)
        for target, tone in zip(gold.targets or (), annotation.targets or (), strict=True):
            evaluation.target_tones.pairs[target.tone, tone.tone] += 1
    return evaluation


def _measure_entities(evaluation: Evaluation, gold: Gold, annotation: Annotation) -> None:
    if gold.entities is None:
        return
    wanted = {(entity.label, entity.start, entity.end) for entity in gold.entities}
    found = {(entity.label, entity.start, entity.end) for entity in annotation.entities}
    for label in ("PER", "LOC", "ORG"):
        evaluation.entities[label] += Score(
            right=sum(entity[0] == label for entity in wanted & found),
            found=sum(entity[0] == label for entity in found),
            wanted=sum(entity[0] == label for entity in wanted),
        )


def _measure_unions(evaluation: Evaluation, gold: Gold, annotation: Annotation) -> None:
    found = [mention for mention in annotation.unions if not mention.in_title]
    if gold.unions is not None:
        _measure_links(evaluation, gold.unions, _judged(gold, found))
    if gold.unknown_unions is not None:
        met = pair(gold.unknown_unions, annotation.unknown_unions, lambda _wanted, _found: True)
        score = Score(right=len(met), found=len(annotation.unknown_unions), wanted=len(gold.unknown_unions))
        evaluation.unknown.append(score)


def _judged(gold: Gold, found: list[Mention]) -> list[Mention]:
    """Those of the found mentions of which the labels say something."""
    labelled: list[GoldSpan] = [*(gold.unions or ()), *gold.no_unions]
    if not gold.partial:
        return found
    return [mention for mention in found if any(overlap(span, mention) for span in labelled)]


def _measure_links(evaluation: Evaluation, wanted: tuple[GoldMention, ...], found: list[Mention]) -> None:
    named = [mention for mention in wanted if not mention.optional]
    optional = [mention for mention in wanted if mention.optional]
    pairs = pair(named, found, _same_union)
    taken = {id(mention) for _gold, mention in pairs}
    rest = [mention for mention in found if id(mention) not in taken]
    free = pair(optional, rest, _same_union)
    forgiven = {id(mention) for _gold, mention in free}
    # A second span over the same mention, such as the industry union inside its plant's organization, is no fault.
    doubled = {id(m) for m in rest for gold in wanted if overlap(gold, m) and gold.union == m.union}
    wrong = sum(id(mention) not in forgiven | doubled for mention in rest)
    exact = sum((gold.start, gold.end) == (mention.start, mention.end) for gold, mention in pairs)
    shown = len(pairs) + wrong
    evaluation.links.append(Score(right=len(pairs), found=shown, wanted=len(named)))
    evaluation.exact_links.append(Score(right=exact, found=shown, wanted=len(named)))
    evaluation.described.append(Score(right=len(free), found=len(free), wanted=len(optional)))
    for gold, mention in pairs:
        _measure_mention(evaluation, gold, mention)


def _same_union(wanted: GoldMention, found: Mention) -> bool:
    return wanted.union == found.union


def _measure_mention(evaluation: Evaluation, gold: GoldMention, mention: Mention) -> None:
    if gold.tone is not None:
        evaluation.tones.pairs[gold.tone, mention.tone] += 1
        if mention.sure:
            evaluation.sure_tones.pairs[gold.tone, mention.tone] += 1
    if gold.holder is not None:
        evaluation.holders.pairs[gold.holder, mention.holder] += 1
    if gold.speech is not None:
        evaluation.speech.pairs[gold.speech, mention.speech] += 1
    if gold.role is not None:
        evaluation.roles.pairs[gold.role, mention.role] += 1


def _measure_people(evaluation: Evaluation, gold: Gold, annotation: Annotation) -> None:
    if gold.people is None:
        return
    pairs = pair(gold.people, annotation.people, lambda _wanted, _found: True)
    right = sum(fold(wanted.name) == fold(found.name) for wanted, found in pairs)
    evaluation.people.append(Score(right=len(pairs), found=len(annotation.people), wanted=len(gold.people)))
    evaluation.names.append(Score(right=right, found=len(pairs), wanted=len(pairs)))
    evaluation.positions.append(_positions(gold, annotation, pairs))
    evaluation.people_unions.append(_unions_of_people(pairs))


def _positions(gold: Gold, annotation: Annotation, pairs: list[tuple[GoldPerson, Person]]) -> Score:
    right = sum(bool(one.role and other.role and _same_words(one.role, other.role)) for one, other in pairs)
    return Score(
        right=right,
        found=sum(person.role is not None for person in annotation.people),
        wanted=sum(person.role is not None for person in gold.people or ()),
    )


def _unions_of_people(pairs: list[tuple[GoldPerson, Person]]) -> Score:
    """A gold union «?» is one that the register does not know: nothing is wanted then."""
    wanted = [(one.union if one.union != "?" else None, other.union) for one, other in pairs]
    return Score(
        right=sum(one is not None and one == other for one, other in wanted),
        found=sum(other is not None for _one, other in wanted),
        wanted=sum(one is not None for one, _other in wanted),
    )


def _same_words(one: str, other: str) -> bool:
    return fold(" ".join(one.split())) == fold(" ".join(other.split()))


def _measure_topics(evaluation: Evaluation, gold: Gold, annotation: Annotation) -> None:
    if gold.topics is None:
        return
    for topic in gold.topics | set(annotation.topics):
        wanted, found = topic in gold.topics, topic in annotation.topics
        evaluation.topics[topic] += Score(right=wanted and found, found=found, wanted=wanted)
