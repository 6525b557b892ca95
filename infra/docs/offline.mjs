// Fails where the built documentation would fetch anything from elsewhere: node infra/docs/offline.mjs
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const dist = fileURLToPath(new URL('../../docs/.vitepress/dist', import.meta.url));
/** What a browser fetches by itself; links that a person follows are theirs to follow. */
const FETCHED = [
  /<(?:script|img|iframe|source|audio|video)\b[^>]*\bsrc="(?:https?:)?\/\/[^"]+"/g,
  /<link\b(?=[^>]*\brel="(?:stylesheet|preload|modulepreload|icon|preconnect|dns-prefetch)")[^>]*\bhref="(?:https?:)?\/\/[^"]+"/g,
  /(?:@import|url\()\s*["']?(?:https?:)?\/\/[^"')]+/g,
];
const files = readdirSync(dist, { recursive: true }).filter((name) => /\.(html|css)$/.test(name));
const found = files.flatMap((name) => {
  const text = readFileSync(`${dist}/${name}`, 'utf8');
  return FETCHED.flatMap((pattern) => [...text.matchAll(pattern)].map(([what]) => `${name}: ${what}`));
});
if (files.length === 0) found.push('nothing has been built');
for (const problem of found) console.error(problem);
console.log(`${files.length} pages and style sheets, ${found.length} requests to elsewhere`);
process.exitCode = found.length > 0 ? 1 : 0;
