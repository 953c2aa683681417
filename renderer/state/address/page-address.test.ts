import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Dialog, groupings, groups } from '../view-state.ts';
import { addressOf, locationAt } from './page-address.ts';

const all = { revealed: null, filterText: '', filterGroup: null, grouping: null, asLanes: false };

test.each([
  ['#/', { ...all, dialog: null }],
  ['#/backend/3', { ...all, dialog: null, revealed: 3 }],
  ['#/backend/3/', { ...all, dialog: null, revealed: 3 }],
  ['#/backend/0/log', { ...all, dialog: { kind: 'log', id: 0 } }],
  ['#/backend/12/edit', { ...all, dialog: { kind: 'edit', id: 12 } }],
  ['#/preferences', { ...all, dialog: { kind: 'preferences' } }],
  ['#/gpu/1', { ...all, dialog: { kind: 'gpu', gpu: 1 } }],
  [
    '#/backend/2/log?q=status:failed&state=attention&by=gpu',
    {
      dialog: { kind: 'log', id: 2 },
      revealed: null,
      filterText: 'status:failed',
      filterGroup: 'attention',
      grouping: 'gpu',
      asLanes: false,
    },
  ],
  ['#/?as=lanes', { ...all, dialog: null, asLanes: true }],
  ['#/?as=rows', { ...all, dialog: null }],
  ['#/?state=nonsense&by=nonsense&q=', { ...all, dialog: null }],
])('%s is a location in the panel', (hash, location) => {
  expect(locationAt(hash)).toEqual(location);
});

test.each([
  '',
  '#',
  '#/backend',
  '#/backend/',
  '#/backend/-1',
  '#/backend/3/delete',
  '#/backend/1e3',
  '#x',
  '#/palette',
])('"%s" is none', (hash) => {
  expect(locationAt(hash)).toBeNull();
});

test('what is shown is found again by its address', () => {
  const dialog = fc.constantFrom<Dialog | null>(
    null,
    { kind: 'about' },
    { kind: 'activity' },
    { kind: 'activity', id: 4 },
    { kind: 'command-line', id: 0 },
    { kind: 'gpu', gpu: 7 },
  );
  fc.assert(
    fc.property(
      dialog,
      fc.string(),
      fc.constantFrom(null, ...groups),
      fc.constantFrom(...groupings),
      fc.boolean(),
      (shown, filterText, filterGroup, grouping, asLanes) => {
        const address = addressOf({ dialog: shown, filterText, filterGroup, grouping, asLanes });
        expect(locationAt(address === '' ? '#/' : new URL(address, 'http://panel/').hash)).toEqual({
          dialog: shown,
          revealed: null,
          filterText: filterText.trim(),
          filterGroup,
          grouping: grouping === 'none' ? null : grouping,
          asLanes,
        });
      },
    ),
  );
});
