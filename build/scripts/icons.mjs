// `npm run icons`: renders every icon from build/icons/switchyard.svg in Chromium. What it writes is committed.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { ensureBrowser } from '../find-programs/find-browser.mjs';
import { encodeIcns, encodeIco, ICNS_SIZES } from '../icons/icon-files.mjs';
import { encodePng } from '../icons/png.mjs';
import { ROOT } from './source-tree.mjs';

const FOLDER = join(ROOT, 'build', 'icons');
const SOURCE = readFileSync(join(FOLDER, 'switchyard.svg'), 'utf8');
/** Tells from which source a file was rendered, so that a test notices a stale one. */
const notes = { Source: createHash('sha256').update(SOURCE).digest('hex') };

const STATES = ['off', 'running', 'loading', 'error'];
/** Of the app, for Linux, by side in pixels. */
const APP_SIZES = [16, 24, 32, 48, 64, 96, 128, 256, 512, 1024];
const ICO_SIZES = [16, 20, 24, 32, 40, 48, 64, 128, 256];
/** Windows shows 16 at 100 % and up to 48 at 300 %. */
const TRAY_ICO_SIZES = [16, 20, 24, 32, 40, 48];
/** Panels of Linux are about 24 high; the menu bar of macOS wants 16. */
const TRAY_SIZE = 24;
const TEMPLATE_SIZE = 16;
/** macOS leaves a tenth free around an icon, as its own do. */
const MAC_VIEW = '-3.9 -3.9 39.8 39.8';

const browser = await chromium.launch({ executablePath: ensureBrowser(), args: ['--disable-dev-shm-usage'] });
const page = await browser.newPage();

for (const folder of ['app', 'runtime']) {
  rmSync(join(FOLDER, folder), { recursive: true, force: true });
  mkdirSync(join(FOLDER, folder));
}
for (const size of APP_SIZES) write(`app/${size}x${size}.png`, encodePng(await render('app', size), notes));
write('icon.ico', encodeIco(await renderAll('app', ICO_SIZES)));
write('icon.icns', encodeIcns(await renderAll('app', ICNS_SIZES, MAC_VIEW)));
// What the program itself shows: its window, and the tray.
write('runtime/icon.png', encodePng(await render('app', 256), notes));
for (const state of STATES) {
  for (const [suffix, scale] of /** @type {const} */ ([
    ['', 1],
    ['@2x', 2],
  ])) {
    const coloured = await render(`tray ${state}`, TRAY_SIZE * scale);
    write(`runtime/tray-${state}${suffix}.png`, encodePng(coloured, notes));
    const template = await render(`template ${state}`, TEMPLATE_SIZE * scale);
    write(`runtime/tray-${state}Template${suffix}.png`, encodePng(template, notes));
  }
  write(`runtime/tray-${state}.ico`, encodeIco(await renderAll(`tray ${state}`, TRAY_ICO_SIZES)));
}
await browser.close();

/**
 * @param {string} name
 * @param {Buffer} file
 */
function write(name, file) {
  writeFileSync(join(FOLDER, name), file);
}

/**
 * @param {string} look
 * @param {number[]} sizes
 * @param {string} [view]
 */
async function renderAll(look, sizes, view) {
  const pictures = [];
  for (const size of sizes) pictures.push(await render(look, size, view));
  return pictures;
}

/**
 * @param {string} look the class of the root, which decides what is seen
 * @param {number} size side, in pixels
 * @param {string} [view] what of the drawing is in the picture
 */
async function render(look, size, view = '0 0 32 32') {
  const svg = SOURCE.replace(
    'class="app" viewBox="0 0 32 32"',
    `class="${look}" viewBox="${view}" width="${size}" height="${size}"`,
  );
  const base64 = await page.evaluate(
    async ([svg, size]) => {
      const image = new Image();
      image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
      await image.decode();
      const canvas = new OffscreenCanvas(size, size);
      const context = canvas.getContext('2d');
      if (context === null) throw new Error('The browser has no canvas.');
      context.drawImage(image, 0, 0);
      const { data } = context.getImageData(0, 0, size, size);
      let text = '';
      for (const byte of data) text += String.fromCharCode(byte);
      return btoa(text);
    },
    /** @type {const} */ ([svg, size]),
  );
  return { width: size, height: size, pixels: new Uint8Array(Buffer.from(base64, 'base64')) };
}
