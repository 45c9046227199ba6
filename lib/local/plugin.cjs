// The Serverless Framework loads plugins as JavaScript. tsx reads the TypeScript as it stands, so that a local run
// needs no build before it and never runs a stale one.
const { require: requireTypeScript } = require('tsx/cjs/api');

module.exports = requireTypeScript('./plugin.ts', __filename).createLocalPlugin;
