/** What a key to use models is limited to: some backends, and so many requests in a minute. */

import { Checkbox, Input, TextInput } from '@mantine/core';
import { MAX_REQUESTS_PER_MINUTE } from '../../shared/limits.ts';
import { preferencesWords } from '../../shared/words/en/settings/preferences.ts';
import { words } from '../../shared/words/words.ts';
import { useBackendNames } from '../format/use-display-names.ts';
import { usePanelState } from '../panel-context.tsx';

const t = words(preferencesWords);

/** As they are typed. */
export interface LimitsDraft {
  /** Null: all backends. */
  backends: readonly number[] | null;
  /** Empty: any number. */
  rate: string;
}

export const NO_LIMITS: LimitsDraft = { backends: null, rate: '' };

type LimitsError = { [Field in keyof LimitsDraft]?: string };

/** Null where they can be used. */
export function findLimitsError({ backends, rate }: LimitsDraft): LimitsError | null {
  const number = Number(rate);
  const isRateGood =
    rate.trim() === '' || (Number.isInteger(number) && number >= 1 && number <= MAX_REQUESTS_PER_MINUTE);
  if (backends?.length !== 0 && isRateGood) return null;
  return {
    ...(backends?.length === 0 ? { backends: t('limitBackendsMissing') } : {}),
    ...(isRateGood ? {} : { rate: t('limitRateInvalid', { max: MAX_REQUESTS_PER_MINUTE }) }),
  };
}

/** The parameters of AddApiKey. */
export const readLimits = ({ backends, rate }: LimitsDraft) => ({
  ...(backends === null ? {} : { backends: [...backends] }),
  ...(rate.trim() === '' ? {} : { requests_per_minute: Number(rate) }),
});

export function ApiKeyLimits({
  limits,
  error,
  onChange,
}: {
  limits: LimitsDraft;
  error: LimitsError | null;
  onChange: (limits: LimitsDraft) => void;
}) {
  const ids = usePanelState((state) => state.ids);
  const names = useBackendNames(ids);
  const { backends } = limits;
  return (
    <div className="sy-key-limits">
      <Checkbox
        label={t('limitAllBackends')}
        checked={backends === null}
        onChange={(event) => onChange({ ...limits, backends: event.currentTarget.checked ? null : [] })}
      />
      {backends === null ? null : (
        <Checkbox.Group
          label={t('limitBackends')}
          value={backends.map(String)}
          error={error?.backends}
          onChange={(chosen) => onChange({ ...limits, backends: chosen.map(Number) })}
        >
          <div className="sy-key-backends">
            {ids.map((id, index) => (
              <Checkbox key={id} size="xs" value={String(id)} label={names[index]} />
            ))}
            {ids.length === 0 ? <Input.Description>{t('limitNoBackends')}</Input.Description> : null}
          </div>
        </Checkbox.Group>
      )}
      <TextInput
        label={t('limitRate')}
        description={t('limitRateText')}
        inputMode="numeric"
        value={limits.rate}
        error={error?.rate}
        onChange={(event) => onChange({ ...limits, rate: event.currentTarget.value })}
      />
    </div>
  );
}
