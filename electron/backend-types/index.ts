/** Every type of backend this program knows, in the order a person is offered them. */
import type { AnyBackendType } from '../core/backend-type.ts';
import { command } from './command.ts';
import { localllama } from './localllama.ts';

export const backendTypes: readonly AnyBackendType[] = [localllama, command];
