// Vitest runs this before each test file: it skips the tests that limits.ts names, with their reason.
import { beforeEach } from 'vitest';
import { limitOf } from './limits.ts';

beforeEach(({ task, skip }) => {
  const names: string[] = [task.name];
  for (let suite = task.suite; suite !== undefined; suite = suite.suite) names.unshift(suite.name);
  const reason = limitOf(task.file.filepath, names.join(' '));
  if (reason !== null) skip(reason);
});
