import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { diagnoseOutput } from '../../../e2e/testkit/core/failed-run.ts';
import { inRepository } from '../../../e2e/testkit/repository.ts';
import type { Diagnosis } from '../../../shared/diagnosis.ts';
import { MAX_DIAGNOSIS_LINES } from '../../../shared/limits.ts';
import { splitArguments } from '../../../shared/settings/arguments.ts';
import { diagnosisText } from '../../../shared/words/diagnosis-text.ts';
import { failureRemedyWords } from '../../../shared/words/en/errors/failure-remedies.ts';
import { failureWords } from '../../../shared/words/en/errors/failures.ts';
import type { Messages } from '../../../shared/words/message.ts';
import { currentLanguage, setCurrentLanguage } from '../../../shared/words/words.ts';
import { backendTypes } from '../../backend-types/index.ts';
import { crashFailures, endFailures, killFailures } from './exit-failures.ts';
import { knownFailures } from './known-failures.ts';

interface Sample {
  id: string;
  /** A part of the explanation. */
  expected: string;
  lines: string[];
}

const SAMPLES = inRepository('electron/core/diagnosis/samples');
const samples: Sample[] = readdirSync(SAMPLES).flatMap((name) => {
  const [, ...sections] = readFileSync(`${SAMPLES}/${name}`, 'utf8').split(/^=== /m);
  return sections.map((section) => {
    const [heading = '', ...lines] = section.trimEnd().split('\n');
    const [id = '', expected = ''] = heading.split(' | ');
    return { id, expected, lines };
  });
});

/** The command type, and every other one that starts a program. */
const typesWithArguments = backendTypes.filter((type) =>
  Object.values(type.settings).some(({ info }) => info.format === 'args'),
);

describe('the table of known failures', () => {
  test('has at least 40 entries, each with an id of its own and a sample of its log', () => {
    const ids = knownFailures.map(({ id }) => id);
    expect(ids.length).toBeGreaterThanOrEqual(40);
    const all = [...ids, ...[...killFailures, ...crashFailures, ...endFailures].map(({ id }) => id)];
    expect(all.filter((id, index) => all.indexOf(id) !== index)).toEqual([]);
    // Only the kernel says it.
    const withoutSample = ids.filter(
      (id) => id !== 'gpu_kernel_error' && !samples.some((sample) => sample.id === id),
    );
    expect(withoutSample).toEqual([]);
  });

  test.each(samples)('knows $id: $expected', ({ id, expected, lines }) => {
    const { diagnosis } = diagnoseOutput(lines);
    expect({ id: diagnosis.id, explanation: diagnosis.explanation }).toEqual({
      id,
      explanation: expect.stringContaining(expected),
    });
    expect(diagnosis.lines.length).toBeGreaterThan(0);
    expect(diagnosis.lines.length).toBeLessThanOrEqual(MAX_DIAGNOSIS_LINES);
  });

  test.each(samples)(
    'has texts of $id ($expected) that a person can read, and an action that is possible',
    ({ lines }) => {
      for (const platform of ['linux', 'win32', 'darwin'] as const) {
        const { title, explanation, remedy, action } = diagnoseOutput(lines, { platform }).diagnosis;
        expect(title).toMatch(/^[A-Z].*[^.]$/);
        for (const text of [explanation, remedy]) {
          expect(text).toMatch(/^\S.*[.:]|: /);
          expect(text).not.toMatch(/undefined|NaN|null|\{\}|\s\s|\.\.(?!\.)|\s\.(?!\w)/);
        }
        if (action?.kind === 'open_settings' && action.setting !== undefined) {
          const { setting } = action;
          expect(typesWithArguments.some((type) => setting in type.settings)).toBe(true);
        }
        if (action?.kind === 'copy_command') {
          expect(splitArguments(action.command)).toMatchObject({ ok: true });
          expect(action.command).not.toMatch(/\n/);
        }
      }
    },
  );
});

describe('in another language', () => {
  const before = currentLanguage();
  afterEach(() => setCurrentLanguage(before));

  test.each(samples)('$id ($expected) is said from what is on the wire', ({ lines }) => {
    const sent = JSON.parse(
      JSON.stringify(diagnoseOutput(lines, { canMakeRoom: true }).diagnosis),
    ) as Diagnosis;
    const marked = (messages: Messages) =>
      Object.fromEntries(Object.entries(messages).map(([key, message]) => [key, `«${message}»`]));
    setCurrentLanguage({
      code: 'xx',
      locale: 'en-GB',
      direction: 'ltr',
      messages: {
        failures: marked(failureWords.messages),
        failureRemedies: marked(failureRemedyWords.messages),
      },
    });
    const { explanation, remedy } = diagnosisText(sent);
    expect(explanation).toMatch(/^«.*»$/);
    expect(remedy).toMatch(/^«.*»$/);
    expect([explanation.replaceAll(/[«»]/g, ''), remedy.replaceAll(/[«»]/g, '')]).toEqual([
      sent.explanation,
      sent.remedy,
    ]);
  });
});

describe('a known failure', () => {
  const outOfMemory = 'torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has';

  test('is found after a million lines of clean-up', () => {
    const cleanUp = Array.from({ length: 1_000_000 }, (_, step) => `cleanup step ${step}`);
    const { diagnosis } = diagnoseOutput([outOfMemory, ...cleanUp]);
    expect(diagnosis).toMatchObject({ id: 'gpu_out_of_memory', lines: [{ seq: 1, text: outOfMemory }] });
  });

  test('of the memory of a card names the card and who holds it, and offers to make room', () => {
    const gpu = { id: '0', name: 'NVIDIA RTX 4090', totalBytes: 24 * 1024 ** 3, freeBytes: 0 };
    const holders = [{ backend: 'Backend 1 "Writer"', bytes: 20 * 1024 ** 3 }];
    const { diagnosis } = diagnoseOutput([outOfMemory], { canMakeRoom: true, gpus: [{ ...gpu, holders }] });
    expect(diagnosis.explanation).toBe(
      'It asked for 2.00 GiB of VRAM, which was not free any more. GPU 0 (NVIDIA RTX 4090) has 24.0 GiB, of which 0 MiB are free now. Other backends hold VRAM there: Backend 1 "Writer" 20.0 GiB.',
    );
    expect(diagnosis).toMatchObject({
      remedy: expect.stringMatching(/^Switchyard can free what other backends hold there/),
      action: { kind: 'make_room' },
    });
  });

  test('of a port names who has it, once that is known', () => {
    const line = 'Error: listen tcp 127.0.0.1:11434: bind: address already in use';
    expect(diagnoseOutput([line])).toMatchObject({ blockedPort: 11_434 });
    const { diagnosis } = diagnoseOutput([line], { portOwner: 'ollama (PID 4711)' });
    expect(diagnosis.explanation).toBe('ollama (PID 4711) has port 11434.');
    expect(diagnosis).not.toHaveProperty('blockedPort');
  });

  test('with which the program went on long before is not the cause of its end', () => {
    const { diagnosis } = diagnoseOutput(
      [outOfMemory, 'fatal: the moon is full'],
      { wasReady: true },
      (index) => (index === 0 ? 600 : 1),
    );
    expect(diagnosis).toMatchObject({ id: 'program_error', lines: [{ seq: 2 }] });
  });

  test('that only a custom node or extension had is not the cause', () => {
    const { diagnosis } = diagnoseOutput([
      'Traceback (most recent call last):',
      "ModuleNotFoundError: No module named 'kornia'",
      "Cannot import /c/custom_nodes/x module for custom nodes: No module named 'kornia'",
      'Error: listen tcp 127.0.0.1:11434: bind: address already in use',
    ]);
    expect(diagnosis.id).toBe('port_in_use');
  });

  test('that the program caught is not the cause, where another exception ended it', () => {
    const { diagnosis } = diagnoseOutput([
      'Traceback (most recent call last):',
      "ModuleNotFoundError: No module named 'xformers'",
      'Traceback (most recent call last):',
      '  File "/opt/app/main.py", line 3, in <module>',
      'ValueError: the moon is full',
    ]);
    expect(diagnosis).toMatchObject({ id: 'python_error', explanation: expect.stringContaining('the moon') });
  });
});

describe('the way in which a worker ended', () => {
  const signalled = (signal: NodeJS.Signals, kernelLog: string[] = []) =>
    diagnoseOutput(['working'], { wasReady: true, exit: { code: null, signal }, kernelLog }).diagnosis;
  const exited = (code: number, ...lines: string[]) =>
    diagnoseOutput(['working', ...lines], { exit: { code, signal: null } }).diagnosis;

  test.each([
    ['SIGKILL', 'killed'],
    ['SIGSEGV', 'segmentation_fault'],
    ['SIGILL', 'processor_lacks_instruction'],
    ['SIGBUS', 'memory_taken_away'],
    ['SIGABRT', 'broken_off_by_itself'],
  ] as const)('%s is explained', (signal, id) => {
    expect(signalled(signal)).toMatchObject({ id, lines: [{ text: 'working' }] });
  });
  test.each([
    [137, 'killed'],
    [139, 'segmentation_fault'],
    [127, 'command_missing_in_shell'],
    [126, 'command_not_executable_in_shell'],
    [0xc0000135, 'dll_missing_at_start'],
    [0xc000007b, 'wrong_processor_at_start'],
    [-1073741819, 'segmentation_fault'],
    [0xc000001d, 'processor_lacks_instruction'],
    [0xc0000409, 'broken_off_by_itself'],
  ])('code %s is explained', (code, id) => {
    expect(exited(code).id).toBe(id);
  });
  test('by the system for lack of memory is told from a kill by a person, where its log says so', () => {
    const kill =
      'Out of memory: Killed process 4711 (python3) total-vm:9kB, anon-rss:8388608kB, file-rss:0kB';
    expect(signalled('SIGKILL', ['usb 1-1: new device', kill])).toMatchObject({
      id: 'killed_out_of_memory',
      explanation: expect.stringContaining('python3, which held 8.0 GiB'),
    });
  });
  test('comes after what it has printed, where it has broken off by itself', () => {
    expect(exited(134, "terminate called after throwing an instance of 'std::bad_alloc'").id).toBe(
      'out_of_memory',
    );
    expect(exited(134, 'panic: the moon is full').id).toBe('program_panicked');
    expect(exited(127, './start.sh: line 7: ffmpeg: command not found').id).toBe('inner_command_missing');
  });
  test('with a report of the driver in the log of the system is explained by that', () => {
    const kernelLog = ['NVRM: Xid (PCI:0000:01:00): 79, pid=4711, GPU has fallen off the bus.'];
    expect(signalled('SIGABRT', kernelLog).id).toBe('gpu_lost');
    expect(signalled('SIGABRT', ['NVRM: Xid (PCI:0000:01:00): 62, pid=4711']).id).toBe('gpu_kernel_error');
  });
});

describe('the command that installs a missing package', () => {
  const missing = ['Traceback (most recent call last):', "ModuleNotFoundError: No module named 'cv2'"];
  const commandFor = (command: string, lines = missing, platform: NodeJS.Platform = 'linux') => {
    const { action } = diagnoseOutput(lines, { platform, program: { command, args: [] } }).diagnosis;
    return action?.kind === 'copy_command' ? action.command : null;
  };

  test('is for the Python that runs the program', () => {
    expect(commandFor('/opt/my venv/bin/python3.11')).toBe(
      '"/opt/my venv/bin/python3.11" -m pip install opencv-python-headless',
    );
    expect(commandFor('C:\\ai\\python_embeded\\python.exe', missing, 'win32')).toBe(
      'C:\\ai\\python_embeded\\python.exe -m pip install opencv-python-headless',
    );
  });

  test('is for the environment of which the traceback tells', () => {
    const frame = '  File "/opt/conda/envs/vllm/lib/python3.12/site-packages/vllm/x.py", line 1, in <module>';
    const [head = '', ...rest] = missing;
    expect(commandFor('/bin/sh', [head, frame, ...rest])).toMatch(
      /^\/opt\/conda\/envs\/vllm\/bin\/python -m pip/,
    );
    const windows = '  File "C:\\ai\\venv\\lib\\site-packages\\x.py", line 1, in <module>';
    expect(commandFor('run.bat', [head, windows, ...rest], 'win32')).toMatch(
      /^C:\\ai\\venv\\Scripts\\python\.exe -m/,
    );
  });

  test('is left out where the path that a worker has printed would run something else', () => {
    const frame = '  File "/tmp/$(touch pwned)/lib/python3.12/site-packages/x.py", line 1, in <module>';
    const [head = '', ...rest] = missing;
    expect(commandFor('/bin/sh', [head, frame, ...rest])).toBeNull();
  });
});
