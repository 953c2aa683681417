/** Models are tried in the panel, and other programs are told how to use them. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { findViolations, findViolationsIn } from '../pages/axe.ts';
import { expect, onBothHosts, test } from './fixtures.ts';

test(
  'from an empty panel to a streamed answer of the sample model, with the keyboard alone',
  onBothHosts,
  async ({ panel }) => {
    const { page } = panel;
    await panel.sampleButton.focus();
    await page.keyboard.press('Enter');
    await panel.card(0).waitForStatus('running');
    await panel.card(0).button('Chat').focus();
    await page.keyboard.press('Enter');

    // The field has the focus, and Enter sends.
    const field = panel.dialog.getByRole('textbox', { name: 'Message' });
    await expect(field).toBeFocused();
    await page.keyboard.type('Hello');
    await page.keyboard.press('Enter');
    const conversation = panel.dialog.getByRole('log', { name: 'Conversation' });
    await expect(conversation).toContainText('Hello');
    await expect(conversation).toContainText(/\d+ tokens · .*first after/);
    await expect(conversation).toHaveAttribute('aria-busy', 'false');
    await expect(field).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(panel.card(0).button('Chat')).toBeFocused();

    // What was said is still there, until somebody clears it.
    await page.keyboard.press('Enter');
    await expect(conversation).toContainText('Hello');
    await panel.dialog.getByRole('button', { name: 'Clear' }).click();
    await expect(conversation).not.toContainText('Hello');
  },
);

for (const width of [390, 1400])
  test(`axe finds no violation where models are tried, light and dark, ${width} px wide`, {
    tag: '@browser',
  }, async ({ panel }) => {
    const { page } = panel;
    await page.setViewportSize({ width, height: 900 });
    await panel.sampleButton.click();
    await panel.card(0).waitForStatus('running');
    await panel.card(0).button('Chat').click();
    const { dialog } = panel;
    await dialog.getByRole('button', { name: 'Model settings' }).click();
    // Fewer than the sample model writes at least: its answers are random.
    await dialog.getByLabel('At most').fill('3');
    await dialog.getByRole('textbox', { name: 'Message' }).fill('Hello');
    await dialog.getByRole('button', { name: 'Send' }).click();
    await expect(dialog.getByText('length limit reached')).toBeVisible();
    expect(await findViolationsIn(page, ['light', 'dark'])).toEqual([]);

    await dialog.getByRole('button', { name: 'Use it in…' }).click();
    await expect(dialog.getByRole('region', { name: 'For curl' })).toContainText('/v1/chat/completions');
    expect(await findViolationsIn(page, ['light', 'dark'])).toEqual([]);
  });

test('the pages of an image engine open through the gateway', { tag: '@browser' }, async ({
  panel,
  host,
}) => {
  const server = createServer((request, response) => {
    const isPage = request.url === '/';
    response.setHeader('Content-Type', isPage ? 'text/html' : 'application/json');
    response.end(isPage ? '<title>Its own page</title>' : '{"system":{},"devices":[]}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await host.call('AddNewBackend', {
    type_id: 'comfyui_api',
    settings: { Address: `http://127.0.0.1:${port}` },
  });
  await panel.card(0).waitForStatus('running');
  const opening = panel.page.context().waitForEvent('page');
  await panel.card(0).button('Open').click();
  const opened = await opening;
  await expect(opened).toHaveTitle('Its own page');
  expect(new URL(opened.url()).pathname).toMatch(/^\/upstream\//);
  server.closeAllConnections();
  server.close();

  // One that sleeps says that it starts, and then its page is there.
  await host.call('AddNewBackend', {
    type_id: 'fake',
    title: 'Sleeper',
    settings: { StartWhen: 'on demand', Flags: '--load-ms 2000' },
  });
  await expect(panel.card(1).root).toContainText('Starts on demand');
  const { url } = (await host.call('GetPageLink', { backend_id: 1 })) as { url: string };
  await opened.goto(url, { waitUntil: 'commit' });
  await expect(opened.getByRole('heading')).toHaveText('Sleeper is starting…');
  await expect(opened.getByRole('status')).toHaveText(/Loading the fake model\./);
  await expect(opened.locator('body')).toHaveText(/fake worker/);
  await opened.goto(url.replace('/upstream/1', '/upstream/99'));
  await expect(opened.locator('main')).toContainText('There is no backend');
  for (const colorScheme of ['light', 'dark'] as const) {
    await opened.emulateMedia({ colorScheme });
    expect(await findViolations(opened), colorScheme).toEqual([]);
  }
});
