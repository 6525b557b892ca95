import { createRequire } from 'node:module';

/** The product's version, from this package's manifest. */
export const VERSION: string = (createRequire(import.meta.url)('../package.json') as { readonly version: string }).version;
