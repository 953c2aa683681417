/** The notices, the schedule and the result of freeing memory on a card. */
import { fireEvent } from '@testing-library/react';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import type { FullBackend } from '../../../shared/backend.ts';
import { currentLanguage, setCurrentLanguage } from '../../../shared/words/words.ts';
import { makeBackend } from '../../fixtures/backends.ts';
import { card, renderPanel } from '../../fixtures/render-panel.tsx';
import { GiB } from '../../fixtures/resources.ts';

// A Saturday in the time zone of the browser.
const at = (day: number, hours: number, minutes: number) =>
  new Date(2026, 7, day, hours, minutes).toISOString();

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(2026, 7, 1, 15, 0) });
});
afterEach(() => {
  vi.useRealTimers();
});

async function renderFacts(facts: Partial<FullBackend>) {
  await renderPanel({ backends: [makeBackend(0, facts)] });
  return card(0).element.textContent;
}

test('a notice about its memory is on the card with the time', async () => {
  expect(
    await renderFacts({
      memory_notice: { at: at(1, 14, 3), message: 'Its memory was freed to make room for Flux.' },
    }),
  ).toContain('14:03 · Its memory was freed to make room for Flux.');
});

test('in another language, notices and the status are said from what the host sends beside the English', async () => {
  const before = currentLanguage();
  onTestFinished(() => setCurrentLanguage(before));
  const messages = {
    happened: {
      sleepsFor: 'Schläft für {backend}.',
      twoSentences: '{first} {second}',
      requestWaits: 'Eine Anfrage an {model} wartet.',
    },
  };
  setCurrentLanguage({ code: 'de', locale: 'de', direction: 'ltr', messages });
  const text = await renderFacts({
    phase: 'loading',
    status: 'loading',
    load_status: 'A request for “sample” waits.',
    notice: 'First. As it came.',
    phrases: {
      load_status: { key: 'happened.requestWaits', values: { model: 'sample' } },
      notice: {
        key: 'happened.twoSentences',
        values: {
          first: { text: 'First.', key: 'happened.sleepsFor', values: { backend: 'Flux' } },
          second: 'As it came.',
        },
      },
    },
    wake_notice: {
      at: at(1, 14, 3),
      message: 'A request for “sample” waits.',
      phrases: { message: { key: 'happened.requestWaits', values: { model: 'sample' } } },
    },
  });
  expect(text).toContain('Schläft für Flux. As it came.');
  expect(text?.match(/Eine Anfrage an sample wartet\./g)).toHaveLength(2);
});

test('one that is started on demand says which request it is started for', async () => {
  const message = "A request for 'sample' waits.";
  expect(
    await renderFacts({ phase: 'loading', status: 'loading', wake_notice: { at: at(1, 14, 3), message } }),
  ).toContain(`14:03 · ${message}`);
});

test('one that yields to another says that it takes no new requests, and for whom', async () => {
  const message =
    'It takes no new requests, and gives its graphics memory when it has answered those that it has: Backend 1 "Big" has waited for it for 20 s.';
  expect(await renderFacts({ yield_notice: { at: at(1, 14, 3), message } })).toContain(`14:03 · ${message}`);
});

test('one that sleeps says so, and why', async () => {
  const message = 'It sleeps to make room for Backend 1 "Big".';
  const text = await renderFacts({
    phase: 'sleeping',
    status: 'idle',
    off_notice: { at: at(1, 14, 3), message },
  });
  expect(text).toContain('Starts on demand');
  expect(text).toContain(`14:03 · ${message}`);
});

test('one that waits for its turn says for whom, and since when that one starts', async () => {
  const message = 'It waits for its turn: Backend 1 "Big" is starting and needs the same GPU.';
  expect(
    await renderFacts({
      phase: 'waiting',
      status: 'waiting',
      next_step: { kind: 'wait_for_start', message, backends: [{ id: 1, since: at(1, 14, 3) }] },
    }),
  ).toContain(`Since 14:03 · ${message}`);
});

test('a notice says why the present run was started by itself', async () => {
  const message = 'Backend 0 "Flux" stopped by itself (exit code 1). It was started again.';
  expect(await renderFacts({ restart_notice: { at: at(1, 9, 5), message } })).toContain(`09:05 · ${message}`);
});

test('a notice about switching it off has the day if that was not today', async () => {
  const off_notice = { at: at(-1, 18, 30), message: 'It was not used for 30 minutes.' };
  expect(await renderFacts({ phase: 'disabled', off_notice })).toContain(
    'Thu 18:30 · It was not used for 30 minutes.',
  );
});

test('the card says what its schedule does next, with the day if that is not today', async () => {
  expect(await renderFacts({ schedule_next: { at: at(1, 18, 0), enabled: false } })).toContain(
    'Off at 18:00 by its schedule',
  );
});

test('a schedule that switches on next week names the day', async () => {
  expect(
    await renderFacts({ phase: 'disabled', schedule_next: { at: at(3, 8, 0), enabled: true } }),
  ).toContain('On at Mon 08:00 by its schedule');
});

test('what a person has switched on against its schedule is not said to come on again', async () => {
  expect(await renderFacts({ schedule_next: { at: at(1, 22, 0), enabled: true } })).toContain(
    'On by hand; its schedule begins at 22:00',
  );
});

test('what a person has switched off against its schedule is not said to go off again', async () => {
  expect(
    await renderFacts({ phase: 'disabled', schedule_next: { at: at(1, 18, 0), enabled: false } }),
  ).toContain('Off by hand; its schedule ends at 18:00');
});

test('without notices and schedule nothing of them is shown', async () => {
  expect(await renderFacts({})).not.toMatch(/schedule|·.*memory/);
});

test('the result of freeing shows the memory before and after, if that was measured', async () => {
  const { fixture } = await renderPanel({ backends: [makeBackend(0)] });
  const free = (freed: object) => {
    fixture.answer('FreeBackendMemory', () => ({
      result: true,
      count: 1,
      freed: [{ id: 0, message: '', ok: true, ...freed }],
    }));
    fireEvent.click(card(0).getByRole('button', { name: 'Free VRAM' }));
  };
  free({ vram_before: Math.round(10.2 * GiB), vram_after: Math.round(0.4 * GiB) });
  expect(await card(0).findByText('Freed 9.8 GiB of VRAM: 10.2 → 0.4 GiB.')).toBeTruthy();
  free({ vram_before: 2 * GiB, vram_after: 2 * GiB });
  expect(await card(0).findByText('No VRAM was freed: 2.0 → 2.0 GiB.')).toBeTruthy();
  free({ vram_before: 2 * GiB, vram_after: 2 * GiB - 65_536 });
  const hardly = await card(0).findByText('Hardly any VRAM was freed (64 KiB): 2.0 → 2.0 GiB.');
  expect(hardly.closest('.sy-note')?.getAttribute('data-tone')).toBe('off');
  free({ vram_before: 2 * GiB, vram_after: GiB, ram_before: 4 * GiB, ram_after: 3 * GiB });
  expect(
    await card(0).findByText('Freed 1.0 GiB of VRAM: 2.0 → 1.0 GiB. Freed 1.0 GiB of RAM: 4.0 → 3.0 GiB.'),
  ).toBeTruthy();
});

test('a switch to off that is not saved is on the card', async () => {
  const not_saved = 'Backend 0 "Flux" is off now, but that could not be saved: the disk is full.';
  expect(await renderFacts({ phase: 'disabled', enabled: false, not_saved })).toContain(not_saved);
});
