import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';

// Just enough of MongoDB's wire protocol (OP_MSG) and of BSON to ask a server how it is and to set it up, so that nothing has to be installed for it.
// https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol and https://bsonspec.org/spec.html

const cstring = (text) => Buffer.from(`${text}\0`);
const int32 = (number) => ((b) => (b.writeInt32LE(number), b))(Buffer.alloc(4));
function encodeValue(value) {
  if (typeof value === 'boolean') return [8, Buffer.from([value ? 1 : 0])];
  if (typeof value === 'number') return [16, int32(value)];
  if (typeof value === 'string') return [2, Buffer.concat([int32(Buffer.byteLength(value) + 1), cstring(value)])];
  return [Array.isArray(value) ? 4 : 3, encode(value)];
}
function encode(document) {
  const parts = Object.entries(document).map(([name, value]) => {
    const [type, bytes] = encodeValue(value);
    return Buffer.concat([Buffer.from([type]), cstring(name), bytes]);
  });
  const body = Buffer.concat([...parts, Buffer.from([0])]);
  return Buffer.concat([int32(body.length + 4), body]);
}
/** How long a value of each BSON type is that we step over. */
const SKIPPED = { 6: 0, 7: 12, 9: 8, 10: 0, 17: 8, 18: 8, 19: 16 };
function decode(bytes, from = 0) {
  const end = from + bytes.readInt32LE(from) - 1;
  const document = {};
  for (let at = from + 4; at < end;) {
    const type = bytes[at];
    const nameEnd = bytes.indexOf(0, at + 1);
    const name = bytes.toString('utf8', at + 1, nameEnd);
    at = nameEnd + 1;
    if (type === 1) document[name] = bytes.readDoubleLE(at);
    if (type === 2) document[name] = bytes.toString('utf8', at + 4, at + 3 + bytes.readInt32LE(at));
    if (type === 3) document[name] = decode(bytes, at);
    if (type === 8) document[name] = bytes[at] === 1;
    if (type === 16) document[name] = bytes.readInt32LE(at);
    if (type === 1) at += 8;
    else if (type === 2) at += 4 + bytes.readInt32LE(at);
    else if (type === 3 || type === 4) at += bytes.readInt32LE(at);
    else if (type === 5) at += 5 + bytes.readInt32LE(at);
    else if (type === 8) at += 1;
    else if (type === 16) at += 4;
    else if (type in SKIPPED) at += SKIPPED[type];
    else throw new Error(`a BSON type ${type} was not expected in "${name}"`);
  }
  return document;
}

/** Runs one command on the database `admin` of a server on this machine (`tls` as of `clientTls`) and answers its reply. @throws Error where none comes within `timeoutMs` */
export const mongoCommand = (port, command, timeoutMs = 3000, tls = undefined) =>
  new Promise((resolve, reject) => {
    const body = Buffer.concat([int32(0), Buffer.from([0]), encode({ ...command, $db: 'admin' })]);
    const say = () => socket.write(Buffer.concat([int32(16 + body.length), int32(1), int32(0), int32(2013), body]));
    const socket = tls ? connectTls({ port, ...tls }, say) : connect(port, '127.0.0.1', say);
    let got = Buffer.alloc(0);
    const fail = (error) => (socket.destroy(), reject(error));
    socket.setTimeout(timeoutMs, () => fail(new Error(`no answer within ${timeoutMs} ms`)));
    socket.on('error', fail).on('close', () => fail(new Error('the connection was closed')));
    socket.on('data', (more) => {
      got = Buffer.concat([got, more]);
      if (got.length < 4 || got.length < got.readInt32LE(0)) return;
      resolve(decode(got, 21));
      socket.destroy();
    });
  });
