import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { needPrograms, run } from './programs.mjs';

const DAYS = '30';
const EC = ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'];
const folderIn = (dataDir) => join(dataDir, 'tls');

/**
 * An authority of this data folder's own, and a certificate that it gave to 127.0.0.1, made once: from then on its servers speak TLS.
 * @throws Unavailable where there is no openssl
 */
export async function makeCertificates(dataDir) {
  if (certificatesOf(dataDir)) return;
  needPrograms(['openssl'], 'certificates');
  const folder = `${folderIn(dataDir)}.${process.pid}.new`;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const at = (name) => join(folder, name);
  const openssl = (...args) => run('openssl', args);
  await openssl('genpkey', ...EC, '-out', at('ca.key'));
  const authority = ['-addext', 'basicConstraints=critical,CA:TRUE', '-addext', 'keyUsage=critical,keyCertSign'];
  await openssl(
    'req',
    '-x509',
    '-new',
    '-key',
    at('ca.key'),
    '-days',
    DAYS,
    '-subj',
    '/CN=AgentFlow trial authority',
    ...authority,
    '-out',
    at('ca.pem'),
  );
  await openssl('genpkey', ...EC, '-out', at('server.key'));
  await openssl('req', '-new', '-key', at('server.key'), '-subj', '/CN=127.0.0.1', '-out', at('server.csr'));
  writeFileSync(at('names'), 'subjectAltName=IP:127.0.0.1,DNS:localhost\nextendedKeyUsage=serverAuth,clientAuth\n');
  const signing = ['-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-CAcreateserial', '-days', DAYS, '-extfile', at('names')];
  await openssl('x509', '-req', '-in', at('server.csr'), ...signing, '-out', at('server.pem'));
  writeFileSync(at('both.pem'), readFileSync(at('server.key')) + readFileSync(at('server.pem')), { mode: 0o600 });
  rmSync(at('ca.key'));
  renameSync(folder, folderIn(dataDir));
}
/** `{ ca, cert, key, both }`, files in PEM; nothing where the servers of this folder speak in the clear. */
export function certificatesOf(dataDir) {
  const folder = folderIn(dataDir);
  if (!existsSync(folder)) return undefined;
  const [ca, cert, key, both] = ['ca.pem', 'server.pem', 'server.key', 'both.pem'].map((name) => join(folder, name));
  return { ca, cert, key, both };
}
/** What a client of this machine is told, to speak with one of these servers. */
export const clientTls = (tls) => tls && { ca: readFileSync(tls.ca), host: '127.0.0.1' };
