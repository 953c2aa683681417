import { describe, expect, it } from 'vitest';
import type { BackendStatus } from '../../../shared/backend.ts';
import { computeOverallStatus, type StatusFacts } from './overall-status.ts';

const backend = (
  status: BackendStatus,
  more: Partial<StatusFacts['view']> = {},
  jobs = { running: 0, waiting: 0 },
): StatusFacts => ({ view: { status, phase: status, enabled: true, features: [], ...more }, jobs });
const asleep = backend('idle', { phase: 'sleeping', features: ['llm'] });
const off = backend('disabled', { enabled: false });
const unconfigured = backend('disabled');

describe('the status of all backends together', () => {
  it.each<[string, StatusFacts[], string, string]>([
    ['no backend', [], 'empty', 'error'],
    ['only some that sleep', [asleep, off], 'idle', ''],
    ['all switched off', [off, off], 'all_disabled', 'error'],
    ['any errored', [backend('running'), backend('errored'), backend('loading')], 'errored', 'error'],
    ['one running and others loading', [backend('running'), backend('waiting'), off], 'some_loading', 'warn'],
    ['one running', [backend('running'), backend('idle'), unconfigured, off], 'running', ''],
    ['loading', [backend('loading'), unconfigured, backend('idle')], 'loading', 'soft'],
    ['waiting', [backend('waiting'), unconfigured], 'loading', 'soft'],
    ['any not configured', [unconfigured, backend('idle')], 'disabled', 'warn'],
    ['the others idle', [backend('idle'), off], 'idle', 'warn'],
  ])('%s', (_, backends, status, cssClass) => {
    const { backend_status } = computeOverallStatus(backends);
    expect(backend_status).toMatchObject({ status, class: cssClass });
    expect(backend_status.message === '').toBe(status === 'running');
  });

  it('says that something loads whatever else comes first', () => {
    expect(computeOverallStatus([backend('errored'), backend('waiting')]).backend_status.any_loading).toBe(
      true,
    );
    expect(computeOverallStatus([backend('errored')]).backend_status.any_loading).toBe(false);
  });

  it('counts the jobs in work and in queues', () => {
    const jobs = [
      backend('running', {}, { running: 1, waiting: 3 }),
      backend('running', {}, { running: 2, waiting: 0 }),
    ];
    expect(computeOverallStatus([...jobs, backend('loading'), backend('waiting')]).status).toEqual({
      waiting_gens: 6,
      live_gens: 3,
      loading_models: 1,
      waiting_backends: 1,
    });
  });

  it('has each feature of the enabled backends that answer once', () => {
    expect(
      computeOverallStatus([
        backend('running', { features: ['llm', 'own'] }),
        backend('running', { features: ['llm'] }),
        backend('idle', { features: ['idle'] }),
        backend('waiting', { enabled: false, features: ['off'] }),
      ]).supported_features,
    ).toEqual(['llm', 'own']);
  });
});
