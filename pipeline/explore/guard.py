"""What stands before every request: who may ask, and what the answer may do in a browser."""

import ipaddress
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Of our own pages: nothing but our own files, no script and no style in the page itself."""
DATASETTE = POLICY.replace(
    "style-src 'self';", "style-src 'self' 'nonce-{nonce}'; style-src-attr 'unsafe-inline';"
)
"""Of Datasette's pages, which set a few colours and heights by style attributes. Their scripts
are files, as of ours."""
HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
SAFE = {"GET", "HEAD", "OPTIONS"}
KEPT = b"x-findings-keep"
"""A header by which a view says that its answer never changes, so that a browser may keep it."""


def guarded(app: App, hosts: Iterable[str], nonce: Callable[[], str]) -> App:
    """An ASGI application that answers only those who mean this machine.

    A web site can make its own name point to 127.0.0.1 and then read what is served there
    (DNS rebinding), so that the host asked for has to be an address, localhost or one of
    `hosts`. A request that changes something must not come from another site's page.
    """
    known = {"localhost", *(host.strip("[]").lower() for host in hosts)}

    async def guard(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        mark = nonce()
        headers = {
            key.decode("latin-1"): value.decode("latin-1") for key, value in scope["headers"]
        }
        answer = _hardened(send, mark)
        if not _is_known(headers.get("host", ""), known):
            await _refuse(answer, 421, "This host is not served here: ask for 127.0.0.1.")
        elif b"\\" in scope.get("raw_path", b""):  # which browsers read as /: //host is a host
            await _refuse(answer, 400, "There is no such address.")
        elif scope["method"] not in SAFE and not _is_own(headers):
            await _refuse(answer, 403, "Refused: the request came from another site.")
        else:
            await app({**scope, "findings_nonce": mark}, receive, answer)

    return guard


def _is_known(host: str, known: set[str]) -> bool:
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:  # a bracket that is not closed
        return False
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return name in known
    return True


def _is_own(headers: dict[str, str]) -> bool:
    """Whether a browser says that a page of ours sends this; other programs say nothing."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")


def _hardened(send: Send, nonce: str) -> Send:
    async def hardened(message: Any) -> None:
        if message["type"] == "http.response.start":
            headers = [(key.lower(), value) for key, value in message.get("headers", [])]
            names = {key for key, _ in headers}
            if KEPT in names:
                skipped = (KEPT, b"cache-control", b"vary")
                headers = [(key, value) for key, value in headers if key not in skipped]
                headers.append((b"cache-control", b"private, max-age=86400, immutable"))
            added = {"content-security-policy": DATASETTE.format(nonce=nonce)} | HEADERS
            headers += [
                (name.encode(), value.encode())
                for name, value in added.items()
                if name.encode() not in names
            ]
            message = {**message, "headers": headers}
        await send(message)

    return hardened


async def _refuse(send: Send, status: int, message: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": message.encode()})
