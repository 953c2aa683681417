/** docs/remote-access.md quotes the files that the tests of the proxies use. */
import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { inRepository } from '../e2e/testkit/repository.ts';

test('docs/remote-access.md quotes every file of examples/remote-access/ as it is', async () => {
  const page = await readFile(inRepository('docs/remote-access.md'), 'utf8');
  for (const name of await readdir(inRepository('examples/remote-access'))) {
    const text = await readFile(inRepository(`examples/remote-access/${name}`), 'utf8');
    expect(page, name).toContain(`<!-- examples/remote-access/${name} -->\n\n\`\`\``);
    expect(page, name).toContain(`\n${text}\`\`\`\n`);
  }
});

test('the options that the files name are those of the program', async () => {
  const { USAGE } = await import('../electron/headless/options.ts');
  const page = await readFile(inRepository('docs/remote-access.md'), 'utf8');
  const options = new Set([...page.matchAll(/(?<=[\s`])--[a-z-]+/g)].map(([option]) => option));
  for (const option of ['--public-url', '--trust-proxy', '--tls', '--tls-cert', '--host'])
    expect(options).toContain(option);
  const foreign = ['--now', '--user', '--bg'];
  for (const option of options)
    if (!foreign.includes(option)) expect(`${USAGE} -- `, option).toContain(`${option} `);
});
