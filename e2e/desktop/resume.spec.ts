import { expect, test } from '../panel/fixtures.ts';
import { Backends } from '../testkit/backends.ts';
import { eventually } from '../testkit/eventually.ts';

test('when the computer wakes up, every backend is probed', async ({ desktop }) => {
  await desktop.window();
  const backends = new Backends(desktop);
  await desktop.call('AddNewBackend', { type_id: 'localllama', title: 'Chat' });
  const { pid } = await backends.running(0);
  const complaints = async () =>
    (await backends.log(0)).filter(({ text }) => text.startsWith('The health address did not answer well'));
  // This worker reports its own state, so that it is probed only after a sleep. While paused it does not answer.
  process.kill(pid as number, 'SIGSTOP');
  try {
    expect(await complaints()).toEqual([]);
    await desktop.controls.wake();
    await eventually('it was probed', async () => (await complaints()).length > 0);
  } finally {
    process.kill(pid as number, 'SIGCONT');
  }
  await backends.running(0);
});
