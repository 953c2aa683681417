/**
 * Stands in for Electron's `nativeImage`: the path of an image, and its size, read from the PNG file. It cannot show the
 * image. It is stricter in one point: a missing file is an error, where Electron makes an empty image.
 */
import { existsSync, readFileSync } from 'node:fs';
import type * as Electron from 'electron';
import { asElectron } from '../typing.ts';

/** Offset of the width in a PNG file; the height follows. */
const PNG_WIDTH_OFFSET = 16;

class NativeImage {
  /** Null where the image was not read from a file. */
  readonly path: string | null;
  readonly scaleFactors: number[];
  readonly #png: Buffer | null;
  readonly #size: Electron.Size;
  #isTemplate = false;

  constructor(path: string | null, png: Buffer | null, size?: Electron.Size) {
    this.path = path;
    this.#png = png;
    this.scaleFactors = png === null ? [] : [1];
    this.#size = size ?? sizeOf(png);
    if (path !== null) {
      const double = path.replace(/(\.\w+)$/, '@2x$1');
      if (existsSync(double)) this.scaleFactors.push(2);
      // On a Mac the name alone makes it a template image.
      this.#isTemplate = /Template(@\dx)?\.\w+$/.test(path);
    }
  }

  isEmpty(): boolean {
    return this.#png === null;
  }

  getSize(): Electron.Size {
    return { ...this.#size };
  }

  getScaleFactors(): number[] {
    return [...this.scaleFactors];
  }

  setTemplateImage(option: boolean): void {
    this.#isTemplate = option;
  }

  isTemplateImage(): boolean {
    return this.#isTemplate;
  }

  addRepresentation({ scaleFactor = 1 }: Electron.AddRepresentationOptions): void {
    this.scaleFactors.push(scaleFactor);
  }

  resize({ width, height }: Electron.ResizeOptions): Electron.NativeImage {
    const before = this.#size;
    const scale = (width ?? 0) / before.width || (height ?? 0) / before.height || 1;
    const size = {
      width: width ?? Math.round(before.width * scale),
      height: height ?? Math.round(before.height * scale),
    };
    return asElectron(new NativeImage(this.path, this.#png, size));
  }

  toPNG(): Buffer {
    return this.#png ?? Buffer.alloc(0);
  }

  toDataURL(): string {
    return `data:image/png;base64,${this.toPNG().toString('base64')}`;
  }
}

export type { NativeImage };

type ElectronsImage = Pick<
  Electron.NativeImage,
  | 'isEmpty'
  | 'getSize'
  | 'getScaleFactors'
  | 'setTemplateImage'
  | 'isTemplateImage'
  | 'addRepresentation'
  | 'resize'
  | 'toPNG'
  | 'toDataURL'
>;

const made = (image: NativeImage): Electron.NativeImage => asElectron(image satisfies ElectronsImage);

export const nativeImage = {
  createEmpty: () => made(new NativeImage(null, null)),
  createFromPath: (path: string) => made(new NativeImage(path, readFileSync(path))),
  createFromBuffer: (buffer: Buffer) => made(new NativeImage(null, buffer)),
  createFromDataURL: (dataUrl: string) =>
    made(new NativeImage(null, Buffer.from(dataUrl.slice(dataUrl.indexOf(',') + 1), 'base64'))),
} satisfies Pick<
  typeof Electron.nativeImage,
  'createEmpty' | 'createFromPath' | 'createFromBuffer' | 'createFromDataURL'
>;

function sizeOf(png: Buffer | null): Electron.Size {
  if (png === null || png.length < PNG_WIDTH_OFFSET + 8) return { width: 0, height: 0 };
  return { width: png.readUInt32BE(PNG_WIDTH_OFFSET), height: png.readUInt32BE(PNG_WIDTH_OFFSET + 4) };
}
