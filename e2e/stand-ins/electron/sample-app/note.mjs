// Prints what happened in the sample app, for the tests.
export const note = (/** @type {string[]} */ ...parts) => console.log(`NOTE ${parts.join(' ')}`);
