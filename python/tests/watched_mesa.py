"""A Mesa model that is watched by the package; check.sh diagnoses it."""
import mesa

from runvar.mesa import watch


class Lake(mesa.Model):
    def step(self):
        mesa.Agent(self)
        sum(agent.unique_id for agent in self.agents)


model = watch(Lake())
for _ in range(300):
    model.step()
