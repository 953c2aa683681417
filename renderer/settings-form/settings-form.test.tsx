/** A long form: what is shown of it, what is found in it, and what a save would change. */
import { act, fireEvent, screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { FullBackend } from '../../shared/backend.ts';
import { boolean, describeSettings, integer, text } from '../../shared/settings.ts';
import { llamaType, makeBackend } from '../fixtures/backends.ts';
import { renderPanel } from '../fixtures/render-panel.tsx';

const settings = [
  ...llamaType.settings,
  ...describeSettings({
    UnloadWhenIdle: boolean({
      label: 'Unload when unused',
      description: 'Frees memory.',
      default: false,
      group: 'Memory',
      requiresRestart: false,
    }),
    UnloadMinutes: integer({
      label: 'Unload after',
      description: 'Minutes without use.',
      default: 30,
      unit: 'min',
      group: 'Memory',
      visibleWhen: { setting: 'UnloadWhenIdle' },
      requiresRestart: false,
    }),
    ProxyLogin: text({
      label: 'Login of the proxy',
      description: 'Sent to it.',
      advanced: true,
      visibleWhen: { setting: 'Precision', values: ['fp8'] },
    }),
  }),
];

async function openForm(facts: Partial<FullBackend> = {}) {
  const { fixture, services } = await renderPanel({
    backends: [
      makeBackend(0, {
        title: 'Chat',
        ...facts,
        settings: { ...makeBackend(0).settings, ...facts.settings },
      }),
    ],
  });
  fixture.answer('ListBackendTypes', () => ({ list: [{ ...llamaType, settings }] }));
  await services.loadTypes();
  act(() => services.open({ kind: 'edit', id: 0 }));
  const form = within(await screen.findByRole('dialog'));
  const type = (label: string, value: string) =>
    fireEvent.change(form.getByLabelText(label), { target: { value } });
  return { fixture, form, type };
}

const advancedSummary = () => document.querySelector('.sy-advanced > summary')?.textContent;

test('a setting that depends on another is hidden until that is on, and is shown while it is changed', async () => {
  const { form, type } = await openForm();
  expect(form.queryByLabelText('Unload after')).toBeNull();
  fireEvent.click(form.getByLabelText('Unload when unused'));
  type('Unload after', '7');
  fireEvent.click(form.getByLabelText('Unload when unused'));
  expect(form.getByLabelText<HTMLInputElement>('Unload after').value).toBe('7');
  type('Unload after', '30');
  expect(form.queryByLabelText('Unload after')).toBeNull();
});

test('one that depends on a value is shown for that value', async () => {
  const { form } = await openForm();
  expect(form.queryByLabelText('Login of the proxy')).toBeNull();
  fireEvent.change(form.getByLabelText('Precision'), { target: { value: 'fp8' } });
  expect(form.getByLabelText('Login of the proxy')).toBeTruthy();
});

test('the line of the advanced settings says how many differ from their defaults', async () => {
  await openForm();
  expect(advancedSummary()).toMatch(/^Advanced settings \(\d+\)$/);
});

test('those that were changed earlier are counted', async () => {
  await openForm({ settings: { ExtraArgs: '--verbose', SystemPrompt: 'Be brief.' } });
  expect(advancedSummary()).toMatch(/^Advanced settings \(\d+, 2 differ from the default\)$/);
});

test('a search shows what matches, advanced and hidden ones too, and Enter does not save', async () => {
  const { fixture, form, type } = await openForm();
  type('Title', 'Renamed');
  type('Find setting', 'unload minutes');
  expect(form.getByText('1 setting found')).toBeTruthy();
  expect(form.getByLabelText('Unload after')).toBeTruthy();
  expect(form.queryByLabelText('Context size')).toBeNull();
  type('Find setting', 'extra arguments');
  expect(form.getByLabelText('Extra arguments')).toBeTruthy();
  fireEvent.keyDown(form.getByLabelText('Find setting'), { key: 'Enter' });
  type('Find setting', 'no such thing');
  expect(form.getByText('No setting matches.')).toBeTruthy();
  fireEvent.keyDown(form.getByLabelText('Find setting'), { key: 'Escape' });
  expect(form.getByLabelText('Context size')).toBeTruthy();
  expect(fixture.callsTo('EditBackend')).toEqual([]);
});

test('the links above a form lead to its sections', async () => {
  const { form } = await openForm();
  const links = within(form.getByRole('navigation', { name: 'Sections' }));
  expect(links.getAllByRole('button').map(({ textContent }) => textContent)).toEqual([
    'Model',
    'GPUs',
    'Start and stop',
    'Contact',
    'Memory',
    'Advanced',
  ]);
  fireEvent.click(links.getByRole('button', { name: 'Contact' }));
  expect(document.activeElement?.textContent).toBe('Contact');
  fireEvent.click(links.getByRole('button', { name: 'Advanced' }));
  expect(document.querySelector<HTMLDetailsElement>('.sy-advanced')?.open).toBe(true);
});

test('before a save the form lists what it changes, why it restarts, and never a secret', async () => {
  const { form, type } = await openForm({ settings: { StopTimeout: 10 } });
  expect(form.queryByText(/^\d+ changes?$/)).toBeNull();
  type('Title', 'Talk');
  type('Context size', '8192');
  type('Temperature', '0.9');
  fireEvent.change(form.getByLabelText('API key'), { target: { value: 'open sesame' } });
  const preview = form.getByText('4 changes').closest('details');
  const rows = within(preview as HTMLElement)
    .getAllByRole('listitem', { hidden: true })
    .map(({ textContent }) => textContent);
  expect(rows).toEqual([
    'Title: Chat → Talk',
    'Context size: 4096 tokens → 8192 tokens (needs a restart)',
    'Temperature: 0.7 → 0.9',
    'API key: none → a new one (needs a restart)',
  ]);
  expect(
    form.getByText(
      'Context size and API key need the restart. Requests in flight have up to 10 s to finish.',
    ),
  ).toBeTruthy();
});

test.each([
  [{ reports_usage: true }, 'Context size needs the restart. No requests are in flight.'],
  [
    { reports_usage: true, requests_in_flight: 1 },
    'Context size needs the restart. 1 request is in flight and has up to 10 s to finish.',
  ],
  [
    { requests_in_flight: 2 },
    'Context size needs the restart. 2 requests are in flight and have up to 10 s to finish.',
  ],
])('what becomes of its requests is said before a save that restarts it: %j', async (facts, text) => {
  const { form, type } = await openForm({ ...facts, settings: { StopTimeout: 10 } });
  type('Context size', '8192');
  expect(form.getByText(text)).toBeTruthy();
});
