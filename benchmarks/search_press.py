"""A generated press of any size: realistic length, vocabulary and labels, the same for every engine and every run.

Sentences are those of corpus/train, our own writing, with rare names put in, so that the vocabulary goes on growing
with the number of articles as it does in a real press. What is indexed of an article is put together from its
sentences' own parts; `check_shape` holds it against the fields of the index and `search.lemmas.build_lemmas`.
"""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any

from nlp.training.corpus import read_corpus
from otklik.registry import read_registry
from records.registry import Registry
from search.documents import ArticleDocuments
from search.lemmas import FILLER, build_forms, build_lemmas, find_lemmas
from search.mapping import FIELDS, find_fault
from search.mention_keys import mention_keys
from search.words import word_form, words

_CORPUS = Path(__file__).resolve().parent.parent / "corpus" / "train"
_VARIANTS = 12  # of each sentence, each with rare names of its own
_NAMES = 60_000
_FIRST = datetime(2021, 11, 1, tzinfo=UTC)
_DAYS = 5 * 365
_SYLLABLES = re.findall("..", "баведижазаколуминопероса теуфихачешалянирекутовадымузегорыби".replace(" ", ""))
_ENDINGS = ("ов", "ин", "ский", "енко", "ово", "инск", "ский район", "ука")


@dataclass(frozen=True, slots=True)
class Sentence:
    """`row` is its lemmas with their holes, `after` how many function words end it; `others` its further lemmas."""

    text: str
    row: str
    after: int
    others: tuple[str, ...]
    forms: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """What `mention_keys` reads of a mention."""

    tone: int
    role: str
    speech: str
    holder: str


@dataclass(frozen=True, kw_only=True)
class GeneratedPress:
    """`seed` and the number of an article decide all of it."""

    registry: Registry
    sentences: Sequence[Sentence]
    unions: Sequence[str]
    people: Sequence[str]

    def articles(self, first: int, count: int) -> list[ArticleDocuments]:
        return [self._article(number) for number in range(first, first + count)]

    def _article(self, number: int) -> ArticleDocuments:
        chance = random.Random(number)
        length = max(
            3, round(chance.lognormvariate(2.6, 0.6))
        )  # sentences: half of the articles have 13 or fewer
        title, *body = chance.choices(self.sentences, k=length + 1)
        outlets = list(self.registry.outlets.values())
        outlet = outlets[min(int(chance.paretovariate(0.9)) - 1, len(outlets) - 1)]
        region = self.registry.regions.get(outlet.region)
        id_ = hashlib.sha256(str(number).encode()).hexdigest()
        moment = (_FIRST + timedelta(seconds=chance.randrange(_DAYS * 86_400))).isoformat()
        named = chance.choices(
            self.unions, cum_weights=_falling(len(self.unions)), k=chance.choice((1, 1, 1, 2, 3))
        )
        tones = [chance.choices((-1, 0, 1), (1, 7, 2))[0] for _ in named]
        story = id_ if chance.random() > 0.3 else hashlib.sha256(str(number // 2).encode()).hexdigest()
        facts: dict[str, Any] = {
            "@timestamp": moment,
            "published": moment,
            "first_seen": moment,
            "has_time": True,
            "title": title.text[:110],
            "url": f"https://{outlet.id}.example/{number}",
            "outlet": outlet.id,
            "outlet_name": outlet.name,
            "outlet_kind": outlet.kind,
            "region": outlet.region,
            "district": region.district if region else "",
            "story": story,
            "is_reprint": story != id_,
            "people": sorted(set(chance.choices(self.people, cum_weights=_falling(len(self.people)), k=2))),
            "topics": sorted(
                {chance.choice(list(self.registry.topics)) for _ in range(chance.choice((0, 1, 2)))}
            ),
            "campaigns": [],
            "revision": 1,
            "visibility": round(chance.random() * 10, 2),
        }
        lineages = [self.registry.lineage(union) for union in named]
        said: list[Any] = [
            Said(
                tone=tone,
                role=chance.choice(("main", "episodic")),
                speech=chance.choice(("none", "none", "direct", "indirect")),
                holder=chance.choice(("author", "quoted", "implied")),
            )
            for tone in tones
        ]
        article = facts | {
            "id": id_,
            "text": " ".join(sentence.text for sentence in body),
            "lemmas": _join_lemmas(title, body),
            "forms": " ".join(sorted({form for sentence in (title, *body) for form in sentence.forms})),
            "importance": round(10 * facts["visibility"]),
            "authors": [],
            "language": "ru",
            "similarity": 0.0,
            "unions": sorted({each for lineage in lineages for each in lineage}),
            "tones": sorted(
                {f"{each}:{tone}" for lineage, tone in zip(lineages, tones, strict=True) for each in lineage}
            ),
            "mention_keys": mention_keys(zip(said, lineages, strict=True)),
            "overall_tones": sorted({f"{union}:{tone}" for union, tone in zip(named, tones, strict=True)}),
        }
        mentions = tuple(
            facts
            | {
                "id": hashlib.sha256(f"{number}:{place}".encode()).hexdigest(),
                "article_id": id_,
                "place": place,
                "union": union,
                "unions": sorted(lineages[place]),
                "tone": tones[place],
                "score": tones[place] * 0.8,
                "confidence": 0.7,
                "sentence": body[place % len(body)].text,
                "mention_start": 0,
                "mention_end": 5,
                "in_title": False,
                "holder": said[place].holder,
                "role": said[place].role,
                "speech": said[place].speech,
            }
            for place, union in enumerate(named)
        )
        return ArticleDocuments(article_id=id_, revision=1, article=article, mentions=mentions)


def generate_press() -> GeneratedPress:
    """Takes some ten seconds: every sentence's words are looked up once."""
    chance = random.Random(20261125)
    registry = read_registry()
    names = [_name(chance) for _ in range(_NAMES)]
    written = [
        sentence.strip()
        for text in read_corpus(_CORPUS)
        for line in text.text.split("\n")
        for sentence in line.replace("! ", ". ").replace("? ", ". ").split(". ")
        if len(sentence) > 30
    ]
    weights = _falling(len(names))
    sentences = [
        read_sentence(f"{sentence.rstrip('.')}, {chance.choices(names, cum_weights=weights)[0]}.")
        for sentence in written
        for _ in range(_VARIANTS)
    ]
    unions = [id_ for id_, union in registry.unions.items() if union.kind != "distractor"]
    chance.shuffle(unions)
    people = [
        f"{name} {chance.choice(names)}"
        for name in ("Анна", "Пётр", "Ольга", "Иван", "Нина")
        for _ in range(1000)
    ]
    return GeneratedPress(registry=registry, sentences=sentences, unions=unions, people=people)


def read_sentence(text: str) -> Sentence:
    row: list[str] = []
    others: dict[str, None] = {}
    count = 0
    for word in words(text):
        row += [FILLER] * (word.position - count)
        count = word.position + 1
        first, *rest = find_lemmas(text[word.start : word.end])
        others.update(dict.fromkeys(rest))
        row.append(first)
    # A word that is surely indexed, behind it all, tells how many function words end the sentence.
    last = list(words(f"{text} завод"))[-1].position
    forms = tuple({word_form(text, word) for word in words(text)})
    return Sentence(text=text, row=" ".join(row), after=last - count, others=tuple(others), forms=forms)


def _join_lemmas(title: Sentence, body: Sequence[Sentence]) -> str:
    others = dict.fromkeys(other for sentence in (title, *body) for other in sentence.others)
    pieces: list[str] = []
    for number, sentence in enumerate(body):
        pieces += [FILLER] * (body[number - 1].after if number else 0)
        pieces.append(sentence.row)
    return f" {FILLER} {FILLER} ".join([title.row, " ".join(pieces), *others])


def check_shape(press: GeneratedPress) -> None:
    """Raises AssertionError where a generated document is not what the product would have made of the same text."""
    for one in press.articles(0, 200):
        assert set(one.article) == set(FIELDS["articles"]), set(one.article) ^ set(FIELDS["articles"])
        assert not find_fault("articles", one.article)
        for mention in one.mentions:
            assert set(mention) == set(FIELDS["mentions"]), set(mention) ^ set(FIELDS["mentions"])
            assert not find_fault("mentions", mention)
        title, text = one.article["title"], one.article["text"]
        expected = set(build_lemmas(title, text).split())
        # The title is cut, which may cut a word; what the text says is all there.
        assert set(build_lemmas(text).split()) <= set(one.article["lemmas"].split()) | expected
        assert set(build_forms(text).split()) <= set(one.article["forms"].split())


def batches(press: GeneratedPress, count: int, size: int) -> Iterator[list[ArticleDocuments]]:
    for first in range(0, count, size):
        yield press.articles(first, min(size, count - first))


def _name(chance: random.Random) -> str:
    return "".join(chance.choices(_SYLLABLES, k=chance.choice((2, 3, 3, 4)))).capitalize() + chance.choice(
        _ENDINGS
    )


def _falling(count: int) -> list[float]:
    """Zipf's weights, summed up: the first of many is the commonest."""
    if count not in _SUMS:
        _SUMS[count] = list(accumulate(1 / (rank + 2) for rank in range(count)))
    return _SUMS[count]


_SUMS: dict[int, list[float]] = {}
