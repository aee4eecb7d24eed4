/** The direction of knowledge; README.md says it in words. */
const simulators = '^connectors/[^/]+/simulator';
const composition = '^hub/(main\\.ts|roles/)';

export default {
  forbidden: [
    {
      name: 'no-circles',
      comment: 'A circle has no first file to run; two files may name each other’s types.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'core-stands-alone',
      comment: 'crm-core is ours and knows nobody: give it a port instead.',
      severity: 'error',
      from: { path: '^crm-core/' },
      to: { path: '^(hub|connectors|mappings|graphql|tests|scripts)/' },
    },
    {
      name: 'hub-knows-no-connector',
      comment:
        'The hub moves messages and names no remote and no concept of the core; only the composition root does.',
      severity: 'error',
      from: { path: '^hub/', pathNot: composition },
      to: { path: '^(connectors|mappings|crm-core|graphql)/' },
    },
    {
      name: 'connectors-through-the-front-door',
      comment:
        'hub/index.ts is all that a connector may import of the hub (its simulator: hub/simulator.ts).',
      severity: 'error',
      from: { path: '^connectors/', pathNot: simulators },
      to: { path: '^hub/', pathNot: '^hub/index\\.ts$' },
    },
    {
      name: 'connectors-do-not-meet',
      comment: 'Connectors never know each other: what one tells another goes through the core.',
      severity: 'error',
      from: { path: '^connectors/([^/]+)/' },
      to: { path: '^connectors/([^/]+)/', pathNot: '^connectors/$1/' },
    },
    {
      name: 'connectors-do-not-know-the-core',
      comment: 'Our words never appear in a connector: mappings translate.',
      severity: 'error',
      from: { path: '^connectors/' },
      to: { path: '^(crm-core|mappings|graphql)/' },
    },
    {
      name: 'simulators-read-for-themselves',
      comment: 'A simulator is a second reading of the specification: it never imports the connector’s code.',
      severity: 'error',
      from: { path: simulators },
      to: { path: '^(connectors|hub)/', pathNot: `${simulators}|^hub/simulator\\.ts$` },
    },
    {
      name: 'mappings-see-the-wire-only',
      comment: 'A mapping knows two shapes: a connector’s wire.ts and a command or event of the core.',
      severity: 'error',
      from: { path: '^mappings/' },
      to: {
        path: '^(connectors|hub|graphql)/',
        pathNot: '^connectors/[^/]+/wire\\.ts$|^hub/(index|routes)\\.ts$',
      },
    },
    {
      name: 'graph-shows-what-it-is-given',
      comment: 'graphql/ composes and executes; of the hub it knows the running trace only.',
      severity: 'error',
      from: { path: '^graphql/' },
      to: { path: '^(hub|connectors|mappings|crm-core)/', pathNot: '^hub/trace\\.ts$' },
    },
    {
      name: 'desk-knows-the-schema-only',
      comment: 'A client knows the published schema and nothing else.',
      severity: 'error',
      from: { path: '^graphql/desk/' },
      to: { path: '^(graphql/(?!desk/)|hub|connectors|mappings|crm-core)' },
    },
    {
      name: 'one-door-to-the-broker',
      comment: 'Moleculer and NATS are imported in hub/broker/ only.',
      severity: 'error',
      from: { path: '^(hub|connectors|mappings|crm-core|graphql|scripts)/', pathNot: '^hub/broker/' },
      to: { path: 'node_modules/(moleculer|nats)/' },
    },
    {
      name: 'no-tests-in-production',
      comment: 'Nothing in production imports a simulator, a script or a test.',
      severity: 'error',
      from: { path: '^(hub|connectors|mappings|crm-core|graphql)/', pathNot: simulators },
      to: { path: `^(tests|scripts)/|${simulators}` },
    },
    {
      name: 'listed-dependencies-only',
      comment: 'What is imported stands in package.json, and production imports no tool.',
      severity: 'error',
      from: { path: '^(hub|connectors|mappings|crm-core|graphql)/', pathNot: '^graphql/desk/vite' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'], pathNot: '@types/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: 'crm-core/prisma/client|graphql/desk/dist|tests/bench/peers' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs'],
    },
  },
};
