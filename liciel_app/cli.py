"""`liciel …`: everything the office's server can be asked from a terminal."""

import subprocess
import sys
from typing import Annotated

import typer

from liciel_app.core.access import SYSTEM
from liciel_app.core.config import settings

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__)


@app.command()
def run() -> None:
    """Build if needed, migrate, load the demo office into an empty database, serve."""
    build(force=False)
    migrate()
    prepare()
    serve()


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
    """First start: the demo office in demo mode, an administrator otherwise."""
    from liciel_app import first_start

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
    beside = subprocess.Popen([sys.executable, "-m", "liciel_app.cli", "worker"]) if worker else None
    try:
        serving.serve(chosen)
    finally:
        if beside is not None:
            beside.terminate()
            beside.wait(10)


@app.command()
def worker() -> None:
    """Keep the promises of the outbox."""
    from liciel_app import rooms, schedule
    from liciel_app.core import worker as background

    rooms.open_jobs()
    background.run(schedule.RECURRING)


@app.command()
def obligations() -> None:
    """Read cases as JSON lines on stdin; write what the law asks for each, a line a case."""
    from liciel_app.orders import obligations as law

    faulty = False
    for answer in law.answer(sys.stdin):
        faulty |= '"error"' in answer
        print(answer)
    if faulty:
        raise typer.Exit(1)


@app.command()
def verify() -> None:
    """Check the journal's chain; names the first altered row."""
    from liciel_app.core import journal
    from liciel_app.core.work import begin

    with begin(SYSTEM, writing=False) as work:
        flaw = journal.verify(work.db)
    if flaw is not None:
        print(f"Journal : la ligne {flaw.seq} est {flaw.why}.")
        raise typer.Exit(1)
    print("Journal : chaîne intacte.")


if __name__ == "__main__":
    app()
