// The house has floors: ground < pure rooms and ports < flows < platforms < the rooms that compose. Imports only go down.
const ground =
  '^lib/(errors|logger|line-output|clock|config|upload|trust|trust-config|oss-credentials|object-identity|hash-hex|in-turn|reported-error|assert-given)\\.ts$|^lib/(http|aws|fc)/';
const pure = '^lib/(signature|params|upload-policy)/';
const ports = '^lib/(queue|store|object-store|secrets)/';
const diagnostics = '^lib/diagnostics/';
const flows = '^lib/(callback|worker|reconcile)/';
const platform = '^lib/platform/';
const simulator = '^lib/simulator/';
const any = (...floors) => floors.join('|');
const only = (name, from, allowed) => ({
  name,
  severity: 'error',
  from: { path: from },
  to: { path: '^(lib|handlers)/', pathNot: any(...allowed) },
});
/** A room imports itself and what is below it; two rooms of one floor do not know each other. */
const room = (name, floors) =>
  only(`${name} imports only downwards`, `^lib/${name}/`, [`^lib/${name}/`, ground, ...floors]);

module.exports = {
  forbidden: [
    { name: 'no circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'the ground imports nothing of ours but the ground',
      severity: 'error',
      from: { path: ground },
      to: { path: '^(lib|handlers)/', pathNot: ground },
    },
    room('signature', []),
    room('params', []),
    room('upload-policy', []),
    room('queue', []),
    room('store', []),
    room('object-store', []),
    room('secrets', []),
    room('diagnostics', [pure]),
    room('callback', [ports, pure]),
    room('worker', [ports, pure]),
    room('reconcile', [ports, pure]),
    room('platform/aws', [flows, ports, pure]),
    room('platform/fc', [flows, ports, pure]),
    room('platform/node', [flows, ports, pure]),
    room('platform/web', [flows, ports, pure]),
    room('simulator', [flows, ports, pure, diagnostics]),
    {
      name: 'the console is handed what it watches: it knows neither the command line nor the local stack',
      severity: 'error',
      from: { path: '^lib/console/' },
      to: { path: '^lib/(cli|local|deploy|platform)/' },
    },
    {
      name: "the console's page runs in a browser",
      severity: 'error',
      from: { path: '^lib/console/page/' },
      to: { path: '^lib/', pathNot: '^lib/console/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: "the console's page asks its server: it imports none of it",
      severity: 'error',
      from: { path: '^lib/console/page/' },
      to: { path: '^lib/console/(server|hear)/' },
    },
    {
      name: 'nothing imports the console but the local stack',
      severity: 'error',
      from: { path: '^(lib|handlers)/', pathNot: '^lib/(console|local)/' },
      to: { path: '^lib/console/' },
    },
    {
      name: 'nothing in lib imports a handler',
      severity: 'error',
      from: { path: '^lib/' },
      to: { path: '^handlers/' },
    },
    {
      name: 'only AWS rooms know the AWS SDK',
      severity: 'error',
      from: {
        path: '^(lib|handlers)/',
        pathNot:
          '^lib/aws/|^lib/platform/aws/|^lib/(queue|store)/(sqs|dynamodb|open-dead-letters)|^handlers/(aws|node)/|^lib/(local|cli|console|deploy)/',
      },
      to: { path: 'node_modules/(@aws-sdk|@smithy|@types/aws-lambda|aws4)' },
    },
    {
      name: 'only Function Compute rooms know the Alibaba SDK',
      severity: 'error',
      from: {
        path: '^(lib|handlers)/',
        pathNot:
          '^lib/platform/fc/|^lib/queue/fc|^lib/secrets/kms|^lib/object-store/|^handlers/fc/|^lib/(local|cli|console|deploy)/',
      },
      to: { path: 'node_modules/(@alicloud|@darabonba|ali-oss)' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.json'] },
  },
};
