// The preload of the sample app: exposes functions to run tasks and to receive messages.
const { contextBridge, ipcRenderer } = require('electron');

const fixed = { deep: { list: [1, 2] } };
contextBridge.exposeInMainWorld('sample', {
  task: (name, ...args) => ipcRenderer.invoke('task', name, ...args),
  unknown: () => ipcRenderer.invoke('nobody'),
  onNews: (listener) => {
    ipcRenderer.on('news', (_, news) => listener(news));
  },
  fixed,
  original: () => fixed.deep.list.length,
});
globalThis.preloadRanBeforeScripts = globalThis.ran === undefined;
