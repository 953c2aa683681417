/** Hands the services of the panel down to its components, with the hooks by which they read its state. */
import { createContext, type ReactNode, useContext, useEffect, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import type { BackendTypeInfo } from '../shared/backend.ts';
import type { OperationName } from '../shared/operations.ts';
import type { PanelServices } from './panel-services.ts';
import { type CallKey, type CallState, callStateOf } from './state/calls.ts';
import type { ListState } from './state/list-state.ts';
import type { MeasuredUsage, PanelState, ShownBackend } from './state/panel-store.ts';
import { blockedReason, lockedReason, mayCall } from './state/permissions.ts';
import type { ViewState } from './state/view-state.ts';

const PanelContext = createContext<PanelServices | null>(null);

/** The panel is subscribed to the host as long as this component is mounted. */
export function PanelProvider({ services, children }: { services: PanelServices; children: ReactNode }) {
  useEffect(() => services.start(), [services]);
  return <PanelContext value={services}>{children}</PanelContext>;
}

export function usePanelServices(): PanelServices {
  const services = useContext(PanelContext);
  if (services === null) throw new Error('There is no PanelProvider around this component.');
  return services;
}

export function usePanelState<T>(select: (state: PanelState) => T): T {
  return useStore(usePanelServices().store, select);
}

export function useView<T>(select: (view: ViewState) => T): T {
  return useStore(usePanelServices().view, select);
}

export function useList<T>(select: (list: ListState) => T): T {
  return useStore(usePanelServices().list, select);
}

/** One backend, or undefined once it is gone. Renders again only when this backend changes. */
export function useBackend(id: number): ShownBackend | undefined {
  return usePanelState((state) => state.backends.get(id));
}

/** Whether the connection is lost, so that what is shown is what was known last. */
export function useIsStale(): boolean {
  return usePanelState(({ freshness }) => freshness === 'stale');
}

/** The usage of one backend. Changes with every sample, so only the component that shows it should read it. */
export function useMeasuredUsage(id: number): MeasuredUsage | undefined {
  return usePanelState((state) => state.usage.get(id));
}

export function useBackendType(typeId: string): BackendTypeInfo | undefined {
  return usePanelState((state) => state.types?.get(typeId));
}

export function useCallState(key: CallKey): CallState {
  return useStore(usePanelServices().calls, (calls) => callStateOf(calls, key));
}

const subscribeToNothing = () => () => undefined;

/** The time by the host's clock, once a second; always 0 while `isTicking` is false. */
export function useNow(isTicking = true): number {
  const { clock } = usePanelServices();
  return useSyncExternalStore(
    isTicking ? clock.subscribe : subscribeToNothing,
    isTicking ? clock.now : () => 0,
  );
}

/** A text that depends on the time by the host's clock. Renders again only when the text changes. */
export function useTickingText(format: (now: number) => string): string {
  const { clock } = usePanelServices();
  return useSyncExternalStore(clock.subscribe, () => format(clock.now()));
}

/** Whether the API key with which this browser signed in may call an operation. Everybody else may call all of them. */
export function useMay(name: OperationName): boolean {
  return usePanelState((state) => mayCall(state, name));
}

/** Shows its children only to a caller who may call the operation: what one may never do is not offered. */
export function Allowed({ operation, children }: { operation: OperationName; children: ReactNode }) {
  return useMay(operation) ? children : null;
}

/** A message that says why an operation cannot be called at present, or null. */
export function useBlockedReason(name: OperationName): string | null {
  return usePanelState((state) => blockedReason(state, name));
}

/** A message that says why a preference cannot be changed at present, or null. The lock itself can always be changed. */
export function usePreferenceBlockedReason(name: string): string | null {
  const blocked = useBlockedReason('EditPreferences');
  const isLocked = usePanelState((state) => state.host?.locked ?? false);
  return blocked ?? (isLocked && name !== 'LockSettings' ? lockedReason() : null);
}
