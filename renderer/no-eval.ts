/**
 * Imported before anything that declares a schema. The page's Content-Security-Policy forbids code made at run time;
 * zod would try it once and leave a violation in the console.
 */
import { config } from 'zod';

config({ jitless: true });
