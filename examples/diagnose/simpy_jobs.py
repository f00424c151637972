"""A SimPy workshop that looks for late jobs among all that are finished."""
import os
import random
import simpy

chance = random.Random(int(os.environ["RUNVAR_SEED"]))
env = simpy.Environment()
machine, finished = simpy.Resource(env, capacity=12), []


def late_jobs():
    return sum(1 for start, end in finished if end - start > 1)


def job(start):
    with machine.request() as turn:
        yield turn
        yield env.timeout(chance.expovariate(1))
    finished.append((start, env.now))
    late_jobs()


def arrivals():
    while True:
        yield env.timeout(chance.expovariate(10))
        env.process(job(env.now))


env.process(arrivals())
env.run(until=1000)
