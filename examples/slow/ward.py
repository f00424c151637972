"""A ward whose next patient is found by going through all who wait."""
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

    def treat(self, patient):
        return sum(patient ** (1 / k) for k in range(1, 400))

    def step(self):
        for _ in range(14):
            self.waiting.append(self.random.random())
        for _ in range(10):
            self.treat(self.next_patient())


if __name__ == "__main__":
    ward = Ward(int(os.environ.get("RUNVAR_SEED", 1)))
    for hour in range(1500):
        ward.step()
