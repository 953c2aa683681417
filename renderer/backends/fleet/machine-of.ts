/** On which machine a backend runs, as the panel names machines. */
import type { BackendTypeInfo } from '../../../shared/backend.ts';
import { computersWords } from '../../../shared/words/en/backends/computers.ts';
import { words } from '../../../shared/words/words.ts';
import { isLoopbackUrl } from '../../format/is-loopback-url.ts';
import type { ShownBackend } from '../../state/panel-store.ts';

const t = words(computersWords);

export const thisComputer = (): string => t('thisComputer');
/** Of instances that wait for a place. */
export const noMachineYet = (): string => t('noneYet');
/** Of backends behind another instance that does not say where they run. */
export const unknownMachine = (): string => t('unknown');

/** The machine on which it runs: that of its address where it is asked there and not started here. */
export function machineOf(
  { settings, pid }: Pick<ShownBackend, 'settings' | 'pid'>,
  type: BackendTypeInfo | undefined,
): string {
  const setting = type?.settings.find(({ format, required }) => format === 'url' && required);
  const address = setting === undefined ? '' : String(settings[setting.name] ?? '');
  if (pid !== undefined || !URL.canParse(address)) return thisComputer();
  const { hostname } = new URL(address);
  const isHere = hostname === '' || hostname === '0.0.0.0' || isLoopbackUrl(address);
  return isHere ? thisComputer() : hostname.replace(/^\[(.*)\]$/, '$1');
}

/** @param name as the host has it */
export const machineHeading = (name: string): string => (name === 'localhost' ? thisComputer() : name);

/** This computer first, those that are not known last. */
export function byMachine(a: string, b: string): number {
  const rank = (name: string) =>
    name === thisComputer() ? 0 : name === unknownMachine() ? 2 : name === noMachineYet() ? 3 : 1;
  return rank(a) - rank(b) || a.localeCompare(b, undefined, { numeric: true });
}
