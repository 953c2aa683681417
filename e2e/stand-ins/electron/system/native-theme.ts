/**
 * Stands in for Electron's `nativeTheme`: the colour scheme of the program or of the system, which its pages get. It cannot
 * show what the system draws, such as title bars.
 */
import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import type { ColorScheme } from '../messages.ts';
import { inBackground, windows } from '../test-connection.ts';

class NativeTheme extends EventEmitter {
  #source: Electron.NativeTheme['themeSource'] = 'system';
  #system: ColorScheme = 'light';

  get themeSource(): Electron.NativeTheme['themeSource'] {
    return this.#source;
  }

  set themeSource(source: Electron.NativeTheme['themeSource']) {
    this.#change(() => {
      this.#source = source;
    });
  }

  get shouldUseDarkColors(): boolean {
    return this.scheme === 'dark';
  }

  /** The colour scheme of the pages. */
  get scheme(): ColorScheme {
    return this.#source === 'system' ? this.#system : this.#source;
  }

  /** As the user changes the colour scheme of the system. */
  setSystemScheme(scheme: ColorScheme): void {
    this.#change(() => {
      this.#system = scheme;
    });
  }

  #change(change: () => void): void {
    const before = this.scheme;
    change();
    if (this.scheme === before) return;
    inBackground(windows.showColorScheme(this.scheme));
    this.emit('updated');
  }
}

export const nativeTheme = new NativeTheme() satisfies Pick<
  Electron.NativeTheme,
  'themeSource' | 'shouldUseDarkColors'
>;
