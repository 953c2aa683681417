/** Reads the compressed replies of backends, where a client cannot be left to do it. */
import type { IncomingHttpHeaders } from 'node:http';
import { pipeline, type Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { Dispatcher } from 'undici';
import { nameOf, type Turn } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';

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

/** The body of a reply as it was before it was compressed. @throws GatewayError for a compression that is not known here */
export function decompress({ body, headers }: Dispatcher.ResponseData, turn: Turn): Readable {
  const encoding = encodingOf(headers);
  if (encoding === null) return body;
  const decompressor = createDecompressor(encoding);
  if (decompressor === null) {
    body.destroy();
    throw unknownEncoding(turn, encoding);
  }
  // What goes wrong is seen by whoever reads it.
  return pipeline(body, decompressor, () => undefined);
}

const unknownEncoding = ({ backend }: Turn, encoding: string): GatewayError =>
  new GatewayError(
    `${nameOf(backend)} answered in a compression that cannot be read here (${encoding.slice(0, 100)}). Send the request with the header "accept-encoding: identity".`,
    { status: 502, type: 'server_error', code: 'unknown_encoding' },
  );
