import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { BackendTypeInfo } from '../../../shared/backend.ts';
import { llamaType, makeBackend } from '../../fixtures/backends.ts';
import { fleetBackends, makeChild, makeMachine } from '../../fixtures/fleet.ts';
import { renderPanel } from '../../fixtures/render-panel.tsx';
import { chooseGrouping } from '../../state/view-state.ts';

async function openFleet(backends = fleetBackends()) {
  const opened = await renderPanel({ backends });
  act(() => opened.services.open({ kind: 'fleet' }));
  return opened;
}
const fleet = () => within(screen.getByRole('dialog', { name: 'Fleet' }));
const machine = (name: string) => within(fleet().getByRole('region', { name }));
const facts = (name: string) =>
  document.getElementById(fleet().getByRole('button', { name }).getAttribute('aria-describedby') ?? '')
    ?.textContent;

test('shows each machine with its totals, its instances and their backends', async () => {
  await openFleet();
  expect(
    fleet()
      .getAllByRole('region')
      .map((section) => within(section).getByRole('heading').textContent),
  ).toEqual(['This computer', '192.168.1.20', 'node01', 'node02', 'node03', 'No computer yet']);
  expect(facts('node01')).toBe(
    '1 instance · 10 ready · 4 GPUs, 146 of 564 GiB in use · RAM 96 of 512 GiB in use',
  );
  expect(facts('192.168.1.20')).toContain('1 ready · 1 off · 1 GPU, 17.0 of 24.0 GiB in use');
  expect(facts('node03')).toMatch(/^No answer since .*\d\d:\d\d1 instance · 10 need attention$/);
  expect(machine('node03').getAllByRole('listitem')[1]?.textContent).toMatch(/No answer since .*\d\d:\d\d/);
  expect(machine('No computer yet').getByText(/is waiting in the queue \(Resources\)/)).toBeTruthy();
  expect(fleet().getByRole('status').textContent).toMatch(
    /^5 computers · 1 of them does not answer · 4 instances · /,
  );
});

test('what is done to a child is done at its own instance, and what that answers is shown here', async () => {
  const { fixture } = await openFleet();
  fixture.answer('FreeBackendMemory', () => ({
    result: true,
    count: 1,
    freed: [{ id: -501, ok: true, message: 'Unloaded.', vram_bytes: 1_073_741_824 }],
  }));
  fixture.fail('RestartBackends', 'The instance there says: Settings are locked.');
  fixture.answer('ToggleBackend', () => ({ result: 'Success.' }));
  fireEvent.click(machine('192.168.1.20').getByRole('button', { name: 'Free VRAM of Flux' }));
  expect(await machine('192.168.1.20').findByText(/^Freed 1(\.0)? GiB of VRAM\.$/)).toBeTruthy();
  fireEvent.click(machine('192.168.1.20').getByRole('button', { name: 'Restart Flux' }));
  expect(await machine('192.168.1.20').findByText(/Settings are locked\./)).toBeTruthy();
  fireEvent.click(machine('192.168.1.20').getByRole('button', { name: 'Switch on Chat' }));
  await waitFor(() =>
    expect(fixture.callsTo('ToggleBackend')).toEqual([{ backend_id: -502, enabled: true }]),
  );
});

test('a name leads to the card, and a machine is folded by its name', async () => {
  const { services } = await openFleet();
  fireEvent.click(fleet().getByRole('button', { name: 'node01' }));
  expect(machine('node01').queryAllByRole('listitem')).toHaveLength(0);
  fireEvent.click(machine('This computer').getByRole('button', { name: 'Cluster' }));
  await waitFor(() => expect(services.view.getState().dialog).toBeNull());
});

test('of a large fleet only machines with something to look at are unfolded at first', async () => {
  const children = (name: string, from: number, status: 'running' | 'errored') =>
    Array.from({ length: 40 }, (_, index) =>
      makeChild(-from - index, { parent: 0, machine: name, status: index === 0 ? status : 'running' }),
    );
  await openFleet([
    makeBackend(0, {
      type: 'swarmswarmbackend',
      machines: [makeMachine('calm'), makeMachine('failing')],
      children: [...children('calm', 1, 'running'), ...children('failing', 50, 'errored')],
    }),
  ]);
  expect(fleet().getByRole('button', { name: 'calm' }).getAttribute('aria-expanded')).toBe('false');
  expect(fleet().getByRole('button', { name: 'failing' }).getAttribute('aria-expanded')).toBe('true');
  expect(facts('calm')).toContain('40 ready');
});

test('a backend that runs behind another instance, which does not say where, stands by itself', async () => {
  await openFleet([
    makeBackend(0, {
      type: 'swarmswarmbackend',
      machines: [makeMachine('node01')],
      children: [makeChild(-1, { remote: { id: 0, type: 'comfyui_api', path: ['one', 'two'] } })],
    }),
  ]);
  expect(machine('Computer not known').getByText('Far 1')).toBeTruthy();
});

test('the list grouped by machine has the totals of the machine in its heading', async () => {
  const settings = { Address: 'http://node01:7801' };
  const { services } = await renderPanel({
    backends: [
      makeBackend(0, { type: 'swarmswarmbackend', settings, machines: [makeMachine('node01')] }),
      makeBackend(1),
    ],
  });
  const address = {
    name: 'Address',
    type: 'text',
    format: 'url',
    required: true,
  } as BackendTypeInfo['settings'][number];
  const type = { ...llamaType, id: 'swarmswarmbackend', settings: [address] };
  act(() => {
    services.store.setState({ types: new Map([[type.id, type]]) });
    chooseGrouping(services.view, 'machine');
  });
  const section = within(await screen.findByRole('region', { name: 'node01' }));
  expect(
    section.getByText(/1 ready · 4 GPUs, 146 of 564 GiB in use · RAM 96 of 512 GiB in use/),
  ).toBeTruthy();
  chooseGrouping(services.view, 'none');
});
