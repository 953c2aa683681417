import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { makeBackend } from '../../fixtures/backends.ts';
import { card, renderPanel, statusOf } from '../../fixtures/render-panel.tsx';

afterEach(() => {
  vi.useRealTimers();
});

const enabledSwitch = (id: number) => card(id).getByRole<HTMLInputElement>('switch', { name: 'Enabled' });

async function openMenu(id: number) {
  fireEvent.click(card(id).getByRole('button', { name: 'More actions' }));
  return within(await screen.findByRole('menu'));
}

test('a card shows the known facts and leaves out the unknown ones', async () => {
  await renderPanel({
    backends: [
      makeBackend(3, {
        title: 'Chat',
        current_model: 'qwen3.gguf',
        address: 'http://127.0.0.1:7803',
        vram_bytes: 6_657_199_309,
        gpu: ['0', '1'],
        pid: 4711,
        max_usages: 4,
        restarts: 2,
        tokens: { prompt: 81_240, completion: 1 },
        started_at: new Date(Date.now() - 192 * 60_000).toISOString(),
      }),
    ],
  });
  const { element, getByText, queryByRole, queryByText } = card(3);
  expect(element.getAttribute('aria-label')).toBe('Backend 3: Chat');
  for (const fact of [
    'qwen3.gguf',
    '6.2 GiB VRAM',
    'GPU 0, 1',
    'PID 4711',
    '4 requests at a time',
    '81,240 read, 1 written',
    '3 h 12 min',
  ])
    expect(getByText(fact)).toBeTruthy();
  expect(getByText('restarted 2 times')).toBeTruthy();
  expect(getByText('http://127.0.0.1:7803')).toBeTruthy();
  expect(queryByRole('link')).toBeNull();
  expect(queryByText(/ RAM$/)).toBeNull();
  expect(queryByText(/CPU/)).toBeNull();
});

test('a loading backend is not called up; its card says when it was started', async () => {
  const started_at = new Date(Date.now() - 60_000).toISOString();
  await renderPanel({
    backends: [makeBackend(0, { status: 'loading', phase: 'loading', pid: 4711, started_at })],
  });
  expect(card(0).getByText('Started')).toBeTruthy();
  expect(card(0).queryByText('Up')).toBeNull();
});

test('"not used yet" is shown only for a worker that reports its requests', async () => {
  const started_at = new Date().toISOString();
  await renderPanel({
    backends: [
      makeBackend(0, { started_at, reports_usage: true }),
      makeBackend(1, { started_at, reports_usage: false }),
    ],
  });
  expect(card(0).getByText('not used yet')).toBeTruthy();
  expect(card(1).queryByText('not used yet')).toBeNull();
});

test('a card says how a stop knows of its work, where the worker does not tell', async () => {
  const started_at = new Date().toISOString();
  await renderPanel({
    backends: [makeBackend(0, { started_at, work_source: 'connections' }), makeBackend(1, { started_at })],
  });
  expect(card(0).getByText('open connections count as work')).toBeTruthy();
  expect(card(1).queryByText('open connections count as work')).toBeNull();
});

test('while a call is under way the switch shows the confirmed value', async () => {
  const { fixture } = await renderPanel({ backends: [makeBackend(0)] });
  const release = fixture.hold('ToggleBackend');
  fireEvent.click(enabledSwitch(0));
  expect(statusOf(0)).toBe('Switching off…');
  expect(enabledSwitch(0).checked).toBe(true);
  expect(enabledSwitch(0).getAttribute('aria-busy')).toBe('true');
  fireEvent.click(enabledSwitch(0));
  await act(async () => release());
  await waitFor(() => expect(statusOf(0)).toBe('Off'));
  expect(enabledSwitch(0).checked).toBe(false);
  expect(fixture.callsTo('ToggleBackend')).toEqual([{ backend_id: 0, enabled: false }]);
});

test('a failed call shows its error and hint on the card it was asked on', async () => {
  const { fixture } = await renderPanel({ backends: [makeBackend(0), makeBackend(1)] });
  fixture.fail('ToggleBackend', 'The change could not be saved: the disk is full.', 'Nothing was changed.');
  fireEvent.click(enabledSwitch(1));
  const alert = await card(1).findByRole('alert');
  expect(alert.textContent).toContain('Could not switch it off.');
  expect(alert.textContent).toContain('the disk is full');
  expect(alert.textContent).toContain('Nothing was changed.');
  expect(card(0).queryByRole('alert')).toBeNull();
  expect(enabledSwitch(1).checked).toBe(true);
  fireEvent.click(within(alert).getByRole('button', { name: 'Dismiss this error' }));
  expect(card(1).queryByRole('alert')).toBeNull();
});

test.each([
  [
    'loads',
    { phase: 'loading', status: 'loading', pid: 7 },
    'Start again',
    'RestartBackends',
    { backend: 0 },
  ],
  [
    'does not answer',
    { phase: 'idle', status: 'idle', pid: 7 },
    'Restart',
    'RestartBackends',
    { backend: 0 },
  ],
  [
    'waits for its next attempt',
    {
      phase: 'waiting',
      status: 'waiting',
      next_step: {
        kind: 'retry',
        at: '2026-08-01T10:00:00Z',
        attempt: 2,
        attempts: 5,
        reason: { code: 'crashed', message: 'It stopped.', hint: '' },
      },
    },
    'Restart now',
    'RetryBackendNow',
    { backend_id: 0 },
  ],
] as const)('the button of a backend that %s says what it does', async (_, over, label, operation, input) => {
  const { fixture } = await renderPanel({ backends: [makeBackend(0, { pid: undefined, ...over })] });
  fireEvent.click(card(0).getByRole('button', { name: label }));
  expect(fixture.callsTo(operation)).toEqual([input]);
});

test.each([
  [
    'a remote that does not answer',
    { phase: 'idle', status: 'idle' },
    'Restart',
    'It does not run on this computer.',
  ],
  [
    'one that is queued',
    { phase: 'waiting', status: 'waiting' },
    'Start now',
    'It is waiting for its turn to start.',
  ],
] as const)('%s cannot be started by a button, which says why', async (_, over, label, reason) => {
  const { fixture } = await renderPanel({ backends: [makeBackend(0, { pid: undefined, ...over })] });
  const button = card(0).getByRole('button', { name: label });
  expect(button.getAttribute('aria-description')).toContain(reason);
  fireEvent.click(button);
  expect(fixture.callsTo('RestartBackends')).toEqual([]);
  expect(fixture.callsTo('RetryBackendNow')).toEqual([]);
});

test('a deletion whose end is not confirmed says so on the card, and offers no undo yet', async () => {
  const { fixture } = await renderPanel({ backends: [makeBackend(0)] });
  const result = 'Being deleted: it is listed until its processes are confirmed gone.';
  fixture.answer('DeleteBackend', () => ({ result }));
  fireEvent.click(card(0).getByRole('button', { name: 'More actions' }));
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Delete' }));
  expect((await card(0).findByText(result)).textContent).toBe(result);
  expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
});

test('what is invisible in a title does not turn the text around it', async () => {
  await renderPanel({ backends: [makeBackend(0, { title: 'photo\u202egnp.exe' })] });
  expect(card(0).getByRole('heading').textContent).toBe('photognp.exe');
});

test('of very many tags the first are shown, and the others on request', async () => {
  const tags = Array.from({ length: 20 }, (_, n) => `tag-${n}`);
  await renderPanel({
    backends: [makeBackend(0, { tags }), makeBackend(1, { tags: tags.slice(0, 7) })],
  });
  const shown = (id: number) => card(id).getAllByRole('button', { name: /^#tag-/ }).length;
  expect([shown(0), shown(1)]).toEqual([6, 7]);
  fireEvent.click(card(0).getByRole('button', { name: '14 more tags' }));
  expect(shown(0)).toBe(20);
  fireEvent.click(card(0).getByRole('button', { name: 'Show fewer tags' }));
  expect(shown(0)).toBe(6);
});

test('one of an unknown type has no switch that could only fail', async () => {
  const { fixture } = await renderPanel({
    backends: [makeBackend(0, { type: 'of_tomorrow', phase: 'disabled', settings: {} })],
  });
  fireEvent.click(enabledSwitch(0));
  expect(enabledSwitch(0).getAttribute('aria-description')).toContain('does not know its type');
  expect(fixture.callsTo('ToggleBackend')).toEqual([]);
});

test('freeing memory is not offered where only a restart does it', async () => {
  await renderPanel({ backends: [makeBackend(0), makeBackend(1, { can_free_memory: false })] });
  expect(card(0).getByRole('button', { name: 'Free VRAM' })).toBeTruthy();
  expect(card(1).queryByRole('button', { name: 'Free VRAM' })).toBeNull();
  const menu = await openMenu(1);
  expect(menu.getByText(/Its program cannot free memory/)).toBeTruthy();
  expect(menu.getByRole('menuitem', { name: 'Free VRAM' }).getAttribute('data-disabled')).toBe('true');
});

test('a backend without VRAM says so if the driver reports it', async () => {
  await renderPanel({
    backends: [makeBackend(1, { vram_bytes: 0, vram_source: 'driver' }), makeBackend(2)],
  });
  expect(card(1).getByText('no VRAM')).toBeTruthy();
  expect(card(2).queryByText('no VRAM')).toBeNull();
});

test('the line of what a process uses is there before it is measured, so that nothing moves below the pointer', async () => {
  const { fixture } = await renderPanel({
    backends: [makeBackend(0, { pid: 4711 }), makeBackend(1, { phase: 'disabled', enabled: false })],
  });
  expect(card(0).getByText('not measured yet')).toBeTruthy();
  expect(card(1).queryByText('not measured yet')).toBeNull();
  act(() => fixture.patch(0, { cpu_percent: 37 }));
  expect(await card(0).findByText(/37 % of one core/)).toBeTruthy();
  expect(card(0).queryByText('not measured yet')).toBeNull();
});

test('the card shows how much memory was freed', async () => {
  await renderPanel({ backends: [makeBackend(0, { vram_bytes: 12_025_908_428 })] });
  const menu = await openMenu(0);
  fireEvent.click(menu.getByRole('menuitem', { name: 'Free VRAM and RAM' }));
  expect(await card(0).findByText('Freed 11.2 GiB of VRAM and 1.2 GiB of RAM.')).toBeTruthy();
  expect(card(0).getByText('The model was unloaded')).toBeTruthy();
});

test('freeing the memory of all shows the sum and a line for each backend', async () => {
  await renderPanel({
    backends: [
      makeBackend(0, { title: 'Chat', vram_bytes: 1_073_741_824 }),
      makeBackend(1, { title: 'Pictures', vram_bytes: 2_147_483_648 }),
      makeBackend(2, { phase: 'disabled' }),
    ],
  });
  fireEvent.click(screen.getByRole('button', { name: 'Free memory of all' }));
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Free VRAM of all' }));
  expect(await screen.findByText('Freed 3.0 GiB of VRAM from 2 of 2 backends.')).toBeTruthy();
  expect(screen.getByText('Pictures: Freed 2.0 GiB of VRAM. The model was unloaded')).toBeTruthy();
});

test('restarting all asks first, tells how far it has come, and what came of it', async () => {
  const { fixture } = await renderPanel({
    backends: [makeBackend(0), makeBackend(1, { phase: 'disabled' })],
  });
  const restartAll = () => fireEvent.click(screen.getByRole('button', { name: 'Restart all…' }));
  restartAll();
  expect(await screen.findByText(/The requests that .* working on are lost/)).toBeTruthy();
  expect(fixture.callsTo('RestartBackends')).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: 'Restart 1 backend' }));
  expect(await screen.findByText('Restarting 1 backend…')).toBeTruthy();
  expect(statusOf(0)).toBe('Starting…');
  restartAll();
  expect(
    await screen.findByText('There is nothing to restart: no backend is ready or has failed.'),
  ).toBeTruthy();
  act(() => fixture.patch(0, { phase: 'running', status: 'running' }));
  expect(await screen.findByText('Restarted 1 backend.')).toBeTruthy();
});

test('deleting asks nothing, is shown while it lasts, and can be undone', async () => {
  const { fixture } = await renderPanel({ backends: [makeBackend(3, { title: 'Chat' }), makeBackend(4)] });
  const release = fixture.hold('DeleteBackend');
  const menu = await openMenu(3);
  fireEvent.click(menu.getByRole('menuitem', { name: 'Delete' }));
  await waitFor(() => expect(statusOf(3)).toBe('Deleting…'));
  await act(async () => release());
  const undo = await screen.findByRole('button', { name: 'Undo' });
  expect(screen.queryByRole('article', { name: 'Backend 3: Chat' })).toBeNull();
  fireEvent.click(undo);
  expect(await screen.findByRole('article', { name: 'Backend 3: Chat' })).toBeTruthy();
  expect(fixture.callsTo('RestoreBackend')).toEqual([{ backend_id: 3 }]);
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull());
});

test('an undo that fails shows its error in the same message', async () => {
  const { fixture } = await renderPanel({ backends: [makeBackend(3, { title: 'Chat' }), makeBackend(4)] });
  fixture.fail('RestoreBackend', 'Backend 3 cannot be brought back.', 'Add a new one instead.');
  const menu = await openMenu(3);
  fireEvent.click(menu.getByRole('menuitem', { name: 'Delete' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Undo' }));
  expect(await screen.findByText(/cannot be brought back/)).toBeTruthy();
  expect(screen.getByText('Add a new one instead.')).toBeTruthy();
});

test('a recently deleted backend can be restored from the list', async () => {
  const { services } = await renderPanel({ backends: [makeBackend(3, { title: 'Chat' }), makeBackend(4)] });
  await act(async () => void (await services.actions.remove(3)));
  fireEvent.click(screen.getByRole('button', { name: 'More' }));
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Recently deleted…' }));
  const dialog = within(await screen.findByRole('dialog'));
  fireEvent.click(await dialog.findByRole('button', { name: 'Restore Chat' }));
  await waitFor(() => expect(card(3).element).toBeTruthy());
  expect(await dialog.findByText('Nothing was deleted recently.')).toBeTruthy();
});

test('after a lost connection the cards are marked as stale, and the buttons say why they do nothing', async () => {
  const { fixture } = await renderPanel({
    backends: [makeBackend(0, { pid: 1, started_at: '2026-08-01T10:00:00Z' })],
  });
  act(() => fixture.connect('lost'));
  expect(screen.getByRole('alert').textContent).toBe(
    'Connection to Switchyard lost. This is the last known state. Reconnecting…',
  );
  // In the header, which stays in view when the list is scrolled.
  expect(screen.getByRole('banner').contains(screen.getByRole('alert'))).toBe(true);
  expect(statusOf(0)).toBe('Last known: Ready');
  expect(card(0).element.dataset.stale).toBe('true');
  expect(card(0).getByText(/^since /)).toBeTruthy();
  const restart = card(0).getByRole('button', { name: 'Restart' });
  expect(restart.getAttribute('aria-disabled')).toBe('true');
  expect(restart.getAttribute('aria-description')).toBe('The connection to Switchyard is lost.');
  fireEvent.click(restart);
  fireEvent.click(enabledSwitch(0));
  expect(fixture.callsTo('RestartBackends')).toEqual([]);
  expect(fixture.callsTo('ToggleBackend')).toEqual([]);
  act(() => fixture.connect('open'));
  expect(statusOf(0)).toBe('Ready');
  expect(screen.queryByRole('alert')).toBeNull();
});

test('while settings are locked everything is shown, nothing can be changed, and memory can be freed', async () => {
  const { fixture } = await renderPanel({ backends: [makeBackend(0)], host: { locked: true } });
  expect(screen.getByText('Settings are locked.')).toBeTruthy();
  fireEvent.click(enabledSwitch(0));
  expect(fixture.callsTo('ToggleBackend')).toEqual([]);
  expect(enabledSwitch(0).getAttribute('aria-description')).toBe('Settings are locked.');
  fireEvent.click(card(0).getByRole('button', { name: 'Free VRAM' }));
  expect(fixture.callsTo('FreeBackendMemory')).toHaveLength(1);
  await card(0).findByRole('status');
});

test('a notice of the backend is shown with a button to its settings', async () => {
  const { services } = await renderPanel({
    backends: [makeBackend(0, { notice: 'It serves the sample model.' })],
  });
  expect(card(0).getByText('It serves the sample model.')).toBeTruthy();
  fireEvent.click(card(0).getByRole('button', { name: 'Change settings' }));
  expect(services.view.getState().dialog).toEqual({ kind: 'edit', id: 0 });
});

test('the command line can be shown', async () => {
  await renderPanel({ backends: [makeBackend(0, { command_line: 'node worker.js --port 7800' })] });
  const menu = await openMenu(0);
  fireEvent.click(menu.getByRole('menuitem', { name: 'Show command line' }));
  expect((await screen.findByRole('dialog')).textContent).toContain('node worker.js --port 7800');
});

test('a copy is added switched off, and its card is scrolled into view', async () => {
  const { fixture } = await renderPanel({ backends: [makeBackend(0, { title: 'Flux' })] });
  fireEvent.click(card(0).getByRole('button', { name: 'More actions' }));
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Duplicate' }));
  expect(await screen.findByRole('article', { name: 'Backend 1: Flux copy' })).toBeTruthy();
  expect(fixture.callsTo('DuplicateBackend')).toEqual([{ backend_id: 0 }]);
  expect(statusOf(1)).toBe('Off');
});
