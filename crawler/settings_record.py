"""What a crawl is told, and what it tells while it runs."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from crawler.schedule import Limits


@dataclass(frozen=True, kw_only=True, slots=True)
class CrawlSettings:
    """How to behave towards outlets. Times are seconds, sizes bytes after decompression, lengths characters.

    `deadline` is the time that one address may cost in all, redirects and retries included. `allow_addresses` opens
    addresses that are not public: networks («10.1.0.0/16») or «host:port» with a literal address. With `due_only` a
    source is asked when it is due by `limits`, else always. `pages_folder` is where the pages of kept articles are
    saved; None: they are not.
    """

    contact: str
    delay: float = 2.0
    concurrency_per_host: int = 1
    concurrency: int = 32
    deadline: float = 60.0
    max_page_bytes: int = 4 * 1024 * 1024
    max_feed_bytes: int = 10 * 1024 * 1024
    max_age_days: int = 30
    min_text_chars: int = 200
    min_post_chars: int = 50
    most_attempts: int = 12
    telegram_url: str = "https://t.me"
    vk_api_url: str = "https://api.vk.com"
    vk_token: str = field(default="", repr=False)
    allow_addresses: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("ru",)
    run_limit: float = 0.0
    limits: Limits = field(default_factory=Limits)
    due_only: bool = False
    log_file: Path | None = None
    pages_folder: Path | None = None

    @property
    def user_agent(self) -> str:
        return f"Otklik/0.1 (+{self.contact})"


@dataclass(frozen=True, kw_only=True, slots=True)
class Progress:
    """How far a crawl is: sources asked of all, links decided of all that are known, articles kept. At its end also by
    how many seconds our clock is behind the servers', where enough of them say."""

    sources: int
    asked: int
    links: int
    fetched: int
    kept: int
    clock_behind: float | None = None
