/**
 * Stands in for Electron's Notification: notifications as data, which tests can click. It cannot show how they look, nor a
 * system that suppresses them.
 */
import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import { app } from '../app.ts';
import { type ClassLike, preventable } from '../typing.ts';

/** A notification as a person sees it. */
export interface NotificationView {
  number: number;
  title: string;
  body: string;
  urgency: Electron.Notification['urgency'];
  isSilent: boolean;
  actions: string[];
  isClosed: boolean;
}

export class Notification extends EventEmitter {
  /** All that were shown, in order. */
  static readonly shown: Notification[] = [];
  static isSupportedBySystem = true;
  title: string;
  body: string;
  subtitle: string;
  silent: boolean;
  urgency: Electron.Notification['urgency'];
  readonly actions: Electron.NotificationAction[];
  #isClosed = false;

  constructor(options: Electron.NotificationConstructorOptions = {}) {
    super();
    if (!app.isReady()) throw new Error('Cannot create Notification before app is ready');
    this.title = options.title ?? '';
    this.body = options.body ?? '';
    this.subtitle = options.subtitle ?? '';
    this.silent = options.silent ?? false;
    this.urgency = options.urgency ?? 'normal';
    this.actions = options.actions ?? [];
  }

  static isSupported(): boolean {
    return Notification.isSupportedBySystem;
  }

  show(): void {
    if (!Notification.isSupportedBySystem) {
      setImmediate(() => this.emit('failed', preventable({}), 'Notifications are not supported.'));
      return;
    }
    Notification.shown.push(this);
    setImmediate(() => this.emit('show', preventable({})));
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    setImmediate(() => this.emit('close', preventable({ reason: 'applicationHidden' as const })));
  }

  view(number: number): NotificationView {
    const { title, body, urgency, silent, actions } = this;
    return {
      number,
      title,
      body,
      urgency,
      isSilent: silent,
      actions: actions.map(({ text }) => text ?? ''),
      isClosed: this.#isClosed,
    };
  }

  click(): void {
    if (this.#isClosed) throw new Error(`The notification '${this.title}' is gone.`);
    this.#isClosed = true;
    this.emit('click', preventable({}));
  }
}

Notification satisfies ClassLike<
  typeof Electron.Notification,
  'title' | 'body' | 'subtitle' | 'silent' | 'urgency' | 'actions' | 'show' | 'close'
> &
  Pick<typeof Electron.Notification, 'isSupported'>;
