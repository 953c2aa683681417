// Where the project is found and who answers. None of these addresses is public yet: `.example` is reserved for that.
// package.json, SECURITY.md and these constants hold all there are; docs/releasing.md lists the places to replace, and
// project-addresses.test.ts keeps that list complete.

export const HOMEPAGE = 'https://switchyard.example';
/** Debian's packages must name a maintainer with an address. */
export const MAINTAINER = 'The Switchyard contributors <maintainers@switchyard.example>';
/** Reverse of the homepage's name. It is the identity of the app for the system: it may not change after a release. */
export const APP_ID = 'example.switchyard.desktop';
