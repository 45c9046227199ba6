// Loaded at the head of each function's bundle in a local run (see hear-functions.ts): what the function prints on
// standard output is also told to the local stack. The function itself knows nothing of it.
const fs = require('node:fs');
const { BroadcastChannel, threadId } = require('node:worker_threads');

const STDOUT = 1;
const channel = new BroadcastChannel('oss-callback-receiver: function output');
channel.unref();
const writeSync = fs.writeSync;

fs.writeSync = (fd, data, ...rest) => {
  const written = writeSync(fd, data, ...rest);
  if (fd === STDOUT) {
    const octets = typeof data === 'string' ? Buffer.from(data) : data;
    // A full pipe takes a part only; the rest is written, and told, by the next call.
    channel.postMessage({ threadId, text: Buffer.from(octets.subarray(0, written)).toString('utf8') });
  }
  return written;
};
