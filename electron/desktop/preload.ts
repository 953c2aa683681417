/** The bridge into the window: {call, listen} and nothing else. It knows no operation; names and input are checked in the main process. */
import { contextBridge, ipcRenderer } from 'electron';

type OnReply = (reply: unknown) => void;

const CHANNEL = 'switchyard';
const listeners = new Map<number, OnReply>();
let count = 0;

/** What needs no answer. It is refused only while the program ends, and then there is nobody to tell. */
const tell = (message: object): void => void ipcRenderer.invoke(CHANNEL, message).catch(() => undefined);

ipcRenderer.on(CHANNEL, (_, message: { for: number }) => {
  listeners.get(message.for)?.(message);
  // The host sends no more than the window keeps up with.
  tell({ ack: 1 });
});

contextBridge.exposeInMainWorld('switchyard', {
  call: (name: unknown, input: unknown) => ipcRenderer.invoke(CHANNEL, { call: name, input }),
  listen: (to: unknown, onReply: OnReply) => {
    const id = ++count;
    listeners.set(id, onReply);
    tell({ listen: id, to });
    return () => {
      if (listeners.delete(id)) tell({ stop: id });
    };
  },
});
