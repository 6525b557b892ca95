import { createRequire } from 'node:module';

/** The product's version, from this package's manifest: all packages carry the same. */
export const PRODUCT_VERSION: string = (createRequire(import.meta.url)('../package.json') as { readonly version: string }).version;
