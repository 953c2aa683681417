/** The build of llama-server, with programs of a few lines in the place of git, CMake and the compiler. */
import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ROOT } from '../scripts/source-tree.mjs';

const SCRIPT = join(ROOT, 'build/scripts/build-engines.mjs');

/** Where it is built at all; elsewhere it says why not. */
const canBuild = process.platform !== 'win32';

describe.runIf(canBuild)('building llama-server', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'switchyard-engines-test-'));
    await mkdir(join(folder, 'tools'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const cache = () => join(folder, 'cache');
  /** Puts tools on the PATH. @param cmake what the last step of CMake does, in JavaScript; `out` is its folder */
  const install = async (cmake: string) => {
    const tools = {
      git: '',
      'c++': '',
      make: '',
      cmake: `const out = process.argv.includes('--build') && process.argv[process.argv.indexOf('--build') + 1]; if (out) { ${cmake} }`,
    };
    for (const [name, code] of Object.entries(tools)) {
      const path = join(folder, 'tools', name);
      await writeFile(path, `#!${process.execPath}\n${code}\n`);
      await chmod(path, 0o755);
    }
  };
  const run = async (args: string[] = [], env: Record<string, string> = {}) => {
    const options = { env: { PATH: join(folder, 'tools'), SWITCHYARD_ENGINES_CACHE: cache(), ...env } };
    const run = promisify(execFile)(process.execPath, [SCRIPT, ...args], options);
    return await run.then(
      ({ stdout }) => ({ code: 0, stdout }),
      (error: { code: number; stdout: string }) => ({ code: error.code, stdout: error.stdout }),
    );
  };
  /** A program that runs, in the place of the compiled one. */
  const MAKES_IT = `const fs = require('fs'); fs.mkdirSync(out + '/server', { recursive: true }); fs.writeFileSync(out + '/server/llama-server', '#!/bin/sh\\n', { mode: 0o755 });`;

  it('keeps what it has built, and finds it again', async () => {
    await install(MAKES_IT);
    const first = await run();
    expect(first).toMatchObject({ code: 0, stdout: expect.stringContaining('Built ') });
    expect(await readdir(cache())).toEqual([expect.stringMatching(/^llama-server-v/)]);
    await rm(join(folder, 'tools'), { recursive: true });
    expect((await run()).stdout).toContain('was built before');
  });

  it('may run twice at the same time', async () => {
    await install(MAKES_IT);
    const both = await Promise.all([run(), run()]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(await readdir(cache())).toHaveLength(1);
  });

  it('names the tools that are missing', async () => {
    const { code, stdout } = await run();
    expect(code).toBe(1);
    expect(stdout).toContain('missing here: git, cmake, a C++ compiler, ninja or make');
    expect((await run(['--limit', '60'])).code).toBe(0);
  });

  it('gives up at its limit, leaves nothing behind, and is not tried again within a limit', async () => {
    await install('setInterval(() => {}, 1000);');
    const { code, stdout } = await run(['--limit', '1']);
    expect(code).toBe(0);
    expect(stdout).toContain('given up after 1 s');
    expect(await readdir(cache())).toEqual([expect.stringMatching(/\.failed\.json$/)]);
    await install(MAKES_IT);
    expect((await run(['--limit', '60'])).stdout).not.toContain('Built');
    expect((await run()).stdout).toContain('Built ');
    expect(await readdir(cache())).toHaveLength(1);
  });

  it('says what the compiler said', async () => {
    await install(`console.error('no such header'); process.exit(1);`);
    const { code, stdout } = await run();
    expect(code).toBe(1);
    expect(stdout).toContain('no such header');
  });

  it('builds elsewhere where the cache of the user cannot be written, and says so', async () => {
    await install(MAKES_IT);
    const env = { SWITCHYARD_ENGINES_CACHE: '', HOME: '/dev/null', XDG_CACHE_HOME: '', TMPDIR: folder };
    const { code, stdout } = await run([], env);
    expect(code).toBe(0);
    expect(stdout).toContain('cannot be written');
    expect((await run([], env)).stdout).toContain('was built before');
  });
});
