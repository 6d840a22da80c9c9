"""The pipeline's step that finds the slogans, key messages and hashtags of the register's campaigns."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.attrs import LEMMA
from spacy.language import Language
from spacy.strings import get_string_id
from spacy.tokens import Doc

from nlp.folding import fold
from nlp.register import KnowsRegister
from nlp.sayings import Saying, find_said, read_saying
from records.agenda import Campaign
from records.annotation import CampaignMention, Wording
from records.registry import Registry

_HASHTAG = re.compile(r"#(\w[\w-]*)")
_HASH = get_string_id("#")  # a token of its own
_APART = 20  # tokens between two words of a saying, signs among them, with which they are looked at together
_BESIDE = 60  # characters around them: little words of the saying may stand there


@dataclass(frozen=True, slots=True)
class _Known:
    campaign: Campaign
    saying: Saying


@Language.factory("campaigns", assigns=["doc._.campaigns"], requires=["token.lemma"])
def create_campaigns(nlp: Language, name: str) -> CampaignFinder:  # noqa: ARG001 - spaCy's signature
    return CampaignFinder()


class CampaignFinder(KnowsRegister):
    """Most texts have no word of any saying: only where some stand close together is the text read closely."""

    def __init__(self) -> None:
        self._known: list[_Known] = []
        self._by_word: dict[int, list[int]] = {}  # by the word's key in every vocabulary
        self._tags: dict[str, list[Campaign]] = {}

    def _learn(self, registry: Registry) -> None:
        campaigns = registry.campaigns.values()
        self._known = [
            _Known(campaign, read_saying(text))
            for campaign in campaigns
            for text in (*campaign.slogans, *campaign.messages)
        ]
        by_word: dict[int, list[int]] = defaultdict(list)
        tags: dict[str, list[Campaign]] = defaultdict(list)
        for number, known in enumerate(self._known):
            for word in known.saying.carrying:
                by_word[get_string_id(word)].append(number)
        for campaign in campaigns:
            for tag in {_glued(text) for text in (*campaign.hashtags, *campaign.slogans)}:
                tags[tag].append(campaign)
        self._by_word, self._tags = dict(by_word), dict(tags)

    def __call__(self, doc: Doc) -> Doc:
        keys = doc.to_array(LEMMA).tolist()
        close = list(self._clusters(doc, keys))
        if close or _HASH in keys:  # spaCy puts the text together anew whenever it is asked for
            text = doc.text
            found = [*self._tagged(text), *self._said(doc, text, close)]
            doc._.campaigns = _longest([one for one, campaign in found if campaign.runs(doc._.published)])
        return doc

    def _tagged(self, text: str) -> Iterator[tuple[CampaignMention, Campaign]]:
        for match in _HASHTAG.finditer(text):
            for campaign in self._tags.get(_glued(match.group(1)), ()):
                yield _mention(campaign, match.start(), match.end(), "verbatim"), campaign

    def _said(
        self, doc: Doc, text: str, close: Iterable[tuple[_Known, int, int]]
    ) -> Iterator[tuple[CampaignMention, Campaign]]:
        for known, first, last in close:
            begin = max(0, doc[first].idx - _BESIDE)
            for said in find_said(text[begin : doc[last].idx + len(doc[last]) + _BESIDE], known.saying):
                mention = _mention(known.campaign, begin + said.start, begin + said.end, said.wording)
                yield mention, known.campaign

    def _clusters(self, doc: Doc, keys: Sequence[int]) -> Iterator[tuple[_Known, int, int]]:
        """Sayings with the first and the last token of where enough of their words stand together."""
        places: dict[int, list[int]] = defaultdict(list)
        for at, key in enumerate(keys):
            for number in self._by_word.get(key, ()):
                places[number].append(at)
        for number, of_saying in places.items():
            known = self._known[number]
            for first, last in _clusters(doc, of_saying, known.saying):
                yield known, first, last


def _glued(text: str) -> str:
    return "".join(sign for sign in fold(text) if sign.isalnum())


def _mention(campaign: Campaign, start: int, end: int, wording: Wording) -> CampaignMention:
    return CampaignMention(campaign=campaign.id, start=start, end=end, wording=wording)


def _clusters(doc: Doc, places: Sequence[int], saying: Saying) -> Iterator[tuple[int, int]]:
    """Runs of its words (first and last token) in which enough different ones stand."""
    start = 0
    for at in range(1, len(places) + 1):
        if at < len(places) and places[at] - places[at - 1] <= _APART:
            continue
        if len({doc[place].lemma for place in places[start:at]}) >= saying.least:
            yield places[start], places[at - 1]
        start = at


def _longest(found: Iterable[CampaignMention]) -> tuple[CampaignMention, ...]:
    """Of sayings one in another the longer: «За достойный труд в лесном хозяйстве!» is no «За достойный труд!»."""
    kept: list[CampaignMention] = []
    end = -1
    for one in sorted(
        set(found), key=lambda one: (one.start, -one.end, one.campaign, one.wording != "verbatim")
    ):
        inside = one.start < end and one.end <= end
        same_place = bool(kept) and (one.start, one.end) == (kept[-1].start, kept[-1].end)
        if inside and not (same_place and one.campaign != kept[-1].campaign):
            continue
        kept.append(one)
        end = max(end, one.end)
    return tuple(kept)
