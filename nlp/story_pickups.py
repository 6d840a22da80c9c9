"""What an article took of a union's own release: whole, or some sentences of it."""

from __future__ import annotations

from nlp.stories import Print, common

_TAKEN = 0.25  # of either text, in triples: less is a quotation
_FEWEST = 15  # triples: one long sentence


def taken(article: Print, release: Print) -> tuple[float, float] | None:
    """The shares (0…1) of the article's and of the release's word triples that both have; None where that is little."""
    shared = common(article.triples, release.triples)
    if shared < _FEWEST:
        return None
    shares = shared / len(article.triples), shared / len(release.triples)
    return shares if max(shares) >= _TAKEN else None
