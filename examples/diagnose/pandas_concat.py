"""A log that becomes a new data frame with every row."""
import os
import random

import pandas as pd


def add(log, row):
    return pd.concat([log, pd.DataFrame(row)], ignore_index=True)


def step(log, minute):
    row = {"minute": [minute] * 2000, "speed": [random.random() for _ in range(2000)]}
    return add(log, row)


random.seed(int(os.environ["RUNVAR_SEED"]))
log = pd.DataFrame({"minute": [], "speed": []})
for minute in range(600):
    log = step(log, minute)
