/** Starts a stand-in for the present test of Vitest, which ends it when it has finished. */
import { onTestFinished } from 'vitest';
import { launchStandIn, type StandIn } from './launch-stand-in.ts';

export { type StandIn, type StandInName, standInPath, tell } from './launch-stand-in.ts';

export async function startStandIn(...request: Parameters<typeof launchStandIn>): Promise<StandIn> {
  const standIn = await launchStandIn(...request);
  onTestFinished(() => standIn.die());
  return standIn;
}
