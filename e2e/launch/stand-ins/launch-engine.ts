/** Starts a stand-in as a program of its own and tells it how to behave. Knows no test framework: who starts one ends it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { eventually } from '../../testkit/eventually.ts';
import { freePort } from '../../testkit/free-port.ts';
import { inRepository } from '../../testkit/repository.ts';
import { ensurePython } from './find-python.ts';

/** In this folder, the program of each; ComfyUI's is Python. */
const PROGRAMS = {
  comfyui: 'comfyui/main.py',
  openai: 'openai/server.mjs',
  ollama: 'ollama/ollama.mjs',
  'llama-server': 'llama-server/llama-server.mjs',
};
export type StandInName = keyof typeof PROGRAMS;

export const standInPath = (name: StandInName): string => inRepository(`e2e/stand-ins/${PROGRAMS[name]}`);

export class StandIn {
  readonly url: string;
  readonly #start: () => ChildProcess;
  #child: ChildProcess;

  constructor(url: string, start: () => ChildProcess) {
    this.url = url;
    this.#start = start;
    this.#child = start();
  }

  /** Tells it how to behave from now on. */
  async order(orders: object): Promise<void> {
    await tell(this.url, orders);
  }

  /** Ends at once, as a machine does that loses power. */
  async die(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
  }

  /** Starts it again at the same address. */
  async comeBack(): Promise<void> {
    this.#child = this.#start();
    await this.listening();
  }

  async listening(): Promise<void> {
    await eventually(`${this.url} answers`, () =>
      tell(this.url, {}).then(
        () => true,
        () => false,
      ),
    );
  }
}

/** Tells the stand-in at that address how to behave. */
export async function tell(url: string, orders: object): Promise<void> {
  await fetch(`${url}/stand-in`, { method: 'POST', body: JSON.stringify(orders) });
}

export async function launchStandIn(
  name: StandInName,
  orders: object = {},
  { env = {}, args = [] }: { env?: Record<string, string>; args?: string[] } = {},
): Promise<StandIn> {
  const port = await freePort();
  const program = name === 'comfyui' ? ensurePython() : process.execPath;
  const standIn = new StandIn(`http://127.0.0.1:${port}`, () =>
    spawn(
      program,
      [standInPath(name), ...args, '--port', String(port), '--stand-in', JSON.stringify(orders)],
      { stdio: 'ignore', env: { ...process.env, ...env } },
    ),
  );
  await standIn.listening();
  return standIn;
}
