"""A random walk whose course is appended to an array in every step."""
import os

import numpy as np

random = np.random.default_rng(int(os.environ["RUNVAR_SEED"]))


def advance(course):
    steps = random.normal(size=100)
    return np.append(course, course[-1] + np.sort(steps).cumsum())


def main():
    course = np.zeros(1)
    for _ in range(4000):
        course = advance(course)


main()
