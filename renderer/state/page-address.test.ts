import { expect, test } from 'vitest';
import { destinationOf } from './page-address.ts';

test.each([
  ['#/backend/3', { kind: 'backend', backend_id: 3 }],
  ['#/backend/3/', { kind: 'backend', backend_id: 3 }],
  ['#/backend/0/log', { kind: 'log', backend_id: 0 }],
  ['#/backend/12/edit', { kind: 'edit', backend_id: 12 }],
])('%s is a location in the panel', (hash, to) => {
  expect(destinationOf(hash)).toEqual(to);
});

test.each(['', '#', '#/backend', '#/backend/', '#/backend/-1', '#/backend/3/delete', '#/backend/1e3', '#x'])(
  '"%s" is none',
  (hash) => {
    expect(destinationOf(hash)).toBeNull();
  },
);
