"""PyTorch Lightning: each epoch, or each batch, of a training is a cycle."""
try:
    from lightning.pytorch.callbacks import Callback
except ImportError:
    from pytorch_lightning.callbacks import Callback

from runvar.tracking import Cycles


class CycleCallback(Callback):
    """Makes each epoch of a training a cycle, with per="batch" each batch."""

    def __init__(self, per="epoch"):
        super().__init__()
        if per not in ("epoch", "batch"):
            raise ValueError(f"per is {per!r}; allowed: epoch, batch")
        self.per = per
        self.cycles = Cycles("lightning")

    def on_train_epoch_start(self, trainer, pl_module):
        if self.per == "epoch":
            self.cycles.begin()

    def on_train_epoch_end(self, trainer, pl_module):
        if self.per == "epoch":
            self.cycles.end()

    def on_train_batch_start(self, trainer, pl_module, batch, batch_idx):
        if self.per == "batch":
            self.cycles.begin()

    def on_train_batch_end(self, trainer, pl_module, outputs, batch, batch_idx):
        if self.per == "batch":
            self.cycles.end()

    def on_train_end(self, trainer, pl_module):
        self.cycles.drop()
