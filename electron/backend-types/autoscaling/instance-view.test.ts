import { expect, test } from 'vitest';
import { fieldIn } from '../../../e2e/testkit/in-language.ts';
import { loadStatusWords } from '../../../shared/words/en/backends/load-status.ts';
import { texts } from '../../../shared/words/phrase.ts';
import { onWire, translateField } from '../../../shared/words/wire-phrases.ts';
import { inLanguage } from '../../../shared/words/words.ts';
import { type InstanceSnapshot, instanceFacts } from './instance-view.ts';

const german = {
  code: 'de',
  locale: 'de',
  direction: 'ltr',
  messages: {
    loadStatus: {
      instance_waiting: 'wartet auf einen Platz ({reason})',
      instance_busy: '{launch}, arbeitet',
    },
  },
} as const;

const waiting: InstanceSnapshot = {
  number: 2,
  phase: 'launching',
  url: null,
  kind: undefined,
  models: [],
  children: [],
  maxUsages: 1,
  isIdle: false,
  launchName: 'job 17',
  waitsFor: 'Resources',
  awaySince: null,
};

test('what an instance does can be said in another language, with the words of the scheduler as they are', () => {
  const [facts] = instanceFacts(waiting);
  const sent = onWire({ load_status: facts?.loadStatus ?? '' });
  expect(sent.load_status).toBe('is waiting in the queue (Resources)');
  expect(inLanguage(german, () => translateField(sent, 'load_status'))).toBe(
    'wartet auf einen Platz (Resources)',
  );
});

test('an instance is named in the language of the panel, by its number and its address', async () => {
  const titleOf = async (snapshot: InstanceSnapshot) => {
    const [facts] = instanceFacts(snapshot);
    const sent = onWire({ title: facts?.title ?? '' });
    return [sent.title, await fieldIn('ja', sent, 'title')];
  };
  expect(await titleOf(waiting)).toEqual(['Instance 2', 'インスタンス2']);
  expect(await titleOf({ ...waiting, phase: 'up', url: 'http://10.0.0.5:8080' })).toEqual([
    'Instance 2 at 10.0.0.5:8080',
    'インスタンス2（10.0.0.5:8080）',
  ]);
});

test('the job of an instance is named in the language of the panel', async () => {
  const launchName = texts(loadStatusWords)('instance_job', { id: '17' });
  const [facts] = instanceFacts({ ...waiting, phase: 'up', waitsFor: null, isIdle: true, launchName });
  const sent = onWire({ notice: facts?.notice ?? '' });
  expect(sent.notice).toBe('job 17, unused');
  expect(await fieldIn('ja', sent, 'notice')).toBe('ジョブ17、未使用');
});

test('an instance that answers shows its launch and whether it is used', () => {
  const [facts] = instanceFacts({ ...waiting, phase: 'up', url: 'http://10.0.0.5:8080', waitsFor: null });
  const sent = onWire({ notice: facts?.notice ?? '' });
  expect(sent.notice).toBe('job 17, busy');
  expect(inLanguage(german, () => translateField(sent, 'notice'))).toBe('job 17, arbeitet');
});
