"""The commands that say what findings knows and how good it is: `frameworks`, `evaluate`."""

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.app import Quiet, app
from pipeline.errors import FindingsError


class EvaluateFormat(StrEnum):
    """What `findings evaluate` prints."""

    TABLE = "table"
    JSON = "json"


FrameworkId = Annotated[str, typer.Argument(metavar="ID", help="A framework, to describe it.")]
Gold = Annotated[Path, typer.Argument(metavar="GOLD", help="Folder of annotated documents, JSON.")]
Documents = Annotated[
    list[Path] | None,
    typer.Option(
        "--documents", metavar="DIR", help="Where the documents are; without it beside GOLD."
    ),
]
Errors = Annotated[int, typer.Option("--errors", metavar="N", help="Show up to N errors a kind.")]
Rules = Annotated[
    bool, typer.Option("--rules", help="Show how often each rule was right, and its confidence.")
]
Accept = Annotated[bool, typer.Option("--accept", help="Pin these figures as the floors.")]
Lower = Annotated[bool, typer.Option("--lower", help="Let --accept lower a floor.")]
PrintedByEvaluate = Annotated[
    EvaluateFormat, typer.Option("--format", help="Tables for a person, or JSON.")
]


@app.command(
    epilog="""\b
Examples:
  findings frameworks
  findings frameworks ofsted_ilacs"""
)
def frameworks(framework_id: FrameworkId = "") -> None:
    """List the inspection frameworks that are known, or describe one."""
    from pipeline import show
    from pipeline.frameworks import by_id, load

    if not framework_id:
        show.frameworks(load())
    elif found := by_id(framework_id):
        show.framework(found)
    else:
        known = ", ".join(framework.id for framework in load())
        raise typer.BadParameter(f"there is no framework {framework_id!r}. Known are: {known}")


@app.command(
    epilog="""\b
Examples:
  findings evaluate corpus/gold
  findings evaluate my-gold --documents reports/ --errors 20
  findings evaluate corpus/gold --accept"""
)
def evaluate(
    gold: Gold,
    documents: Documents = None,
    errors: Errors = 0,
    rules: Rules = False,
    accept: Accept = False,
    lower: Lower = False,
    format_: PrintedByEvaluate = EvaluateFormat.TABLE,
    quiet: Quiet = False,
) -> None:
    """Compare what is read with annotated documents: precision, recall and F1 per kind."""
    from pipeline import evaluate as gold_check
    from pipeline import show
    from pipeline.batch.reading import read_bytes

    with show.bar(hidden=quiet) as advance:
        done = gold_check.report(gold, read_bytes, documents or (), advance=advance)
    if format_ is EvaluateFormat.JSON:
        typer.echo(json.dumps(gold_check.as_dict(done, errors), ensure_ascii=False))
    else:
        typer.echo(gold_check.render(done, errors))
        if rules:
            typer.echo(f"\n{gold_check.render_rules(done)}")
    if accept:
        gold_check.accept_report(done, gold, lower=lower)
    elif done.below:
        raise FindingsError("below the accepted run: " + ", ".join(done.below))
