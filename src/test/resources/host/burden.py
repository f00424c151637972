"""Does one thing to its host, says on standard output what it did, and waits for its input to end."""

import mmap
import os
import resource
import subprocess
import sys
import threading
import time


def cpu_seconds():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def burn(seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pass
    return cpu_seconds()


def touch(megabytes):
    held = mmap.mmap(-1, megabytes << 20)
    for page in range(0, megabytes << 20, 4096):
        held[page] = 1
    globals()["held"] = held
    return megabytes << 20


def write(megabytes):
    with open(os.environ["BURDEN_FILE"], "wb") as file:
        for _ in range(megabytes):
            file.write(os.urandom(1 << 20))
        file.flush()
        os.fsync(file.fileno())
    return megabytes << 20


def sleep_often(times):
    for _ in range(times):
        time.sleep(0.001)


def threads(times):
    started = [threading.Thread(target=sleep_often, args=(times,)) for _ in range(10)]
    for thread in started:
        thread.start()
    # They must be looked at while they are there.
    for thread in started:
        thread.join()
    return 10 * times


def grandchild(seconds):
    child = subprocess.Popen([sys.executable, __file__, "burn", str(seconds)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    globals()["child"] = child
    return child.stdout.readline().strip()


def main():
    what, how_much = sys.argv[1], int(sys.argv[2])
    done = {"burn": burn, "touch": touch, "write": write, "threads": threads, "grandchild": grandchild, "nothing": lambda n: n}
    print(done[what](how_much), flush=True)
    sys.stdin.read()


main()
