"""How important a story is: a short sum that the mail shows with every story."""

from __future__ import annotations

from collections.abc import Sequence

from archive.coverage import CoveredArticle
from records.annotation import Tone
from records.registry import OutletKind
from texts import _, plural

# Points. Ordered by what a press officer acts on: attacks first, then reach, then how central the union is.
_TONE: dict[Tone, float] = {-1: 6.0, 0: 0.0, 1: 3.0}
_PER_OUTLET = 2.0  # for each outlet beyond the first
_MOST_FOR_OUTLETS = 10.0
_TITLE = 3.0
_MAIN_ROLE = 2.0
_QUOTED = 1.0
_EXTERNAL = 2.0


def weigh_story(
    articles: Sequence[CoveredArticle], tone: Tone, kinds: Sequence[OutletKind]
) -> tuple[tuple[str, float], ...]:
    """The parts of a story's importance as (what, points), the most points first. `kinds` are its outlets'."""
    mentions = [mention for article in articles for mention in article.mentions]
    outlets = len({article.outlet_id for article in articles})
    parts = [
        (_tone_words(tone), _TONE[tone]),
        (_reach_words(outlets), min(_PER_OUTLET * (outlets - 1), _MOST_FOR_OUTLETS)),
        (_("название в заголовке"), _TITLE * any(mention.in_title for mention in mentions)),
        (_("главная роль в тексте"), _MAIN_ROLE * any(mention.role == "main" for mention in mentions)),
        (_("внешнее издание"), _EXTERNAL * ("external" in kinds)),
        (_("прямая речь"), _QUOTED * any(mention.speech == "direct" for mention in mentions)),
    ]
    return tuple(sorted((part for part in parts if part[1]), key=lambda part: -part[1]))


def explain_importance() -> str:
    """The formula in a sentence, from the same numbers that count."""
    return _(
        "Сначала стоит негатив, за ним остальные сюжеты; внутри каждой части выше тот, чья важность больше. "
        "Важность сюжета — сумма баллов: негативный тон {negative}, положительный {positive}; "
        "каждое издание после первого {outlet} (не больше {most} в сумме); название в заголовке {title}; "
        "главная роль в тексте {main}; внешнее издание (не сайт профсоюза, власти или агрегатор) {external}; "
        "прямая речь {quoted}. При равенстве выше стоит более свежий сюжет.",
        negative=_shown(_TONE[-1]),
        positive=_shown(_TONE[1]),
        outlet=_shown(_PER_OUTLET),
        most=f"{_MOST_FOR_OUTLETS:g}",
        title=_shown(_TITLE),
        main=_shown(_MAIN_ROLE),
        external=_shown(_EXTERNAL),
        quoted=_shown(_QUOTED),
    )


def _tone_words(tone: Tone) -> str:
    return {-1: _("негативный тон"), 0: _("нейтральный тон"), 1: _("положительный тон")}[tone]


def _reach_words(outlets: int) -> str:
    return _(
        "вышло в {number} {noun}", number=outlets, noun=plural(outlets, "издании", "изданиях", "изданиях")
    )


def _shown(points: float) -> str:
    return f"+{points:g}"
