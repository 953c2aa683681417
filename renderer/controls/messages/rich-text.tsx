import { Children, type ReactNode } from 'react';

/** The pieces of a message with tags, as `parts` of a catalogue's area makes them. */
export const richText = (pieces: readonly ReactNode[]): ReactNode => Children.toArray(pieces);
