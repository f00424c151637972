// A queue in an array whose first entry is taken by shift, which moves all others.
const queue = [];

function arrive() {
  for (let i = 0; i < 170; i++) queue.push({ customer: i });
}

function serve() {
  for (let i = 0; i < 70; i++) queue.shift();
}

function count() {
  let sum = Number(process.env.RUNVAR_SEED);
  for (let i = 1; i < 100000; i++) sum += Math.sqrt(i) / sum;
  return sum;
}

for (let step = 0; step < 1200; step++) {
  arrive();
  serve();
  count();
  console.log('step ' + step);
}
