/** Where a server with the API of OpenAI lists its models, whatever address of it people paste. */

/** Ends of addresses that name one request instead of the base that all have. */
const ENDPOINT =
  /\/(?:chat\/completions|completions|embeddings|responses|models(?:\/[^/]+)?|api\/(?:tags|ps|version|chat|generate))$/i;
/** Azure has a path for each deployment; the list of models is beside them. */
const DEPLOYMENT = /\/deployments\/[^/]+$/i;

/** @param path without a slash at its end */
export const toOpenAiBasePath = (path: string): string => path.replace(ENDPOINT, '').replace(DEPLOYMENT, '');

/**
 * The paths below the base to try, the likely one first. Some people type the address with `/v1`, which every path begins
 * with, and some without. Some services have a version elsewhere in the path, such as `/v1beta/openai` or `/v1/openai`, and
 * some none, such as Azure's `/openai`.
 */
export function modelListPaths(baseUrl: string): string[] {
  const segments = new URL(baseUrl).pathname.split('/');
  if (segments.some((segment) => /^v\d+[a-z]*\d*$/i.test(segment))) return ['/models'];
  const paths = ['/v1/models', '/models'];
  return segments.at(-1)?.toLowerCase() === 'openai' ? paths.reverse() : paths;
}
