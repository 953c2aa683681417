/** What one start of a backend is given. */
import type { SettingValues } from '../../../../shared/backend.ts';
import type { FailedRun } from '../../diagnosis/known-failure.ts';
import type { Placement } from '../../gpu/gpu-placement.ts';
import type { AnyBackendType } from '../backend-type.ts';
import type { RunEnvironment } from './run-environment.ts';
import type { RunListener } from './run-listener.ts';
import type { PortMemory } from './run-ports.ts';

export interface WorkerRunOptions {
  generation: number;
  type: AnyBackendType;
  settings: SettingValues;
  /** What its diagnosis may know of its graphics cards. Asked when it has failed. */
  gpuMemory: () => Pick<FailedRun, 'gpus' | 'canMakeRoom'>;
  /** Decides {@link AdapterIo.gpuEnvironment} and {@link AdapterIo.visibleGpus}. */
  placement: Pick<Placement, 'environment' | 'gpus'>;
  /** The display name of the backend. */
  backend: string;
  environment: RunEnvironment;
  portMemory: PortMemory;
  /** See {@link AdapterIo.waitingRequests}. */
  waitingRequests: () => number;
  listener: RunListener;
}
