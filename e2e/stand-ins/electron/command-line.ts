/** Stands in for the command line of Electron's `app`. It cannot show what Chromium does with a switch. */

/** Switches of the command line: `--name` and `--name=value`, as Chromium reads them. */
export class CommandLine {
  readonly #switches = new Map<string, string>();

  constructor(args: readonly string[]) {
    const end = args.indexOf('--');
    for (const argument of end === -1 ? args : args.slice(0, end)) {
      const [, name, value = ''] = /^--([^=]+)=?(.*)$/.exec(argument) ?? [];
      if (name !== undefined) this.#switches.set(name, value);
    }
  }

  appendSwitch(name: string, value = ''): void {
    this.#switches.set(name, value);
  }

  removeSwitch(name: string): void {
    this.#switches.delete(name);
  }

  hasSwitch(name: string): boolean {
    return this.#switches.has(name);
  }

  getSwitchValue(name: string): string {
    return this.#switches.get(name) ?? '';
  }
}
