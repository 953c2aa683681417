/** Each operation once over HTTP. What each of them promises in full is in `../operations/`. */
import { HttpHost } from '../hosts/http-host.ts';
import { describeEveryOperation } from '../suites/every-operation.ts';

describeEveryOperation('HTTP', () => HttpHost.open());
