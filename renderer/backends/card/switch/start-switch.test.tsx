/** The switch of a backend that is started here: off, on demand, on. */
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { permissionsOfRole } from '../../../../shared/roles.ts';
import { makeBackend } from '../../../fixtures/backends.ts';
import { card, renderPanel } from '../../../fixtures/render-panel.tsx';

const position = (name: string) => card(0).getByRole('radio', { name });
const positions = () =>
  ['Off', 'On demand', 'On'].filter((name) => position(name).getAttribute('aria-checked') === 'true');
const asleep = { enabled: true, phase: 'sleeping', status: 'idle' } as const;
const off = { enabled: false, phase: 'disabled', status: 'disabled' } as const;

test('shows its position, whatever the backend does at present', async () => {
  const { fixture } = await renderPanel({
    backends: [makeBackend(0, { settings: { StartWhen: 'on demand' }, ...asleep })],
  });
  expect(card(0).getByRole('radiogroup', { name: 'Switch' })).toBeTruthy();
  expect(positions()).toEqual(['On demand']);
  fixture.patch(0, { phase: 'running', status: 'running' });
  await waitFor(() => expect(card(0).element.dataset.phase).toBe('running'));
  expect(positions()).toEqual(['On demand']);
  fixture.patch(0, { settings: { StartWhen: 'always' } });
  await waitFor(() => expect(positions()).toEqual(['On']));
  fixture.patch(0, off);
  await waitFor(() => expect(positions()).toEqual(['Off']));
});

test('changes when a backend is started that is on', async () => {
  const { fixture } = await renderPanel({
    backends: [makeBackend(0, { settings: { StartWhen: 'always' } })],
  });
  fireEvent.click(position('On demand'));
  await waitFor(() =>
    expect(fixture.callsTo('EditBackend')).toEqual([{ backend_id: 0, settings: { StartWhen: 'on demand' } }]),
  );
  expect(fixture.callsTo('ToggleBackend')).toEqual([]);
});

test('switches off without a change of the setting, and on again', async () => {
  const { fixture } = await renderPanel({
    backends: [makeBackend(0, { settings: { StartWhen: 'on demand' }, ...asleep })],
  });
  fireEvent.click(position('Off'));
  await waitFor(() => expect(fixture.callsTo('ToggleBackend')).toEqual([{ backend_id: 0, enabled: false }]));
  await waitFor(() => expect(positions()).toEqual(['Off']));
  fireEvent.click(position('On demand'));
  await waitFor(() => expect(fixture.callsTo('ToggleBackend')).toHaveLength(2));
  expect(fixture.callsTo('EditBackend')).toEqual([]);
});

test('sets when it is started before it switches on, so that nothing starts in between', async () => {
  const { fixture } = await renderPanel({
    backends: [makeBackend(0, { settings: { StartWhen: 'always' }, ...off })],
  });
  const release = fixture.hold('EditBackend');
  fireEvent.click(position('On demand'));
  await waitFor(() =>
    expect(fixture.callsTo('EditBackend')).toEqual([{ backend_id: 0, settings: { StartWhen: 'on demand' } }]),
  );
  expect(fixture.callsTo('ToggleBackend')).toEqual([]);
  expect(positions(), 'until the host has confirmed another').toEqual(['Off']);
  release();
  await waitFor(() => expect(fixture.callsTo('ToggleBackend')).toEqual([{ backend_id: 0, enabled: true }]));
});

test('the arrow keys move the focus and choose nothing', async () => {
  const { fixture } = await renderPanel({
    backends: [makeBackend(0, { settings: { StartWhen: 'always' } })],
  });
  position('On').focus();
  for (const name of ['On demand', 'Off', 'On']) {
    fireEvent.keyDown(document.activeElement ?? document.body, { key: 'ArrowLeft' });
    expect(document.activeElement).toBe(position(name));
  }
  expect(['Off', 'On demand', 'On'].map((name) => position(name).tabIndex)).toEqual([-1, -1, 0]);
  expect([...fixture.callsTo('EditBackend'), ...fixture.callsTo('ToggleBackend')]).toEqual([]);
});

test('where settings are locked, no position can be chosen, and each says why', async () => {
  const { fixture } = await renderPanel({
    host: { locked: true },
    backends: [makeBackend(0, { settings: { StartWhen: 'always' } })],
  });
  fireEvent.click(position('Off'));
  expect(fixture.callsTo('ToggleBackend')).toEqual([]);
  expect(position('On demand').getAttribute('aria-disabled')).toBe('true');
  expect(position('On demand').getAttribute('aria-description')).toBeTruthy();
});

test('who may switch and not edit can choose no position that changes when it is started', async () => {
  const { fixture } = await renderPanel({
    backends: [makeBackend(0, { settings: { StartWhen: 'on demand' } })],
    permissions: permissionsOfRole('operate'),
  });
  fireEvent.click(position('On'));
  expect(position('On').getAttribute('aria-description')).toBe('You may not change when it starts.');
  fireEvent.click(position('Off'));
  await waitFor(() => expect(fixture.callsTo('ToggleBackend')).toHaveLength(1));
  expect(fixture.callsTo('EditBackend')).toEqual([]);
});

test('one that is not started here has two positions', async () => {
  await renderPanel({ backends: [makeBackend(0, { settings: {} })] });
  expect(screen.queryByRole('radiogroup', { name: 'Switch' })).toBeNull();
  expect(card(0).getByRole('switch', { name: 'Enabled' })).toBeTruthy();
});
