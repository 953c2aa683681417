import { expect, test } from 'vitest';
import { fieldIn } from '../../../e2e/testkit/in-language.ts';
import { recordedText } from '../../../e2e/testkit/recordings.ts';
import { englishOf, type HostText } from '../../../shared/words/phrase.ts';
import { fieldText, onWire } from '../../../shared/words/wire-phrases.ts';
import { describeEngineWarnings, explainNoUnload, FailedModels } from './llama-server-notices.ts';
import type { RouterModel } from './llama-server-protocol.ts';
import { llamaServerSettings } from './llama-server-settings.ts';

const inEnglish = (text: HostText | null) => (text === null ? null : englishOf(text));

/** As printed by llama-server 0.4.0 without a GPU, for --n-gpu-layers 99 --ctx-size 100000 --parallel 2 and a model with 512 tokens. */
const PRINTED = [
  'warning: no usable GPU found, --gpu-layers option will be ignored',
  'warning: one possible reason is that llama.cpp was compiled without GPU support',
  "0.00.071.495 I srv    load_model: loading model '/models/tiny.gguf'",
  '0.00.090.113 W llama_context: n_ctx_seq (50176) > n_ctx_train (512) -- possible training context overflow',
  '0.00.362.047 W srv    load_model: the slot context (50176) exceeds the training context of the model (512) - capping',
];

test('layers on a GPU that is not there, and a context beyond that of the model, are on the card', () => {
  const warnings = (lines: string[]) => inEnglish(describeEngineWarnings(lines));
  const text = warnings(PRINTED);
  expect(text).toContain('It runs on the processor alone, whatever “Layers on the GPU” says');
  expect(text).toContain('Each request has 512 tokens of context, as its model was made for, and not 50,176');
  expect(warnings(PRINTED.slice(2, 4))).toContain(
    'The context of 50,176 tokens is longer than the 512 that its model was made for',
  );
  const quiet = recordedText('llama-server-0.4.0', 'single-tiny.log.txt');
  expect(describeEngineWarnings(quiet.split('\n'))).toBeNull();
});

test('these warnings are in the language of the panel, with numbers as it writes them', async () => {
  const sent = onWire({ notice: describeEngineWarnings(PRINTED) ?? '' });
  expect(await fieldIn('de', sent, 'notice')).toBe(
    'Es läuft nur auf dem Prozessor, was auch immer „Schichten auf der GPU“ sagt: Es findet keine nutzbare GPU oder ist ohne Unterstützung dafür gebaut. Jede Anfrage hat 512 Tokens Kontext, wofür das Modell gemacht ist, und nicht 50.176: Eine kleinere „Kontextgröße“ braucht weniger Speicher.',
  );
});

const CAUSE =
  'Could not be loaded: broken: /models/broken.gguf is cut off or damaged: the data of blk.1.attn_output.weight lies beyond its end.';
const UNKNOWN = 'Could not be loaded: broken (exit code 1; its log may name the cause).';

test('a model that a router could not load is on the card, with the cause that its process has printed', () => {
  const lines = recordedText('llama-server-0.4.0', 'router-broken.log.txt').split('\n');
  const broken = {
    id: 'broken',
    aliases: [],
    status: 'unloaded',
    failure: { exitCode: 1 },
    port: 33425,
    path: '/models/broken.gguf',
  };
  const describe = (models: (typeof broken | { failure: null })[], printed = lines) =>
    inEnglish(new FailedModels('Backend 1').describe(models as RouterModel[], printed));
  expect(describe([broken])).toBe(CAUSE);
  expect(describe([{ ...broken, port: 1 }])).toBe(UNKNOWN);
  expect(describe([{ ...broken, failure: null }])).toBeNull();
  expect(describe(Array(5).fill({ ...broken, port: 1 }), [])).toContain('and 2 more');

  // The failure is reported before its lines have come, and these are not kept for ever.
  const models = new FailedModels('Backend 1');
  expect([[], lines, []].map((printed) => inEnglish(models.describe([broken], printed)))).toEqual([
    UNKNOWN,
    CAUSE,
    CAUSE,
  ]);
  expect(inEnglish(models.describe([{ ...broken, port: 1 }], []))).toBe(UNKNOWN);
});

test('why a server with one model frees nothing is said in the language of the panel, with its setting as it is called there', async () => {
  const { info } = llamaServerSettings.UnloadWhenIdle;
  const facts = { sleepSeconds: null, unloadLabel: fieldText(info, 'label') };
  const sent = onWire({ message: explainNoUnload({ canSleep: true, isSleeping: false }, facts) });
  expect(sent.message).toBe(
    `With one model, llama-server cannot be asked to unload it while it runs. Turn on ${info.label} in its settings, or serve a folder of models instead; stopping it frees everything.`,
  );
  expect(await fieldIn('de', sent, 'message')).toBe(
    'Mit nur einem Modell lässt sich llama-server im Betrieb nicht zum Entladen auffordern. Schalten Sie in den Einstellungen „Entladen, wenn ungenutzt“ ein oder verwenden Sie stattdessen einen Ordner mit Modellen; Stoppen gibt alles frei.',
  );
});
