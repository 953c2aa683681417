/**
 * The contract as one suite, to be run over every transport: a transport is right when it passes, and all are alike
 * because they pass the same. The names of the tests are the promises.
 */
import { describe } from 'vitest';
import type { OpenHost } from '../hosts/contract-host.ts';
import { describeBackendObject } from './backend-object.ts';
import { describeBadInput } from './bad-input.ts';
import { describeConcurrency } from './concurrency.ts';
import { describeOperations } from './operations.ts';
import { describeOrderAndTags } from './order-and-tags.ts';
import { describePanelOperations } from './panel-operations.ts';
import { describeStatuses } from './statuses.ts';
import { describeTransfer } from './transfer.ts';

export function describeContract(name: string, openHost: OpenHost): void {
  describe(`the contract over ${name}`, () => {
    describeBackendObject(openHost);
    describeOperations(openHost);
    describeStatuses(openHost);
    describePanelOperations(openHost);
    describeOrderAndTags(openHost);
    describeTransfer(openHost);
    describeBadInput(openHost);
    describeConcurrency(openHost);
  });
}
