"""Nothing says where a cycle ends; one of two functions takes ever more of the time."""


def growing(n):
    return sum(i * i for i in range(n))


def constant():
    return sum(i * i for i in range(5000))


for turn in range(1500):
    constant()
    growing(20 * turn)
