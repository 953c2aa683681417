/** Starts of real engines that went well: whatever they warn of, nothing in them is taken for a failure. */
import { readdirSync, readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { failedRun } from '../../../e2e/testkit/core/failed-run.ts';
import { inRepository } from '../../../e2e/testkit/repository.ts';
import { findKnownFailure } from './find-known-failure.ts';
import { knownFailures } from './known-failures.ts';

const RECORDINGS = inRepository('e2e/recordings');
const isHealthyStart = (path: string) =>
  /^healthy-starts\/.*\.txt$|\/start-ok.*\.txt$|^llama-server-.*\/(?!router-broken).*\.log\.txt$/.test(path);
const recordings = readdirSync(RECORDINGS, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter(isHealthyStart)
  .sort();

/** As the output of a run is read: without colours. */
const linesOf = (path: string) =>
  stripVTControlCharacters(readFileSync(`${RECORDINGS}/${path}`, 'utf8'))
    .split('\n')
    .map((text, index) => ({ seq: index + 1, at: 0, text }));

test('there are at least twenty of them', () => {
  expect(recordings.length).toBeGreaterThanOrEqual(20);
});

test.each(recordings)('%s has none of the known failures in it', (name) => {
  const lines = linesOf(name);
  const found = knownFailures
    .map((failure) => findKnownFailure([failure], lines, failedRun()))
    .filter((each) => each !== null)
    .map(({ failure, index }) => `${failure.id}: ${lines[index]?.text}`);
  expect(found).toEqual([]);
});
