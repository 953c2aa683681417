/**
 * Runs `npm run dev` on a copy of the sources, so that they can be changed under it. The copy lies inside the repository,
 * where Node finds the installed packages.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { inRepository } from '../../testkit/repository.ts';

const SOURCES = [
  'shared',
  'electron',
  'renderer',
  'build',
  'package.json',
  'package-lock.json',
  'LICENSE',
  'tsconfig.base.json',
];

export interface DevSession {
  /** The printed link: the panel, with a code that signs one browser in. */
  readonly link: string;
  /** All it printed so far. */
  output(): string;
  /**
   * Replaces a text of a source file, as an editor does.
   * @param path relative to the repository
   * @throws Error when the file does not contain the text
   */
  edit(path: string, from: string, to: string): Promise<void>;
  /** Resolves to the exit code; the copy of the sources is gone then. Safe to call twice. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** @throws Error with all it printed, when it ends before it prints the link */
export async function startDev(dataDir: string): Promise<DevSession> {
  const root = inRepository(`dist-test/development-${process.pid}`);
  for (const source of SOURCES) await cp(inRepository(source), join(root, source), { recursive: true });
  await markAsInstalled(root);
  const child = spawn(
    process.execPath,
    [join(root, 'build/scripts/dev.mjs'), '--port', '0', '--data-dir', dataDir],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => output.push(text));
  const closed = once(child, 'close').then(async ([code]: (number | null)[]) => {
    await rm(root, { recursive: true, force: true });
    return code ?? null;
  });
  return {
    link: await printedLink(child, () => output.join('')),
    output: () => output.join(''),
    async edit(path, from, to) {
      const file = join(root, path);
      const text = await readFile(file, 'utf8');
      if (!text.includes(from)) throw new Error(`${path} does not contain ${from}.`);
      await writeFile(file, text.replace(from, to));
    },
    stop(signal = 'SIGTERM') {
      child.kill(signal);
      return closed;
    },
  };
}

/** The installed packages are those of the repository: nothing is to be installed into the copy. */
async function markAsInstalled(root: string): Promise<void> {
  const lockfile = await readFile(join(root, 'package-lock.json'));
  const stamp = join(root, 'node_modules', '.switchyard-installed');
  await mkdir(dirname(stamp), { recursive: true });
  await writeFile(stamp, createHash('sha256').update(lockfile).digest('hex'));
}

function printedLink(child: ChildProcess, output: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', () => {
      const [, link] = /^open (\S+)/m.exec(output()) ?? [];
      if (link !== undefined) resolve(link);
    });
    child.once('close', (code) =>
      reject(new Error(`It ended with ${code} before it printed a link:\n${output()}`)),
    );
  });
}
