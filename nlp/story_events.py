"""Two texts in words of their own: do they tell the same event?"""

from __future__ import annotations

import math
from datetime import timedelta

import numpy as np

from nlp.stories import Print, contains
from nlp.story_words import Numbers, Weights

EVENT_WINDOW = timedelta(days=3)  # after the first: a week later it is a follow-up, another story
SHARED_TERMS = 3  # of the rarest words of either: fewer, and two texts are not even compared
# Written by `python -m nlp.training.train_events`, which says on what and how well.
_BIAS = -4.87
_LEAD_WEIGHT = 6.99
_TITLE_WEIGHT = 3.62
EVENT = 0.45  # the least probability of a version; of .4, .45, .5 and .55 the best in cross-validation


def event_features(one: Print, other: Print) -> tuple[float, float]:
    """How much of what lead and title tell stands in the other text, by the rarity of the words; both ways, 0…1."""
    lead = _covered(one.lead, one.lead_weights, other) + _covered(other.lead, other.lead_weights, one)
    title = _covered(one.title, one.title_weights, other) + _covered(other.title, other.title_weights, one)
    return lead / 2, title / 2


def event_probability(one: Print, other: Print) -> float:
    lead, title = event_features(one, other)
    return 1 / (1 + math.exp(-(_BIAS + _LEAD_WEIGHT * lead + _TITLE_WEIGHT * title)))


def is_version(one: Print, other: Print) -> bool:
    """Do they tell one event? Not to be asked of two texts of one outlet, whose second is a follow-up."""
    return event_probability(one, other) >= EVENT


def _covered(part: Numbers, weights: Weights, other: Print) -> float:
    return float(np.dot(weights, contains(other.stems, part)))
