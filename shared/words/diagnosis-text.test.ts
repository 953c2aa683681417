import { afterEach, expect, test } from 'vitest';
import { SwitchyardError } from '../errors.ts';
import { diagnosisText } from './diagnosis-text.ts';
import { currentLanguage, setCurrentLanguage } from './words.ts';

const before = currentLanguage();
afterEach(() => setCurrentLanguage(before));

test('title and texts of an error are translated; a known failure keeps what it says of this case', () => {
  const messages = {
    diagnoses: { port_in_use: 'Der Port ist belegt', gpu_lost: 'Die GPU ist weg' },
    errors: { port_in_use: 'Port {port} ist belegt.' },
    errorHints: { port_in_use: 'Anderen Port wählen.' },
  };
  setCurrentLanguage({ code: 'de', locale: 'de', direction: 'ltr', messages });
  const { code, message, hint, shownDetails } = new SwitchyardError('port_in_use', { backend: 'A', port: 1 });
  const known = { title: 'x', explanation: message, remedy: hint, lines: [] };
  expect(diagnosisText({ ...known, id: code, error: { code, details: shownDetails } })).toEqual({
    title: 'Der Port ist belegt',
    explanation: 'Port 1 ist belegt.',
    remedy: 'Anderen Port wählen.',
  });
  expect(diagnosisText({ ...known, id: 'gpu_lost', explanation: 'Gone.', remedy: 'Look.' })).toEqual({
    title: 'Die GPU ist weg',
    explanation: 'Gone.',
    remedy: 'Look.',
  });
});
