"""Keras 3: each epoch, or each batch, is a cycle."""
import keras

from runvar.tracking import Cycles


class CycleCallback(keras.callbacks.Callback):
    """Makes each epoch of a training a cycle, with per="batch" each batch; metrics are gauges of an epoch."""

    def __init__(self, per="epoch"):
        super().__init__()
        if per not in ("epoch", "batch"):
            raise ValueError(f"per is {per!r}; allowed: epoch, batch")
        self.per = per
        self.cycles = Cycles("keras")

    def on_epoch_begin(self, epoch, logs=None):
        if self.per == "epoch":
            self.cycles.begin()

    def on_epoch_end(self, epoch, logs=None):
        if self.per == "epoch":
            self.cycles.end(**(logs or {}))

    def on_train_batch_begin(self, batch, logs=None):
        if self.per == "batch":
            self.cycles.begin()

    def on_train_batch_end(self, batch, logs=None):
        if self.per == "batch":
            self.cycles.end()

    def on_train_end(self, logs=None):
        self.cycles.drop()
