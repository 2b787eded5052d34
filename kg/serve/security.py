"""What every request must satisfy and every response says, whatever the route."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Names of this machine, which a page of another site cannot be made to have by its name server.
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class ResponseHeaders:
    """Adds headers that keep a browser from running or showing more than it should."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
            await send(message)

        await self._app(scope, receive, send_with_headers if scope["type"] == "http" else send)


class KnownOrigins:
    """Refuses what scripts and pages of other sites send; links from there may be followed.

    The header Host must have been checked, as an origin is the site's own if it names that host.
    """

    def __init__(self, app: ASGIApp, allowed: frozenset[str]) -> None:
        """Let in the site's own origin, and those that are `allowed`; "*" stands for all."""
        self._app = app
        self._allowed = allowed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request, or refuse it with status 403."""
        app = self._app
        if scope["type"] == "http" and not self._is_known(Headers(scope=scope)):
            app = PlainTextResponse("Requests of other sites are refused; see 'kg serve --cors'.\n", 403)
        await app(scope, receive, send)

    def _is_known(self, headers: Headers) -> bool:
        origin = headers.get("origin")
        if origin is None:
            # Pictures and frames of another site come without an origin.
            site, mode = headers.get("sec-fetch-site"), headers.get("sec-fetch-mode")
            return site not in {"cross-site", "same-site"} or mode == "navigate"
        own = origin.partition("//")[2] == headers.get("host")
        return own or not self._allowed.isdisjoint((origin, "*"))
