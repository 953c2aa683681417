import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { FullBackend } from '../../../../shared/backend.ts';
import type { Crash, Diagnosis } from '../../../../shared/diagnosis.ts';
import { currentLanguage, setCurrentLanguage } from '../../../../shared/words/words.ts';
import { makeBackend } from '../../../fixtures/backends.ts';
import { card, renderPanel, statusOf } from '../../../fixtures/render-panel.tsx';

const outOfMemory: Diagnosis = {
  id: 'gpu_out_of_memory',
  title: 'The graphics card is out of memory',
  explanation: 'It asked for 2.00 GiB of graphics memory when that was not free any more.',
  remedy: 'Make room: what other backends hold there is freed, and it is started again.',
  action: { kind: 'make_room' },
  lines: [{ seq: 1204, text: '\u001b[31mCUDA out of memory.\u001b[0m' }],
};
const crash = (minutesAgo: number): Crash => ({
  at: new Date(Date.now() - minutesAgo * 60_000).toISOString(),
  reason: 'exit code 1',
  exit_code: 1,
  signal: null,
  diagnosis: { id: outOfMemory.id, title: outOfMemory.title },
});
const crashed: Partial<FullBackend> = {
  phase: 'errored',
  status: 'errored',
  error: {
    code: 'crashed',
    message: 'Backend 0 stopped by itself (exit code 1). The graphics card is out of memory.',
    hint: 'Make room.',
    last_lines: ['cleanup step 11'],
  },
  diagnosis: outOfMemory,
  crashes: [crash(8), crash(1)],
};

test('a card says why its backend failed, what to do, and shows the lines that matter', async () => {
  await renderPanel({ backends: [makeBackend(0, crashed)] });
  const { getByText, getByRole, queryByText } = card(0);
  for (const text of [outOfMemory.title, outOfMemory.explanation, outOfMemory.remedy])
    expect(getByText(text)).toBeTruthy();
  expect(getByRole('region', { name: 'Log from line 1,204' }).textContent).toBe('CUDA out of memory.');
  expect(queryByText('cleanup step 11')).toBeNull();
  expect(getByText(/Backend 0 stopped by itself/)).toBeTruthy();
  expect(getByText('2 crashes')).toBeTruthy();
  expect(
    getByText(/The graphics card is out of memory \(exit code 1\)/, { selector: 'li:last-child' }),
  ).toBeTruthy();
});

test('in another language, a card says why and what to do from what the host sends beside the English', async () => {
  const before = currentLanguage();
  onTestFinished(() => setCurrentLanguage(before));
  const messages = {
    diagnoses: { gpu_out_of_memory: 'Die GPU hat keinen Speicher mehr' },
    failures: { gpu_out_of_memory: 'Es fehlten {size} VRAM.' },
    failureRemedies: { gpu_out_of_memory: 'Ein kleineres Modell {where} wählen.' },
  };
  setCurrentLanguage({ code: 'de', locale: 'de', direction: 'ltr', messages });
  const where = { text: 'there', key: 'failures.there' };
  const diagnosis: Diagnosis = {
    ...outOfMemory,
    phrases: {
      explanation: { key: 'failures.gpu_out_of_memory', values: { size: '2.00 GiB' } },
      remedy: { key: 'failureRemedies.gpu_out_of_memory', values: { where } },
    },
  };
  await renderPanel({ backends: [makeBackend(0, { ...crashed, diagnosis })] });
  const { getByText } = card(0);
  expect(getByText('Die GPU hat keinen Speicher mehr')).toBeTruthy();
  expect(getByText('Es fehlten 2.00 GiB VRAM.')).toBeTruthy();
  // A text within it that this language lacks is in English.
  expect(getByText('Ein kleineres Modell there wählen.')).toBeTruthy();
});

test('its button makes room', async () => {
  const { fixture } = await renderPanel({ backends: [makeBackend(0, crashed)] });
  fireEvent.click(card(0).getByRole('button', { name: 'Free memory and restart' }));
  await waitFor(() => expect(fixture.callsTo('MakeRoom')).toEqual([{ backend_id: 0 }]));
});

test('a command is shown to be copied, and never run', async () => {
  const command = '/opt/venv/bin/python -m pip install einops';
  const diagnosis: Diagnosis = { ...outOfMemory, action: { kind: 'copy_command', command } };
  await renderPanel({ backends: [makeBackend(0, { ...crashed, diagnosis })] });
  expect(card(0).getByText(command)).toBeTruthy();
  expect(card(0).getByRole('button', { name: 'Copy command' })).toBeTruthy();
});

test('settings open at the one that the diagnosis names, also where a frame is drawn before the dialog takes the focus', async () => {
  const frames = vi.spyOn(window, 'requestAnimationFrame').mockImplementation((draw) => {
    queueMicrotask(() => draw(0));
    return 0;
  });
  onTestFinished(() => frames.mockRestore());
  const action = { kind: 'open_settings', setting: 'Arguments' } as const;
  const { services } = await renderPanel({
    backends: [makeBackend(0, { ...crashed, type: 'command', diagnosis: { ...outOfMemory, action } })],
  });
  fireEvent.click(card(0).getByRole('button', { name: 'Change settings' }));
  expect(services.view.getState().dialog).toEqual({ kind: 'edit', id: 0, setting: 'Arguments' });
  const form = within(await screen.findByRole('dialog'));
  await waitFor(() => expect(document.activeElement).toBe(form.getByLabelText('Arguments')));
});

test('a backend that runs again after crashes says so first, until it has been well', async () => {
  const { error: _, ...again } = crashed;
  const started_at = new Date(Date.now() - 12_000).toISOString();
  const { fixture } = await renderPanel({
    backends: [makeBackend(0, { ...again, phase: 'running', status: 'running', started_at })],
  });
  expect(statusOf(0)).toMatch(/^Crashed 2 times in [89] min, last 1 min ago, stable for 1\d s$/);
  expect(card(0).getByText(outOfMemory.title)).toBeTruthy();
  expect(card(0).getByRole('button', { name: 'Free memory and restart' })).toBeTruthy();
  act(() => fixture.patch(0, { crashes: undefined, diagnosis: undefined }));
  expect(statusOf(0)).toBe('Ready');
  expect(card(0).queryByText(outOfMemory.title)).toBeNull();
});
