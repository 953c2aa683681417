import { describe, expect, it } from 'vitest';
import { createWorkerCgroups, findCgroupMark, findMount } from './worker-cgroups.ts';

const owner = { dataDirId: '0123456789abcdef', hostId: 'a1b2c3d4e5f6' };
const mark = '0123456789abcdef.a1b2c3d4e5f6/4/12';
const group = '/switchyard.0123456789abcdef.a1b2c3d4e5f6/4.12';

describe('the mark in the control group of a process', () => {
  it.each([
    ['of a worker', `0::${group}\n`],
    ['of a worker in a unit of systemd', `1:name=systemd:/\n0::/system.slice/switchyard.service${group}\n`],
    ['in a group that the worker has made itself', `0::${group}/pod-1/container\n`],
    ['of the innermost of two hosts', `0::/switchyard.00.11/0.1${group}\n`],
  ])('is that %s', (_, text) => expect(findCgroupMark(text)).toBe(mark));

  it.each([
    ['the group of a whole host', '0::/switchyard.0123456789abcdef.a1b2c3d4e5f6\n'],
    ['the unit of this program', '0::/system.slice/switchyard.service\n'],
    ['a name that only begins alike', '0::/switchyard.00.11/4.12.scope\n'],
    ['no text', ''],
  ])('is not seen in %s', (_, text) => expect(findCgroupMark(text)).toBeUndefined());
});

it('the mount of version 2 is found beside those of version 1, with the group that it shows', () => {
  const mountinfo = [
    '30 24 0:26 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory',
    '31 24 0:27 /docker/abc /sys/fs/cgroup/unified rw,nosuid - cgroup2 cgroup2 rw',
  ].join('\n');
  expect(findMount(mountinfo)).toEqual({ root: '/docker/abc', point: '/sys/fs/cgroup/unified' });
  expect(findMount('30 24 0:26 / /sys/fs/cgroup rw - cgroup cgroup rw')).toBeNull();
});

it('on other systems nothing is made and nothing fails', async () => {
  const cgroups = createWorkerCgroups('darwin', owner);
  expect(cgroups.folder()).toBeNull();
  await cgroups.add(process.pid, mark);
  cgroups.remove(mark);
  cgroups.tidy();
});
