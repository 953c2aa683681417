/** Starts the stand-in of an engine as a process, and sets how it behaves. Knows no test framework: the caller ends it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { eventually } from '../../testkit/eventually.ts';
import { freePort } from '../../testkit/net/free-port.ts';
import { inRepository } from '../../testkit/repository.ts';
import { ensurePython } from './find-python.ts';

/** The programs, below e2e/stand-ins/. Those whose names end in .py are Python. */
const PROGRAMS = {
  comfyui: 'comfyui/main.py',
  webui: 'webui/launch.py',
  openai: 'openai/server.mjs',
  ollama: 'ollama/ollama.mjs',
  'llama-server': 'llama-server/llama-server.mjs',
};
export type StandInName = keyof typeof PROGRAMS;
/** Without these, an engine does not answer. */
const ARGUMENTS: Partial<Record<StandInName, string[]>> = { webui: ['--api'] };

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

  /** Sets how it behaves from now on. */
  async order(orders: object): Promise<void> {
    await sendOrders(this.url, orders);
  }

  /** Ends it at once, as if the machine lost power. */
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
      sendOrders(this.url, {}).then(
        () => true,
        () => false,
      ),
    );
  }
}

/** Sets how the stand-in at this address behaves. @throws Error when something else answers there */
export async function sendOrders(url: string, orders: object): Promise<void> {
  const response = await fetch(`${url}/stand-in`, { method: 'POST', body: JSON.stringify(orders) });
  if (!response.ok) throw new Error(`There is no stand-in at ${url}: it answers with ${response.status}.`);
}

/**
 * Begins a request to the stand-in at this address. Resolves once that has it, with what is still to come.
 * @param start sends the request with these headers
 */
export async function beginRequest<Reply>(
  url: string,
  start: (headers: Record<string, string>) => Promise<Reply>,
): Promise<{ answered: Promise<Reply> }> {
  const mark = randomUUID();
  const answered = start({ 'x-test-request': mark });
  await eventually('the stand-in has the request', async () =>
    (await (await fetch(`${url}/stand-in`)).text()).includes(mark),
  );
  return { answered };
}

export async function launchStandIn(
  name: StandInName,
  orders: object = {},
  { env = {}, args = [] }: { env?: Record<string, string>; args?: string[] } = {},
): Promise<StandIn> {
  const port = await freePort();
  const program = PROGRAMS[name].endsWith('.py') ? ensurePython() : process.execPath;
  const standIn = new StandIn(`http://127.0.0.1:${port}`, () =>
    spawn(
      program,
      [
        standInPath(name),
        ...(ARGUMENTS[name] ?? []),
        ...args,
        '--port',
        String(port),
        '--stand-in',
        JSON.stringify(orders),
      ],
      { stdio: 'ignore', env: { ...process.env, ...env } },
    ),
  );
  await standIn.listening();
  return standIn;
}
