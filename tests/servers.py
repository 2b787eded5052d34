"""A server in a process of its own, on a free port of this machine."""

from __future__ import annotations

import http.client
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urlsplit


@dataclass(frozen=True)
class Reply:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass(frozen=True)
class Server:
    url: str
    process: subprocess.Popen[str]

    def ask(
        self,
        path: str = "/sparql",
        parameters: Mapping[str, str | list[str]] | None = None,
        *,
        method: str = "GET",
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        """What comes back for one request."""
        with self.connected() as connection:
            target = path + ("?" + urlencode(parameters, doseq=True) if parameters else "")
            connection.request(method, target, body, dict(headers or {}))
            response = connection.getresponse()
            fields = {name.lower(): value for name, value in response.getheaders()}
            return Reply(response.status, fields, response.read())

    def query(self, text: str, accept: str = "", headers: Mapping[str, str] | None = None) -> Reply:
        return self.ask(parameters={"query": text}, headers={"Accept": accept, **(headers or {})})

    @contextmanager
    def connected(self) -> Iterator[http.client.HTTPConnection]:
        place = urlsplit(self.url)
        assert place.hostname
        connection = http.client.HTTPConnection(place.hostname, place.port, timeout=60)
        try:
            yield connection
        finally:
            connection.close()


@contextmanager
def serving(store: Path, *options: str) -> Iterator[Server]:
    """`kg serve` with these options, until the block is left."""
    command = [sys.executable, "-c", "from kg.cli import main; main()", "serve", "--store", str(store)]
    with subprocess.Popen(
        [*command, "--port", "0", *options], stderr=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        try:
            assert process.stderr
            line = process.stderr.readline()
            found = re.search(r"http://\S+", line)
            assert found, line + process.stderr.read()
            yield Server(found[0].rstrip("/"), process)
        finally:
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=30)
        assert process.returncode == 0
