/** Recognises by their first bytes what people choose in the place of a GGUF file, so that the error can say what it is. */
import { Buffer } from 'node:buffer';

/** What a file is that is no GGUF file. */
export interface ForeignFile {
  /** Completes the sentence "The file is …". It never quotes the file, which may be anything. */
  what: string;
  /** What to do about it, in sentences; absent where nothing helps but another file. */
  advice?: string | undefined;
}

/** So many bytes at its beginning tell what a file is. */
export const FOREIGN_FILE_BYTES = 4096;

const CONVERT =
  'Most publishers offer the same model as a GGUF file; otherwise the scripts of llama.cpp convert the whole folder of the original.';
const DOWNLOAD_AGAIN =
  'What was saved is not the model. Open its address in a browser: it may ask to sign in or to accept a licence, or name another file.';
const UNPACK = 'Unpack it first, and choose the GGUF file that was in it.';

/** File formats that begin with certain bytes, as hexadecimal digits. */
const SIGNATURES: readonly (readonly [hex: string, what: string, advice?: string])[] = [
  ['1f8b', 'a gzip archive', UNPACK],
  ['fd377a585a00', 'an xz archive', UNPACK],
  ['28b52ffd', 'a Zstandard archive', UNPACK],
  ['377abcaf271c', 'a 7-Zip archive', UNPACK],
  ['526172211a07', 'a RAR archive', UNPACK],
  ['425a68', 'a bzip2 archive', UNPACK],
  ['894844460d0a1a0a', 'an HDF5 file (Keras)', CONVERT],
  ['7f454c46', 'a program'],
  ['4d5a', 'a program'],
  ['cffaedfe', 'a program'],
  ['89504e47', 'an image'],
  ['ffd8ff', 'an image'],
  ['25504446', 'a PDF document'],
  ['53514c69746520666f726d6174', 'a database'],
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
      what: 'an unfinished download, which begins with zeros',
      advice: 'Let the download finish, or start it again.',
    };
  return recognizeModel(bytes, fileBytes, name) ?? recognizeSignature(bytes) ?? recognizeText(bytes);
}

function recognizeModel(bytes: Buffer, fileBytes: number, name: string): ForeignFile | null {
  const first4 = bytes.toString('latin1', 0, 4);
  if (first4 === 'PK\x03\x04') return recognizeZip(bytes, name);
  if (OLD_FORMATS.includes(first4))
    return {
      what: 'a model of the format before GGUF, which llama.cpp has not read since 2023',
      advice: 'Download it again as a GGUF file.',
    };
  // The length of a header in JSON, and the header.
  if (bytes.length > 9 && bytes[8] === 0x7b && bytes.readBigUInt64LE(0) < BigInt(fileBytes))
    return { what: 'a safetensors file', advice: CONVERT };
  // Python's pickle, protocols 2 to 5.
  const [opcode, protocol = 0] = bytes;
  if (opcode === 0x80 && protocol >= 2 && protocol <= 5)
    return { what: 'a PyTorch file (pickle)', advice: CONVERT };
  if (bytes.toString('latin1', 4, 8) === 'TFL3') return { what: 'a TensorFlow Lite model', advice: CONVERT };
  if (/\.onnx$/i.test(name)) return { what: 'an ONNX model', advice: CONVERT };
  return null;
}

/** PyTorch keeps its models in ZIP archives, whose first entries have these names. */
function recognizeZip(bytes: Buffer, name: string): ForeignFile {
  return /data\.pkl|byteorder|\.data\//.test(bytes.toString('latin1')) || /\.(pt|pth|bin|ckpt)$/i.test(name)
    ? { what: 'a PyTorch file', advice: CONVERT }
    : { what: 'a ZIP archive', advice: UNPACK };
}

function recognizeSignature(bytes: Buffer): ForeignFile | null {
  const hex = bytes.toString('hex', 0, 16);
  const found = SIGNATURES.find(([signature]) => hex.startsWith(signature));
  if (found) return { what: found[1], advice: found[2] };
  return bytes.toString('latin1', 257, 262) === 'ustar' ? { what: 'a tar archive', advice: UNPACK } : null;
}

function recognizeText(bytes: Buffer): ForeignFile | null {
  const text = textOf(bytes);
  if (text === null) return null;
  if (text.startsWith('version https://git-lfs.github.com/spec/'))
    return {
      what: 'a Git LFS pointer, which only names the model',
      advice: 'Run "git lfs pull" in its folder, or download the file itself.',
    };
  if (/^<(!doctype|html|head|body|\?xml|!--)/i.test(text))
    return { what: 'a web page', advice: DOWNLOAD_AGAIN };
  if (/^[{[]/.test(text)) return { what: 'a text in JSON', advice: DOWNLOAD_AGAIN };
  if (text.startsWith('#!')) return { what: 'a script' };
  return { what: 'a text', advice: DOWNLOAD_AGAIN };
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
