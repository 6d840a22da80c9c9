"""Scrapy's settings, hardened: only http and https, verified, small, polite, and honest about who asks."""

from __future__ import annotations

from pipelines.order import ITEM_PIPELINES

BOT_NAME = "otklik"
SPIDER_MODULES = ["crawler.spider"]  # Scrapy imports all that lies below: a package would bring every module
USER_AGENT = "Otklik/0.1 (+no contact configured)"
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/rss+xml,application/atom+xml,application/xml;q=0.9,*/*;q=0.5",
    "Accept-Language": "ru",
}

# One door out: no file:, data:, ftp: or s3: address can be fetched, whoever names it.
DOWNLOAD_HANDLERS = {
    "http": "crawler.handler.GuardedDownloadHandler",
    "https": "crawler.handler.GuardedDownloadHandler",
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
}
TWISTED_DNS_RESOLVER = "crawler.resolver.GuardedResolver"
DOWNLOAD_VERIFY_CERTIFICATES = True
HTTPPROXY_ENABLED = False  # a proxy would resolve names behind the guard's back
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
COOKIES_ENABLED = False
REFERER_ENABLED = False
METAREFRESH_ENABLED = False
DOWNLOAD_MAXSIZE = 4 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_TIMEOUT = 60
REDIRECT_MAX_TIMES = 5
URLLENGTH_LIMIT = 0  # crawler.links counts what is too long; this would drop it in silence

# Statuses are judged by crawler.faults, not by Scrapy: nothing may vanish under a log line.
HTTPERROR_ALLOW_ALL = True
RETRY_TIMES = 1
RETRY_HTTP_CODES = [408, 500, 502, 504, 522, 524]
RETRY_EXCEPTIONS = [
    "scrapy.exceptions.DownloadFailedError",
    "scrapy.exceptions.ResponseDataLossError",
]
RETRY_GIVE_UP_LOG_LEVEL = "INFO"

# Our own robots middleware: Scrapy's fetches the page when robots.txt cannot be had.
ROBOTSTXT_OBEY = False
DOWNLOADER_MIDDLEWARES = {"crawler.robots_middleware.RobotsMiddleware": 100}

# Each is one more layer around every answer, and neither does anything here: statuses and depth are judged elsewhere.
SPIDER_MIDDLEWARES = {
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,
}

DOWNLOAD_DELAY = 2.0
DOWNLOAD_DELAY_JITTER = 0.0  # a delay is a promise: never less than stated
CONCURRENT_REQUESTS = 32
CONCURRENT_REQUESTS_PER_DOMAIN = 1
CONCURRENT_ITEMS = (
    1  # for each answer Scrapy starts that many tasks; a page is one item, and its steps never wait
)
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"  # a feed's newest item, its first, comes first
REACTOR_THREADPOOL_MAXSIZE = 20

LOG_ENABLED = False
LOG_LEVEL = "INFO"
LOG_FILE_APPEND = False  # the last run is what one looks for; earlier ones are in the archive
STATS_DUMP = False
EXTENSIONS = {
    "scrapy.extensions.logstats.LogStats": None,
    "scrapy.extensions.feedexport.FeedExporter": None,
}

# Scrapy takes every name in capitals from here.
__all__ = ["ITEM_PIPELINES"]

# Our own keys.
OTKLIK_ALLOW_ADDRESSES: list[str] = []
OTKLIK_DEADLINE = 60.0
OTKLIK_LEFT_ALONE: dict[str, tuple[int, float]] = {}
OTKLIK_ROBOTS_MAXSIZE = 5 * 1024 * 1024
