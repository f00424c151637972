"""Stable-Baselines3: each rollout with the training that follows is a cycle."""
from stable_baselines3.common.callbacks import BaseCallback

from runvar.tracking import Cycles, phase


class CycleCallback(BaseCallback):
    """Makes each rollout a cycle with the phases collect and train; the gauge replay_buffer is its length, if any."""

    def __init__(self):
        super().__init__()
        self.cycles = Cycles("stable-baselines3")
        self.phase = None

    def _on_rollout_start(self):
        self._finish()
        self.cycles.begin()
        self._enter("collect")

    def _on_rollout_end(self):
        self._enter("train")

    def _on_training_end(self):
        self._finish()

    def _on_step(self):
        return True

    def _enter(self, name):
        self._leave()
        if self.cycles.cycle is not None:
            self.phase = phase(name)
            self.phase.__enter__()

    def _leave(self):
        left, self.phase = self.phase, None
        if left is not None:
            left.__exit__(None, None, None)

    def _finish(self):
        self._leave()
        buffer = getattr(self.model, "replay_buffer", None)
        self.cycles.end(**({} if buffer is None else {"replay_buffer": buffer.size()}))
