"""What a start may not wait for: libraries whose work comes later, if at all."""

import os
import subprocess
import sys
from pathlib import Path

from liciel_app import migrations

ROOT = Path(__file__).resolve().parents[2]
LATER = (
    *("reportlab", "pikepdf", "openpyxl", "lxml", "PIL", "docx", "pandas"),
    *("babel", "icalendar", "phonenumbers", "alembic", "httpx", "geopy", "folium", "stripe", "twilio.rest"),
)
SPY = """
import sys

class Spy:
    def find_spec(self, name, path=None, target=None):
        if name in sys.argv[1:]:
            frame = sys._getframe()
            while frame and not frame.f_globals.get("__name__", "").startswith("liciel_app"):
                frame = frame.f_back
            print(f"{name}, imported by {frame.f_globals['__name__'] if frame else 'a library'}")

sys.meta_path.insert(0, Spy())
import liciel_app.liciel_app
"""


def test_a_web_process_starts_without_the_libraries_it_may_never_need(tmp_path: Path) -> None:
    told = os.environ | {"LICIEL_DATA": str(tmp_path), "LICIEL_MODE": "test", "REFLEX_TELEMETRY_ENABLED": "false"}
    command = [sys.executable, "-c", SPY, *LATER]
    spied = subprocess.run(command, cwd=ROOT, env=told, check=True, stdout=subprocess.PIPE, text=True)
    early = spied.stdout.splitlines()
    assert early == [], "Import them inside the function that needs them: a start waits for every import."


def test_the_head_of_the_migrations_is_the_one_alembic_finds() -> None:
    from alembic.script import ScriptDirectory

    assert migrations.head() == ScriptDirectory(str(migrations.ROOT / "alembic")).get_current_head()
