/** The contract over HTTP: the suite, then what HTTP itself adds to it (contract, section 3). */
import { describeContract } from './contract-suite.ts';
import { HttpHost } from './http-host.ts';

describeContract('HTTP', (options) => HttpHost.open(options));
