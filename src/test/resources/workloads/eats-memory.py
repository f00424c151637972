import os
import time

with open(os.environ["RUNVAR_TELEMETRY"], "w") as telemetry:
    telemetry.write('{"cycle":0,"wall_ns":1000}\n')
eaten = []
while True:
    eaten.append(bytearray(8 << 20))
    time.sleep(0.02)
