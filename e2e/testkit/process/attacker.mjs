// Attacks a host from a process of its own, so that the test that measures is not slowed down by it.
// usage: node attacker.mjs KIND PORT TOKEN; prints READY when the attack is under way, and goes on until it is killed
import { connect } from 'node:net';

const [kind = '', port = '', token = ''] = process.argv.slice(2);
const HOST = `Host: 127.0.0.1:${port}\r\n`;
const AUTHORIZATION = `Authorization: Bearer ${token}\r\n`;
const JSON_TYPE = 'Content-Type: application/json\r\n';
/** Milliseconds until a connection that the host has ended is made again. */
const PAUSE = 100;
/** Milliseconds between two requests that the host has to parse. */
const PAUSE_AFTER_REPLY = 500;

const WEB_SOCKET =
  `GET /API/events HTTP/1.1\r\n${HOST}Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n` +
  'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n';

/** A masked text frame, with a mask of zeros. */
function frame(text) {
  const payload = Buffer.from(text);
  const head =
    payload.length < 126
      ? Buffer.from([0x81, 0x80 | payload.length])
      : Buffer.from([0x81, 0xfe, payload.length >> 8, payload.length & 0xff]);
  return Buffer.concat([head, Buffer.alloc(4), payload]);
}

const post = (length, path = '/API/ListBackends') =>
  `POST ${path} HTTP/1.1\r\n${HOST}${AUTHORIZATION}${JSON_TYPE}Content-Length: ${length}\r\n\r\n`;

const MB = 1024 * 1024;
const deepJson = `{"session_id":"x","a":${'['.repeat(400_000)}${']'.repeat(400_000)}}`;
const manyKeys = `{${Array.from({ length: 80_000 }, (_, index) => `"k${index}":1`).join(',')}}`;
const subscriptions = Buffer.concat(
  Array.from({ length: 4000 }, (_, index) => frame(JSON.stringify({ listen: index, to: { kind: 'state' } }))),
);

/** How many connections, and what each of them does. */
const attacks = {
  'pipelined requests without reading': {
    count: 6,
    start: (socket) => socket.pause().write(`GET /openapi.json HTTP/1.1\r\n${HOST}\r\n`.repeat(3000)),
  },
  'subscriptions without reading': {
    count: 3,
    start: (socket) => {
      socket.pause().write(`${WEB_SOCKET}${AUTHORIZATION}\r\n`);
      setTimeout(() => socket.write(subscriptions), 200);
    },
  },
  'WebSockets without a key': {
    count: 200,
    start: (socket) => socket.resume().write(`${WEB_SOCKET}Origin: http://127.0.0.1:${port}\r\n\r\n`),
  },
  'bodies without an end': {
    count: 20,
    start: (socket) => {
      socket.resume().write(post(1000 * MB));
      const piece = Buffer.alloc(64 * 1024, ' ');
      const fill = () => {
        while (socket.writable && socket.write(piece));
      };
      socket.on('drain', fill);
      fill();
    },
  },
  'slow bodies': {
    count: 300,
    start: (socket) => {
      socket.resume().write(post(900_000));
      const timer = setInterval(() => socket.write(' '), 500);
      socket.on('close', () => clearInterval(timer));
    },
  },
  'slow headers': {
    count: 300,
    start: (socket) => {
      socket.resume().write(`GET /healthz HTTP/1.1\r\n${HOST}`);
      const timer = setInterval(() => socket.write('X-More: 1\r\n'), 500);
      socket.on('close', () => clearInterval(timer));
    },
  },
  'many silent connections': { count: 1500, start: (socket) => socket.resume() },
  'deep JSON': { count: 2, start: (socket) => repeat(socket, post(deepJson.length) + deepJson) },
  'a body with many keys': { count: 2, start: (socket) => repeat(socket, post(manyKeys.length) + manyKeys) },
};

/** Sends a request, and again a while after its reply: whoever has the token may keep the host busy, but not for long. */
function repeat(socket, request) {
  socket.write(request);
  socket.on('data', () => setTimeout(() => socket.writable && socket.write(request), PAUSE_AFTER_REPLY));
}

const { count, start } = attacks[kind];
// Connections that are not read do not keep a process alive.
setInterval(() => {}, 60_000);
let opened = 0;
function open() {
  const socket = connect(Number(port), '127.0.0.1');
  socket.on('error', () => {
    // The host has ended it, as it may.
  });
  socket.on('connect', () => {
    start(socket);
    opened += 1;
    if (opened === count) console.log('READY');
  });
  socket.on('close', () => setTimeout(open, PAUSE));
  // A connection that is not read never learns that the host has ended it.
  if (kind.endsWith('without reading')) setTimeout(() => socket.destroy(), 1000);
}
for (let left = count; left > 0; left -= 1) open();
