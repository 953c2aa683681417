/** Formats who or what caused something. */
import type { Origin } from '../../shared/activity.ts';

/** Who or what caused something, to be read after a sentence: "Switched off" + "in the tray". */
export function formatOrigin({ kind, name }: Origin): string {
  switch (kind) {
    case 'window':
      return 'in the window';
    case 'tray':
      return 'in the tray';
    case 'browser':
      return name === undefined ? 'in a browser' : `in a browser with the API key "${name}"`;
    case 'api_key':
      return name === undefined ? 'with an API key' : `with the API key "${name}"`;
    case 'token':
      return 'by a program with the token';
    case 'local':
      return 'by a program on this computer';
    case 'schedule':
      return 'by its schedule';
    case 'idle_rule':
      return 'because it was not used';
    case 'room_keeper':
      return name === undefined ? 'to make room' : `to make room for ${name}`;
    case 'request':
      return 'by a request';
    case 'retry':
      return 'by itself, after a failure';
    case 'program':
      return 'by Switchyard';
  }
}
