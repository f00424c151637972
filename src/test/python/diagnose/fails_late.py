"""Each step takes longer, and the program never ends well."""
import sys

seen = []


def step(n):
    seen.extend(range(5000))
    return sum(1 for item in seen if item % 7 == n % 7)


for n in range(100):
    step(n)
sys.exit("no convergence")
