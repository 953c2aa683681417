/** Whether the stand-in of llama-server answers as the real one did, by the recordings of it. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from 'vitest';
import { it } from '../launch/headless/host-for-test.ts';
import { ggufModel } from '../testkit/gguf.ts';
import { compareWithRecordings, conversations } from './llama-server-conversations.ts';

describe.concurrent('the stand-in of llama-server answers as the real one', () => {
  it.for(Object.entries(conversations))(
    '%s',
    async ([, conversation], { standInForTest, onTestFinished }) => {
      const models = await mkdtemp(join(tmpdir(), 'switchyard-models-'));
      onTestFinished(() => rm(models, { recursive: true, force: true }));
      for (const name of ['alpha', 'beta', 'broken'])
        await writeFile(join(models, `${name}.gguf`), ggufModel());
      const { url } = await standInForTest(
        'llama-server',
        { load_ms: 1 },
        { args: conversation.args(models) },
      );
      await compareWithRecordings(url, conversation);
    },
  );
});
