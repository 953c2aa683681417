/** PreviewImport, ImportBackends, ExportBackends and DuplicateBackend. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { OperationInput, OperationOutput } from '../../../shared/operations.ts';
import { inRepository } from '../../testkit/repository.ts';
import { type ContractHost, expectNothingChanged, fileOf } from '../hosts/contract-host.ts';
import { openHost } from '../hosts/http-host.ts';

/** What SwarmUI wrote: 30 backends of all its types, and one of an extension. */
const SWARM_FILE = inRepository('e2e/stand-ins/swarmui/Backends.fds');
const PASSPHRASE = 'correct horse battery';

const swarmFile = (type: string, ...settings: string[]) =>
  ['0:', `\ttype: ${type}`, '\ttitle: Flux', '\tenabled: true', '\tsettings:']
    .concat(settings.map((line) => `\t\t${line}`))
    .join('\n');

const preview = async (host: ContractHost, input: OperationInput<'PreviewImport'>) =>
  (await host.call('PreviewImport', input)) as OperationOutput<'PreviewImport'>;
const importFrom = async (host: ContractHost, input: OperationInput<'ImportBackends'>) =>
  (await host.call('ImportBackends', input)) as OperationOutput<'ImportBackends'>;
const exportAs = async (host: ContractHost, input: OperationInput<'ExportBackends'> = {}) =>
  (await host.call('ExportBackends', input)) as OperationOutput<'ExportBackends'>;

describe.concurrent('ImportBackends from SwarmUI', () => {
  it('brings 30 backends of all types complete, with number, type and title; a second time it adds nothing', async (context) => {
    const { host, backends } = await openHost(context);
    const text = await readFile(SWARM_FILE, 'utf8');
    const planned = await preview(host, { text });
    expect(planned).toMatchObject({ source: 'swarmui', needs_folder: true });
    expect(planned.list.filter(({ action }) => action === 'add')).toHaveLength(30);
    expect(await backends.list()).toEqual({});

    expect(await importFrom(host, { text, switched_off: true })).toMatchObject({
      added: 30,
      already_here: 0,
    });
    const list = await backends.list();
    expect(Object.keys(list)).toEqual(planned.list.map(({ id }) => String(id)));
    expect(list['2']).toMatchObject({ type: 'comfyui_selfstart', title: 'Flux: the big one' });
    expect(list['24']).toMatchObject({ type: 'localllama', settings: { GPULoadLayers: 33 } });
    expect(list['41']).toMatchObject({ type: 'someextension', title: 'From an extension', enabled: false });

    const before = await fileOf(host);
    expect((await preview(host, { text })).list.map(({ action }) => action)).toEqual(
      Array(30).fill('already_here'),
    );
    expect(await importFrom(host, { text })).toMatchObject({ added: 0, already_here: 30 });
    expect(await fileOf(host)).toBe(before);
  });

  it('takes in web UIs as what they are, with the settings that SwarmUI knows and a path relative to its folder', async (context) => {
    const { host, backends } = await openHost(context);
    const text = [
      '0:',
      '\ttype: auto_webui_api',
      '\ttitle: Studio',
      '\tenabled: false',
      '\tsettings:',
      "\t\t#The address of the WebUI, eg 'http://localhost:7860'.",
      '\t\tAddress: http://localhost:7860',
      '1:',
      '\ttype: auto_webui_selfstart',
      '\ttitle: Forge',
      '\tenabled: false',
      '\tsettings:',
      "\t\t#The location of the 'webui.sh' or 'webui.bat' file.",
      '\t\tStartScript: dlbackend/forge/webui.sh',
      '\t\tExtraArgs: --medvram --no-half',
      '\t\tGPU_ID: 1',
      '',
    ].join('\n');
    expect(await preview(host, { text })).toMatchObject({
      needs_folder: true,
      list: [
        { title: 'Studio', action: 'add', words: [] },
        { title: 'Forge', action: 'add' },
      ],
    });
    await importFrom(host, { text, swarm_folder: '/srv/SwarmUI' });
    expect(await backends.list()).toMatchObject({
      '0': { type: 'auto_webui_api', settings: { Address: 'http://localhost:7860', AllowIdle: false } },
      '1': {
        type: 'auto_webui_selfstart',
        settings: {
          StartScript: resolve('/srv/SwarmUI/dlbackend/forge/webui.sh'),
          ExtraArgs: '--medvram --no-half',
          GPU_ID: '1',
        },
      },
    });
  });

  it('takes as many backends as an export may hold, and no more', async (context) => {
    const { host } = await openHost(context);
    const file = (count: number) =>
      Array.from({ length: count }, (_, id) => `${id}:\n\ttype: fake\n\tenabled: false\n`).join('');
    expect((await preview(host, { text: file(1000) })).list).toHaveLength(1000);
    expect(await preview(host, { text: file(1001) })).toMatchObject({
      error: expect.stringContaining('it has more than 1000 backends'),
    });
  });

  it('keeps what is on and what is off, and starts what is on', async (context) => {
    const { host, backends } = await openHost(context);
    const text = `${swarmFile('fake', 'Count: 3')}\n1:\n\ttype: fake\n\tenabled: false\n`;
    await importFrom(host, { text });
    expect(await backends.running(0)).toMatchObject({ title: 'Flux', settings: { Count: 3 } });
    expect(await backends.one(1)).toMatchObject({ enabled: false, status: 'disabled' });
  });

  it('gives another number where one is taken, and says so', async (context) => {
    const { host, backends } = await openHost(context);
    await backends.addResting({ Count: 7 });
    const [planned] = (await preview(host, { text: swarmFile('fake') })).list;
    expect(planned).toMatchObject({
      id: 1,
      words: ['The number 0 is taken here, so it becomes 1.'],
      phrases: { words_0: { key: 'importNotes.idTaken', values: { number: 0, id: 1 } } },
    });
    expect(await importFrom(host, { text: swarmFile('fake') })).toMatchObject({
      list: [{ entry: 0, id: 1 }],
    });
    expect(Object.keys(await backends.list())).toEqual(['0', '1']);
  });

  it('says of each setting that it cannot take over what became of it', async (context) => {
    const { host, backends } = await openHost(context);
    const text = swarmFile('fake', 'Count: 99', 'Colour: red', 'Mode: FAST');
    const [planned] = (await preview(host, { text })).list;
    expect(planned?.words).toEqual([
      '“Count” must be a whole number from 1 to 10, so it keeps its default.',
      'The setting Colour was left out, because this version does not know it.',
    ]);
    await importFrom(host, { text, switched_off: true });
    expect(await backends.one(0)).toMatchObject({ settings: { Count: 1, Mode: 'fast' } });
  });

  it('keeps a backend of an unknown type switched off, with its settings but its secrets', async (context) => {
    const { host, backends } = await openHost(context);
    const text = swarmFile('from_an_extension', 'Address: http://there', 'ApiToken: top-secret');
    expect((await preview(host, { text })).list[0]).toMatchObject({
      enabled: false,
      words: [
        'This version does not know the type “from_an_extension”. The backend is kept, switched off, for a version that does.',
        'ApiToken was left out: it looks like a secret, and nobody could keep that of an unknown type safe.',
      ],
    });
    await importFrom(host, { text });
    expect(await backends.one(0)).toMatchObject({ type: 'from_an_extension', status: 'disabled' });
    expect(await fileOf(host)).toContain('http://there');
    expect(await fileOf(host)).not.toContain('top-secret');
    expect((await preview(host, { text })).list[0]?.action).toBe('already_here');
  });

  it('runs each backend on the graphics cards that are chosen for it, and says of each which the file names', async (context) => {
    const { host, backends } = await openHost(context);
    const text = swarmFile('comfyui_selfstart', 'StartScript: /opt/comfy/main.py', 'GPU_ID: 3');
    const remote =
      '1:\n\ttype: comfyui_api\n\ttitle: There\n\tenabled: false\n\tsettings:\n\t\tAddress: http://x.test';
    const both = `${text}\n${remote}`;
    const [first, second] = (await preview(host, { text: both })).list;
    expect(first).toMatchObject({ known_type: true, gpus: '3' });
    expect(second).not.toHaveProperty('gpus');
    await importFrom(host, {
      text: both,
      switched_off: true,
      gpus: [
        { entry: 0, value: '1' },
        { entry: 1, value: '1' },
      ],
    });
    const list = await backends.list();
    expect(list['0']).toMatchObject({ settings: { GPU_ID: '1' } });
    expect(list['1']?.settings).not.toHaveProperty('GPU_ID');
  });

  it('takes in only what was chosen; two that are alike stay two', async (context) => {
    const { host, backends } = await openHost(context);
    const text = ['a', 'b', 'b'].map((title, n) => `${n}:\n\ttype: fake\n\ttitle: ${title}\n`).join('');
    await importFrom(host, { text, which: [2], switched_off: true });
    expect(await backends.list()).toMatchObject({ '2': { title: 'b' } });
    // The counterpart of the one that is here is found, the other two are new.
    expect((await preview(host, { text })).list.map(({ action }) => action)).toEqual([
      'add',
      'already_here',
      'add',
    ]);
  });

  it('reads the file at its path, and finds what lies in the folder of SwarmUI', async (context) => {
    const { host } = await openHost(context);
    const folder = join(host.dataDir, 'SwarmUI');
    await mkdir(join(folder, 'Data'), { recursive: true });
    await writeFile(
      join(folder, 'Data', 'Backends.fds'),
      swarmFile('x', 'StartScript: dlbackend\\sComfyUI/main.py'),
    );
    for (const path of [folder, join(folder, 'Data'), join(folder, 'Data', 'Backends.fds')])
      expect(await preview(host, { path })).toMatchObject({
        needs_folder: false,
        list: [{ title: 'Flux' }],
      });
    await importFrom(host, { path: folder });
    expect(await fileOf(host)).toContain(JSON.stringify(join(folder, 'dlbackend', 'ComfyUI', 'main.py')));
  });

  it('refuses what is no such file with a message that quotes nothing of it, and changes nothing', async (context) => {
    const { host, backends } = await openHost(context);
    await backends.addResting();
    await writeFile(join(host.dataDir, 'private.txt'), 'top-secret');
    await writeFile(join(host.dataDir, 'large.fds'), 'x'.repeat(1_100_000));
    await expectNothingChanged(host, async () => {
      const refused = {
        'line 1 is not of the form “name: value”': { path: join(host.dataDir, 'private.txt') },
        'there is no file at /no/such/file': { path: '/no/such/file' },
        'its full path is needed': { path: 'Data/Backends.fds' },
        'it is larger than 1 MB': { path: join(host.dataDir, 'large.fds') },
        'there are no backends in it': { text: '# nothing' },
        'it is not valid JSON': { text: '{' },
        'it has no entry 5': { text: swarmFile('fake'), which: [5] },
      };
      for (const [reason, input] of Object.entries(refused)) {
        const reply = await host.call('ImportBackends', input);
        expect(reply).toMatchObject({ message: `Could not import the file: ${reason}.` });
        expect(JSON.stringify(reply)).not.toContain('top-secret');
      }
      expect(await host.call('ImportBackends')).toMatchObject({
        error: "Missing required parameter 'text'",
      });
    });
  });
});

describe.concurrent('ExportBackends and its import', () => {
  it('leave secrets out unless asked, and name them', async (context) => {
    const { host, backends } = await openHost(context);
    await backends.addResting({ ApiKey: 'top-secret', Count: 3 }, { title: 'Flux' });
    const { text, count, missing } = await exportAs(host);
    expect(count).toBe(1);
    expect(text).not.toContain('top-secret');
    expect(missing).toEqual([{ id: 0, backend: 'Backend 0 "Flux"', settings: ['API key'] }]);
    await backends.delete(0);
    expect(await importFrom(host, { text })).toMatchObject({
      list: [{ id: 0, words: ['“API key” is not in the file. Enter it after the import.'] }],
    });
    expect(await backends.one(0)).toMatchObject({ title: 'Flux', settings: { Count: 3, ApiKey: '' } });
  });

  it('carry secrets with a passphrase, and bring them back for it alone', async (context) => {
    const { host, backends } = await openHost(context);
    await backends.add({ ApiKey: 'top-secret' });
    const { text, missing } = await exportAs(host, { passphrase: PASSPHRASE });
    expect(missing).toEqual([]);
    expect(text).not.toContain('top-secret');
    await backends.delete(0);
    await expectNothingChanged(host, async () => {
      expect(await host.call('ImportBackends', { text })).toMatchObject({
        message: 'The secrets in this file are encrypted with a passphrase.',
      });
      expect(await host.call('ImportBackends', { text, passphrase: 'wrong horse' })).toMatchObject({
        message: 'This is not the passphrase that the file was exported with.',
      });
    });
    expect(await preview(host, { text })).toMatchObject({ secrets: 'encrypted', list: [{ words: [] }] });
    await importFrom(host, { text, passphrase: PASSPHRASE });
    const { address } = await backends.running(0);
    expect(await (await fetch(`${address}/env`)).json()).toMatchObject({ FAKE_API_KEY: 'top-secret' });
    expect(await importFrom(host, { text, passphrase: PASSPHRASE })).toMatchObject({
      added: 0,
      already_here: 1,
    });
  });

  it('hold only the backends that are named', async (context) => {
    const { host, backends } = await openHost(context);
    for (const title of ['One', 'Two', 'Three']) await backends.addResting({}, { title });
    const { text, count } = await exportAs(host, { backends: [2, 0, 99] });
    expect(count).toBe(2);
    expect(['One', 'Two', 'Three'].map((title) => text.includes(`"${title}"`))).toEqual([true, false, true]);
  });

  it('can be brought in without its secrets', async (context) => {
    const { host, backends } = await openHost(context);
    await backends.addResting({ ApiKey: 'top-secret' });
    const { text } = await exportAs(host, { passphrase: PASSPHRASE });
    await backends.delete(0);
    expect(await importFrom(host, { text, skip_secrets: true })).toMatchObject({ added: 1 });
    expect(await backends.one(0)).toMatchObject({ settings: { ApiKey: '' } });
  });

  it('refuse a passphrase that is too short', async (context) => {
    const { host } = await openHost(context);
    expect(await host.call('ExportBackends', { passphrase: 'short' })).toMatchObject({
      message: 'The passphrase is too short: it needs 8 characters or more.',
    });
  });

  it('keep numbers, titles and switches, and types that are not known', async (context) => {
    const { host, backends } = await openHost(context);
    await importFrom(host, {
      text: swarmFile('from_an_extension', 'Address: http://there').replace('0:', '4:'),
    });
    await backends.addResting({ Names: ['a', 'b'] }, { title: 'Two' });
    const { text } = await exportAs(host);
    for (const id of [4, 5]) await backends.delete(id);
    await importFrom(host, { text });
    expect(await backends.list()).toMatchObject({
      '4': { type: 'from_an_extension', title: 'Flux', enabled: false },
      '5': { type: 'fake', title: 'Two', enabled: false, settings: { Names: ['a', 'b'] } },
    });
    expect(await fileOf(host)).toContain('http://there');
  });
});

describe.concurrent('DuplicateBackend', () => {
  it('adds a copy with all settings, secrets included, switched off and under a title of its own', async (context) => {
    const { host, backends } = await openHost(context);
    await backends.addRunning({ ApiKey: 'top-secret', Count: 4 }, { title: 'Flux' });
    expect(await host.call('DuplicateBackend', { backend_id: '0' })).toMatchObject({
      id: 1,
      type: 'fake',
      title: 'Flux copy',
      enabled: false,
      status: 'disabled',
      modcount: 0,
      settings: { Count: 4 },
    });
    expect(await host.call('DuplicateBackend', { backend_id: 0 })).toMatchObject({ title: 'Flux copy 2' });
    await backends.toggle(1, true);
    const { address } = await backends.running(1);
    expect(await (await fetch(`${address}/env`)).json()).toMatchObject({ FAKE_API_KEY: 'top-secret' });
    await backends.edit(1, { settings: { Count: 5 } });
    expect(await backends.one(0)).toMatchObject({ settings: { Count: 4 } });
  });

  it('names a copy of one without a title by its type, and cuts what would be too long', async (context) => {
    const { host, backends } = await openHost(context);
    await backends.addResting();
    await backends.addResting({}, { title: 'x'.repeat(200) });
    expect(await host.call('DuplicateBackend', { backend_id: 0 })).toMatchObject({
      title: 'Fake engine copy',
    });
    const long = await host.call('DuplicateBackend', { backend_id: 1 });
    expect(long).toMatchObject({ title: `${'x'.repeat(195)} copy` });
  });

  it('refuses an unknown number with a message', async (context) => {
    const { host } = await openHost(context);
    expect(await host.call('DuplicateBackend', { backend_id: 7 })).toMatchObject({
      error: 'Invalid backend ID 7',
    });
  });
});
