import { act, fireEvent, within } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { makeBackend } from '../../../fixtures/backends.ts';
import { card, renderPanel, statusOf } from '../../../fixtures/render-panel.tsx';

afterEach(() => {
  vi.useRealTimers();
});

test('a fault of the panel or of the host is never shown as a stack trace', async () => {
  const { fixture } = await renderPanel({ backends: [makeBackend(0)] });
  fixture.answer('RestartBackends', () => {
    throw new Error('Cannot read properties of undefined\n    at Object.<anonymous> (index.js:1:1)');
  });
  fireEvent.click(card(0).getByRole('button', { name: 'Restart' }));
  const alert = await card(0).findByRole('alert');
  expect(alert.textContent).toContain('Something went wrong inside the panel.');
  expect(alert.textContent).not.toContain('index.js');
});

test('after a crash the card counts down to the next attempt and offers to start now or to stop', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
  const { fixture } = await renderPanel({
    backends: [
      makeBackend(0, {
        phase: 'waiting',
        status: 'waiting',
        next_step: {
          kind: 'retry',
          at: new Date(Date.now() + 8_000).toISOString(),
          attempt: 3,
          attempts: 6,
          reason: {
            code: 'crashed',
            message: 'It stopped by itself (exit code 1).',
            hint: 'Look at its log.',
          },
        },
      }),
    ],
  });
  expect(statusOf(0)).toBe('Restarts in 8 s, attempt 3 of 6');
  act(() => vi.advanceTimersByTime(3_000));
  expect(statusOf(0)).toBe('Restarts in 5 s, attempt 3 of 6');
  expect(card(0).getByText('It stopped by itself (exit code 1).')).toBeTruthy();
  fireEvent.click(card(0).getByRole('button', { name: 'Stop trying' }));
  expect(fixture.callsTo('ToggleBackend')).toEqual([{ backend_id: 0, enabled: false }]);
  fireEvent.click(card(0).getByRole('button', { name: 'Restart now' }));
  expect(fixture.callsTo('RetryBackendNow')).toEqual([{ backend_id: 0 }]);
});

test('quick attempts one after another do not make the card flicker', async () => {
  const { fixture } = await renderPanel({ backends: [makeBackend(0, { phase: 'loading' })] });
  const retry = (attempt: number) => ({
    kind: 'retry' as const,
    at: new Date().toISOString(),
    attempt,
    attempts: 5,
    reason: { code: 'crashed', message: 'It stopped by itself (exit code 1).', hint: '' },
  });
  expect(card(0).queryByRole('button', { name: 'Stop trying' })).toBeNull();
  act(() => fixture.patch(0, { phase: 'waiting', status: 'waiting', next_step: retry(2) }));
  const stop = card(0).getByRole('button', { name: 'Stop trying' });
  const { next_step: _, ...started } = makeBackend(0, { phase: 'loading', restarts: 1 });
  act(() => fixture.change(started));
  expect(card(0).getByRole('button', { name: 'Stop trying' })).toBe(stop);
  expect(card(0).getByText('It stopped by itself (exit code 1).')).toBeTruthy();
  act(() => fixture.change(makeBackend(0)));
  expect(card(0).queryByRole('button', { name: 'Stop trying' })).toBeNull();
});

test('a failure is shown with its last lines and the buttons that help', async () => {
  const { services } = await renderPanel({
    backends: [
      makeBackend(0, {
        phase: 'errored',
        error: {
          code: 'exited_before_ready',
          message: 'It ended before it was ready (exit code 1).',
          hint: 'The last lines of its log usually name the cause.',
          last_lines: ['Traceback', "\u001b[31mNo module named 'torch'\u001b[0m"],
        },
      }),
    ],
  });
  const { getByText, getByRole } = card(0);
  expect(statusOf(0)).toBe('Failed');
  expect(getByText('It ended before it was ready (exit code 1).')).toBeTruthy();
  expect(getByRole('region', { name: 'Last lines of the log' }).textContent).toBe(
    "Traceback\nNo module named 'torch'",
  );
  // Log and settings are where they are on every card.
  fireEvent.click(getByRole('button', { name: 'Log' }));
  expect(services.view.getState().dialog).toEqual({ kind: 'log', id: 0 });
  fireEvent.click(getByRole('button', { name: 'Settings' }));
  expect(services.view.getState().dialog).toEqual({ kind: 'edit', id: 0 });
  const restart = getByRole('button', { name: 'Restart' });
  expect(restart.closest('.sy-note')).not.toBeNull();
});

test('the first button of a failure is the one that helps: for a wrong path, the settings at that path', async () => {
  const { services } = await renderPanel({
    backends: [
      makeBackend(3, {
        title: 'Chat',
        phase: 'errored',
        error: {
          code: 'path_not_found',
          message: 'Backend 3 "Chat" cannot start: there is no file at /nowhere.gguf.',
          hint: 'Correct Model name in its settings; a moved or unmounted disk is a common cause.',
        },
      }),
    ],
  });
  const box = card(3)
    .getByText(/there is no file/)
    .closest<HTMLElement>('.sy-note');
  const buttons = within(box as HTMLElement).getAllByRole('button');
  expect(buttons.map(({ textContent }) => textContent)).toEqual(['Change settings']);
  fireEvent.click(buttons[0] as HTMLElement);
  expect(services.view.getState().dialog).toEqual({ kind: 'edit', id: 3, setting: 'ModelName' });
  expect(card(3).getByRole('button', { name: 'Restart' })).toBeTruthy();
});

test('the texts of a failure name the backend once', async () => {
  await renderPanel({
    backends: [
      makeBackend(3, {
        phase: 'errored',
        error: {
          code: 'crash_loop',
          message: 'Backend 3 "Chat" failed 5 times in a row. Last: Backend 3 "Chat" stopped by itself.',
          hint: 'Others hold memory: Backend 4 "Writer". Backend 3 "Chat" needs some.',
        },
      }),
    ],
  });
  expect(
    card(3).getByText('Backend 3 "Chat" failed 5 times in a row. Last: It stopped by itself.'),
  ).toBeTruthy();
  expect(card(3).getByText('Others hold memory: Backend 4 "Writer". It needs some.')).toBeTruthy();
});
