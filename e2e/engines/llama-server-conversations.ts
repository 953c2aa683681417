/**
 * Requests to llama-server whose replies are recorded (`e2e/recordings/llama-server-0.4.0`). The stand-in and the real one are asked
 * the same.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { eventually } from '../testkit/eventually.ts';
import { assertAsRecorded, requestReply } from '../testkit/recordings.ts';

/** Sends a request, by POST where there is a body. @throws where the reply is not as the recording of that name */
export type Ask = (recording: string, path: string, body?: object) => Promise<void>;

export interface Conversation {
  /** Of the server. @param models a folder with `alpha.gguf`, `beta.gguf`, and `broken.gguf`, which is no model */
  args: (models: string) => string[];
  talk: (ask: Ask, url: string) => Promise<void>;
}

const VERSION = 'llama-server-0.4.0';

const bearer = (key: string) => ({ Authorization: `Bearer ${key}` });

export const conversations: Record<string, Conversation> = {
  'with one model': {
    args: (models) => ['--model', `${models}/alpha.gguf`, '--metrics', '--parallel', '2'],
    talk: async (ask) => {
      await ask('health-ready', '/health');
      await ask('props-ready', '/props');
      await ask('slots-idle', '/slots');
      await ask('metrics', '/metrics');
      await ask('models-ready', '/models');
      await ask('v1-models-ready', '/v1/models');
      await ask('models-unload-in-single-mode', '/models/unload', { model: 'alpha' });
      await ask('not-found', '/no-such-route');
    },
  },
  'without slots and metrics': {
    args: (models) => ['--model', `${models}/alpha.gguf`, '--no-slots'],
    talk: async (ask) => {
      await ask('slots-disabled', '/slots');
      await ask('metrics-disabled', '/metrics');
    },
  },
  'with an API key': {
    args: (models) => ['--model', `${models}/alpha.gguf`, '--metrics', '--api-key', 'sk-test'],
    talk: async (ask, url) => {
      await ask('key-health-without-key', '/health');
      await ask('key-props-without-key', '/props');
      await ask('key-metrics-without-key', '/metrics');
      await ask('key-v1-models-without-key', '/v1/models');
      const read = (key: string) => requestReply(`${url}/props`, undefined, bearer(key));
      assertAsRecorded(VERSION, 'key-props-wrong-key', await read('nope'));
      assertAsRecorded(VERSION, 'key-props-with-key', await read('sk-test'));
    },
  },
  'as a router': {
    args: (models) => ['--models-dir', models],
    talk: async (ask, url) => {
      const complete = (model?: string) => ({ model, prompt: 'hello', max_tokens: 2 });
      await ask('router-health', '/health');
      await ask('router-props', '/props');
      await ask('router-models-all-unloaded', '/models');
      await ask('router-v1-models', '/v1/models');
      await ask('router-slots-without-model', '/slots');
      await ask('router-slots-unloaded-autoload-false', '/slots?model=alpha&autoload=false');
      await ask('router-unload-unknown', '/models/unload', { model: 'nope' });
      await ask('router-unload-not-loaded', '/models/unload', { model: 'alpha' });
      await ask('router-completion-unknown', '/v1/completions', complete('nope'));
      await ask('router-completion-no-model', '/v1/completions', complete());

      await requestReply(`${url}/models/load`, { model: 'alpha' });
      const becomes = (status: string) =>
        eventually(`alpha is ${status}`, async () => (await statusOf(url, 'alpha')) === status);
      await becomes('loaded');
      await ask('router-models-one-loaded', '/models');
      await ask('router-unload-reply', '/models/unload', { model: 'alpha' });
      await becomes('unloaded');
      await ask('router-completion-broken', '/v1/completions', complete('broken'));
    },
  },
};

/** @param url of a server that is ready */
export async function compareWithRecordings(url: string, { talk }: Conversation): Promise<void> {
  const ask: Ask = async (recording, path, body) =>
    assertAsRecorded(VERSION, recording, await requestReply(`${url}${path}`, body));
  await talk(ask, url);
}

async function statusOf(url: string, model: string): Promise<string | undefined> {
  const { body } = await requestReply(`${url}/models`);
  const { data } = body as { data: { id: string; status: { value: string } }[] };
  return data.find(({ id }) => id === model)?.status.value;
}

/** Starts a server until it is ready. @returns a function that ends it */
export async function startServer(
  [program, ...args]: readonly [string, ...string[]],
  url: string,
): Promise<() => Promise<void>> {
  const child = spawn(program, args, { stdio: 'ignore' });
  const closed = once(child, 'close');
  const end = async () => {
    child.kill('SIGKILL');
    await closed;
  };
  try {
    await eventually(`${url} is ready`, async () => {
      if (child.exitCode !== null) throw new Error(`${program} ended with ${child.exitCode}.`);
      return await fetch(`${url}/health`).then(
        ({ ok }) => ok,
        () => false,
      );
    });
  } catch (error) {
    await end();
    throw error;
  }
  return end;
}
