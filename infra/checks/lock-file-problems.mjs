export const OLDEST_NODE = '20.20.0';
/** Names that must not come in, not even through another package, and why. A name that ends in `/` is a scope. */
export const REFUSED_PACKAGES = {
  vm2: 'it is no boundary for foreign code: code nodes run in QuickJS inside a killable child process',
  'isolated-vm': 'no release for Node 20 has its known hole closed: code nodes run in QuickJS inside a killable child process',
  'safe-eval': 'it is no boundary for foreign code: expressions are CEL',
  'static-eval': 'it is no boundary for foreign code: expressions are CEL',
  jsonata: 'its prototype chain has been a way out before: expressions are CEL',
  jexl: 'expressions are CEL, one language',
  'expr-eval': 'expressions are CEL, one language',
  chdb: 'its lock lacks other platforms: embedded metrics are SQLite',
  '@chdb/': 'its lock lacks other platforms: embedded metrics are SQLite',
  'better-sqlite3': 'its releases left Node 20 behind: SQLite is libsql',
  helm: 'this is not the Helm CLI but another program of that name',
};

/** Sentences about what is wrong with a lock file (version 3), in the order of its packages. `satisfies(version, range)` is semver's. */
export function lockFileProblems(lock, satisfies) {
  if (lock.lockfileVersion !== 3) return [`the lock file has version ${lock.lockfileVersion}, not 3: make it with npm 10 or newer`];
  const problems = [];
  for (const [path, entry] of Object.entries(lock.packages ?? {})) {
    const name = path.replace(/^.*node_modules\//, '');
    const range = entry.engines?.node;
    if (typeof range === 'string' && !satisfies(OLDEST_NODE, range))
      problems.push(
        `${path || 'the root'}@${entry.version} wants Node ${range}, which leaves out ${OLDEST_NODE}: pin the newest release that accepts it`,
      );
    if (!entry.link && typeof entry.resolved === 'string')
      problems.push(
        `${path} names an address (${entry.resolved.slice(0, 80)}): set omit-lockfile-registry-resolved and make the lock anew`,
      );
    if (!entry.link && path.includes('node_modules/') && !entry.integrity && !entry.inBundle) problems.push(`${path} has no integrity`);
    const reason = path === '' ? undefined : (REFUSED_PACKAGES[name] ?? REFUSED_PACKAGES[name.replace(/\/.*/, '/')]);
    if (reason) problems.push(`${path} is not to be used: ${reason}`);
  }
  return problems;
}
