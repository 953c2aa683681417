/** The widget of each kind. Only this file decides that, and a kind without a widget does not compile. */
import type { ComponentType } from 'react';
import type { WidgetKind, WidgetProps } from './widget-kinds.ts';
import { BooleanWidget, DropdownWidget } from './widgets/choice-widgets.tsx';
import { GpuListWidget } from './widgets/gpu-list-widget.tsx';
import { ListWidget } from './widgets/list-widget.tsx';
import { NumberWidget } from './widgets/number-widget.tsx';
import { FilePathWidget, FolderPathWidget } from './widgets/path-widget.tsx';
import { ScheduleWidget } from './widgets/schedule-widget.tsx';
import { SecretWidget } from './widgets/secret-widget.tsx';
import {
  ArgsWidget,
  EnvWidget,
  JsonWidget,
  MultilineWidget,
  TextWidget,
  UrlWidget,
} from './widgets/text-widgets.tsx';

export const widgets: Record<WidgetKind, ComponentType<WidgetProps>> = {
  text: TextWidget,
  integer: NumberWidget,
  decimal: NumberWidget,
  boolean: BooleanWidget,
  dropdown: DropdownWidget,
  list: ListWidget,
  secret: SecretWidget,
  program: FilePathWidget,
  'path-file': FilePathWidget,
  'path-dir': FolderPathWidget,
  url: UrlWidget,
  args: ArgsWidget,
  env: EnvWidget,
  'gpu-list': GpuListWidget,
  schedule: ScheduleWidget,
  multiline: MultilineWidget,
  fingerprint: TextWidget,
  json: JsonWidget,
};
