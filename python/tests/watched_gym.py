"""A Gymnasium environment that is wrapped by the package; check.sh diagnoses it."""
import gymnasium

from runvar.gymnasium import CycleWrapper

environment = CycleWrapper(gymnasium.make("CartPole-v1", max_episode_steps=20))
for episode in range(300):
    environment.reset(seed=episode)
    over = False
    while not over:
        _, _, terminated, truncated, _ = environment.step(episode % 2)
        over = terminated or truncated
environment.close()
