/**
 * Stands in for Electron's `dialog`: questions are kept until a test answers them. One that blocks the program is answered
 * by what the test had said before, or by its cancel button. It cannot show the dialogs themselves.
 */
import type * as Electron from 'electron';

/** As a person sees it. */
export interface SeenDialog {
  number: number;
  kind: 'message' | 'error' | 'folder';
  message: string;
  detail: string;
  buttons: string[];
  checkbox: string | null;
  /** Null: it still waits. */
  answer: string | null;
}

/** The button that is clicked, or the paths that are chosen; and whether the checkbox is ticked. */
export interface DialogAnswer {
  button?: string;
  paths?: string[];
  isTicked?: boolean;
}

/** All that were shown, in order. */
export const dialogs: SeenDialog[] = [];
const waiting = new Map<number, (answer: DialogAnswer) => void>();
/** For dialogs that block the program. */
const prepared: DialogAnswer[] = [];

export const prepareAnswer = (answer: DialogAnswer): void => void prepared.push(answer);

/** Answers the one that waits longest. @throws Error where none waits */
export function answerDialog(answer: DialogAnswer): void {
  const [first] = [...waiting];
  if (!first) throw new Error('No dialog waits for an answer.');
  const [number, resolve] = first;
  const dialog = dialogs[number];
  if (answer.button !== undefined && dialog && !dialog.buttons.includes(answer.button))
    throw new Error(`The dialog has no button '${answer.button}'; it has ${dialog.buttons.join(', ')}.`);
  waiting.delete(number);
  if (dialog) dialog.answer = answer.button ?? answer.paths?.join(', ') ?? '';
  resolve(answer);
}

function open(shown: Omit<SeenDialog, 'number' | 'answer'>): SeenDialog {
  const dialog = { ...shown, number: dialogs.length, answer: null };
  dialogs.push(dialog);
  return dialog;
}

const wait = ({ number }: SeenDialog): Promise<DialogAnswer> =>
  new Promise((resolve) => waiting.set(number, resolve));

const openMessage = (options: Electron.MessageBoxOptions): SeenDialog =>
  open({
    kind: 'message',
    message: options.message,
    detail: options.detail ?? '',
    buttons: options.buttons ?? ['OK'],
    checkbox: options.checkboxLabel ?? null,
  });

/** Electron's dialogs take a window first, or not. */
const lastOf = <T>(args: unknown[]): T => args.at(-1) as T;

export const dialog = {
  async showMessageBox(...args: [unknown, ...unknown[]]): Promise<Electron.MessageBoxReturnValue> {
    const options = lastOf<Electron.MessageBoxOptions>(args);
    const shown = openMessage(options);
    const { button, isTicked } = await wait(shown);
    return {
      response: shown.buttons.indexOf(button ?? ''),
      checkboxChecked: isTicked ?? options.checkboxChecked ?? false,
    };
  },

  showMessageBoxSync(...args: [unknown, ...unknown[]]): number {
    const options = lastOf<Electron.MessageBoxSyncOptions>(args);
    const shown = openMessage(options);
    const answer = prepared.shift()?.button;
    shown.answer = answer ?? shown.buttons[options.cancelId ?? 0] ?? '';
    return shown.buttons.indexOf(shown.answer);
  },

  showErrorBox(title: string, content: string): void {
    open({ kind: 'error', message: title, detail: content, buttons: ['OK'], checkbox: null }).answer = 'OK';
  },

  async showOpenDialog(...args: [unknown, ...unknown[]]): Promise<Electron.OpenDialogReturnValue> {
    const options = lastOf<Electron.OpenDialogOptions>(args);
    const shown = open({
      kind: 'folder',
      message: options.title ?? options.message ?? '',
      detail: options.defaultPath ?? '',
      buttons: [],
      checkbox: null,
    });
    const { paths = [] } = await wait(shown);
    return { canceled: paths.length === 0, filePaths: paths };
  },
} satisfies Pick<
  Electron.Dialog,
  'showMessageBox' | 'showMessageBoxSync' | 'showErrorBox' | 'showOpenDialog'
>;
