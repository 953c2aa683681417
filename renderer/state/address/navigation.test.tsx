/** Navigation by the tray, the menu, a notification or a link. */
import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import type { Destination } from '../../../shared/events.ts';
import { App } from '../../app.tsx';
import { makeBackend } from '../../fixtures/backends.ts';
import { FixtureHost } from '../../fixtures/host/fixture-host.ts';
import { card, renderPanel } from '../../fixtures/render-panel.tsx';
import { createPanelServices } from '../../panel-services.ts';

afterEach(() => window.history.replaceState(null, '', '/'));

const three = () => [0, 1, 2].map((id) => makeBackend(id, { title: `Worker ${id}` }));

async function setUp() {
  const { fixture, services } = await renderPanel({ backends: three() });
  const navigate = (to: Destination) => act(() => fixture.navigate(to));
  return { fixture, services, navigate };
}

const isRevealed = (id: number) => waitFor(() => expect(document.activeElement).toBe(card(id).element));

test('a backend: its card is shown, focused and marked until the next key or click', async () => {
  const { navigate } = await setUp();
  navigate({ kind: 'backend', backend_id: 2 });
  await isRevealed(2);
  expect(card(2).element.dataset.revealed).toBe('true');
  fireEvent.keyDown(document.body, { key: 'Tab' });
  expect(card(2).element.dataset.revealed).toBeUndefined();
});

test('a backend that the filter hides is shown', async () => {
  const { services, navigate } = await setUp();
  act(() => services.view.setState({ filterText: 'Worker 1', filterGroup: 'off' }));
  expect(screen.queryAllByRole('article')).toEqual([]);
  navigate({ kind: 'backend', backend_id: 2 });
  await isRevealed(2);
  expect(screen.getAllByRole('article')).toHaveLength(3);
});

test('a backend: an open dialog is closed', async () => {
  const { services, navigate } = await setUp();
  act(() => services.open({ kind: 'log', id: 0 }));
  await screen.findByRole('dialog', { name: 'Log of Worker 0' });
  navigate({ kind: 'backend', backend_id: 1 });
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  await isRevealed(1);
});

test.each([
  [{ kind: 'edit', backend_id: 1 }, 'Settings of Worker 1'],
  [{ kind: 'log', backend_id: 1 }, 'Log of Worker 1'],
  [{ kind: 'add' }, 'Add backend'],
  [{ kind: 'deleted' }, 'Recently deleted'],
  [{ kind: 'preferences' }, 'Preferences'],
  [{ kind: 'about' }, 'About Switchyard'],
] as const)('%j opens "%s"', async (to, name) => {
  const { navigate } = await setUp();
  navigate(to);
  expect(await screen.findByRole('dialog', { name })).toBeTruthy();
});

test('an unsaved form is left only after a question', async () => {
  const { services, navigate } = await setUp();
  act(() => services.open({ kind: 'edit', id: 0 }));
  const form = within(await screen.findByRole('dialog', { name: 'Settings of Worker 0' }));
  fireEvent.change(form.getByLabelText('Title'), { target: { value: 'Half typed' } });
  navigate({ kind: 'log', backend_id: 1 });
  fireEvent.click(await screen.findByRole('button', { name: 'Keep editing' }));
  await waitFor(() => expect(screen.queryByRole('dialog', { name: 'Discard your changes?' })).toBeNull());
  expect(form.getByLabelText<HTMLInputElement>('Title').value).toBe('Half typed');
  expect(services.view.getState().dialog).toEqual({ kind: 'edit', id: 0 });
  navigate({ kind: 'backend', backend_id: 2 });
  fireEvent.click(await screen.findByRole('button', { name: 'Discard changes' }));
  await isRevealed(2);
  expect(screen.queryByRole('dialog')).toBeNull();
  // The question belonged to that form, so the next navigation asks nothing.
  navigate({ kind: 'about' });
  expect(await screen.findByRole('dialog', { name: 'About Switchyard' })).toBeTruthy();
});

test('the form of another backend replaces one whose edits were discarded', async () => {
  const { services, navigate } = await setUp();
  act(() => services.open({ kind: 'edit', id: 0 }));
  const form = within(await screen.findByRole('dialog', { name: 'Settings of Worker 0' }));
  fireEvent.change(form.getByLabelText('Title'), { target: { value: 'Half typed' } });
  navigate({ kind: 'edit', backend_id: 1 });
  fireEvent.click(await screen.findByRole('button', { name: 'Discard changes' }));
  const next = within(await screen.findByRole('dialog', { name: 'Settings of Worker 1' }));
  expect(next.getByLabelText<HTMLInputElement>('Title').value).toBe('Worker 1');
});

test('if the destination is open already, nothing is lost and nothing is asked', async () => {
  const { services, navigate } = await setUp();
  act(() => services.open({ kind: 'edit', id: 0 }));
  const form = within(await screen.findByRole('dialog', { name: 'Settings of Worker 0' }));
  fireEvent.change(form.getByLabelText('Title'), { target: { value: 'Half typed' } });
  navigate({ kind: 'edit', backend_id: 0 });
  expect(screen.queryByRole('dialog', { name: 'Discard your changes?' })).toBeNull();
  expect(form.getByLabelText<HTMLInputElement>('Title').value).toBe('Half typed');
});

test('for a deleted backend a message is shown, and everything else stays as it is', async () => {
  const { services, navigate } = await setUp();
  act(() => services.open({ kind: 'log', id: 0 }));
  navigate({ kind: 'edit', backend_id: 7 });
  expect(await screen.findByText('Backend 7 no longer exists.')).toBeTruthy();
  expect(services.view.getState().dialog).toEqual({ kind: 'log', id: 0 });
});

test('a destination that comes before the snapshot waits for it', async () => {
  const fixture = new FixtureHost({ backends: three() });
  const services = createPanelServices(fixture.transport);
  render(<App services={services} env="test" />);
  expect(services.store.getState().freshness).toBe('loading');
  act(() => fixture.navigate({ kind: 'edit', backend_id: 1 }));
  expect(services.view.getState().dialog).toBeNull();
  expect(await screen.findByRole('dialog', { name: 'Settings of Worker 1' })).toBeTruthy();
  expect(screen.queryByText(/no longer exists/)).toBeNull();
});

test('the address leads to a backend once, and is then cleared', async () => {
  window.history.replaceState(null, '', '/?a=1#/backend/2');
  await setUp();
  await isRevealed(2);
  expect(window.location.href).toMatch(/\/\?a=1$/);
});

test.each([
  ['#/backend/1/log', 'Log of Worker 1'],
  ['#/backend/1/edit', 'Settings of Worker 1'],
])('the address %s opens "%s", also while the panel is open', async (hash, name) => {
  await setUp();
  window.history.replaceState(null, '', `/${hash}`);
  act(() => void window.dispatchEvent(new HashChangeEvent('hashchange')));
  expect(await screen.findByRole('dialog', { name })).toBeTruthy();
  expect(window.location.hash).toBe(hash);
});

test('until the browser is signed in, the address keeps its destination', async () => {
  window.history.replaceState(null, '', '/#/backend/2');
  const fixture = new FixtureHost({ backends: three() });
  fixture.connect('unauthorized');
  const services = createPanelServices({ ...fixture.transport, listen: () => () => undefined });
  render(<App services={services} env="test" />);
  expect(screen.getByRole('button', { name: 'Sign in' })).toBeTruthy();
  expect(window.location.hash).toBe('#/backend/2');
});
