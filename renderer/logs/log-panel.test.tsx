import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { LogLine } from '../../shared/events.ts';
import type { LogRun } from '../../shared/log/log-runs.ts';
import { makeBackend } from '../fixtures/backends.ts';
import { card, renderPanel } from '../fixtures/render-panel.tsx';

const line = (seq: number, text: string, stream: LogLine['stream'] = 'out'): LogLine => ({
  seq,
  at: '2026-08-01T10:00:00Z',
  stream,
  text,
});

const makeRun = (run: number, more: Partial<LogRun> = {}): LogRun => ({
  run,
  launch: null,
  started_at: '2026-08-01T10:00:00Z',
  ended_at: null,
  live: false,
  exit: null,
  exit_code: null,
  signal: null,
  failed: false,
  diagnosis: null,
  from: 1,
  to: 1,
  ...more,
});

type Fixture = Awaited<ReturnType<typeof renderPanel>>['fixture'];

async function openLog(
  lines: LogLine[],
  runs: LogRun[] = [],
  prepare: (fixture: Fixture) => void = () => undefined,
  more: { shownIn?: 'window' } = {},
) {
  const { fixture, services } = await renderPanel({
    backends: [makeBackend(2, { title: 'Chat' })],
    logs: { 2: lines },
    logRuns: { 2: runs },
    ...more,
  });
  prepare(fixture);
  fireEvent.click(card(2).getByRole('button', { name: 'Log' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Log of Chat' }));
  const view = dialog.getByRole('log', { name: 'Log lines' });
  const search = (value: string) =>
    fireEvent.change(dialog.getByRole('searchbox', { name: 'Search the log' }), { target: { value } });
  const push = (...more: LogLine[]) =>
    act(async () => {
      lines.push(...more);
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

const marked = () => [...document.querySelectorAll('mark')].map(({ textContent }) => textContent);

test('a search marks and counts the lines that match, and goes through them from the newest', async () => {
  const { dialog, search } = await openLog([line(1, 'an Error'), line(2, 'fine'), line(3, 'error again')]);
  await dialog.findByText('fine');
  search('error');
  expect(await dialog.findAllByText('2 of 2 found')).not.toEqual([]);
  expect(marked()).toEqual(['Error', 'error']);
  fireEvent.click(dialog.getByRole('button', { name: 'Next match' }));
  expect(await dialog.findAllByText('1 of 2 found')).not.toEqual([]);
  fireEvent.click(dialog.getByRole('button', { name: 'Previous match' }));
  expect(await dialog.findAllByText('2 of 2 found')).not.toEqual([]);
  expect(document.querySelector('mark[data-current="true"]')?.textContent).toBe('error');
});

test('a search minds the case of letters where that is wanted, and goes on with lines that come', async () => {
  const { dialog, search, push } = await openLog([line(1, 'an Error'), line(2, 'error')]);
  await dialog.findByText('error');
  fireEvent.click(dialog.getByRole('button', { name: 'Match case' }));
  search('Error');
  expect(await dialog.findAllByText('1 of 1 found')).not.toEqual([]);
  expect(marked()).toEqual(['Error']);
  await push(line(3, 'another Error'));
  expect(await dialog.findAllByText('1 of 2 found')).not.toEqual([]);
});

test('a regular expression is matched and marked by the host, never by this page', async () => {
  const { dialog, fixture, search } = await openLog([line(1, 'took 12 ms'), line(2, 'took long')]);
  await dialog.findByText('took long');
  fireEvent.click(dialog.getByRole('button', { name: 'Regular expression' }));
  search('[0-9]+');
  expect(await dialog.findAllByText('1 of 1 found')).not.toEqual([]);
  await waitFor(() => expect(marked()).toEqual(['12']));
  expect(fixture.callsTo('ReadLog')).toContainEqual(
    expect.objectContaining({ mark: { pattern: '[0-9]+', regex: true, match_case: false } }),
  );
  fixture.fail('SearchLog', 'This is no regular expression: unterminated group.');
  search('took [a-z]');
  expect((await dialog.findByRole('alert')).textContent).toContain('This is no regular expression');
});

test('the filter leaves only matching lines, and says when there is none', async () => {
  const { dialog, search } = await openLog([line(1, 'an Error'), line(2, 'fine')]);
  await dialog.findByText('fine');
  search('error');
  fireEvent.click(dialog.getByRole('checkbox', { name: 'Only matches' }));
  await waitFor(() => expect(dialog.queryByText('fine')).toBeNull());
  search('nowhere');
  expect(await dialog.findByText('No line contains this text.')).toBeTruthy();
  expect(dialog.getAllByText('None found')).not.toEqual([]);
});

test('lines can be chosen by level and stream', async () => {
  const { dialog } = await openLog([
    line(1, 'RuntimeError: no memory', 'err'),
    line(2, 'a warning', 'err'),
    line(3, 'fine'),
  ]);
  await dialog.findByText('fine');
  const choose = (name: string, value: string) =>
    fireEvent.change(dialog.getByRole('combobox', { name }), { target: { value } });
  choose('Level', 'error');
  await waitFor(() => expect(dialog.queryByText('a warning')).toBeNull());
  expect(await dialog.findByText('RuntimeError: no memory')).toBeTruthy();
  choose('Level', '');
  choose('Stream', 'err');
  await waitFor(() => expect(dialog.queryByText('fine')).toBeNull());
  expect(await dialog.findByText('a warning')).toBeTruthy();
  choose('Stream', 'host');
  expect(await dialog.findByText('No line matches.')).toBeTruthy();
});

test('the runs are listed with their ends, and a chosen one shows its lines alone', async () => {
  const { dialog, fixture } = await openLog(
    [line(1, 'of the first'), line(2, 'of the second')],
    [
      makeRun(1, { diagnosis: 'CUDA out of memory', failed: true, ended_at: '2026-08-01T10:00:12Z', to: 1 }),
      makeRun(2, { live: true, from: 2, to: 2 }),
    ],
  );
  await dialog.findByText('of the second');
  const choice = dialog.getByRole<HTMLSelectElement>('combobox', { name: 'Run' });
  await waitFor(() => expect(choice.options).toHaveLength(3));
  expect([...choice.options].map(({ text }) => text)).toEqual([
    'All 2 runs',
    expect.stringMatching(/, since then$/),
    expect.stringMatching(/, 12 s: CUDA out of memory$/),
  ]);
  fireEvent.change(choice, { target: { value: '1' } });
  await waitFor(() => expect(dialog.queryByText('of the second')).toBeNull());
  expect(dialog.getByText('of the first')).toBeTruthy();
  expect(fixture.callsTo('ListLogRuns')).toEqual([{ backend_id: 2 }]);
});

test('a launch is a run of its own, named by its instance, with its lines alone', async () => {
  const ended = { exit: 'exit code 3', failed: true, ended_at: '2026-08-01T10:00:12Z' };
  const { dialog } = await openLog(
    [
      line(1, 'Starting.'),
      line(2, '[launch 1] first'),
      line(3, '[launch 2] second'),
      line(4, '[launch 1] last'),
    ],
    [
      makeRun(1, { live: true, from: 1, to: 4 }),
      makeRun(2, { launch: 1, ...ended, from: 2, to: 4 }),
      makeRun(3, { launch: 2, live: true, from: 3, to: 4 }),
    ],
  );
  await dialog.findByText('[launch 2] second');
  const choice = dialog.getByRole<HTMLSelectElement>('combobox', { name: 'Run' });
  await waitFor(() => expect(choice.options).toHaveLength(4));
  expect([...choice.options].map(({ text }) => text)).toEqual([
    'All 3 runs',
    expect.stringMatching(/^Instance 2, .*, since then$/),
    expect.stringMatching(/^Instance 1, .*, 12 s: exit code 3$/),
    expect.stringMatching(/, since then$/),
  ]);
  fireEvent.change(choice, { target: { value: '2' } });
  await waitFor(() => expect(dialog.queryByText('[launch 2] second')).toBeNull());
  // The lines of the run are read anew.
  expect(await dialog.findByText('[launch 1] first')).toBeTruthy();
  expect(dialog.getByText('[launch 1] last')).toBeTruthy();
  fireEvent.change(choice, { target: { value: '1' } });
  expect(await dialog.findByText('[launch 2] second')).toBeTruthy();
});

test('one press leads to the first error of the newest run', async () => {
  const { dialog, view } = await openLog(
    [line(1, 'fine'), line(2, 'ValueError: bad'), line(3, 'cleanup failed')],
    [makeRun(1, { to: 3 })],
  );
  await dialog.findByText('fine');
  fireEvent.click(dialog.getByRole('button', { name: 'First error' }));
  await waitFor(() => expect(view.dataset.following).toBe('false'));
});

test('lines can be wrapped or not', async () => {
  const { dialog, view } = await openLog([line(1, 'x')]);
  expect(view.dataset.wrap).toBe('true');
  fireEvent.click(dialog.getByRole('checkbox', { name: 'Wrap lines' }));
  expect(view.dataset.wrap).toBe('false');
});

test('lines that are not here yet are read when they come into view, also across a million others', async () => {
  const LAST = 1_000_000;
  const { dialog, fixture, view } = await openLog([], [], (host) =>
    host.answer('ReadLog', ({ count, from }) => {
      const start = Math.max(1, Number(from ?? LAST - Number(count) + 1));
      const lines = Array.from({ length: Math.min(Number(count), LAST + 1 - start) }, (_, n) =>
        line(start + n, `line ${start + n}`),
      );
      return { lines, first: 1, last: LAST };
    }),
  );
  await waitFor(() => expect(dialog.queryByText(/Reading the log/)).toBeNull());
  fireEvent.keyDown(view, { key: 'Home' });
  // happy-dom does not tell of a position that a program has set.
  fireEvent.scroll(view);
  expect(await dialog.findByText('line 1')).toBeTruthy();
  expect(view.dataset.following).toBe('false');
  // What is not looked at is neither read nor rendered.
  expect(fixture.callsTo('ReadLog').length).toBeLessThan(6);
  expect(view.querySelectorAll('[data-index]').length).toBeLessThan(100);
});

test('if the log cannot be read, the error is shown in its place', async () => {
  const { dialog } = await openLog([line(50, 'new')], [], (fixture) =>
    fixture.fail('ReadLog', 'This session may not call ReadLog.'),
  );
  expect((await dialog.findByRole('alert')).textContent).toContain(
    'Could not read the log. This session may not call ReadLog.',
  );
});

test('the lines can be copied and saved, and the menu says where the file is', async () => {
  const { dialog } = await openLog([line(1, '\u001b[31mred\u001b[0m')]);
  await dialog.findByText('red');
  fireEvent.click(dialog.getByRole('button', { name: 'More' }));
  expect(await screen.findByRole('menuitem', { name: /^Copy \d+ lines? with times?$/ })).toBeTruthy();
  expect(screen.getByRole('menuitem', { name: 'Download log' })).toBeTruthy();
  expect(screen.getByText(/Whole log: .*2\.log/)).toBeTruthy();
});

test('in the desktop window its file can be shown in its folder; in a browser that leads nowhere', async () => {
  const inBrowser = await openLog([line(1, 'here')]);
  await inBrowser.dialog.findByText('here');
  fireEvent.click(inBrowser.dialog.getByRole('button', { name: 'More' }));
  await screen.findByRole('menuitem', { name: 'Download log' });
  expect(screen.queryByRole('menuitem', { name: 'Show file in folder' })).toBeNull();
  cleanup();
  const { dialog, fixture } = await openLog([line(1, 'here')], [], undefined, { shownIn: 'window' });
  await dialog.findByText('here');
  fireEvent.click(dialog.getByRole('button', { name: 'More' }));
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Show file in folder' }));
  expect(fixture.callsTo('ShowLogFile')).toEqual([{ backend_id: 2 }]);
});

test('the log stays when its backend is deleted', async () => {
  const { fixture, dialog } = await openLog([line(1, 'last words')]);
  await dialog.findByText('last words');
  act(() => fixture.remove(2));
  await waitFor(() => expect(dialog.getByText(/This backend is deleted/)).toBeTruthy());
  expect(dialog.getByText('last words')).toBeTruthy();
});
