/**
 * Stands in for Electron's `dialog`: dialogs wait until a test answers them. One that blocks the program gets the answer
 * that the test has prepared, or that of its cancel button. It cannot show the dialogs themselves.
 */
import type * as Electron from 'electron';

/** A dialog as a person sees it. */
export interface DialogView {
  number: number;
  kind: 'message' | 'error' | 'folder';
  message: string;
  detail: string;
  buttons: string[];
  checkbox: string | null;
  /** Null: the dialog still waits. */
  answer: string | null;
}

/** The clicked button or the chosen paths, and whether the checkbox is ticked. */
export interface DialogAnswer {
  button?: string;
  paths?: string[];
  isTicked?: boolean;
}

/** All that were shown, in order. */
export const dialogs: DialogView[] = [];
const waiting = new Map<number, (answer: DialogAnswer) => void>();
/** Answers to dialogs that block the program, in order. */
const prepared: DialogAnswer[] = [];

export const prepareAnswer = (answer: DialogAnswer): void => void prepared.push(answer);

/** Answers the dialog that has waited longest. @throws Error where none waits */
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

function open(shown: Omit<DialogView, 'number' | 'answer'>): DialogView {
  const dialog = { ...shown, number: dialogs.length, answer: null };
  dialogs.push(dialog);
  return dialog;
}

const wait = ({ number }: DialogView): Promise<DialogAnswer> =>
  new Promise((resolve) => waiting.set(number, resolve));

const openMessage = (options: Electron.MessageBoxOptions): DialogView =>
  open({
    kind: 'message',
    message: options.message,
    detail: options.detail ?? '',
    buttons: options.buttons ?? ['OK'],
    checkbox: options.checkboxLabel ?? null,
  });

/** The options are the last argument; a window may come before them. */
const optionsOf = <T>(args: unknown[]): T => args.at(-1) as T;

export const dialog = {
  async showMessageBox(...args: [unknown, ...unknown[]]): Promise<Electron.MessageBoxReturnValue> {
    const options = optionsOf<Electron.MessageBoxOptions>(args);
    const shown = openMessage(options);
    const { button, isTicked } = await wait(shown);
    return {
      response: shown.buttons.indexOf(button ?? ''),
      checkboxChecked: isTicked ?? options.checkboxChecked ?? false,
    };
  },

  showMessageBoxSync(...args: [unknown, ...unknown[]]): number {
    const options = optionsOf<Electron.MessageBoxSyncOptions>(args);
    const shown = openMessage(options);
    const answer = prepared.shift()?.button;
    shown.answer = answer ?? shown.buttons[options.cancelId ?? 0] ?? '';
    return shown.buttons.indexOf(shown.answer);
  },

  showErrorBox(title: string, content: string): void {
    open({ kind: 'error', message: title, detail: content, buttons: ['OK'], checkbox: null }).answer = 'OK';
  },

  async showOpenDialog(...args: [unknown, ...unknown[]]): Promise<Electron.OpenDialogReturnValue> {
    const options = optionsOf<Electron.OpenDialogOptions>(args);
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
