import { createElement, Fragment, type ReactNode } from 'react';

/** The pieces of a message with tags, as `parts` of a catalogue's area makes them. They need no keys: their order never changes. */
export const richText = (pieces: readonly ReactNode[]): ReactNode => createElement(Fragment, null, ...pieces);
