// Loaded before the receiver: what it fetches from OSS's key host comes from a host of the test's own.
const { fetch } = globalThis;
globalThis.fetch = (url, init) =>
  fetch(String(url).replace('https://gosspublic.alicdn.com', process.env.KEY_HOST), init);

// And its clock may be wrong.
const { now } = Date;
const offset = Number(process.env.CLOCK_OFFSET_MS ?? 0);
if (offset !== 0) Date.now = () => now() + offset;
