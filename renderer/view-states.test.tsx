/** Every view that asks the host says so while it waits, says where there is nothing, and where it failed can be tried again. */
import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { App } from './app.tsx';
import { askingViews, hostOfViewState, type ViewStateName } from './fixtures/view-states.ts';
import { dialogs } from './late-dialogs.tsx';
import { createPanelServices } from './panel-services.ts';

async function open(name: string, state: ViewStateName) {
  const view = askingViews[name];
  if (view === undefined) throw new Error(`There is no view "${name}".`);
  await dialogs.load();
  const fixture = hostOfViewState(view, state);
  const services = createPanelServices(fixture.transport);
  render(<App services={services} env="test" />);
  await screen.findAllByTestId('status');
  act(() => services.open(view.dialog));
  return { view, fixture, dialog: within(await screen.findByRole('dialog')) };
}

const names = Object.keys(askingViews);

test.each(names)('%s: while the host has not answered, it says what it waits for', async (name) => {
  const { view, dialog } = await open(name, 'loading');
  expect(await dialog.findByText(view.loading)).toBeTruthy();
});

test.each(names.filter((name) => askingViews[name]?.empty !== null))(
  '%s: where there is nothing, it says so',
  async (name) => {
    const { view, dialog } = await open(name, 'empty');
    expect(await dialog.findByText(view.empty ?? '')).toBeTruthy();
    expect(dialog.queryByText(view.loading)).toBeNull();
  },
);

test.each(names)('%s: where it could not be read, it says why, and "Try again" reads it', async (name) => {
  const { view, fixture, dialog } = await open(name, 'failed');
  const alert = await dialog.findByText(/permission is denied/);
  expect(alert.closest('[role="alert"]')).toBeTruthy();
  expect(dialog.queryByText(view.loading)).toBeNull();
  const before = fixture.callsTo(view.operation).length;
  fixture.answerAsUsual(view.operation);
  fireEvent.click(dialog.getByText('Try again'));
  await waitFor(() => expect(dialog.queryByText(/permission is denied/)).toBeNull());
  expect(fixture.callsTo(view.operation).length).toBeGreaterThan(before);
});
