"""Mesa: each step of a model is a cycle."""
from runvar.tracking import Cycles


def watch(model, **gauges):
    """Makes each call of model.step a cycle; gauges are functions of the model. Returns the model.

    The gauge `population` is the number of agents unless it is given.
    """
    cycles = Cycles("mesa")
    gauges = {"population": lambda watched: len(watched.agents), **gauges}
    step = model.step

    def tracked(*arguments, **named):
        cycles.begin()
        try:
            result = step(*arguments, **named)
            cycles.end(**{name: gauge(model) for name, gauge in gauges.items()})
            return result
        finally:
            cycles.drop()

    model.step = tracked
    return model
