import { afterEach, expect, test } from 'vitest';
import { SwitchyardError } from '../errors.ts';
import { errorText, hintPhrase, messagePhrase } from './error-text.ts';
import { currentLanguage, setCurrentLanguage } from './words.ts';

const before = currentLanguage();
afterEach(() => setCurrentLanguage(before));

const messages = {
  errors: {
    port_in_use: '{backend}: Port {port} ist belegt{hasOwner, select, yes { durch {owner}} other {}}.',
    crash_loop: '{backend} ist {failures}-mal gescheitert. Zuletzt: {reason}',
    variables_need_confirmation: '{variables} lädt fremden Code.',
  },
  errorHints: { port_in_use: 'Anderen Port wählen.', crash_loop: '{advice} Dann neu starten.' },
};
const inGerman = (error: unknown) => {
  setCurrentLanguage({ code: 'de', locale: 'de', direction: 'ltr', messages });
  return errorText(JSON.parse(JSON.stringify(error)));
};

test('an error is in English on the wire, and in the language of whoever shows it', () => {
  const reply = new SwitchyardError('port_in_use', { backend: 'Flux', port: 8080 }).toReply();
  expect(reply.message).toBe('Flux cannot start: port 8080 is already in use.');
  expect(inGerman(reply)).toEqual({ message: 'Flux: Port 8080 ist belegt.', hint: 'Anderen Port wählen.' });
});

test('an error within an error is translated with it, and a list is joined', () => {
  const inner = new SwitchyardError('port_in_use', { backend: 'Flux', port: 8080, owner: 'nginx' }).toReply();
  const loop = new SwitchyardError('crash_loop', {
    backend: 'Flux',
    failures: 5,
    reason: messagePhrase(inner),
    advice: hintPhrase(inner),
  }).toReply();
  expect(loop.message).toContain('Last: Flux cannot start: port 8080 is already in use by nginx.');
  expect(inGerman(loop)).toEqual({
    message: 'Flux ist 5-mal gescheitert. Zuletzt: Flux: Port 8080 ist belegt durch nginx.',
    hint: 'Anderen Port wählen. Dann neu starten.',
  });
  const confirm = new SwitchyardError('variables_need_confirmation', { variables: ['A', 'B'] }).toReply();
  expect(inGerman(confirm).message).toBe('A und B lädt fremden Code.');
});

test('what this language does not have stays as it came: a newer host, other details, no hint', () => {
  const unknown = { code: 'on_fire', message: 'It burns.', hint: 'Run.' };
  expect(inGerman(unknown)).toEqual({ message: 'It burns.', hint: 'Run.' });
  const withoutPort = { code: 'port_in_use', message: 'Taken.', hint: '', details: { backend: 'Flux' } };
  expect(inGerman(withoutPort)).toEqual({ message: 'Taken.', hint: '' });
});

test('only the details that the texts use are sent', () => {
  const error = new SwitchyardError('access_refused', {
    backend: 'Flux',
    address: 'http://there',
    status: 401,
    settings: 'API key',
    isSent: true,
  });
  expect(error.toReply().details).toEqual({
    backend: 'Flux',
    address: 'http://there',
    status: 401,
    settings: 'API key',
    sent: 'yes',
  });
});
