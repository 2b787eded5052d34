"""kg serve: the graph in a browser and over SPARQL."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.common import Misuse, existing, say, store_option
from kg.serve.limits import Limits

if TYPE_CHECKING:
    from socket import socket

LIMITS = Limits()
#: A site as browsers name it: in small letters, without the usual port and without a path.
_ORIGIN = re.compile(r"https?://(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::[0-9]+)?")
#: Connections at once; the system lets a process have little more than twice as many files.
_CONNECTIONS = 400
#: Seconds that the end waits for answers on their way.
_FAREWELL = 2


def _origins(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    for value in values:
        if value != "*" and not _ORIGIN.fullmatch(value):
            raise Misuse(f"--cors {value}: write it as browsers do, as in https://example.org, or * for all")
    return values


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0: any free.")
@click.option(
    "--cors",
    multiple=True,
    metavar="ORIGIN",
    callback=_origins,
    help="Let scripts of a site ask, as in https://example.org; * for all sites. May be repeated.",
)
@click.option(
    "--name",
    "names",
    multiple=True,
    metavar="HOST",
    help="Another name that the server is called by, as behind a proxy or on 0.0.0.0. May be repeated.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=LIMITS.seconds,
    show_default=True,
    help="Seconds that a query may take, until the end of its answer.",
)
@click.option(
    "--memory",
    type=click.IntRange(min=128),
    default=LIMITS.megabytes,
    show_default=True,
    help="Megabytes that it may take.",
)
@click.option(
    "--rows",
    type=click.IntRange(min=1),
    default=LIMITS.rows,
    show_default=True,
    help="Rows or triples that its answer may have.",
)
@store_option
def serve(
    host: str,
    port: int,
    cors: tuple[str, ...],
    names: tuple[str, ...],
    timeout: float,
    memory: int,
    rows: int,
    store: Path,
) -> None:
    """Serve pages for a browser, and a SPARQL endpoint at /sparql, until interrupted.

    Nothing that is asked changes the graph or reaches another server. What is built meanwhile shows as soon
    as it is published.

    \b
    Examples:
      kg serve
      kg serve --port 8080 --cors https://yasgui.org
    """
    import uvicorn

    from kg.serve.app import create_app
    from kg.serve.security import LOOPBACK

    name = f"[{host}]" if ":" in host else host
    limits = replace(LIMITS, seconds=timeout, megabytes=memory, rows=rows)
    app = create_app(existing(store), limits=limits, hosts=(*LOOPBACK, name, *names), cors=cors)
    listener = _listener(host, port)
    say(f"http://{name}:{listener.getsockname()[1]}/ (Ctrl+C ends it)")
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        ws="none",
        limit_concurrency=_CONNECTIONS,
        timeout_graceful_shutdown=_FAREWELL,
    )
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listener])


def _listener(host: str, port: int) -> socket:
    from socket import SOCK_STREAM, create_server, getaddrinfo

    try:
        family = getaddrinfo(host, port, type=SOCK_STREAM)[0][0]
        return create_server((host, port), family=family)
    except OSError as error:
        raise Misuse(f"{host}:{port}: cannot be listened on: {error.strerror}") from error
