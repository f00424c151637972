"""Marks the cycles of a Python program for runvar, and loads the results of its studies.

    for step in runvar.track(range(1000)):
        with runvar.phase("move"):
            model.move()
        runvar.gauge("agents", len(model.agents))
    runvar.output("agents", len(model.agents))

Without runvar these do nothing. `load` reads a study; it needs the extra `runvar[load]`.
"""
from runvar.tracking import gauge, output, phase, track, trajectory

__version__ = "0.1.0"
__all__ = ["Run", "gauge", "load", "output", "phase", "track", "trajectory"]


def __getattr__(name):
    # A program that has imported the helper reports its own cycles; then the profiler marks none.
    if name == "Run":
        from runvar_telemetry import Run
        return Run
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def load(path):
    """Returns the study in a directory of a workspace, such as "workspace/quick"; see runvar.study.Study."""
    from runvar.study import Study
    return Study(path)
