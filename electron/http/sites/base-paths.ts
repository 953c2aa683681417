/** The sub-paths of the public URLs. A proxy passes them on or removes them; both are served. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { PublicUrl } from './public-url.ts';

/** @returns the URL of a request as our routes know it: without the sub-path of a public URL */
export function removeBasePath(url: string, publicUrls: readonly PublicUrl[]): string {
  const base = findBasePath(url, publicUrls);
  if (base === '') return url;
  const rest = url.slice(base.length);
  return rest.startsWith('/') ? rest : `/${rest}`;
}

/**
 * The addresses in the page are relative to it: it needs the slash at the end of its own.
 * @returns whether the request was answered
 */
export function redirectToFolder(
  request: FastifyRequest,
  reply: FastifyReply,
  publicUrls: readonly PublicUrl[],
): boolean {
  const [path = '', query] = request.originalUrl.split('?');
  if (path === '' || path !== findBasePath(path, publicUrls)) return false;
  if (request.method !== 'GET' && request.method !== 'HEAD') return false;
  // Relative, because the proxy may have more before it.
  const name = path.slice(path.lastIndexOf('/') + 1);
  void reply.redirect(`${name}/${query === undefined ? '' : `?${query}`}`, 302);
  return true;
}

/** The longest sub-path that the URL is in; empty where it is in none. */
function findBasePath(url: string, publicUrls: readonly PublicUrl[]): string {
  return publicUrls
    .map(({ path }) => path)
    .filter(
      (path) => path !== '' && (url === path || url.startsWith(`${path}/`) || url.startsWith(`${path}?`)),
    )
    .reduce((longest, path) => (path.length > longest.length ? path : longest), '');
}
