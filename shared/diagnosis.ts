/** Why a backend failed, for a person: what happened, what to do, and the lines of its log that show it. */
import { z } from 'zod';
import { phrasesSchema } from './phrases.ts';

/** What a button beside the diagnosis does. */
const diagnosisActionSchema = z.discriminatedUnion('kind', [
  /** Frees what other backends hold on its graphics cards, and starts it again: the operation MakeRoom. */
  z.object({ kind: z.literal('make_room') }),
  /** A command for a terminal of the machine on which the backend runs. The program never runs it. */
  z.object({ kind: z.literal('copy_command'), command: z.string() }),
  /** Opens the settings of the backend, at a setting where one is named. */
  z.object({ kind: z.literal('open_settings'), setting: z.string().optional() }),
]);
export type DiagnosisAction = z.infer<typeof diagnosisActionSchema>;

/** A line of the backend's log. `seq` is its number there; the log view opens at it. */
const diagnosisLineSchema = z.object({ seq: z.int(), text: z.string() });
export type DiagnosisLine = z.infer<typeof diagnosisLineSchema>;

export const diagnosisSchema = z.object({
  /** Of the entry in the table of known failures, or the code of the error; `unknown` where neither is known. It never changes. */
  id: z.string(),
  /** A short sentence without a full stop. */
  title: z.string(),
  explanation: z.string(),
  /** What to do next. */
  remedy: z.string(),
  /** What explanation and remedy of a known failure are in the catalogue, for other languages. */
  phrases: phrasesSchema.optional(),
  /** The error whose texts explanation and remedy are, for other languages. Absent where they are of a known failure. */
  error: z.object({ code: z.string(), details: z.record(z.string(), z.unknown()).optional() }).optional(),
  action: diagnosisActionSchema.optional(),
  /** The lines that matter, oldest first; at most `MAX_DIAGNOSIS_LINES`. Empty where nothing was printed. */
  lines: z.array(diagnosisLineSchema),
});
export type Diagnosis = z.infer<typeof diagnosisSchema>;

/** One end of a backend that nobody asked for. */
export const crashSchema = z.object({
  /** ISO 8601. */
  at: z.string(),
  /** How it ended, such as "exit code 1". */
  reason: z.string(),
  phrases: phrasesSchema.optional(),
  exit_code: z.int().nullable(),
  signal: z.string().nullable(),
  diagnosis: diagnosisSchema.pick({ id: true, title: true }),
});
export type Crash = z.infer<typeof crashSchema>;
