/** Which widget a setting gets. The kinds are the types and formats of the contract, so a new one needs a widget to compile. */
import type { SettingFormat, SettingInfo, SettingType } from '../../shared/backend.ts';
import type { RawValue } from './draft/draft.ts';

export type WidgetKind = SettingType | SettingFormat | 'secret';

export function widgetKind(info: Pick<SettingInfo, 'type' | 'format' | 'is_secret'>): WidgetKind {
  if (info.is_secret) return 'secret';
  return info.type === 'text' ? (info.format ?? 'text') : info.type;
}

/** The props of every widget. A widget has no state of the value: it shows `raw` and reports edits. */
export interface WidgetProps {
  /** Id of the control, for its label. */
  id: string;
  info: SettingInfo;
  raw: RawValue;
  /** The value before any edit. */
  original: RawValue;
  onChange(raw: RawValue): void;
  invalid: boolean;
  /** Ids of the description and the error. */
  describedBy: string;
  disabled: boolean;
}

export const asText = (raw: RawValue): string => (typeof raw === 'string' ? raw : String(raw));
