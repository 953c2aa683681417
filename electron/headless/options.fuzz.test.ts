/** Command lines of the host, as a person, a script or a link in a web page may have them. */
import fc from 'fast-check';
import { expect } from 'vitest';
import { foreignText, mutated, property } from '../../e2e/testkit/fuzz.ts';
import { parseOptions } from './options.ts';
import { UsageError } from './usage-error.ts';

const argument = fc.oneof(
  foreignText,
  fc.constantFrom(
    '--port',
    '--host',
    '--data-dir',
    '--no-auth',
    '--lock-settings',
    '--log-level',
    '--open',
    '-h',
    '--',
  ),
  mutated(['--port=8080', '--host=::1', '--log-level=debug', '--data-dir=/tmp/x', '-hh', '--open=false']),
);

property(
  'a command line is options, or an error that says what is wrong with it',
  fc.array(argument, { maxLength: 6 }),
  (args) => {
    try {
      const options = parseOptions(args, {});
      if (options === null) return;
      expect(options.port).toBeGreaterThanOrEqual(0);
      expect(options.port).toBeLessThanOrEqual(65_535);
      expect(typeof options.dataDir).toBe('string');
    } catch (error) {
      expect(error).toBeInstanceOf(UsageError);
      expect(String(error).length).toBeLessThan(2000 + args.join('').length);
    }
  },
);
