// For tests of runs that remember no port.
import type { PortMemory } from '../../../electron/core/backend/run/run-ports.ts';

export const noPortMemory: PortMemory = {
  port: null,
  reservedFor: () => null,
  remember: () => undefined,
  noteClash: () => undefined,
};
