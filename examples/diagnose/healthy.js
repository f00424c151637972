// A queue that is as long at the end as at the beginning.
const queue = new Set();

function arrive() {
  for (let i = 0; i < 100; i++) queue.add(i);
}

function serve(customer) {
  let sum = customer + 1;
  for (let i = 1; i < 2000; i++) sum += Math.sqrt(i) / sum;
  return sum;
}

for (let step = 0; step < 1500; step++) {
  arrive();
  for (const customer of queue) serve(customer);
  queue.clear();
  console.log('step ' + step);
}
