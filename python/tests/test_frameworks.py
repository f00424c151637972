"""Callbacks with the real frameworks, each where it is installed: what is missing is skipped and named."""
import importlib.util
import json
import os
import tempfile
import unittest
from pathlib import Path

from runvar import tracking


def framework(name):
    try:
        return importlib.import_module(name)
    except ImportError:
        raise unittest.SkipTest(f"{name} is not installed") from None


class CallbackTest(unittest.TestCase):

    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.path = Path(directory.name, "telemetry.jsonl")
        self.path.touch()
        os.environ["RUNVAR_TELEMETRY"] = str(self.path)
        tracking.RECORDING = tracking.Recording()

    def lines(self):
        """What was reported: header, cycles, end."""
        tracking.RECORDING.close()
        tracking.atexit.unregister(tracking.RECORDING.close)
        found = [json.loads(line) for line in self.path.read_text().splitlines()]
        self.assertEqual((1, True), (found[0]["runvar"], found[-1]["end"]))
        self.assertEqual(list(range(len(found) - 2)), [line["cycle"] for line in found[1:-1]])
        return found[1:-1]

    def test_mesa_a_step_is_a_cycle(self):
        mesa = framework("mesa")
        from runvar.mesa import watch

        class Growing(mesa.Model):
            def step(self):
                mesa.Agent(self)

        model = watch(Growing(), ids=lambda it: it.steps)
        for _ in range(3):
            model.step()
        self.assertEqual([{"population": 1, "ids": 1}, {"population": 2, "ids": 2}, {"population": 3, "ids": 3}],
                         [line["gauges"] for line in self.lines()])

    def test_mesa_within_a_tracked_loop_is_not_counted_twice(self):
        mesa = framework("mesa")
        from runvar.mesa import watch
        model = watch(mesa.Model())
        with self.assertWarns(RuntimeWarning):
            for _ in tracking.track(range(3)):
                model.step()
        self.assertEqual(3, len(self.lines()))

    def test_gymnasium_an_episode_is_a_cycle(self):
        gymnasium = framework("gymnasium")
        from runvar.gymnasium import CycleWrapper
        environment = CycleWrapper(gymnasium.make("CartPole-v1", max_episode_steps=5))
        for episode in range(3):
            environment.reset(seed=episode)
            over = False
            while not over:
                _, _, terminated, truncated, _ = environment.step(episode % 2)
                over = terminated or truncated
        environment.close()
        self.assertEqual([{"episode_steps": 5, "episode_reward": 5.0}] * 3, [line["gauges"] for line in self.lines()])

    def test_sb3_a_rollout_with_its_training_is_a_cycle(self):
        sb3 = framework("stable_baselines3")
        from runvar.sb3 import CycleCallback
        sb3.PPO("MlpPolicy", "CartPole-v1", n_steps=16, batch_size=16, n_epochs=1, device="cpu").learn(48, callback=CycleCallback())
        lines = self.lines()
        self.assertEqual([["collect", "train"]] * 3, [sorted(line["phases"]) for line in lines])
        for line in lines:
            self.assertGreater(sum(line["phases"].values()), 0.9 * line["wall_ns"])

    def test_sb3_a_replay_buffer_is_a_gauge(self):
        sb3 = framework("stable_baselines3")
        from runvar.sb3 import CycleCallback
        model = sb3.DQN("MlpPolicy", "CartPole-v1", train_freq=10, learning_starts=5, buffer_size=100, device="cpu")
        model.learn(30, callback=CycleCallback())
        self.assertEqual([10, 20, 30], [line["gauges"]["replay_buffer"] for line in self.lines()])

    def test_keras_an_epoch_or_a_batch_is_a_cycle(self):
        os.environ.setdefault("KERAS_BACKEND", "torch" if importlib.util.find_spec("torch") else "jax")
        keras = framework("keras")
        import numpy
        from runvar.keras import CycleCallback
        model = keras.Sequential([keras.layers.Dense(1)])
        model.compile(loss="mse")
        data = numpy.ones((32, 2)), numpy.ones((32, 1))
        model.fit(*data, epochs=3, batch_size=16, verbose=0, callbacks=[CycleCallback()])
        model.fit(*data, epochs=1, batch_size=16, verbose=0, callbacks=[CycleCallback(per="batch")])
        lines = self.lines()
        self.assertEqual([["loss"]] * 3 + [[]] * 2, [list(line["gauges"]) for line in lines])
        with self.assertRaisesRegex(ValueError, "per is 'step'; allowed: epoch, batch"):
            CycleCallback(per="step")

    def test_lightning_an_epoch_or_a_batch_is_a_cycle(self):
        torch = framework("torch")
        try:
            pl = framework("lightning.pytorch")
        except unittest.SkipTest:
            pl = framework("pytorch_lightning")
        from runvar.lightning import CycleCallback

        class Model(pl.LightningModule):
            def __init__(self):
                super().__init__()
                self.layer = torch.nn.Linear(2, 1)

            def training_step(self, batch, index):
                return self.layer(batch).mean()

            def configure_optimizers(self):
                return torch.optim.SGD(self.parameters(), lr=0.1)

        def fit(epochs, callback):
            trainer = pl.Trainer(max_epochs=epochs, callbacks=[callback], accelerator="cpu", logger=False, enable_checkpointing=False,
                                 enable_progress_bar=False, enable_model_summary=False)
            trainer.fit(Model(), torch.utils.data.DataLoader(torch.ones(8, 2), batch_size=4))

        fit(3, CycleCallback())
        fit(1, CycleCallback(per="batch"))
        self.assertEqual(5, len(self.lines()))


if __name__ == "__main__":
    unittest.main(verbosity=2)
