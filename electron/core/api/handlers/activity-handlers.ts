/** The operation that reads the activity, and what is recorded of calls that concern no backend. Backends are named by their ids on the wire, and kept by their `uid`s. */
import type { ActivityEntry } from '../../../../shared/activity.ts';
import { MAX_ACTIVITY_ENTRIES } from '../../../../shared/limits.ts';
import type { PreferencesView } from '../../../../shared/operations.ts';
import { happenedWords } from '../../../../shared/words/en/happened.ts';
import { type Text, texts } from '../../../../shared/words/phrase.ts';
import { fieldText } from '../../../../shared/words/wire-phrases.ts';
import type { ActivityLog, StoredEntry } from '../../activity/activity-log.ts';
import { findSettingChanges } from '../../activity/find-setting-changes.ts';
import { currentOrigin } from '../../activity/origin.ts';
import type { Registry } from '../../backend/registry.ts';
import type { Handlers } from '../dispatch.ts';

const say = texts(happenedWords);

export function createActivityHandlers({
  registry,
  activity,
}: {
  registry: Pick<Registry, 'actors' | 'get' | 'document'>;
  activity: Pick<ActivityLog, 'read'>;
}) {
  return {
    GetActivity: async ({ backend_id, categories, before, after, limit }) => {
      const page = await activity.read({
        uid: backend_id === undefined ? undefined : registry.get(backend_id).record.uid,
        categories,
        before,
        after,
        limit: Math.min(Math.max(1, limit), MAX_ACTIVITY_ENTRIES),
      });
      const toWire = wireFormat(registry);
      return { entries: page.entries.map(toWire), before: page.before };
    },
  } satisfies Partial<Handlers>;
}

function wireFormat(registry: Pick<Registry, 'actors' | 'document'>): (entry: StoredEntry) => ActivityEntry {
  const present = new Map(
    registry
      .actors()
      .map((actor) => [
        actor.record.uid,
        { id: actor.id, name: actor.name, deleted: actor.deletion !== null },
      ]),
  );
  const restorable = new Set(registry.document.deleted.map(({ uid }) => uid));
  return ({ uid, backend, ...facts }) => {
    if (uid === undefined || backend === undefined) return facts;
    const known = present.get(uid);
    const entry: ActivityEntry = { ...facts, backend: known ?? { ...backend, deleted: true } };
    if (facts.kind === 'deleted' && !known && restorable.has(uid)) entry.undo = 'restore';
    const isEdit = facts.kind === 'edited' && known !== undefined;
    if (isEdit && facts.changes?.some(({ hidden }) => hidden === undefined)) entry.undo = 'edit';
    return entry;
  };
}

/** Records a change of who may call. @param message what was changed, as a sentence */
export function recordAccess(activity: Pick<ActivityLog, 'record'>, message: Text): void {
  activity.record({ kind: 'access_changed', by: currentOrigin(), message });
}

export function recordPreferences(
  activity: Pick<ActivityLog, 'record'>,
  before: PreferencesView,
  after: PreferencesView,
): void {
  const infoOf = (name: string) => after.settings.find((info) => info.name === name);
  const changes = findSettingChanges(infoOf, before.values, after.values);
  if (changes.length === 0) return;
  const message = say('preferencesChanged', {
    labels: changes.map((change) => fieldText(change, 'label')),
  });
  activity.record({ kind: 'preferences_edited', by: currentOrigin(), message, changes });
}
