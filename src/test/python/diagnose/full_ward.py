"""A ward that does nothing but go through all who wait, ever longer."""
import os
import random


class Ward:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.waiting = []

    def next_patient(self):
        best = max(self.waiting)
        self.waiting.remove(best)
        return best

    def step(self):
        for _ in range(14):
            self.waiting.append(self.random.random())
        for _ in range(10):
            self.next_patient()


if __name__ == "__main__":
    ward = Ward(int(os.environ.get("RUNVAR_SEED", 1)))
    for hour in range(2500):
        ward.step()
