import { waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { OperationOutput } from '../../../shared/operations.ts';
import { LogSearchRun, type SearchState } from './log-search-run.ts';

type Reply = OperationOutput<'SearchLog'>;
const reply = (more: Partial<Reply>): Reply => ({
  matches: [],
  searched: 0,
  before: null,
  from: null,
  last: 100,
  ...more,
});

/** Calls that the test answers. */
function setUp() {
  const calls: { input: object; answer: (value: Reply) => void; fail: (error: Error) => void }[] = [];
  const states: SearchState[] = [];
  const failures: unknown[] = [];
  const run = new LogSearchRun({
    client: {
      SearchLog: (input) => new Promise((answer, fail) => void calls.push({ input, answer, fail })),
    },
    input: { backend_id: 1, pattern: 'x' },
    onChange: (state) => states.push(state),
    onFailure: (error) => failures.push(error),
  });
  const answer = async (index: number, more: Partial<Reply>) => {
    await waitFor(() => expect(calls.length).toBeGreaterThan(index));
    calls[index]?.answer(reply(more));
  };
  return { run, calls, states, failures, answer };
}

test('the count grows from the newest lines to the oldest, slice by slice', async () => {
  const { answer, calls, states } = setUp();
  await answer(0, { matches: [[90, 2]], before: 80 });
  await answer(1, {
    matches: [
      [3, 1],
      [79, 1],
    ],
    before: null,
  });
  await waitFor(() => expect(states).toHaveLength(2));
  expect(states[0]).toMatchObject({ count: 2, isComplete: false });
  expect(states[1]).toEqual({
    ranges: [
      [3, 1],
      [79, 1],
      [90, 2],
    ],
    count: 4,
    isComplete: true,
  });
  expect(calls.map(({ input }) => input)).toEqual([
    { backend_id: 1, pattern: 'x' },
    { backend_id: 1, pattern: 'x', before: 80 },
  ]);
});

test('lines that follow each other across slices are one range', async () => {
  const { answer, run } = setUp();
  await answer(0, { matches: [[50, 51]], before: 50 });
  await answer(1, { matches: [[1, 49]], before: null });
  await waitFor(() => expect(run.state.ranges).toEqual([[1, 100]]));
});

test('new lines are searched as they come', async () => {
  const { answer, calls, run } = setUp();
  await answer(0, { matches: [[90, 1]] });
  await waitFor(() => expect(run.state.isComplete).toBe(true));
  run.noteNewest(120);
  await answer(1, { matches: [[110, 1]], last: 120 });
  await waitFor(() => expect(run.state.count).toBe(2));
  expect(calls[1]?.input).toMatchObject({ from: 101 });
});

test('nothing more is asked for once it is not needed', async () => {
  const { answer, calls, run, states } = setUp();
  run.dispose();
  await answer(0, { matches: [[90, 1]], before: 80 });
  await new Promise((resolve) => setTimeout(resolve));
  expect(calls).toHaveLength(1);
  expect(states).toEqual([]);
});

test('a failure is reported once, and what was found stays', async () => {
  const { answer, calls, failures, run } = setUp();
  await answer(0, { matches: [[90, 1]], before: 80 });
  await waitFor(() => expect(calls).toHaveLength(2));
  calls[1]?.fail(new Error('no more'));
  await waitFor(() => expect(failures).toHaveLength(1));
  expect(run.state).toMatchObject({ count: 1, isComplete: true });
});
