import { expect, test } from 'vitest';
import { findTexts } from './find-texts.mjs';
import { forbiddenWords } from './forbidden-words.mjs';

const textsOf = (source: string) => findTexts('sample.tsx', source).map(({ text }) => text);

test('texts of elements, of attributes and of objects for a person are found', () => {
  const source = `
    const a = <p title="Open it" className="sy-a sy-b">Two words <b>{name}</b> more</p>;
    const b = <Field label={isOn ? 'On' : \`Off since \${time}\`} placeholder="Name" />;
    const c = { label: 'Save', message: \`It took \${n} seconds.\` };
    const d = say('Nothing was changed.');
    const e = <>{name ?? 'Empty'}{isReply ? 'Model' : common('you')}</>;
  `;
  expect(textsOf(source)).toEqual([
    'Open it',
    'Two words',
    'more',
    'On',
    'Off since …',
    'Name',
    'Save',
    'It took … seconds.',
    'Nothing was changed.',
    'Empty',
    'Model',
  ]);
});

test('a line of a log is no text, and what is said beside it is one', () => {
  const source = `
    environment.logMessage('The log says this.');
    io.log(\`It has ended: \${reason}.\`);
    log.warn({ err }, 'The program log says this.');
    io.update({ notice: 'The card says this.' });
  `;
  expect(textsOf(source)).toEqual(['The card says this.']);
});

test('code is no text: keys, names of operations, classes, styles, errors for programmers', () => {
  const source = `
    import { a } from 'some module here';
    const a = <p key="The key is" style={{ border: '1px solid red' }} data-kind="on demand">{t('open')} · GPU</p>;
    const b = { id: 'A b c d', kind: 'wait_for_start', name: 'RestartBackends', label: t('save') };
    if (event.key === 'Escape') throw new Error('There is no provider.');
    call('DeleteBackend', 'a b', '(max-width: 640px)');
  `;
  expect(textsOf(source)).toEqual([]);
});

test('the forbidden words are those of the table', () => {
  const found = forbiddenWords(
    '| **Ready** | runs | Ready for use, usable |\n| say | for | not |\n| **Log** | x | |',
  );
  expect(found.map(({ word, instead }) => [word, instead])).toEqual([
    ['Ready for use', 'Ready'],
    ['usable', 'Ready'],
  ]);
  expect(found[1]?.pattern.test('It is usable.')).toBe(true);
  expect(found[1]?.pattern.test('It is unusable.')).toBe(false);
});
