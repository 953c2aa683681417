/** The direction of dependencies of docs/architecture.md, held by CI: contract ← core ← types ← hosts, and contract ← panel. */
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'shared-imports-zod-and-nothing-else',
      severity: 'error',
      from: { path: '^shared/', pathNot: '\\.test(-d)?\\.ts$' },
      to: { pathNot: ['^shared/', '^node_modules/zod/'] },
    },
    {
      name: 'renderer-knows-no-host',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: '^electron/' },
    },
    {
      name: 'renderer-knows-no-node',
      severity: 'error',
      from: { path: '^renderer/', pathNot: '\\.test\\.tsx?$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'core-knows-no-host-and-no-type',
      severity: 'error',
      from: { path: '^electron/core/', pathNot: '\\.test\\.ts$' },
      to: { path: '^electron/(backend-types|workers|http|desktop|headless)/' },
    },
    {
      name: 'backend-types-know-core-only',
      severity: 'error',
      from: { path: '^electron/backend-types/', pathNot: '\\.test\\.ts$' },
      to: { path: '^electron/(workers|http|desktop|headless)/' },
    },
    {
      name: 'core-and-types-import-no-http-server',
      severity: 'error',
      from: { path: '^electron/(core|backend-types)/' },
      to: { path: '^node_modules/(fastify|@fastify|ws)(/|$)' },
    },
    {
      name: 'workers-are-spawned',
      severity: 'error',
      from: { path: '^electron/(?!workers/)' },
      to: { path: '^electron/workers/' },
    },
    {
      name: 'the-http-surface-knows-no-host',
      severity: 'error',
      from: { path: '^electron/http/' },
      to: { path: '^electron/(backend-types|workers|desktop|headless)/' },
    },
    {
      name: 'electron-is-known-to-the-desktop-host-alone',
      severity: 'error',
      from: { path: '^electron/(?!desktop/)' },
      to: { path: '^node_modules/electron(/|$)|^electron$' },
    },
    {
      name: 'hosts-are-strangers',
      severity: 'error',
      from: { path: '^electron/headless/' },
      to: { path: '^electron/desktop/' },
    },
    {
      name: 'hosts-are-strangers-too',
      severity: 'error',
      from: { path: '^electron/desktop/' },
      to: { path: '^electron/headless/' },
    },
    {
      name: 'nothing-imports-tests',
      severity: 'error',
      from: { path: '^(shared|electron|renderer)/', pathNot: '\\.test(-d)?\\.tsx?$' },
      to: { path: '^(e2e|bench|build)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|\\.tsbuild)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'] },
  },
};
