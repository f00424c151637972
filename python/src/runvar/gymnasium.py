"""Gymnasium: each episode of an environment is a cycle, from a reset to the step that ends it or the next reset."""
import gymnasium

from runvar.tracking import Cycles


class CycleWrapper(gymnasium.Wrapper):
    """Makes each episode a cycle, with the gauges episode_steps and episode_reward."""

    def __init__(self, env):
        super().__init__(env)
        self.cycles = Cycles("gymnasium")
        self.steps = 0
        self.reward = 0.0

    def reset(self, **named):
        self.end()
        self.cycles.begin()
        return self.env.reset(**named)

    def step(self, action):
        result = self.env.step(action)
        self.steps += 1
        self.reward += float(result[1])
        if result[2] or result[3]:
            self.end()
        return result

    def end(self):
        self.cycles.end(episode_steps=self.steps, episode_reward=self.reward)
        self.steps, self.reward = 0, 0.0

    def close(self):
        self.cycles.drop()
        super().close()
