"""Fails after a while."""
import sys

for step in range(50):
    print("step", step, flush=True)
print("no more beds", file=sys.stderr)
sys.exit(7)
