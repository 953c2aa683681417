/** One call of each operation, for every transport: it carries the input there and the reply back. */
import { homedir } from 'node:os';
import { parse } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OperationInput, type OperationName, operations } from '../../../shared/operations.ts';
import type { ContractHost, OpenHost } from '../hosts/contract-host.ts';

type OneCallEach = {
  [Name in OperationName]: {
    input: OperationInput<Name>;
    /** What is in the reply, among other things. */
    reply: object;
  };
};

const SWARM_FILE = '0:\n\ttype: fake\n\tenabled: false\n';

/** In the order in which they are called, on a host without backends. The type demands a call of every operation. */
const ONE_CALL_EACH: OneCallEach = {
  ListBackendTypes: {
    input: {},
    reply: { list: expect.arrayContaining([expect.objectContaining({ id: 'fake' })]) },
  },
  AddNewBackend: {
    input: { type_id: 'fake', settings: { ApiKey: 'top-secret' } },
    reply: { id: 0, status: 'waiting', settings: { ApiKey: '\t<secret>' } },
  },
  EditBackend: {
    input: { backend_id: 0, title: 'Flux', settings: { Count: 2 } },
    reply: { title: 'Flux', modcount: 1, settings: { Count: 2 } },
  },
  ToggleBackend: { input: { backend_id: 0, enabled: false }, reply: { result: 'Success.' } },
  ListBackends: { input: { full_data: true }, reply: { 0: { title: 'Flux', phase: 'disabled' } } },
  RestartBackends: { input: {}, reply: { result: 'Success.', count: 0 } },
  FreeBackendMemory: { input: { system_ram: true }, reply: { result: false, count: 0 } },
  PreviewStarts: { input: { backends: [0, 99] }, reply: { list: [] } },
  MakeRoom: { input: { backend_id: 0 }, reply: { code: 'no_room_awaited' } },
  RetryBackendNow: { input: { backend_id: 0 }, reply: { code: 'nothing_to_retry' } },
  ReportDemand: { input: { backend_id: 0, waiting: 3 }, reply: { code: 'not_scaling' } },
  GetPageLink: { input: { backend_id: 0 }, reply: { code: 'gateway_off' } },
  DuplicateBackend: { input: { backend_id: 0 }, reply: { id: 1, title: 'Flux copy' } },
  ArrangeBackends: { input: { order: [1, 0] }, reply: { order: [1, 0] } },
  TagBackend: { input: { backend_id: 0, tags: ['#image'] }, reply: { tags: ['image'] } },
  DeleteBackend: { input: { backend_id: 1 }, reply: { result: 'Deleted.' } },
  ListDeletedBackends: { input: {}, reply: { list: [{ id: 1, title: 'Flux copy' }] } },
  RestoreBackend: { input: { backend_id: 1 }, reply: { id: 1, title: 'Flux copy' } },
  PreviewImport: { input: { text: SWARM_FILE }, reply: { source: 'swarmui', list: [{ action: 'add' }] } },
  ImportBackends: { input: { text: SWARM_FILE }, reply: { added: 1, list: [{ entry: 0, id: 2 }] } },
  ExportBackends: { input: {}, reply: { count: 3, text: expect.stringContaining('"Flux copy"') } },
  GetCurrentStatus: { input: {}, reply: { backend_status: { status: 'all_disabled' } } },
  GetGlobalStatus: { input: {}, reply: { backend_status: { status: 'all_disabled' } } },
  ListLogTypes: {
    input: {},
    reply: {
      types_available: expect.arrayContaining([expect.objectContaining({ identifier: 'backend-0' })]),
    },
  },
  ListRecentLogMessages: { input: { types: ['Info'] }, reply: { data: { Info: [] } } },
  ListConnectedUsers: { input: {}, reply: { users: [] } },
  ListModels: { input: {}, reply: { files: [], folders: [] } },
  TriggerRefresh: { input: {}, reply: { list: [], models: {} } },
  ComfyGetNodeTypesForBackend: { input: {}, reply: { node_types: [] } },
  GetBackendLog: { input: { backend_id: 0, limit: 1 }, reply: { lines: [{ stream: 'host' }] } },
  GetActivity: {
    input: { backend_id: 0, categories: ['changes'] },
    reply: { entries: expect.arrayContaining([expect.objectContaining({ kind: 'edited' })]), before: null },
  },
  ListLogRuns: {
    input: { backend_id: 0 },
    reply: { runs: expect.arrayContaining([expect.objectContaining({ live: false })]) },
  },
  ShowLogFile: { input: { backend_id: 0 }, reply: { result: 'Success.' } },
  SearchLog: {
    input: { backend_id: 0, pattern: 'Start(ing|ed)', regex: true },
    reply: { matches: expect.arrayContaining([[1, 1]]), before: null, from: null },
  },
  ReadLog: {
    input: { backend_id: 0, from: 1, count: 1 },
    reply: { lines: [{ seq: 1, stream: 'host' }], first: 1 },
  },
  GetServerResourceInfo: { input: {}, reply: { cpu: { cores: expect.any(Number) } } },
  GetResourceHistory: { input: { day: true }, reply: { times: expect.any(Array) } },
  DiscoverBackends: { input: {}, reply: { list: [] } },
  DiscoverImports: { input: {}, reply: { list: [] } },
  DiscoverModels: { input: {}, reply: { list: expect.any(Array) } },
  BrowseFolder: { input: { path: '/' }, reply: { path: parse(homedir()).root, parent: null } },
  CheckPath: { input: { path: '/' }, reply: { kind: 'folder' } },
  EditPreferences: { input: { settings: { LogDays: 30 } }, reply: { values: { LogDays: 30 } } },
  GetPreferences: { input: {}, reply: { values: { LogDays: 30 } } },
  // The token of these hosts is not theirs to renew.
  RenewApiToken: { input: {}, reply: { code: 'not_available_here' } },
  SignOutEverywhere: { input: {}, reply: { code: 'not_available_here' } },
  AddApiKey: { input: { name: 'Grafana', role: 'view' }, reply: { code: 'not_available_here' } },
  ListApiKeys: { input: {}, reply: { code: 'not_available_here' } },
  RevokeApiKey: { input: { id: 'x' }, reply: { code: 'not_available_here' } },
  GetLicences: { input: {}, reply: { text: expect.stringContaining('MIT License') } },
  GetDiagnosticReport: { input: { backend_id: 0 }, reply: { text: expect.stringContaining('"Flux"') } },
  DismissNotice: { input: { id: 'nothing' }, reply: { result: 'Success.' } },
  ReportPanelFault: { input: { message: 'x', source: 'error' }, reply: { result: 'Success.' } },
  AdminTakeControl: { input: {}, reply: { success: true } },
  // The last one: it ends the headless host, and the desktop refuses.
  ShutdownServer: { input: {}, reply: {} },
};

export function describeEveryOperation(transport: string, openHost: OpenHost): void {
  describe(`over ${transport}`, () => {
    let host: ContractHost;
    beforeAll(async () => {
      host = await openHost();
    });
    afterAll(async () => {
      await host.close();
      await host.dispose();
    });

    it.each(Object.entries(ONE_CALL_EACH))(
      '%s takes its input, and its reply fits its schema',
      async (name, { input, reply: expected }) => {
        const reply = await host.call(name, input);
        expect(reply).toMatchObject(expected);
        if (!('error' in reply))
          expect(operations[name as OperationName].output.safeParse(reply)).toMatchObject({ success: true });
      },
    );
  });
}
