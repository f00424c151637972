"""Messages in a table without an index, of which one user's are counted in every step."""
import os
import random
import sqlite3

random.seed(int(os.environ["RUNVAR_SEED"]))
database = sqlite3.connect(":memory:")
database.execute("CREATE TABLE message (user INTEGER, words INTEGER)")


def write(count):
    rows = [(random.randrange(1000), random.randrange(50)) for _ in range(count)]
    database.executemany("INSERT INTO message VALUES (?, ?)", rows)


def inbox(user):
    return database.execute("SELECT sum(words) FROM message WHERE user = ?", (user,)).fetchone()


def step():
    write(100)
    inbox(random.randrange(1000))


for _ in range(1200):
    step()
