import { expect, test } from 'vitest';
import { fileHelperPath, programPaths } from './program-paths.ts';

test('in a source tree everything is in the folder of the build', () => {
  expect(programPaths('/home/me/switchyard/dist')).toEqual({
    llamaWorker: '/home/me/switchyard/dist/workers/llama-worker.js',
    logSearch: '/home/me/switchyard/dist/workers/log-search.js',
    diskThread: '/home/me/switchyard/dist/workers/disk-thread.js',
    sampleModel: '/home/me/switchyard/dist/sample/sample-model.gguf',
  });
});

test('in an installed app worker and sample are next to the archive, not in it', () => {
  expect(programPaths('/opt/Switchyard/resources/app.asar/dist')).toEqual({
    llamaWorker: '/opt/Switchyard/resources/app.asar.unpacked/dist/workers/llama-worker.js',
    logSearch: '/opt/Switchyard/resources/app.asar.unpacked/dist/workers/log-search.js',
    diskThread: '/opt/Switchyard/resources/app.asar.unpacked/dist/workers/disk-thread.js',
    sampleModel: '/opt/Switchyard/resources/app.asar.unpacked/dist/sample/sample-model.gguf',
  });
  expect(programPaths('C:\\Switchyard\\resources\\app.asar\\dist').sampleModel).toContain(
    '\\resources\\app.asar.unpacked\\dist',
  );
});

test('the file helper is beside the archive, too', () => {
  expect(fileHelperPath('/opt/Switchyard/resources/app.asar/dist')).toBe(
    '/opt/Switchyard/resources/app.asar.unpacked/dist/workers/file-helper.js',
  );
});

test('a folder whose name only resembles the archive is left unchanged, and so is an unpacked one', () => {
  for (const dist of ['/home/me/app.asar.d/dist', '/home/me/my-app.asar/dist', '/opt/app.asar.unpacked/dist'])
    expect(programPaths(dist).llamaWorker).toBe(`${dist}/workers/llama-worker.js`);
});
