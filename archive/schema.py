"""The archive's tables. Migrations bring an older archive here; a test holds both against each other."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC: SQLite has no zones of its own, and would sort mixed ones wrongly."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class AnyText(TypeDecorator[str]):
    """Text as it came, but for what a database cannot hold: U+FFFD stands for NUL and half a surrogate pair.

    One character for one, so that no span moves.
    """

    impl = Text
    cache_ok = True
    _UNKEEPABLE = re.compile("[\\x00\\ud800-\\udfff]")

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        return None if value is None else self._UNKEEPABLE.sub("\N{REPLACEMENT CHARACTER}", value)


metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
    }
)

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("started", UtcDateTime, nullable=False),
    Column("finished", UtcDateTime),
)

# What the last askings of a source left behind; the register says the rest.
sources = Table(
    "sources",
    metadata,
    Column("id", String, primary_key=True),
    Column("outlet_id", String, nullable=False, index=True),
    Column("url", AnyText, nullable=False),
    Column("etag", AnyText),
    Column("last_modified", AnyText),
    Column("last_asked", UtcDateTime),
    Column("last_success", UtcDateTime),
    Column("failing_since", UtcDateTime),
    Column("failures", Integer, nullable=False, default=0),
    Column("outcome", String, nullable=False, default=""),
    Column("detail", AnyText, nullable=False, default=""),
    Column("retry_at", UtcDateTime),  # the last answer asked to be left alone until then
    Column(
        "fresh_until", UtcDateTime
    ),  # the last good answer is worth nothing new until then, its server says
    Column("period", Float),  # seconds between updates, as the feed itself says
    Column("moved_to", AnyText),  # where the last good answer was found by permanent redirects
    Column("moved_since", UtcDateTime),  # since when each good answer was found there
    Column("complete", Boolean, nullable=False, default=True),  # False: the last reading broke off half-way
    Column("rhythm", JSON),  # records.rhythm.Rhythm, as far as it was learned
    Column("window", Integer, nullable=False, default=0),  # articles that it lists at once
    Column("due", UtcDateTime),  # when it is to be asked again; None: now
    Column("newest", UtcDateTime),  # of the articles that it has listed
    Column("condition", String, nullable=False, default=""),  # records.health.Verdict, but for «failing»
    Column("condition_since", UtcDateTime),
    Column("condition_detail", AnyText, nullable=False, default=""),
    Column("compared", UtcDateTime),  # when known pages were last asked again to compare them
)

# What a source forgot before it was asked again: nobody saw what it published in that time.
gaps = Table(
    "gaps",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("run_id", ForeignKey("runs.id"), nullable=False, index=True),
    Column("source_id", ForeignKey("sources.id"), nullable=False, index=True),
    Column("since", UtcDateTime, nullable=False),
    Column("until", UtcDateTime, nullable=False),
    Column("window", Integer, nullable=False),
)

# Servers that asked to be left alone, by host and port.
left_alone = Table(
    "left_alone",
    metadata,
    Column("server", String, primary_key=True),
    Column("until", UtcDateTime, nullable=False),
    Column("status", Integer, nullable=False),
)

# How a source's pages looked in a run: records.health.SourceLook.
looks = Table(
    "looks",
    metadata,
    Column("run_id", ForeignKey("runs.id"), primary_key=True),
    Column("source_id", ForeignKey("sources.id"), primary_key=True),
    *(
        Column(name, Integer, nullable=False)
        for name in (
            *("pages", "empty", "chars", "dated", "signed"),
            *("titles", "texts", "walls", "garbled", "odd"),
        )
    ),
)

# The last pages of each source that were as they should be: what its next ones are compared with.
good_pages = Table(
    "good_pages",
    metadata,
    Column("source_id", ForeignKey("sources.id"), primary_key=True),
    Column("id", String(64), primary_key=True),  # of the address
    Column("url", AnyText, nullable=False),
    Column("seen", UtcDateTime, nullable=False),
    Column("title", AnyText, nullable=False),
    Column("print", String(64), nullable=False),
    Column("chars", Integer, nullable=False),
    Column("published", UtcDateTime),
    Column("dated", Boolean, nullable=False),
    Column("signed", Boolean, nullable=False),
)

polls = Table(
    "polls",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("run_id", ForeignKey("runs.id"), nullable=False, index=True),
    Column("source_id", ForeignKey("sources.id"), nullable=False),
    Column("asked", UtcDateTime, nullable=False),
    Column("outcome", String, nullable=False),
    Column("detail", AnyText, nullable=False, default=""),
    Column("found", Integer, nullable=False, default=0),
    Column("new", Integer, nullable=False, default=0),
    Column("unusable", JSON, nullable=False, default=dict),
)
Index("ix_polls_source_id", polls.c.source_id, polls.c.asked)

# State «seen»: the frontier. A link without `decided` is still to be fetched; it ends as an article or with a reason.
links = Table(
    "links",
    metadata,
    Column("id", String(64), primary_key=True),  # SHA-256 of the address without its tracking parts
    Column("url", AnyText, nullable=False),
    Column("source_id", ForeignKey("sources.id"), nullable=False, index=True),
    Column("outlet_id", String, nullable=False),
    Column("title", AnyText, nullable=False, default=""),
    Column("summary", AnyText, nullable=False, default=""),
    Column(
        "text", AnyText, nullable=False, default=""
    ),  # whole, where the source gave it; only until decided
    Column("authors", JSON, nullable=False, default=list),
    Column("published", UtcDateTime),
    Column("seen", UtcDateTime, nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("failing_since", UtcDateTime),  # the first failed attempt; all since then have failed
    Column("not_before", UtcDateTime),  # when the next attempt is due
    Column("decided", UtcDateTime),
    Column("run_id", ForeignKey("runs.id"), index=True),  # the run that decided
    Column("reason", String),  # why dropped; None for a kept one
    Column("detail", AnyText, nullable=False, default=""),
    Column("article_id", ForeignKey("articles.id"), index=True),
    Column("updated", UtcDateTime),  # when the article was last changed, as its source last said
    Column("unchanged", Integer, nullable=False, default=0),  # times in a row that it was read again in vain
)
Index(
    "ix_links_waiting",
    links.c.seen,
    links.c.id,
    sqlite_where=links.c.decided.is_(None),
    postgresql_where=links.c.decided.is_(None),
)

# States «kept», «annotated» and «indexed».
articles = Table(
    "articles",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("state", String, nullable=False),
    Column("url", AnyText, nullable=False),
    Column("canonical_url", AnyText, nullable=False),
    Column("outlet_id", String, nullable=False, index=True),
    Column("source_id", ForeignKey("sources.id"), nullable=False),
    Column("title", AnyText, nullable=False),
    Column("text", AnyText, nullable=False),
    Column("lead", AnyText, nullable=False, default=""),
    Column("section", AnyText, nullable=False, default=""),
    Column("language", String, nullable=False, default="ru"),
    Column("authors", JSON, nullable=False, default=list),
    Column("first_seen", UtcDateTime, nullable=False),
    Column("fetched", UtcDateTime, nullable=False),
    Column("published", UtcDateTime),
    Column("published_has_time", Boolean, nullable=False, default=False),
    Column("published_by", String),
    Column("published_confidence", Float, nullable=False, default=0.0),
    Column("timestamp", UtcDateTime, nullable=False, index=True),  # published, else first seen
    Column("model", AnyText),  # the versions that annotated it
    Column("topics", JSON, nullable=False, default=list),
    # records.annotation.TopicEvidence and CampaignMention, as objects of their fields.
    Column("topic_evidence", JSON, nullable=False, default=list),
    Column("campaigns", JSON, nullable=False, default=list),
    Column("open_names", Integer, nullable=False, default=0),  # that several unions could have meant
    Column("story_id", String(64), index=True),  # the first article on the event, as people joined stories
    Column(
        "event_id", String(64), index=True
    ),  # the same by the rule alone: what the next ones are placed by
    Column(
        "text_id", String(64), index=True
    ),  # the first article with this text: another one's where it is a copy
    Column("taken_from", String(64)),  # whose text it repeats most of
    Column("is_reprint", Boolean, nullable=False, default=False),
    Column("similarity", Float, nullable=False, default=0.0),  # which share of it stands in the source
    # Grows with every change that the index must show: the external version of its documents.
    Column("revision", Integer, nullable=False, default=0),
    Column("left_out", Boolean, nullable=False, default=False),  # no coverage, as a person says
)
Index("ix_articles_state", articles.c.state, articles.c.timestamp)
Index("ix_articles_outlet_time", articles.c.outlet_id, articles.c.timestamp)
Index(
    "ix_articles_joined",
    articles.c.event_id,
    sqlite_where=articles.c.story_id != articles.c.event_id,
    postgresql_where=articles.c.story_id != articles.c.event_id,
)
Index(
    "ix_articles_unplaced",
    articles.c.timestamp,
    articles.c.id,
    sqlite_where=articles.c.text_id.is_(None),
    postgresql_where=articles.c.text_id.is_(None),
)

# What an article said before its outlet edited it. `revision` is the one that the index was given with this text.
article_texts = Table(
    "article_texts",
    metadata,
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("fetched", UtcDateTime, nullable=False),
    Column("title", AnyText, nullable=False),
    Column("text", AnyText, nullable=False),
)

# Where the pages stand from which articles were read. `revision` is the one to which the page led.
page_copies = Table(
    "page_copies",
    metadata,
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("url", AnyText, nullable=False),
    Column("fetched", UtcDateTime, nullable=False),
    Column("file", String, nullable=False, index=True),
    Column("offset", BigInteger, nullable=False),
    Column("length", Integer, nullable=False),
)

# Kept articles on whose text this model fails: set aside until there is another model, or a person says so.
annotation_faults = Table(
    "annotation_faults",
    metadata,
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("model", AnyText, nullable=False),
    Column("failed", UtcDateTime, nullable=False),
    Column("reason", AnyText, nullable=False),
)

mentions = Table(
    "mentions",
    metadata,
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("union_id", String, nullable=False, index=True),
    Column("in_title", Boolean, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("tone", Integer, nullable=False),
    Column("score", Float, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("evidence_start", Integer, nullable=False),
    Column("evidence_end", Integer, nullable=False),
    Column("holder", String, nullable=False),
    Column("speech", String, nullable=False),
    Column("role", String, nullable=False),
    Column("sure", Boolean, nullable=False, default=True),
    Column("region", String, nullable=False, default=""),  # of a branch
    Column("described", Boolean, nullable=False, default=False),
)

# What people say against the program: records.correction, one kind a row. `tone`, or `instead` («» where no union is
# meant), is of a mention, or of all mentions of the union where there is no `start`.
corrections = Table(
    "corrections",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("kind", String, nullable=False, index=True),
    Column("made", UtcDateTime, nullable=False),
    Column("by", AnyText, nullable=False),
    Column("union_id", String, nullable=False, default=""),
    Column("in_title", Boolean, nullable=False, default=False),
    Column("start", Integer),
    Column("end", Integer),
    Column("words", AnyText, nullable=False, default=""),
    Column("tone", Integer),
    Column("instead", String),
    Column("published", UtcDateTime),
    Column("has_time", Boolean),
    Column("with_copies", Boolean),
    Column("other_id", String(64), index=True),
    Column("taken_back", UtcDateTime),
    Column("taken_back_by", AnyText),
)

# What the program itself said where a person said otherwise, so that it can be said again.
as_found = Table(
    "as_found",
    metadata,
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("mentions", JSON),  # records.annotation.Mention, as objects of their fields
    Column("dated", Boolean, nullable=False, default=False),  # are the next four known?
    Column("published", UtcDateTime),
    Column("published_has_time", Boolean),
    Column("published_by", String),
    Column("published_confidence", Float),
)

people = Table(
    "people",
    metadata,
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("name", String, nullable=False, index=True),
    Column("role", AnyText),
    Column("union_id", String),
)

# What somebody said. Without `speaker` (and the place that says so) the text names nobody.
quotes = Table(
    "quotes",
    metadata,
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("direct", Boolean, nullable=False),
    Column("speaker", String, index=True),
    Column("speaker_start", Integer),
    Column("speaker_end", Integer),
    Column("unions", JSON, nullable=False),
)

# `label` is PER, ORG, LOC, or UNION for a trade-union organization that the register does not know; such a one has the
# id of its industry union, where the text says it.
entities = Table(
    "entities",
    metadata,
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("label", String, nullable=False),
    Column("union_id", String),
)

# Recent articles by the keys of their texts, which stay until nothing that comes can belong to them any more.
story_texts = Table(
    "story_texts",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), nullable=False, unique=True),
    Column("day", Integer, nullable=False),  # since 1970, in UTC
    Column("keys", LargeBinary, nullable=False),  # eight bytes each, so that they can be found and forgotten
    Column("until", UtcDateTime, nullable=False, index=True),
)

# Two articles that share a band of their triples, or some rare words, are worth comparing.
story_keys = Table(
    "story_keys",
    metadata,
    Column("key", BigInteger, primary_key=True),
    Column("day", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    sqlite_with_rowid=False,  # the primary key is all there is: no second copy of it
)

# What the press took of a union's own releases; the shares are 0…1 of the article's and of the release's words.
pickups = Table(
    "pickups",
    metadata,
    Column("release_id", ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("article_share", Float, nullable=False),
    Column("release_share", Float, nullable=False),
)

# What the index does not have yet. A row goes when the index has taken that revision.
outbox = Table(
    "outbox",
    metadata,
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("quarantined", UtcDateTime),
    Column("reason", AnyText, nullable=False, default=""),
)

digests = Table(
    "digests",
    metadata,
    Column("id", String, primary_key=True),  # period and subscription; of an alert what it is about
    Column("period", String, nullable=False, index=True),  # 2026-W47, 2026-11, 2026-11-17; "" of an alert
    Column("subscription_id", String, nullable=False),
    Column("composed", UtcDateTime, nullable=False),
    Column("subject", AnyText, nullable=False),
    Column("message", LargeBinary, nullable=False),  # the mail as composed: what one got, all get
    Column("approved", UtcDateTime),  # by whom is beside it; asked for only where the subscription wants it
    Column("approved_by", AnyText, nullable=False, default=""),
)

# What a digest told, each article with the story it stood in then.
digest_articles = Table(
    "digest_articles",
    metadata,
    Column("digest_id", ForeignKey("digests.id"), primary_key=True),
    Column("article_id", ForeignKey("articles.id"), primary_key=True, index=True),
    Column("story_id", String(64), nullable=False),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("digest_id", ForeignKey("digests.id"), primary_key=True),
    Column("recipient", String, primary_key=True),
    Column("state", String, nullable=False, index=True),
    Column("message_id", String, nullable=False, unique=True),
    Column("changed", UtcDateTime, nullable=False),
    Column("detail", AnyText, nullable=False, default=""),
)

# What a watch was alerted to, each under its key: a story, a union's spike on a day, a source since a day.
alerted = Table(
    "alerted",
    metadata,
    Column("watch_id", String, primary_key=True),
    Column("key", String, primary_key=True),
    Column("digest_id", ForeignKey("digests.id"), nullable=False),
    Column("told", UtcDateTime, nullable=False),
)

# Who does not want a subscription any more, and how that was said.
unsubscribed = Table(
    "unsubscribed",
    metadata,
    Column("subscription_id", String, primary_key=True),
    Column("recipient", String, primary_key=True),
    Column("since", UtcDateTime, nullable=False),
    Column("how", AnyText, nullable=False, default=""),
)

# Keys by which the archive knows its own signatures again: of the addresses by which a reader unsubscribes.
signing_keys = Table(
    "signing_keys",
    metadata,
    Column("name", String, primary_key=True),
    Column("secret", LargeBinary, nullable=False),
)

# Who may see the desk. One that was removed stays as `disabled`: what it corrected keeps its name.
desk_users = Table(
    "desk_users",
    metadata,
    Column("name", String, primary_key=True),
    Column("password", String, nullable=False),  # argon2, with its parameters
    Column("role", String, nullable=False),
    Column("made", UtcDateTime, nullable=False),
    Column("disabled", UtcDateTime),
)

desk_sessions = Table(
    "desk_sessions",
    metadata,
    Column("token", String(64), primary_key=True),  # SHA-256 of what the browser holds
    Column("user", ForeignKey("desk_users.name", ondelete="CASCADE"), nullable=False, index=True),
    Column("made", UtcDateTime, nullable=False),
    Column("last_seen", UtcDateTime, nullable=False),
    Column("expires", UtcDateTime, nullable=False, index=True),
)

# Log-ins that failed, of the last hours: who tries too often waits, also after a restart.
desk_failures = Table(
    "desk_failures",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", AnyText, nullable=False),
    Column("address", AnyText, nullable=False),
    Column("failed", UtcDateTime, nullable=False, index=True),
)
Index("ix_desk_failures_name", desk_failures.c.name, desk_failures.c.failed)
Index("ix_desk_failures_address", desk_failures.c.address, desk_failures.c.failed)

saved_searches = Table(
    "saved_searches",
    metadata,
    Column("id", String, primary_key=True),  # the part of its address that nobody guesses
    Column("name", AnyText, nullable=False),
    Column("query", AnyText, nullable=False),  # as in the desk's address
    Column("owner", String, nullable=False, index=True),
    Column("made", UtcDateTime, nullable=False),
    Column("cadence", String),
    Column("recipient", AnyText),
    Column("deleted", UtcDateTime),
)
