import { gzipSync } from 'node:zlib';
import { expect, onBothHosts, test } from './fixtures.ts';

test(
  'from an empty panel to tokens: the sample is added, runs, is used, and is freed',
  onBothHosts,
  async ({ panel }) => {
    await expect(panel.page.getByRole('heading', { name: 'No backends yet' })).toBeVisible();
    await panel.sampleButton.click();
    const card = panel.card(0);
    await card.waitForStatus('running');
    await expect(card.root).toContainText('Ready');
    await expect(card.root).toContainText('Serves the built-in sample');

    const reply = await fetch(`${await card.address()}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ messages: [{ role: 'user', content: 'hello' }], max_tokens: 8 }),
    });
    const answer = (await reply.json()) as {
      choices: { message: { content: string } }[];
      usage: { completion_tokens: number };
    };
    expect(answer.choices[0]?.message.content).not.toBe('');
    expect(answer.usage.completion_tokens).toBeGreaterThan(0);

    await card.button('Free VRAM').click();
    await expect(card.root.getByRole('status').filter({ hasText: 'The model was unloaded' })).toBeVisible();
    // The model is unloaded, and the card no longer names it.
    await expect(card.root).not.toContainText('sample·');
  },
);

test('a backend is added from its type, with the settings that were typed', async ({ panel, host }) => {
  const form = await panel.chooseType('Local LLaMA.cpp GGUF');
  await form.fill('Title', 'My model');
  await form.fill('Context size', '512');
  await form.add();
  await panel.card(0).waitForStatus('running');
  await expect(panel.page.getByRole('article', { name: 'Backend 0: My model' })).toBeVisible();
  expect(await host.call('ListBackends')).toMatchObject({
    0: { type: 'localllama', title: 'My model', settings: { ContextSize: 512 } },
  });
});

test('a preset fills the form of any program', async ({ panel }) => {
  const form = await panel.chooseType('Any program');
  await form.root.getByRole('button', { name: /^KoboldCpp/ }).click();
  await expect(form.field('Program')).toHaveValue('koboldcpp');
  // What only the user knows has to be filled in.
  await form.button('Add').click();
  await expect(form.root).toContainText('replace /PATH/TO/MODEL.gguf with your own value');
});

// The texts of another language come beside those of the program.
for (const { locale, files } of [
  { locale: 'en-US', files: 2 },
  { locale: 'ja-JP', files: 3 },
])
  test.describe(locale, () => {
    test.use({ locale });

    test(`the first view loads less than 350 kB of JavaScript, compressed, in ${locale}`, {
      tag: '@browser',
    }, async ({ page, httpHost }) => {
      const loaded = new Map<string, number>();
      page.on('response', async (response) => {
        if (response.request().resourceType() !== 'script') return;
        const { pathname } = new URL(response.url());
        // The dialogs and their texts come later, when the page has nothing else to do.
        if (!/open-dialog|\/later-/.test(pathname))
          loaded.set(pathname, gzipSync(await response.body()).length);
      });
      await page.goto(httpHost.signInLink);
      await expect(
        page
          .locator(`html[lang="${locale.slice(0, 2)}"]`)
          .getByRole('heading', { level: 2 })
          .first(),
      ).toBeVisible();
      await page.waitForLoadState('networkidle');
      // The entry, the panel and its texts.
      expect([...loaded.keys()]).toHaveLength(files);
      expect([...loaded.values()].reduce((sum, bytes) => sum + bytes, 0)).toBeLessThan(350_000);
    });
  });
