/** Recognises by their first bytes what people choose in the place of a GGUF file, so that the error can say what it is. */

import { Buffer } from 'node:buffer';
import { modelFileWords } from '../../../../shared/words/en/errors/model-files.ts';
import { type Text, texts } from '../../../../shared/words/phrase.ts';

const of = texts(modelFileWords);

/** What a file is that is no GGUF file. */
export interface ForeignFile {
  /** Completes the sentence "The file is …". It never quotes the file, which may be anything. */
  what: Text;
  /** What to do about it, in sentences; absent where nothing helps but another file. */
  advice?: Text | undefined;
}

/** So many bytes at its beginning tell what a file is. */
export const FOREIGN_FILE_BYTES = 4096;

const CONVERT = of('advice_convert');
const DOWNLOAD_AGAIN = of('advice_downloadAgain');
const UNPACK = of('advice_unpack');

/** File formats that begin with certain bytes, as hexadecimal digits. */
const SIGNATURES: readonly (readonly [hex: string, what: Text, advice?: Text])[] = [
  ['1f8b', of('what_gzip'), UNPACK],
  ['fd377a585a00', of('what_xz'), UNPACK],
  ['28b52ffd', of('what_zstandard'), UNPACK],
  ['377abcaf271c', of('what_7zip'), UNPACK],
  ['526172211a07', of('what_rar'), UNPACK],
  ['425a68', of('what_bzip2'), UNPACK],
  ['894844460d0a1a0a', of('what_hdf5'), CONVERT],
  ['7f454c46', of('what_program')],
  ['4d5a', of('what_program')],
  ['cffaedfe', of('what_program')],
  ['89504e47', of('what_image')],
  ['ffd8ff', of('what_image')],
  ['25504446', of('what_pdf')],
  ['53514c69746520666f726d6174', of('what_database')],
];

/** llama.cpp's formats before GGUF. They begin with these letters. */
const OLD_FORMATS: readonly string[] = ['lmgg', 'fmgg', 'tjgg', 'algg'];

/**
 * @param start the first {@link FOREIGN_FILE_BYTES} bytes of the file
 * @param fileBytes the size of the file
 * @param name how the file is called
 * @returns null where nothing is recognised
 */
export function recognizeForeignFile(
  start: Uint8Array,
  { fileBytes, name }: { fileBytes: number; name: string },
): ForeignFile | null {
  const bytes = Buffer.from(start.buffer, start.byteOffset, start.byteLength);
  if (bytes.length >= 8 && bytes.every((byte) => byte === 0))
    return {
      what: of('what_download'),
      advice: of('advice_letFinish'),
    };
  return recognizeModel(bytes, fileBytes, name) ?? recognizeSignature(bytes) ?? recognizeText(bytes);
}

function recognizeModel(bytes: Buffer, fileBytes: number, name: string): ForeignFile | null {
  const first4 = bytes.toString('latin1', 0, 4);
  if (first4 === 'PK\x03\x04') return recognizeZip(bytes, name);
  if (OLD_FORMATS.includes(first4))
    return {
      what: of('what_oldModel'),
      advice: of('advice_downloadGguf'),
    };
  // The length of a header in JSON, and the header.
  if (bytes.length > 9 && bytes[8] === 0x7b && bytes.readBigUInt64LE(0) < BigInt(fileBytes))
    return { what: of('what_safetensors'), advice: CONVERT };
  // Python's pickle, protocols 2 to 5.
  const [opcode, protocol = 0] = bytes;
  if (opcode === 0x80 && protocol >= 2 && protocol <= 5) return { what: of('what_pickle'), advice: CONVERT };
  if (bytes.toString('latin1', 4, 8) === 'TFL3') return { what: of('what_tflite'), advice: CONVERT };
  if (/\.onnx$/i.test(name)) return { what: of('what_onnx'), advice: CONVERT };
  return null;
}

/** PyTorch keeps its models in ZIP archives, whose first entries have these names. */
function recognizeZip(bytes: Buffer, name: string): ForeignFile {
  return /data\.pkl|byteorder|\.data\//.test(bytes.toString('latin1')) || /\.(pt|pth|bin|ckpt)$/i.test(name)
    ? { what: of('what_pytorch'), advice: CONVERT }
    : { what: of('what_zip'), advice: UNPACK };
}

function recognizeSignature(bytes: Buffer): ForeignFile | null {
  const hex = bytes.toString('hex', 0, 16);
  const found = SIGNATURES.find(([signature]) => hex.startsWith(signature));
  if (found) return { what: found[1], advice: found[2] };
  return bytes.toString('latin1', 257, 262) === 'ustar' ? { what: of('what_tar'), advice: UNPACK } : null;
}

function recognizeText(bytes: Buffer): ForeignFile | null {
  const text = textOf(bytes);
  if (text === null) return null;
  if (text.startsWith('version https://git-lfs.github.com/spec/'))
    return {
      what: of('what_lfs'),
      advice: of('advice_lfs'),
    };
  if (/^<(!doctype|html|head|body|\?xml|!--)/i.test(text))
    return { what: of('what_page'), advice: DOWNLOAD_AGAIN };
  if (/^[{[]/.test(text)) return { what: of('what_json'), advice: DOWNLOAD_AGAIN };
  if (text.startsWith('#!')) return { what: of('what_script') };
  return { what: of('what_text'), advice: DOWNLOAD_AGAIN };
}

/** @returns the text without blanks before it; null for what is no text */
function textOf(bytes: Buffer): string | null {
  if (bytes.length === 0) return null;
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : 'utf-8';
  const text = new TextDecoder(encoding).decode(bytes).trimStart();
  // A character may have been cut at the end of what was read.
  const whole = text.replace(/\uFFFD{1,3}$/, '');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they tell bytes from text
  return /[\x00-\x08\x0e-\x1a\x1c-\x1f\uFFFD]/.test(whole) ? null : whole;
}
