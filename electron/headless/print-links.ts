/** Prints the links that sign a browser in. Each is valid once. */
import type { HttpServer } from '../http/http-server.ts';

/** Prints one link for this machine and one for each public URL. @returns the first */
export function printLinks(server: HttpServer): string {
  const link = server.signInLink();
  if (link !== server.url) console.log(`open ${link}   (signs your browser in, once)`);
  for (const publicLink of server.publicSignInLinks()) console.log(`open ${publicLink}`);
  return link;
}
