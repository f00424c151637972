"""A ward whose patients are in a heap, of which it holds as many as it treats."""
import heapq
import os
import random

chance = random.Random(int(os.environ["RUNVAR_SEED"]))
waiting = [chance.random() for _ in range(200)]


def treat(patient):
    return sum(patient ** (1 / k) for k in range(1, 400))


def step():
    for _ in range(10):
        treat(heapq.heapreplace(waiting, chance.random()))


for _ in range(8000):
    step()
