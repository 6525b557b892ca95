/** What differs between two runs of the same thing: who, when, how long. */
const ERASED =
  /^(id|at|commitId|executionId|childId|parentId|rootId|workflowId|digest|token|nonce|seed|seq|version|dueAt|expiresAt|startedAt|endedAt|createdAt|timestamp|traceparent|durationMs|key|size|hash|requestHash|by|now|epochMs|time|date|weekday)$/;
/** Ids as they are minted (letters and digits of base 32, with a domain behind a dot), instants and digests inside of texts. */
const MINTED =
  /\b[0-9A-HJKMNP-TV-Z]{26,27}(\.[a-z0-9-]+)?\b|\bsha256:[0-9a-f]{64}\b|\b\d{4}-\d\d-\d\dT[\d:.]+Z|\b[0-9a-f]{32,64}\b|127\.0\.0\.1:\d+|\b\d\d:\d\d:\d\d\b|\b1[78]\d{11}\b/g;

const erase = (value) => {
  if (typeof value === 'string') return value.replace(MINTED, '<erased>');
  if (Array.isArray(value)) return value.map(erase);
  if (value === null || typeof value !== 'object') return value;
  const kept = Object.entries(value).filter(([name]) => !ERASED.test(name));
  return Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, one]) => [name, erase(one)]));
};
/** The log of an execution as every way of running it must give it: ids, times and versions erased, events in order for each path. `items` as of `/history`. @returns lines, sorted by path */
export function canonicalLog(items) {
  const byPath = new Map();
  for (const { type, path, data } of items) {
    // Bodies that run side by side end in any order: each is a path of its own.
    const place = typeof data?.index === 'number' && type.startsWith('Body') ? `${path}[${data.index}]` : (path ?? '');
    byPath.set(place, [...(byPath.get(place) ?? []), `${place || '(execution)'} ${type} ${JSON.stringify(erase(data))}`]);
  }
  return [...byPath].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, lines]) => lines);
}
