/**
 * Who may import whom, as docs/architecture.md draws it. `node build/scripts/check-dependencies.mjs` holds it.
 * Rules bind production code; a test may import what it tests with, so most of them leave tests out.
 */
const TESTS = '\\.test(-d)?\\.tsx?$|\\.spec\\.ts$';

/**
 * The rooms of a folder and what each may import of that folder besides itself. The rows are in order from the lowest
 * room to the highest. A row names rooms of earlier rows only, so that there is no circle.
 *
 * - `everywhere`: files directly in the folder that every room may import, each with the rooms that it may import.
 * - `apart`: folders that are no rooms, such as fixtures. No room imports them.
 *
 * Other files directly in the folder put the rooms together: they may import all rooms, and no room imports them.
 */
const folders = {
  'electron/core': {
    everywhere: {
      'clock.ts': [],
      'format-bytes.ts': [],
      'line-chunk.ts': [],
      'network-address.ts': [],
      'reason-error.ts': [],
      'redact-likely-secrets.ts': [],
      'redact-secrets.ts': [],
      'system-errors.ts': ['reason-error'],
      'text-batch.ts': [],
    },
    rooms: {
      storage: [],
      logging: [],
      files: [],
      activity: ['logging'],
      progress: [],
      process: ['logging', 'files'],
      gpu: ['process', 'logging', 'files'],
      discovery: ['storage', 'files'],
      diagnosis: ['process'],
      'scale-out': ['process'],
      backend: ['activity', 'progress', 'process', 'gpu', 'storage', 'discovery', 'files', 'diagnosis'],
      resources: ['process', 'gpu', 'backend'],
      admission: ['activity', 'process', 'gpu', 'diagnosis', 'backend', 'resources'],
      automation: ['activity', 'backend', 'resources', 'admission'],
      report: ['logging', 'activity', 'process', 'gpu', 'backend', 'resources'],
      transfer: ['storage', 'files', 'backend'],
      api: [
        'storage',
        'logging',
        'activity',
        'files',
        'discovery',
        'backend',
        'resources',
        'admission',
        'transfer',
      ],
    },
  },
  'electron/backend-types': {
    rooms: {
      common: [],
      remote: ['common'],
      openai: ['common', 'remote'],
      python: ['common'],
      comfyui: ['common', 'remote', 'python'],
      command: ['common'],
      llama: ['common', 'remote'],
      ollama: ['common', 'remote'],
      swarm: ['common', 'remote'],
      autoscaling: ['common', 'remote', 'openai', 'swarm'],
      webui: ['common', 'remote', 'python'],
    },
  },
  'electron/desktop': {
    rooms: {
      backends: [],
      actions: [],
      window: ['actions'],
      tray: ['actions', 'backends'],
      notifications: ['actions', 'backends'],
      preferences: [],
      surfaces: [],
      system: [],
      lifecycle: [
        'backends',
        'actions',
        'window',
        'tray',
        'notifications',
        'preferences',
        'surfaces',
        'system',
      ],
    },
  },
  renderer: {
    // The stores and the context by which components reach them. Three stores belong to a feature.
    everywhere: {
      'panel-context.tsx': ['state'],
      'panel-services.ts': ['transport', 'state', 'faults', 'gpu', 'try-it', 'backends'],
    },
    rooms: {
      transport: [],
      faults: [],
      state: ['transport'],
      format: ['state'],
      theme: [],
      language: ['state', 'theme'],
      controls: ['state', 'format'],
      activity: ['state', 'format', 'controls'],
      report: ['state', 'controls'],
      logs: ['state', 'format', 'controls'],
      gpu: ['transport', 'state', 'format', 'controls'],
      filter: ['state', 'format', 'controls', 'gpu'],
      'settings-form': ['state', 'format', 'controls', 'gpu'],
      'try-it': ['transport', 'state', 'format', 'controls'],
      backends: ['state', 'format', 'theme', 'controls', 'logs', 'gpu', 'filter', 'settings-form', 'try-it'],
      models: ['state', 'format', 'controls', 'gpu'],
      'add-backend': ['state', 'format', 'controls', 'settings-form', 'backends'],
      transfer: ['state', 'format', 'controls', 'gpu', 'settings-form', 'backends'],
      preferences: ['state', 'format', 'controls', 'settings-form'],
      commands: ['state', 'format', 'controls', 'gpu', 'filter', 'backends', 'try-it'],
      palette: ['state', 'format', 'theme', 'language', 'controls', 'commands'],
      shortcuts: ['state', 'controls', 'commands', 'backends'],
      about: ['state', 'theme', 'controls'],
      shell: [
        'transport',
        'state',
        'format',
        'theme',
        'language',
        'controls',
        'filter',
        'backends',
        'shortcuts',
        'models',
        'add-backend',
      ],
    },
    apart: ['fixtures'],
  },
};

function rulesOfFolder(folder, { everywhere = {}, rooms, apart = [] }) {
  const inFolder = (name) => `^${folder}/${name.replaceAll('.', '\\.')}${name.includes('.') ? '$' : '/'}`;
  const filesForAll = Object.keys(everywhere);
  const names = Object.keys(rooms);
  const mayImport = (name, allowed) => ({
    name: `${folder}/${name}`,
    comment: `${name} imports ${allowed.join(', ') || 'no other room'} of ${folder}.`,
    severity: 'error',
    from: { path: inFolder(name), pathNot: TESTS },
    to: { path: `^${folder}/`, pathNot: [name, ...allowed, ...filesForAll].map(inFolder) },
  });
  return [
    ...names.map((room, row) => {
      const unknown = rooms[room].find((name) => !names.slice(0, row).includes(name));
      if (unknown) throw new Error(`${folder}/${room} names ${unknown}, which no earlier row defines.`);
      return mayImport(room, rooms[room]);
    }),
    ...filesForAll.map((file) => mayImport(file, everywhere[file])),
    {
      name: `${folder}: rooms are listed`,
      comment: `Every folder of ${folder} has a row in .dependency-cruiser.cjs.`,
      severity: 'error',
      from: { path: `^${folder}/(?!(${[...names, ...apart].join('|')})/)[^/]+/` },
      to: {},
    },
  ];
}

/** @param {string} comment what the rule says, for whoever breaks it */
const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    forbid('no-circle', 'No file imports itself, directly or through others.', {}, { circular: true }),
    forbid(
      'resolvable',
      'What is imported exists; no rule can judge an import that is not found.',
      {},
      { couldNotResolve: true },
    ),

    // Contract ← core ← backend types ← hosts, and contract ← panel.
    forbid(
      'shared',
      'shared/ imports zod and nothing else; shared/words/ imports the formatter of messages, too.',
      { path: '^shared/', pathNot: TESTS },
      { pathNot: ['^shared/', '(^|/)node_modules/(zod|icu-minify)/'] },
    ),
    forbid(
      'renderer-and-hosts',
      'The panel imports no host.',
      { path: '^renderer/' },
      { path: '^electron/' },
    ),
    forbid(
      'renderer-and-node',
      'The panel runs in a browser: it imports nothing of Node.',
      { path: '^renderer/', pathNot: [TESTS, '^renderer/vite\\.config\\.ts$'] },
      { dependencyTypes: ['core'] },
    ),
    forbid(
      'core',
      'The core imports no backend type and no host.',
      { path: '^electron/core/', pathNot: TESTS },
      { path: '^electron/(?!core/)' },
    ),
    forbid(
      'backend-types',
      'Backend types import the core and no host.',
      { path: '^electron/backend-types/', pathNot: TESTS },
      { path: '^electron/(?!core/|backend-types/)' },
    ),
    forbid(
      'core-without-server',
      'Core and backend types import no HTTP server.',
      { path: '^electron/(core|backend-types)/' },
      { path: '(^|/)node_modules/(fastify|@fastify|ws)/' },
    ),
    forbid(
      'paths-of-users',
      'Paths that users name are checked by core/files: a drive that does not answer would block a call to node:fs.',
      { path: '^electron/(backend-types|core/(discovery|transfer))/', pathNot: TESTS },
      { path: '^(node:)?fs(/promises)?$' },
    ),
    forbid(
      'workers',
      'Workers are spawned, never imported.',
      { path: '^electron/(?!workers/)' },
      { path: '^electron/workers/' },
    ),
    forbid(
      'workers-know',
      'A worker imports of electron/ only the protocol of its backend type, the file checks, the search of logs, the writing of a file, and what is known of addresses.',
      { path: '^electron/workers/', pathNot: TESTS },
      {
        path: '^electron/(?!workers/|backend-types/llama/|core/files/|core/logging/search/|core/storage/(files|thread)/|core/network-address)',
      },
    ),
    forbid(
      'gateway',
      'The gateway imports the core and no host.',
      { path: '^electron/gateway/' },
      { path: '^electron/(?!core/|gateway/)' },
    ),
    forbid(
      'http',
      'The HTTP surface imports the core, the gateway and no host.',
      { path: '^electron/http/' },
      { path: '^electron/(?!core/|gateway/|http/)' },
    ),
    forbid(
      'electron',
      'Electron is known to the desktop host alone.',
      { path: '^electron/(?!desktop/)' },
      { path: '(^|/)node_modules/electron/' },
    ),
    forbid(
      'headless',
      'The headless host does not import the desktop host.',
      { path: '^electron/headless/' },
      { path: '^electron/desktop/' },
    ),
    forbid(
      'desktop',
      'The desktop host does not import the headless host.',
      { path: '^electron/desktop/' },
      { path: '^electron/headless/' },
    ),

    // Tests and tools know the program; it does not know them.
    forbid(
      'production-and-tests',
      'Production code imports nothing of e2e/, bench/, build/ or examples/.',
      { path: '^(shared|electron|renderer)/', pathNot: TESTS },
      { path: '^(e2e|bench|build|examples)/' },
    ),
    forbid(
      'tests-and-testkit',
      'A test beside its source imports of e2e/ only e2e/testkit/, and nothing of bench/, build/ and examples/.',
      { path: '^(shared|electron|renderer)/' },
      { path: '^(e2e/(?!testkit/)|bench/|build/|examples/)' },
    ),
    forbid(
      'testkit',
      'e2e/testkit/ imports nothing of the rest of e2e/, of bench/, of build/ and of examples/.',
      { path: '^e2e/testkit/' },
      { path: '^(e2e/(?!testkit/)|bench/|build/|examples/)' },
    ),

    ...Object.entries(folders).flatMap(([folder, table]) => rulesOfFolder(folder, table)),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|\\.tsbuild)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'require'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
};
