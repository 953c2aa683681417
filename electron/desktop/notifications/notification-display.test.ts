import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NotificationBench } from '../../../e2e/testkit/desktop/notification-bench.ts';

let bench: NotificationBench;
beforeEach(async () => {
  bench = await NotificationBench.open();
});
afterEach(() => bench.dispose());

describe('nothing is shown', () => {
  const trouble = async () => {
    await bench.addRunning();
    await bench.crash();
    await bench.waitForRetry();
    await bench.becomeReady();
    await bench.crash();
    await bench.waitForRetry();
    await bench.failForGood();
  };

  it.each([
    ['NotifyCrash', ['Flux is ready again', 'Flux has failed and needs you']],
    ['NotifyRecovery', ['Flux has crashed', 'Flux has failed and needs you']],
    ['NotifyGivingUp', ['Flux has crashed', 'Flux is ready again']],
  ] as const)('of a kind that is switched off: %s', async (name, rest) => {
    bench.preferences = { ...bench.preferences, [name]: false };
    await trouble();
    expect(bench.titles()).toEqual(rest);
    expect(bench.openTitles()).toEqual(name === 'NotifyGivingUp' ? [] : ['Flux has failed and needs you']);
  });

  it('that is outdated, even where the newer notification is not wanted', async () => {
    bench.preferences = { ...bench.preferences, NotifyRecovery: false };
    await bench.addRunning();
    await bench.crash();
    await bench.waitForRetry();
    await bench.becomeReady();
    expect([bench.titles(), bench.openTitles()]).toEqual([['Flux has crashed'], []]);
  });

  it('while somebody looks at the panel', async () => {
    bench.isWindowFocused = true;
    await trouble();
    expect(bench.titles()).toEqual([]);
  });

  it('where the system shows no notifications', async () => {
    bench.system.isSupported = false;
    await trouble();
    expect(bench.titles()).toEqual([]);
  });

  it('after the end of the subscription, which also removes what is shown', async () => {
    await bench.addRunning();
    await bench.crash();
    bench.unsubscribe();
    expect(bench.openTitles()).toEqual([]);
    await bench.waitForRetry();
    await bench.becomeReady();
    expect(bench.titles()).toEqual(['Flux has crashed']);
  });
});

describe('the text', () => {
  it('is escaped on Linux, whose notifications interpret markup', async () => {
    await bench.addRunning('<a href="http://evil.example">&</a>');
    await bench.crash();
    expect(bench.system.shown[0]?.body).toContain('"&lt;a href="http://evil.example"&gt;&amp;&lt;/a&gt;"');
  });

  it('is unchanged on other systems', async () => {
    bench.unsubscribe();
    bench.subscribe('darwin');
    await bench.addRunning('A & <B>');
    await bench.crash();
    expect(bench.system.shown[0]).toMatchObject({ title: 'A & <B> has crashed' });
    expect(bench.system.shown[0]?.body).toContain('"A & <B>"');
  });
});
