/** How a stand-in of an engine was started last, by its own log. */
import type { Backends } from '../testkit/backends.ts';

const PREFIX = 'STAND-IN ';

export interface StartFacts {
  argv: string[];
  env: Record<string, string>;
  /** Of a stand-in that is a Python program. */
  cwd: string;
  executable: string;
  no_user_site: number;
}

/** @throws Error where it was not started */
export async function startFactsOf(backends: Backends, id: number): Promise<StartFacts> {
  const line = (await backends.log(id)).findLast(({ text }) => text.startsWith(PREFIX));
  if (!line) throw new Error(`the log of backend ${id} does not say how its stand-in was started`);
  return JSON.parse(line.text.slice(PREFIX.length)) as StartFacts;
}
