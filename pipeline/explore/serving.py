"""Runs the web app on a socket of this machine."""

import ipaddress
import socket
import threading
import time
import webbrowser
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from pipeline.errors import FindingsError
from pipeline.show import console
from pipeline.store import connect

if TYPE_CHECKING:
    from pipeline.explore.site import Look

OPEN_AFTER = 0.5
"""Seconds that a server which was just started is given before the browser asks for a page."""


def run(look: "Look", host: str, port: int, browser: bool) -> None:
    """Serves until Ctrl-C. Raises FindingsError where the address cannot be taken."""
    import uvicorn

    with _listening(host, port) as listening:
        address = f"http://{_written(host)}:{listening.getsockname()[1]}/"
        out = console(stderr=True)
        out.print(f"Findings of {look.folder} at {address} (stop with Ctrl-C)")
        if not is_loopback(host):
            out.print("Everyone who can reach this machine can read them and correct rows.")
        if browser:
            threading.Thread(target=_open, args=[address], daemon=True).start()
        config = uvicorn.Config(look.app(), log_level="warning", lifespan="on")
        threading.Thread(target=_prepare, args=[look], daemon=True).start()
        try:
            with suppress(KeyboardInterrupt):
                uvicorn.Server(config).run(sockets=[listening])
        finally:
            look.close()


def is_loopback(host: str) -> bool:
    """Whether an address is one that only this machine reaches."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def _prepare(look: "Look") -> None:
    """Makes what takes long the first time before anyone asks for it."""
    from pipeline.ask import providers
    from pipeline.explore.home import glance
    from pipeline.explore.site import counts

    with closing(connect(look.folder)) as database:
        look.once("home", glance)(database)
        look.once("providers", providers)(database)
        look.once("counts", counts)(database)
    look.searching.prepare()


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # with the protocol named, asyncio sends each answer at once (TCP_NODELAY), not 40 ms later
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen()
    except (OSError, OverflowError) as error:
        listening.close()
        reason = getattr(error, "strerror", None) or error
        raise FindingsError(
            f"{host}:{port} cannot be served ({reason}): choose another --port, 0 takes a free one"
        ) from error
    return listening


def _written(host: str) -> str:
    """A host as it stands in an address; one that means all of a machine's is this machine."""
    if host in ("0.0.0.0", "::", ""):
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def _open(address: str) -> None:
    time.sleep(OPEN_AFTER)
    webbrowser.open(address)
