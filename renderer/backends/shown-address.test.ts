import { expect, test } from 'vitest';
import { shownAddress } from './shown-address.ts';

const REMOTE = 'http://box.lan:7802/yard/';
test.each([
  // Of this machine, or in its own window.
  ['http://127.0.0.1:8188', true, 'http://localhost:7802/', 'http://127.0.0.1:8188', false],
  ['http://127.0.0.1:8188', true, 'app://panel/', 'http://127.0.0.1:8188', false],
  ['http://127.0.0.1:8188', false, 'app://panel/', 'http://127.0.0.1:8188', false],
  // In a browser on another machine.
  ['http://127.0.0.1:8188', true, REMOTE, 'http://box.lan:8188', false],
  ['https://[::1]:8188/llm', true, 'https://[fd00::2]/', 'https://[fd00::2]:8188/llm', false],
  ['http://127.0.0.1:8188', false, REMOTE, 'http://127.0.0.1:8188', true],
  ['http://192.168.1.5:8188', true, REMOTE, 'http://192.168.1.5:8188', false],
  ['https://api.example/v1', false, REMOTE, 'https://api.example/v1', false],
  ['tcp://127.0.0.1:9', false, REMOTE, 'tcp://127.0.0.1:9', true],
])('%s (for the network: %s) on the page %s is %s', (address, isOnNetwork, page, url, isElsewhere) => {
  const backend = isOnNetwork ? { address, on_network: true as const } : { address };
  expect(shownAddress(backend, page)).toEqual({ url, isElsewhere });
});

test('without an address there is none', () => {
  expect(shownAddress({}, REMOTE)).toBeNull();
});
