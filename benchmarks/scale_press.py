"""Any number of generated outlets on loopback, each on a port of its own: a feed, and pages written when asked for."""

from __future__ import annotations

import asyncio

SHARE = 50  # one page of so many is about unions
_UNION = (
    "Профсоюз работников вымышленного завода «Зарница» договорился с дирекцией о новом порядке индексации. "
)
_OTHER = "Команда вымышленного города выиграла матч и вышла в полуфинал кубка страны по хоккею с мячом. "


class ScalePress:
    """`asked` counts the requests to all outlets."""

    def __init__(self, pages: int) -> None:
        self.asked = 0
        self._pages = pages
        self._servers: list[asyncio.Server] = []
        self._answering: set[asyncio.Task[None] | None] = set()

    async def open(self, outlets: int) -> list[str]:
        """The outlets' addresses, as host and port."""
        self._servers = [await asyncio.start_server(self._answer, "127.0.0.1", 0) for _each in range(outlets)]
        return [f"127.0.0.1:{server.sockets[0].getsockname()[1]}" for server in self._servers]

    async def close(self) -> None:
        """Waits for what hangs on: a client that was killed is gone, one that ended has hung up."""
        for server in self._servers:
            server.close()
        await asyncio.gather(*(task for task in self._answering if task is not None))

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._answering.add(asyncio.current_task())
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                self.asked += 1
                path = head.split(b" ", 2)[1].decode()
                body = self._body(path, f"127.0.0.1:{writer.get_extra_info('sockname')[1]}")
                status = b"200 OK" if body else b"404 Not Found"
                length = str(len(body)).encode()
                kind = b"text/html; charset=utf-8"
                writer.write(
                    b"HTTP/1.1 %b\r\nContent-Type: %b\r\nContent-Length: %b\r\n\r\n%b"
                    % (status, kind, length, body)
                )
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass  # the client has hung up, as clients do
        finally:
            writer.close()
            self._answering.discard(asyncio.current_task())

    def _body(self, path: str, place: str) -> bytes:
        if path == "/rss.xml":
            items = "".join(
                f"<item><title>Новость {number}</title><link>http://{place}/news/{number}</link></item>"
                for number in range(self._pages)
            )
            return f'<rss version="2.0"><channel><title>{place}</title>{items}</channel></rss>'.encode()
        number = path.rpartition("/")[2]
        return page(int(number), place) if path.startswith("/news/") and number.isdecimal() else b""


def page(number: int, place: str) -> bytes:
    """Some 14 KB, much of them menus."""
    sentence = _UNION if number % SHARE == 0 else _OTHER
    text = "".join(f"<p>{sentence * 3}Часть {part} новости {number} с {place}.</p>" for part in range(8))
    menu = "".join(f"<li><a href='/section/{item}'>Раздел номер {item}</a></li>" for item in range(150))
    return (
        f"<html lang='ru'><head><meta charset='utf-8'><title>Новость {number}</title></head><body><ul>{menu}</ul>"
        f"<article><h1>Новость {number}</h1>{text}</article><footer>Вымышленная газета</footer></body></html>"
    ).encode()
