"""Writes documents to Elasticsearch so that replays and late writers change nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.helpers import streaming_bulk

from records.search import Document, Projection, Refusal
from search.documents import ArticleDocuments, newest
from search.elastic_errors import index_missing, plain_errors
from search.elastic_pages import list_hits
from search.elastic_patience import patiently

_TRIES_AGAIN = 4
_OVERLOADED = (429, 502, 503, 504)
_UNFIT = (400, 413)
_NEWER_EXISTS = 409
_ABSENT = 404
_AT_ONCE = 500  # articles
Action = dict[str, Any]


class BulkWriter:
    """Writes behind the given aliases. What a `fresh` index holds is known by what this writer has put in: from most
    articles nothing can vanish."""

    def __init__(
        self,
        client: Elasticsearch,
        url: str,
        indices: Mapping[Projection, str],
        *,
        backoff: float,
        fresh: bool,
    ) -> None:
        self._client = client
        self._url = url
        self._articles, self._mentions = indices["articles"], indices["mentions"]
        self._backoff = backoff
        self._written: set[int] | None = set() if fresh else None

    def write(self, documents: Sequence[ArticleDocuments]) -> Sequence[Refusal]:
        refusals: dict[str, Refusal] = {}
        latest = newest(documents)
        with plain_errors(self._url):
            for start in range(0, len(latest), _AT_ONCE):
                batch = latest[start : start + _AT_ONCE]
                refusals |= patiently(partial(self._write_batch, batch), self._backoff)
        if self._written is None:
            self.refresh()
        return list(refusals.values())

    def remove(self, article_ids: Sequence[str]) -> None:
        self.refresh()
        with plain_errors(self._url):
            for start in range(0, len(article_ids), _AT_ONCE):
                batch = article_ids[start : start + _AT_ONCE]
                patiently(partial(self._remove_batch, batch), self._backoff)
        self.refresh()

    def refresh(self) -> None:
        with plain_errors(self._url):
            patiently(
                lambda: self._client.indices.refresh(index=[self._articles, self._mentions]), self._backoff
            )

    def _remove_batch(self, article_ids: Sequence[str]) -> None:
        """At the version that each document has: deleted at none, it could not be written again for a minute."""
        revisions = self._find_revisions(article_ids)
        mentions = [
            self._delete(self._mentions, hit["_id"], hit["_version"])
            for hit in self._find_mentions(article_ids)
        ]
        self._send([*mentions, *(self._delete(self._articles, one, revisions[one]) for one in revisions)])

    def _write_batch(self, documents: Sequence[ArticleDocuments]) -> dict[str, Refusal]:
        """Articles first: the mentions of one that is refused, or held at a higher revision, are not sent at all."""
        failed = self._send(
            self._index(self._articles, one.article, one.article_id, one.revision) for one in documents
        )
        refusals = {one: refusal for one, refusal in failed.items() if refusal}
        written = {one.article_id: one for one in documents if one.article_id not in failed}
        owners = {mention["id"]: one for one in written.values() for mention in one.mentions}
        failed = self._send(
            self._index(self._mentions, mention, mention["id"], one.revision)
            for one in written.values()
            for mention in one.mentions
        )
        for mention_id, refusal in failed.items():
            if refusal:
                owner = owners[mention_id].article_id
                reason = f"mention {mention_id}: {refusal.reason}"
                refusals[owner] = Refusal(id=owner, reason=reason, permanent=refusal.permanent)
        self._remove_vanished(self._known(written))
        return refusals

    def _known(self, written: Mapping[str, ArticleDocuments]) -> Mapping[str, ArticleDocuments]:
        """Those of which the index may hold mentions that we have not just written."""
        if self._written is None:
            return written
        shorts = {one: int(one[:16], 16) for one in written}
        known = {one: written[one] for one, short in shorts.items() if short in self._written}
        self._written.update(shorts.values())
        return known

    def _remove_vanished(self, written: Mapping[str, ArticleDocuments]) -> None:
        """Deletes mentions of revisions older than the article's. Whichever of two writers comes last sees what the
        other left, because each looks after having written."""
        if not written:
            return
        self._client.indices.refresh(index=self._mentions)
        revisions = self._find_revisions(list(written))
        deletions: list[Action] = []
        for hit in self._find_mentions(list(written)):
            ours = written[hit["_source"]["article_id"]]
            # Without an article (another writer has just removed it) no mention of it stays.
            current = revisions.get(ours.article_id, hit["_version"] + 1)
            if hit["_version"] < current or _is_left_over(hit, ours):
                deletions.append(self._delete(self._mentions, hit["_id"], current))
        self._send(deletions)

    def _find_revisions(self, article_ids: Sequence[str]) -> Mapping[str, int]:
        found = self._client.mget(index=self._articles, ids=article_ids, source=False)
        return {one["_id"]: one["_version"] for one in found["docs"] if one.get("found")}

    def _find_mentions(self, article_ids: Sequence[str]) -> Iterator[Mapping[str, Any]]:
        of_these = {"terms": {"article_id": list(article_ids)}}
        return list_hits(self._client, self._mentions, of_these, "article_id")

    def _send(self, actions: Iterable[Action]) -> dict[str, Refusal | None]:
        """What was not taken, by document id; None stands for «a newer one is there», which is as it should be."""
        failed: dict[str, Refusal | None] = {}
        answers = streaming_bulk(
            self._client,
            actions,
            raise_on_error=False,
            max_retries=_TRIES_AGAIN,
            initial_backoff=self._backoff,
            retry_on_status=_OVERLOADED,
            # Without it a write to an index that is gone would make another under its name, without our fields.
            require_alias=True,
        )
        for taken, answer in answers:
            [(verb, item)] = answer.items()
            if taken or (verb == "delete" and item["status"] == _ABSENT):
                continue
            if item["status"] == _ABSENT:
                raise index_missing(self._url)
            failed[item["_id"]] = _read_refusal(item)
        return failed

    @staticmethod
    def _index(index: str, document: Document, identity: str, revision: int) -> Action:
        return {
            "_op_type": "index",
            "_index": index,
            "_id": identity,
            "_source": document,
            "version": revision,
            "version_type": "external_gte",
        }

    @staticmethod
    def _delete(index: str, identity: str, revision: int) -> Action:
        return {
            "_op_type": "delete",
            "_index": index,
            "_id": identity,
            "version": revision,
            "version_type": "external_gte",
        }


def _is_left_over(hit: Mapping[str, Any], ours: ArticleDocuments) -> bool:
    """Of the revision that we wrote, and not among what we wrote."""
    return hit["_version"] == ours.revision and all(mention["id"] != hit["_id"] for mention in ours.mentions)


def _read_refusal(item: Mapping[str, Any]) -> Refusal | None:
    if item["status"] == _NEWER_EXISTS:
        return None
    error = item.get("error", {})
    reason = f"{error.get('type')}: {error.get('reason')}" if isinstance(error, dict) else str(error)
    return Refusal(id=item["_id"], reason=reason, permanent=item["status"] in _UNFIT)
