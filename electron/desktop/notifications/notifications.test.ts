import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NotificationBench, shortageFixture } from '../../../e2e/testkit/desktop/notification-bench.ts';
import { SwitchyardError } from '../../../shared/errors.ts';
import { diagnosisWords } from '../../../shared/words/en/errors/diagnoses.ts';
import { failureRemedyWords } from '../../../shared/words/en/errors/failure-remedies.ts';
import { texts } from '../../../shared/words/phrase.ts';
import { currentLanguage, setCurrentLanguage } from '../../../shared/words/words.ts';

let bench: NotificationBench;
beforeEach(async () => {
  bench = await NotificationBench.open();
});
afterEach(() => bench.dispose());

describe('a crash', () => {
  it('is reported with its reason, and that the backend is started again', async () => {
    await bench.addRunning();
    expect(bench.titles()).toEqual([]);
    await bench.crash();
    expect(bench.system.shown).toMatchObject([
      {
        title: 'Flux has crashed',
        body: 'Backend 0 "Flux" stopped by itself (exit code 1). It was started again.',
      },
    ]);
  });

  it('of a backend without a title is reported by its type', async () => {
    await bench.addRunning('');
    await bench.crash();
    expect(bench.titles()).toEqual(['Test program 0 has crashed']);
  });

  it('and the recovery are reported once each; the second replaces the first', async () => {
    await bench.addRunning();
    await bench.crash();
    await bench.waitForRetry();
    await bench.becomeReady();
    expect(bench.titles()).toEqual(['Flux has crashed', 'Flux is ready again']);
    expect(bench.openTitles()).toEqual(['Flux is ready again']);
    expect(bench.recorded, 'for the activity').toEqual(bench.titles());
  });

  it('after a stable run is reported again', async () => {
    await bench.addRunning();
    for (let round = 0; round < 2; round++) {
      await bench.crash();
      await bench.waitForRetry();
      await bench.becomeReady();
      await bench.settle(601_000);
    }
    expect(bench.titles()).toEqual([
      'Flux has crashed',
      'Flux is ready again',
      'Flux has crashed',
      'Flux is ready again',
    ]);
  });

  it('every two minutes is reported once, although it runs well in between', async () => {
    await bench.addRunning();
    for (let round = 0; round < 4; round++) {
      await bench.crash();
      await bench.waitForRetry();
      await bench.becomeReady();
      await bench.settle(120_000);
    }
    expect(bench.titles()).toEqual(['Flux has crashed', 'Flux is ready again']);
  });

  it('soon after another is not reported, until the backend is given up: no flood', async () => {
    await bench.addRunning();
    for (let round = 1; round <= 5; round++) {
      await bench.crash();
      if (round === 5) break;
      if (round > 1) expect(bench.openTitles()).toEqual([]);
      await bench.waitForRetry();
      await bench.becomeReady();
    }
    expect(bench.titles()).toEqual([
      'Flux has crashed',
      'Flux is ready again',
      'Flux has failed and needs you',
    ]);
    expect(bench.openTitles()).toEqual(['Flux has failed and needs you']);
    expect(bench.system.shown[2]?.body).toMatch(/failed 5 times in a row/);
  });

  it('is reported even where the wait for the retry was over before it was published', async () => {
    await bench.addRunning();
    bench.isBusy = true;
    await bench.crash();
    await bench.waitForRetry();
    expect(bench.registry.get(0).view().phase).toBe('loading');
    bench.bus.changed(0);
    await bench.settle();
    expect(bench.titles()).toEqual(['Flux has crashed']);
  });

  it('of a backend that is not to be started again counts as given up', async () => {
    await bench.addRunning('Flux', { AutoRestart: false });
    await bench.crash();
    expect(bench.titles()).toEqual(['Flux has failed and needs you']);
    expect(bench.system.shown[0]?.body).toMatch(/^Backend 0 "Flux" stopped by itself \(exit code 1\)\./);
  });
});

describe('in another language', () => {
  const before = currentLanguage();
  afterEach(() => setCurrentLanguage(before));

  it('a failure says why and what to do, with the cause that its diagnosis found', async () => {
    const messages = {
      desktop: { failed: '{name} braucht Sie' },
      errors: { crash_loop: 'Fünfmal: {reason}', exited_before_ready: '{backend} endete. {cause}.' },
      errorHints: { crash_loop: '{advice}', exited_before_ready: '{remedy}' },
      diagnoses: { gpu_out_of_memory: 'Die GPU hat keinen Speicher mehr' },
      failureRemedies: { gpu_out_of_memory: 'Ein kleineres Modell wählen.' },
    };
    setCurrentLanguage({ code: 'de', locale: 'de', direction: 'ltr', messages });
    await bench.addLoading();
    for (let attempt = 1; attempt <= 5; attempt++) {
      bench.latestStart().fail(
        new SwitchyardError('exited_before_ready', {
          backend: 'Flux',
          reason: 'exit code 1',
          cause: texts(diagnosisWords)('gpu_out_of_memory'),
          remedy: texts(failureRemedyWords)('gpu_out_of_memory', { canFree: 'no' }),
        }),
      );
      await bench.settle();
      if (attempt < 5) await bench.waitForRetry();
    }
    expect(bench.system.shown[0]).toMatchObject({
      title: 'Flux braucht Sie',
      body: 'Fünfmal: Flux endete. Die GPU hat keinen Speicher mehr. Ein kleineres Modell wählen.',
    });
  });
});

describe('a start', () => {
  it('that fails and is tried again is not reported, until the backend is given up', async () => {
    await bench.addLoading();
    for (let attempt = 1; attempt <= 5; attempt++) {
      expect(bench.titles()).toEqual([]);
      bench.latestStart().fail(new SwitchyardError('start_timeout', { backend: 'It', seconds: 60 }));
      await bench.settle();
      if (attempt < 5) await bench.waitForRetry();
    }
    expect(bench.titles()).toEqual(['Flux has failed and needs you']);
  });

  it('that can never succeed is reported at once, with what to do', async () => {
    await bench.addLoading();
    await bench.failForGood();
    expect(bench.titles()).toEqual(['Flux has failed and needs you']);
    expect(bench.system.shown[0]?.body).toMatch(/no file at \/models\/gone\.gguf\. Correct the path/);
  });

  it('that failed before the subscription is reported by the subscription', async () => {
    bench.unsubscribe();
    await bench.addLoading();
    await bench.failForGood();
    expect(bench.titles()).toEqual([]);
    bench.subscribe();
    expect(bench.titles()).toEqual(['Flux has failed and needs you']);
  });

  it('that was given up is reported once, whatever else changes about the backend', async () => {
    await bench.addLoading();
    await bench.failForGood();
    bench.bus.changed(0);
    await bench.settle();
    expect(bench.titles()).toEqual(['Flux has failed and needs you']);
  });

  it('of a backend that was given up removes the notification, and its own result is reported', async () => {
    await bench.addLoading();
    await bench.failForGood();
    await bench.registry.restart(0);
    await bench.settle();
    expect(bench.openTitles()).toEqual([]);
    await bench.failForGood();
    await bench.registry.restart(0);
    await bench.settle();
    await bench.becomeReady();
    expect(bench.titles()).toEqual([
      'Flux has failed and needs you',
      'Flux has failed and needs you',
      'Flux is ready again',
    ]);
    await bench.settle(61_000);
    await bench.crash();
    expect(bench.openTitles()).toEqual(['Flux has crashed']);
  });
});

describe('a backend that waits for admission', () => {
  it('and asks is reported once; the answer removes the notification', async () => {
    bench.shortage = shortageFixture;
    await bench.addLoading();
    await bench.settle(5000);
    expect(bench.system.shown.map(({ title, body }) => [title, body])).toEqual([
      ['Flux is waiting for memory', shortageFixture.message],
    ]);
    bench.shortage = null;
    await bench.registry.answerShortage(0, 'make-room');
    await bench.settle();
    await bench.becomeReady();
    expect(bench.openTitles()).toEqual([]);
    expect(bench.system.shown).toHaveLength(1);
  });

  it('and does not ask is not reported', async () => {
    bench.shortage = { ...shortageFixture, asks: false };
    await bench.addLoading();
    await bench.settle(5000);
    expect(bench.system.shown).toEqual([]);
  });
});
