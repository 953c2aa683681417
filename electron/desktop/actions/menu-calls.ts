/** Calls that tray and menu bar have in common. What would end without an effect fails in words instead: a menu shows no replies. */
import { CallError, type Client } from '../../../shared/transport.ts';

export const restartAll = (client: Client) => client.RestartBackends({ backend: 'all' });

/** Of both kinds of memory: who asks from a menu wants the machine back. @throws CallError where none came back */
export async function freeMemory(
  client: Client,
  target: 'all' | { id: number; name: string },
): Promise<void> {
  const backend = target === 'all' ? 'all' : target.id;
  const { freed = [] } = await client.FreeBackendMemory({ backend, system_ram: true });
  const refusals = freed.filter(({ ok }) => !ok);
  // With several, one that has no memory to free is no failure.
  if (refusals.length === 0 || refusals.length < freed.length) return;
  throw new CallError({
    code: 'free_memory_failed',
    message:
      target === 'all'
        ? 'No backend could free its memory.'
        : `The memory of ${target.name} could not be freed.`,
    hint: [...new Set(refusals.map(({ message }) => message))].slice(0, 3).join(' '),
    http: 200,
  });
}
