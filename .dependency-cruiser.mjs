// The import directions of docs/architecture.md. Each comment says what to do instead.
// tests/architecture/import-rules.test.ts breaks every rule once, and fails when a rule does not notice.

const FEATURES = '(areas|households|alerts|deliveries|replies|staff|webhooks)';
const FEATURE_FILE = `^src/${FEATURES}/`;
/** Nouns: pure words and rules of a feature, which other features may know. */
const NOUNS =
  '^src/(areas/area|households/household|alerts/(act-rules|alert|alert-media|approval|forecast|jpeg-file|life|media-checks|png-file|quiet-hours|text-checks|voice-file)|deliveries/(delivery|lane|next-step|notice|pacer|route|wake-list)|replies/reply|staff/(staff|staff-acts|rights|tries)|webhooks/webhook)[.]ts$';
const CHANNEL_CONTRACT = '^src/channels/(channel|outcome)[.]ts$';
const PACKAGES = ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-bundled', 'npm-no-pkg', 'npm-unknown'];

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

export default {
  forbidden: [
    rule(
      'no-cycle',
      'Two files that need each other are one, or share a third: move the shared part out.',
      {},
      { circular: true },
    ),
    rule(
      'not-resolvable',
      'The import leads nowhere: write the path with its extension, or add the package.',
      {},
      { couldNotResolve: true },
    ),
    rule(
      'shared-imports-nothing-of-ours',
      'src/shared has no domain words. Move what needs them to a feature, or pass the value in.',
      { path: '^src/shared/' },
      { path: '^(src|config|workers)/', pathNot: '^src/shared/' },
    ),
    rule(
      'nouns-are-pure',
      'A noun file knows nouns, src/shared and the channel contract only: no package, no I/O. Put effects into a use case and pass results in.',
      { path: NOUNS },
      { pathNot: [NOUNS, '^src/shared/', CHANNEL_CONTRACT] },
    ),
    rule(
      'features-know-nouns-and-ports',
      "A use case imports nouns, its own feature's files, src/shared, config and the channel contract. For anything else declare a port in ports.ts and let src/container.ts wire it.",
      { path: FEATURE_FILE },
      { path: '^(src|workers)/', pathNot: [NOUNS, '^src/$1/', '^src/shared/', CHANNEL_CONTRACT] },
    ),
    rule(
      'adapters-do-not-call-use-cases',
      'db, queue, channels, sign-in and webhook-post implement ports: they import nouns, ports files and contracts. Call use cases from jobs, http or dialogs.',
      { path: '^src/(db|queue|channels|sign-in|webhook-post)/' },
      { path: FEATURE_FILE, pathNot: [NOUNS, `${FEATURE_FILE}[a-z-]*ports[.]ts$`] },
    ),
    rule(
      'adapters-do-not-know-each-other',
      'An adapter imports no other adapter. What both need is a port or a noun; src/container.ts joins them.',
      { path: '^src/(db|queue|channels|sign-in|webhook-post)/' },
      {
        path: '^src/(db|queue|channels|sign-in|webhook-post|http|console|simulator)/',
        pathNot: ['^src/$1/', CHANNEL_CONTRACT],
      },
    ),
    rule(
      'channels-do-not-know-each-other',
      'A channel can be lifted out: it imports channel.ts and outcome.ts only. Share through the contract.',
      { path: '^src/channels/([^/]+)/' },
      { path: '^src/channels/[^/]+/', pathNot: '^src/channels/$1/' },
    ),
    rule(
      'zalo-can-be-lifted-out',
      'src/channels/zalo is a client that other projects may take as it is: it imports its own files, channel.ts, outcome.ts, undici, zod and Node. Put limits into its limits.ts, and copy what is small.',
      { path: '^src/channels/zalo/' },
      {
        pathNot: ['^src/channels/zalo/', CHANNEL_CONTRACT, 'node_modules/(undici|zod)/'],
        dependencyTypesNot: ['core'],
      },
    ),
    rule(
      'only-db-uses-the-database',
      'Only src/db imports Prisma or pg. Add a method to a store and its port.',
      {
        path: '^(src|config|workers)/',
        pathNot: ['^src/db/', '^src/queue/postgres-connection[.]ts$', '^src/storage[.]ts$'],
      },
      { path: ['node_modules/(pg|@prisma)/', '^src/db/generated/'] },
    ),
    rule(
      'only-queue-uses-bullmq',
      'Only src/queue and src/jobs import BullMQ or ioredis. Use the producer.',
      { path: '^(src|config|workers)/', pathNot: '^src/(queue|jobs)/' },
      { path: 'node_modules/(bullmq|ioredis)/' },
    ),
    rule(
      'only-telegram-uses-grammy',
      'Only src/channels/telegram imports grammY. Use the channel contract.',
      { path: '^(src|config|workers)/', pathNot: '^src/channels/telegram/' },
      { path: 'node_modules/grammy/' },
    ),
    rule(
      'only-sign-in-uses-better-auth',
      'Only src/sign-in imports better-auth. Use the port in src/staff/sign-in-ports.ts.',
      { path: '^(src|config|workers)/', pathNot: '^src/sign-in/' },
      { path: 'node_modules/(better-auth|@better-auth)/' },
    ),
    rule(
      'drivers-use-use-cases',
      'dialogs, http and jobs import neither the database nor a channel nor another adapter: take a use case or a port as an argument.',
      { path: '^src/(dialogs|http|jobs)/' },
      { path: '^src/(db|channels|sign-in|webhook-post)/', pathNot: CHANNEL_CONTRACT },
    ),
    rule(
      'console-knows-contracts-only',
      'The console imports src/contracts and nothing else of src. Put the type into a contract.',
      { path: '^src/console/' },
      { path: '^(src|config|workers)/', pathNot: ['^src/console/', '^src/contracts/'] },
    ),
    rule(
      'only-the-entry-points-wire',
      'Only main.ts, workers and the files that start them import container.ts. Take what you need as an argument.',
      {
        path: '^(src|config)/',
        pathNot:
          '^src/(main|service|worker-process|demo|seed-accounts|consent-on-fake-zalo)[.]ts$|^src/demo/',
      },
      { path: '^src/container[.]ts$' },
    ),
    rule(
      'no-tests-in-the-service',
      'What the service needs is not a test: move it to src.',
      { path: '^(src|config|workers)/' },
      { path: '^(tests|scripts|bench)/' },
    ),
    rule(
      'no-undeclared-package',
      'The package is not in dependencies of package.json: the service would break after npm ci --omit=dev.',
      { path: '^(src|config|workers)/', pathNot: '^src/console/' },
      { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], pathNot: 'node_modules/@types/' },
    ),
    rule(
      'config-is-data',
      'config holds limits and settings as data: it imports zod and nouns at most.',
      { path: '^config/' },
      { dependencyTypes: PACKAGES, pathNot: 'node_modules/zod/' },
    ),
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^src/db/generated'] },
    exclude: { path: '^(dist|data)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    parser: 'swc',
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
