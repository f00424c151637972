"""Starts runvar's sampling profiler in a Python program, then runs the sitecustomize that this file shadows.

Python imports `sitecustomize` before the program. The profiler's directory is on PYTHONPATH only, so the program itself
is not changed. Without RUNVAR_AGENT in the environment this file only steps aside. CPython 3.8 or newer.
"""
import sys


def start():
    """Start the agent and take its directory off the module path; an error must never reach the program."""
    try:
        import os

        directory = os.path.dirname(os.path.abspath(__file__))
        try:
            if os.environ.get("RUNVAR_AGENT"):
                import _runvar_sampler

                _runvar_sampler.start(os.environ["RUNVAR_AGENT"], directory)
        finally:
            sys.path[:] = [entry for entry in sys.path if os.path.abspath(entry or os.curdir) != directory]
        # Last, so that a copy of the program's own goes first.
        telemetry = os.path.join(directory, "telemetry")
        if os.environ.get("RUNVAR_AGENT") and os.path.isdir(telemetry):
            sys.path.append(telemetry)
    except Exception:
        pass


def run_shadowed():
    """Import the next sitecustomize on the path, with the effect it would have had without the agent."""
    shadow = sys.modules.pop("sitecustomize", None)
    try:
        import sitecustomize  # noqa: F401
    except ImportError as error:
        if error.name != "sitecustomize":
            raise
        # The import system expects to find the module that it has just executed.
        if shadow is not None:
            sys.modules["sitecustomize"] = shadow


start()
run_shadowed()
