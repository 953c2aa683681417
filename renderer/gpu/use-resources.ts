/** What components read of the resources, each as narrowly as it can. */
import { useStore } from 'zustand';
import type { BackendUsage, Gpu } from '../../shared/resources.ts';
import { usePanel } from '../panel.tsx';
import type { GpuCard, ResourcesState } from './resources-store.ts';

export function useResources<T>(select: (state: ResourcesState) => T): T {
  return useStore(usePanel().resources.state, select);
}

/** The graphics cards of the machine, as far as they are known; renders anew only when one comes, goes or is excluded. */
export function useGpus(): readonly GpuCard[] {
  return useResources(({ cards }) => cards);
}

export function useGpu(id: number): Gpu | undefined {
  return useResources(({ gpus }) => gpus.get(id));
}

export function useBackendUsage(id: number): BackendUsage | undefined {
  return useResources(({ usage }) => usage.get(id));
}
