import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { LogLine } from '../../shared/events.ts';
import { makeBackend } from '../fixtures/backends.ts';
import { card, renderPanel } from '../fixtures/render-panel.tsx';

const line = (seq: number, text: string, stream: LogLine['stream'] = 'out'): LogLine => ({
  seq,
  at: '2026-08-01T10:00:00Z',
  stream,
  text,
});

async function openLog(lines: LogLine[]) {
  const { fixture, services } = await renderPanel({
    backends: [makeBackend(2, { title: 'Chat' })],
    logs: { 2: lines },
  });
  fireEvent.click(card(2).getByRole('button', { name: 'Log' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Log of Chat' }));
  const view = dialog.getByRole('log', { name: 'Log lines' });
  const search = (value: string) =>
    fireEvent.change(dialog.getByRole('searchbox', { name: 'Search the log' }), { target: { value } });
  const push = (...more: LogLine[]) =>
    act(async () => {
      fixture.emit({ kind: 'log', backend_id: 2, lines: more, skipped: 0 });
      await new Promise(requestAnimationFrame);
    });
  return { fixture, services, dialog, view, search, push };
}

/** Sets the layout that a browser would have computed for the lines. */
function layOut(view: HTMLElement, { height, content }: { height: number; content: number }) {
  let top = 0;
  Object.defineProperties(view, {
    clientHeight: { configurable: true, get: () => height },
    scrollHeight: { configurable: true, get: () => content },
    scrollTop: {
      configurable: true,
      get: () => top,
      set: (value: number) => {
        top = Math.max(0, Math.min(value, content - height));
      },
    },
  });
}

test('shows the kept lines and then new ones', async () => {
  const { dialog, push } = await openLog([line(1, 'started as PID 7', 'host'), line(2, 'listening')]);
  expect(await dialog.findByText('listening')).toBeTruthy();
  await push(line(3, '\u001b[31mboom\u001b[0m', 'err'));
  const boom = dialog.getByText('boom');
  expect(boom.className).toContain('sy-ansi-red');
  expect(boom.closest('[data-stream]')?.getAttribute('data-stream')).toBe('err');
});

test('following stops when the reader scrolls up, and resumes by the button or at the end', async () => {
  const { dialog, view, push } = await openLog([line(1, 'first')]);
  await dialog.findByText('first');
  layOut(view, { height: 400, content: 4_000 });
  await push(line(2, 'second'));
  expect(view.scrollTop).toBe(3_600);
  expect(dialog.queryByRole('button', { name: 'Follow' })).toBeNull();

  view.scrollTop = 1_000;
  fireEvent.scroll(view);
  expect(view.dataset.following).toBe('false');
  await push(line(3, 'third'));
  expect(view.scrollTop).toBe(1_000);

  fireEvent.click(dialog.getByRole('button', { name: 'Follow' }));
  expect(view.scrollTop).toBe(3_600);

  view.scrollTop = 1_000;
  fireEvent.scroll(view);
  view.scrollTop = 3_590;
  fireEvent.scroll(view);
  expect(view.dataset.following).toBe('true');
});

test('new lines at the end do not count as scrolling up', async () => {
  const { dialog, view, push } = await openLog([line(1, 'first')]);
  await dialog.findByText('first');
  layOut(view, { height: 400, content: 4_000 });
  await push(line(2, 'second'));
  layOut(view, { height: 400, content: 9_000 });
  view.scrollTop = 3_600;
  fireEvent.scroll(view);
  expect(view.dataset.following).toBe('true');
});

test('a search marks and counts its matches, and goes through them from the newest', async () => {
  const { dialog, search } = await openLog([line(1, 'an Error'), line(2, 'fine'), line(3, 'error again')]);
  await dialog.findByText('fine');
  search('error');
  expect(dialog.getByText('2 of 2 found')).toBeTruthy();
  expect([...document.querySelectorAll('mark')].map(({ textContent }) => textContent)).toEqual([
    'Error',
    'error',
  ]);
  fireEvent.click(dialog.getByRole('button', { name: 'Next match' }));
  expect(dialog.getByText('1 of 2 found')).toBeTruthy();
  fireEvent.click(dialog.getByRole('button', { name: 'Previous match' }));
  expect(dialog.getByText('2 of 2 found')).toBeTruthy();
  expect(document.querySelector('mark[data-current="true"]')?.textContent).toBe('error');
});

test('the filter leaves only matching lines, and says when there is none', async () => {
  const { dialog, search } = await openLog([line(1, 'an Error'), line(2, 'fine')]);
  await dialog.findByText('fine');
  search('error');
  fireEvent.click(dialog.getByRole('checkbox', { name: 'Only matches' }));
  expect(dialog.queryByText('fine')).toBeNull();
  search('nowhere');
  expect(dialog.getByText('No line holds this text.')).toBeTruthy();
  expect(dialog.getByText('None found')).toBeTruthy();
});

test('lines can be wrapped or not', async () => {
  const { dialog, view } = await openLog([line(1, 'x')]);
  expect(view.dataset.wrap).toBe('true');
  fireEvent.click(dialog.getByRole('checkbox', { name: 'Wrap lines' }));
  expect(view.dataset.wrap).toBe('false');
});

test('older lines are read from before the first one shown', async () => {
  const { fixture, dialog } = await openLog([line(50, 'new')]);
  await dialog.findByText('new');
  fixture.answer('GetBackendLog', () => ({ lines: [line(49, 'old')], before: null, file: '/logs/2.log' }));
  fireEvent.click(dialog.getByRole('button', { name: 'Load older lines' }));
  expect(await dialog.findByText('old')).toBeTruthy();
  expect(fixture.callsTo('GetBackendLog')).toEqual([{ backend_id: 2, limit: 1000, before: 50 }]);
  expect(dialog.getByText('This is the beginning of the kept log.')).toBeTruthy();
  expect(dialog.getByText('All of it: /logs/2.log')).toBeTruthy();
});

test('if the log cannot be read, the error is shown in its place', async () => {
  const { fixture, dialog } = await openLog([line(50, 'new')]);
  await dialog.findByText('new');
  fixture.fail('GetBackendLog', 'This session may not call GetBackendLog.');
  fireEvent.click(dialog.getByRole('button', { name: 'Load older lines' }));
  expect((await dialog.findByRole('alert')).textContent).toContain(
    'Reading older lines failed. This session may not call GetBackendLog.',
  );
});

test('the log stays when its backend is deleted', async () => {
  const { fixture, dialog } = await openLog([line(1, 'last words')]);
  await dialog.findByText('last words');
  act(() => fixture.remove(2));
  await waitFor(() => expect(dialog.getByText(/This backend is gone/)).toBeTruthy());
  expect(dialog.getByText('last words')).toBeTruthy();
});
