/** Variables that make a program load foreign code: set only with a confirmation, whichever operation sets them. */
import { describe, expect, it } from 'vitest';
import { openHost } from '../hosts/http-host.ts';

const Environment = 'LD_PRELOAD=/opt/hook.so';
const refusal = {
  error: expect.stringMatching(
    /LD_PRELOAD=\/opt\/hook\.so.*Send the call again with "confirm_variables": true/,
  ),
  code: 'variables_need_confirmation',
};
const fds = `0:\n\ttype: command\n\ttitle: Flux\n\tenabled: false\n\tsettings:\n\t\tEnvironment: ${Environment}`;

describe.concurrent('LD_PRELOAD', () => {
  it('is added only with a confirmation', async (context) => {
    const { host, backends } = await openHost(context);
    const input = { type_id: 'fake', settings: { Environment } };
    expect(await host.call('AddNewBackend', input)).toMatchObject(refusal);
    expect(await backends.list()).toEqual({});
    expect(await host.call('AddNewBackend', { ...input, confirm_variables: true })).toMatchObject({
      settings: { Environment },
    });
  });

  it('is changed only with a confirmation; what is stored goes on working', async (context) => {
    const { host, backends } = await openHost(context);
    await backends.addResting();
    const input = { backend_id: 0, raw_inp: { Environment } };
    expect(await host.call('EditBackend', input)).toMatchObject(refusal);
    expect((await backends.one(0)).settings).toMatchObject({ Environment: '' });
    expect(await host.call('EditBackend', { ...input, confirm_variables: true })).not.toHaveProperty('error');
    await host.reopen();
    const settings = { Environment: `${Environment}\nA=1`, Count: 2 };
    expect(await host.call('EditBackend', { backend_id: 0, settings })).toMatchObject({ settings });
    expect(await host.call('DuplicateBackend', { backend_id: 0 })).not.toHaveProperty('error');
  });

  it('is imported only with a confirmation', async (context) => {
    const { host, backends } = await openHost(context);
    expect(await host.call('ImportBackends', { text: fds })).toMatchObject(refusal);
    expect(await backends.list()).toEqual({});
    expect(await host.call('ImportBackends', { text: fds, confirm_variables: true })).toMatchObject({
      added: 1,
    });
  });
});
