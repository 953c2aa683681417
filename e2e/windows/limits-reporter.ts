/** Prints, at the end of a run on Windows, what did not run and why. */
import type { Reporter, TestModule } from 'vitest/node';
import { closedFiles } from './limits.ts';

export class LimitsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const counts = new Map<string, number>();
    for (const module of modules)
      for (const test of module.children.allTests('skipped')) {
        const result = test.result();
        const reason =
          (result.state === 'skipped' && result.note) ||
          'The test itself names another system, or was not chosen.';
        counts.set(reason, (counts.get(reason) ?? 0) + 1);
      }
    for (const [reason, count] of counts) console.log(`Not run here: ${count} tests. ${reason}`);
    for (const { file, reason } of closedFiles()) console.log(`Not run here: ${file}. ${reason}`);
  }
}
