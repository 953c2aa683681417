/** What the panel offers to somebody who signed in with an API key. */
import { fireEvent, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { type PanelRole, panelRoles, permissionsOfRole } from '../../shared/roles.ts';
import { everyState } from '../fixtures/backend-states.ts';
import { makeBackend } from '../fixtures/backends.ts';
import { card, renderPanel } from '../fixtures/render-panel.tsx';

/** The role from which on each is offered. */
const HEADER: [string, PanelRole][] = [
  ['Restart all…', 'operate'],
  ['Free memory of all', 'operate'],
  ['Add backend', 'edit'],
  ['Preferences…', 'admin'],
];
const CARD: [string, PanelRole][] = [
  ['Log', 'view'],
  ['Restart', 'operate'],
  ['Free VRAM', 'operate'],
  ['Settings', 'edit'],
  ['Move', 'edit'],
];

test.each(panelRoles)('a role to %s is offered what it may do, and nothing else', async (role) => {
  await renderPanel({
    backends: [makeBackend(0, { phase: 'running', status: 'running' })],
    permissions: permissionsOfRole(role),
  });
  const mayFrom = (needed: PanelRole) => panelRoles.indexOf(role) >= panelRoles.indexOf(needed);
  const offered = (list: [string, PanelRole][], has: (name: string) => boolean) =>
    list.map(([name]) => [name, has(name)]);
  const expected = (list: [string, PanelRole][]) => list.map(([name, needed]) => [name, mayFrom(needed)]);
  expect(offered(HEADER, (name) => screen.queryByRole('button', { name }) !== null)).toEqual(
    expected(HEADER),
  );
  expect(offered(CARD, (name) => card(0).queryByRole('button', { name }) !== null)).toEqual(expected(CARD));
  expect(card(0).queryByRole('switch') !== null).toBe(mayFrom('operate'));
});

test('no button of a card calls what a role to view may not, whatever the state of its backend', async () => {
  const { fixture } = await renderPanel({ backends: everyState(), permissions: permissionsOfRole('view') });
  const before = fixture.callsTo('RestartBackends').length;
  for (const button of screen.getAllByRole('button')) fireEvent.click(button);
  for (const name of [
    'RestartBackends',
    'ToggleBackend',
    'FreeBackendMemory',
    'MakeRoom',
    'RetryBackendNow',
    'EditBackend',
    'DismissNotice',
  ] as const)
    expect(fixture.callsTo(name)).toHaveLength(before);
});

test('no card offers a role to view the settings that it may not change', async () => {
  await renderPanel({ backends: everyState(), permissions: permissionsOfRole('view') });
  expect(screen.queryAllByRole('button', { name: 'Change settings' })).toEqual([]);
});
