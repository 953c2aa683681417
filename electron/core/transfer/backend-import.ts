/**
 * Adds backends from a file. An import is planned first, for a person to read, and planned again when it is carried out, on
 * the very document that is written: the backends that are there at that time count.
 */

import type { SettingValues } from '../../../shared/backend.ts';
import type { OperationOutput, ParsedInput } from '../../../shared/operations.ts';
import { assertVariablesConfirmed } from '../../../shared/settings/secrets/foreign-code-variables.ts';
import { mergeSettings } from '../../../shared/settings.ts';
import { happenedWords } from '../../../shared/words/en/happened.ts';
import { importReasonsWords } from '../../../shared/words/en/transfer/import-reasons.ts';
import { type Text, texts } from '../../../shared/words/phrase.ts';
import { phrasesOfList } from '../../../shared/words/wire-phrases.ts';
import type { NewBackend } from '../backend/record-changes.ts';
import type { Registry } from '../backend/registry.ts';
import type { FileChecks } from '../files/file-checks.ts';
import { importUnreadable } from './backends-file.ts';
import { type BackendTypes, readImportFile } from './import-candidates.ts';
import { describeCandidate, messagesOf, type PlannedBackend, planImport, typeNameOf } from './import-plan.ts';

const say = texts(happenedWords);
const why = texts(importReasonsWords);

export class BackendImport {
  readonly #registry: Registry;
  readonly #types: BackendTypes;
  readonly #files: FileChecks;

  constructor(registry: Registry, files: FileChecks) {
    this.#registry = registry;
    this.#files = files;
    this.#types = new Map(registry.types.map((type) => [type.id, type]));
  }

  /** Reports what an import would do, and changes nothing. @throws SwitchyardError, see {@link readImportFile} */
  async preview(input: ParsedInput<'PreviewImport'>): Promise<OperationOutput<'PreviewImport'>> {
    const file = await readImportFile(input, this.#types, { needSecrets: false, files: this.#files });
    const planned = planImport(this.#registry.document, file.candidates, this.#types);
    return {
      source: file.source,
      secrets: file.secrets,
      needs_folder: file.needsFolder,
      list: planned.map((backend) => ({
        entry: backend.entry,
        action: backend.id === null ? 'already_here' : 'add',
        id: backend.id,
        type: backend.typeId,
        type_name: typeNameOf(backend),
        known_type: backend.type !== undefined,
        ...gpusOf(backend),
        title: backend.title,
        enabled: backend.enabled,
        about: describeCandidate(backend),
        ...wordsOf(messagesOf(backend)),
      })),
    };
  }

  /** How many backends each list would add; those that would add none, or cannot be read, are left out. @param paths see `PreviewImport` */
  async describeLists(paths: readonly string[]): Promise<OperationOutput<'DiscoverImports'>['list']> {
    const described = await Promise.all(
      paths.map(async (path) => {
        try {
          const { source, list } = await this.preview({ path });
          const count = list.filter(({ action }) => action === 'add').length;
          return count === 0 ? [] : [{ path, source, count }];
        } catch {
          // The user has not named this list, so no error is shown for a damaged one.
          return [];
        }
      }),
    );
    return described.flat();
  }

  /** Adds all chosen backends or none. @throws SwitchyardError, see {@link readImportFile}; then nothing was added */
  async import(input: ParsedInput<'ImportBackends'>): Promise<OperationOutput<'ImportBackends'>> {
    const file = await readImportFile(input, this.#types, {
      needSecrets: !input.skip_secrets,
      files: this.#files,
    });
    const entries = new Set(file.candidates.map(({ entry }) => entry));
    const unknown = input.which?.find((entry) => !entries.has(entry));
    if (unknown !== undefined) throw importUnreadable(why('noEntry', { entry: unknown }));
    const chosen = file.candidates.filter(({ entry }) => input.which?.includes(entry) ?? true);
    let planned: PlannedBackend[] = [];
    const added = await this.#registry.addAll((document) => {
      planned = planImport(document, chosen, this.#types);
      for (const { id, settings, type } of planned)
        if (id !== null && type)
          assertVariablesConfirmed(type.settings, {
            before: {},
            after: settings,
            isConfirmed: input.confirm_variables,
          });
      return planned.flatMap((backend): NewBackend[] =>
        backend.id === null
          ? []
          : [
              {
                id: backend.id,
                type: backend.typeId,
                title: backend.title,
                enabled: backend.enabled && input.switched_off !== true,
                settings: withGpus(backend, input.gpus),
                ...(backend.tags.length === 0 ? {} : { tags: backend.tags }),
              },
            ],
      );
    }, say('addedByImport'));
    return {
      added: added.length,
      already_here: planned.length - added.length,
      list: planned.flatMap((backend) =>
        backend.id === null
          ? []
          : [
              {
                entry: backend.entry,
                id: backend.id,
                type: backend.typeId,
                type_name: typeNameOf(backend),
                title: backend.title,
                ...wordsOf(messagesOf(backend)),
              },
            ],
      ),
    };
  }
}

const wordsOf = (messages: readonly Text[]) => ({
  words: messages.map(({ text }) => text),
  ...phrasesOfList('words', messages),
});

/** The name of the setting with the graphics cards, in every type that has one. */
const GPU_SETTING = 'GPU_ID';

function gpusOf({ type, settings }: PlannedBackend): { gpus?: string } {
  if (type?.settings[GPU_SETTING] === undefined) return {};
  return { gpus: String(settings[GPU_SETTING] ?? '') };
}

/** @throws SwitchyardError `invalid_setting` */
function withGpus(
  { entry, type, settings }: PlannedBackend,
  gpus: ParsedInput<'ImportBackends'>['gpus'] = [],
): SettingValues {
  const chosen = gpus.find((one) => one.entry === entry);
  if (chosen === undefined || type?.settings[GPU_SETTING] === undefined) return settings;
  return mergeSettings(type.settings, type.id, settings, { [GPU_SETTING]: chosen.value });
}
