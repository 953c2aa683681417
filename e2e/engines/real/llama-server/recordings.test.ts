/** Whether the recordings, and so the stand-in, are still what the real llama-server answers. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe } from 'vitest';
import { freePort } from '../../../testkit/net/free-port.ts';
import { compareWithRecordings, conversations, startServer } from '../../llama-server-conversations.ts';
import { it, llamaServer } from './llama-server-test.ts';

describe.concurrent('the real llama-server answers as it was recorded', () => {
  it.for(Object.entries(conversations))('%s', async ([, conversation], { models, onTestFinished }) => {
    const folder = await models({ alpha: 'small', beta: 'small' });
    await writeFile(join(folder, 'broken.gguf'), 'no model');
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const end = await startServer([llamaServer, ...conversation.args(folder), '--port', String(port)], url);
    onTestFinished(end);
    await compareWithRecordings(url, conversation);
  });
});
