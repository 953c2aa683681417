/** Reads the compressed replies of backends, where a client cannot be left to do it. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

const decompressors: Record<string, () => Transform> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/** How a reply is compressed; null where it is not. */
export const encodingOf = ({
  'content-encoding': encoding = 'identity',
}: IncomingHttpHeaders): string | null => (encoding === 'identity' ? null : encoding);

/** Null for a compression that is not known here. */
export const createDecompressor = (encoding: string): Transform | null => decompressors[encoding]?.() ?? null;
