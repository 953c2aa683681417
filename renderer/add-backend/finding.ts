import type { OperationOutput } from '../../shared/operations.ts';

/** Something on the host's machine that could be managed and is not yet. */
export type Finding = OperationOutput<'DiscoverBackends'>['list'][number];
