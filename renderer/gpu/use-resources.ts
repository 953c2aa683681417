/** Hooks that read the last sample. */
import { useStore } from 'zustand';
import type { BackendUsage, Gpu } from '../../shared/resources.ts';
import { usePanelServices } from '../panel-context.tsx';
import type { GpuInfo, ResourcesState } from './resources-store.ts';

export function useResources<T>(select: (state: ResourcesState) => T): T {
  return useStore(usePanelServices().resources.state, select);
}

/** The GPUs of the machine. Renders again only when one is added, removed or excluded. */
export function useGpus(): readonly GpuInfo[] {
  return useResources(({ gpuInfos }) => gpuInfos);
}

export function useGpu(id: number): Gpu | undefined {
  return useResources(({ gpus }) => gpus.get(id));
}

export function useBackendUsage(id: number): BackendUsage | undefined {
  return useResources(({ usage }) => usage.get(id));
}
