"""The virtual environments of these scripts, in target/, with the versions of a requirements file."""

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]


def enter(requirements="requirements.txt", name="statistics-venv"):
    """Makes an environment, unless it is there, and runs this script again in its interpreter."""
    file = HERE / requirements
    environment = ROOT / "target" / name
    stamp = environment / "requirements.sha256"
    wanted = hashlib.sha256(file.read_bytes() + sys.version.encode()).hexdigest()
    python = environment / ("Scripts" if os.name == "nt" else "bin") / "python"
    if not stamp.exists() or stamp.read_text() != wanted:
        venv.create(environment, with_pip=True, clear=True)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run(pip + ["-r", str(file)], check=True)
        stamp.write_text(wanted)
    if Path(sys.prefix).resolve() != environment.resolve():
        os.execv(str(python), [str(python), str(Path(sys.argv[0]).resolve())] + sys.argv[1:])
