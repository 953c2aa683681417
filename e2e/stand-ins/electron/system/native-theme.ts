/**
 * Stands in for Electron's `nativeTheme`: the colours that the program wants or the system has, shown to its pages. It cannot
 * show what the system itself draws, such as title bars.
 */
import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import type { ColorScheme } from '../messages.ts';
import { told, windows } from '../program-line.ts';

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

  /** What pages are shown in. */
  get scheme(): ColorScheme {
    return this.#source === 'system' ? this.#system : this.#source;
  }

  /** The user changes the colours of the system. */
  setSystemScheme(scheme: ColorScheme): void {
    this.#change(() => {
      this.#system = scheme;
    });
  }

  #change(change: () => void): void {
    const before = this.scheme;
    change();
    if (this.scheme === before) return;
    told(windows.showColorScheme(this.scheme));
    this.emit('updated');
  }
}

export const nativeTheme = new NativeTheme() satisfies Pick<
  Electron.NativeTheme,
  'themeSource' | 'shouldUseDarkColors'
>;
