"""Workers of a pool advance agents. Each is sent the whole history of its agent, which grows: that slows it down."""
import math
import os
import random
from concurrent.futures import ProcessPoolExecutor

STEPS = 400


def advance(history, noise):
    trend = sum(math.sqrt(abs(value)) for value in history)
    return [noise, trend / (1 + len(history))] * 8


def main():
    numbers = random.Random(int(os.environ.get("RUNVAR_SEED", "1")))
    histories = [[float(agent)] for agent in range(8)]
    with ProcessPoolExecutor(max_workers=2) as pool:
        for step in range(STEPS):
            noises = [numbers.gauss(0, 1) for _ in histories]
            for history, new in zip(histories, pool.map(advance, histories, noises)):
                history.extend(new)
            print("step", step)


if __name__ == "__main__":
    main()
