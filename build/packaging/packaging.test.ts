/** The app as it is packed, by electron-builder itself; only Electron's own program is a stand-in that cannot run. */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { extractAll, extractFile, listPackage, statFile } from '@electron/asar';
import { FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses';
import { Arch } from 'electron-builder';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { freePort } from '../../e2e/testkit/net/free-port.ts';
import { TestWorker } from '../../e2e/testkit/process/llama-worker-bench.ts';
import { buildPreload } from '../scripts/build.mjs';
import { ensureBuilt } from '../scripts/prepare.mjs';
import { ROOT } from '../scripts/source-tree.mjs';
import { checkNativePackages, createConfiguration } from './configuration.mjs';
import { describeSizes, makeStandInElectron, packFolder } from './pack-folder.mjs';
import { followImports, packageOf } from './reached-packages.mjs';

/** Half a gigabyte of machine code that nothing here looks at; its place in the app is its packages'. */
const CUDA_CODE = '**/libggml-cuda.so';
/** Imported within a `try`, and not installed for production: `debug` asks for it to write in colours. */
const OPTIONAL = ['supports-color'];
/** Loaded on Windows alone: its machine code is not packed for other systems. */
const ONLY_ON_WINDOWS = 'koffi';
const GPU_VARIANTS = ['', '-cuda', '-cuda-ext', '-vulkan'];

interface PackageJson {
  main: string;
  productName: string;
  desktopName: string;
  devDependencies: Record<string, string>;
}
const own = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as PackageJson;

describe.runIf(process.platform === 'linux' && process.arch === 'x64')('the packed app', () => {
  let folder: string;
  let app: string;
  let archive: string;
  let unpacked: string;
  /** The archive as plain files, with what lies beside it in its place. */
  let extracted: string;
  /** Paths inside the archive, folders not among them, without a slash before. */
  let files: string[];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'switchyard-packaging-'));
    ensureBuilt();
    makeStandInElectron(join(folder, 'electron'));
    app = await packFolder({
      electron: join(folder, 'electron'),
      output: join(folder, 'out'),
      without: [CUDA_CODE],
    });
    archive = join(app, 'resources', 'app.asar');
    unpacked = `${archive}.unpacked`;
    extracted = join(folder, 'extracted');
    extractAll(archive, extracted);
    files = listPackage(archive, { isPack: false })
      .map((path) => path.slice(1))
      .filter((path) => !statSync(join(extracted, path)).isDirectory());
    // A quarter of a minute on a machine that does nothing else.
  }, 600_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const packedPackages = () => new Set(files.map(packageOf).filter((name) => name !== null));
  const isUnpacked = (path: string) => {
    const facts = statFile(archive, path);
    return 'unpacked' in facts && facts.unpacked === true;
  };

  it('tells how much room it takes', () => {
    const sizes = describeSizes(app);
    console.log(`${sizes}\n(without the machine code for CUDA)`);
    expect(sizes).toMatch(/^app\.asar +\d+\.\d kB$/m);
    // 11.8 MB: five languages take 1 MB in each of panel, desktop app and headless host. A source map or a sample model too many
    // would be more.
    expect(statSync(archive).size).toBeLessThan(12_500_000);
  });

  it('holds the built program, its packages and nothing else', () => {
    expect(readdirSync(extracted).sort()).toEqual(['dist', 'node_modules', 'package.json']);
    expect(readdirSync(join(extracted, 'dist')).sort()).toEqual([
      'desktop',
      'icons',
      'licences.txt',
      'renderer',
      'sample',
      'workers',
    ]);
    const resources = readdirSync(join(app, 'resources'));
    expect(resources.sort(), 'without a feed there is no app-update.yml').toEqual([
      'app.asar',
      'app.asar.unpacked',
    ]);
  });

  it('has no sources, tests, maps, typings, documents or commands in it', () => {
    const strange = files.filter(
      (path) =>
        /\.(ts|mts|cts|tsx|map|md|markdown|html|sh|ya?ml|flow)$/.test(
          path.replace('renderer/index.html', ''),
        ) ||
        /(^|\/)(tests?|__\w+__|benchmarks?|examples?|docs)(\/|$)/.test(path) ||
        /(^|\/)(tests?|benchmarks?|examples?|README|CHANGELOG)(\.\w+)?$/i.test(path) ||
        /\.(test|spec|bench)\.\w+$/.test(path) ||
        /(^|\/)\./.test(path) ||
        /node_modules\/(@[^/]+\/)?[^/]+\/bin\//.test(path),
    );
    expect(strange).toEqual([]);
  });

  it('of the packages, holds those that are reached from its programs and no other', async () => {
    const programs = ['dist/desktop/main.js', 'dist/workers/llama-worker.js'];
    const reached = await followImports(
      programs.map((path) => join(extracted, path)),
      extracted,
    );
    expect(reached.missing).toEqual(OPTIONAL);
    // A virtual module of the bundler has no folder; everything else lies in the app.
    expect(reached.files.filter((path) => path.startsWith('/') && !path.startsWith(extracted))).toEqual([]);
    const expected = new Set(reached.files.map(packageOf).filter((name) => name !== null));
    for (const variant of GPU_VARIANTS) expected.add(`@node-llama-cpp/linux-x64${variant}`);
    expect([...packedPackages()].sort()).toEqual([...expected].sort());
    expect(Object.keys(own.devDependencies).filter((name) => packedPackages().has(name))).toEqual([]);
  });

  it('every package that the main process asks for loads from within it', async () => {
    const main = readdirSync(join(extracted, 'dist', 'desktop')).filter((name) => name.endsWith('.js'));
    const imports = main.flatMap((name) => [
      ...readFileSync(join(extracted, 'dist', 'desktop', name), 'utf8').matchAll(
        /(?<![.\w])(?:from|import)\s*\(?"((?!node:|\.)[^"\s]+)"/g,
      ),
    ]);
    const names = new Set(imports.map(([, name = '']) => name));
    names.delete('electron');
    expect(names).toContain('fastify');
    // This one is of use inside Electron alone, and asks for it when it is loaded.
    names.delete('electron-updater');
    expect(names.delete(ONLY_ON_WINDOWS)).toBe(true);
    const load = [...names].map((name) => `await import(${JSON.stringify(name)});`).join('');
    await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', load], { cwd: extracted });
  });

  it('its worker runs from beside the archive and serves the sample model that lies there', async () => {
    const program = join(unpacked, 'dist', 'workers', 'llama-worker.js');
    expect((await followImports([program], unpacked)).missing).toEqual(OPTIONAL);
    const worker = new TestWorker(program, {
      port: await freePort(),
      isOnNetwork: false,
      token: 'token',
      modelPath: join(unpacked, 'dist', 'sample', 'sample-model.gguf'),
      modelId: 'sample',
      isEmbeddingModel: false,
      gpuLayers: 0,
      contextSize: 512,
      threads: 1,
      maxUsages: 1,
      alwaysFree: false,
      keepLoadedMs: 0,
    });
    try {
      expect(await worker.message('ready')).toMatchObject({ contextSize: 512 });
    } finally {
      await worker.kill();
    }
  });

  it('has llama.cpp for this system alone, in every GPU variant, as files beside the archive', () => {
    const native = files.filter((path) => /\.(node|so|dll|dylib|exe|gguf)$/.test(path));
    expect(native.filter((path) => !isUnpacked(path))).toEqual([]);
    for (const path of native) expect(existsSync(join(unpacked, path)), path).toBe(true);
    const llama = join(unpacked, 'node_modules', '@node-llama-cpp');
    expect(readdirSync(llama).sort()).toEqual(GPU_VARIANTS.map((variant) => `linux-x64${variant}`));
    for (const variant of ['', '-cuda', '-vulkan'])
      expect(native).toContain(
        `node_modules/@node-llama-cpp/linux-x64${variant}/bins/linux-x64${variant}/llama-addon.node`,
      );
  });

  it('begins with the built main program, under the name of the product', () => {
    const packed = JSON.parse(extractFile(archive, 'package.json').toString()) as PackageJson;
    expect(packed).toMatchObject({
      main: 'dist/desktop/main.js',
      productName: 'Switchyard',
      desktopName: 'switchyard.desktop',
      type: 'module',
    });
    expect(files).toContain(packed.main);
    expect(packed).not.toHaveProperty('devDependencies');
    expect(packed).not.toHaveProperty('scripts');
  });

  it('has every fuse set that a packaged app should have', async () => {
    const { DISABLE, ENABLE } = { DISABLE: '0'.charCodeAt(0), ENABLE: '1'.charCodeAt(0) };
    expect(await getCurrentFuseWire(join(app, 'switchyard'))).toEqual({
      version: FuseVersion.V1,
      [FuseV1Options.RunAsNode]: DISABLE,
      [FuseV1Options.EnableCookieEncryption]: ENABLE,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: DISABLE,
      [FuseV1Options.EnableNodeCliInspectArguments]: DISABLE,
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: ENABLE,
      [FuseV1Options.OnlyLoadAppFromAsar]: ENABLE,
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: DISABLE,
      [FuseV1Options.GrantFileProtocolExtraPrivileges]: DISABLE,
    });
  });

  it('is refused where llama.cpp for its processor is not installed, with the command that installs it', async () => {
    const context = {
      appOutDir: app,
      outDir: folder,
      electronPlatformName: 'linux',
      packager: { getResourcesDir: (dir: string) => join(dir, 'resources') },
    } as unknown as Parameters<typeof checkNativePackages>[0];
    await checkNativePackages({ ...context, arch: Arch.x64 });
    await expect(
      checkNativePackages({ ...context, electronPlatformName: 'darwin', arch: Arch.arm64 }),
    ).rejects.toThrow('npm install --no-save --force @node-llama-cpp/mac-arm64-metal');
  });

  it('is installed for one user, without an administrator and without a question', async () => {
    const { nsis, win, mac, linux, publish } = await createConfiguration();
    expect(nsis).toMatchObject({ oneClick: true, perMachine: false });
    expect(win?.target).toEqual([
      { target: 'nsis', arch: ['x64'] },
      { target: 'zip', arch: ['x64'] },
    ]);
    expect(mac?.target).toEqual({ target: 'dmg', arch: ['arm64', 'x64'] });
    expect(linux?.target).toEqual(['AppImage', 'deb']);
    expect(publish).toBeNull();
  });
});

it('the bridge into the window stays under 2 kB', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'switchyard-preload-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  await buildPreload(join(folder, 'preload.cjs'));
  expect(statSync(join(folder, 'preload.cjs')).size).toBeLessThan(2000);
});
