/** Opens web addresses in the user's browser. */
import type { Shell } from 'electron';

export interface OpenAddressOptions {
  shell: Pick<Shell, 'openExternal'>;
  onFault(error: unknown, where: string): void;
}

/** @returns a function that opens an http or https address, and ignores every other kind */
export function createOpenAddress({ shell, onFault }: OpenAddressOptions): (url: string) => void {
  return (url) => {
    if (!/^https?:\/\//i.test(url)) return;
    shell.openExternal(url).catch((error: unknown) => onFault(error, 'opening an address'));
  };
}
