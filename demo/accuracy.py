"""How much of the sample press's truth was found: relevance, unions, tone and reprints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from demo.sample import SampleArticle
from records.annotation import Tone


@dataclass(frozen=True, kw_only=True)
class Found:
    """What the program says of one kept article: its canonical URL, the tone toward each union, reprint or not."""

    url: str
    tones: Mapping[str, Tone]
    is_reprint: bool


@dataclass(frozen=True, kw_only=True)
class Share:
    """`right` of `total`; as a figure None where there was nothing to be right about."""

    right: int
    total: int

    @property
    def value(self) -> float | None:
        return round(self.right / self.total, 3) if self.total else None


@dataclass(frozen=True, kw_only=True)
class Accuracy:
    """Shares over the articles that can be reached; `unions` and `tones` over pairs of article and union."""

    relevant_found: Share
    kept_relevant: Share
    unions_found: Share
    named_unions_right: Share
    tones_right: Share
    reprints_found: Share
    named_reprints_right: Share


def measure_accuracy(expected: Mapping[str, SampleArticle], found: Iterable[Found]) -> Accuracy:
    """`expected` is `SamplePress.expected`. The tone counts where the union was found at all."""
    kept = {one.url: one for one in found}
    truth = {url: article for url, article in expected.items() if article.reachable and article.relevant}
    both = [(truth[url], one) for url, one in kept.items() if url in truth]
    wanted = sum(len(article.tones) for article in truth.values())
    named = sum(len(one.tones) for one in kept.values())
    common = [(article.tones[union], tone) for article, one in both for union, tone in _common(article, one)]
    reprints = sum(article.reprint_of is not None for article in truth.values())
    met = sum(article.reprint_of is not None and one.is_reprint for article, one in both)
    return Accuracy(
        relevant_found=Share(right=len(both), total=len(truth)),
        kept_relevant=Share(right=len(both), total=len(kept)),
        unions_found=Share(right=len(common), total=wanted),
        named_unions_right=Share(right=len(common), total=named),
        tones_right=Share(right=sum(true == tone for true, tone in common), total=len(common)),
        reprints_found=Share(right=met, total=reprints),
        named_reprints_right=Share(right=met, total=sum(one.is_reprint for one in kept.values())),
    )


def _common(article: SampleArticle, one: Found) -> list[tuple[str, Tone]]:
    return [(union, tone) for union, tone in one.tones.items() if union in article.tones]
