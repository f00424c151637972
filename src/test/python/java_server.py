"""A program of the tests, in Java, that answers a line of JSON with another one."""

import json
import os
import subprocess
import sys

import environment


class JavaServer:
    """Starts a class with a main method, with what a build leaves in target/."""

    def __init__(self, main_class):
        target = environment.ROOT / "target"
        parts = ["test-classes", "classes", "lib/*", "spark/*"]
        path = os.pathsep.join(str(target / part) for part in parts)
        self.process = subprocess.Popen(
            ["java", "-cp", path, main_class],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")

    def ask(self, request):
        line = json.dumps(request, default=lambda array: array.tolist())
        try:
            self.process.stdin.write(line + "\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            sys.exit("no answer: is the project built? (mvn package)")
        answer = self.process.stdout.readline()
        if not answer:
            sys.exit(f"no answer to {line[:500]}")
        return json.loads(answer)

    def close(self):
        self.process.stdin.close()
        self.process.wait()
