import { describe, expect, test } from 'vitest';
import { explainNvidiaError, saysNoDevices } from './nvidia-errors.ts';

const said = (...lines: string[]) => ({ what: 'ended with exit code 9', lines });

describe('what is wrong with the driver', () => {
  test.each([
    [
      "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver. Make sure that the latest NVIDIA driver is installed and running.",
      /driver does not answer\. Restart the computer/,
    ],
    ['Failed to initialize NVML: Driver/library version mismatch', /was updated .* Restart the computer/],
    [
      'Unable to determine the device handle for GPU0000:01:00.0: GPU is lost.  Reboot the system to recover this GPU',
      /a card has stopped answering\. Restart the computer/,
    ],
    [
      "NVIDIA-SMI couldn't find libnvidia-ml.so library in your system. Please make sure that the NVIDIA Display Driver is properly installed",
      /part of the NVIDIA driver is missing/,
    ],
    ['Failed to initialize NVML: Insufficient Permissions', /may not read them/],
    ['Failed to initialize NVML: GPU access blocked by the operating system', /WSL/],
    ['Failed to initialize NVML: Unknown Error', /Restart the container/],
  ])('is said with what to do about it: %s', (line, words) => {
    expect(explainNvidiaError(said('NVML library version: 550.54', line))).toMatch(words);
  });

  test('is told as it was said where nobody has thought of it', () => {
    expect(explainNvidiaError(said('one', 'The sky is falling.'))).toBe(
      'nvidia-smi ended with exit code 9; it said "The sky is falling."',
    );
  });

  test('is told by what the program did where it said nothing', () => {
    expect(explainNvidiaError({ what: 'has not answered for 6 s', lines: [] })).toBe(
      'nvidia-smi has not answered for 6 s',
    );
  });
});

test('that there is no card is no trouble', () => {
  expect(saysNoDevices(said('No devices were found'))).toBe(true);
  expect(saysNoDevices(said('Failed to initialize NVML: Unknown Error'))).toBe(false);
});
