import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { App } from './app.tsx';
import { makeBackend } from './fixtures/backends.ts';
import { FixtureHost } from './fixtures/host/fixture-host.ts';
import { renderPanel } from './fixtures/render-panel.tsx';
import { createPanelServices } from './panel-services.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

test('an empty panel offers the sample model and a form', async () => {
  const { fixture } = await renderPanel();
  fireEvent.click(screen.getByRole('button', { name: 'Try the built-in sample model' }));
  expect(await screen.findByRole('article', { name: 'Backend 0: Local language model' })).toBeTruthy();
  expect(fixture.callsTo('AddNewBackend')).toEqual([{ type_id: 'localllama' }]);
});

test('if adding the sample model fails, the error is shown beside its button', async () => {
  const { fixture } = await renderPanel();
  fixture.fail('AddNewBackend', 'Invalid backend type: localllama');
  fireEvent.click(screen.getByRole('button', { name: 'Try the built-in sample model' }));
  expect((await screen.findByRole('alert')).textContent).toContain('Invalid backend type: localllama');
  fireEvent.click(screen.getByRole('button', { name: 'Add your first backend' }));
  expect(await screen.findByRole('dialog', { name: 'Add backend' })).toBeTruthy();
});

test('a notice of the program can be dismissed', async () => {
  const { fixture } = await renderPanel({
    backends: [makeBackend(0)],
    notices: [{ id: 'set-aside', level: 'warning', message: 'The file was damaged.', hint: 'It was kept.' }],
  });
  expect(screen.getByText('The file was damaged.')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Dismiss notice' }));
  await waitFor(() => expect(screen.queryByText('The file was damaged.')).toBeNull());
  expect(fixture.callsTo('DismissNotice')).toEqual([{ id: 'set-aside' }]);
});

test('the header counts by state, and the title of the tab shows what needs attention', async () => {
  await renderPanel({
    backends: [makeBackend(0), makeBackend(1, { phase: 'errored' }), makeBackend(2, { phase: 'disabled' })],
  });
  expect(screen.getByRole('group', { name: 'Backends by state' }).textContent).toContain('1 needs attention');
  expect(document.title).toBe('(1!) Switchyard');
});

test('a page whose address the host refuses says which option allows it, and goes on once it is allowed', async () => {
  const fixture = new FixtureHost();
  const refusal = { message: "Calls from 'https://box.example' are refused." };
  const services = createPanelServices({ ...fixture.transport, refusal: () => refusal });
  render(<App services={services} env="test" />);
  act(() => fixture.connect('refused'));
  const page = await screen.findByRole('alert');
  expect(page.textContent).toContain("Calls from 'https://box.example' are refused.");
  expect(page.textContent).toContain(`--public-url ${window.location.origin}`);
  act(() => fixture.connect('open'));
  await waitFor(() => expect(screen.queryByText('This address is not allowed yet')).toBeNull());
});

test('a page over plain HTTP from another machine says that the network can read the sign-in', async () => {
  const fixture = new FixtureHost();
  const transport = {
    ...fixture.transport,
    shownIn: 'browser' as const,
    signIn: async () => 'refused' as const,
  };
  const show = () => render(<App services={createPanelServices(transport)} env="test" />);
  act(() => fixture.connect('unauthorized'));
  vi.stubGlobal('isSecureContext', true);
  const secure = show();
  expect(await screen.findByLabelText('Or paste the token or an API key')).toBeTruthy();
  expect(screen.queryByRole('note')).toBeNull();
  secure.unmount();
  vi.stubGlobal('isSecureContext', false);
  show();
  expect((await screen.findByRole('note')).textContent).toContain('Anyone on the network');
});

test('a browser that is not signed in is asked for the token', async () => {
  const fixture = new FixtureHost();
  const signIn = vi.fn(async () => 'refused' as const);
  render(<App services={createPanelServices({ ...fixture.transport, signIn })} env="test" />);
  act(() => fixture.connect('unauthorized'));
  expect(screen.getByText(/Open the address that Switchyard printed/)).toBeTruthy();
  fireEvent.change(screen.getByLabelText('Or paste the token or an API key'), { target: { value: ' abc ' } });
  fireEvent.click(screen.getByRole('button', { name: 'Sign in' }));
  expect(
    await screen.findByText('This is neither the token nor an API key of this Switchyard.'),
  ).toBeTruthy();
  expect(signIn).toHaveBeenCalledWith('abc');
});

test('until the host has answered, the panel says that it waits, not that there are no backends', () => {
  const fixture = new FixtureHost();
  fixture.connect('lost');
  render(<App services={createPanelServices(fixture.transport)} env="test" />);
  expect(screen.getByText('Switchyard does not answer. Trying again…')).toBeTruthy();
  expect(screen.queryByText('No backends yet')).toBeNull();
});
