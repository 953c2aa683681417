/**
 * Requests to Ollama whose replies are recorded (`e2e/recordings/ollama-0.32.15`). The stand-in and the real one are asked the
 * same. Each has the model `tiny`.
 */
import { assertAsRecorded, requestReply } from '../testkit/recordings.ts';

const askAt = (url: string) => async (recording: string, path: string, body?: object) =>
  assertAsRecorded('ollama-0.32.15', recording, await requestReply(`${url}${path}`, body));

/** @throws where it does not answer as recorded while no model is loaded */
export async function talkWithoutLoadedModel(url: string): Promise<void> {
  const ask = askAt(url);
  await ask('version', '/api/version');
  await ask('tags', '/api/tags');
  await ask('show', '/api/show', { model: 'tiny' });
  await ask('v1-models', '/v1/models');
  await ask('ps-empty', '/api/ps');
  await ask('generate-unload-not-loaded', '/api/generate', { model: 'tiny', keep_alive: 0 });
  await ask('generate-unload-unknown', '/api/generate', { model: 'nobody', keep_alive: 0 });
  await ask('not-found', '/no-such-route');
}

/** Loads `tiny`. @throws where it does not answer as recorded */
export async function talkOfLoading(url: string): Promise<void> {
  const ask = askAt(url);
  await ask('generate-load', '/api/generate', { model: 'tiny' });
  await ask('ps-loaded', '/api/ps');
}
