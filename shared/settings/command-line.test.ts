import { describe, expect, it } from 'vitest';
import { englishOf, type HostText, translateHostText } from '../words/phrase.ts';
import { inLanguage } from '../words/words.ts';
import { explainArguments, explainPath, explainProgram } from './command-line.ts';

const inEnglish = (text: HostText | null) => text && englishOf(text);

describe('the field for the program', () => {
  it.each([
    ['llama-server --port 8080', 'llama-server', /What follows it, from --port on, belongs in its arguments/],
    ['/opt/llama-server -m /models/a.gguf', '/opt/llama-server', /from -m on/],
    ['ollama serve', 'ollama', /from serve on/],
    ['python main.py', 'python', /from main\.py on/],
    ['/opt/my app/server --port {PORT}', '/opt/my app/server', /from --port on/],
    ['"/opt/my app/server" --x', '/opt/my app/server', /from --x on/],
    [
      'C:\\Program Files\\llama\\llama-server.exe --port 1',
      'C:\\Program Files\\llama\\llama-server.exe',
      /--port/,
    ],
    ['$ llama-server', 'llama-server', /Leave out \$: no shell/],
    ['user@box:~$ ./server', './server', /Leave out user@box:~\$/],
    ['PS C:\\llama> llama-server.exe', 'llama-server.exe', /Leave out PS C:\\llama>/],
    ['sudo -E llama-server', 'llama-server', /Leave out sudo: .*as the user of Switchyard/],
    ['CUDA_VISIBLE_DEVICES=1 vllm serve x', 'vllm', /Set CUDA_VISIBLE_DEVICES in the environment variables/],
    ['export HF_TOKEN=secret; vllm serve x', 'vllm', /Set HF_TOKEN in the environment/],
    ['env A=b prog', 'prog', /Leave out env/],
    ['cd /opt/llama && ./server', './server', /Enter \/opt\/llama as the working folder/],
    ['cd /opt/x; ./server', './server', /Enter \/opt\/x as the working folder/],
    ['source venv/bin/activate && python main.py', 'python', /Leave out source venv\/bin\/activate/],
    ['nohup /opt/server > log 2>&1 &', '/opt/server', /Leave out nohup/],
    // As a field of one line keeps it, without the line breaks.
    ['llama-server \\  --port 1 \\  -m x', 'llama-server', /from --port on/],
  ])('%j: says where each part belongs', (text, program, rest) => {
    const explanation = inEnglish(explainProgram(text));
    expect(explanation).toContain(`Only the program belongs here: ${program}.`);
    expect(explanation).toMatch(rest);
  });

  it('says so in the language of the panel', () => {
    const advice = {
      programOnly: 'Nur {program}.',
      toArguments: 'Weiter mit {first}.',
      toVariables: 'Setzen: {variables}.',
      detached: 'Ohne {flag}.',
    };
    const messages = { advice, happened: { twoSentences: '{first} {second}' } };
    const german = { code: 'de', locale: 'de', direction: 'ltr', messages } as const;
    const explanation = explainProgram('A=1 B=2 docker run -d x') ?? '';
    expect(inLanguage(german, () => translateHostText(explanation))).toBe(
      'Nur docker. Weiter mit run. Setzen: A und B. Ohne -d.',
    );
  });

  it('names no value of a variable, for it may be a secret', () =>
    expect(inEnglish(explainProgram('HF_TOKEN=secret vllm'))).not.toContain('secret'));

  it.each([
    'llama-server',
    '/opt/my app/server',
    'C:\\Program Files\\a b\\c.exe',
    '~/bin/server',
    './run.sh',
    'sudo',
    '',
    '"',
  ])('%j: may be a program', (text) => expect(explainProgram(text)).toBeNull());

  it('takes a word after a path for an argument where there is no such file', () => {
    expect(explainProgram('/opt/ollama serve')).toBeNull();
    expect(inEnglish(explainProgram('/opt/ollama serve', { isMissing: true }))).toMatch(/from serve on/);
    expect(explainProgram('/opt/ollama', { isMissing: true })).toBeNull();
  });
});

describe('the field for arguments', () => {
  it.each([
    ['llama-server --port 1', '/usr/bin/llama-server', /Leave out llama-server, which is the program itself/],
    ['/usr/bin/llama-server --port 1', 'llama-server', /which is the program itself/],
    ['C:\\x\\llama-server.exe -m a', 'llama-server', /which is the program itself/],
    ['$ llama-server --port 1', '', /Leave out \$/],
    ['sudo vllm serve', '', /Leave out sudo/],
    ['HF_TOKEN=abc vllm serve', '', /Set HF_TOKEN in the environment variables/],
    ['export A=b && vllm serve', '', /Set A in the environment variables/],
    ['cd /opt/x && ./server', '', /Enter \/opt\/x as the working folder/],
    ['--port 1 && echo done', '', /No shell is involved: && is handed/],
    ['--port 1 | tee log', '', /No shell is involved: \|/],
    ['--port 1 > log 2>&1', '', /No shell is involved: >/],
    ['--port 1 &', '', /has to run in the foreground/],
    ['--dir $HOME/models', '', /\$HOME stays as it is/],
    ['-m ~/models/a.gguf', '', /~ stays as it is/],
    ['-m %USERPROFILE%\\a.gguf', '', /%USERPROFILE% stays/],
    ['—port 1', '', /write -- or -/],
    ['--title “two words”', '', /typographic quote/],
  ])('%j after %j: says what does not belong there', (text, program, explanation) =>
    expect(inEnglish(explainArguments(text, program))).toMatch(explanation),
  );

  it.each([
    ['--port {PORT} -m /a.gguf', '/opt/llama-server'],
    ['serve MODEL --x', 'vllm'],
    ['exec -it box bash -c "a && b"', 'docker'],
    ['main.py', 'python'],
    ['-c "cd /x && ./run"', 'bash'],
    ['key=value', 'prog'],
    ['--price $5 --rate 50%', 'prog'],
    ['', 'prog'],
    ['"never closed', 'prog'],
  ])('%j after %j: nothing is said', (text, program) => expect(explainArguments(text, program)).toBeNull());
});

describe('a path', () => {
  it.each(['$HOME/models', '%APPDATA%\\x', '~alice/models'])('%j: is said to stay as it is', (text) =>
    expect(explainPath(text)?.text).toMatch(/write out|Write out/),
  );
  it.each(['~/models', '~', '/a b/c', 'C:\\a$b$'])('%j: is understood', (text) =>
    expect(explainPath(text)).toBeNull(),
  );
});
