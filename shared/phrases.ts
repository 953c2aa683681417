/** How texts of the catalogue travel beside their English form: shared/words/wire-phrases.ts. */
import { z } from 'zod';

/** By the name of the field with the English text. */
export const phrasesSchema = z.record(
  z.string(),
  z.object({ key: z.string(), values: z.record(z.string(), z.unknown()).optional() }),
);
