/** Calls of both the tray menu and the menu bar. A call without an effect fails with a message, because a menu shows no results. */
import { CallError, type Client } from '../../../shared/transport.ts';
import { desktopWords } from '../../../shared/words/en/desktop.ts';
import { joinTranslated } from '../../../shared/words/join-texts.ts';
import { translateField } from '../../../shared/words/wire-phrases.ts';
import { words } from '../../../shared/words/words.ts';

const t = words(desktopWords);

export const restartAll = (client: Client) => client.RestartBackends({ backend: 'all' });

/** Frees VRAM and RAM: whoever asks from a menu wants to use the machine. @throws CallError where nothing was freed */
export async function freeMemory(
  client: Client,
  target: 'all' | { id: number; name: string },
): Promise<void> {
  const backend = target === 'all' ? 'all' : target.id;
  const { freed = [] } = await client.FreeBackendMemory({ backend, system_ram: true });
  const refusals = freed.filter(({ ok }) => !ok);
  // Of several backends, some may have no memory to free; that is no failure.
  if (refusals.length === 0 || refusals.length < freed.length) return;
  const hints = new Set(refusals.map((refusal) => translateField(refusal, 'message')));
  throw new CallError({
    code: 'no_memory_freed',
    message: target === 'all' ? t('noneFreed') : t('notFreed', { name: target.name }),
    hint: joinTranslated([...hints].slice(0, 3)),
  });
}
