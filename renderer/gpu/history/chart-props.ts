import type { ColourVariable } from '../backend-colour.ts';
import type { ColumnName, HistoryColumns } from './history-columns.ts';
import type { Unit } from './plot.ts';

export interface ChartLine {
  column: ColumnName;
  label: string;
  colour: ColourVariable;
}

export interface ChartProps {
  /** The text above the chart: `VRAM`. */
  caption: string;
  /** The beginning of its sentence: `VRAM of GPU 0`. */
  subject: string;
  history: HistoryColumns;
  /** The length of the history: `15 minutes`. */
  spanText: string;
  /** The first line is what the chart is about. The same array until a line changes. */
  lines: readonly ChartLine[];
  unit: Unit;
  /** The upper end of the scale, if it is fixed. */
  top?: number | undefined;
}
