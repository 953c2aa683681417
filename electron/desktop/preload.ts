/** The bridge into the window: {call, listen} and nothing else. It knows no operations: the main process checks names and input. */
import { contextBridge, ipcRenderer } from 'electron';

type OnReply = (reply: unknown) => void;

const CHANNEL = 'switchyard';
const listeners = new Map<number, OnReply>();
let count = 0;

/** Sends a message that needs no answer. It fails only while the program ends, when the error would help nobody. */
const send = (message: object): void => void ipcRenderer.invoke(CHANNEL, message).catch(() => undefined);

ipcRenderer.on(CHANNEL, (_, message: { for: number }) => {
  listeners.get(message.for)?.(message);
  // The host waits for acknowledgements, so that it never sends faster than the window reads.
  send({ ack: 1 });
});

contextBridge.exposeInMainWorld('switchyard', {
  call: (name: unknown, input: unknown) => ipcRenderer.invoke(CHANNEL, { call: name, input }),
  listen: (to: unknown, onReply: OnReply) => {
    const id = ++count;
    listeners.set(id, onReply);
    send({ listen: id, to });
    return () => {
      if (listeners.delete(id)) send({ stop: id });
    };
  },
});
