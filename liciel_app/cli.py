"""`liciel …`: everything the office's server can be asked from a terminal."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from liciel_app.core.access import SYSTEM
from liciel_app.core.config import settings
from liciel_app.core.lean import EARLY, lean

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__)
zones = typer.Typer(no_args_is_help=True, help="Termites, bruit, radon, risques : ce qu’on sait de chaque commune.")
app.add_typer(zones, name="zones")


@app.command()
def run() -> None:
    """Build if needed, migrate, load the demo office into an empty database, serve."""
    from liciel_app.ui import build as browser

    with lean(EARLY):
        if browser.up_to_date():
            prepare()
        else:
            _prepare_and_build()
    serve()


def _prepare_and_build() -> None:
    """A newcomer waits for the longer of the two: the office's data get a process of their own."""
    command = [sys.executable, "-m", "liciel_app.cli", "prepare"]
    preparing = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603 our own command
    try:
        build(force=False)
    finally:
        told, _ = preparing.communicate()
        print(told, end="", flush=True)
    if preparing.returncode:
        raise typer.Exit(preparing.returncode)


@app.command()
def build(*, force: Annotated[bool, typer.Option(help="Même si rien n’a changé.")] = False) -> None:
    """Build the browser part when its sources changed."""
    from liciel_app.ui import build as browser

    if force or not browser.up_to_date():
        print("Construction de la partie navigateur (une demi-minute)…", flush=True)
        browser.build()


@app.command()
def migrate() -> None:
    """Bring the database to this version's shape."""
    from liciel_app import migrations

    migrations.upgrade()


@app.command()
def prepare() -> None:
    """Migrate; at the first start, the demo office in demo mode, an administrator otherwise."""
    from liciel_app import first_start

    migrate()
    for line in first_start.prepare():
        print(line)


@app.command()
def demo() -> None:
    """Load the demo office into an empty database."""
    from liciel_app import first_start

    migrate()
    for line in first_start.load_demo():
        print(line)


@app.command()
def serve(*, worker: Annotated[bool, typer.Option(help="Avec le travail de fond.")] = True) -> None:
    """Serve on one port, with the background worker beside it."""
    from liciel_app.ui import serving

    chosen = settings()
    print(f"Liciel : {chosen.base_url}", flush=True)
    serving.serve(chosen, beside=keep_promises if worker else None)


@app.command("worker")
def keep_promises() -> None:
    """Keep the promises of the outbox."""
    from liciel_app import rooms, schedule
    from liciel_app.core import worker as background

    rooms.open_jobs()
    sys.argv[:] = ["-m", "liciel_app.cli", "worker"]  # what huey starts anew when told to (SIGHUP)
    background.run(schedule.RECURRING)


@app.command()
def obligations(
    *, detail: Annotated[bool, typer.Option(help="Chaque ligne avec son motif et sa source.")] = False
) -> None:
    """Read cases as JSON lines on stdin; write what the law asks for each, a line a case."""
    from liciel_app.orders import obligations as law

    faulty = False
    for reply in law.replies(io.TextIOWrapper(sys.stdin.buffer, "utf-8-sig", "replace"), detailed=detail):
        faulty |= "error" in reply
        print(json.dumps(reply, ensure_ascii=False))
    if faulty:
        raise typer.Exit(1)


@app.command()
def slots() -> None:
    """Read one request in JSON on stdin; write the best slots for the visit, and why the others are not proposed."""
    from liciel_app.agenda import answering

    _answer(answering.slots(sys.stdin.buffer.read()))


@app.command()
def tour() -> None:
    """Read one day of visits in JSON on stdin; write the shortest tours found in its seconds."""
    from liciel_app.agenda import answering

    _answer(answering.tour(sys.stdin.buffer.read()))


def _answer(reply: dict[str, Any]) -> None:
    """The reply on stdout; what could not be answered on stderr too, with a failure."""
    print(json.dumps(reply, ensure_ascii=False))
    if "error" in reply:
        print(reply["error"], file=sys.stderr)
        raise typer.Exit(1)


@zones.command("import")
def import_zones(
    file: Path,
    kind: Annotated[str, typer.Option(help="radon, sismicite, pprn, pprm, pprt, sis, termites, merule, bruit…")],
    *,
    source: Annotated[str, typer.Option(help="D’où vient le fichier.")] = "",
    day: Annotated[str, typer.Option("--date", help="Jour du fichier, AAAA-MM-JJ.")] = "",
    covers: Annotated[str, typer.Option(help="Départements, ou FR, dont la liste est complète.")] = "",
) -> None:
    """Take in an official file of communes, whole or not at all."""
    from liciel_app.core import clock
    from liciel_app.core.errors import Refused
    from liciel_app.core.work import begin
    from liciel_app.orders.zones import bringing, services

    try:
        today = clock.today(clock.now())
        brought = bringing.official(file, kind, source=source, day=day, covers=covers, today=today)
        with begin(SYSTEM) as work:
            print(bringing.told(services.take(work, brought)))
    except Refused as refused:
        print(*bringing.refusal(refused), sep="\n", file=sys.stderr)
        raise typer.Exit(1) from refused


@zones.command("list")
def list_zones() -> None:
    """The files taken in."""
    from liciel_app.core.work import begin
    from liciel_app.orders.zones import bringing

    with begin(SYSTEM, writing=False) as work:
        print("\n".join(bringing.files(work)) or "Aucun zonage importé.")


@zones.command("show")
def show_zones(insee: str) -> None:
    """What is known of a commune; asks Géorisques first where its address is set."""
    from liciel_app.core import clock
    from liciel_app.core.work import begin
    from liciel_app.orders.zones import Where, bringing, jobs, services

    where = Where(insee=insee)
    seen = jobs.look_up(where, clock.today(clock.now()))
    with begin(SYSTEM) as work:
        if seen is not None:
            services.note(work, seen.places)
        print(*bringing.known(work, where), sep="\n")


@app.command()
def verify() -> None:
    """Check the journal's chain and the evidence of every signed quote; names what was altered."""
    from liciel_app import rooms
    from liciel_app.core import journal
    from liciel_app.core.work import begin
    from liciel_app.orders import quote_jobs

    rooms.open_jobs()
    with begin(SYSTEM, writing=False) as work:
        flaw = journal.verify(work.db)
        altered = list(quote_jobs.altered(work))
    print(f"Journal : la ligne {flaw.seq} est {flaw.why}." if flaw else "Journal : chaîne intacte.")
    print("\n".join(altered) or "Devis signés : preuves intactes.")
    if flaw or altered:
        raise typer.Exit(1)


if __name__ == "__main__":
    app()
