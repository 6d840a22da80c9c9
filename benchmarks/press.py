"""Serves the saved pages on loopback: an outlet a domain, with a feed, on an address of its own.

Scrapy tells sites apart by host and not by port, so outlets on one address would wait for each other. Linux answers
on all of 127.0.0.0/8. The server has a process of its own and ends when its standard input does.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from email.utils import format_datetime
from pathlib import Path
from xml.sax.saxutils import escape

from benchmarks.bench import Republished
from benchmarks.pages import SavedPage, by_domain, read_body, read_pages

Answers = Mapping[bytes, tuple[bytes, bytes]]
_HOSTS_A_NETWORK = 250


def main() -> None:
    inputs = Path(sys.argv[1])
    asyncio.run(serve(inputs, by_domain(read_pages(inputs))))


async def serve(inputs: Path, domains: Mapping[str, Sequence[SavedPage]]) -> None:
    """Prints the outlets in one line of JSON when all of them answer."""
    outlets = [await _publish(inputs, number, *domain) for number, domain in enumerate(domains.items())]
    print(json.dumps([asdict(outlet) for outlet in outlets]), flush=True)
    await asyncio.to_thread(sys.stdin.read)


async def _publish(inputs: Path, number: int, domain: str, pages: Sequence[SavedPage]) -> Republished:
    bodies = [read_body(inputs, page.id) for page in pages]
    return await publish(number, domain, pages, bodies)


async def publish(number: int, name: str, pages: Sequence[SavedPage], bodies: Sequence[bytes]) -> Republished:
    """One outlet on the address of that number."""
    answers: dict[bytes, tuple[bytes, bytes]] = {}
    server = await asyncio.start_server(lambda *streams: _answer(answers, *streams), _address(number), 0)
    host, port = server.sockets[0].getsockname()
    home = f"http://{host}:{port}/"
    urls = {f"{home}news/{place}.html": page for place, page in enumerate(pages)}
    for url, body in zip(urls, bodies, strict=True):
        # Without a charset: the pages are of many encodings, and say so themselves or do not.
        answers[_path(url, home)] = (b"text/html", body)
    answers[b"/rss.xml"] = (b"application/rss+xml", feed(name, urls))
    return Republished(
        id="page-" + re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-"),
        url=home,
        feed=f"{home}rss.xml",
        pages={url: page.id for url, page in urls.items()},
    )


def feed(name: str, urls: Mapping[str, SavedPage]) -> bytes:
    items = "".join(
        f"<item><title>{escape(page.title)}</title><link>{escape(url)}</link>"
        f"<pubDate>{format_datetime(page.crawled)}</pubDate></item>"
        for url, page in urls.items()
    )
    head = f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>{escape(name)}</title>'
    return f"{head}{items}</channel></rss>".encode()


def _address(number: int) -> str:
    network, host = divmod(number, _HOSTS_A_NETWORK)
    return f"127.0.{network + 1}.{host + 1}"


def _path(url: str, home: str) -> bytes:
    return b"/" + url.removeprefix(home).encode()


async def _answer(answers: Answers, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """As many requests as the client sends over one connection."""
    try:
        while head := await reader.readuntil(b"\r\n\r\n"):
            kind, body = answers.get(head.split(b" ", 2)[1], (b"", b""))
            status = b"200 OK" if kind else b"404 Not Found"
            lines = [b"HTTP/1.1 " + status, b"Content-Length: %d" % len(body)]
            if kind:
                lines.append(b"Content-Type: " + kind)
            writer.write(b"\r\n".join(lines) + b"\r\n\r\n" + body)
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        pass  # the client has hung up, as clients do
    finally:
        writer.close()


if __name__ == "__main__":
    main()
