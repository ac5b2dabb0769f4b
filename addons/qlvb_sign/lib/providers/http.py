"""Ask a remote signing service: JSON over HTTP, to the one address that was set.

No redirect is followed (the answer of one service must not choose another address),
no proxy or password is taken from the environment, and answers are short.
"""

from urllib.parse import urlsplit

from ..errors import BadAddress, ServiceRefused, ServiceUnavailable, WrongAnswer

LONGEST = 4 << 20
TIMEOUT = 15
LOCAL = ("localhost", "127.0.0.1", "::1")


def check_address(url):
    """Raise unless ``url`` is https, or http to this very machine."""
    try:
        parts = urlsplit(url or "")
        host = parts.hostname
    except ValueError as error:
        raise BadAddress() from error
    safe = parts.scheme == "https" or (parts.scheme == "http" and host in LOCAL)
    if not safe or not host or parts.username or parts.query or parts.fragment:
        raise BadAddress()


def post(url, body, headers=None, timeout=TIMEOUT):
    """Return (status, decoded answer); the answer is a dict.

    Raises ServiceUnavailable when nothing usable comes back in time.
    """
    import requests

    check_address(url)
    session = requests.Session()
    session.trust_env = False
    try:
        with session.post(
            url,
            json=body,
            headers=headers,
            timeout=timeout,
            allow_redirects=False,
            stream=True,
        ) as response:
            content = response.raw.read(LONGEST + 1, decode_content=True)
            status = response.status_code
    except (requests.RequestException, OSError) as error:
        raise ServiceUnavailable() from error
    except Exception as error:  # a broken answer can raise anything of urllib3
        raise ServiceUnavailable() from error
    if status >= 500:
        raise ServiceUnavailable()
    return status, _decoded(content, status)


def _decoded(content, status):
    import json

    try:
        if len(content) > LONGEST:
            raise ValueError("too long")
        answer = json.loads(content or b"{}")
        if not isinstance(answer, dict):
            raise ValueError("no object")
    except ValueError as error:
        if status >= 400:
            raise ServiceRefused(reason=f"HTTP {status}") from error
        raise WrongAnswer() from error
    return answer
