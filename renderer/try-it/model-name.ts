/** The name by which the gateway finds this backend, whatever other backends serve the same model. @param model null for its first */
export const modelName = (backendId: number, model: string | null): string =>
  model === null ? `backend:${backendId}` : `backend:${backendId}/${model}`;
