import { EventEmitter } from 'node:events';
import type { utilityProcess } from 'electron';
import { expect, test } from 'vitest';
import type { FileReply, FileRequest } from '../../core/files/file-helper.ts';
import { createUtilityFileHelperLauncher } from './file-helper-process.ts';

/** Fakes a utility process: it is started when the test says so, and as in Electron nothing reaches it before. */
class FakeUtilityProcess extends EventEmitter {
  readonly received: unknown[] = [];
  isKilled = false;
  hasSpawned = false;

  spawned(): void {
    this.hasSpawned = true;
    this.emit('spawn');
  }

  postMessage(message: unknown): void {
    if (this.hasSpawned) this.received.push(message);
  }

  kill(): boolean {
    this.isKilled = this.hasSpawned;
    return this.isKilled;
  }
}

function setUp() {
  const child = new FakeUtilityProcess();
  const forks: unknown[][] = [];
  const replies: FileReply[] = [];
  const ends: string[] = [];
  const fork = (...args: unknown[]) => {
    forks.push(args);
    return child;
  };
  const launch = createUtilityFileHelperLauncher(
    { fork } as unknown as Pick<typeof utilityProcess, 'fork'>,
    '/app/file-helper.js',
  );
  const helper = launch({
    onReply: (reply) => replies.push(reply),
    onEnd: (reason) => ends.push(reason),
  });
  return { child, forks, replies, ends, helper };
}

const request = (id: number): FileRequest => ({ id, method: 'stat', args: ['/a'] });

test('the helper has threads of its own and nothing of the environment of the app', () => {
  const { forks } = setUp();
  expect(forks).toMatchObject([['/app/file-helper.js', [], { env: { UV_THREADPOOL_SIZE: '64' } }]]);
  expect(JSON.stringify(forks)).not.toContain('HOME');
});

test('requests wait until it is started, and replies are passed on', () => {
  const { child, helper, replies } = setUp();
  helper.send(request(1));
  child.spawned();
  helper.send(request(2));
  expect(child.received).toMatchObject([{ id: 1 }, { id: 2 }]);
  child.emit('message', { id: 1, result: 'found' });
  expect(replies).toEqual([{ id: 1, result: 'found' }]);
});

test('one that is to end before it is started is ended once it is', () => {
  const { child, helper, ends } = setUp();
  helper.kill();
  child.spawned();
  expect(child.isKilled).toBe(true);
  child.emit('exit', 15);
  expect(ends).toEqual(['exit code 15']);
});
