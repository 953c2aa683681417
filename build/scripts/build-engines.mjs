// Builds or installs the real engines that tests run, unless that was done before.
// usage: node build/scripts/build-engines.mjs [--limit SECONDS]
// With a limit it gives up after that time, does not repeat what failed before, and ends with 0 all the same.
import { parseArgs } from 'node:util';
import { buildLlamaServer, findBuiltLlamaServer } from '../engines/llama-server.mjs';
import { installSlurm } from '../engines/slurm.mjs';

const { values } = parseArgs({ options: { limit: { type: 'string' } } });
const limitSeconds = values.limit === undefined ? undefined : Number(values.limit);
const earlier = findBuiltLlamaServer();
if ('program' in earlier) {
  console.log(`llama-server was built before: ${earlier.program}`);
} else if (limitSeconds !== undefined && earlier.isFinal) {
  console.log(`llama-server: ${earlier.reason}`);
} else {
  const result = await buildLlamaServer({ limitSeconds });
  if ('reason' in result) {
    console.log(`llama-server: ${result.reason}`);
    if (limitSeconds === undefined) process.exitCode = 1;
  }
}

installSlurm();
