// Samples a Node program from inside: loaded by NODE_OPTIONS=--require, it leaves output, exit code and signals alone.
//
// The profile is stopped and written at the end, and every half minute from within a write to standard output, because
// timers never fire in a program that computes without pause. All errors end in a file beside the profiles.
'use strict';

(function start() {
  const directory = process.env.RUNVAR_NODE_DIRECTORY;
  const { isMainThread } = require('worker_threads');
  if (!directory || !isMainThread) {
    return;
  }
  const fs = require('fs');
  const path = require('path');
  const SLICE_MILLIS = 5000;
  const intervalMicros = Number(process.env.RUNVAR_NODE_INTERVAL_MICROS) || 10000;
  let part = 0;
  let running = false;
  let session;
  let began = 0;

  function off(error) {
    running = false;
    try {
      fs.appendFileSync(path.join(directory, process.pid + '.node-error'), String(error) + '\n');
    } catch (ignored) {
      // Nothing can be said where nothing can be written.
    }
  }

  function begin() {
    began = Date.now();
    session.post('Profiler.start', error => { if (error) off(error.message); });
  }

  function end() {
    session.post('Profiler.stop', (error, result) => {
      if (error) {
        off(error.message);
        return;
      }
      // The profile's clock is monotonic; the offset is taken as late as possible, so that it holds for this part.
      const monotonicMicros = Number(process.hrtime.bigint() / 1000n);
      const profile = result.profile;
      profile.runvarUnixOffsetMicros = Date.now() * 1000 - monotonicMicros;
      const file = path.join(directory, process.pid + '-' + String(part).padStart(4, '0') + '.cpuprofile');
      part += 1;
      fs.writeFileSync(file + '.part', JSON.stringify(profile));
      fs.renameSync(file + '.part', file);
    });
  }

  try {
    const inspector = require('inspector');
    session = new inspector.Session();
    session.connect();
    session.post('Profiler.enable');
    session.post('Profiler.setSamplingInterval', { interval: intervalMicros });
    begin();
    running = true;
    const write = process.stdout.write;
    process.stdout.write = function (...values) {
      const result = write.apply(process.stdout, values);
      if (running && Date.now() - began >= SLICE_MILLIS) {
        try {
          end();
          begin();
        } catch (error) {
          off(error);
        }
      }
      return result;
    };
    process.on('exit', () => {
      if (running) {
        running = false;
        try {
          end();
        } catch (error) {
          off(error);
        }
      }
    });
  } catch (error) {
    off(error);
  }
})();
