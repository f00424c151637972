"""A Mesa model whose dead agents are never removed and asked in every step."""
import os

import mesa


class Fish(mesa.Agent):
    alive = True

    def step(self):
        if self.alive and self.random.random() < 0.1:
            self.alive = False


class Lake(mesa.Model):
    def __init__(self, seed):
        super().__init__(seed=seed)
        Fish.create_agents(self, 300)

    def step(self):
        self.agents.do("step")
        Fish.create_agents(self, 20)


model = Lake(int(os.environ["RUNVAR_SEED"]))
for _ in range(800):
    model.step()
