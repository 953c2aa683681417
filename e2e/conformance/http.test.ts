/** The contract over HTTP: the suite, then what HTTP itself adds to it (contract, section 3). */

import { HttpHost } from './hosts/http-host.ts';
import { describeContract } from './suites/contract-suite.ts';

describeContract('HTTP', (options) => HttpHost.open(options));
