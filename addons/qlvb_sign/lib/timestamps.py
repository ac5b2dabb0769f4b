"""Timestamp services: the one that is set, and another when it does not answer."""


def stamper(given):
    """Return a pyHanko TimeStamper of an address, several, or None without any.

    Several addresses stand in one text, the first one first; the next is asked only
    when the one before does not answer.
    """
    if not isinstance(given, str):
        return given
    urls = given.replace(",", " ").split()
    if not urls:
        return None
    return _first_of(urls) if len(urls) > 1 else _client(urls[0])


def _client(url):
    from pyhanko.sign.timestamps.aiohttp_client import HTTPTimeStamper

    return HTTPTimeStamper(url, timeout=10)


def _first_of(urls):
    from pyhanko.sign.timestamps import TimeStamper, TimestampRequestError

    class FirstOf(TimeStamper):
        """Ask one service after the other until one answers."""

        clients = [_client(url) for url in urls]

        async def async_request_tsa_response(self, req):
            last = None
            for client in self.clients:
                try:
                    return await client.async_request_tsa_response(req)
                except (TimestampRequestError, OSError, TimeoutError) as error:
                    last = error
            raise last

    return FirstOf()
