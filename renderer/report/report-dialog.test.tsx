import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { makeBackend } from '../fixtures/backends.ts';
import { card, renderPanel } from '../fixtures/render-panel.tsx';

const backends = () => [makeBackend(0, { title: 'Flux' })];

async function openFromCard() {
  fireEvent.click(card(0).getByRole('button', { name: /More/ }));
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Diagnostic report…' }));
  return within(await screen.findByRole('dialog', { name: 'Diagnostic report' }));
}

test('the report of a backend is shown as it is, and exactly that is copied', async () => {
  const writeText = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue(undefined);
  const { fixture } = await renderPanel({ backends: backends() });
  const text = '# Switchyard diagnostic report\n\n<b>no HTML</b>\n';
  fixture.answer('GetDiagnosticReport', () => ({ text }));
  const dialog = await openFromCard();
  const shown = await dialog.findByRole('region', { name: 'The report' });
  expect(shown.textContent).toBe(text);
  expect(shown.querySelector('b')).toBeNull();
  expect(writeText).not.toHaveBeenCalled();
  fireEvent.click(dialog.getByRole('button', { name: 'Copy report' }));
  await waitFor(() => expect(writeText).toHaveBeenCalledWith(text));
  expect(fixture.callsTo('GetDiagnosticReport')).toEqual([{ backend_id: 0 }]);
  writeText.mockRestore();
});

test('that of the program is in the menu of the header', async () => {
  const { fixture } = await renderPanel({ backends: backends() });
  fireEvent.click(screen.getByRole('button', { name: 'More' }));
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Diagnostic report…' }));
  await screen.findByRole('dialog', { name: 'Diagnostic report' });
  await waitFor(() => expect(fixture.callsTo('GetDiagnosticReport')).toEqual([{}]));
});

test('a report that cannot be made is said to be so, and can be asked for again', async () => {
  const { fixture } = await renderPanel({ backends: backends() });
  fixture.fail('GetDiagnosticReport', 'The log cannot be read.');
  const dialog = await openFromCard();
  await dialog.findByText(/The log cannot be read/);
  fixture.answer('GetDiagnosticReport', () => ({ text: 'done' }));
  fireEvent.click(dialog.getByRole('button', { name: 'Try again' }));
  await dialog.findByText('done');
});
