// A queue that is searched from its front, and from which nobody is ever removed.
const fs = require("node:fs");

const cycles = Number(process.env.RUNVAR_CYCLES ?? 200);
const lines = fs.openSync(process.env.RUNVAR_TELEMETRY ?? "/dev/stdout", "w");
const write = (line) => fs.writeSync(lines, JSON.stringify(line) + "\n");
const now = () => Number(process.hrtime.bigint());

let state = Number(process.env.RUNVAR_SEED ?? 1);
const chance = () => (state = (state * 48271) % 2147483647) / 2147483647;

const queue = [];
let served = 0;
for (let cycle = 0; cycle < cycles; cycle++) {
  const start = now();
  for (let i = 0; i < 50; i++) queue.push({ need: chance(), served: false });
  const arrived = now();
  const next = Array.from({ length: 50 }, () => {
    const customer = queue.find((one) => !one.served);
    customer.served = true;
    return customer;
  });
  const found = now();
  for (const { need } of next) for (let k = 1; k < 200; k++) served += need ** (1 / k);
  const end = now();
  write({
    cycle, wall_ns: end - start, t_ns: Date.now() * 1e6,
    phases: { arrive: arrived - start, recall: found - arrived, serve: end - found }, gauges: { patterns: queue.length },
  });
}
write({ end: true, trajectory: String(served) });
