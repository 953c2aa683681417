import { beforeEach, expect, test } from 'vitest';
import type { FullBackend } from '../../../shared/backend.ts';
import { createQuit, type Quit } from './quit.ts';

let busy: FullBackend[];
let answer: number;
let questions: string[];
let graces: number[];
let exits: number[];
let quit: Quit;
let finishClosing: () => void;

beforeEach(() => {
  busy = [];
  answer = 0;
  questions = [];
  graces = [];
  exits = [];
  const closed = new Promise<void>((resolve) => {
    finishClosing = resolve;
  });
  quit = createQuit({
    dialog: {
      showMessageBox: async (...args: unknown[]) => {
        const { message, detail } = args.at(-1) as { message: string; detail: string };
        questions.push(`${message}\n${detail}`);
        return { response: answer, checkboxChecked: false };
      },
    },
    busyBackends: async () => busy,
    onFault: () => undefined,
  });
  quit.attach({
    close: (graceMs) => {
      graces.push(graceMs);
      return closed;
    },
    exit: (code) => void exits.push(code),
  });
});

test('with no busy worker it does not ask, and exits once everything is closed', async () => {
  const quitting = quit.request();
  await Promise.resolve();
  expect(exits).toEqual([]);
  finishClosing();
  await quitting;
  expect([questions, exits]).toEqual([[], [0]]);
});

test('with a busy worker it asks and names the worker; "Keep running" keeps everything', async () => {
  busy = [{ id: 3, title: 'Flux', type: 'command' } as FullBackend];
  await quit.request();
  expect(questions[0]).toMatch(/A backend is busy\. Quit anyway\?[\s\S]*• Flux/);
  expect([graces, exits]).toEqual([[], []]);
  answer = 1;
  finishClosing();
  await quit.request();
  expect(exits).toEqual([0]);
});

test('a second request while workers are ending no longer waits for them', async () => {
  const first = quit.request();
  await Promise.resolve();
  await Promise.resolve();
  const second = quit.request();
  finishClosing();
  await Promise.all([first, second]);
  expect(graces).toEqual([expect.any(Number), 0]);
  expect(exits).toEqual([0]);
});

test('a shutdown of the system does not ask, and has a short grace period', async () => {
  busy = [{ id: 3, title: '', type: 'command' } as FullBackend];
  finishClosing();
  await quit.now();
  expect(questions).toEqual([]);
  expect(graces[0]).toBeLessThan(5000);
  expect(exits).toEqual([0]);
});
