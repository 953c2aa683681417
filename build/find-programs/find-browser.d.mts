/** Path of a Chromium or Chrome; undefined where none is found. */
export function findBrowser(): string | undefined;
/** The same; installs one on Debian as root, or ends the program with a sentence. */
export function ensureBrowser(): string;
