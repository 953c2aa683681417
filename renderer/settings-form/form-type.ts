import { createContext } from 'react';

/** Id of the backend type whose settings the form shows; null for a form of anything else. */
export const FormTypeContext = createContext<string | null>(null);
