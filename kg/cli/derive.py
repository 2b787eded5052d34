"""kg derive: edges that rules conclude from what documents state."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.common import existing, say, store_option


@click.command()
@click.argument("rules", nargs=-1, type=click.Path(path_type=Path), metavar="[RULE...]")
@click.option("--clear", is_flag=True, help="Take out what was derived before, and derive nothing.")
@store_option
def derive(rules: tuple[Path, ...], clear: bool, store: Path) -> None:
    """Derive edges by rules, in place of all that were derived before.

    RULE is a file with a SPARQL CONSTRUCT query. Without one, the rules in kg/rules are used: compounds that
    compete, sublicensees, and how soon compounds reached phase 2. They show how to write more.

    What is derived is in the graph kgr:derived as nodes of the class kg:Derivation with rdf:subject,
    rdf:predicate and rdf:object, each prov:wasDerivedFrom the statements used. It is no fact and no source:
    no command counts it but 'kg export --status derived'. Derive again when the graph has changed; the
    commands that change it say so.

    \b
    Examples:
      kg derive
      kg derive my-rule.rq
      kg query 'SELECT ?a ?b { ?d rdf:subject ?a ; rdf:predicate kg:competitorOf ; rdf:object ?b }'
    """
    from kg.graph import KnowledgeGraph
    from kg.rules import read_rule, shipped

    chosen = () if clear else [read_rule(path) for path in rules] or shipped()
    for name, number in KnowledgeGraph(existing(store)).derive(chosen, on_wait=say).items():
        click.echo(f"{name}: {number} edge(s)")
