import { act, screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { FullBackend } from '../../../shared/backend.ts';
import { makeBackend } from '../../fixtures/backends.ts';
import { card, renderPanel } from '../../fixtures/render-panel.tsx';

const loading = (progress: FullBackend['progress'], secondsAgo = 12): FullBackend => ({
  ...makeBackend(0, { title: 'Flux', phase: 'loading', status: 'loading' }),
  started_at: new Date(Date.now() - secondsAgo * 1000).toISOString(),
  ...(progress === undefined ? {} : { progress }),
});

test('a bar, the last line, and the time against the usual one are shown while it loads', async () => {
  const line = 'Loading checkpoint shards:  38%|███▊      | 3/8';
  const { fixture } = await renderPanel({
    backends: [loading({ fraction: 0.38, line, usual_seconds: 40.4 })],
  });
  const bar = card(0).getByRole('progressbar', { name: 'Loading' });
  expect(bar.getAttribute('aria-valuenow')).toBe('38');
  expect(card(0).element.textContent).toMatch(/38 % · [12]\d s so far, usually 40 s/);
  expect(card(0).getByText(/^Loading checkpoint shards/).title).toBe(line);
  act(() => fixture.patch(0, { phase: 'running', status: 'running' }));
  await waitFor(() => expect(screen.queryByRole('progressbar')).toBeNull());
});

test('without a fraction there is no bar, but the line and the time', async () => {
  await renderPanel({ backends: [loading({ line: 'Compiling the graph' })] });
  expect(card(0).queryByRole('progressbar')).toBeNull();
  expect(card(0).element.textContent).toMatch(/[12]\d s so far/);
  expect(card(0).element.textContent).not.toContain('usually');
  expect(card(0).getByText('Compiling the graph')).toBeTruthy();
});

test('a start that has just begun shows nothing of it yet', async () => {
  await renderPanel({ backends: [loading({ fraction: 0.5, line: 'half' }, 0)] });
  expect(card(0).queryByText('half')).toBeNull();
});

test('the line is shown as text, whatever is in it', async () => {
  await renderPanel({ backends: [loading({ line: '<img src=x onerror=alert(1)>' })] });
  expect(card(0).getByText('<img src=x onerror=alert(1)>')).toBeTruthy();
  expect(card(0).element.querySelector('img')).toBeNull();
});
