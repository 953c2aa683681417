/** GetDiagnosticReport: what it tells, and that nothing in it tells who made it. */
import { homedir, hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openHost } from '../hosts/http-host.ts';

const CANARY = 'canary-7f3a9c';
/** What a stranger must not read; a name such as "root" tells nothing, and stands in many words. */
const personal = [CANARY, ...[hostname(), userInfo().username].filter((name) => name.length > 4)];

describe.concurrent('GetDiagnosticReport', () => {
  it('of a backend has its settings, its failure, and the errors of its last runs, but no secret', async (context) => {
    const { host, backends } = await openHost(context);
    await backends.add(
      {
        ApiKey: CANARY,
        Notes: `hf_token=${CANARY}2 in ${join(homedir(), 'models')}`,
        Environment: `HF_TOKEN=${CANARY}3`,
        AutoRestart: false,
        Flags: `--print-key --stderr "RuntimeError: it broke in ${join(homedir(), 'x.py')}, token=${CANARY}4" --exit-before-ready 3`,
      },
      { title: 'Flux' },
    );
    await backends.errored(0);
    const { text } = (await host.call('GetDiagnosticReport', { backend_id: 0 })) as { text: string };
    expect(text).toContain('# Switchyard diagnostic report');
    expect(text).toContain('Switchyard 1.2.3 (headless), Node ');
    expect(text).toContain('## Backend 0 "Flux"');
    expect(text).toMatch(/\(ApiKey\): \*\*\*/);
    expect(text).toContain(`RuntimeError: it broke in ${join('~', 'x.py')}, token=***`);
    expect(text).toContain('exit code 3');
    expect(text).toContain('### What happened lately');
    expect(text).toContain('- Lines that look like errors:');
    for (const word of [...personal, join(homedir(), 'x')])
      expect(text.toLowerCase()).not.toContain(word.toLowerCase());
  });

  it('of the program has all backends in short', async (context) => {
    const { host, backends } = await openHost(context);
    await backends.addResting({ ApiKey: CANARY }, { title: 'Flux' });
    const { text } = (await host.call('GetDiagnosticReport')) as { text: string };
    expect(text).toContain('- 0: fake "Flux", disabled, off');
    expect(text).not.toContain(CANARY);
    expect(text).not.toContain('### Settings');
  });

  it('of an unknown backend is refused', async (context) => {
    const { host } = await openHost(context);
    expect(await host.call('GetDiagnosticReport', { backend_id: 9 })).toMatchObject({
      error: expect.stringContaining('9'),
    });
  });
});
