/** Scripts that launch instances, as people write them for `autoscalingbackend`, and settings for them. */
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { standInPath } from '../launch/stand-ins/launch-engine.ts';

/** Settings in minutes, so that nothing is waited for. */
export const AT_ONCE = { MinWaitBetweenStart: 0, MinWaitBetweenStop: 0, MinWaitAfterFailure: 0 };

export const newUrl = (url: string): string =>
  `[SwarmAutoScaleBackend]NewURL: ${url}[/SwarmAutoScaleBackend]`;

/** Finds the address in what the stand-in of a server with OpenAI's API prints. */
export const URL_PATTERN = 'listening on (http://\\S+)';

/** A script with these lines. @returns its path */
export async function writeScript(folder: string, name: string, lines: readonly string[]): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, ['#!/bin/sh', ...lines, ''].join('\n'));
  await chmod(path, 0o755);
  return path;
}

/** A line of a script that runs a server with OpenAI's API in its place. */
export const serverLine = (orders: object = {}): string =>
  `exec '${process.execPath}' '${standInPath('openai')}' --stand-in '${JSON.stringify(orders)}'`;
