import http from 'node:http';

/**
 * What stands outside and survives everything: writes down every call it gets, a POST of `{ kind, id }`. `busyMs` is how long a call takes at most.
 * @returns `url`; `ledger`, by `kind id`: `{ kind, id, calls, keys, at }`, `at` in epoch milliseconds; `close`
 */
export async function startEffectTarget({ busyMs = 20, random = Math.random } = {}) {
  const ledger = new Map();
  const server = http.createServer((req, res) => {
    let body = '';
    req.on('data', (part) => (body += part));
    req.on('end', () => {
      const { kind, id } = JSON.parse(body);
      const name = `${kind} ${id}`;
      const known = ledger.get(name) ?? { kind, id, calls: 0, keys: new Set(), at: [] };
      known.calls++;
      known.keys.add(req.headers['idempotency-key'] ?? '');
      known.at.push(Date.now());
      ledger.set(name, known);
      setTimeout(
        () => {
          res.setHeader('content-type', 'application/json');
          res.end('{"ok":true}');
        },
        1 + random() * busyMs,
      );
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  return {
    host: `127.0.0.1:${port}`,
    url: `http://127.0.0.1:${port}/`,
    ledger,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
