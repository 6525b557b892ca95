import http from 'node:http';

/** Answers of a saga's last step and of a call that is busy at first. None of them looks like a target that is down: that would open the circuit for all. */
const REFUSED = 402;
const BUSY = 429;
const BUSY_TIMES = 2;
const SLOW_MS = 2_000;

/**
 * What stands outside and survives the platform: a server that writes down every call it gets. A call is a POST of `{ kind, id, lock? }`; how it is answered goes by the kind.
 * @returns `url`, `ledger` (by `kind id`: how often, under which keys, and `first`, the place of its first arrival among all calls) and `inside`: the most calls that ever held one lock at a time
 */
export async function startTarget(random) {
  const ledger = new Map();
  const holders = new Map();
  const inside = { most: 0, entered: 0 };
  let arrivals = 0;
  const server = http.createServer((req, res) => {
    let body = '';
    req.on('data', (part) => (body += part));
    req.on('end', () => {
      const { kind, id, lock } = JSON.parse(body);
      const name = `${kind} ${id}`;
      const known = ledger.get(name) ?? { kind, calls: 0, keys: new Set(), first: ++arrivals };
      known.calls++;
      known.keys.add(req.headers['idempotency-key'] ?? '');
      ledger.set(name, known);
      if (lock !== undefined) {
        inside.entered++;
        holders.set(lock, (holders.get(lock) ?? 0) + 1);
        inside.most = Math.max(inside.most, holders.get(lock));
      }
      // The target goes on with its work, whoever has gone away meanwhile.
      setTimeout(
        () => {
          if (lock !== undefined) holders.set(lock, holders.get(lock) - 1);
          res.statusCode = kind === 'pay' ? REFUSED : kind === 'busy' && known.calls <= BUSY_TIMES ? BUSY : 200;
          res.setHeader('content-type', 'application/json');
          res.end('{"ok":true}');
        },
        kind === 'slow' ? SLOW_MS : 1 + random() * 20,
      );
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    ledger,
    inside,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
