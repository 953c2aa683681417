import { describe, expect, test } from 'vitest';
import { fieldIn } from '../../../../../e2e/testkit/in-language.ts';
import { gpuProblemWords } from '../../../../../shared/words/en/gpus/problems.ts';
import { texts } from '../../../../../shared/words/phrase.ts';
import { onWire } from '../../../../../shared/words/wire-phrases.ts';
import { explainNvidiaError, hasNoDevices } from './nvidia-errors.ts';

const say = texts(gpuProblemWords);
const failureWith = (...lines: string[]) => ({
  description: say('program_exitCode', { program: 'nvidia-smi', code: '9' }),
  lines,
});

describe('an error of the driver', () => {
  test.each([
    [
      "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver. Make sure that the latest NVIDIA driver is installed and running.",
      /driver does not answer\. Restart the computer/,
    ],
    ['Failed to initialize NVML: Driver/library version mismatch', /was updated .* Restart the computer/],
    [
      'Unable to determine the device handle for GPU0000:01:00.0: GPU is lost.  Reboot the system to recover this GPU',
      /a GPU has stopped answering\. Restart the computer/,
    ],
    [
      "NVIDIA-SMI couldn't find libnvidia-ml.so library in your system. Please make sure that the NVIDIA Display Driver is properly installed",
      /part of the NVIDIA driver is missing/,
    ],
    ['Failed to initialize NVML: Insufficient Permissions', /may not read them/],
    ['Failed to initialize NVML: GPU access blocked by the operating system', /WSL/],
    ['Failed to initialize NVML: Unknown Error', /Restart the container/],
  ])('is explained with what to do about it: %s', (line, explanation) => {
    expect(explainNvidiaError(failureWith('NVML library version: 550.54', line)).text).toMatch(explanation);
  });

  test('is quoted when it is unknown', () => {
    expect(explainNvidiaError(failureWith('one', 'The sky is falling.')).text).toBe(
      'nvidia-smi ended with exit code 9; it said “The sky is falling.”',
    );
  });

  test('is what the program did when it printed nothing', () => {
    const description = say('program_silent', { program: 'nvidia-smi', seconds: '6' });
    expect(explainNvidiaError({ description, lines: [] }).text).toBe('nvidia-smi has not answered for 6 s');
  });

  test('is told in the language of the panel, what the program said excepted', async () => {
    const gpu_trouble = explainNvidiaError(failureWith('The sky is falling.'));
    expect(await fieldIn('de', onWire({ gpu_trouble }), 'gpu_trouble')).toBe(
      'nvidia-smi endete mit Exit-Code 9; es sagte „The sky is falling.“',
    );
  });
});

test('having no GPU is no error', () => {
  expect(hasNoDevices(failureWith('No devices were found'))).toBe(true);
  expect(hasNoDevices(failureWith('Failed to initialize NVML: Unknown Error'))).toBe(false);
});
