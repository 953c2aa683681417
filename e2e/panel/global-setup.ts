import { buildTestHost } from '../launch/headless/build.mjs';

/** Builds the host of the tests with the panel in it. */
export default async function globalSetup(): Promise<void> {
  await buildTestHost({ panel: true });
}
