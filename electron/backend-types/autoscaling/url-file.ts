/** Reads the address of an instance from a file, as scripts of other programs write it. */
import type { AdapterIo } from '../../core/backend/backend-type.ts';

const MAX_BYTES = 4_096;
const URL_IN_TEXT = /https?:\/\/[^\s"'<>]+/;

/**
 * @param pattern path of the file; `{LAUNCH}` stands for the number of the launch
 * @param isFound whether the launch ran before: then the file holds its address already
 * @returns reads the address; null while there is none
 */
export function createAddressReader(
  pattern: string,
  number: number,
  isFound: boolean,
  { files }: Pick<AdapterIo, 'files'>,
): () => Promise<string | null> {
  const path = pattern.replaceAll('{LAUNCH}', String(number));
  // What an earlier launch has left is no address of this one.
  const before = isFound ? Promise.resolve('') : readText(path, files);
  return async () => {
    const text = await readText(path, files);
    return text === (await before) ? null : (URL_IN_TEXT.exec(text)?.[0] ?? null);
  };
}

/** Empty where there is no such file, or it cannot be read now. */
async function readText(path: string, files: AdapterIo['files']): Promise<string> {
  try {
    return Buffer.from(await files.readStart(path, MAX_BYTES)).toString('utf8');
  } catch {
    return '';
  }
}
