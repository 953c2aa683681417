/**
 * Imported before every module that declares a schema. By default zod tries once whether it may generate code. The page's
 * Content-Security-Policy forbids that, and the attempt would leave a violation in the console.
 */
import { config } from 'zod';

config({ jitless: true });
