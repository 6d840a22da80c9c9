"""The order in which a fetched article is carried: cheap refusals first, the archive last."""

from __future__ import annotations

ITEM_PIPELINES = {
    "pipelines.freshness.FreshnessStep": 100,
    "pipelines.length.LengthStep": 200,
    "pipelines.relevance.RelevanceStep": 300,
    "pipelines.archiving.ArchivingStep": 900,
}
