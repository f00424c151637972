"""The virtual environment of these scripts, in target/, with the versions of requirements.txt."""

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
ENVIRONMENT = ROOT / "target" / "statistics-venv"


def enter():
    """Makes the environment, unless it is there, and runs this script again in its interpreter."""
    requirements = HERE / "requirements.txt"
    stamp = ENVIRONMENT / "requirements.sha256"
    wanted = hashlib.sha256(requirements.read_bytes() + sys.version.encode()).hexdigest()
    python = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin") / "python"
    if not stamp.exists() or stamp.read_text() != wanted:
        venv.create(ENVIRONMENT, with_pip=True, clear=True)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run(pip + ["-r", str(requirements)], check=True)
        stamp.write_text(wanted)
    if Path(sys.prefix).resolve() != ENVIRONMENT.resolve():
        os.execv(str(python), [str(python), str(Path(sys.argv[0]).resolve())] + sys.argv[1:])
