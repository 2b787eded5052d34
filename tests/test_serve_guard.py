"""What the endpoint lets nobody do: reach out, run on, fill the memory, or ask from another site."""

from __future__ import annotations

import http.client
import json
import signal
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest
from answers import built
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from servers import Server, serving

from kg.cli import cli
from kg.serve.counting import RowCount
from kg.serve.formats import MARKS, ROWS

#: Tests that look at the processes of others.
linux = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="there is no /proc to look into")

LIMIT = 2.0
PRODUCT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
ENDLESS = "SELECT * { ?a ?b ?c . ?d ?e ?f }"


@pytest.fixture(scope="module")
def store() -> Iterator[Path]:
    with built() as graph:
        yield graph.store.path


@pytest.fixture(scope="module")
def server(store: Path) -> Iterator[Server]:
    with serving(store, "--timeout", str(LIMIT), "--rows", "1000", "--memory", "300") as started:
        yield started


@pytest.fixture(autouse=True)
def the_next_request_is_answered(server: Server) -> Iterator[None]:
    yield
    begun = time.monotonic()
    assert server.query("ASK {}").status == 200
    assert time.monotonic() - begun < 10


@contextmanager
def listening() -> Iterator[tuple[int, list[bytes]]]:
    """A port of this machine, and what others sent to it."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def listen() -> None:
            with suppress(OSError):
                while True:
                    client, _ = listener.accept()
                    with client:
                        client.settimeout(1)
                        heard.append(client.recv(1000))

        thread = threading.Thread(target=listen, daemon=True)
        thread.start()
        yield listener.getsockname()[1], heard
        listener.shutdown(socket.SHUT_RDWR)
        thread.join()


SERVICE = "SERVICE <http://127.0.0.1:PORT/> { ?a ?b ?c }"
REACHING = (
    f"SELECT * {{ {SERVICE} }}",
    f"ASK {{ ?a ?b ?c . {SERVICE} }}",
    f"SELECT * {{ ?a ?b ?c . {SERVICE.replace('SERVICE', 'SERVICE SILENT')} }}",
    f"SELECT * {{ {SERVICE.replace('SERVICE', 'sErViCe')} }}",
    f"SELECT * {{ {SERVICE.replace('SERVICE', 'SERV' + chr(92) + 'u0049CE')} }}",
    f"SELECT * {{ {SERVICE.replace('SERVICE ', 'SERVICE')} }}",
    f"SELECT * {{ {SERVICE.replace('SERVICE ', 'SERVICE#' + chr(10))} }}",
    f"SELECT * {{ OPTIONAL {{ {SERVICE} }} }}",
    f"SELECT * {{ {{ ?x ?y ?z }} UNION {{ {SERVICE} }} }}",
    f"SELECT * {{ ?a ?b ?c MINUS {{ {SERVICE} }} }}",
    f"SELECT * {{ ?a ?b ?c FILTER EXISTS {{ {SERVICE} }} }}",
    f"SELECT * {{ ?a ?b ?c FILTER NOT EXISTS {{ {SERVICE} }} }}",
    f"SELECT (EXISTS {{ {SERVICE} }} AS ?x) {{}}",
    f"SELECT * {{ {{ SELECT ?a {{ {SERVICE} }} }} }}",
    f"SELECT * {{ GRAPH ?g {{ {SERVICE} }} }}",
    f"SELECT ?a {{ ?a ?b ?c }} GROUP BY ?a HAVING (EXISTS {{ {SERVICE} }})",
    f"SELECT ?a {{ ?a ?b ?c }} ORDER BY (EXISTS {{ {SERVICE} }})",
    f"CONSTRUCT {{ ?a ?b ?c }} {{ {SERVICE} }}",
    f"DESCRIBE ?a {{ {SERVICE} }}",
    "SELECT * { BIND(<http://127.0.0.1:PORT/> AS ?s) SERVICE ?s { ?a ?b ?c } }",
    "PREFIX s: <http://127.0.0.1:PORT/> SELECT * { SERVICE s:x { ?a ?b ?c } }",
    "BASE <http://127.0.0.1:PORT/> SELECT * { SERVICE <x> { ?a ?b ?c } }",
    f"SELECT * {{ ?a ?b 'SERVICE' . {SERVICE} }} # SERVICE",
    "LOAD <http://127.0.0.1:PORT/x.ttl>",
    "LOAD SILENT <http://127.0.0.1:PORT/x.ttl> INTO GRAPH <a:a>",
    "SELECT * {} ; LOAD <http://127.0.0.1:PORT/x.ttl>",
)
SEEING_NOTHING = (
    "SELECT * FROM <http://127.0.0.1:PORT/x.ttl> { ?a ?b ?c }",
    "SELECT * FROM NAMED <http://127.0.0.1:PORT/x.ttl> { GRAPH ?g { ?a ?b ?c } }",
    "SELECT * { GRAPH <http://127.0.0.1:PORT/x.ttl> { ?a ?b ?c } }",
    "DESCRIBE <http://127.0.0.1:PORT/x.ttl>",
)


def test_no_query_reaches_another_server(server: Server) -> None:
    with listening() as (port, heard):
        for text in REACHING:
            assert server.query(text.replace("PORT", str(port))).status == 400, text
        for text in SEEING_NOTHING:
            reply = server.query(text.replace("PORT", str(port)))
            assert reply.status == 200
            assert b'"uri"' not in reply.body
        address = f"http://127.0.0.1:{port}/x.ttl"
        for name in ("default-graph-uri", "named-graph-uri", "using-graph-uri"):
            assert server.ask(parameters={"query": "ASK {}", name: address}).status == 200
        assert heard == []


def test_from_a_file_sees_nothing(server: Server, tmp_path: Path) -> None:
    file = tmp_path / "x.nt"
    file.write_text("<a:a> <a:b> <a:c> .\n")
    reply = server.query(f"SELECT * FROM <{file.as_uri()}> {{ ?a ?b ?c }}")
    assert json.loads(reply.body)["results"]["bindings"] == []


def test_the_process_of_a_query_has_no_network() -> None:
    """What stands behind the check of queries: the engine itself, unchecked, gets no connection."""
    import multiprocessing  # noqa: PLC0415
    import platform  # noqa: PLC0415

    if platform.system() != "Linux" or platform.machine() not in {"x86_64", "aarch64"}:
        pytest.skip("only known for Linux on two kinds of processors")
    with listening() as (port, heard):
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=reach_out, args=(port, theirs))
        process.start()
        told = ours.recv()
        process.join()
        assert "denied" in told
        assert heard == []


def reach_out(port: int, told: object) -> None:
    from kg.serve.confinement import confine  # noqa: PLC0415

    confine(500)
    try:
        list(ox.Store().query(f"SELECT * {{ SERVICE <http://127.0.0.1:{port}/> {{ ?a ?b ?c }} }}"))  # type: ignore[arg-type]
        told.send("it was let through")  # type: ignore[attr-defined]
    except OSError as error:
        told.send(str(error).lower())  # type: ignore[attr-defined]


SLOW = {
    "cartesian product": PRODUCT,
    "property path": "SELECT (COUNT(*) AS ?n) { ?a (!<a:a>|^!<a:a>)+ ?b . ?c (!<a:a>|^!<a:a>)* ?d }",
    "regular expression": (
        "ASK { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(REGEX(CONCAT(STR(?c), STR(?f), STR(?i)), '(x+x+)+!')) }"
    ),
    "no answer": "ASK { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(CONCAT(STR(?c), STR(?f), STR(?i)) = '!') }",
}


@pytest.mark.parametrize("text", SLOW.values(), ids=SLOW)
def test_a_query_that_takes_too_long_is_ended(server: Server, text: str) -> None:
    begun = time.monotonic()
    reply = server.query(text)
    assert (reply.status, reply.text) == (500, "The query took more than 2 seconds and was ended.")
    assert LIMIT <= time.monotonic() - begun < LIMIT + 8


DOUBLING = " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(28))
LARGE = {
    "strings": f"SELECT * {{ BIND('0123456789' AS ?x0) {DOUBLING} }}",
    "sorting": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a",
    "distinct": "SELECT DISTINCT ?a ?d ?g ?j { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } ORDER BY ?a",
}


@pytest.mark.parametrize("text", LARGE.values(), ids=LARGE)
def test_a_query_that_takes_too_much_memory_is_ended(store: Path, text: str) -> None:
    with serving(store, "--timeout", "60", "--memory", "200") as patient:
        reply = patient.query(text)
        assert reply.status == 500
        assert reply.text.startswith("The query needs more memory")
        assert patient.query("ASK {}").status == 200


@pytest.mark.parametrize("depth", [1_000, 100_000])
def test_deep_nesting_ends_no_more_than_its_query(server: Server, depth: int) -> None:
    body = "SELECT * { FILTER(" + "(" * depth + "1" + ")" * depth + ") }"
    reply = server.ask(
        method="POST", body=body.encode(), headers={"Content-Type": "application/sparql-query"}
    )
    assert reply.status in {200, 400, 500}


def rows_of(number: int) -> str:
    return f"SELECT ?a {{ ?a ?b ?c . ?d ?e ?f }} LIMIT {number}"


@pytest.mark.parametrize("format", ROWS)
def test_rows_are_limited(server: Server, format: str) -> None:
    accept = ROWS[format].media[0]
    assert server.query(rows_of(1000), accept).status == 200
    reply = server.query(rows_of(1001), accept)
    assert (reply.status, reply.text) == (
        500,
        "The answer has more than 1000 rows; ask for fewer with LIMIT.",
    )


def test_triples_are_limited(server: Server) -> None:
    text = "CONSTRUCT { ?a ?b ?c } { ?a ?b ?c } LIMIT"
    assert server.query(f"{text} 1000").status == 200
    assert server.query(f"{text} 1001").status == 500


def test_a_cut_answer_is_not_taken_for_whole(store: Path) -> None:
    with serving(store, "--rows", "20000") as lavish:
        with pytest.raises(http.client.IncompleteRead) as caught:
            lavish.query(ENDLESS)
        assert len(caught.value.partial) > 1_000_000
        assert lavish.query("ASK {}").status == 200


@linux
@pytest.mark.parametrize("path", ["/sparql", "/query"])
def test_a_client_that_leaves_holds_nothing(store: Path, path: str) -> None:
    with serving(store, "--timeout", "60") as patient:
        for text in (PRODUCT, ENDLESS):
            with patient.connected() as connection:
                connection.request("GET", f"{path}?{urlencode({'query': text})}")
                time.sleep(0.5)
        begun = time.monotonic()
        while busy(patient):
            assert time.monotonic() - begun < 15
            time.sleep(0.2)


@linux
def test_the_end_of_the_server_ends_its_queries(store: Path) -> None:
    with serving(store, "--timeout", "60") as patient, ThreadPoolExecutor(1) as client:
        asked = client.submit(patient.query, PRODUCT)
        time.sleep(1)
        started = descendants(patient.process.pid)
        patient.process.send_signal(signal.SIGINT)
        patient.process.wait(20)
        with suppress(ConnectionError):
            assert asked.result().status == 503
        ended = time.monotonic()
        while any(Path(f"/proc/{pid}").exists() for pid in started):
            assert time.monotonic() - ended < 10
            time.sleep(0.1)


def busy(server: Server) -> bool:
    """Whether a process under the server's uses the processor; its children are the forks of one of them."""
    before = {pid: ticks(pid) for pid in descendants(server.process.pid)}
    time.sleep(0.5)
    return any(ticks(pid) - used > 10 for pid, used in before.items())


def descendants(pid: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            found += [child, *descendants(child)]
    return found


def ticks(pid: int) -> int:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return int(fields[11]) + int(fields[12])


def test_a_client_that_does_not_read_holds_nothing(server: Server) -> None:
    port = int(server.url.rpartition(":")[2])
    request = f"GET /sparql?{urlencode({'query': ENDLESS})} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n"
    with closing(socket.create_connection(("127.0.0.1", port))) as silent:
        silent.sendall(request.encode())
        assert server.query("ASK {}").status == 200


def test_fifty_clients_at_once(server: Server) -> None:
    def count(number: int) -> int:
        reply = server.query(f"SELECT (COUNT(*) + {number} AS ?n) {{ ?c a kg:Compound }}")
        return int(json.loads(reply.body)["results"]["bindings"][0]["n"]["value"]) - number

    with ThreadPoolExecutor(50) as clients:
        assert len(set(clients.map(count, range(200)))) == 1


def test_short_queries_are_answered_amid_fifty_endless_ones(server: Server) -> None:
    with ThreadPoolExecutor(50) as clients:
        endless = [clients.submit(server.query, PRODUCT) for _ in range(50)]
        time.sleep(1)
        begun = time.monotonic()
        assert server.query("ASK {}").status == 200
        assert time.monotonic() - begun < 10
        assert {each.result().status for each in endless} == {500}


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "localhost@evil.example"])
def test_the_server_has_its_names_only(server: Server, host: str) -> None:
    assert server.ask(parameters={"query": "ASK {}"}, headers={"Host": host}).status == 400


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:1234", "[::1]:80", "127.0.0.1"])
def test_the_machine_has_several_names(server: Server, host: str) -> None:
    assert server.ask(parameters={"query": "ASK {}"}, headers={"Host": host}).status == 200


FOREIGN = (
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://127.0.0.1:1"},
    {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"},
    {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors"},
)


@pytest.mark.parametrize("headers", FOREIGN)
def test_other_sites_cannot_ask(server: Server, headers: dict[str, str]) -> None:
    reply = server.query("ASK {}", headers=headers)
    assert reply.status == 403
    assert "access-control-allow-origin" not in reply.headers


def test_the_own_pages_and_links_from_elsewhere_can(server: Server) -> None:
    own = {"Origin": server.url, "Sec-Fetch-Site": "same-origin"}
    link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    for headers in (own, link):
        reply = server.query("ASK {}", headers=headers)
        assert reply.status == 200
        assert "access-control-allow-origin" not in reply.headers


def test_cors_is_for_those_who_were_named(store: Path) -> None:
    friend = {"Origin": "https://friend.example"}
    with serving(store, "--cors", friend["Origin"], "--name", "graph.example") as open_:
        reply = open_.query("ASK {}", headers=friend)
        assert (reply.status, reply.headers["access-control-allow-origin"]) == (200, friend["Origin"])
        preflight = {
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "content-type",
        }
        reply = open_.ask(method="OPTIONS", headers=friend | preflight)
        assert reply.status == 200
        assert "POST" in reply.headers["access-control-allow-methods"]
        assert open_.query("ASK {}", headers={"Origin": "https://evil.example"}).status == 403
        assert open_.query("ASK {}", headers={"Host": "graph.example"}).status == 200


def test_cors_may_be_for_all(store: Path) -> None:
    with serving(store, "--cors", "*") as open_:
        reply = open_.query("ASK {}", headers={"Origin": "https://anybody.example"})
        assert (reply.status, reply.headers["access-control-allow-origin"]) == (200, "*")


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--cors", "example.org"], "--cors example.org: write it as browsers do"),
        (["--cors", "https://example.org/"], "write it as browsers do"),
        (["--host", "no such host"], "no such host:0: cannot be listened on"),
        (["--timeout", "0"], "Invalid value for '--timeout'"),
        (["--memory", "1"], "Invalid value for '--memory'"),
        (["--store", "none.db"], "none.db: no such store; 'kg build' makes one"),
    ],
)
def test_what_cannot_be_served_is_told(store: Path, options: list[str], reason: str) -> None:
    result = CliRunner().invoke(cli, ["serve", "--store", str(store), "--port", "0", *options])
    assert result.exit_code == 2
    assert reason in result.stderr


def test_a_port_that_is_taken_is_told(server: Server, store: Path) -> None:
    port = server.url.rpartition(":")[2]
    result = CliRunner().invoke(cli, ["serve", "--store", str(store), "--port", port])
    assert result.exit_code == 2
    assert f"127.0.0.1:{port}: cannot be listened on: Address already in use" in result.stderr


@pytest.mark.parametrize("path", ["/", "/sparql", "/sparql?query=nonsense", "/none", "/static/none"])
def test_every_response_keeps_browsers_safe(server: Server, path: str) -> None:
    headers = server.ask(path).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize("name", ["X-Evil", "Set-Cookie"])
def test_no_header_comes_from_a_query(server: Server, name: str) -> None:
    evil = f"text/csv\r\n{name}: 1"
    for text in ("ASK {}", f"ASK {{}} \r\n{name}: 1"):
        reply = server.ask(parameters={"query": text, "format": evil})
        assert name.lower() not in reply.headers


TERMS = st.one_of(
    st.none(),
    st.text(st.sampled_from("\"\\},{\n\r\t[]<result>'a"), max_size=12).map(ox.Literal),
    st.just(ox.NamedNode("https://example.org/a")),
)


@given(
    rows=st.lists(st.lists(TERMS, min_size=2, max_size=2), min_size=1, max_size=8),
    size=st.integers(1, 60),
    format=st.sampled_from(sorted(ROWS)),
)
def test_rows_are_counted_whatever_stands_in_them(
    rows: list[list[ox.Literal | ox.NamedNode | None]], size: int, format: str
) -> None:
    values = " ".join(f"({' '.join('UNDEF' if each is None else str(each) for each in row)})" for row in rows)
    results = ox.Store().query(f"SELECT ?a ?b {{ VALUES (?a ?b) {{ {values} }} }}")
    assert isinstance(results, ox.QuerySolutions)
    data = results.serialize(format=ROWS[format].engine)
    assert isinstance(data, bytes)
    count = RowCount(MARKS[format])
    assert [count.add(data[place : place + size]) for place in range(0, len(data), size)][-1] == len(rows)
