"""A Mesa model that makes a table of its whole history in every step."""
import os

import mesa
from mesa.datacollection import DataCollector


class Walker(mesa.Agent):
    place = 0

    def step(self):
        self.place += self.random.choice((-1, 1))


class Walk(mesa.Model):
    def __init__(self, seed):
        super().__init__(seed=seed)
        self.collector = DataCollector(agent_reporters={"place": "place"})
        Walker.create_agents(self, 20)

    def step(self):
        self.agents.shuffle_do("step")
        self.collector.collect(self)
        self.spread = self.collector.get_agent_vars_dataframe()["place"].std()


model = Walk(int(os.environ["RUNVAR_SEED"]))
for _ in range(300):
    model.step()
