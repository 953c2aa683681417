/** On which machine a backend runs, as the panel names machines. */
import type { BackendTypeInfo } from '../../../shared/backend.ts';
import type { ShownBackend } from '../../state/panel-store.ts';
import { isLoopbackUrl } from '../../try-it/snippets/snippets.ts';

export const THIS_COMPUTER = 'This computer';
/** Of instances that wait for a place. */
export const NO_MACHINE_YET = 'No machine yet';
/** Of backends behind another instance that does not say where they run. */
export const UNKNOWN_MACHINE = 'Machine not known';

/** The machine on which it runs: that of its address where it is asked there and not started here. */
export function machineOf(
  { settings, pid }: Pick<ShownBackend, 'settings' | 'pid'>,
  type: BackendTypeInfo | undefined,
): string {
  const setting = type?.settings.find(({ format, required }) => format === 'url' && required);
  const address = setting === undefined ? '' : String(settings[setting.name] ?? '');
  if (pid !== undefined || !URL.canParse(address)) return THIS_COMPUTER;
  const { hostname } = new URL(address);
  const isHere = hostname === '' || hostname === '0.0.0.0' || isLoopbackUrl(address);
  return isHere ? THIS_COMPUTER : hostname.replace(/^\[(.*)\]$/, '$1');
}

/** @param name as the host has it */
export const machineHeading = (name: string): string => (name === 'localhost' ? THIS_COMPUTER : name);

/** This computer first, those that are not known last. */
export function byMachine(a: string, b: string): number {
  const rank = (name: string) =>
    name === THIS_COMPUTER ? 0 : name === UNKNOWN_MACHINE ? 2 : name === NO_MACHINE_YET ? 3 : 1;
  return rank(a) - rank(b) || a.localeCompare(b, undefined, { numeric: true });
}
