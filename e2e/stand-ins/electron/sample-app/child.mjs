// A utility process of the sample app: prints its argument, replies to messages, and waits to be ended.
console.log(`child ${process.argv.at(-1)}`);
const port = Reflect.get(process, 'parentPort');
port.on('message', ({ data }) =>
  port.postMessage({ data, type: process.type, electron: 'electron' in process.versions }),
);
