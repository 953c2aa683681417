/** Which widget a setting gets. The kinds follow from the contract's types and formats, so a new one does not compile. */
import type { SettingFormat, SettingInfo, SettingType } from '../../shared/backend.ts';
import type { RawValue } from './draft/draft.ts';

export type WidgetKind = SettingType | SettingFormat | 'secret';

export function widgetKind(info: Pick<SettingInfo, 'type' | 'format' | 'is_secret'>): WidgetKind {
  if (info.is_secret) return 'secret';
  return info.type === 'text' ? (info.format ?? 'text') : info.type;
}

/** What every widget gets. Widgets are dumb: they show `raw` and report what is typed. */
export interface WidgetProps {
  /** Id of the control, which the label points to. */
  id: string;
  info: SettingInfo;
  raw: RawValue;
  /** What it showed before it was touched. */
  original: RawValue;
  onChange(raw: RawValue): void;
  invalid: boolean;
  /** Ids of the description and the error. */
  describedBy: string;
  disabled: boolean;
}

export const asText = (raw: RawValue): string => (typeof raw === 'string' ? raw : String(raw));
