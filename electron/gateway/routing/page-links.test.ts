import { expect, test } from 'vitest';
import { PageLinks, parsePageAddress } from './page-links.ts';

const ticketOf = (segment: string): string => parsePageAddress(segment).ticket ?? '';

test('an address names a backend by id or title, with a ticket or without', () => {
  expect(parsePageAddress('3')).toEqual({ backend: '3', ticket: null });
  expect(parsePageAddress('A~B')).toEqual({ backend: 'A~B', ticket: null });
  const ticket = 'x'.repeat(32);
  expect(parsePageAddress(`A~B~${ticket}`)).toEqual({ backend: 'A~B', ticket });
});

test('a link is good for its backend alone, and ends when it was not used for twelve hours', () => {
  let now = 0;
  const links = new PageLinks(() => now);
  const ticket = ticketOf(links.create(3));
  expect(links.use(ticket, 3)).toBe(true);
  expect(links.use(ticket, 4)).toBe(false);
  now += 11 * 3_600_000;
  expect(links.use(ticket, 3)).toBe(true);
  now += 11 * 3_600_000;
  expect(links.use(ticket, 3)).toBe(true);
  now += 13 * 3_600_000;
  expect(links.use(ticket, 3)).toBe(false);
});

test('of very many links those stay that were used last', () => {
  const links = new PageLinks(() => 0);
  const [first, second] = [ticketOf(links.create(1)), ticketOf(links.create(1))];
  links.use(first, 1);
  for (let count = 0; count < 199; count += 1) links.create(2);
  expect([links.use(first, 1), links.use(second, 1)]).toEqual([true, false]);
});
